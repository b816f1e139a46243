//! The tag of a schema that extends a discriminated parent: what the parent lists for its own values
//! is not what its children have. OAS 3.1 §4.8.25.
//!
//! `allOf` would let a child have the parent's constant alone, and then no value could tell that it is
//! a child's. So the child's own list wins where both have none in common, and a constant of the
//! parent is the parent's alone. [`crate::lower::union::family`] reports it.

use std::collections::BTreeSet;

use oaspen_document::model::SchemaId;

use super::View;
use crate::lower::context::{Lower, Operand};
use crate::lower::enumeration::lower_values;
use crate::lower::json::canonical_json;
use crate::lower::schema::target_of;

/// Frees the discriminating property of a child from what its parents list for their own.
pub(super) fn release_tags(cx: &Lower<'_>, view: &mut View) {
    for parent in view.members.clone() {
        let Some(property) = property_of(cx, view, parent) else {
            continue;
        };
        let inherited = properties_of(cx, parent, &property);
        let Some(conditions) = view.properties.get_mut(&property) else {
            continue;
        };
        let (theirs, own): (Vec<Operand>, Vec<Operand>) = conditions.iter().partition(|operand| {
            matches!(operand, Operand::Schema(id) | Operand::Unlisted(id) if inherited.contains(id))
        });
        let listed = listed_by(cx, &theirs);
        let narrowed = listed_by(cx, &own);
        let is_released = match (&listed, &narrowed) {
            (Some(listed), Some(own)) => listed.is_disjoint(own),
            (Some(listed), None) => listed.len() == 1,
            (None, _) => false,
        };
        if is_released {
            for operand in conditions.iter_mut() {
                if let Operand::Schema(id) = operand
                    && inherited.contains(id)
                {
                    *operand = Operand::Unlisted(target_of(cx, *id));
                }
            }
            // What the child says stands first, and is where the property is.
            conditions.sort_by_key(|operand| matches!(operand, Operand::Unlisted(_)));
        }
    }
}

/// The property by which the family of a parent is told apart, if this view is of a child.
fn property_of(cx: &Lower<'_>, view: &View, parent: SchemaId) -> Option<String> {
    let family = cx.families.of(parent)?;
    let is_child = view.members.iter().any(|id| family.heirs.contains(id));
    let discriminator = cx.object(parent)?.discriminator.as_ref();
    let property = &discriminator.filter(|_| is_child)?.property_name.value;
    Some(property.clone())
}

/// What a schema and those that it includes say of a property.
fn properties_of(cx: &Lower<'_>, id: SchemaId, property: &str) -> BTreeSet<SchemaId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let Some(object) = cx.object(id).filter(|_| seen.insert(id)) else {
            continue;
        };
        found.extend(object.properties.get(property));
        open.extend(object.reference.iter().chain(&object.all_of));
    }
    found
}

/// The values that all of these list, if any of them lists some.
fn listed_by(cx: &Lower<'_>, conditions: &[Operand]) -> Option<BTreeSet<String>> {
    let mut listed: Option<BTreeSet<String>> = None;
    for operand in conditions {
        let Operand::Schema(id) = operand else {
            continue;
        };
        let Some(values) = cx.object(target_of(cx, *id)).and_then(lower_values) else {
            continue;
        };
        let values = values.iter().map(|variant| canonical_json(&variant.value));
        let values: BTreeSet<String> = values.collect();
        listed = Some(match listed {
            Some(known) => known.intersection(&values).cloned().collect(),
            None => values,
        });
    }
    listed
}
