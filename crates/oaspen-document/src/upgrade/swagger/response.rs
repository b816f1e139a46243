//! Responses: `schema` and `examples` move under those media types of `produces` that can hold them.

use oaspen_diagnostics::Span;

use super::super::build::{entry, map, string};
use super::body::content;
use super::media::{essence, note_left_out};
use super::parameter::upgrade_header;
use super::produces::{Chosen, choose, note_taken_for_json};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

/// Upgrades a response that stands alone; a reference stays.
pub(super) fn upgrade_response(cx: &mut Read<'_>, place: &Place<'_>, produces: &[Node]) -> Node {
    let answer = upgrade_answer(cx, place, produces);
    if answer.is_taken_for_json {
        note_taken_for_json(cx, produces, &place.pointer, &[]);
    }
    answer.node
}

/// An upgraded response.
pub(super) struct Answer {
    pub(super) node: Node,
    /// Whether it is JSON although `produces` does not say so.
    pub(super) is_taken_for_json: bool,
}

impl Answer {
    fn unchanged(node: &Node) -> Self {
        Self {
            node: node.clone(),
            is_taken_for_json: false,
        }
    }
}

/// Upgrades a response of an operation; a reference stays.
pub(super) fn upgrade_answer(cx: &mut Read<'_>, place: &Place<'_>, produces: &[Node]) -> Answer {
    let Some(entries) = place.node.entries() else {
        return Answer::unchanged(place.node);
    };
    if entries
        .iter()
        .any(|entry| entry.key == "$ref" || entry.key == "content")
    {
        return Answer::unchanged(place.node);
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
    let mut is_taken_for_json = false;
    if schema.is_some() || examples.is_some_and(|examples| examples.value.entries().is_some()) {
        let chosen = choose(cx, place, (schema, examples), produces);
        is_taken_for_json = matches!(chosen, Chosen::Json(_));
        let media = chosen.into_media();
        let content = with_examples(cx, place, content_of(&media, schema, span), examples);
        upgraded.push(entry("content", content, span));
    }
    Answer {
        node: map(upgraded, span),
        is_taken_for_json,
    }
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

pub(super) fn content_of(media: &[Node], schema: Option<&Entry>, span: Span) -> Node {
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
