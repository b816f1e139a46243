//! `format` without `type`, which authors of 3.0 and Swagger 2.0 mean as the type it belongs to.
//!
//! From 3.1 on JSON Schema 2020-12 §7.2.1 holds: a format says nothing of values of another kind.

use oaspen_diagnostics::{Code, Diagnostic};

use super::build::{entry, string};
use crate::format::type_of_format;
use crate::node::Entry;
use crate::read::{Place, Read, TYPES};

/// Keywords beside which the kind of value is said, or is another's to say.
const SAYING: &[&str] = &[
    "type",
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "items",
];

/// The name of the type that the format alone says.
pub(super) fn implied_type(entries: &[Entry]) -> Option<&'static str> {
    let says = |entry: &Entry| SAYING.contains(&entry.key.as_str());
    if entries.iter().any(says) {
        return None;
    }
    let format = entries.iter().find(|entry| entry.key == "format")?;
    let kind = type_of_format(format.value.as_str()?)?;
    let (name, _) = TYPES.iter().find(|(_, known)| *known == kind)?;
    Some(name)
}

/// Writes the type that is meant, and says so.
pub(super) fn upgrade(cx: &mut Read<'_>, place: &Place<'_>, entries: &mut Vec<Entry>) {
    let Some(name) = implied_type(entries) else {
        return;
    };
    let Some(format) = entries.iter().find(|entry| entry.key == "format") else {
        return;
    };
    let (key_span, span) = (format.key_span, format.value.span);
    let written = format.value.as_str().unwrap_or_default();
    let message = format!("`format: {written}` without a `type` is read as `type: {name}`");
    cx.sink.push(
        Diagnostic::new(Code::ImpliedType, message)
            .at(key_span, &place.pointer.join("format"))
            .help(format!("write `type: {name}` beside it")),
    );
    entries.push(entry("type", string(name, span), key_span));
}
