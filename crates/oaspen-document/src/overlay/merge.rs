//! One change to one place: Overlay 1.1 §4.4.3.

use oaspen_diagnostics::Span;

use super::apply::at;
use super::select::Step;
use crate::node::{Node, Value};

/// Where and why a change cannot be made.
type Problem = (Option<Span>, String);

/// Merges an update into a node that a target selects.
pub(super) fn merge(node: &mut Node, update: &Node) -> Result<(), Problem> {
    match (&mut node.value, &update.value) {
        // A list that is a target takes anything as one more item.
        (Value::List(items), Value::List(more)) => items.extend(more.iter().cloned()),
        (Value::List(items), _) => items.push(update.clone()),
        (_, _) => return merge_value(node, update),
    }
    Ok(())
}

/// Merges the value of a property into the property.
fn merge_value(node: &mut Node, update: &Node) -> Result<(), Problem> {
    match (&mut node.value, &update.value) {
        (Value::Map(entries), Value::Map(updates)) => {
            for update in updates {
                match entries.iter_mut().find(|entry| entry.key == update.key) {
                    Some(entry) => merge_value(&mut entry.value, &update.value)?,
                    None => entries.push(update.clone()),
                }
            }
        }
        (Value::List(items), Value::List(more)) => items.extend(more.iter().cloned()),
        // An empty key of a structured overlay says nothing about what is there.
        (Value::Map(_) | Value::List(_), Value::Null) => {}
        (Value::Null, _) => *node = update.clone(),
        (
            Value::Bool(_) | Value::Number(_) | Value::String(_),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
        ) => *node = update.clone(),
        (_, _) => {
            let message = format!("{} cannot be merged into {}", update.kind(), node.kind());
            return Err((Some(update.span), message));
        }
    }
    Ok(())
}

/// Takes the node at the end of a way out of what holds it.
pub(super) fn remove(root: &mut Node, way: &[Step]) -> Result<(), Problem> {
    let Some((last, before)) = way.split_last() else {
        return Err((None, "the document as a whole cannot be removed".to_owned()));
    };
    let Some(holder) = at(root, before) else {
        return Ok(());
    };
    match (&mut holder.value, last) {
        (Value::Map(entries), Step::Key(key)) => entries.retain(|entry| entry.key != *key),
        (Value::List(items), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
        }
        (_, _) => {}
    }
    Ok(())
}
