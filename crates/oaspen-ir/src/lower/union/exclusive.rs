//! Whether a value may fit two branches of a `oneOf`, of which JSON Schema lets exactly one hold
//! (2020-12 §10.2.1.3).
//!
//! The answer is no where it is proven; a needless yes costs a server some time. It is no too for an
//! object of which nothing is required: taken by the word, it would be every object, and no value
//! could be the other branch's. Its author means that one of its properties is there.

use super::kinds_of;
use super::leaf::Leaf;
use crate::ir::{Json, JsonKind, KindSet, Plan, Reason};
use crate::lower::accept::accepts;
use crate::lower::constraint::{intersect_constraints, is_impossible};
use crate::lower::context::Lower;
use crate::lower::json::same_json;

/// How many pairs of leaves are compared; of more the plan's reason is believed.
const MOST_PAIRS: usize = 4_096;

/// Whether two branches may hold at once. With a discriminator its value decides.
pub(super) fn may_overlap(
    cx: &mut Lower<'_>,
    leaves: &[Leaf],
    plan: &Plan,
    is_tagged: bool,
) -> bool {
    let mut left = MOST_PAIRS;
    for (at, first) in leaves.iter().enumerate() {
        for second in leaves.iter().skip(at + 1) {
            if first.branch == second.branch {
                continue;
            }
            if left == 0 {
                return !is_told_apart(&plan.reason);
            }
            left -= 1;
            let kinds = first.kinds.intersection(second.kinds);
            let mut kinds = kinds.iter();
            if kinds.any(|kind| may_both_hold(cx, (first, second), kind, is_tagged)) {
                return true;
            }
        }
    }
    false
}

const fn is_told_apart(reason: &Reason) -> bool {
    match reason {
        Reason::Single | Reason::Discriminator(_) | Reason::Constant(_) | Reason::Kind => true,
        Reason::RequiredKey | Reason::Mixed | Reason::Order { .. } => false,
    }
}

/// Whether a value of a kind may fit two leaves.
fn may_both_hold(
    cx: &mut Lower<'_>,
    (first, second): (&Leaf, &Leaf),
    kind: JsonKind,
    is_tagged: bool,
) -> bool {
    if refuses_listed(cx, first, second, kind) || refuses_listed(cx, second, first, kind) {
        return false;
    }
    let mut limits = first.view.constraints.clone();
    intersect_constraints(&mut limits, second.view.constraints.clone());
    if is_impossible(&limits) {
        return false;
    }
    if kind != JsonKind::Object {
        return true;
    }
    let is_vague = is_vague(first) || is_vague(second);
    !is_tagged && !is_vague && !is_closed_to(first, second) && !is_closed_to(second, first) && {
        let mut shared = first
            .keys
            .iter()
            .filter(|(name, key)| key.required && second.requires(name));
        !shared.any(|(name, _)| differ_at(cx, first, second, name))
    }
}

/// Whether one leaf lists its values and the other accepts none of them.
fn refuses_listed(cx: &mut Lower<'_>, listing: &Leaf, other: &Leaf, kind: JsonKind) -> bool {
    let Some(values) = &listing.view.values else {
        return false;
    };
    let mut values = values.iter().map(|variant| &variant.value);
    !values.any(|value| value.kind() == kind && accepts(cx, &other.conjunction, value))
}

/// Whether a leaf names properties and requires none.
pub(super) fn is_vague(leaf: &Leaf) -> bool {
    !leaf.view.properties.is_empty() && leaf.view.required.is_empty()
}

/// Whether a leaf requires nothing and another is an object, too.
pub(super) fn holds_vague(leaves: &[Leaf]) -> bool {
    let objects = leaves
        .iter()
        .filter(|leaf| leaf.kinds.contains(JsonKind::Object));
    let mut vague = objects.clone().filter(|leaf| is_vague(leaf));
    vague.any(|leaf| objects.clone().any(|other| other.branch != leaf.branch))
}

/// Whether a leaf allows no other properties and another requires one that it does not name.
fn is_closed_to(closed: &Leaf, other: &Leaf) -> bool {
    let mut keys = other.keys.iter();
    closed.view.is_closed()
        && closed.view.by_pattern.is_empty()
        && keys.any(|(name, key)| key.required && !closed.declares(name))
}

/// Whether a property that both require has other values, or values of another kind, in each.
fn differ_at(cx: &mut Lower<'_>, first: &Leaf, second: &Leaf, name: &str) -> bool {
    if let (Some(values), Some(others)) = (first.values_of(name), second.values_of(name)) {
        return !share_a_value(values, others);
    }
    let mut kinds = |leaf: &Leaf| match leaf.view.properties.get(name) {
        Some(conditions) => kinds_of(cx, &conditions.clone()),
        None => KindSet::ALL,
    };
    kinds(first).intersection(kinds(second)).is_empty()
}

fn share_a_value(values: &[Json], others: &[Json]) -> bool {
    let mut values = values.iter();
    values.any(|value| others.iter().any(|other| same_json(value, other)))
}
