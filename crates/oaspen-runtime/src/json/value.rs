//! A JSON value to take apart and to build by hand, as parameters and forms are. JSON text is
//! decoded from a [`Tree`] instead, which is cheaper to make.
//!
//! Invariants, kept by [`read_value`]: keys of an object are unique, a number is in JSON's grammar,
//! nesting is at most 128 levels. What builds a value by hand keeps the first two.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::decode::DecodeResult;
use super::encode::Encode;
use super::tree::Tree;
use super::writer::Writer;

/// Objects up to this size are searched for duplicate keys pair by pair, without hashing.
const SMALL_OBJECT: usize = 16;

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

/// Reads JSON from bytes.
///
/// Of duplicate keys the last one counts (RFC 8259 §4 leaves it open).
///
/// # Errors
/// When the bytes are not UTF-8, are not JSON, or are nested more than 128 levels deep.
pub fn read_value(bytes: &[u8]) -> DecodeResult<Value<'_>> {
    Tree::read(bytes).map(|tree| tree.to_value(0))
}

type Entries<'j> = Vec<(Cow<'j, str>, Value<'j>)>;

/// Of entries with the same key, keeps the place of the first and the value of the last.
pub(crate) fn with_unique_keys(entries: Entries<'_>) -> Entries<'_> {
    if all_differ(&entries) {
        return entries;
    }
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(entries.len());
    let mut unique: Entries<'_> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let place = *places.entry(key.clone()).or_insert(unique.len());
        match unique.get_mut(place) {
            Some(entry) => entry.1 = value,
            None => unique.push((key, value)),
        }
    }
    unique
}

fn all_differ(entries: &Entries<'_>) -> bool {
    if entries.len() > SMALL_OBJECT {
        let mut seen = HashSet::with_capacity(entries.len());
        return entries.iter().all(|(key, _)| seen.insert(key.as_ref()));
    }
    let mut rest = entries.as_slice();
    while let [(key, _), others @ ..] = rest {
        if others.iter().any(|(other, _)| other == key) {
            return false;
        }
        rest = others;
    }
    true
}

/// Written as it is; keys and numbers are the builder's to keep right.
impl Encode for Value<'_> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(text) => writer.number(text),
            Self::String(text) => writer.string(text),
            Self::Array(items) => Encode::encode(items, writer),
            Self::Object(entries) => {
                let mut object = writer.object();
                entries
                    .iter()
                    .for_each(|(key, value)| object.required(key, value));
                object.end();
            }
        }
    }
}
