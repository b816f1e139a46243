//! `exclusiveMinimum: true` beside `minimum: 5` → `exclusiveMinimum: 5`.

use crate::node::{Entry, Value};

/// Rewrites one of the two pairs of keywords; a numeric limit is left as it is.
pub(super) fn upgrade(entries: &mut Vec<Entry>, exclusive: &str, inclusive: &str) {
    let Some(flag) = entries.iter().position(|entry| entry.key == exclusive) else {
        return;
    };
    let Some(Value::Bool(is_exclusive)) = entries.get(flag).map(|entry| entry.value.value.clone())
    else {
        return;
    };
    let limit = entries.iter().position(|entry| entry.key == inclusive);
    match (is_exclusive, limit) {
        (true, Some(limit)) => {
            if let Some(entry) = entries.get_mut(limit) {
                entry.key = exclusive.to_owned();
            }
            entries.remove(flag);
        }
        // Without a limit there is nothing to exclude.
        (true, None) | (false, _) => {
            entries.remove(flag);
        }
    }
}
