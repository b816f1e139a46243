//! The names that schemas of one file give themselves: `$anchor`, `$dynamicAnchor` and `$id`.
//!
//! JSON Schema 2020-12 §8.2. Only names that are written are found: nothing is resolved against the
//! base that an `$id` sets, except pointers within the schema that has it.

use indexmap::IndexMap;
use oaspen_diagnostics::Pointer;

use crate::files::find;
use crate::node::{Node, Value};

/// The named schemas of one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// `$anchor` and `$dynamicAnchor`; the first of a name counts.
    names: IndexMap<String, Pointer>,
    /// How often a `$dynamicAnchor` is written.
    dynamic: IndexMap<String, usize>,
    /// `$id` as written.
    ids: IndexMap<String, Pointer>,
}

impl Anchors {
    /// Finds every name of a file.
    pub(crate) fn of(root: &Node) -> Self {
        let mut anchors = Self::default();
        anchors.visit(root, &Pointer::root());
        anchors
    }

    /// The schema of an anchor.
    pub(crate) fn named(&self, name: &str) -> Option<&Pointer> {
        self.names.get(name)
    }

    /// The schema of an `$id`.
    pub(crate) fn identified(&self, id: &str) -> Option<&Pointer> {
        self.ids.get(id)
    }

    /// Whether any schema has an `$id`.
    pub(crate) fn has_ids(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Whether a `$dynamicRef` to a name always leads to the same schema.
    pub(crate) fn is_static(&self, name: &str) -> bool {
        self.dynamic.get(name).is_none_or(|count| *count == 1) && self.names.contains_key(name)
    }

    // The depth of a tree is limited.
    fn visit(&mut self, node: &Node, pointer: &Pointer) {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    self.name(&entry.key, &entry.value, pointer);
                    if !is_value(&entry.key) {
                        self.visit(&entry.value, &pointer.join(&entry.key));
                    }
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(item, &pointer.index(index));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn name(&mut self, key: &str, value: &Node, pointer: &Pointer) {
        let Some(text) = value.as_str() else { return };
        let names = match key {
            "$anchor" => &mut self.names,
            "$dynamicAnchor" => {
                *self.dynamic.entry(text.to_owned()).or_default() += 1;
                &mut self.names
            }
            "$id" => &mut self.ids,
            _ => return,
        };
        names
            .entry(text.to_owned())
            .or_insert_with(|| pointer.clone());
    }
}

/// Keys whose values are values of people's APIs, not schemas.
fn is_value(key: &str) -> bool {
    let values = ["example", "examples", "default", "enum", "const", "value"];
    values.contains(&key) || key.starts_with("x-")
}

/// A pointer that names nothing in the file, within the nearest schema around a place that holds
/// what it names: `#/$defs/X` of a schema that was a file of its own.
pub(crate) fn find_around(root: &Node, place: &Pointer, pointer: &Pointer) -> Option<Pointer> {
    let head = pointer.tokens().next()?;
    let is_definition = head == "$defs" || head == "definitions";
    let mut around = Some(place.clone());
    while let Some(base) = around {
        let within = pointer
            .tokens()
            .fold(base.clone(), |base, token| base.join(&token));
        let is_base = is_definition || find(root, &base.join("$id")).is_some();
        if is_base && find(root, &within).is_some() {
            return Some(within);
        }
        around = base.parent();
    }
    None
}
