//! Responses: `schema` and `examples` move under the media types of `produces`.

use oaspen_diagnostics::Span;

use super::super::build::{entry, map, string};
use super::body::content;
use super::media::{essence, is_json, note_left_out, or_usual};
use super::parameter::upgrade_header;
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

/// Upgrades a response; a reference stays.
pub(super) fn upgrade_response(cx: &mut Read<'_>, place: &Place<'_>, produces: &[Node]) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    if entries
        .iter()
        .any(|entry| entry.key == "$ref" || entry.key == "content")
    {
        return place.node.clone();
    }
    let span = place.node.span;
    let (mut upgraded, mut schema, mut examples) = (Vec::new(), None, None);
    for written in entries {
        match written.key.as_str() {
            "schema" => schema = Some(written),
            "examples" => examples = Some(written),
            "headers" => {
                let headers = upgrade_headers(cx, &place.child("headers", &written.value));
                upgraded.push(entry("headers", headers, written.key_span));
            }
            _ => upgraded.push(written.clone()),
        }
    }
    if schema.is_some() || examples.is_some_and(|examples| examples.value.entries().is_some()) {
        let media = media_types(cx, place, schema, produces);
        let content = with_examples(cx, place, content_of(&media, schema, span), examples);
        upgraded.push(entry("content", content, span));
    }
    map(upgraded, span)
}

/// Upgrades each of a map of headers.
fn upgrade_headers(cx: &mut Read<'_>, place: &Place<'_>) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    let headers = entries.iter().map(|written| {
        let header = upgrade_header(cx, &place.child(&written.key, &written.value));
        entry(&written.key, header, written.key_span)
    });
    map(headers.collect(), place.node.span)
}

/// Swagger 2.0, "Response Object": a schema of type `file` is bytes, which JSON does not hold.
fn media_types(
    cx: &mut Read<'_>,
    place: &Place<'_>,
    schema: Option<&Entry>,
    produces: &[Node],
) -> Vec<Node> {
    let span = schema.map_or(place.node.span, |schema| schema.value.span);
    let kind = schema.and_then(|schema| schema.value.get("type"));
    if kind.and_then(Node::as_str) != Some("file") {
        return or_usual(produces, "application/json", span);
    }
    let (json, others): (Vec<&Node>, Vec<&Node>) =
        produces.iter().partition(|media| is_json(media));
    for media in json {
        if are_inherited(produces, &cx.defaults.produces) {
            continue;
        }
        let reason = "cannot hold a file, so it is left out";
        note_left_out(cx, media, &place.pointer, reason);
    }
    let others: Vec<Node> = others.into_iter().cloned().collect();
    or_usual(&others, "application/octet-stream", span)
}

/// Whether the media types stand at the document rather than at the operation.
fn are_inherited(produces: &[Node], defaults: &[Node]) -> bool {
    let place = |nodes: &[Node]| nodes.first().map(|node| node.span);
    place(produces) == place(defaults)
}

fn content_of(media: &[Node], schema: Option<&Entry>, span: Span) -> Node {
    let fields: Vec<Entry> = schema.cloned().into_iter().collect();
    content(media, &fields, span)
}

/// Puts each example under its media type.
fn with_examples(
    cx: &mut Read<'_>,
    place: &Place<'_>,
    mut content: Node,
    examples: Option<&Entry>,
) -> Node {
    let examples = examples.and_then(|examples| examples.value.entries());
    for example in examples.unwrap_or_default() {
        let media = string(&example.key, example.key_span);
        let wanted = essence(&media);
        let produced = content.entries_mut().into_iter().flatten();
        let mut produced =
            produced.filter(|entry| essence(&string(&entry.key, entry.key_span)) == wanted);
        if let Some(fields) = produced.next().and_then(|entry| entry.value.entries_mut()) {
            fields.push(entry("example", example.value.clone(), example.key_span));
        } else {
            let pointer = place.pointer.join("examples").join(&example.key);
            let reason = "is not produced here, so its example is not read";
            note_left_out(cx, &media, &pointer, reason);
        }
    }
    content
}
