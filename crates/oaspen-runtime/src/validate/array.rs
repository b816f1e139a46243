//! Conditions on arrays.

use std::collections::HashSet;

use super::scalar::canonical;
use super::{Step, Walk, evaluated, holds};
use crate::check::Checks;
use crate::json::{Value, View};

impl<'a> Walk<'a> {
    pub(super) fn min_items(&mut self, json: View<'a>, least: u64) {
        if let Some(length) = length(json).filter(|length| *length < least) {
            self.refuse("min-items", || {
                format!("the array has {length} items, fewer than {least}")
            });
        }
    }

    pub(super) fn max_items(&mut self, json: View<'a>, most: u64) {
        if let Some(length) = length(json).filter(|length| *length > most) {
            self.refuse("max-items", || {
                format!("the array has {length} items, more than {most}")
            });
        }
    }

    pub(super) fn unique_items(&mut self, json: View<'a>) {
        let mut seen = HashSet::new();
        let mut items = items(json).iter();
        if let Some(twice) = items.position(|item| !seen.insert(canonical(item))) {
            self.refuse("unique-items", || {
                format!("the item at {twice} is in the array twice")
            });
        }
    }

    pub(super) fn position(&mut self, json: View<'a>, position: usize, checks: Checks) {
        if let Some(item) = items(json).get(position) {
            self.within(Step::Index(position), checks, json.with_value(item));
        }
    }

    /// The checks for the items that are `chosen` by position.
    pub(super) fn items(&mut self, json: View<'a>, chosen: impl Fn(usize) -> bool, checks: Checks) {
        for (index, item) in items(json).iter().enumerate() {
            if chosen(index) && !self.is_over() {
                self.within(Step::Index(index), checks, json.with_value(item));
            }
        }
    }

    pub(super) fn contains(
        &mut self,
        json: View<'a>,
        checks: Checks,
        (least, most): (u64, Option<u64>),
    ) {
        if length(json).is_none() {
            return;
        }
        let depth = self.depth;
        let fits = |item: &&Value<'a>| holds(checks, json.with_value(item), depth);
        let fitting = count(items(json).iter().filter(fits).count());
        if fitting < least {
            let code = if least == 1 {
                "contains"
            } else {
                "min-contains"
            };
            self.refuse(code, || {
                format!("{fitting} items are of the kind that is asked for, fewer than {least}")
            });
        }
        if let Some(most) = most.filter(|most| fitting > *most) {
            self.refuse("max-contains", || {
                format!("{fitting} items are of the kind that is limited, more than {most}")
            });
        }
    }

    pub(super) fn unevaluated_items(&mut self, json: View<'a>, whole: Checks, checks: Checks) {
        let known = evaluated::items(whole, json, self.depth);
        self.items(json, |index| !known.contains(&index), checks);
    }
}

/// The items of an array; none of another value.
fn items<'a>(json: View<'a>) -> &'a [Value<'a>] {
    match json.value() {
        Value::Array(items) => items,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            &[]
        }
    }
}

/// How many items an array has.
fn length(json: View<'_>) -> Option<u64> {
    match json.value() {
        Value::Array(items) => Some(count(items.len())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            None
        }
    }
}

pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
