//! Views of a [`Tree`]: what [`Decode`] implementations read.
//!
//! Lookups are not generic; only shells of a line or two are, because thousands of generated
//! implementations instantiate them.

mod object;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use super::decode::{Decode, DecodeResult, cautious};
use super::error::{DecodeError, ErrorKind};
use super::keys;
use super::number;
use super::room::{self, Room};
use super::tree::{Kind, Outline, Tree};
use crate::types::{Any, Map};

pub use object::ObjectView;

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
pub(super) struct Context {
    pub(super) room: Room,
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
    /// The value's place in the tree.
    pub(super) value: u32,
    /// The address of the union's plan.
    pub(super) plan: usize,
    pub(super) mode: Mode,
    pub(super) text: bool,
}

/// A value to decode from. Cheap to copy.
#[derive(Clone, Copy)]
pub struct View<'a> {
    tree: &'a Tree<'a>,
    place: u32,
    mode: Mode,
    text: bool,
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "View({})", self.to_any())
    }
}

impl<'a> View<'a> {
    pub(super) fn new(tree: &'a Tree<'a>, mode: Mode) -> Self {
        Self {
            tree,
            place: 0,
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
    fn at(self, place: u32) -> Self {
        Self { place, ..self }
    }

    pub(crate) fn outline(self) -> Outline<'a> {
        self.tree.outline(self.place)
    }

    pub(super) fn kind(self) -> Kind {
        self.tree.kind(self.place)
    }

    pub(super) fn place(self) -> u32 {
        self.place
    }

    pub(super) fn context(self) -> &'a Context {
        &self.tree.context
    }

    /// How much is forgiven.
    #[must_use]
    pub fn mode(self) -> Mode {
        self.mode
    }

    /// Whether only what the document says is accepted.
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
        self.kind() == Kind::Null
    }

    /// Decodes the value.
    ///
    /// # Errors
    /// When it is not a `T`.
    pub fn decode<T: Decode>(self) -> DecodeResult<T> {
        T::decode(self)
    }

    /// That there is room on the stack to read what is within.
    #[inline]
    pub(super) fn check_room(self) -> DecodeResult<()> {
        if self.has_room() {
            Ok(())
        } else {
            Err(room::used_up())
        }
    }

    /// Whether there is room on the stack to look at what is within.
    #[inline]
    pub(crate) fn has_room(self) -> bool {
        !self.tree.context.room.is_used_up()
    }

    /// Whether there was room for all that was looked at.
    #[cfg(feature = "validate")]
    pub(crate) fn had_room(self) -> bool {
        !self.tree.context.room.was_used_up()
    }

    /// The error that something else was expected.
    #[cold]
    #[must_use]
    pub fn expected(self, kind: ErrorKind, expected: &str) -> DecodeError {
        DecodeError::expected(kind, expected, self)
    }

    /// The value as an object.
    ///
    /// # Errors
    /// When it is none.
    pub fn object(self) -> DecodeResult<ObjectView<'a>> {
        let properties = self.properties()?;
        let repeats =
            self.tree.may_repeat(self.place) && keys::repeat(self.tree, properties.keys());
        Ok(ObjectView::new(properties, repeats))
    }

    /// The properties of an object, in the order of the text; a key may repeat.
    pub(crate) fn properties(self) -> DecodeResult<Properties<'a>> {
        if self.kind() != Kind::Object {
            return Err(self.expected(ErrorKind::Type, "an object"));
        }
        Ok(Properties {
            whole: self,
            next: self.place + 1,
            end: self.tree.after(self.place),
        })
    }

    /// The value of a property, if this is an object that has it; of several the last.
    pub(crate) fn property(self, name: &str) -> Option<Self> {
        if self.kind() != Kind::Object {
            return None;
        }
        let digest = keys::digest(name.as_bytes());
        let may_repeat = self.tree.may_repeat(self.place);
        let mut properties = self.properties().ok()?;
        let mut found = None;
        while let Some(key) = properties.step() {
            if self.tree.digest(key) == digest && self.tree.is_key(key, name) {
                found = Some(self.at(key + 1));
                if !may_repeat {
                    break;
                }
            }
        }
        found
    }

    /// Where the value stands, for what is remembered about it.
    #[cfg(feature = "validate")]
    pub(crate) fn address(self) -> (usize, u32) {
        (std::ptr::from_ref(self.tree).addr(), self.place)
    }

    /// The properties of an object, each key once, with its last value.
    #[cfg(feature = "validate")]
    pub(crate) fn unique_properties(self) -> DecodeResult<Vec<(&'a str, Self)>> {
        let mut unique: Vec<_> = self.properties()?.collect();
        if self.tree.may_repeat(self.place) {
            let last: HashMap<&str, u32> = unique
                .iter()
                .map(|(key, json)| (*key, json.place))
                .collect();
            unique.retain(|(key, json)| last.get(key) == Some(&json.place));
        }
        Ok(unique)
    }

    /// How many items or properties an array or object has.
    pub(super) fn length(self) -> usize {
        self.tree.held(self.place)
    }

    /// The items of an array.
    ///
    /// # Errors
    /// When the value is none.
    pub fn items(self) -> DecodeResult<Items<'a>> {
        self.as_items()
            .ok_or_else(|| self.expected(ErrorKind::Type, "an array"))
    }

    pub(crate) fn as_items(self) -> Option<Items<'a>> {
        (self.kind() == Kind::Array).then(|| Items {
            whole: self,
            next: self.place + 1,
            left: self.length(),
        })
    }

    /// The value as a string, escapes resolved.
    ///
    /// # Errors
    /// When it is none.
    pub fn string(self) -> DecodeResult<&'a str> {
        match self.kind() {
            Kind::String | Kind::Unescaped => Ok(self.tree.string(self.place)),
            Kind::Null | Kind::False | Kind::True | Kind::Number | Kind::Array | Kind::Object => {
                Err(self.expected(ErrorKind::Type, "a string"))
            }
        }
    }

    /// Whether the value is this string.
    pub(super) fn is_string(self, text: &str) -> bool {
        matches!(self.kind(), Kind::String | Kind::Unescaped) && self.tree.is_key(self.place, text)
    }

    /// The value as a boolean.
    ///
    /// # Errors
    /// When it is none.
    pub fn boolean(self) -> DecodeResult<bool> {
        self.as_boolean()
            .ok_or_else(|| self.expected(ErrorKind::Type, "true or false"))
    }

    pub(crate) fn as_boolean(self) -> Option<bool> {
        let node = self.tree.node(self.place);
        match node.kind {
            Kind::False => Some(false),
            Kind::True => Some(true),
            Kind::String if self.text => self.tree.raw(node).parse().ok(),
            Kind::Null
            | Kind::Number
            | Kind::String
            | Kind::Unescaped
            | Kind::Array
            | Kind::Object => None,
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

    /// Numbers and booleans that are read from strings need no escape, and have none.
    pub(crate) fn as_number(self) -> Option<&'a str> {
        let node = self.tree.node(self.place);
        match node.kind {
            Kind::Number => Some(self.tree.raw(node)),
            Kind::String if self.text => {
                Some(self.tree.raw(node)).filter(|text| number::is_number(text))
            }
            Kind::Null
            | Kind::False
            | Kind::True
            | Kind::String
            | Kind::Unescaped
            | Kind::Array
            | Kind::Object => None,
        }
    }

    /// The value as it is, borrowing nothing.
    #[must_use]
    pub fn to_any(self) -> Any {
        Any::from_view(self)
    }
}

/// The items of an array, in order.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    whole: View<'a>,
    next: u32,
    left: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        self.left = self.left.checked_sub(1)?;
        let place = self.next;
        self.next = self.whole.tree.after(place);
        Some(self.whole.at(place))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// The properties of an object, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) struct Properties<'a> {
    whole: View<'a>,
    /// The next key.
    next: u32,
    end: u32,
}

impl<'a> Properties<'a> {
    /// The place of the next key.
    #[inline]
    fn step(&mut self) -> Option<u32> {
        let key = self.next;
        if key >= self.end {
            return None;
        }
        self.next = self.whole.tree.after(key + 1);
        Some(key)
    }

    /// The places of the keys to come.
    fn keys(&self) -> impl Iterator<Item = u32> + Clone + use<'a> {
        let mut properties = self.clone();
        std::iter::from_fn(move || properties.step())
    }

    /// Where the value of each key to come stands; of duplicates the last.
    fn last_places(&self) -> HashMap<&'a str, u32> {
        self.clone().map(|(key, json)| (key, json.place)).collect()
    }

    /// Those to come but for those named, decoded; of duplicates the last counts.
    pub(super) fn decode<T: Decode>(mut self, named: &[&str]) -> DecodeResult<Map<T>> {
        self.whole.check_room()?;
        let count = self.whole.length().saturating_sub(named.len());
        let mut map = Map::with_capacity(cautious::<(String, T)>(count));
        let mut last_places = None;
        while let Some((key, json)) = self.next() {
            if named.contains(&key) {
                continue;
            }
            match T::decode(json) {
                Ok(value) => drop(map.insert(key.to_owned(), value)),
                // One look at all that is to come is enough, however many are wrong.
                Err(error) => {
                    let last = last_places.get_or_insert_with(|| self.last_places());
                    if last.get(key).is_none_or(|place| *place <= json.place) {
                        return Err(error.within_key(key));
                    }
                }
            }
        }
        Ok(map)
    }
}

impl<'a> Iterator for Properties<'a> {
    type Item = (&'a str, View<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.step()?;
        Some((self.whole.tree.string(key), self.whole.at(key + 1)))
    }
}
