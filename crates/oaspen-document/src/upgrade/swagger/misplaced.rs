//! Swagger's words in a document of OpenAPI 3, where they have one sensible reading.

use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::super::build::{entry, map, string};
use super::body::content;
use super::parameter::{Wire, describe};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

/// A parameter with `type` in the place of `schema`.
pub(crate) fn meant_by_parameter(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Node> {
    let written = place.node.entries()?;
    let has = |key: &str| written.iter().any(|entry| entry.key == key);
    let kind = written.iter().find(|entry| entry.key == "type")?;
    if has("schema") || has("content") {
        return None;
    }
    let message = "`type` belongs into a `schema`; it is read as if it stood there";
    note(cx, place, kind, message);
    let span = place.node.span;
    let described = describe(cx, place, Wire::Form);
    let mut entries = described.rest;
    entries.push(entry("schema", described.schema, span));
    if has("collectionFormat") {
        entries.extend(described.style);
    }
    Some(map(entries, span))
}

/// A request body or response with `schema` in the place of `content`.
pub(crate) fn meant_by_body(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Node> {
    let written = place.node.entries()?;
    let at = written.iter().position(|entry| entry.key == "schema")?;
    if written.iter().any(|entry| entry.key == "content") {
        return None;
    }
    let mut entries = written.to_vec();
    let schema = entries.remove(at);
    let message = "`schema` belongs into a `content`; it is read as one of `application/json`";
    note(cx, place, &schema, message);
    let span = schema.value.span;
    let media = string("application/json", schema.key_span);
    let content = content(&[media], &[schema], span);
    entries.push(entry("content", content, span));
    Some(map(entries, place.node.span))
}

fn note(cx: &mut Read<'_>, place: &Place<'_>, written: &Entry, message: &str) {
    cx.sink.push(
        Diagnostic::new(Code::UnknownKeyword, message)
            .at(written.key_span, &place.pointer.join(&written.key))
            .severity(Severity::Note),
    );
}
