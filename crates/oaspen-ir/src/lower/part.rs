//! The properties of form and multipart bodies: OAS 3.1 §4.8.14.4, §4.8.14.5 and §4.8.15.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model as doc;

use super::context::Lower;
use super::header::is_field_name;
use super::media_type::{is_json, lower_media_type};
use super::style::{WrittenStyle, json_document, lower_style};
use super::wire::{Form, can_be_text, forms, leaves, shape_of};
use crate::ir::{
    DocumentKind, EnumBase, List, MediaType, ParameterEncoding, Part, Scalar, Shape, Style, TypeUse,
};

/// The parts of an object type. One of which it is written how, and not for values of its type, is
/// written as if nothing were said, which is reported.
pub(super) fn lower_parts(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    ty: TypeUse,
) -> Vec<Part> {
    let properties = properties_of(cx, ty);
    for property in media_type.encoding.keys() {
        if !properties.contains_key(property) {
            report_unused(cx, media_type, property);
        }
    }
    properties
        .into_iter()
        .map(|(property, ty)| lower_part(cx, media_type, (property, ty)))
        .collect()
}

/// The declared properties; those of all branches of a union, each by its first type.
fn properties_of(cx: &Lower<'_>, ty: TypeUse) -> IndexMap<String, TypeUse> {
    let mut properties = IndexMap::new();
    for leaf in leaves(cx, ty) {
        let Shape::Struct(object) = shape_of(cx, leaf) else {
            continue;
        };
        for field in &object.fields {
            properties.entry(field.name.clone()).or_insert(field.ty);
        }
    }
    properties
}

fn lower_part(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    (property, ty): (String, TypeUse),
) -> Part {
    let written = media_type.encoding.get(&property);
    let in_multipart = is_multipart(media_type);
    let lower = |cx: &mut Lower<'_>, written| {
        if in_multipart {
            lower_multipart_part(cx, written, ty)
        } else {
            lower_form_part(cx, media_type, written, ty)
        }
    };
    if in_multipart {
        report_bytes_as_text(cx, media_type, &property, ty);
    }
    let encoding = lower(cx, written);
    let is_written = encoding.is_ok();
    let encoding = encoding.or_else(|(code, message)| {
        let origin = written.map_or(&media_type.origin, |written| &written.origin);
        report_instead(cx, code, &format!("`{property}`: {message}"), origin);
        lower(cx, None)
    });
    let encoding = encoding.unwrap_or_else(|_| json_document());
    let is_file = in_multipart && is_bytes(&encoding);
    if let Some(written) = written {
        report_headers(cx, written, is_file);
    }
    Part {
        name: property,
        headers: match written {
            Some(written) if is_file => required_headers(cx, written),
            Some(_) | None => Vec::new(),
        },
        media_types: match written {
            Some(written) if in_multipart && is_written => listed(written, is_file),
            Some(_) | None => Vec::new(),
        },
        // The defaults follow from the type and fit it.
        encoding,
    }
}

fn report_instead(cx: &mut Lower<'_>, code: Code, message: &str, origin: &doc::Origin) {
    let message = format!("{message}; it is written as if nothing were said of it");
    cx.sink.push(
        Diagnostic::new(code, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer),
    );
}

/// A part that is sometimes bytes and sometimes something else is written as one of them.
fn report_bytes_as_text(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    property: &str,
    ty: TypeUse,
) {
    let forms = forms(cx, item_of(cx, ty).unwrap_or(ty));
    if forms.contains(&Form::Bytes) && forms.iter().any(|form| *form != Form::Bytes) {
        let message = format!(
            "`{property}` is bytes or something else: a part that is bytes has to be valid UTF-8"
        );
        report_weakened(cx, media_type, &message);
    }
}

fn report_weakened(cx: &mut Lower<'_>, media_type: &doc::MediaType, message: &str) {
    let origin = &media_type.origin;
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedKeyword, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer),
    );
}

fn is_multipart(media_type: &doc::MediaType) -> bool {
    let name = media_type.name.value.to_ascii_lowercase();
    name.starts_with("multipart/")
}

/// A property of a form: by a style, unless it is JSON.
fn lower_form_part(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    written: Option<&doc::Encoding>,
    ty: TypeUse,
) -> Result<ParameterEncoding, Problem> {
    if let Some(encoding) = written.filter(|encoding| has_style(encoding)) {
        return lower_written_style(cx, encoding, ty);
    }
    let document = content_type(cx, written, ty);
    let kind = document_kind(cx, &document.essence, ty)?;
    let item = item_of(cx, ty).unwrap_or(ty);
    if kind == DocumentKind::Json && can_be_structured(cx, item) {
        return Ok(ParameterEncoding::Content {
            media_type: document,
            kind,
        });
    }
    if kind == DocumentKind::Json && can_be_string(cx, item) {
        let message = "text as JSON in a form is not supported".to_owned();
        return Err((Code::UnsupportedMediaType, message));
    }
    Ok(lower_style(cx, FORM, ty, &media_type.origin))
}

/// A property of a multipart body: one document, or one for each item of a list.
fn lower_multipart_part(
    cx: &mut Lower<'_>,
    written: Option<&doc::Encoding>,
    ty: TypeUse,
) -> Result<ParameterEncoding, Problem> {
    if let Some(encoding) = written.filter(|encoding| has_style(encoding)) {
        // OAS 3.0 §4.7.15.1 has styles in `application/x-www-form-urlencoded` alone.
        if cx.resolved.version == doc::Version::V3_0 {
            report_ignored_style(cx, encoding, "in multipart bodies of OpenAPI 3.0");
        } else if is_file(cx, ty) {
            report_ignored_style(cx, encoding, "for a part that is bytes");
        } else {
            return lower_styled_part(cx, encoding, ty);
        }
    }
    let media_type = content_type(cx, written, ty);
    let kind = document_kind(cx, &media_type.essence, ty)?;
    Ok(ParameterEncoding::Content { media_type, kind })
}

/// OAS 3.1 §4.8.15.1.2: a style in a multipart body takes the place of `contentType`. What `form`
/// makes of text, and of lists item by item, is what a part of text is anyway.
fn lower_styled_part(
    cx: &Lower<'_>,
    encoding: &doc::Encoding,
    ty: TypeUse,
) -> Result<ParameterEncoding, Problem> {
    let written = written_style(encoding);
    let item = item_of(cx, ty);
    let is_plain = written.style == Style::Form && (item.is_none() || written.explode);
    if !is_plain || can_be_structured(cx, item.unwrap_or(ty)) {
        let message = "in a multipart body only `form` of text and of exploded lists is supported";
        return Err((Code::UnsupportedStyle, message.to_owned()));
    }
    Ok(ParameterEncoding::Content {
        media_type: lower_media_type("text/plain"),
        kind: DocumentKind::Text,
    })
}

/// Why a part cannot be written in a way.
type Problem = (Code, String);

fn has_style(encoding: &doc::Encoding) -> bool {
    encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved
}

/// The media type that is sent. A list is a choice for the sender, who takes the first; a range is
/// none, so the type of the property decides.
fn content_type(cx: &Lower<'_>, written: Option<&doc::Encoding>, ty: TypeUse) -> MediaType {
    let is_file = is_file(cx, ty);
    let choices = written.map(|written| listed(written, is_file));
    let choices = choices.unwrap_or_default();
    let mut concrete = choices
        .into_iter()
        .filter(|choice| !choice.text.contains('*'));
    match concrete.next() {
        Some(choice) => choice,
        None => lower_media_type(&default_content_type(cx, ty)),
    }
}

/// What `contentType` lists (OAS 3.1 §4.8.15.1.1), which a style takes the place of, but for files.
fn listed(written: &doc::Encoding, is_file: bool) -> Vec<MediaType> {
    let list = written.content_type.as_ref();
    let list = list.filter(|_| is_file || !has_style(written));
    let choices = list.iter().flat_map(|list| list.value.split(','));
    let choices = choices.map(str::trim).filter(|choice| !choice.is_empty());
    choices.map(lower_media_type).collect()
}

/// Whether a property, or each item of it, is bytes.
fn is_file(cx: &Lower<'_>, ty: TypeUse) -> bool {
    let item = item_of(cx, ty).unwrap_or(ty);
    *unaliased(cx, item) == Shape::Scalar(Scalar::Binary)
}

/// How a property (or each item of it) is written as a document of a media type.
fn document_kind(cx: &Lower<'_>, essence: &str, ty: TypeUse) -> Result<DocumentKind, Problem> {
    let item = item_of(cx, ty).unwrap_or(ty);
    if is_file(cx, ty) {
        return Ok(DocumentKind::Bytes);
    }
    if is_json(essence) {
        return Ok(DocumentKind::Json);
    }
    if can_be_text(cx, item) {
        return Ok(DocumentKind::Text);
    }
    let message = format!("`{essence}` cannot be written for this schema");
    Err((Code::UnsupportedMediaType, message))
}

/// Whether some value is more than text.
fn can_be_structured(cx: &Lower<'_>, ty: TypeUse) -> bool {
    let forms = forms(cx, ty);
    forms.is_empty()
        || forms.iter().any(|form| match form {
            Form::List | Form::Object | Form::Any => true,
            Form::Text | Form::Bytes => false,
        })
}

/// Whether some value is a string, which JSON puts between quotes.
fn can_be_string(cx: &Lower<'_>, ty: TypeUse) -> bool {
    leaves(cx, ty)
        .into_iter()
        .any(|leaf| match shape_of(cx, leaf) {
            Shape::Scalar(scalar) => match scalar {
                Scalar::String(_) | Scalar::Binary | Scalar::Base64 | Scalar::External(_) => true,
                Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_) | Scalar::Null => false,
            },
            Shape::Enum(constants) => constants.base == EnumBase::String,
            Shape::Struct(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Alias(_)
            | Shape::Any
            | Shape::Never => false,
        })
}

/// A style of a property of a form, which is one of a query.
fn lower_written_style(
    cx: &mut Lower<'_>,
    encoding: &doc::Encoding,
    ty: TypeUse,
) -> Result<ParameterEncoding, Problem> {
    let written = written_style(encoding);
    if written.style == Style::Cookie {
        let message = "`cookie` is only defined for cookies".to_owned();
        return Err((Code::UnsupportedStyle, message));
    }
    Ok(lower_style(cx, written, ty, &encoding.origin))
}

/// OAS 3.1 §4.8.15.1.2: the defaults are those of query parameters.
const FORM: WrittenStyle = WrittenStyle {
    style: Style::Form,
    explode: true,
    allow_reserved: false,
};

fn written_style(encoding: &doc::Encoding) -> WrittenStyle {
    let style = encoding.style.unwrap_or(Style::Form);
    WrittenStyle {
        style,
        explode: encoding.explode.unwrap_or(style == Style::Form),
        allow_reserved: encoding.allow_reserved,
    }
}

/// OAS 3.1 §4.8.15.1.1 and OAS 3.0 §4.7.15.1: by the type, and for a list by that of its items.
fn default_content_type(cx: &Lower<'_>, ty: TypeUse) -> String {
    const JSON: &str = "application/json";
    let item = item_of(cx, ty).unwrap_or(ty);
    let forms = forms(cx, item);
    let content_type = if forms.is_empty() {
        JSON
    } else if forms.iter().all(|form| *form == Form::Bytes) || is_encoded(cx, item) {
        "application/octet-stream"
    } else if forms
        .iter()
        .all(|form| matches!(form, Form::Text | Form::Bytes))
    {
        "text/plain"
    } else {
        JSON
    };
    content_type.to_owned()
}

/// The items of a list, whatever it is called.
pub(super) fn item_of(cx: &Lower<'_>, ty: TypeUse) -> Option<TypeUse> {
    match unaliased(cx, ty) {
        Shape::List(List { item }) => Some(*item),
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => None,
    }
}

/// The shape at the end of a chain of aliases.
fn unaliased<'c>(cx: &'c Lower<'_>, ty: TypeUse) -> &'c Shape {
    let mut shape = shape_of(cx, ty.id);
    // As many steps as there are types, should a chain close.
    for _ in 0..cx.types.len() {
        let Shape::Alias(next) = shape else {
            break;
        };
        shape = shape_of(cx, next.id);
    }
    shape
}

/// OAS 3.1 §4.8.15.1.1: text with a `contentEncoding`, which 3.0 did not have.
fn is_encoded(cx: &Lower<'_>, ty: TypeUse) -> bool {
    cx.resolved.version > doc::Version::V3_0
        && leaves(cx, ty)
            .iter()
            .all(|leaf| *shape_of(cx, *leaf) == Shape::Scalar(Scalar::Base64))
}

fn report_unused(cx: &mut Lower<'_>, media_type: &doc::MediaType, property: &str) {
    let Some(encoding) = media_type.encoding.get(property) else {
        return;
    };
    let message = format!("the schema declares no property `{property}` for this `encoding`");
    let origin = &encoding.origin;
    cx.sink
        .push(Diagnostic::new(Code::UnsupportedKeyword, message).at(origin.span, &origin.pointer));
}

fn is_bytes(encoding: &ParameterEncoding) -> bool {
    match encoding {
        ParameterEncoding::Content { kind, .. } => *kind == DocumentKind::Bytes,
        ParameterEncoding::Style { .. } | ParameterEncoding::Form { .. } => false,
    }
}

/// OAS 3.1 §4.8.15.1.1: but for `Content-Type`, which is described apart, and `Content-Disposition`,
/// which every part has. What is no name of a header cannot be sent, and is reported.
fn required_headers(cx: &mut Lower<'_>, encoding: &doc::Encoding) -> Vec<String> {
    let resolved = cx.resolved;
    let headers = encoding.headers.iter();
    let required = headers.filter(|(_, id)| {
        let header = resolved.headers.get(**id);
        header.is_some_and(|header| header.required)
    });
    let mut names = Vec::new();
    for (name, _) in required {
        if !is_field_name(name) {
            let message = format!("`{name}` is no name of a header (RFC 9110 §5.1)");
            report_headers_weakened(cx, encoding, &message);
        } else if !is_own_header(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Whether a part has this header of its own accord: RFC 7578 §4.2, §4.4.
fn is_own_header(name: &str) -> bool {
    let own = ["content-type", "content-disposition"];
    own.iter().any(|header| name.eq_ignore_ascii_case(header))
}

/// What `headers` of a part are: a file has some, as text; what is no file has none.
fn report_headers(cx: &mut Lower<'_>, encoding: &doc::Encoding, is_file: bool) {
    if encoding.headers.is_empty() {
        return;
    }
    let message = if is_file {
        "headers of a file are text; those that are required must be there"
    } else {
        "headers of a part that is no file are not acted upon"
    };
    report_headers_weakened(cx, encoding, message);
}

fn report_headers_weakened(cx: &mut Lower<'_>, encoding: &doc::Encoding, message: &str) {
    let origin = &encoding.origin;
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedKeyword, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer.join("headers")),
    );
}

/// OAS 3.0 §4.7.15.1 has styles in forms alone, and bytes have no other form than themselves.
fn report_ignored_style(cx: &mut Lower<'_>, encoding: &doc::Encoding, place: &str) {
    let message = format!("`style`, `explode` and `allowReserved` mean nothing {place}");
    let origin = &encoding.origin;
    cx.sink
        .push(Diagnostic::new(Code::UnsupportedKeyword, message).at(origin.span, &origin.pointer));
}
