//! `nullable: true` → the `null` type, in a form that does not depend on how it was written.
//!
//! OAS 3.0.4 §4.7.24 lets `nullable` act only beside `type`. Documents write it beside `allOf`,
//! `oneOf` and `enum` as well and always mean that `null` is a value too, so that is how it is read.

use std::borrow::Cow;

use oaspen_diagnostics::Span;

use super::Upgraded;
use super::build::{entry, string, strings};
use crate::node::{Entry, Node, Value};
use crate::read::{Place, Read};

/// A schema that is split because none of its keywords can take `null` in.
pub(crate) struct OrNull {
    /// Every keyword that restricts.
    pub(crate) schema: Node,
    /// The place of the value of `nullable`.
    pub(crate) span: Span,
}

/// Keywords that only an object is restricted by.
const OBJECT_KEYWORDS: &[&str] = &["properties", "additionalProperties", "required"];

pub(super) fn upgrade<'n>(
    cx: &mut Read<'_>,
    place: &Place<'n>,
    mut entries: Vec<Entry>,
) -> Upgraded<'n> {
    let mut or_null = None;
    if let Some(at) = entries.iter().position(|entry| entry.key == "nullable") {
        let flag = entries.remove(at).value;
        let value = match flag.as_str() {
            Some("true") => Value::Bool(true),
            Some("false") => Value::Bool(false),
            Some(_) | None => flag.value.clone(),
        };
        match value {
            Value::Bool(true) => or_null = accept_null(&mut entries, place.node.span, flag.span),
            Value::Bool(false) | Value::Null => {}
            Value::Number(_) | Value::String(_) | Value::List(_) | Value::Map(_) => {
                cx.refuse(&place.child("nullable", &flag), "`true` or `false`");
            }
        }
    }
    let node = Node {
        span: place.node.span,
        value: Value::Map(entries),
    };
    Upgraded {
        node: Cow::Owned(node),
        or_null,
    }
}

/// The word of documents that were Swagger 2.0, which had no `nullable`.
const EXTENSION: &str = "x-nullable";

/// Whether the extension is all that is said of `null`.
pub(super) fn is_extended(entries: &[Entry]) -> bool {
    let written = |key: &str| entries.iter().any(|entry| entry.key == key);
    written(EXTENSION) && !written("nullable")
}

/// Writes the extension as the keyword.
pub(super) fn rename_extension(entries: &mut [Entry]) {
    for entry in entries.iter_mut().filter(|entry| entry.key == EXTENSION) {
        entry.key = "nullable".into();
    }
}

/// Whether a list of branches has one that says `nullable: true` and nothing else: generators for
/// 3.0 write `null` so, which has no type of its own there.
pub(super) fn has_null_branch(entry: &Entry) -> bool {
    matches!(entry.key.as_str(), "oneOf" | "anyOf")
        && entry
            .value
            .items()
            .is_some_and(|branches| branches.len() > 1 && branches.iter().any(is_bare_nullable))
}

/// Writes such branches as the `null` type.
pub(super) fn upgrade_branches(entries: &mut [Entry]) {
    for list in entries.iter_mut().filter(|entry| has_null_branch(entry)) {
        if let Value::List(branches) = &mut list.value.value {
            for branch in branches
                .iter_mut()
                .filter(|branch| is_bare_nullable(branch))
            {
                let span = branch.span;
                branch.value = Value::Map(vec![entry("type", string("null", span), span)]);
            }
        }
    }
}

fn is_bare_nullable(branch: &Node) -> bool {
    match branch.entries() {
        Some([only]) => only.key == "nullable" && only.value.value == Value::Bool(true),
        Some(_) | None => false,
    }
}

/// Lets every keyword that would refuse `null` take it in, or splits the schema.
fn accept_null(entries: &mut Vec<Entry>, whole: Span, span: Span) -> Option<OrNull> {
    let written = |key: &str| entries.iter().any(|entry| entry.key == key);
    if written("allOf") || written("$ref") || written("const") || written("not") {
        let (outer, inner) = std::mem::take(entries)
            .into_iter()
            .partition(|entry| is_about_the_value(&entry.key));
        *entries = outer;
        let schema = Node {
            span: whole,
            value: Value::Map(inner),
        };
        return Some(OrNull { schema, span });
    }
    let has_type = written("type");
    let implied = if has_type || written("enum") || written("oneOf") || written("anyOf") {
        None
    } else if OBJECT_KEYWORDS.iter().any(|key| written(key)) {
        Some("object")
    } else if written("items") {
        Some("array")
    } else {
        // Nothing here refuses `null`.
        return None;
    };
    if let Some(name) = implied {
        let value = strings(&[name, "null"], span);
        entries.push(entry("type", value, span));
    }
    for entry in entries.iter_mut() {
        match entry.key.as_str() {
            "type" if has_type => add_to_type(&mut entry.value),
            "enum" => add_to_enum(&mut entry.value, span),
            "oneOf" | "anyOf" => add_branch(&mut entry.value, span),
            _ => {}
        }
    }
    None
}

/// Whether a keyword describes the value as a whole, `null` included.
fn is_about_the_value(key: &str) -> bool {
    crate::annotation::is_annotation(key)
        || matches!(key, "default" | "deprecated" | "readOnly" | "writeOnly")
        || (key.starts_with("x-") && !key.starts_with("x-enum-"))
}

fn add_to_type(node: &mut Node) {
    let span = node.span;
    match &mut node.value {
        Value::String(name) if name == "null" => {}
        Value::String(name) => *node = strings(&[name.as_str(), "null"], span),
        Value::List(items) if !items.iter().any(|item| item.as_str() == Some("null")) => {
            items.push(string("null", span));
        }
        // The reader reports what is neither a name nor a list of names.
        Value::List(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::Map(_) => {}
    }
}

fn add_to_enum(node: &mut Node, span: Span) {
    if let Value::List(items) = &mut node.value
        && !items.is_empty()
        && !items.iter().any(Node::is_null)
    {
        let value = Value::Null;
        items.push(Node { span, value });
    }
}

fn add_branch(node: &mut Node, span: Span) {
    if let Value::List(items) = &mut node.value
        && !items.iter().any(accepts_only_null)
    {
        let value = Value::Map(vec![entry("type", string("null", span), span)]);
        items.push(Node { span, value });
    }
}

fn accepts_only_null(branch: &Node) -> bool {
    branch.get("type").and_then(Node::as_str) == Some("null")
}
