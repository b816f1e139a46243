//! The cases: which types, how much of them, and beside what.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use oaspen_runtime::types::Map;

use super::contest::{Case, Outcomes};
use super::sample::{self, Chance};
use super::theirs;
use crate::api::types as ours;

/// Every case, in the order of the table.
pub(super) const ALL: &[fn(bool) -> Outcomes<Case>] = &[
    flat, nested, map, extra, by_tag, by_key, by_kind, open_enum, large,
];

fn many<T>(count: usize, make: fn(&mut Chance) -> T) -> Vec<T> {
    let mut chance = Chance::new();
    (0..count).map(|_| make(&mut chance)).collect()
}

fn flat(_: bool) -> Outcomes<Case> {
    let event = sample::event(&mut Chance::new());
    Case::new::<ours::Event, _>("flat record", "derive", &event)
}

/// 1 MB of an answer with objects in objects.
fn nested(_: bool) -> Outcomes<Case> {
    let repositories = many(1_000, sample::repository);
    Case::new::<Vec<ours::Repository>, _>("nested 1 MB", "derive", &repositories)
}

/// Ours keeps the order, as a user's `IndexMap` does; those who do not need it take the others.
fn map(_: bool) -> Outcomes<Case> {
    let counters = sample::counters(&mut Chance::new(), 10_000);
    Case::new::<Map<i64>, IndexMap<String, i64>>("map of 10,000", "IndexMap", &counters)?
        .beside::<HashMap<String, i64>>("HashMap")?
        .beside::<BTreeMap<String, i64>>("BTreeMap")
}

fn extra(_: bool) -> Outcomes<Case> {
    let labelled = many(1_000, sample::labelled);
    Case::new::<Vec<ours::Labelled>, _>("additional", "flatten", &labelled)
}

fn by_tag(_: bool) -> Outcomes<Case> {
    let members = many(3_000, sample::by_tag);
    Case::new::<Vec<ours::ByTag>, _>("union by tag", "untagged", &members)?
        .beside::<Vec<theirs::Tagged>>("tag =")
}

fn by_key(_: bool) -> Outcomes<Case> {
    let members = many(3_000, sample::by_key);
    Case::new::<Vec<ours::ByKey>, _>("union by key", "untagged", &members)
}

fn by_kind(_: bool) -> Outcomes<Case> {
    let members = many(3_000, sample::by_kind);
    Case::new::<Vec<ours::ByKind>, _>("union by kind", "untagged", &members)
}

fn open_enum(_: bool) -> Outcomes<Case> {
    let colors = many(10_000, sample::color);
    Case::new::<Vec<ours::Color>, _>("open enum", "derive", &colors)
}

/// 50 MB, which no cache holds.
fn large(quick: bool) -> Outcomes<Case> {
    let events = many(if quick { 3_000 } else { 270_000 }, sample::event);
    Case::new::<Vec<ours::Event>, _>("array of 50 MB", "derive", &events)
}
