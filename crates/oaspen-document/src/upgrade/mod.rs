//! Older spellings → OpenAPI 3.1's: schemas of 3.0 here, one keyword in one place; Swagger 2.0 in
//! [`swagger`].
//!
//! A schema is upgraded when it is read, and only schemas are read as schemas: an example, default
//! or extension that looks like one is never touched. Pointers and spans stay the document's. The
//! rules go by what is written rather than by the version, because documents mix the two; what a
//! 3.1 document should not say any more is noted.

mod build;
mod exclusive;
mod format;
mod nullable;
mod required;
pub(crate) mod swagger;
mod types;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use oaspen_diagnostics::{Code, Diagnostic, Severity};

pub(crate) use nullable::OrNull;

use crate::model::Version;
use crate::node::{Entry, Node, Value};
use crate::read::{Place, Read, report_siblings};

/// A schema in 3.1's spelling.
pub(crate) struct Upgraded<'n> {
    /// The schema, or what annotates it when `or_null` holds the rest.
    pub(crate) node: Cow<'n, Node>,
    /// The schema's own restrictions, beside which `null` is accepted too.
    pub(crate) or_null: Option<OrNull>,
}

/// Upgrades the keywords of one schema; its subschemas are upgraded when they are read.
pub(crate) fn upgrade_schema<'n>(cx: &mut Read<'_>, place: &Place<'n>) -> Upgraded<'n> {
    let unchanged = Upgraded {
        node: Cow::Borrowed(place.node),
        or_null: None,
    };
    let Some(entries) = place.node.entries() else {
        return unchanged;
    };
    let version = cx.version_of(place.node);
    if version <= Version::V3_0 && entries.iter().any(|entry| entry.key == "$ref") {
        return reference_only(cx, place, entries);
    }
    let has_null_branches =
        version <= Version::V3_0 && entries.iter().any(nullable::has_null_branch);
    let has_extension = cx.extensions.nullable && nullable::is_extended(entries);
    let is_old = |entry: &Entry| {
        is_old_spelling(entry) || types::is_misnamed(entry) || required::is_flagged(entry)
    };
    let is_implied = version <= Version::V3_0 && format::implied_type(entries).is_some();
    let is_rewritten = has_null_branches || has_extension || is_implied;
    if !is_rewritten && !entries.iter().any(is_old) {
        return unchanged;
    }
    if version > Version::V3_0 {
        note_old_spelling(cx, place, entries);
    }
    let mut entries = entries.to_vec();
    if has_extension {
        nullable::rename_extension(&mut entries);
    }
    if has_null_branches {
        nullable::upgrade_branches(&mut entries);
    }
    required::upgrade(cx, place, &mut entries);
    types::upgrade(cx, place, &mut entries);
    if version <= Version::V3_0 {
        format::upgrade(cx, place, &mut entries);
    }
    exclusive::upgrade(&mut entries, "exclusiveMinimum", "minimum");
    exclusive::upgrade(&mut entries, "exclusiveMaximum", "maximum");
    nullable::upgrade(cx, place, entries)
}

/// OAS 3.0.4 §4.7.23: what stands beside a `$ref` is ignored.
fn reference_only<'n>(cx: &mut Read<'_>, place: &Place<'n>, entries: &[Entry]) -> Upgraded<'n> {
    if entries.len() == 1 {
        return Upgraded {
            node: Cow::Borrowed(place.node),
            or_null: None,
        };
    }
    report_siblings(cx, place);
    let kept = entries
        .iter()
        .filter(|entry| entry.key == "$ref" || entry.key.starts_with("x-"))
        .cloned()
        .collect();
    Upgraded {
        node: Cow::Owned(Node {
            span: place.node.span,
            value: Value::Map(kept),
        }),
        or_null: None,
    }
}

/// Keywords of 3.0 that are gone once a schema is upgraded.
pub(crate) const OLD_KEYWORDS: &[&str] = &["nullable"];

fn is_old_spelling(entry: &Entry) -> bool {
    match entry.key.as_str() {
        key if OLD_KEYWORDS.contains(&key) => true,
        "exclusiveMinimum" | "exclusiveMaximum" => matches!(entry.value.value, Value::Bool(_)),
        _ => false,
    }
}

fn note_old_spelling(cx: &mut Read<'_>, place: &Place<'_>, entries: &[Entry]) {
    for entry in entries.iter().filter(|entry| is_old_spelling(entry)) {
        let message = format!(
            "`{}` in this form belongs to OpenAPI 3.0; it is read so",
            entry.key
        );
        let diagnostic = Diagnostic::new(Code::UnknownKeyword, message)
            .at(entry.key_span, &place.pointer.join(&entry.key))
            .severity(Severity::Note);
        cx.sink.push(match entry.key.as_str() {
            "nullable" => diagnostic.help("write `type: [T, \"null\"]`"),
            _ => diagnostic.help("write the limit itself, such as `exclusiveMinimum: 0`"),
        });
    }
}
