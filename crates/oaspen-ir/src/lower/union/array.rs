//! Telling arrays apart by the kind of their first item.
//!
//! An empty array is the same in every branch, so that which one takes it decides nothing.

use super::leaf::Leaf;
use super::plan::{plan_in_order, rule};
use super::reason::Grounds;
use super::{every_kind, kinds_of};
use crate::ir::{JsonKind, KindSet, Rule, Test};
use crate::lower::context::Lower;

/// Rules for arrays of several branches.
pub(super) fn plan_arrays(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    candidates: &[&Leaf],
) -> Vec<Rule> {
    let Some(kinds) = kinds_by_branch(cx, candidates) else {
        return plan_in_order(cx, grounds, candidates, JsonKind::Array);
    };
    // What tells them apart is a kind after all.
    grounds.contested = grounds.contested.without(KindSet::of(JsonKind::Array));
    let mut rules: Vec<Rule> = kinds
        .iter()
        .map(|(branch, kinds)| rule(JsonKind::Array, Test::FirstItem(*kinds), *branch))
        .collect();
    let empty = candidates
        .iter()
        .find(|leaf| leaf.view.constraints.items.min.unwrap_or(0) == 0);
    if let Some(leaf) = empty {
        let test = Test::FirstItem(KindSet::EMPTY);
        rules.push(rule(JsonKind::Array, test, leaf.branch));
    }
    rules
}

/// The kinds of first items of each branch, when no two branches share one.
fn kinds_by_branch(cx: &mut Lower<'_>, candidates: &[&Leaf]) -> Option<Vec<(usize, KindSet)>> {
    let mut found: Vec<(usize, KindSet)> = Vec::new();
    for leaf in candidates {
        let first = leaf.view.prefix_items.first().or(leaf.view.items.as_ref());
        let kinds = kinds_of(cx, first?);
        if kinds.is_empty() || every_kind().without(kinds).is_empty() {
            return None;
        }
        match found.iter_mut().find(|(branch, _)| *branch == leaf.branch) {
            Some((_, known)) => *known = known.union(kinds),
            None => found.push((leaf.branch, kinds)),
        }
    }
    let is_apart = |at: usize, kinds: KindSet| {
        let mut others = found.iter().skip(at + 1);
        others.all(|(_, other)| other.intersection(kinds).is_empty())
    };
    let mut entries = found.iter().enumerate();
    let are_apart = entries.all(|(at, (_, kinds))| is_apart(at, *kinds));
    are_apart.then_some(found)
}
