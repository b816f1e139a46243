//! `required: true` at a property → its name in the `required` of the object.
//!
//! That is how draft 3 of JSON Schema said it, and people still write it.

use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::build::{entry, list, string};
use crate::node::{Entry, Node, Value};
use crate::read::{Place, Read};

/// Whether a schema is or has a property that says `required` of itself.
pub(super) fn is_flagged(written: &Entry) -> bool {
    match written.key.as_str() {
        "required" => matches!(written.value.value, Value::Bool(_)),
        "properties" => written.value.entries().is_some_and(|properties| {
            properties
                .iter()
                .any(|property| flag(&property.value).is_some())
        }),
        _ => false,
    }
}

/// The value of a property's own flag.
fn flag(property: &Node) -> Option<bool> {
    match property.get("required").map(|node| &node.value) {
        Some(Value::Bool(is_required)) => Some(*is_required),
        Some(_) | None => None,
    }
}

/// Takes the flag of the schema away, and the flags of its properties over.
pub(super) fn upgrade(cx: &mut Read<'_>, place: &Place<'_>, entries: &mut Vec<Entry>) {
    let own = entries
        .iter()
        .position(|entry| entry.key == "required" && matches!(entry.value.value, Value::Bool(_)));
    if let Some(at) = own {
        let written = entries.remove(at);
        let message = "`required` is a list of names, written at the object; this flag is read as if it were in it";
        cx.sink.push(
            Diagnostic::new(Code::UnexpectedType, message)
                .at(written.key_span, &place.pointer.join("required"))
                .severity(Severity::Note)
                .help("write `required: [name]` beside `properties`"),
        );
    }
    let properties = entries.iter().find(|entry| entry.key == "properties");
    let flagged: Vec<Node> = properties
        .and_then(|entry| entry.value.entries())
        .unwrap_or_default()
        .iter()
        .filter(|property| flag(&property.value) == Some(true))
        .map(|property| string(&property.key, property.key_span))
        .collect();
    let Some(first) = flagged.first() else { return };
    let span = first.span;
    let at = entries.iter().position(|entry| entry.key == "required");
    match at.and_then(|at| entries.get_mut(at)) {
        Some(required) => {
            if let Value::List(names) = &mut required.value.value {
                let new = flagged
                    .into_iter()
                    .filter(|flagged| !names.iter().any(|name| name.as_str() == flagged.as_str()));
                let new: Vec<Node> = new.collect();
                names.extend(new);
            }
        }
        None => entries.push(entry("required", list(flagged, span), span)),
    }
}
