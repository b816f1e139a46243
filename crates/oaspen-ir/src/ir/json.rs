//! A JSON value without positions, numbers exactly as written: what kind it is, how people write it,
//! and when two are the same.

use std::fmt;

use oaspen_document::decimal::Decimal;

use super::union::JsonKind;

/// A JSON value: a default, an example, a constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in JSON's spelling, as written.
    Number(String),
    /// Text.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The kind of the value; `1.0` is an integer.
    #[must_use]
    pub fn kind(&self) -> JsonKind {
        match self {
            Self::Null => JsonKind::Null,
            Self::Bool(_) => JsonKind::Boolean,
            Self::Number(text) if is_integer(text) => JsonKind::Integer,
            Self::Number(_) => JsonKind::Number,
            Self::String(_) => JsonKind::String,
            Self::Array(_) => JsonKind::Array,
            Self::Object(_) => JsonKind::Object,
        }
    }

    /// Equality as JSON Schema has it: numbers by value, objects in any order. As deep as the reader
    /// allows values to be nested.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => {
                Decimal::read(left) == Decimal::read(right)
            }
            (Self::Array(left), Self::Array(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.is_same(b))
            }
            (Self::Object(left), Self::Object(right)) => {
                let has = |key: &String, a: &Self| {
                    right.iter().any(|(other, b)| key == other && a.is_same(b))
                };
                left.len() == right.len() && left.iter().all(|(key, a)| has(key, a))
            }
            (
                Self::Null
                | Self::Bool(_)
                | Self::Number(_)
                | Self::String(_)
                | Self::Array(_)
                | Self::Object(_),
                _,
            ) => self == other,
        }
    }
}

fn is_integer(text: &str) -> bool {
    Decimal::read(text).is_some_and(|number| number.is_integer())
}

/// On one line, as people write it. As deep as the reader allows values to be nested.
impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => value.fmt(formatter),
            Self::Number(text) => formatter.write_str(text),
            Self::String(text) => write!(formatter, "{text:?}"),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            Self::Object(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{key:?}: {value}");
                let entries: Vec<String> = entries.iter().map(entry).collect();
                write!(formatter, "{{{}}}", entries.join(", "))
            }
        }
    }
}
