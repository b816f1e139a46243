//! `discriminator`: which values of its property name which branch. OAS 3.1 §4.8.25.

use oaspen_document::model::{Discriminator, SchemaId};

use super::kinds_of;
use super::leaf::Leaf;
use crate::ir::{Json, JsonKind, KindSet};
use crate::lower::context::Lower;
use crate::lower::json::same_json;

/// What a discriminator says beyond the tags of each leaf.
pub(super) struct Tagging {
    pub(super) property: String,
    /// `defaultMapping`: the branch of values that no tag names.
    pub(super) default: Option<usize>,
}

/// Gives the leaves their tags; `None` without a discriminator, or when it names no leaf.
pub(super) fn tag_leaves(
    cx: &mut Lower<'_>,
    owner: SchemaId,
    leaves: &mut [Leaf],
) -> Option<Tagging> {
    let discriminator = cx.object(owner)?.discriminator.as_ref()?;
    let tags: Vec<Vec<Json>> = leaves
        .iter()
        .map(|leaf| tags_of(cx, discriminator, leaf, leaves))
        .collect();
    for (leaf, tags) in leaves.iter_mut().zip(tags) {
        leaf.tags = tags;
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
///
/// A list that another branch has too is what both inherited, and tells nothing apart.
fn tags_of(
    cx: &mut Lower<'_>,
    discriminator: &Discriminator<SchemaId>,
    leaf: &Leaf,
    all: &[Leaf],
) -> Vec<Json> {
    let property = &discriminator.property_name.value;
    let mapped: Vec<&String> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| leaf.sources.contains(target))
        .map(|(value, _)| value)
        .collect();
    if !mapped.is_empty() {
        let kinds = kinds_of_property(cx, leaf, property);
        return mapped.into_iter().map(|text| tag(text, kinds)).collect();
    }
    let listed = leaf.values_of(property).unwrap_or_default();
    let is_inherited = all.iter().any(|other| {
        let listed_there = other.values_of(property).unwrap_or_default();
        other.branch != leaf.branch
            && other.conjunction != leaf.conjunction
            && listed.len() == listed_there.len()
            && listed.iter().all(|value| contains(listed_there, value))
    });
    if !leaf.declares(property) || (!listed.is_empty() && !is_inherited) {
        return listed.to_vec();
    }
    let mut names = leaf.sources.iter().rev();
    let Some(name) = names.find_map(|id| cx.resolved.component_name(*id)) else {
        return listed.to_vec();
    };
    if listed.is_empty() {
        let kinds = kinds_of_property(cx, leaf, property);
        let is_text = kinds.contains(JsonKind::String);
        return is_text.then(|| tag(name, kinds)).into_iter().collect();
    }
    let own: Vec<Json> = named_like(listed, name).into_iter().collect();
    if own.is_empty() { listed.to_vec() } else { own }
}

/// The listed value that is a name, or differs from it in case and punctuation alone.
pub(super) fn named_like(listed: &[Json], name: &str) -> Option<Json> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(name);
    let exact = listed
        .iter()
        .find(|value| text_of(value).as_deref() == Some(name));
    let similar = || {
        let mut listed = listed.iter();
        listed.find(|value| text_of(value).is_some_and(|text| letters(&text) == wanted))
    };
    exact.or_else(similar).cloned()
}

pub(super) fn contains(values: &[Json], value: &Json) -> bool {
    values.iter().any(|other| same_json(other, value))
}

/// The kinds that a leaf allows its tag.
pub(super) fn kinds_of_property(cx: &mut Lower<'_>, leaf: &Leaf, property: &str) -> KindSet {
    match leaf.view.properties.get(property) {
        Some(conditions) => kinds_of(cx, conditions),
        None => KindSet::ALL,
    }
}

/// A key of a mapping as a value of the property: mappings write numbers and booleans as text.
pub(super) fn tag(text: &str, kinds: KindSet) -> Json {
    let is_number = || {
        text.parse::<i64>()
            .is_ok_and(|number| number.to_string() == text)
    };
    if kinds.contains(JsonKind::String) {
        Json::String(text.to_owned())
    } else if kinds.contains(JsonKind::Integer) && is_number() {
        Json::Number(text.to_owned())
    } else if let (true, Ok(value)) = (kinds.contains(JsonKind::Boolean), text.parse()) {
        Json::Bool(value)
    } else {
        Json::String(text.to_owned())
    }
}

/// A tag as text.
pub(super) fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) | Json::Number(text) => Some(text.clone()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
