//! Values where a schema, a list or a map is expected, and that have one sensible reading.

use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::{Place, Read, TYPES};
use crate::node::{Entry, Node, Value};

/// The schema that is meant by a text or by nothing; `None` when none is.
pub(super) fn bare_schema(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Node> {
    let span = place.node.span;
    let (value, message) = match &place.node.value {
        Value::Null => (
            Value::Map(Vec::new()),
            "this schema is null, which is read as one that accepts any value".to_owned(),
        ),
        Value::String(text) if text == "true" || text == "false" => (
            Value::Bool(text == "true"),
            format!("`{text}` is in quotes and is read as if it were not"),
        ),
        Value::String(text) => {
            let key = if TYPES.iter().any(|(name, _)| name == text) {
                "type"
            } else if text.starts_with("#/") {
                "$ref"
            } else {
                return None;
            };
            let entry = Entry {
                key: key.to_owned(),
                key_span: span,
                value: place.node.clone(),
            };
            let message = format!("a schema is an object; `{text}` is read as its `{key}`");
            (Value::Map(vec![entry]), message)
        }
        Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => return None,
    };
    cx.note_reading(place, message);
    Some(Node { span, value })
}

/// Whether this is a schema, or something that is read as one.
pub(super) fn is_schema(node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Map(_) => true,
        Value::String(text) => {
            let is_type = TYPES.iter().any(|(name, _)| name == text);
            is_type || text.starts_with("#/") || text == "true" || text == "false"
        }
        Value::Number(_) | Value::List(_) => false,
    }
}

/// The items of a list; one that is written without its brackets is a list of one, and programs
/// that know no difference write an empty map for an empty list.
pub(super) fn read_listed<'n>(cx: &mut Read<'_>, place: &Place<'n>) -> Option<Vec<Place<'n>>> {
    match &place.node.value {
        Value::List(_) => super::fields::read_list(cx, place),
        Value::Map(entries) if entries.is_empty() => {
            cx.note_reading(place, "an empty object is read as an empty list");
            Some(Vec::new())
        }
        Value::Map(_) | Value::String(_) => {
            cx.note_reading(place, "a list is expected; this is read as its only item");
            Some(vec![place.clone()])
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            cx.leave_out(place, "a list");
            None
        }
    }
}

/// Whether this is an empty list in the place of an empty map, which is then noted.
pub(super) fn is_empty_map(cx: &mut Read<'_>, place: &Place<'_>) -> bool {
    let is_empty = place.node.items().is_some_and(<[Node]>::is_empty);
    if is_empty {
        cx.note_reading(place, "an empty list is read as an empty object");
    }
    is_empty
}

impl Read<'_> {
    /// Notes how something is read that is not written as it should be.
    pub(crate) fn note_reading(&mut self, place: &Place<'_>, message: impl Into<String>) {
        self.sink.push(
            Diagnostic::new(Code::UnexpectedType, message)
                .at(place.node.span, &place.pointer)
                .severity(Severity::Note),
        );
    }
}
