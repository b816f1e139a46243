//! Telling objects apart by their keys.
//!
//! Leaves are taken out of the running one by one, each by a rule that no other leaf still running
//! can satisfy. What remains is decided by weaker signs and reported, if a value fits two.

use super::leaf::Leaf;
use super::marks::{
    Trust, by_required, by_weak_key, constant_of, optional_constant_of, optional_marks, others,
};
use super::overlap::find_ambiguity;
use super::plan::{plan_in_order, rule};
use super::reason::{Evidence, Grounds};
use super::tag::Tagging;
use crate::ir::{Json, JsonKind, Rule, Test};
use crate::lower::context::Lower;

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
    if tagging.is_none()
        && let Some(property) = optional_constant_of(&running)
    {
        // Where it is absent, what is required decides.
        rules.extend(plan_constants(grounds, &running, &property));
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
        let sure = by_required(&running, Trust::BothWays);
        let Some((at, test)) = sure.or_else(|| by_required(&running, Trust::Any)) else {
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
        // What is absent in one direction needs something beside it there.
        let beside = match running.get(at) {
            Some(leaf) if is_one_way(leaf, &test) => optional_marks(&running, leaf),
            Some(_) | None => Vec::new(),
        };
        let leaf = running.remove(at);
        for test in std::iter::once(test).chain(beside) {
            push(&mut rules, rule(JsonKind::Object, test, leaf.branch));
        }
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

fn is_one_way(leaf: &Leaf, test: &Test) -> bool {
    match test {
        Test::HasKey(key) | Test::KeyEquals(key, _) => leaf.is_one_way(key),
        Test::LacksKey(_)
        | Test::FirstItem(_)
        | Test::Always
        | Test::Equals(_)
        | Test::Decodes
        | Test::Tolerated => false,
    }
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
        .find(|(name, key)| key.required && !key.is_one_way && is_own(name));
    match key {
        Some((name, _)) if all.len() > 1 => Test::HasKey(name.clone()),
        Some(_) | None => Test::Always,
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
