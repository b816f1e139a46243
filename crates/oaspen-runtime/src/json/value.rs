//! The tree that JSON text is read into. It borrows what it can from the text.
//!
//! Invariants, kept by the parser: keys of an object are unique, a number is in JSON's grammar,
//! nesting is at most 128 levels. What builds a tree by hand keeps the first two.

use std::borrow::Cow;

/// A JSON value that borrows from the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'j> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number: its exact text.
    Number(Cow<'j, str>),
    /// A string, escapes resolved.
    String(Cow<'j, str>),
    /// An array.
    Array(Vec<Value<'j>>),
    /// An object in the order of the text.
    Object(Vec<(Cow<'j, str>, Value<'j>)>),
}

impl Value<'_> {
    /// The same value, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(text) => Value::Number(Cow::Owned(text.into_owned())),
            Self::String(text) => Value::String(Cow::Owned(text.into_owned())),
            Self::Array(items) => Value::Array(items.into_iter().map(Value::into_owned).collect()),
            Self::Object(entries) => Value::Object(entries.into_iter().map(own_entry).collect()),
        }
    }

    /// The value of a property, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) | Self::Array(_) => None,
        }
    }
}

fn own_entry((key, value): (Cow<'_, str>, Value<'_>)) -> (Cow<'static, str>, Value<'static>) {
    (Cow::Owned(key.into_owned()), value.into_owned())
}
