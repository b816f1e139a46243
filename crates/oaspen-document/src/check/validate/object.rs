//! Keywords for objects: JSON Schema 2020-12 §6.5 and §10.3.2.

use indexmap::IndexSet;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Frame, Keywords, Mismatch, Outcome, Validator};
use crate::model::{Schema, SchemaId};
use crate::node::{Entry, Node, Value};

impl<'r> Validator<'r> {
    pub(super) fn check_object(
        &mut self,
        keywords: Keywords<'r>,
        node: &Node,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        let Some(entries) = node.entries() else {
            return;
        };
        check_count(keywords, node, entries.len() as u64, frame, outcome);
        self.check_required(keywords, node, frame, outcome);
        for entry in entries {
            self.check_entry(keywords, entry, frame, outcome);
        }
    }

    fn check_entry(
        &mut self,
        keywords: Keywords<'r>,
        entry: &Entry,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        let object = keywords.object;
        if let Some(names) = object.property_names {
            let name = Node {
                span: entry.key_span,
                value: Value::String(entry.key.clone()),
            };
            outcome.absorb(&self.part(names, &name, frame));
        }
        if let Some(schema) = object.properties.get(&entry.key) {
            outcome.absorb(&self.part(*schema, &entry.value, frame));
            return;
        }
        // Patterns are not run, so any key may be one that a pattern describes.
        let Some(schema) = object
            .additional_properties
            .filter(|_| object.pattern_properties.is_empty())
        else {
            return;
        };
        let judged = self.part(schema, &entry.value, frame);
        if judged.fits() || !self.is_false(schema) {
            outcome.absorb(&judged);
            return;
        }
        let reason = format!("the property `{}` is not allowed", entry.key);
        let label = "`additionalProperties: false` is here";
        outcome.refuse(keywords.mismatch(entry.key_span, frame, reason, label));
    }

    fn is_false(&self, schema: SchemaId) -> bool {
        self.schemas
            .get(schema)
            .is_some_and(|schema| schema.body == crate::model::SchemaBody::Boolean(false))
    }

    fn check_required(
        &mut self,
        keywords: Keywords<'_>,
        node: &Node,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        for name in &keywords.object.required {
            // OAS 3.1 §4.8.24: a readOnly property is only required of responses, a writeOnly one
            // of requests, and an example may be either.
            if node.get(&name.value).is_some()
                || self.one_way(frame.whole).contains(name.value.as_str())
            {
                continue;
            }
            let reason = format!("the property `{}` is missing", name.value);
            outcome.refuse(Mismatch {
                keyword: (name.span, "it is required".to_owned()),
                ..keywords.mismatch(node.span, frame, reason, "")
            });
        }
        for (name, others) in &keywords.object.dependent_required {
            if node.get(name).is_none() {
                continue;
            }
            for other in others.iter().filter(|other| node.get(other).is_none()) {
                let reason = format!("`{name}` is here, so `{other}` must be too");
                let label = "`dependentRequired` is here";
                outcome.refuse(keywords.mismatch(node.span, frame, reason, label));
            }
        }
    }

    /// The properties that are `readOnly` or `writeOnly` where the whole schema declares them.
    fn one_way(&mut self, whole: SchemaId) -> Rc<IndexSet<&'r str>> {
        if let Some(known) = self.one_way.get(&whole) {
            return Rc::clone(known);
        }
        let mut names = IndexSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![whole];
        while let Some(id) = open.pop() {
            let object = self.schemas.get(id).and_then(Schema::object);
            let Some(object) = object.filter(|_| seen.insert(id)) else {
                continue;
            };
            for (name, property) in &object.properties {
                if self.has_one_way_mark(*property) {
                    names.insert(name.as_str());
                }
            }
            open.extend(object.reference);
            open.extend(&object.all_of);
            open.extend(object.one_of.iter().flatten());
            open.extend(object.any_of.iter().flatten());
        }
        let names = Rc::new(names);
        self.one_way.insert(whole, Rc::clone(&names));
        names
    }

    fn has_one_way_mark(&self, property: SchemaId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![property];
        while let Some(id) = open.pop() {
            let object = self.schemas.get(id).and_then(Schema::object);
            let Some(object) = object.filter(|_| seen.insert(id)) else {
                continue;
            };
            if object.read_only || object.write_only {
                return true;
            }
            open.extend(object.reference);
            open.extend(&object.all_of);
        }
        false
    }
}

fn check_count(
    keywords: Keywords<'_>,
    node: &Node,
    count: u64,
    frame: Frame,
    outcome: &mut Outcome,
) {
    let object = keywords.object;
    if let Some(limit) = object.min_properties.filter(|limit| count < *limit) {
        let reason = format!("an object of {count} has less than {limit} properties");
        outcome.refuse(keywords.mismatch(node.span, frame, reason, "`minProperties` is here"));
    }
    if let Some(limit) = object.max_properties.filter(|limit| count > *limit) {
        let reason = format!("an object of {count} has more than {limit} properties");
        outcome.refuse(keywords.mismatch(node.span, frame, reason, "`maxProperties` is here"));
    }
}
