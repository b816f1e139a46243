//! Values of the document → [`Json`], and when two of them are the same.

use oaspen_document::decimal::Decimal;
use oaspen_document::node::{Node, Value};

use crate::ir::Json;

/// A value without its places.
pub(super) fn lower_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(text) => Json::Number(text.clone()),
        Value::String(text) => Json::String(text.clone()),
        // Nesting is bounded by the reader.
        Value::List(items) => Json::Array(items.iter().map(lower_json).collect()),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), lower_json(&entry.value)))
                .collect(),
        ),
    }
}

/// Equality as JSON Schema has it: numbers by value, objects in any order.
pub(super) fn same_json(left: &Json, right: &Json) -> bool {
    left.is_same(right)
}

/// One text for all values that are [`same_json`]. As deep as the reader allows values to be nested.
pub(super) fn canonical_json(value: &Json) -> String {
    match value {
        Json::Number(text) => match Decimal::read(text) {
            Some(number) => number.canonical(),
            None => text.clone(),
        },
        Json::Null | Json::Bool(_) | Json::String(_) => value.to_string(),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical_json).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(properties) => {
            let entry =
                |(key, value): &(String, Json)| format!("{key:?}:{}", canonical_json(value));
            let mut entries: Vec<String> = properties.iter().map(entry).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
    }
}
