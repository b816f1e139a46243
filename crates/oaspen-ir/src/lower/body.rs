//! Request bodies and `content`: OAS 3.1 §4.8.13 and §4.8.14.
//!
//! What a media type carries follows from its name and from the form of its schema. A media type
//! that can be neither encoded nor decoded goes where there is another; otherwise its bytes are
//! given and taken as they are.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model as doc;

use super::component::{in_operation, name_of};
use super::context::Lower;
use super::media_type::{is_json, is_json_range, is_text, lower_media_type};
use super::name::step;
use super::origin::lower_origin;
use super::parameter::filled;
use super::part::lower_parts;
use super::plain::make_any;
use super::schema::lower_schema;
use super::sequence::{lower_sequence, sequence_of};
use super::wire::{Form, forms};
use crate::ir::{Body, Content, ContentKind, Docs, Name, NameStep, TypeUse};

/// The body of a request; `None` when it has no media type, which has then been reported.
pub(super) fn lower_request_body(
    cx: &mut Lower<'_>,
    id: doc::Id<doc::RequestBody>,
    operation: &str,
) -> Option<Body> {
    let resolved = cx.resolved;
    let body = resolved.request_bodies.get(id)?;
    let name = name_of(
        cx,
        &body.origin,
        in_operation(operation, NameStep::RequestBody),
    );
    if body.content.is_empty() {
        let message = "the request body names no media type and is left out";
        cx.sink.push(
            Diagnostic::new(Code::MissingField, message)
                .severity(Severity::Weakened)
                .at(body.origin.span, &body.origin.pointer.join("content")),
        );
        return None;
    }
    Some(Body {
        origin: lower_origin(&body.origin),
        docs: Docs {
            description: filled(body.description.as_deref()),
            ..Docs::default()
        },
        required: body.required,
        contents: lower_contents(cx, &body.content, &name),
    })
}

/// The media types that can be used, in document order. Empty for a body without media types.
pub(super) fn lower_contents(
    cx: &mut Lower<'_>,
    content: &[doc::MediaType],
    name: &Name,
) -> Vec<Content> {
    let mut contents = Vec::new();
    let mut refused = Vec::new();
    for (index, media_type) in content.iter().enumerate() {
        // The first has the plain name, so that adding another renames nothing.
        let name = match index {
            0 => name.clone(),
            _ => step(name, NameStep::Media(media_type.name.value.clone())),
        };
        let lowered = lower_media_type(&media_type.name.value);
        report_unsupported_keywords(cx, media_type, &lowered.essence);
        let origin = lower_origin(&media_type.origin);
        let mut content = Content {
            media_type: lowered,
            origin,
            kind: ContentKind::Bytes,
        };
        match lower_kind(cx, media_type, &content.media_type.essence, name) {
            Some(kind) => {
                content.kind = kind;
                contents.push(content);
            }
            None => refused.push(content),
        }
    }
    let is_only = contents.is_empty();
    for content in refused {
        report_refused(cx, &content, is_only);
        if is_only {
            contents.push(content);
        }
    }
    contents
}

fn report_refused(cx: &mut Lower<'_>, content: &Content, is_only: bool) {
    let outcome = if is_only {
        "its bytes are given as they are"
    } else {
        "it is left out, for there are others"
    };
    let essence = &content.media_type.essence;
    let message = format!("`{essence}` cannot be encoded or decoded for this schema; {outcome}");
    let origin = &content.origin;
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedMediaType, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer),
    );
}

/// What is carried; `None` where nothing is known that could encode or decode it.
fn lower_kind(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    essence: &str,
    name: Name,
) -> Option<ContentKind> {
    let described = media_type.item_schema.or(media_type.schema);
    if let Some(sequence) = sequence_of(essence)
        && !described.is_some_and(|schema| is_inline_binary(cx, schema))
    {
        return Some(lower_sequence(cx, media_type, sequence, name));
    }
    let Some(schema) = media_type.schema else {
        return Some(lower_without_schema(cx, media_type, essence, name));
    };
    if is_inline_binary(cx, schema) {
        return Some(ContentKind::Bytes);
    }
    let ty = lower_schema(cx, schema, name);
    let forms = forms(cx, ty);
    if !forms.is_empty() && forms.iter().all(|form| *form == Form::Bytes) {
        return Some(ContentKind::Bytes);
    }
    let has_object = forms.contains(&Form::Object);
    match essence {
        "application/x-www-form-urlencoded" if has_object => Some(ContentKind::Form {
            ty,
            parts: lower_parts(cx, media_type, ty),
        }),
        "multipart/form-data" if has_object => Some(ContentKind::Multipart {
            ty,
            parts: lower_parts(cx, media_type, ty),
        }),
        "application/x-www-form-urlencoded" | "multipart/form-data" => Some(ContentKind::Bytes),
        _ => lower_other_kind(essence, ty, &forms),
    }
}

fn lower_other_kind(essence: &str, ty: TypeUse, forms: &[Form]) -> Option<ContentKind> {
    let is_only = |allowed: &[Form]| forms.iter().all(|form| allowed.contains(form));
    if is_json(essence) {
        return Some(ContentKind::Json(ty));
    }
    if is_text(essence) && is_only(&[Form::Text]) {
        return Some(ContentKind::Text(ty));
    }
    if is_only(&[Form::Text, Form::Bytes, Form::Any]) {
        return Some(ContentKind::Bytes);
    }
    // Frameworks write `*/*` beside the schema of what they send as JSON.
    is_json_range(essence).then_some(ContentKind::Json(ty))
}

fn lower_without_schema(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    essence: &str,
    name: Name,
) -> ContentKind {
    if is_json(essence) {
        let any = make_any(cx, name, lower_origin(&media_type.origin));
        return ContentKind::Json(any);
    }
    ContentKind::Bytes
}

/// `{ type: string, format: binary }` in place: bytes need no type.
fn is_inline_binary(cx: &Lower<'_>, schema: doc::SchemaId) -> bool {
    let schema = cx.resolved.schemas.get(schema);
    let Some(object) = schema.and_then(|schema| schema.object()) else {
        return false;
    };
    let is_string = object.types.as_ref().is_none_or(|types| {
        let names = &types.value.names;
        names.contains(&doc::JsonType::String)
            && names
                .iter()
                .all(|name| matches!(name, doc::JsonType::String | doc::JsonType::Null))
    });
    let format = object.format.as_ref().map(|format| format.value.as_str());
    object.reference.is_none() && is_string && format == Some("binary")
}

/// What OAS 3.2 adds for parts without names and for items where there are none, and encodings where nothing is encoded by property.
fn report_unsupported_keywords(cx: &mut Lower<'_>, media_type: &doc::MediaType, essence: &str) {
    let is_sequence = sequence_of(essence).is_some();
    let is_form = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("multipart/") || name.starts_with("application/x-www-form-urlencoded")
    };
    let written = [
        (
            "itemSchema",
            media_type.item_schema.is_some() && !is_sequence,
        ),
        (
            "schema",
            media_type.schema.is_some() && media_type.item_schema.is_some() && is_sequence,
        ),
        ("prefixEncoding", !media_type.prefix_encoding.is_empty()),
        ("itemEncoding", media_type.item_encoding.is_some()),
        (
            "encoding",
            !media_type.encoding.is_empty() && !is_form(&media_type.name.value),
        ),
    ];
    for (keyword, is_written) in written {
        if is_written {
            let message = format!("`{keyword}` is not acted upon here");
            let origin = &media_type.origin;
            cx.sink.push(
                Diagnostic::new(Code::UnsupportedKeyword, message)
                    .at(origin.span, &origin.pointer.join(keyword)),
            );
        }
    }
}
