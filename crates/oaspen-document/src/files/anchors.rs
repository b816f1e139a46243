//! The names that a file gives to its own schemas: `$id` and `$anchor`.
//!
//! JSON Schema 2020-12 §8.2. A name counts wherever it is written, because what is a schema is not
//! known yet; what stands in an example is named by nobody.

use std::collections::BTreeMap;

use oaspen_diagnostics::Pointer;

use crate::node::{Node, Value};
use crate::uri::join_url;

/// The named places of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    /// The `$self` or `$id` of the file as a whole.
    base: Option<String>,
    /// Absolute or as written, without `#` at the end.
    ids: BTreeMap<String, Pointer>,
    /// The first place of each name; names are unique within a schema with an `$id`.
    anchors: BTreeMap<String, Vec<Pointer>>,
}

impl Anchors {
    pub(super) fn of(node: &Node) -> Self {
        let mut anchors = Self::default();
        if !has_names(node) {
            return anchors;
        }
        let own = ["$self", "$id"].into_iter().find_map(|key| node.get(key));
        anchors.base = own.and_then(Node::as_str).map(without_fragment);
        if let Some(base) = &anchors.base {
            anchors.ids.insert(base.clone(), Pointer::root());
        }
        let base = anchors.base.clone();
        // A stack of our own: the tree may be as deep as the reader allows.
        let mut stack = vec![(node, Pointer::root(), base)];
        while let Some((node, pointer, base)) = stack.pop() {
            match &node.value {
                Value::List(items) => {
                    let items = items.iter().enumerate();
                    stack.extend(items.map(|(at, item)| (item, pointer.index(at), base.clone())));
                }
                Value::Map(_) => {
                    let base = anchors.note(node, &pointer, base);
                    let entries = node.entries().into_iter().flatten();
                    let within = entries.filter(|entry| !is_data(&entry.key));
                    stack.extend(
                        within.map(|entry| (&entry.value, pointer.join(&entry.key), base.clone())),
                    );
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        anchors
    }

    /// Notes the names of one object and says what its inside is relative to.
    fn note(&mut self, node: &Node, pointer: &Pointer, base: Option<String>) -> Option<String> {
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = node.get(key).and_then(Node::as_str) {
                let places = self.anchors.entry(name.to_owned()).or_default();
                places.push(pointer.clone());
            }
        }
        let Some(id) = node.get("$id").and_then(Node::as_str) else {
            return base;
        };
        let id = without_fragment(id);
        let absolute = base.as_deref().and_then(|base| join_url(base, &id));
        let absolute = absolute.unwrap_or_else(|| id.clone());
        self.ids.entry(id).or_insert_with(|| pointer.clone());
        self.ids
            .entry(absolute.clone())
            .or_insert_with(|| pointer.clone());
        Some(absolute)
    }

    /// The place whose `$id` a reference gives, which is relative to the file of `holder`.
    pub(super) fn identified(&self, reference: &str, holder: &Self) -> Option<Pointer> {
        if let Some(known) = self.ids.get(reference) {
            return Some(known.clone());
        }
        let absolute = join_url(holder.base.as_deref()?, reference)?;
        self.ids.get(&absolute).cloned()
    }

    /// The innermost schema with an `$id` around a place.
    pub(super) fn enclosing(&self, place: &Pointer) -> Option<&Pointer> {
        let around = self.ids.values().filter(|id| {
            let rest = place.as_str().strip_prefix(id.as_str());
            rest.is_some_and(|rest| rest.starts_with('/'))
        });
        around.max_by_key(|id| id.as_str().len())
    }

    /// The place of an anchor at or below a place.
    pub(super) fn anchored(&self, base: &Pointer, name: &str) -> Option<Pointer> {
        let mut places: Vec<&Pointer> = self.anchors.get(name)?.iter().collect();
        places.sort();
        let is_within = |place: &&&Pointer| {
            let rest = place.as_str().strip_prefix(base.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        places.iter().find(is_within).map(|place| (*place).clone())
    }
}

/// Whether anything is named, which most files do not do: places cost more than a look.
fn has_names(node: &Node) -> bool {
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        stack.extend(node.items().into_iter().flatten());
        for entry in node.entries().into_iter().flatten() {
            if matches!(
                entry.key.as_str(),
                "$id" | "$anchor" | "$dynamicAnchor" | "$self"
            ) {
                return true;
            }
            stack.push(&entry.value);
        }
    }
    false
}

fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const")
}

fn without_fragment(text: &str) -> String {
    text.split('#').next().unwrap_or_default().to_owned()
}
