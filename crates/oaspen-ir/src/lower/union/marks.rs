//! Signs by which one object is told from others: what its keys are, and what values they have.
//!
//! A key that travels one way only (`readOnly`, `writeOnly`) is absent in the other, so it is a sign
//! where there is no better one. Nothing is decided here: [`super::object`] says which sign counts.

use super::leaf::{Key, Leaf};
use crate::ir::{Json, Test};
use crate::lower::json::same_json;

/// A key that every leaf requires, with values that tell the branches apart; one that travels both
/// ways before others.
pub(super) fn constant_of(running: &[&Leaf]) -> Option<String> {
    let is_required = |key: &str| running.iter().all(|leaf| leaf.requires(key));
    let goes_both_ways = |key: &str| !running.iter().any(|leaf| leaf.is_one_way(key));
    let found: Vec<&String> = constants(running).filter(|key| is_required(key)).collect();
    let mut best = found.iter().filter(|key| goes_both_ways(key));
    best.next().or(found.first()).map(|key| (*key).clone())
}

/// A key that every leaf declares and not every leaf requires, with values that tell the branches
/// apart where it is there.
pub(super) fn optional_constant_of(running: &[&Leaf]) -> Option<String> {
    let goes_both_ways = |key: &str| !running.iter().any(|leaf| leaf.is_one_way(key));
    constants(running).find(|key| goes_both_ways(key)).cloned()
}

/// Keys for which every leaf lists values that no other branch has.
fn constants<'r>(running: &'r [&Leaf]) -> impl Iterator<Item = &'r String> {
    let names = running
        .first()
        .into_iter()
        .flat_map(|leaf| leaf.keys.keys());
    names.filter(|key| {
        running.iter().all(|leaf| leaf.values_of(key).is_some())
            && running.iter().enumerate().all(|(at, leaf)| {
                let others = running.iter().skip(at + 1);
                others
                    .filter(|other| other.branch != leaf.branch)
                    .all(|other| are_disjoint(leaf.values_of(key), other.values_of(key)))
            })
    })
}

fn are_disjoint(left: Option<&[Json]>, right: Option<&[Json]>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => !left
            .iter()
            .any(|value| right.iter().any(|other| same_json(value, other))),
        (None, _) | (_, None) => false,
    }
}

pub(super) fn others<'r, 'l>(
    running: &'r [&'l Leaf],
    leaf: &'r Leaf,
) -> impl Iterator<Item = &'r &'l Leaf> + Clone {
    running.iter().filter(|other| other.branch != leaf.branch)
}

/// Which required keys count as a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Those that travel both ways.
    BothWays,
    /// All of them.
    Any,
}

impl Trust {
    fn accepts(self, key: &Key) -> bool {
        key.required && (self == Self::Any || !key.is_one_way)
    }
}

/// A leaf with a required constant that no other leaf can have, else with a required key that no
/// other leaf knows.
pub(super) fn by_required(running: &[&Leaf], trust: Trust) -> Option<(usize, Test)> {
    by_constant(running, trust).or_else(|| by_key(running, trust))
}

fn by_constant(running: &[&Leaf], trust: Trust) -> Option<(usize, Test)> {
    running.iter().enumerate().find_map(|(at, leaf)| {
        let (name, key) = leaf.keys.iter().find(|(name, key)| {
            trust.accepts(key)
                && key.values.is_some()
                && others(running, leaf).all(|other| {
                    !other.declares(name)
                        || are_disjoint(key.values.as_deref(), other.values_of(name))
                })
        })?;
        let values = key.values.clone().unwrap_or_default();
        Some((at, Test::KeyEquals(name.clone(), values)))
    })
}

fn by_key(running: &[&Leaf], trust: Trust) -> Option<(usize, Test)> {
    running.iter().enumerate().find_map(|(at, leaf)| {
        let (name, _) = leaf.keys.iter().find(|(name, key)| {
            trust.accepts(key) && others(running, leaf).all(|other| !other.declares(name))
        })?;
        Some((at, Test::HasKey(name.clone())))
    })
}

/// A leaf with a required key that others know but do not require; the fewer, the better.
pub(super) fn by_weak_key(running: &[&Leaf]) -> Option<(usize, Test)> {
    let first = running.first()?;
    if running.iter().all(|leaf| leaf.branch == first.branch) {
        return None;
    }
    let mut best: Option<(usize, usize, &str)> = None;
    for (at, leaf) in running.iter().enumerate() {
        for (name, key) in &leaf.keys {
            if !key.required || others(running, leaf).any(|other| other.requires(name)) {
                continue;
            }
            let known_to = others(running, leaf)
                .filter(|other| other.declares(name))
                .count();
            if best.is_none_or(|(fewest, ..)| known_to < fewest) {
                best = Some((known_to, at, name));
            }
        }
    }
    best.map(|(_, at, name)| (at, Test::HasKey(name.to_owned())))
}

/// How many optional keys of one branch a plan looks at.
const MOST_MARKS: usize = 16;

/// Keys that only this leaf knows, and constants that only it has, required or not.
pub(super) fn optional_marks(running: &[&Leaf], leaf: &Leaf) -> Vec<Test> {
    let mut tests = Vec::new();
    for (name, key) in &leaf.keys {
        if others(running, leaf).all(|other| !other.declares(name)) {
            tests.push(Test::HasKey(name.clone()));
        } else if let Some(values) = &key.values
            && others(running, leaf).all(|other| {
                !other.declares(name) || are_disjoint(Some(values), other.values_of(name))
            })
        {
            tests.insert(0, Test::KeyEquals(name.clone(), values.clone()));
        }
    }
    tests.truncate(MOST_MARKS);
    tests
}
