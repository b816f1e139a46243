//! Request bodies, responses, media types and encodings: OAS 3.1 §4.8.13 to §4.8.17.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::example::read_examples;
use super::fields::read_map;
use super::inline::inline_quietly;
use super::parameter::read_style;
use super::schema::read_schema;
use super::{Fields, Place, Read, read_object};
use crate::model::{
    Encoding, Header, Id, KeySpans, Link, MediaType, RequestBody, Response, Spanned, Version,
};
use crate::upgrade::swagger;

pub(super) fn read_request_body(cx: &mut Read<'_>, place: &Place<'_>) -> Option<RequestBody> {
    let meant = swagger::meant_by_body(cx, place);
    let place = &Place {
        node: meant.as_ref().unwrap_or(place.node),
        pointer: place.pointer.clone(),
    };
    let mut fields = Fields::open(cx, place, "a request body")?;
    let content = fields.require(cx, "content");
    let body = RequestBody {
        origin: place.origin(),
        description: fields.string(cx, "description"),
        required: fields.guard(cx, "required").unwrap_or(false),
        content: content.map_or_else(Vec::new, |content| read_content(cx, &content)),
    };
    fields.finish(cx);
    Some(body)
}

pub(super) fn read_response(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Response> {
    if place.node.is_null() {
        return Some(nothing_said(cx, place));
    }
    if let Some(text) = place.node.as_str() {
        let message = "a response is an object; this is read as its `description`";
        cx.note_reading(place, message);
        return Some(Response {
            description: Some(text.to_owned()),
            ..without_body(place)
        });
    }
    let meant = swagger::meant_by_body(cx, place);
    let place = &Place {
        node: meant.as_ref().unwrap_or(place.node),
        pointer: place.pointer.clone(),
    };
    let mut fields = Fields::open(cx, place, "a response")?;
    let content = fields.take("content");
    let mut links = IndexMap::new();
    for (entry, place) in fields.map(cx, "links") {
        if let Some(link) = read_object::<Link>(cx, &place) {
            links.insert(entry.key.clone(), link);
        }
    }
    let response = Response {
        origin: place.origin(),
        summary: fields.string(cx, "summary"),
        description: fields.string(cx, "description"),
        headers: read_headers(cx, &mut fields),
        content: content.map_or_else(Vec::new, |content| read_content(cx, &content)),
        links,
        keys: fields.spans(),
    };
    fields.finish(cx);
    if response.description.is_none() && cx.version < Version::V3_2 {
        cx.sink.push(
            Diagnostic::new(Code::MissingField, "a response has a `description`")
                .at(place.node.span, &place.pointer)
                .severity(Severity::Note),
        );
    }
    Some(response)
}

/// Only the status is known.
fn nothing_said(cx: &mut Read<'_>, place: &Place<'_>) -> Response {
    cx.note_reading(
        place,
        "this response is null, which is read as one without a body",
    );
    without_body(place)
}

fn without_body(place: &Place<'_>) -> Response {
    Response {
        origin: place.origin(),
        summary: None,
        description: None,
        headers: IndexMap::new(),
        content: Vec::new(),
        links: IndexMap::new(),
        keys: KeySpans::default(),
    }
}

pub(super) fn read_headers(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> IndexMap<String, Id<Header>> {
    let mut headers = IndexMap::new();
    for (entry, place) in fields.map(cx, "headers") {
        if let Some(header) = read_object::<Header>(cx, &place) {
            headers.insert(entry.key.clone(), header);
        }
    }
    headers
}

/// Reads a map from media types to what they hold.
pub(super) fn read_content(cx: &mut Read<'_>, place: &Place<'_>) -> Vec<MediaType> {
    let entries = read_map(cx, place).unwrap_or_default();
    entries
        .into_iter()
        .filter_map(|(entry, place)| {
            let name = Spanned {
                value: entry.key.clone(),
                span: entry.key_span,
            };
            read_media_type(cx, name, &place)
        })
        .collect()
}

fn read_media_type(
    cx: &mut Read<'_>,
    name: Spanned<String>,
    place: &Place<'_>,
) -> Option<MediaType> {
    let mut media_type = MediaType {
        origin: place.origin(),
        name,
        schema: None,
        item_schema: None,
        examples: Vec::new(),
        encoding: IndexMap::new(),
        prefix_encoding: Vec::new(),
        item_encoding: None,
    };
    // Only the name is known: that is enough to send or read bytes.
    if place.node.is_null() {
        return Some(media_type);
    }
    // OAS 3.2 §4.7.1: media types are components too.
    if place.node.get("$ref").is_some() && cx.version >= Version::V3_2 {
        let inlined = inline_quietly(cx, place)?;
        return inlined.read(cx, |cx, place| read_media_type(cx, media_type.name, place));
    }
    let mut fields = Fields::open(cx, place, "a media type")?;
    let schema = fields.take("schema");
    media_type.schema = schema.and_then(|schema| read_schema(cx, &schema));
    let item_schema = fields.take("itemSchema");
    media_type.item_schema = item_schema.and_then(|schema| read_schema(cx, &schema));
    media_type.examples = read_examples(cx, &mut fields);
    for (entry, place) in fields.map(cx, "encoding") {
        if let Some(encoding) = read_encoding(cx, &place) {
            media_type.encoding.insert(entry.key.clone(), encoding);
        }
    }
    for place in fields.list(cx, "prefixEncoding") {
        media_type.prefix_encoding.extend(read_encoding(cx, &place));
    }
    let item_encoding = fields.take("itemEncoding");
    media_type.item_encoding = item_encoding
        .and_then(|encoding| read_encoding(cx, &encoding))
        .map(Box::new);
    fields.finish(cx);
    Some(media_type)
}

fn read_encoding(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Encoding> {
    let mut fields = Fields::open(cx, place, "an encoding")?;
    let style = fields.take("style");
    let encoding = Encoding {
        origin: place.origin(),
        content_type: fields.spanned_string(cx, "contentType"),
        headers: read_headers(cx, &mut fields),
        style: style.and_then(|style| read_style(cx, &style)),
        explode: fields.boolean(cx, "explode"),
        allow_reserved: fields.flag(cx, "allowReserved"),
    };
    // OAS 3.2 §4.15.1: encodings may nest for multipart within multipart.
    fields.unsupported(cx, &["encoding", "prefixEncoding", "itemEncoding"]);
    fields.finish(cx);
    Some(encoding)
}
