//! Properties of examples that a schema allows and does not declare.

use std::collections::BTreeSet;

use oaspen_diagnostics::Span;

use super::validate::Validator;
use crate::model::{Schema, SchemaId, SchemaObject};
use crate::node::Node;

/// How deep values and schemas are followed together.
const DEPTH_LIMIT: usize = 128;
/// How many values of one example are looked at.
const VALUE_LIMIT: usize = 10_000;
/// How many are told of one example.
const FOUND_LIMIT: usize = 20;

/// A property that nothing declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Undeclared {
    /// The schema of the object that holds it.
    pub(super) schema: SchemaId,
    /// Its name.
    pub(super) name: String,
    /// The place of its key.
    pub(super) span: Span,
}

/// What is declared about one object by all schemas that speak of it.
#[derive(Default)]
struct Declared {
    properties: Vec<(String, SchemaId)>,
    /// `additionalProperties` or `patternProperties` say what else there may be.
    others: bool,
    additional: Option<SchemaId>,
    items: Option<SchemaId>,
    seen: BTreeSet<SchemaId>,
}

/// Every such property of an example and of the objects inside it.
///
/// An object whose schemas declare no property at all is a map, so nothing is missing there. Of a
/// union the branches count that accept the value.
pub(super) fn find_undeclared(
    validator: &mut Validator<'_>,
    schema: SchemaId,
    node: &Node,
) -> Vec<Undeclared> {
    let mut found = Vec::new();
    let mut open = vec![(schema, node, 0)];
    let mut looked = 0;
    while let Some((schema, node, depth)) = open.pop() {
        looked += 1;
        if depth > DEPTH_LIMIT || looked > VALUE_LIMIT || found.len() >= FOUND_LIMIT {
            break;
        }
        let owner = owner_of(validator, schema, node);
        let mut declared = Declared::default();
        declare(validator, &mut declared, owner, node);
        if let (Some(items), Some(list)) = (declared.items, node.items()) {
            open.extend(list.iter().rev().map(|item| (items, item, depth + 1)));
        }
        for entry in node.entries().unwrap_or_default() {
            let property = declared
                .properties
                .iter()
                .find(|(name, _)| *name == entry.key);
            let known = property.map(|(_, schema)| *schema).or(declared.additional);
            if let Some(schema) = known {
                open.push((schema, &entry.value, depth + 1));
            } else if !declared.others && !declared.properties.is_empty() {
                found.push(Undeclared {
                    schema: owner,
                    name: entry.key.clone(),
                    span: entry.key_span,
                });
            }
        }
    }
    found
}

/// The schema whose type will hold the value: at the end of references, and within a union that
/// declares nothing itself, the branch that accepts the value.
fn owner_of(validator: &mut Validator<'_>, schema: SchemaId, node: &Node) -> SchemaId {
    let mut owner = schema;
    // Chains of references end, because `resolve` refuses cycles.
    while let Some(next) = next_owner(validator, owner, node) {
        owner = next;
    }
    owner
}

fn next_owner(validator: &mut Validator<'_>, schema: SchemaId, node: &Node) -> Option<SchemaId> {
    let object = validator.resolved.schemas.get(schema)?.object()?;
    if !object.properties.is_empty() || object.additional_properties.is_some() {
        return None;
    }
    let mut parts = object
        .reference
        .into_iter()
        .chain(object.all_of.iter().copied());
    if let (Some(only), None) = (parts.next(), parts.next()) {
        return Some(only);
    }
    if !object.all_of.is_empty() {
        return None;
    }
    let branches = branches(validator, object, node);
    branches
        .into_iter()
        .find(|branch| validator.judge(*branch, node).fits())
}

/// The branches that speak of the value: the one that the discriminator's value names, else all.
fn branches(
    validator: &Validator<'_>,
    object: &SchemaObject<SchemaId>,
    node: &Node,
) -> Vec<SchemaId> {
    let mut all = Vec::new();
    for branches in object.one_of.iter().chain(&object.any_of) {
        match validator.named_branch(object, branches, node) {
            Some(named) => all.push(named),
            None => all.extend(branches),
        }
    }
    all
}

/// Adds what a schema and those that speak of the same value declare.
fn declare(validator: &mut Validator<'_>, declared: &mut Declared, start: SchemaId, node: &Node) {
    let schemas = &validator.resolved.schemas;
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        let object = schemas.get(id).and_then(Schema::object);
        let Some(object) = object.filter(|_| declared.seen.insert(id)) else {
            continue;
        };
        for (name, schema) in &object.properties {
            declared.properties.push((name.clone(), *schema));
        }
        declared.others |=
            object.additional_properties.is_some() || !object.pattern_properties.is_empty();
        declared.additional = declared.additional.or(object.additional_properties);
        declared.items = declared.items.or(object.items);
        open.extend(object.reference);
        open.extend(&object.all_of);
        let branches = branches(validator, object, node);
        let fitting = branches
            .into_iter()
            .filter(|branch| validator.judge(*branch, node).fits());
        open.extend(fitting);
    }
}
