//! What the branches of a union that are written in place are called.
//!
//! By what the document calls them, else by what tells them apart, else by position. A later branch
//! gives way to an earlier one, so that one more branch at the end renames none.

use std::collections::{BTreeMap, BTreeSet};

use super::BranchView;
use super::leaf::Leaf;
use crate::ir::{Json, Name, NameStep, Plan, Reason, Test};
use crate::lower::context::Lower;
use crate::lower::name::step;
use crate::lower::schema::branch_name;

/// A title of more words is a sentence and names nothing.
const LONGEST_TITLE: usize = 4;

/// The names of the branches, in order.
pub(super) fn names_of_branches(
    cx: &Lower<'_>,
    branches: &[BranchView],
    (plan, leaves): (&Plan, &[Leaf]),
    name: &Name,
) -> Vec<Name> {
    let evidence = Evidence::new(plan, leaves);
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    let mut names: Vec<Name> = Vec::with_capacity(branches.len());
    for (position, view) in branches.iter().enumerate() {
        let steps = if view.is_inline {
            steps_of(cx, view, &evidence, position)
        } else {
            Vec::new()
        };
        let mut free = steps.into_iter().map(|own| step(name, own));
        let named = free.find(|named| !taken.contains(named));
        let named = named.unwrap_or_else(|| branch_name(name, view.position));
        taken.insert(named.clone());
        names.push(named);
    }
    names
}

/// What is known of all branches, by branch, so that each is named without a look at all others.
struct Evidence<'p> {
    reason: &'p Reason,
    tests: BTreeMap<usize, Vec<&'p Test>>,
    leaves: BTreeMap<usize, Vec<&'p Leaf>>,
    /// How many leaves declare a key.
    declared: BTreeMap<&'p str, usize>,
}

impl<'p> Evidence<'p> {
    fn new(plan: &'p Plan, leaves: &'p [Leaf]) -> Self {
        let mut evidence = Self {
            reason: &plan.reason,
            tests: BTreeMap::new(),
            leaves: BTreeMap::new(),
            declared: BTreeMap::new(),
        };
        for rule in &plan.rules {
            let tests = evidence.tests.entry(rule.branch).or_default();
            tests.push(&rule.test);
        }
        for leaf in leaves {
            evidence.leaves.entry(leaf.branch).or_default().push(leaf);
            for name in leaf.keys.keys() {
                *evidence.declared.entry(name).or_default() += 1;
            }
        }
        evidence
    }

    /// The one text by which rules know a branch, if it is one that can be said.
    fn constant_of(&self, branch: usize) -> Option<&'p str> {
        let tests = self.tests.get(&branch).into_iter().flatten();
        let tests = tests.filter_map(|test| match test {
            Test::KeyEquals(_, values) => Some(values.as_slice()),
            Test::Always
            | Test::HasKey(_)
            | Test::LacksKey(_)
            | Test::FirstItem(_)
            | Test::Equals(_)
            | Test::Decodes
            | Test::Tolerated => None,
        });
        match only(tests)? {
            [Json::String(text)] if text.starts_with(char::is_alphabetic) => Some(text),
            [..] => None,
        }
    }

    /// A key that a branch requires and no other branch knows.
    fn key_of(&self, branch: usize) -> Option<&'p str> {
        let leaf = only(self.leaves.get(&branch)?.iter())?;
        let mut keys = leaf.keys.iter();
        let own = keys.find(|(name, key)| {
            key.required
                && name.contains(char::is_alphabetic)
                && self.declared.get(name.as_str()) == Some(&1)
        });
        own.map(|(name, _)| name.as_str())
    }
}

/// What a branch may be called, best first.
fn steps_of(
    cx: &Lower<'_>,
    view: &BranchView,
    evidence: &Evidence<'_>,
    position: usize,
) -> Vec<NameStep> {
    let title = cx.object(view.schema).and_then(|it| it.title.as_deref());
    let title = title.filter(|title| names_something(title));
    let (by_constant, by_key) = match evidence.reason {
        Reason::Constant(_) | Reason::Discriminator(_) => (true, false),
        Reason::Mixed => (true, true),
        Reason::RequiredKey | Reason::Order { .. } => (false, true),
        Reason::Single | Reason::Kind => (false, false),
    };
    let constant = evidence.constant_of(position).filter(|_| by_constant);
    let key = evidence.key_of(position).filter(|_| by_key);
    let title = title.map(|title| NameStep::Title(title.to_owned()));
    let constant = constant.map(|text| NameStep::Constant(text.to_owned()));
    let key = key.map(|key| NameStep::Key(key.to_owned()));
    title.into_iter().chain(constant).chain(key).collect()
}

fn names_something(title: &str) -> bool {
    title.contains(char::is_alphabetic) && title.split_whitespace().count() <= LONGEST_TITLE
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
