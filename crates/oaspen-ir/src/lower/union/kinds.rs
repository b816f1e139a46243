//! Which JSON kinds the values of a conjunction have.
//!
//! Nested unions are followed on an own stack, each conjunction once, however deep they are:
//! `resolve` has made sure that no union leads back to itself.

use indexmap::IndexSet;

use crate::ir::KindSet;
use crate::lower::all_of::view_of;
use crate::lower::context::{Conjunction, Lower, Operand};

/// A conjunction on the way to its kinds.
struct Step {
    conjunction: Conjunction,
    /// Whether its branches have been asked for.
    asked: bool,
}

impl Step {
    fn new(conjunction: Conjunction) -> Self {
        Self {
            conjunction,
            asked: false,
        }
    }
}

/// The kinds of values, `null` included.
pub(in crate::lower) fn kinds_of(cx: &mut Lower<'_>, conjunction: &[Operand]) -> KindSet {
    if let Some(known) = cx.kinds.get(conjunction) {
        return *known;
    }
    // What waits for its branches; should it be asked for again, the document would hold a cycle.
    let mut waiting = IndexSet::new();
    let mut stack = vec![Step::new(conjunction.to_vec())];
    while let Some(step) = stack.pop() {
        if cx.kinds.contains_key(&step.conjunction) {
            continue;
        }
        if step.asked {
            let kinds = combine(cx, &step.conjunction);
            cx.kinds.insert(step.conjunction, kinds);
            continue;
        }
        let branches = unknown_branches(cx, &step.conjunction);
        waiting.insert(step.conjunction.clone());
        stack.push(Step {
            asked: true,
            ..step
        });
        let branches = branches
            .into_iter()
            .filter(|branch| !waiting.contains(branch));
        stack.extend(branches.map(Step::new));
    }
    known(cx, conjunction)
}

/// The branches whose kinds are not known yet.
fn unknown_branches(cx: &mut Lower<'_>, conjunction: &[Operand]) -> Vec<Conjunction> {
    let view = view_of(cx, conjunction);
    let branches = view.unions.iter().flat_map(|union| &union.branches);
    branches
        .map(|branch| vec![Operand::Schema(*branch)])
        .filter(|branch| !cx.kinds.contains_key(branch))
        .collect()
}

/// The kinds of a conjunction, those of its branches being known.
fn combine(cx: &mut Lower<'_>, conjunction: &[Operand]) -> KindSet {
    let view = view_of(cx, conjunction);
    let mut kinds = view.own_kinds();
    for union in &view.unions {
        let branches = union.branches.iter();
        let branches = branches.map(|branch| known(cx, &[Operand::Schema(*branch)]));
        kinds = kinds.intersection(branches.fold(KindSet::EMPTY, KindSet::union));
    }
    kinds
}

/// What is known; everything is possible where nothing is.
fn known(cx: &Lower<'_>, conjunction: &[Operand]) -> KindSet {
    cx.kinds.get(conjunction).copied().unwrap_or(KindSet::ALL)
}
