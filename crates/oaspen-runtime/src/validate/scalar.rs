//! Conditions on strings and numbers, on the kind of a value and on the value itself.

use std::cmp::Ordering;

use super::Walk;
use super::decimal;
use super::object::entries;
use super::pattern::matches;
use crate::json::number::same_number;
use crate::json::{ErrorKind, Kinds, Mode, Outline, Tree, View};

impl<'a> Walk<'a> {
    pub(super) fn kinds(&mut self, json: View<'a>, kinds: &[Kinds]) {
        let kinds = kinds.iter().copied().fold(Kinds::NONE, Kinds::or);
        if !kinds.fits(json) {
            self.expected(json, ErrorKind::Type, &kinds.to_text());
        }
    }

    pub(super) fn one_of_values(&mut self, json: View<'a>, values: &[&str]) {
        const SHOWN: usize = 8;
        let is_equal = |text: &&str| {
            let listed = Tree::read_text(text);
            listed.is_ok_and(|listed| is_same(listed.view(Mode::Strict), json))
        };
        if values.iter().any(is_equal) {
            return;
        }
        let shown = values.get(..SHOWN).unwrap_or(values).join(", ");
        let more = match values.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        self.expected(
            json,
            ErrorKind::UnknownValue,
            &format!("one of {shown}{more}"),
        );
    }

    fn expected(&mut self, json: View<'a>, kind: ErrorKind, expected: &str) {
        self.refuse_as(kind, || json.expected(kind, expected).message().to_owned());
    }

    pub(super) fn min_length(&mut self, json: View<'a>, least: u64) {
        if length(json).is_some_and(|length| length < least) {
            self.refuse("min-length", || {
                format!("the string is shorter than {least} characters")
            });
        }
    }

    pub(super) fn max_length(&mut self, json: View<'a>, most: u64) {
        if length(json).is_some_and(|length| length > most) {
            self.refuse("max-length", || {
                format!("the string is longer than {most} characters")
            });
        }
    }

    pub(super) fn pattern(&mut self, json: View<'a>, written: &str, pattern: &'static str) {
        if let Outline::String(text) = json.outline()
            && !matches(pattern, text)
        {
            self.refuse("pattern", || {
                format!("the string does not match `{written}`")
            });
        }
    }

    pub(super) fn minimum(&mut self, json: View<'a>, limit: &str) {
        if compare(json, limit).is_some_and(Ordering::is_lt) {
            self.refuse("minimum", || format!("the number is less than {limit}"));
        }
    }

    pub(super) fn maximum(&mut self, json: View<'a>, limit: &str) {
        if compare(json, limit).is_some_and(Ordering::is_gt) {
            self.refuse("maximum", || format!("the number is greater than {limit}"));
        }
    }

    pub(super) fn exclusive_minimum(&mut self, json: View<'a>, limit: &str) {
        if compare(json, limit).is_some_and(Ordering::is_le) {
            self.refuse("exclusive-minimum", || {
                format!("the number is not greater than {limit}")
            });
        }
    }

    pub(super) fn exclusive_maximum(&mut self, json: View<'a>, limit: &str) {
        if compare(json, limit).is_some_and(Ordering::is_ge) {
            self.refuse("exclusive-maximum", || {
                format!("the number is not less than {limit}")
            });
        }
    }

    pub(super) fn multiple_of(&mut self, json: View<'a>, divisor: &str) {
        if let Some(number) = json.as_number()
            && !decimal::is_multiple(number, divisor)
        {
            self.refuse("multiple-of", || {
                format!("the number is not a multiple of {divisor}")
            });
        }
    }
}

/// The length of a string, in code points (JSON Schema 2020-12 validation §6.3.1).
fn length(json: View<'_>) -> Option<u64> {
    match json.outline() {
        Outline::String(text) => Some(super::array::count(text.chars().count())),
        Outline::Null
        | Outline::Bool(_)
        | Outline::Number(_)
        | Outline::Array
        | Outline::Object => None,
    }
}

/// How a number lies to a limit.
fn compare(json: View<'_>, limit: &str) -> Option<Ordering> {
    let number = json.as_number()?;
    Some(decimal::compare(number, limit))
}

/// Equality as JSON Schema has it (2020-12 §4.2.2); in text a string is what it spells too.
fn is_same(listed: View<'_>, json: View<'_>) -> bool {
    match listed.outline() {
        Outline::Number(listed) => json
            .as_number()
            .is_some_and(|number| same_number(number, listed)),
        Outline::Bool(listed) => json.as_boolean() == Some(listed),
        Outline::Null | Outline::String(_) | Outline::Array | Outline::Object => {
            canonical(listed) == canonical(json)
        }
    }
}

/// One text for all values that are equal: numbers by value, objects in any order.
pub(super) fn canonical(json: View<'_>) -> String {
    let mut text = String::new();
    write(&mut text, json);
    text
}

fn write(text: &mut String, json: View<'_>) {
    match json.outline() {
        Outline::Null => text.push('n'),
        Outline::Bool(value) => text.push(if value { 't' } else { 'f' }),
        Outline::Number(number) => text.push_str(&decimal::canonical(number)),
        Outline::String(string) => write_string(text, string),
        Outline::Array => {
            text.push('[');
            for item in super::array::items(json) {
                write(text, item);
                text.push(',');
            }
            text.push(']');
        }
        Outline::Object => {
            let mut entries = entries(json);
            entries.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in entries {
                write_string(text, key);
                write(text, value);
            }
            text.push('}');
        }
    }
}

/// With its length before it, so that no text can look like another.
fn write_string(text: &mut String, string: &str) {
    text.push_str(&format!("\"{}:", string.len()));
    text.push_str(string);
}
