//! What a keyword that nobody knows where it stands is most likely meant to be.
//!
//! Indentation carries meaning in YAML: a path or an operation one level too high or too low is a
//! keyword like any other, and with it a part of the API is gone. Such a one is told as left out,
//! so that `--strict` refuses it.

use oaspen_diagnostics::{Code, Diagnostic, Severity, nearest};

use super::path::METHOD_KEYS;
use crate::node::{Entry, Node};

/// Keywords that say by themselves what they belong to.
const HOLDERS: [(&str, &str); 12] = [
    ("operationId", "an operation"),
    ("responses", "an operation"),
    ("requestBody", "an operation"),
    ("callbacks", "an operation"),
    ("components", "the document itself"),
    ("paths", "the document itself"),
    ("webhooks", "the document itself"),
    ("info", "the document itself"),
    ("schemas", "`components`"),
    ("securitySchemes", "`components`"),
    ("properties", "a schema"),
    (
        "content",
        "a request body, a response, a parameter or a header",
    ),
];

/// The report of a keyword that is not one of those that are `known` where it stands. `suggest` is
/// for who misspells few.
pub(super) fn unknown_keyword(entry: &Entry, known: &[&'static str], suggest: bool) -> Diagnostic {
    let key = entry.key.as_str();
    if holds_path(entry) {
        return left_out(key, "a path")
            .help("paths stand directly below `paths`: check the indentation");
    }
    if is_operation(&entry.value) {
        return operation_left_out(key, known);
    }
    let near = nearest(key, known.iter().copied()).filter(|_| suggest);
    let diagnostic = Diagnostic::new(Code::UnknownKeyword, format!("unknown keyword `{key}`"));
    let holder = HOLDERS.iter().find(|(keyword, _)| *keyword == key);
    match (near, holder) {
        (Some(near), _) => diagnostic.help(format!("did you mean `{near}`?")),
        (None, Some((_, holder))) => diagnostic.help(format!(
            "`{key}` belongs to {holder}: check the indentation"
        )),
        (None, None) => diagnostic,
    }
}

fn operation_left_out(key: &str, known: &[&'static str]) -> Diagnostic {
    let is_path_item = METHOD_KEYS.iter().all(|method| known.contains(method));
    let diagnostic = left_out(key, "an operation");
    if !is_path_item {
        return diagnostic
            .help("operations stand directly below their path: check the indentation");
    }
    match nearest(key, METHOD_KEYS) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("write one of `{}`", METHOD_KEYS.join("`, `"))),
    }
}

fn left_out(key: &str, noun: &str) -> Diagnostic {
    let message = format!("unknown keyword `{key}`: what it holds looks like {noun}");
    Diagnostic::new(Code::UnknownKeyword, message).severity(Severity::Skipped)
}

/// Whether a key is a path and its value has an operation.
fn holds_path(entry: &Entry) -> bool {
    let has = |method: &&str| entry.value.get(method).is_some();
    entry.key.starts_with('/') && METHOD_KEYS.iter().any(has)
}

/// Whether a value has what only an operation has: OAS 3.1 §4.8.10.
fn is_operation(value: &Node) -> bool {
    let has_id = value.get("operationId").and_then(Node::as_str).is_some();
    let responses = value.get("responses").and_then(Node::entries);
    has_id || responses.unwrap_or_default().iter().any(is_answer)
}

/// Whether the key is one of an answer: OAS 3.1 §4.8.16.
fn is_answer(entry: &Entry) -> bool {
    let key = entry.key.as_str();
    key == "default" || (key.len() == 3 && key.starts_with(|first: char| first.is_ascii_digit()))
}
