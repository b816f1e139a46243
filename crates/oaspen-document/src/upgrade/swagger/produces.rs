//! `produces`: which of an operation's media types each of its responses has.
//!
//! Swagger 2.0 has one list for all responses of an operation, so an archive that is downloaded and the
//! error that says why it is not there have the same one ("Operation Object"). Each response takes
//! what can hold it.

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity};

use super::super::build::{entry, string};
use super::media::{essence, is_bytes, is_json, note_left_out, or_usual};
use super::response::content_of;
use super::{Followed, follow};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

const JSON: &str = "application/json";

/// The media types of a response.
pub(super) enum Chosen {
    Produced(Vec<Node>),
    /// With JSON, which `produces` does not name.
    Json(Vec<Node>),
}

impl Chosen {
    pub(super) fn into_media(self) -> Vec<Node> {
        match self {
            Self::Produced(media) | Self::Json(media) => media,
        }
    }
}

/// The media types that can hold what a response describes.
pub(super) fn choose(
    cx: &mut Read<'_>,
    place: &Place<'_>,
    (schema, examples): (Option<&Entry>, Option<&Entry>),
    produces: &[Node],
) -> Chosen {
    let span = schema.map_or(place.node.span, |schema| schema.value.span);
    let kind = schema.and_then(|schema| schema.value.get("type"));
    let keep = |holds: &dyn Fn(&Node) -> bool| -> Vec<Node> {
        let kept = produces.iter().filter(|media| holds(media));
        kept.cloned().collect()
    };
    if kind.and_then(Node::as_str) == Some("file") {
        let others = keep(&|media| !is_json(media));
        return Chosen::Produced(or_usual(&others, "application/octet-stream", span));
    }
    if produces.is_empty() {
        return Chosen::Produced(or_usual(produces, JSON, span));
    }
    let has_structure = schema.is_some_and(|schema| has_structure(cx, place, schema));
    let able = if has_structure {
        keep(&|media| !is_bytes(media) && essence(media) != "text/plain")
    } else {
        produces.to_vec()
    };
    let shows_json = (has_structure || schema.is_none())
        && !produces.iter().any(is_json)
        && has_json_example(examples);
    if able.is_empty() || shows_json {
        let json = string(JSON, span);
        return Chosen::Json(able.into_iter().chain([json]).collect());
    }
    Chosen::Produced(able)
}

/// Whether a schema describes an object or a list.
fn has_structure(cx: &mut Read<'_>, place: &Place<'_>, schema: &Entry) -> bool {
    const STRUCTURE: &[&str] = &["properties", "additionalProperties", "items", "allOf"];
    let place = place.child("schema", &schema.value);
    let Followed::Found(schema) = follow(cx, &place, "schemas") else {
        return false;
    };
    match schema.get("type").and_then(Node::as_str) {
        Some(kind) => kind == "object" || kind == "array",
        None => STRUCTURE.iter().any(|key| schema.get(key).is_some()),
    }
}

fn has_json_example(examples: Option<&Entry>) -> bool {
    let entries = examples.and_then(|examples| examples.value.entries());
    let mut keys = entries.into_iter().flatten();
    keys.any(|example| is_json(&string(&example.key, example.key_span)))
}

/// Notes that responses are JSON because nothing that is produced can hold them.
pub(super) fn note_taken_for_json(
    cx: &mut Read<'_>,
    produces: &[Node],
    pointer: &Pointer,
    statuses: &[&str],
) {
    let Some(span) = produces.first().map(|media| media.span) else {
        return;
    };
    let quoted = |texts: Vec<&str>| {
        let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
        quoted.join(", ")
    };
    let produced = quoted(produces.iter().filter_map(Node::as_str).collect());
    let described = match statuses {
        [] => "what this response describes".to_owned(),
        statuses => format!("what {} describes", quoted(statuses.to_vec())),
    };
    let message =
        format!("{described} is read as `{JSON}`, for `{JSON}` can hold it and {produced} cannot");
    cx.sink.push(
        Diagnostic::new(Code::InvalidMediaType, message)
            .at(span, pointer)
            .severity(Severity::Note),
    );
}

/// Makes bytes of a success without a schema whose operation produces nothing but bytes.
pub(super) fn fill_successes(
    cx: &mut Read<'_>,
    operation: &Place<'_>,
    responses: &mut [Entry],
    produces: &[Node],
) {
    let is_head = operation.pointer.tokens().last().as_deref() == Some("head");
    let is_success = |response: &Entry| response.key.len() == 3 && response.key.starts_with('2');
    let says_more = |response: &Entry| {
        let mut keys = ["$ref", "content"].into_iter();
        keys.any(|key| response.value.get(key).is_some())
    };
    let mut successes = responses.iter().filter(|response| is_success(response));
    let is_described = successes.any(says_more);
    if is_head || is_described || produces.is_empty() || !produces.iter().all(is_bytes) {
        return;
    }
    let place = operation.pointer.join("responses");
    for response in responses.iter_mut().filter(|response| is_success(response)) {
        // RFC 9110 §15.3.5 and §15.3.6: these have no content.
        if ["204", "205"].contains(&response.key.as_str()) {
            continue;
        }
        let span = response.value.span;
        let Some(fields) = response.value.entries_mut() else {
            continue;
        };
        fields.push(entry("content", content_of(produces, None, span), span));
        let message =
            "this response has no `schema`, but its operation produces bytes; it is bytes";
        cx.sink.push(
            Diagnostic::new(Code::UntypedBody, message)
                .at(response.key_span, &place.join(&response.key))
                .severity(Severity::Note),
        );
    }
}

/// Notes media types of the operation's own that none of its responses has.
pub(super) fn note_unused(
    cx: &mut Read<'_>,
    operation: &Place<'_>,
    responses: &[Entry],
    own: &[Node],
) {
    let refers = |response: &Entry| response.value.get("$ref").is_some();
    let contents = responses.iter().filter_map(|it| it.value.get("content"));
    let used: Vec<String> = contents
        .flat_map(|content| content.entries().unwrap_or_default())
        .map(|media| essence(&string(&media.key, media.key_span)))
        .collect();
    if used.is_empty() || responses.iter().any(refers) {
        return;
    }
    let pointer = operation.pointer.join("produces");
    for media in own.iter().filter(|media| !used.contains(&essence(media))) {
        let reason = "can hold none of the responses, so it is left out";
        note_left_out(cx, media, &pointer, reason);
    }
}
