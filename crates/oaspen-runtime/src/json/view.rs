//! Views of a [`Value`]: what [`Decode`] implementations read.
//!
//! Lookups are not generic; only shells of a line or two are, because thousands of generated
//! implementations instantiate them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use super::decode::{Decode, DecodeResult};
use super::error::{DecodeError, ErrorKind};
use super::number;
use super::value::Value;
use crate::types::{Any, Map, Presence};

/// How much is forgiven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// As a client reads: what a newer server may send is kept or passed over.
    #[default]
    Tolerant,
    /// As a server reads: exactly what the document says.
    Strict,
}

/// What all views of one tree share: decisions that must not be taken twice.
///
/// Without it, unions that are told apart by trying would take exponential time when nested.
#[derive(Default)]
pub struct Context {
    /// How strict the trial is that runs now.
    pub(super) trial: Cell<Mode>,
    /// Why the last trial failed.
    pub(super) miss: Cell<Option<DecodeError>>,
    pub(super) choices: RefCell<HashMap<Question, Choice>>,
}

/// The member that was chosen; when there is none, why each one tried was not.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) branch: Option<usize>,
    pub(super) misses: Vec<(usize, DecodeError)>,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

/// Which member a value is, read in a certain way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// The address of the value, which lives as long as the tree.
    pub(super) value: usize,
    /// The address of the union's plan.
    pub(super) plan: usize,
    pub(super) mode: Mode,
    pub(super) text: bool,
}

/// A value to decode from. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    value: &'a Value<'a>,
    context: &'a Context,
    mode: Mode,
    text: bool,
}

impl<'a> View<'a> {
    /// A view of a whole tree.
    #[must_use]
    pub fn new(value: &'a Value<'a>, context: &'a Context, mode: Mode) -> Self {
        Self {
            value,
            context,
            mode,
            text: false,
        }
    }

    /// The same value; numbers and booleans are read from strings too.
    #[must_use]
    pub fn text(self) -> Self {
        Self { text: true, ..self }
    }

    /// The same value in another mode.
    #[must_use]
    pub fn with_mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The same way of reading, another value of the same tree.
    #[must_use]
    pub fn with_value(self, value: &'a Value<'a>) -> Self {
        Self { value, ..self }
    }

    /// The value.
    #[must_use]
    pub fn value(self) -> &'a Value<'a> {
        self.value
    }

    pub(super) fn context(self) -> &'a Context {
        self.context
    }

    /// How much is forgiven.
    #[must_use]
    pub fn mode(self) -> Mode {
        self.mode
    }

    /// Whether the mode is [`Mode::Strict`].
    #[must_use]
    pub fn is_strict(self) -> bool {
        self.mode == Mode::Strict
    }

    /// Whether numbers and booleans are read from strings too.
    #[must_use]
    pub fn is_text(self) -> bool {
        self.text
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Decodes the value.
    ///
    /// # Errors
    /// When it is not a `T`.
    pub fn decode<T: Decode>(self) -> DecodeResult<T> {
        T::decode(self)
    }

    /// The error that something else was expected.
    #[cold]
    #[must_use]
    pub fn expected(self, kind: ErrorKind, expected: &str) -> DecodeError {
        DecodeError::expected(kind, expected, self.value)
    }

    /// The value as an object.
    ///
    /// # Errors
    /// When it is none.
    pub fn object(self) -> DecodeResult<ObjectView<'a>> {
        match self.value {
            Value::Object(entries) => Ok(ObjectView {
                entries,
                whole: self,
                next: Cell::new(0),
            }),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Err(self.expected(ErrorKind::Type, "an object")),
        }
    }

    /// The items of an array.
    ///
    /// # Errors
    /// When the value is none.
    pub fn items(self) -> DecodeResult<Items<'a>> {
        match self.value {
            Value::Array(items) => Ok(Items {
                items: items.iter(),
                whole: self,
            }),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => Err(self.expected(ErrorKind::Type, "an array")),
        }
    }

    /// The value as a string.
    ///
    /// # Errors
    /// When it is none.
    pub fn string(self) -> DecodeResult<&'a str> {
        match self.value {
            Value::String(text) => Ok(text),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => Err(self.expected(ErrorKind::Type, "a string")),
        }
    }

    /// The value as a boolean.
    ///
    /// # Errors
    /// When it is none.
    pub fn boolean(self) -> DecodeResult<bool> {
        self.as_boolean()
            .ok_or_else(|| self.expected(ErrorKind::Type, "true or false"))
    }

    pub(super) fn as_boolean(self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) if self.text => text.parse().ok(),
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        }
    }

    /// The exact text of a number; `expected` says what kind of number it should be.
    ///
    /// # Errors
    /// When the value is none.
    pub fn number(self, expected: &str) -> DecodeResult<&'a str> {
        self.as_number()
            .ok_or_else(|| self.expected(ErrorKind::Type, expected))
    }

    pub(super) fn as_number(self) -> Option<&'a str> {
        match self.value {
            Value::Number(text) => Some(text),
            Value::String(text) if self.text && number::is_number(text) => Some(text),
            Value::Null
            | Value::Bool(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        }
    }
}

/// The items of an array, in order.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    items: std::slice::Iter<'a, Value<'a>>,
    whole: View<'a>,
}

impl<'a> Iterator for Items<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        self.items.next().map(|item| self.whole.with_value(item))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl ExactSizeIterator for Items<'_> {}

/// An object to read properties from. Reading them in the order of the text costs one comparison
/// each; in any other order it works as well.
#[derive(Clone, Debug)]
pub struct ObjectView<'a> {
    entries: &'a [(Cow<'a, str>, Value<'a>)],
    whole: View<'a>,
    /// The entry after the one found last.
    next: Cell<usize>,
}

impl<'a> ObjectView<'a> {
    /// The value of a property, if it is there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<View<'a>> {
        let next = self.next.get();
        let is_it = |place: &usize| self.entries.get(*place).is_some_and(|(key, _)| key == name);
        let place = (next..self.entries.len())
            .find(is_it)
            .or_else(|| (0..next).find(is_it))?;
        self.next.set(place + 1);
        let (_, value) = self.entries.get(place)?;
        Some(self.whole.with_value(value))
    }

    /// Keys and values in the order of the text.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&'a str, View<'a>)> + use<'a> {
        let whole = self.whole;
        self.entries
            .iter()
            .map(move |(key, value)| (key.as_ref(), whole.with_value(value)))
    }

    // The generic shells are never inlined: one instance per field type, not one per field.

    /// A property that must be there.
    ///
    /// # Errors
    /// When it is missing or not a `T`.
    #[inline(never)]
    pub fn required<T: Decode>(&self, name: &str) -> DecodeResult<T> {
        T::decode(self.there(name)?).map_err(|error| error.within_key(name))
    }

    /// [`ObjectView::required`] with another way to decode it.
    ///
    /// # Errors
    /// When it is missing, or `decode` fails.
    #[inline(never)]
    pub fn required_with<T>(
        &self,
        name: &str,
        decode: fn(View<'_>) -> DecodeResult<T>,
    ) -> DecodeResult<T> {
        decode(self.there(name)?).map_err(|error| error.within_key(name))
    }

    /// A property that may be absent. `null` counts as absent if `T` has no use for it.
    ///
    /// # Errors
    /// When it is not a `T`; when it is `null` in strict mode and `T` has no use for it.
    #[inline(never)]
    pub fn optional<T: Decode>(&self, name: &str) -> DecodeResult<Option<T>> {
        match self.not_null(name, T::NULLABLE)? {
            Some(json) => T::decode(json)
                .map(Some)
                .map_err(|error| error.within_key(name)),
            None => Ok(None),
        }
    }

    /// [`ObjectView::optional`] with another way to decode it.
    ///
    /// # Errors
    /// When `decode` fails; when it is `null` in strict mode.
    #[inline(never)]
    pub fn optional_with<T>(
        &self,
        name: &str,
        decode: fn(View<'_>) -> DecodeResult<T>,
    ) -> DecodeResult<Option<T>> {
        match self.not_null(name, false)? {
            Some(json) => decode(json)
                .map(Some)
                .map_err(|error| error.within_key(name)),
            None => Ok(None),
        }
    }

    /// A property that may be absent or `null`.
    ///
    /// # Errors
    /// When it is neither nor a `T`.
    #[inline(never)]
    pub fn presence<T: Decode>(&self, name: &str) -> DecodeResult<Presence<T>> {
        match self.get(name) {
            None => Ok(Presence::Absent),
            Some(json) => Presence::decode(json).map_err(|error| error.within_key(name)),
        }
    }

    /// [`ObjectView::presence`] with another way to decode it.
    ///
    /// # Errors
    /// When `decode` fails.
    #[inline(never)]
    pub fn presence_with<T>(
        &self,
        name: &str,
        decode: fn(View<'_>) -> DecodeResult<T>,
    ) -> DecodeResult<Presence<T>> {
        match self.get(name) {
            None => Ok(Presence::Absent),
            Some(json) if json.is_null() => Ok(Presence::Null),
            Some(json) => decode(json)
                .map(Presence::Value)
                .map_err(|error| error.within_key(name)),
        }
    }

    /// All properties but those named.
    ///
    /// # Errors
    /// When one of them is not a `T`.
    #[inline(never)]
    pub fn additional<T: Decode>(&self, named: &[&str]) -> DecodeResult<Map<T>> {
        let mut map = Map::new();
        for (key, json) in self.entries().filter(|(key, _)| !named.contains(key)) {
            let value = T::decode(json).map_err(|error| error.within_key(key))?;
            map.insert(key.to_owned(), value);
        }
        Ok(map)
    }

    /// Refuses properties but those named, in strict mode.
    ///
    /// # Errors
    /// When there is one.
    pub fn deny_unknown(&self, named: &[&str]) -> DecodeResult<()> {
        if !self.whole.is_strict() {
            return Ok(());
        }
        match self
            .entries
            .iter()
            .find(|(key, _)| !named.contains(&key.as_ref()))
        {
            None => Ok(()),
            Some((key, _)) => Err(unknown_property(key, named)),
        }
    }

    /// Asks for at least one of the sets of properties, or for exactly one, in strict mode.
    ///
    /// # Errors
    /// When none is there whole, or several are where one is asked for.
    pub fn demand(&self, exactly_one: bool, sets: &[&[&str]]) -> DecodeResult<()> {
        if !self.whole.is_strict() {
            return Ok(());
        }
        let has = |name: &&str| self.entries.iter().any(|(key, _)| key == name);
        let is_there = |set: &&&[&str]| set.iter().all(has);
        match sets.iter().filter(is_there).count() {
            0 => Err(undemanded(sets)),
            1 => Ok(()),
            _ if exactly_one => Err(too_many(sets.iter().filter(is_there))),
            _ => Ok(()),
        }
    }

    fn there(&self, name: &str) -> DecodeResult<View<'a>> {
        self.get(name).ok_or_else(|| missing(name))
    }

    fn not_null(&self, name: &str, nullable: bool) -> DecodeResult<Option<View<'a>>> {
        match self.get(name) {
            Some(json) if json.is_null() && !nullable => match self.whole.mode {
                Mode::Tolerant => Ok(None),
                Mode::Strict => Err(null(name)),
            },
            other => Ok(other),
        }
    }
}

#[cold]
fn missing(name: &str) -> DecodeError {
    DecodeError::new(
        ErrorKind::Missing,
        format!("the property `{name}` is missing"),
    )
}

fn texts<'s>(sets: impl Iterator<Item = &'s &'s [&'s str]>) -> String {
    let texts: Vec<String> = sets
        .map(|set| format!("`{}`", set.join("` and `")))
        .collect();
    texts.join(", ")
}

#[cold]
fn undemanded(sets: &[&[&str]]) -> DecodeError {
    let message = format!("one of these must be there: {}", texts(sets.iter()));
    DecodeError::new(ErrorKind::Missing, message)
}

#[cold]
fn too_many<'s>(found: impl Iterator<Item = &'s &'s [&'s str]>) -> DecodeError {
    let message = format!("only one of these may be there: {}", texts(found));
    DecodeError::new(ErrorKind::NoBranch, message)
}

#[cold]
fn null(name: &str) -> DecodeError {
    DecodeError::new(
        ErrorKind::Null,
        "null is not allowed; leave the property out",
    )
    .within_key(name)
}

#[cold]
fn unknown_property(key: &str, named: &[&str]) -> DecodeError {
    let message = match named {
        [] => "no property is allowed here".to_owned(),
        [_, ..] => format!(
            "the property is not allowed; allowed are `{}`",
            named.join("`, `")
        ),
    };
    DecodeError::new(ErrorKind::UnknownProperty, message).within_key(key)
}

impl View<'_> {
    /// The value as it is, borrowing nothing.
    #[must_use]
    pub fn to_any(self) -> Any {
        Any::from_value(self.value)
    }
}
