//! Conditions on objects.

use std::borrow::Cow;

use super::array::count;
use super::pattern::matches;
use super::{Step, Walk, evaluated};
use crate::check::Checks;
use crate::json::{Context, ErrorKind, Mode, Value, View};

/// A property with its name.
type Entry<'a> = (Cow<'a, str>, Value<'a>);

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
        if length(json).is_some() && json.value().get(name).is_none() {
            self.refuse_as(ErrorKind::Missing, || {
                format!("the property `{name}` is missing")
            });
        }
    }

    pub(super) fn property(&mut self, json: View<'a>, name: &'static str, checks: Checks) {
        if let Some(value) = json.value().get(name) {
            self.within(Step::Key(name), checks, json.with_value(value));
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
                self.within(Step::Key(key), checks, json.with_value(value));
            }
        }
    }

    /// An error of a name stands at the property.
    pub(super) fn names(&mut self, json: View<'a>, checks: Checks) {
        let context = Context::default();
        for (key, _) in entries(json) {
            let name = Value::String(Cow::Borrowed(key));
            let errors = super::find(View::new(&name, &context, Mode::Strict), checks);
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
        if json.value().get(name).is_none() {
            return;
        }
        for other in others {
            if json.value().get(other).is_none() {
                self.refuse("dependent-required", || {
                    format!("the property `{other}` is missing; it comes with `{name}`")
                });
            }
        }
    }

    pub(super) fn unevaluated_properties(&mut self, json: View<'a>, whole: Checks, checks: Checks) {
        let known = evaluated::properties(whole, json, self.depth);
        self.properties(json, |key| !known.contains(key), checks);
    }
}

/// Whether a property is neither named nor matched.
pub(super) fn is_other(key: &str, names: &[&str], patterns: &[&'static str]) -> bool {
    !names.contains(&key) && !patterns.iter().any(|pattern| matches(pattern, key))
}

/// The properties of an object; none of another value.
pub(super) fn entries<'a>(json: View<'a>) -> &'a [Entry<'a>] {
    match json.value() {
        Value::Object(entries) => entries,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => &[],
    }
}

/// How many properties an object has.
fn length(json: View<'_>) -> Option<u64> {
    match json.value() {
        Value::Object(entries) => Some(count(entries.len())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}
