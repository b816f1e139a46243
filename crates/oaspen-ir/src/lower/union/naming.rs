//! What the branches of a union that are written in place are called.
//!
//! By what the document calls them, else by what tells them apart, else by position. A later branch
//! gives way to an earlier one, so that one more branch at the end renames none.

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
    let mut names: Vec<Name> = Vec::with_capacity(branches.len());
    for (position, view) in branches.iter().enumerate() {
        let steps = if view.is_inline {
            steps_of(cx, view, (plan, leaves), position)
        } else {
            Vec::new()
        };
        let mut free = steps.into_iter().map(|own| step(name, own));
        let named = free.find(|named| !names.contains(named));
        names.push(named.unwrap_or_else(|| branch_name(name, view.position)));
    }
    names
}

/// What a branch may be called, best first.
fn steps_of(
    cx: &Lower<'_>,
    view: &BranchView,
    (plan, leaves): (&Plan, &[Leaf]),
    position: usize,
) -> Vec<NameStep> {
    let title = cx.object(view.schema).and_then(|it| it.title.as_deref());
    let title = title.filter(|title| names_something(title));
    let (by_constant, by_key) = match plan.reason {
        Reason::Constant(_) | Reason::Discriminator(_) => (true, false),
        Reason::Mixed => (true, true),
        Reason::RequiredKey | Reason::Order { .. } => (false, true),
        Reason::Single | Reason::Kind => (false, false),
    };
    let constant = constant_of(plan, position).filter(|_| by_constant);
    let key = key_of(leaves, position).filter(|_| by_key);
    let title = title.map(|title| NameStep::Title(title.to_owned()));
    let constant = constant.map(|text| NameStep::Constant(text.to_owned()));
    let key = key.map(|key| NameStep::Key(key.to_owned()));
    title.into_iter().chain(constant).chain(key).collect()
}

fn names_something(title: &str) -> bool {
    title.contains(char::is_alphabetic) && title.split_whitespace().count() <= LONGEST_TITLE
}

/// The one text by which rules know a branch, if it is one that can be said.
fn constant_of(plan: &Plan, branch: usize) -> Option<&str> {
    let tests = tests_of(plan, branch).filter_map(|test| match test {
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
fn key_of(leaves: &[Leaf], branch: usize) -> Option<&str> {
    let leaf = only(leaves.iter().filter(|leaf| leaf.branch == branch))?;
    let mut keys = leaf.keys.iter();
    let own = keys.find(|(name, key)| {
        let mut others = leaves.iter().filter(|other| other.branch != branch);
        key.required
            && name.contains(char::is_alphabetic)
            && others.all(|other| !other.declares(name))
    });
    own.map(|(name, _)| name.as_str())
}

fn tests_of(plan: &Plan, branch: usize) -> impl Iterator<Item = &Test> {
    let rules = plan.rules.iter().filter(move |rule| rule.branch == branch);
    rules.map(|rule| &rule.test)
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
