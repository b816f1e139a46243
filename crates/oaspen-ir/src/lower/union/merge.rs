//! `anyOf` of objects of which a value may be several at once: one struct of all their properties.
//!
//! A property that branches share must mean the same in each; what every branch requires is
//! required, and which of the others must be there together is a [`Demand`]. Where branches
//! differ, the union keeps its plan, and that is reported.

use super::leaf::Leaf;
use super::overlap::find_ambiguity;
use super::reason::Ambiguity;
use super::{BranchView, kinds_of};
use crate::ir::{Demand, JsonKind, KindSet, Name, Plan, Reason, Shape, Test, TypeId};
use crate::lower::all_of::View;
use crate::lower::context::{Conjunction, Lower, Operand, Pending};
use crate::lower::object::lower_object;
use crate::lower::schema::{meaning_of, target_of};

/// The branches that a value fits at once although the plan picks one: by the plan's own account,
/// or, in an `anyOf`, because a key that one branch requires says nothing against another.
pub(super) fn overlap_of(
    cx: &mut Lower<'_>,
    plan: &Plan,
    leaves: &[Leaf],
    is_any_of: bool,
) -> Option<Ambiguity> {
    if let Reason::Order {
        first,
        second,
        witness,
    } = &plan.reason
    {
        return Some(Ambiguity {
            first: *first,
            second: *second,
            witness: witness.clone(),
        });
    }
    let by_key = |test: &Test| matches!(test, Test::HasKey(_));
    if !is_any_of || !plan.rules.iter().any(|rule| by_key(&rule.test)) {
        return None;
    }
    let objects: Vec<&Leaf> = leaves
        .iter()
        .filter(|leaf| leaf.kinds.contains(JsonKind::Object) && !leaf.view.is_any())
        .collect();
    find_ambiguity(cx, &objects, JsonKind::Object)
}

/// What the branches are together, when that is one struct.
///
/// Branches that are all components and that a required key tells apart stay a union: nobody means
/// two of them at once.
pub(super) fn merge_branches(
    cx: &mut Lower<'_>,
    branches: &[BranchView],
    leaves: &[Leaf],
    overlap: &Ambiguity,
) -> Option<View> {
    let is_plain = |leaf: &Leaf| {
        leaf.kinds == KindSet::of(JsonKind::Object)
            && leaf.view.unions.is_empty()
            && leaf.view.by_pattern.is_empty()
            && leaf.view.conflict.is_none()
            && !leaf.view.properties.is_empty()
    };
    if leaves.len() != branches.len() || !leaves.iter().all(is_plain) {
        return None;
    }
    let are_named = branches.iter().all(|branch| !branch.is_inline);
    if are_named && has_own_key(leaves, overlap.first) && has_own_key(leaves, overlap.second) {
        return None;
    }
    let mut merged = View::new();
    merged.kinds = KindSet::of(JsonKind::Object);
    for leaf in leaves {
        for (name, conditions) in &leaf.view.properties {
            let known = merged.properties.get(name).cloned();
            if let Some(known) = known
                && !mean_the_same(cx, known, conditions.clone())
            {
                return None;
            }
            let entry = merged.properties.entry(name.clone());
            entry.or_insert_with(|| conditions.clone());
        }
        merged.members.extend(&leaf.view.members);
    }
    merge_additional(&mut merged, leaves)?;
    merge_required(&mut merged, leaves);
    Some(merged)
}

/// Whether a branch requires a key that no other has.
fn has_own_key(leaves: &[Leaf], branch: usize) -> bool {
    let mut own = leaves.iter().filter(|leaf| leaf.branch == branch);
    own.any(|leaf| {
        let mut names = leaf.view.required.iter();
        names.any(|name| {
            let mut others = leaves.iter().filter(|other| other.branch != branch);
            others.all(|other| !other.declares(name))
        })
    })
}

fn mean_the_same(cx: &mut Lower<'_>, left: Conjunction, right: Conjunction) -> bool {
    if kinds_of(cx, &left) != kinds_of(cx, &right) {
        return false;
    }
    let both: Conjunction = left.iter().chain(&right).copied().collect();
    let left = meaning_of(cx, left);
    left == meaning_of(cx, right) || left == meaning_of(cx, both)
}

/// Branches that are closed, open or typed alike stay so; one that is open opens the whole.
fn merge_additional(merged: &mut View, leaves: &[Leaf]) -> Option<()> {
    let is_open = |leaf: &Leaf| leaf.view.additional.is_empty();
    if leaves.iter().any(is_open) {
        return Some(());
    }
    let first = leaves.first()?;
    if leaves.iter().all(|leaf| leaf.view.is_closed()) {
        merged.additional.clone_from(&first.view.additional);
        return Some(());
    }
    None
}

fn merge_required(merged: &mut View, leaves: &[Leaf]) {
    let Some(first) = leaves.first() else {
        return;
    };
    let mut required = first.view.required.clone();
    required.retain(|name| leaves.iter().all(|leaf| leaf.view.required.contains(name)));
    let sets: Vec<Vec<String>> = leaves
        .iter()
        .map(|leaf| {
            let own = leaf.view.required.iter();
            own.filter(|name| !required.contains(*name))
                .cloned()
                .collect()
        })
        .collect();
    for name in leaves.iter().flat_map(|leaf| &leaf.view.required) {
        if !merged.properties.contains_key(name) {
            merged.properties.insert(name.clone(), Conjunction::new());
        }
    }
    merged.required = required;
    if sets.iter().all(|set| !set.is_empty()) {
        merged.demands.push(Demand {
            exactly_one: false,
            sets,
        });
    }
    for demand in leaves.iter().flat_map(|leaf| &leaf.view.demands) {
        let is_shared = leaves.iter().all(|leaf| leaf.view.demands.contains(demand));
        if is_shared && !merged.demands.contains(demand) {
            merged.demands.push(demand.clone());
        }
    }
}

/// The struct of merged branches.
pub(super) fn lower_merged(
    cx: &mut Lower<'_>,
    pending: &Pending,
    merged: &View,
    branches: &[BranchView],
    name: &Name,
) -> Shape {
    let mut shape = lower_object(cx, pending, merged, name);
    if let Shape::Struct(object) = &mut shape {
        let named = branches
            .iter()
            .filter_map(|branch| component_of(cx, branch));
        object.any_of = named.filter(|id| *id != pending.id).collect();
    }
    shape
}

/// The component that a branch refers to, when nothing stands beside the union.
fn component_of(cx: &Lower<'_>, branch: &BranchView) -> Option<TypeId> {
    let [Operand::Schema(only)] = branch.conjunction.as_slice() else {
        return None;
    };
    cx.components.get(&target_of(cx, *only)).copied()
}
