//! Names of types that JSON Schema does not have, and what their authors mean by them.
//!
//! Swagger 2.0's `file` is one; others come from programming languages and older drafts. A name that
//! nobody can guess leaves the type open. Lists of types are left to the reader.

use oaspen_diagnostics::{Code, Diagnostic, Severity, nearest};

use super::build::{entry, string};
use crate::model::Version;
use crate::node::{Entry, Node, Value};
use crate::read::{Place, Read, TYPES};

/// Lower-case name, the type that is meant, and its format; no type is any value.
const MEANT: &[(&str, Option<&str>, Option<&str>)] = &[
    ("file", Some("string"), Some("binary")),
    ("binary", Some("string"), Some("binary")),
    ("any", None, None),
    ("mixed", None, None),
    ("str", Some("string"), None),
    ("text", Some("string"), None),
    ("enum", Some("string"), None),
    ("char", Some("string"), None),
    ("date", Some("string"), Some("date")),
    ("datetime", Some("string"), Some("date-time")),
    ("date-time", Some("string"), Some("date-time")),
    ("timestamp", Some("string"), Some("date-time")),
    ("time", Some("string"), Some("time")),
    ("duration", Some("string"), Some("duration")),
    ("uuid", Some("string"), Some("uuid")),
    ("guid", Some("string"), Some("uuid")),
    ("email", Some("string"), Some("email")),
    ("uri", Some("string"), Some("uri")),
    ("url", Some("string"), Some("uri")),
    ("byte", Some("string"), Some("byte")),
    ("password", Some("string"), Some("password")),
    ("int", Some("integer"), None),
    ("int32", Some("integer"), Some("int32")),
    ("int64", Some("integer"), Some("int64")),
    ("long", Some("integer"), Some("int64")),
    ("float", Some("number"), Some("float")),
    ("double", Some("number"), Some("double")),
    ("decimal", Some("number"), None),
    ("bool", Some("boolean"), None),
    ("dict", Some("object"), None),
    ("map", Some("object"), None),
    ("json", None, None),
    ("list", Some("array"), None),
    ("none", Some("null"), None),
    ("nil", Some("null"), None),
];

/// Whether a schema's `type` is a text that names no type.
pub(super) fn is_misnamed(written: &Entry) -> bool {
    let is_unknown = |name: &str| !TYPES.iter().any(|(known, _)| *known == name);
    let names = written.value.items().unwrap_or_default().iter();
    written.key == "type"
        && (written.value.as_str().is_some_and(is_unknown)
            || names.filter_map(Node::as_str).any(is_unknown))
}

/// Writes the type that is meant, and says so.
pub(super) fn upgrade(cx: &mut Read<'_>, place: &Place<'_>, entries: &mut Vec<Entry>) {
    let Some(at) = entries.iter().position(is_misnamed) else {
        return;
    };
    if entries
        .get(at)
        .is_some_and(|entry| entry.value.items().is_some())
    {
        upgrade_list(cx, place, entries, at);
        return;
    }
    let written = entries.remove(at);
    let name = written.value.as_str().unwrap_or_default();
    let meant = meaning(name).or_else(|| guess(cx, place, &written.value, name));
    let Some((kind, format)) = meant else {
        report_unknown(cx, place, &written.value, name);
        return;
    };
    let span = written.value.span;
    // Swagger 2.0, "Response Object": `file` is one of its words.
    let is_guess = meaning(name).is_none();
    if !is_guess && (cx.version > Version::V2_0 || name != "file") {
        let read_as = match (kind, format) {
            (None, _) => "any value".to_owned(),
            (Some(kind), None) => format!("`{kind}`"),
            (Some(kind), Some(format)) => format!("`{kind}` with the format `{format}`"),
        };
        let message = format!("`{name}` is not a type; it is read as {read_as}");
        cx.sink.push(
            Diagnostic::new(Code::UnknownType, message)
                .at(span, &place.pointer.join("type"))
                .severity(Severity::Note),
        );
    }
    let has_format = entries.iter().any(|entry| entry.key == "format");
    if let Some(format) = format.filter(|_| !has_format) {
        entries.insert(at, entry("format", string(format, span), written.key_span));
    }
    if let Some(kind) = kind {
        entries.insert(at, entry("type", string(kind, span), written.key_span));
    }
}

/// Writes the types that a list means. Its formats would hold for some of its types only.
fn upgrade_list(cx: &mut Read<'_>, place: &Place<'_>, entries: &mut Vec<Entry>, at: usize) {
    let pointer = place.pointer.join("type");
    let mut is_any = false;
    let items = entries.get_mut(at).map(|entry| &mut entry.value.value);
    if let Some(Value::List(items)) = items {
        for item in items {
            let name = item.as_str().unwrap_or("null").to_owned();
            if TYPES.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let (kind, severity) = match meaning(&name) {
                Some((kind, _)) => (kind, Severity::Note),
                None => (None, Severity::Weakened),
            };
            let message = match kind {
                Some(kind) => format!("`{name}` is not a type; it is read as `{kind}`"),
                None => format!("`{name}` is not a type, so any value is accepted"),
            };
            cx.sink.push(
                Diagnostic::new(Code::UnknownType, message)
                    .at(item.span, &pointer)
                    .severity(severity),
            );
            is_any |= kind.is_none();
            *item = string(kind.unwrap_or("string"), item.span);
        }
    }
    if is_any {
        entries.remove(at);
    }
}

/// A type, unless any value is meant, and a format.
type Meaning = (Option<&'static str>, Option<&'static str>);

/// The type and format that a name stands for.
fn meaning(name: &str) -> Option<Meaning> {
    let lower = name.trim().to_ascii_lowercase();
    let meant = MEANT.iter().find(|(known, _, _)| *known == lower);
    let known = TYPES.iter().find(|(known, _)| *known == lower);
    meant
        .map(|(_, kind, format)| (*kind, *format))
        .or_else(|| known.map(|(known, _)| (Some(*known), None)))
}

/// The type that a name is a slip of the pen for.
fn guess(cx: &mut Read<'_>, place: &Place<'_>, value: &Node, name: &str) -> Option<Meaning> {
    let near = nearest(name, TYPES.iter().map(|(known, _)| *known))?;
    let message = format!("`{name}` is not a type; it is read as `{near}`");
    cx.sink.push(
        Diagnostic::new(Code::UnknownType, message).at(value.span, &place.pointer.join("type")),
    );
    Some((Some(near), None))
}

fn report_unknown(cx: &mut Read<'_>, place: &Place<'_>, value: &Node, name: &str) {
    let names: Vec<&str> = TYPES.iter().map(|(known, _)| *known).collect();
    let message = format!("`{name}` is not a type, so any value is accepted");
    cx.sink.push(
        Diagnostic::new(Code::UnknownType, message)
            .at(value.span, &place.pointer.join("type"))
            .help(format!("the types are `{}`", names.join("`, `"))),
    );
}
