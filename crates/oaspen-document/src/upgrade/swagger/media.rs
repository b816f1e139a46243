//! `consumes` and `produces`: Swagger 2.0, "Swagger Object" and "Operation Object".

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity, Span};

use super::super::build::string;
use crate::media_type;
use crate::node::{Node, Value};
use crate::read::{Place, Read};

/// What operations inherit from the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Defaults {
    /// The media types of request bodies, each a text with its place.
    pub(crate) consumes: Vec<Node>,
    /// The media types of responses.
    pub(crate) produces: Vec<Node>,
    /// `host` and `basePath`, for operations with schemes of their own.
    pub(super) host: Option<Node>,
    pub(super) base_path: Option<Node>,
}

/// The media types of `consumes` or `produces`; `None` when it is not written.
pub(super) fn read_media_types(
    cx: &mut Read<'_>,
    holder: &Place<'_>,
    key: &str,
) -> Option<Vec<Node>> {
    let place = holder.child(key, holder.node.get(key)?);
    match &place.node.value {
        Value::List(items) => Some(
            items
                .iter()
                .filter(|item| item.as_str().is_some())
                .cloned()
                .collect(),
        ),
        // One text has one sensible reading.
        Value::String(_) => {
            let message = format!("`{key}` is a list of media types; this is read as its only one");
            cx.sink.push(
                Diagnostic::new(Code::UnexpectedType, message)
                    .at(place.node.span, &place.pointer)
                    .severity(Severity::Note),
            );
            Some(vec![place.node.clone()])
        }
        Value::Null => None,
        Value::Bool(_) | Value::Number(_) | Value::Map(_) => {
            cx.unexpected(&place, "a list of media types");
            None
        }
    }
}

/// The media types, or the one that is meant where none is named.
pub(super) fn or_usual(media: &[Node], usual: &str, span: Span) -> Vec<Node> {
    if media.is_empty() {
        vec![string(usual, span)]
    } else {
        media.to_vec()
    }
}

/// Whether two lists name the same media types in the same order.
pub(super) fn are_same(left: &[Node], right: &[Node]) -> bool {
    let texts = |nodes: &[Node]| -> Vec<String> {
        let texts = nodes.iter().filter_map(Node::as_str);
        texts.map(str::to_owned).collect()
    };
    texts(left) == texts(right)
}

/// The part of a media type before its parameters, in lower case.
pub(super) fn essence(node: &Node) -> String {
    let text = node.as_str().unwrap_or_default();
    let before = text.split(';').next().unwrap_or_default();
    before.trim().to_ascii_lowercase()
}

/// Whether a media type holds JSON.
pub(super) fn is_json(node: &Node) -> bool {
    let essence = node.as_str().and_then(media_type::essence_of);
    essence.is_some_and(|essence| media_type::is_json(&essence))
}

/// Whether values of a media type are bytes without a structure that a schema could describe.
pub(super) fn is_bytes(node: &Node) -> bool {
    const BYTES: &[&str] = &[
        "application/octet-stream",
        "application/gzip",
        "application/pdf",
        "application/tar",
        "application/x-gzip",
        "application/x-tar",
        "application/zip",
    ];
    let essence = essence(node);
    let kind = essence.split('/').next().unwrap_or_default();
    let is_stream = essence.ends_with("stream") && kind != "text" && !essence.contains("json");
    BYTES.contains(&essence.as_str())
        || ["audio", "font", "image", "video"].contains(&kind)
        || is_stream
}

/// Notes that something is left out because its media type cannot hold it.
pub(super) fn note_left_out(cx: &mut Read<'_>, media: &Node, pointer: &Pointer, reason: &str) {
    let text = media.as_str().unwrap_or_default();
    let message = format!("`{text}` {reason}");
    cx.sink.push(
        Diagnostic::new(Code::InvalidMediaType, message)
            .at(media.span, pointer)
            .severity(Severity::Note),
    );
}
