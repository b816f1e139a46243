//! Telling objects apart by their keys.
//!
//! Leaves are taken out of the running one by one, each by a rule that no other leaf still running
//! can satisfy. What remains is decided by weaker signs and reported, if a value fits two.

use super::leaf::Leaf;
use super::overlap::find_ambiguity;
use super::plan::{plan_in_order, rule};
use super::reason::{Evidence, Grounds};
use super::tag::Tagging;
use crate::ir::{Json, JsonKind, Rule, Test};
use crate::lower::context::Lower;
use crate::lower::json::same_json;

/// How many leaves are compared key by key, which takes the cube of the number at worst.
const MOST_RUNNING: usize = 400;

/// Rules for objects of several branches.
pub(super) fn plan_objects(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    candidates: Vec<&Leaf>,
    tagging: Option<&Tagging>,
) -> Vec<Rule> {
    let mut rules = Vec::new();
    let all = candidates.clone();
    let mut running = candidates;
    if let Some(tagging) = tagging {
        running = plan_tags(&mut rules, grounds, running, &tagging.property);
        if let Some(branch) = tagging.default {
            rules.push(rule(JsonKind::Object, Test::Always, branch));
            return rules;
        }
    } else if let Some(property) = constant_of(&running) {
        return plan_constants(grounds, &running, &property);
    }
    if running.len() > MOST_RUNNING {
        rules.extend(plan_in_order(cx, grounds, &running, JsonKind::Object));
        return rules;
    }
    loop {
        let Some(first) = running.first() else {
            return rules;
        };
        if running.iter().all(|leaf| leaf.branch == first.branch) {
            rules.push(rule(
                JsonKind::Object,
                last_test(&all, &running),
                first.branch,
            ));
            return rules;
        }
        let found = by_constant(&running).or_else(|| by_required_key(&running));
        let Some((at, test)) = found else {
            break;
        };
        grounds.rest_on(match &test {
            Test::KeyEquals(key, _) => Evidence::Constant(key.clone()),
            Test::HasKey(_)
            | Test::LacksKey(_)
            | Test::FirstItem(_)
            | Test::Always
            | Test::Equals(_)
            | Test::Decodes
            | Test::Tolerated => Evidence::RequiredKey,
        });
        let leaf = running.remove(at);
        push(&mut rules, rule(JsonKind::Object, test, leaf.branch));
    }
    plan_weakly(cx, grounds, rules, running)
}

/// The discriminator's values; gives back the leaves that it does not name, or not alone.
fn plan_tags<'l>(
    rules: &mut Vec<Rule>,
    grounds: &mut Grounds,
    running: Vec<&'l Leaf>,
    property: &str,
) -> Vec<&'l Leaf> {
    grounds.rest_on(Evidence::Discriminator(property.to_owned()));
    let is_shared =
        |leaf: &Leaf, tag: &Json| others(&running, leaf).any(|other| other.tags.contains(tag));
    let mut branches: Vec<usize> = running.iter().map(|leaf| leaf.branch).collect();
    branches.dedup();
    for branch in branches {
        let mut values: Vec<Json> = Vec::new();
        for leaf in running.iter().filter(|leaf| leaf.branch == branch) {
            for tag in leaf.tags.iter().filter(|tag| !is_shared(leaf, tag)) {
                if !values.contains(tag) {
                    values.push(tag.clone());
                }
            }
        }
        if !values.is_empty() {
            let test = Test::KeyEquals(property.to_owned(), values);
            rules.push(rule(JsonKind::Object, test, branch));
        }
    }
    // A property that no branch declares is not written either: keys must tell such values apart.
    let is_undeclared = !running.iter().any(|leaf| leaf.declares(property));
    let needs_more = |leaf: &&&Leaf| {
        is_undeclared || leaf.tags.is_empty() || leaf.tags.iter().any(|tag| is_shared(leaf, tag))
    };
    running.iter().filter(needs_more).copied().collect()
}

/// What the last branch is asked for: a key of its own that it requires, so that a value which fits
/// no branch is known as such; a branch without one takes what is left.
fn last_test(all: &[&Leaf], running: &[&Leaf]) -> Test {
    let [leaf] = running else {
        return Test::Always;
    };
    let is_own = |name: &str| others(all, leaf).all(|other| !other.declares(name));
    let key = leaf
        .keys
        .iter()
        .find(|(name, key)| key.required && is_own(name));
    match key {
        Some((name, _)) if all.len() > 1 => Test::HasKey(name.clone()),
        Some(_) | None => Test::Always,
    }
}

/// A key that every leaf requires, with values that tell the branches apart.
fn constant_of(running: &[&Leaf]) -> Option<String> {
    let (first, rest) = running.split_first()?;
    let is_constant = |key: &str| {
        first.requires(key)
            && first.values_of(key).is_some()
            && rest
                .iter()
                .all(|leaf| leaf.requires(key) && leaf.values_of(key).is_some())
            && running.iter().enumerate().all(|(at, leaf)| {
                let others = running.iter().skip(at + 1);
                others
                    .filter(|other| other.branch != leaf.branch)
                    .all(|other| are_disjoint(leaf.values_of(key), other.values_of(key)))
            })
    };
    first.keys.keys().find(|key| is_constant(key)).cloned()
}

fn are_disjoint(left: Option<&[Json]>, right: Option<&[Json]>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => !left
            .iter()
            .any(|value| right.iter().any(|other| same_json(value, other))),
        (None, _) | (_, None) => false,
    }
}

fn plan_constants(grounds: &mut Grounds, running: &[&Leaf], property: &str) -> Vec<Rule> {
    grounds.rest_on(Evidence::Constant(property.to_owned()));
    let mut rules = Vec::new();
    for leaf in running {
        let values = leaf.values_of(property).unwrap_or_default().to_vec();
        let test = Test::KeyEquals(property.to_owned(), values);
        push(&mut rules, rule(JsonKind::Object, test, leaf.branch));
    }
    rules
}

/// Adds a rule; values of a key of the branch just added go into one rule.
fn push(rules: &mut Vec<Rule>, rule: Rule) {
    if let Some(last) = rules.last_mut()
        && last.branch == rule.branch
        && let (Test::KeyEquals(key, values), Test::KeyEquals(other, more)) =
            (&mut last.test, &rule.test)
        && key == other
    {
        for value in more {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        return;
    }
    if !rules.contains(&rule) {
        rules.push(rule);
    }
}

fn others<'r, 'l>(
    running: &'r [&'l Leaf],
    leaf: &'r Leaf,
) -> impl Iterator<Item = &'r &'l Leaf> + Clone {
    running.iter().filter(|other| other.branch != leaf.branch)
}

/// A leaf with a required constant that no other leaf can have.
fn by_constant(running: &[&Leaf]) -> Option<(usize, Test)> {
    running.iter().enumerate().find_map(|(at, leaf)| {
        let (name, key) = leaf.keys.iter().find(|(name, key)| {
            key.required
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

/// A leaf with a required key that no other leaf knows.
fn by_required_key(running: &[&Leaf]) -> Option<(usize, Test)> {
    running.iter().enumerate().find_map(|(at, leaf)| {
        let (name, _) = leaf.keys.iter().find(|(name, key)| {
            key.required && others(running, leaf).all(|other| !other.declares(name))
        })?;
        Some((at, Test::HasKey(name.clone())))
    })
}

/// What is left when no key is any leaf's alone.
fn plan_weakly(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    mut rules: Vec<Rule>,
    running: Vec<&Leaf>,
) -> Vec<Rule> {
    if grounds.ambiguity.is_none() {
        grounds.ambiguity = find_ambiguity(cx, &running, JsonKind::Object);
    }
    if grounds.ambiguity.is_none() {
        // No value fits two: whatever decodes is right.
        rules.extend(plan_in_order(cx, grounds, &running, JsonKind::Object));
        return rules;
    }
    let mut running = running;
    while let Some((at, test)) = by_weak_key(&running) {
        let leaf = running.remove(at);
        push(&mut rules, rule(JsonKind::Object, test, leaf.branch));
    }
    if let Some(first) = running.first()
        && running.iter().all(|leaf| leaf.branch == first.branch)
    {
        rules.push(rule(JsonKind::Object, Test::Always, first.branch));
        return rules;
    }
    let mut marked: Vec<usize> = Vec::new();
    for leaf in &running {
        let tests = optional_marks(&running, leaf);
        if !tests.is_empty() {
            marked.push(leaf.branch);
        }
        for test in tests {
            push(&mut rules, rule(JsonKind::Object, test, leaf.branch));
        }
    }
    let unmarked: Vec<&Leaf> = running
        .iter()
        .filter(|leaf| !marked.contains(&leaf.branch))
        .copied()
        .collect();
    if unmarked.is_empty() {
        let first = running.first().map(|leaf| leaf.branch);
        rules.extend(first.map(|branch| rule(JsonKind::Object, Test::Always, branch)));
    } else {
        rules.extend(plan_in_order(cx, grounds, &unmarked, JsonKind::Object));
    }
    rules
}

/// A leaf with a required key that others know but do not require; the fewer, the better.
fn by_weak_key(running: &[&Leaf]) -> Option<(usize, Test)> {
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

/// Optional keys that only this leaf knows, and optional constants that only it has.
fn optional_marks(running: &[&Leaf], leaf: &Leaf) -> Vec<Test> {
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
