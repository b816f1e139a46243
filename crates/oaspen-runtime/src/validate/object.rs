//! Conditions on objects.

use super::array::count;
use super::pattern::matches;
use super::{Step, Walk, evaluated, find_in_text};
use crate::check::Checks;
use crate::json::{ErrorKind, Outline, View, to_string};

impl<'a> Walk<'a> {
    pub(super) fn min_properties(&mut self, json: View<'a>, least: u64) {
        if let Some(length) = length(json).filter(|length| *length < least) {
            self.refuse("min-properties", || {
                format!("the object has {length} properties, fewer than {least}")
            });
        }
    }

    pub(super) fn max_properties(&mut self, json: View<'a>, most: u64) {
        if let Some(length) = length(json).filter(|length| *length > most) {
            self.refuse("max-properties", || {
                format!("the object has {length} properties, more than {most}")
            });
        }
    }

    pub(super) fn required(&mut self, json: View<'a>, name: &str) {
        let is_object = matches!(json.outline(), Outline::Object);
        if is_object && json.property(name).is_none() {
            self.refuse_as(ErrorKind::Missing, || {
                format!("the property `{name}` is missing")
            });
        }
    }

    pub(super) fn property(&mut self, json: View<'a>, name: &'static str, checks: Checks) {
        if let Some(value) = json.property(name) {
            self.within(Step::Key(name), checks, value);
        }
    }

    /// The checks for the properties that are `chosen` by name.
    pub(super) fn properties(
        &mut self,
        json: View<'a>,
        chosen: impl Fn(&str) -> bool,
        checks: Checks,
    ) {
        for (key, value) in entries(json) {
            if !self.is_over() && chosen(key) {
                self.within(Step::Key(key), checks, value);
            }
        }
    }

    /// An error of a name stands at the property.
    pub(super) fn names(&mut self, json: View<'a>, checks: Checks) {
        for (key, _) in entries(json) {
            let errors = find_in_text(&to_string(key), checks);
            self.path.push(Step::Key(key));
            for error in errors {
                self.refuse("property-names", || {
                    format!("the name is not allowed: {}", error.message())
                });
            }
            self.path.pop();
        }
    }

    pub(super) fn dependent(&mut self, json: View<'a>, name: &str, others: &[&str]) {
        if json.property(name).is_none() {
            return;
        }
        for other in others {
            if json.property(other).is_none() {
                self.refuse("dependent-required", || {
                    format!("the property `{other}` is missing; it comes with `{name}`")
                });
            }
        }
    }

    pub(super) fn unevaluated_properties(&mut self, json: View<'a>, whole: Checks, checks: Checks) {
        let known = evaluated::properties(whole, json);
        self.properties(json, |key| !known.contains(key), checks);
    }
}

/// Whether a property is neither named nor matched.
pub(super) fn is_other(key: &str, names: &[&str], patterns: &[&'static str]) -> bool {
    !names.contains(&key) && !patterns.iter().any(|pattern| matches(pattern, key))
}

/// The properties of an object; none of another value.
pub(super) fn entries<'a>(json: View<'a>) -> Vec<(&'a str, View<'a>)> {
    match json.outline() {
        Outline::Object => json.unique_properties().unwrap_or_default(),
        Outline::Null
        | Outline::Bool(_)
        | Outline::Number(_)
        | Outline::String(_)
        | Outline::Array => Vec::new(),
    }
}

/// How many properties an object has.
fn length(json: View<'_>) -> Option<u64> {
    let is_object = matches!(json.outline(), Outline::Object);
    is_object.then(|| count(entries(json).len()))
}
