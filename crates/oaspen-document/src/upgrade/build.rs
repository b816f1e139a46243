//! Nodes that an upgrade makes; each stands where what it is made from stands.

use oaspen_diagnostics::Span;

use crate::node::{Entry, Node, Value};

/// A key and its value.
pub(super) fn entry(key: &str, value: Node, key_span: Span) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span,
        value,
    }
}

/// Text.
pub(super) fn string(text: &str, span: Span) -> Node {
    Node {
        span,
        value: Value::String(text.to_owned()),
    }
}

/// `true` or `false`.
pub(super) fn boolean(value: bool, span: Span) -> Node {
    Node {
        span,
        value: Value::Bool(value),
    }
}

/// A list.
pub(super) fn list(items: Vec<Node>, span: Span) -> Node {
    Node {
        span,
        value: Value::List(items),
    }
}

/// A mapping.
pub(super) fn map(entries: Vec<Entry>, span: Span) -> Node {
    Node {
        span,
        value: Value::Map(entries),
    }
}

/// A list of texts.
pub(super) fn strings(texts: &[&str], span: Span) -> Node {
    list(texts.iter().map(|text| string(text, span)).collect(), span)
}
