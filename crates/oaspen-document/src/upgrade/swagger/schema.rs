//! Keywords of a schema that Swagger 2.0 spells in its own way; the others are 3.0's.

use crate::node::{Entry, Value};

/// `x-nullable` was the word for `nullable` before there was one.
pub(in crate::upgrade) fn upgrade_schema(entries: &mut [Entry]) {
    let is_nullable = entries.iter().any(|entry| entry.key == "nullable");
    for entry in entries.iter_mut().filter(|entry| entry.key == "x-nullable") {
        if !is_nullable && matches!(entry.value.value, Value::Bool(_)) {
            entry.key = "nullable".to_owned();
        }
    }
}
