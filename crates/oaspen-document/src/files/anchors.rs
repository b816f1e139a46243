//! The names that a file gives to its own schemas: `$id`, `$anchor` and `$dynamicAnchor`.
//!
//! JSON Schema 2020-12 §8.2. A name counts wherever it is written, because what is a schema is not
//! known yet; what stands in an example is named by nobody.

use std::collections::{BTreeMap, BTreeSet};

use oaspen_diagnostics::Pointer;

use super::find;
use crate::node::{Node, Value};
use crate::uri::join_url;

/// The named places of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    /// The `$self` or `$id` of the file as a whole.
    base: Option<String>,
    /// Absolute or as written, without `#` at the end.
    ids: BTreeMap<String, Pointer>,
    /// The places that have an `$id`.
    resources: BTreeSet<Pointer>,
    /// The places of each name; names are unique within a schema with an `$id`.
    anchors: BTreeMap<String, Vec<Anchor>>,
    /// How often a name is a `$dynamicAnchor`.
    dynamic: BTreeMap<String, usize>,
}

/// A place that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor {
    place: Pointer,
    /// The nearest schema around it that has an `$id`, else the top of the file.
    resource: Pointer,
}

/// What the objects inside another belong to.
#[derive(Clone, Debug, Default)]
struct Resource {
    base: Option<String>,
    pointer: Pointer,
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
        let resource = Resource {
            base: anchors.base.clone(),
            pointer: Pointer::root(),
        };
        // A stack of our own: the tree may be as deep as the reader allows.
        let mut stack = vec![(node, Pointer::root(), resource)];
        while let Some((node, pointer, resource)) = stack.pop() {
            match &node.value {
                Value::List(items) => {
                    let items = items.iter().enumerate();
                    stack.extend(
                        items.map(|(at, item)| (item, pointer.index(at), resource.clone())),
                    );
                }
                Value::Map(_) => {
                    let resource = anchors.note(node, &pointer, resource);
                    let entries = node.entries().into_iter().flatten();
                    let within = entries.filter(|entry| !is_data(&entry.key));
                    stack.extend(
                        within.map(|entry| {
                            (&entry.value, pointer.join(&entry.key), resource.clone())
                        }),
                    );
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        anchors
    }

    /// Notes the names of one object and says what its inside belongs to.
    fn note(&mut self, node: &Node, pointer: &Pointer, around: Resource) -> Resource {
        let resource = self.note_id(node, pointer, around);
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = node.get(key).and_then(Node::as_str) {
                let places = self.anchors.entry(name.to_owned()).or_default();
                places.push(Anchor {
                    place: pointer.clone(),
                    resource: resource.pointer.clone(),
                });
                if key == "$dynamicAnchor" {
                    *self.dynamic.entry(name.to_owned()).or_default() += 1;
                }
            }
        }
        resource
    }

    fn note_id(&mut self, node: &Node, pointer: &Pointer, around: Resource) -> Resource {
        let Some(id) = node.get("$id").and_then(Node::as_str) else {
            return around;
        };
        let id = without_fragment(id);
        let absolute = around.base.as_deref().and_then(|base| join_url(base, &id));
        let absolute = absolute.unwrap_or_else(|| id.clone());
        self.resources.insert(pointer.clone());
        self.ids.entry(id).or_insert_with(|| pointer.clone());
        self.ids
            .entry(absolute.clone())
            .or_insert_with(|| pointer.clone());
        Resource {
            base: Some(absolute),
            pointer: pointer.clone(),
        }
    }

    /// The place whose `$id` a reference gives, which is relative to the file of `holder`.
    pub(super) fn identified(&self, reference: &str, holder: &Self) -> Option<Pointer> {
        if let Some(known) = self.ids.get(reference) {
            return Some(known.clone());
        }
        let absolute = join_url(holder.base.as_deref()?, reference)?;
        self.ids.get(&absolute).cloned()
    }

    /// Whether anything has an `$id`.
    pub(super) fn has_ids(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Whether a `$dynamicRef` to a name always leads to the same schema: §8.2.3.2.
    pub(super) fn is_static(&self, name: &str) -> bool {
        self.dynamic.get(name).is_none_or(|count| *count == 1) && self.anchors.contains_key(name)
    }

    /// The nearest schema with an `$id` at or around a place, else the top of the file.
    pub(super) fn resource_around(&self, place: &Pointer) -> Pointer {
        let mut around = Some(place.clone());
        while let Some(at) = around {
            if self.resources.contains(&at) {
                return at;
            }
            around = at.parent();
        }
        Pointer::root()
    }

    /// The place of an anchor of a resource, else of the first at or below `base`: most people who
    /// write anchors write no `$id`s.
    pub(super) fn anchored(
        &self,
        base: &Pointer,
        resource: &Pointer,
        name: &str,
    ) -> Option<Pointer> {
        let mut places: Vec<&Anchor> = self.anchors.get(name)?.iter().collect();
        places.sort();
        let is_within = |anchor: &&&Anchor| {
            let rest = anchor.place.as_str().strip_prefix(base.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let mut anchors = places.iter();
        let own = anchors.find(|anchor| anchor.resource == *resource);
        let found = own.or_else(|| places.iter().find(is_within));
        found.map(|anchor| anchor.place.clone())
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

/// A place that leads nowhere from the top of a file, within the nearest schema around a place that
/// holds it: one with an `$id` (§8.2.1), or for `#/$defs/X` any, because people put a schema that was
/// a file of its own into another as it is.
pub(super) fn find_around(root: &Node, place: &Pointer, pointer: &Pointer) -> Option<Pointer> {
    let mut around = Some(place.clone());
    while let Some(base) = around {
        let is_base = is_definition(pointer) || find(root, &base.join("$id")).is_some();
        let within = Pointer::from_escaped(format!("{}{}", base.as_str(), pointer.as_str()));
        if is_base && find(root, &within).is_some() {
            return Some(within);
        }
        around = base.parent();
    }
    None
}

/// Whether a place is a definition that stands beside a schema.
pub(super) fn is_definition(pointer: &Pointer) -> bool {
    let head = pointer.tokens().next();
    matches!(head.as_deref(), Some("$defs" | "definitions"))
}

fn is_data(key: &str) -> bool {
    let is_named = matches!(key, "example" | "examples" | "default" | "enum" | "const");
    is_named || key.starts_with("x-")
}

fn without_fragment(text: &str) -> String {
    text.split('#').next().unwrap_or_default().to_owned()
}
