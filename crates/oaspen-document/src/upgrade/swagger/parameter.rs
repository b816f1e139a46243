//! Parameters and headers: their keywords move into a `schema`, `collectionFormat` becomes a `style`.

use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::super::build::{boolean, entry, map, string};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

/// Keywords of a parameter that describe its value. Swagger 2.0, "Parameter Object".
const SCHEMA_KEYS: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "title",
    "nullable",
    "x-nullable",
    "x-enum-varnames",
    "x-enum-descriptions",
    // Not Swagger's, but written by people who mean the value.
    "properties",
    "additionalProperties",
    "required",
    "allOf",
];

/// Where a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wire {
    /// In the query or in a urlencoded form.
    Form,
    /// In a path or header.
    Simple,
    /// As a part of a multipart body.
    Part,
}

/// How a list is written.
enum Lists {
    Style(&'static str, bool),
    /// There is no such style, so the text is the caller's to make.
    Text,
}

/// What a parameter says of its value.
pub(super) struct Described {
    pub(super) schema: Node,
    /// `style` and `explode`, when it is a list.
    pub(super) style: Vec<Entry>,
    /// Everything else.
    pub(super) rest: Vec<Entry>,
}

/// Upgrades a parameter in path, query, header or cookie; a reference stays.
pub(super) fn upgrade_parameter(cx: &mut Read<'_>, place: &Place<'_>) -> Node {
    let wire = match place.node.get("in").and_then(Node::as_str) {
        Some("path" | "header") => Wire::Simple,
        Some(_) | None => Wire::Form,
    };
    upgrade_at(cx, place, wire)
}

/// Upgrades a header of a response.
pub(super) fn upgrade_header(cx: &mut Read<'_>, place: &Place<'_>) -> Node {
    upgrade_at(cx, place, Wire::Simple)
}

fn upgrade_at(cx: &mut Read<'_>, place: &Place<'_>, wire: Wire) -> Node {
    let written = |key: &str| place.node.get(key).is_some();
    if place.node.entries().is_none() || written("$ref") || written("schema") || written("content")
    {
        return place.node.clone();
    }
    let span = place.node.span;
    let described = describe(cx, place, wire);
    let mut entries = described.rest;
    entries.push(entry("schema", described.schema, span));
    entries.extend(described.style);
    map(entries, span)
}

/// Parts what describes the value from what describes the parameter.
pub(super) fn describe(cx: &mut Read<'_>, place: &Place<'_>, wire: Wire) -> Described {
    let span = place.node.span;
    let (mut schema, mut rest) = (Vec::new(), Vec::new());
    let mut written = None;
    for entry in place.node.entries().unwrap_or_default() {
        match entry.key.as_str() {
            "collectionFormat" => written = Some(entry),
            // `required` is a list within a schema and a flag beside it.
            "required" if entry.value.items().is_none() => rest.push(entry.clone()),
            key if SCHEMA_KEYS.contains(&key) => schema.push(entry.clone()),
            _ => rest.push(entry.clone()),
        }
    }
    let is_list = place.node.get("type").and_then(Node::as_str) == Some("array");
    let mut style = Vec::new();
    if is_list {
        match read_format(cx, place, written, wire) {
            Lists::Style(name, explode) => {
                let at = written.map_or(span, |entry| entry.value.span);
                let key_at = written.map_or(span, |entry| entry.key_span);
                style.push(entry("style", string(name, at), key_at));
                style.push(entry("explode", boolean(explode, at), key_at));
            }
            Lists::Text => schema = vec![entry("type", string("string", span), span)],
        }
    }
    Described {
        schema: map(schema, span),
        style,
        rest,
    }
}

/// Swagger 2.0, "Parameter Object": `collectionFormat` is `csv` unless written.
fn read_format(cx: &mut Read<'_>, place: &Place<'_>, written: Option<&Entry>, wire: Wire) -> Lists {
    let format = written
        .and_then(|entry| entry.value.as_str())
        .unwrap_or("csv");
    let problem = match (format, wire) {
        ("csv", Wire::Form) => return Lists::Style("form", false),
        ("csv", Wire::Simple) => return Lists::Style("simple", false),
        ("multi", Wire::Form | Wire::Part) => return Lists::Style("form", true),
        ("ssv", Wire::Form) => return Lists::Style("spaceDelimited", false),
        ("pipes", Wire::Form) => return Lists::Style("pipeDelimited", false),
        ("tsv", _) => "lists with tabs between their items have no style",
        ("multi", Wire::Simple) => {
            report(
                cx,
                place,
                written,
                "`multi` is for queries and forms; it is read as `csv`",
            );
            return Lists::Style("simple", false);
        }
        ("csv" | "ssv" | "pipes", _) => "lists of this `collectionFormat` have no style here",
        (_, _) => {
            let message = format!("`{format}` is not a `collectionFormat`; it is read as `csv`");
            report(cx, place, written, &message);
            return match wire {
                Wire::Simple => Lists::Style("simple", false),
                Wire::Form | Wire::Part => Lists::Style("form", wire == Wire::Part),
            };
        }
    };
    report(
        cx,
        place,
        written,
        &format!("{problem}; the value is one text"),
    );
    Lists::Text
}

fn report(cx: &mut Read<'_>, place: &Place<'_>, written: Option<&Entry>, message: &str) {
    let span = written.map_or(place.node.span, |entry| entry.value.span);
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedStyle, message)
            .at(span, &place.pointer.join("collectionFormat"))
            .severity(Severity::Weakened),
    );
}
