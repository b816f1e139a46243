//! A JSON value without positions, numbers exactly as written, and when two are the same.

use oaspen_document::decimal::Decimal;

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
