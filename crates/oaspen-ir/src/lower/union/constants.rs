//! Unions of texts that are one enum: `anyOf: [{type: string}, {enum: […]}]` lists the values that
//! are known and allows any other; several lists written in place are one.

use super::leaf::Leaf;
use crate::ir::{Enum, EnumBase, EnumVariant, JsonKind, KindSet, Scalar, StringFormat};
use crate::lower::json::same_json;
use crate::lower::scalar::lower_scalar;

/// The open enum that the leaves of a union are; `None` when they are something else.
pub(super) fn enum_of(leaves: &[Leaf]) -> Option<Enum> {
    let text = KindSet::of(JsonKind::String);
    if leaves.iter().any(|leaf| leaf.kinds != text) {
        return None;
    }
    let (listed, free): (Vec<&Leaf>, Vec<&Leaf>) =
        leaves.iter().partition(|leaf| leaf.view.values.is_some());
    if listed.is_empty() || free.is_empty() || !free.iter().all(|leaf| is_any_text(leaf)) {
        return None;
    }
    let mut variants: Vec<EnumVariant> = Vec::new();
    for variant in listed
        .iter()
        .flat_map(|leaf| leaf.view.values.iter().flatten())
    {
        let is_text = variant.value.kind() == JsonKind::String;
        let mut known = variants.iter();
        if is_text && !known.any(|known| same_json(&known.value, &variant.value)) {
            variants.push(variant.clone());
        }
    }
    Some(Enum {
        base: EnumBase::String,
        variants,
        open: true,
    })
}

/// Whether a leaf accepts every text.
fn is_any_text(leaf: &Leaf) -> bool {
    let scalar = lower_scalar(&leaf.view, KindSet::of(JsonKind::String));
    scalar == Scalar::String(StringFormat::Plain)
        && leaf.view.constraints == crate::ir::Constraints::default()
}
