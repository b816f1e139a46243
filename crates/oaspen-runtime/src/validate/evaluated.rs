//! Which properties and items the checks of a schema speak of, for `unevaluatedProperties` and
//! `unevaluatedItems`: JSON Schema 2020-12 §11.

use std::collections::HashSet;

use super::holds;
use super::object::{entries, is_other};
use super::pattern::matches;
use crate::check::{Check, Checks};
use crate::json::View;

/// The names of the properties that are spoken of.
pub(super) fn properties<'a>(whole: Checks, json: View<'a>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for check in met(whole, json) {
        let keys = entries(json).into_iter().map(|(key, _)| key);
        found.extend(keys.filter(|key| names_property(check, key)));
    }
    found
}

fn names_property(check: &'static Check, key: &str) -> bool {
    if let Check::Property(name, _) = check {
        key == *name
    } else if let Check::Matching(pattern, _) = check {
        matches(pattern, key)
    } else if let Check::Others(names, patterns, _) = check {
        is_other(key, names, patterns)
    } else {
        matches!(check, Check::Values(_) | Check::UnevaluatedProperties(..))
    }
}

/// The positions of the items that are spoken of.
pub(super) fn items(whole: Checks, json: View<'_>) -> HashSet<usize> {
    let mut found = HashSet::new();
    let Some(items) = json.as_items() else {
        return found;
    };
    for check in met(whole, json) {
        if let Check::Position(position, _) = check {
            found.insert(*position);
        } else if let Check::ItemsFrom(first, _) = check {
            found.extend(*first..items.len());
        } else if let Check::Contains(checks, ..) = check {
            let fitting = items.clone().enumerate();
            let fitting = fitting.filter(|(_, item)| holds(checks, *item));
            found.extend(fitting.map(|(index, _)| index));
        } else if matches!(check, Check::UnevaluatedItems(..)) {
            found.extend(0..items.len());
        }
    }
    found
}

/// Every check of the same value, those of alternatives only where they are met.
fn met(checks: Checks, json: View<'_>) -> Vec<&'static Check> {
    let mut open = vec![checks];
    let mut met = Vec::new();
    while let Some(checks) = open.pop() {
        for check in checks {
            if let Check::AnyOf(lists) | Check::OneOf(lists) = check {
                open.extend(lists.iter().filter(|list| holds(list, json)));
            } else if let Check::If(condition, then, otherwise) = check {
                if holds(condition, json) {
                    open.extend([*condition, *then]);
                } else {
                    open.push(otherwise);
                }
            } else if let Check::Dependent(name, list) = check {
                open.extend(json.property(name).map(|_| *list));
            } else {
                met.push(check);
            }
        }
    }
    met
}
