//! A parameter with `in: body` → a request body: Swagger 2.0, "Parameter Object".

use oaspen_diagnostics::Span;

use super::super::build::{entry, map};
use super::media::or_usual;
use crate::node::{Entry, Node};

const JSON: &str = "application/json";

/// The request body of a body parameter. What it is called has no meaning on the wire.
pub(super) fn upgrade_body(parameter: &Node, consumes: &[Node]) -> Node {
    let Some(entries) = parameter.entries() else {
        return parameter.clone();
    };
    if entries.iter().any(|entry| entry.key == "$ref") {
        return parameter.clone();
    }
    let mut body: Vec<Entry> = Vec::new();
    let mut schema: Vec<Entry> = Vec::new();
    for entry in entries {
        match entry.key.as_str() {
            "name" | "in" => {}
            "schema" => schema.push(entry.clone()),
            _ => body.push(entry.clone()),
        }
    }
    let span = parameter.span;
    let media = or_usual(consumes, JSON, span);
    body.push(entry("content", content(&media, &schema, span), span));
    map(body, span)
}

/// The same fields under each media type.
pub(super) fn content(media: &[Node], fields: &[Entry], span: Span) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    for media_type in media {
        let text = media_type.as_str().unwrap_or_default();
        if !entries.iter().any(|entry| entry.key == text) {
            let value = map(fields.to_vec(), span);
            entries.push(entry(text, value, media_type.span));
        }
    }
    map(entries, span)
}
