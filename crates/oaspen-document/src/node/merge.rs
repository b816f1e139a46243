//! Keys of one mapping: each once, and YAML 1.1's merge key `<<` applied.

use indexmap::IndexMap;

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink, Span};

use super::{Entry, Node, Value};

/// Reports keys that occur twice and keeps the first of them.
pub(super) fn check_unique(sink: &mut Sink, pointer: &Pointer, entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen: IndexMap<String, Span> = IndexMap::with_capacity(entries.len());
    let mut unique = Vec::with_capacity(entries.len());
    for entry in entries {
        if let Some(&first) = seen.get(&entry.key) {
            sink.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    format!("the key `{}` occurs twice in one mapping", entry.key),
                )
                .at(entry.key_span, &pointer.join(&entry.key))
                .label(first, "it is here already"),
            );
        } else {
            seen.insert(entry.key.clone(), entry.key_span);
            unique.push(entry);
        }
    }
    unique
}

/// Puts the entries of a merge key's value where the key stands.
///
/// A key written in the mapping itself wins over a merged one, an earlier merged mapping over a
/// later one. `None` when the value is neither a mapping nor a list of mappings.
pub(super) fn merge(entries: Vec<Entry>, is_merge: &[bool]) -> Option<Vec<Entry>> {
    let mut taken: IndexMap<String, ()> = entries
        .iter()
        .zip(is_merge)
        .filter(|(_, merge)| !**merge)
        .map(|(entry, _)| (entry.key.clone(), ()))
        .collect();
    let mut merged = Vec::with_capacity(entries.len());
    for (entry, merge) in entries.into_iter().zip(is_merge) {
        if !merge {
            merged.push(entry);
            continue;
        }
        for source in merge_sources(entry.value)? {
            if taken.insert(source.key.clone(), ()).is_none() {
                merged.push(source);
            }
        }
    }
    Some(merged)
}

fn merge_sources(value: Node) -> Option<Vec<Entry>> {
    match value.value {
        Value::Map(entries) => Some(entries),
        Value::List(items) => {
            let mut all = Vec::new();
            for item in items {
                let Value::Map(entries) = item.value else {
                    return None;
                };
                all.extend(entries);
            }
            Some(all)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
