//! Conditions on arrays.

use std::collections::HashSet;

use super::scalar::canonical;
use super::{Step, Walk, evaluated, holds};
use crate::check::Checks;
use crate::json::{Items, View};

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
        let mut items = items(json);
        if let Some(twice) = items.position(|item| !seen.insert(canonical(item))) {
            self.refuse("unique-items", || {
                format!("the item at {twice} is in the array twice")
            });
        }
    }

    pub(super) fn position(&mut self, json: View<'a>, position: usize, checks: Checks) {
        if let Some(item) = items(json).nth(position) {
            self.within(Step::Index(position), checks, item);
        }
    }

    /// The checks for the items that are `chosen` by position.
    pub(super) fn items(&mut self, json: View<'a>, chosen: impl Fn(usize) -> bool, checks: Checks) {
        for (index, item) in items(json).enumerate() {
            if chosen(index) && !self.is_over() {
                self.within(Step::Index(index), checks, item);
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
        let fits = |item: &View<'a>| holds(checks, *item);
        let fitting = count(items(json).filter(fits).count());
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
        let known = evaluated::items(whole, json);
        self.items(json, |index| !known.contains(&index), checks);
    }
}

/// The items of an array; none of another value.
pub(super) fn items<'a>(json: View<'a>) -> std::iter::Flatten<std::option::IntoIter<Items<'a>>> {
    json.as_items().into_iter().flatten()
}

/// How many items an array has.
fn length(json: View<'_>) -> Option<u64> {
    json.as_items().map(|items| count(items.len()))
}

pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
