//! Conditions on strings and numbers, on the kind of a value and on the value itself.

use std::cmp::Ordering;

use super::Walk;
use super::decimal::Decimal;
use super::pattern::matches;
use crate::json::{ErrorKind, Kinds, Value, View, read_value};

impl<'a> Walk<'a> {
    pub(super) fn kinds(&mut self, json: View<'a>, kinds: &[Kinds]) {
        let allowed = kinds.iter().copied().reduce(Kinds::or);
        if !allowed.is_some_and(|allowed| allowed.fits(json)) {
            let expected = allowed.map_or_else(|| "nothing".to_owned(), Kinds::to_text);
            self.expected(json, ErrorKind::Type, &expected);
        }
    }

    pub(super) fn one_of_values(&mut self, json: View<'a>, values: &[&str]) {
        const SHOWN: usize = 8;
        let is_equal = |text: &&str| {
            let listed = read_value(text.as_bytes());
            listed.is_ok_and(|listed| is_same(&listed, json))
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
        if let Value::String(text) = json.value()
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
            && !Decimal::read(number).is_multiple_of(&Decimal::read(divisor))
        {
            self.refuse("multiple-of", || {
                format!("the number is not a multiple of {divisor}")
            });
        }
    }
}

/// The length of a string, in code points (JSON Schema 2020-12 validation §6.3.1).
fn length(json: View<'_>) -> Option<u64> {
    match json.value() {
        Value::String(text) => Some(super::array::count(text.chars().count())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            None
        }
    }
}

/// How a number lies to a limit.
fn compare(json: View<'_>, limit: &str) -> Option<Ordering> {
    let number = json.as_number()?;
    Some(Decimal::read(number).cmp(&Decimal::read(limit)))
}

/// Equality as JSON Schema has it (2020-12 §4.2.2); in text a string is what it spells too.
fn is_same(listed: &Value<'_>, json: View<'_>) -> bool {
    match listed {
        Value::Number(listed) => json
            .as_number()
            .is_some_and(|number| Decimal::read(number) == Decimal::read(listed)),
        Value::Bool(listed) => json.as_boolean() == Some(*listed),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            canonical(listed) == canonical(json.value())
        }
    }
}

/// One text for all values that are equal: numbers by value, objects in any order.
pub(super) fn canonical(value: &Value<'_>) -> String {
    let mut text = String::new();
    write(&mut text, value);
    text
}

fn write(text: &mut String, value: &Value<'_>) {
    match value {
        Value::Null => text.push('n'),
        Value::Bool(value) => text.push(if *value { 't' } else { 'f' }),
        Value::Number(number) => text.push_str(&Decimal::read(number).canonical()),
        Value::String(string) => write_string(text, string),
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write(text, item);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
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
