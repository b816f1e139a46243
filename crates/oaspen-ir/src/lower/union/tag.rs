//! `discriminator`: which values of its property name which branch. OAS 3.1 §4.8.25.

use oaspen_document::model::{Discriminator, SchemaId};

use super::leaf::Leaf;
use crate::ir::Json;
use crate::lower::context::Lower;

/// What a discriminator says beyond the tags of each leaf.
pub(super) struct Tagging {
    pub(super) property: String,
    /// `defaultMapping`: the branch of values that no tag names.
    pub(super) default: Option<usize>,
}

/// Gives the leaves their tags; `None` without a discriminator, or when it names no leaf.
pub(super) fn tag_leaves(cx: &Lower<'_>, owner: SchemaId, leaves: &mut [Leaf]) -> Option<Tagging> {
    let discriminator = cx.object(owner)?.discriminator.as_ref()?;
    for leaf in leaves.iter_mut() {
        leaf.tags = tags_of(cx, discriminator, leaf);
    }
    let branch_of = |target: SchemaId| {
        let mut leaves = leaves.iter();
        leaves
            .find(|leaf| leaf.sources.contains(&target))
            .map(|leaf| leaf.branch)
    };
    let default = discriminator.default_mapping.and_then(branch_of);
    leaves
        .iter()
        .any(|leaf| !leaf.tags.is_empty())
        .then(|| Tagging {
            property: discriminator.property_name.value.clone(),
            default,
        })
}

/// The mapping's values for a leaf, else the constants of its own property, else its component's name.
fn tags_of(cx: &Lower<'_>, discriminator: &Discriminator<SchemaId>, leaf: &Leaf) -> Vec<String> {
    let mapped: Vec<String> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| leaf.sources.contains(target))
        .map(|(value, _)| value.clone())
        .collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let property = &discriminator.property_name.value;
    let values = leaf.values_of(property);
    let constants: Vec<String> = values.into_iter().flatten().filter_map(text_of).collect();
    if !constants.is_empty() || !leaf.declares(property) {
        return constants;
    }
    let mut names = leaf.sources.iter().rev();
    let name = names.find_map(|id| cx.resolved.component_name(*id));
    name.map(str::to_owned).into_iter().collect()
}

fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    }
}
