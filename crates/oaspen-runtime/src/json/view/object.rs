//! An object as [`Decode`] implementations read it: by the names of its properties.
//!
//! Which properties are read, in which order, is generated code's matter; that this costs one
//! comparison each where the text has the same order is this one's.

use std::cell::{Cell, OnceCell};

use super::super::decode::{Decode, DecodeResult};
use super::super::error::{DecodeError, within};
use super::super::keys::{self, KeySet};
use super::super::property_error::{missing, null, unknown_property};
use super::{Mode, Properties, View};
use crate::types::{Map, Presence};

/// An object to read properties from. Reading them in the order of the text costs one comparison
/// each; in any other order it works as well.
#[derive(Clone, Debug)]
pub struct ObjectView<'a> {
    /// From the first on.
    properties: Properties<'a>,
    /// The key after the one found last; beyond the end where keys repeat.
    next: Cell<u32>,
    /// Made when a property is asked for that is not the next one.
    keys: OnceCell<KeySet>,
    /// Whether a key occurs twice.
    repeats: bool,
    /// What was wrong first with a property that need not be there.
    failed: OnceCell<DecodeError>,
}

impl<'a> ObjectView<'a> {
    /// All properties, from the first on; whether a key occurs twice.
    pub(super) fn new(properties: Properties<'a>, repeats: bool) -> Self {
        let first = properties.next;
        Self {
            properties,
            next: Cell::new(if repeats { u32::MAX } else { first }),
            keys: OnceCell::new(),
            repeats,
            failed: OnceCell::new(),
        }
    }

    fn whole(&self) -> View<'a> {
        self.properties.whole
    }

    /// The value of a property, if it is there; of several the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<View<'a>> {
        self.find(name).map(|place| self.whole().at(place))
    }

    /// Where the value of a property is.
    #[inline(never)]
    fn find(&self, name: &str) -> Option<u32> {
        let key = self.next.get();
        if key < self.properties.end
            && let Some(after) = self.whole().tree.after_property(key, name)
        {
            self.next.set(after);
            return Some(key + 1);
        }
        self.search(name)
    }

    #[inline(never)]
    fn search(&self, name: &str) -> Option<u32> {
        let keys = || KeySet::of(self.whole().tree, self.properties.keys());
        if !self
            .keys
            .get_or_init(keys)
            .may_have(keys::digest(name.as_bytes()))
        {
            return None;
        }
        let value = self.whole().property(name)?;
        if !self.repeats {
            self.next.set(value.tree.after(value.place));
        }
        Some(value.place)
    }

    /// Keys and values in the order of the text; a key that the text repeats is repeated.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, View<'a>)> + use<'a> {
        self.properties.clone()
    }

    // The generic shells are never inlined: one instance per field type, not one per field. Those of
    // properties that need not be there keep their error here, where [`ObjectView::finish`] finds
    // it: a struct with many of them then has one way out instead of one for each, which the
    // compiler of generated code would have to check and to clean up for.

    /// A property that must be there.
    ///
    /// # Errors
    /// When it is missing or not a `T`, or when one that was read before is wrong.
    #[inline(never)]
    pub fn required<T: Decode>(&self, name: &str) -> DecodeResult<T> {
        self.demanded(name, T::decode)
    }

    /// [`ObjectView::required`] with another way to decode it.
    ///
    /// # Errors
    /// When it is missing, or `decode` fails, or when one that was read before is wrong.
    #[inline(never)]
    pub fn required_with<T>(
        &self,
        name: &str,
        decode: fn(View<'_>) -> DecodeResult<T>,
    ) -> DecodeResult<T> {
        self.demanded(name, decode)
    }

    #[inline(always)]
    fn demanded<T>(
        &self,
        name: &str,
        decode: impl FnOnce(View<'a>) -> DecodeResult<T>,
    ) -> DecodeResult<T> {
        let Some(place) = self.find(name) else {
            return Err(self.first(missing(name)));
        };
        let mut decoded = decode(self.whole().at(place));
        if let Err(error) = &mut decoded {
            error.enter_key(name);
            if let Some(first) = self.failed.get() {
                error.clone_from(first);
            }
        }
        decoded
    }

    /// A property that may be absent. `null` counts as absent if `T` has no use for it; in strict
    /// mode it is an error. What is wrong is told by [`ObjectView::finish`].
    #[inline(never)]
    pub fn optional<T: Decode>(&self, name: &str) -> Option<T> {
        let json = self.not_null(name, T::NULLABLE)?;
        self.kept(within(name, || T::decode(json)))
    }

    /// [`ObjectView::optional`] with another way to decode it.
    #[inline(never)]
    pub fn optional_with<T>(
        &self,
        name: &str,
        decode: fn(View<'_>) -> DecodeResult<T>,
    ) -> Option<T> {
        let json = self.not_null(name, false)?;
        self.kept(within(name, || decode(json)))
    }

    /// A property that may be absent or `null`. What is wrong is told by [`ObjectView::finish`].
    #[inline(never)]
    pub fn presence<T: Decode>(&self, name: &str) -> Presence<T> {
        let Some(json) = self.get(name) else {
            return Presence::Absent;
        };
        let decoded = within(name, || Presence::decode(json));
        self.kept(decoded).unwrap_or(Presence::Absent)
    }

    /// [`ObjectView::presence`] with another way to decode it.
    #[inline(never)]
    pub fn presence_with<T>(
        &self,
        name: &str,
        decode: fn(View<'_>) -> DecodeResult<T>,
    ) -> Presence<T> {
        match self.get(name) {
            None => Presence::Absent,
            Some(json) if json.is_null() => Presence::Null,
            Some(json) => {
                let decoded = within(name, || decode(json));
                self.kept(decoded).map_or(Presence::Absent, Presence::Value)
            }
        }
    }

    /// What was read, unless something that need not be there was wrong.
    ///
    /// # Errors
    /// The first that was.
    #[inline]
    pub fn finish<T>(self, value: T) -> DecodeResult<T> {
        match self.failed.into_inner() {
            None => Ok(value),
            Some(error) => Err(error),
        }
    }

    /// What was wrong first, if it is not this.
    #[cold]
    fn first(&self, error: DecodeError) -> DecodeError {
        self.failed.get().cloned().unwrap_or(error)
    }

    fn kept<T>(&self, decoded: DecodeResult<T>) -> Option<T> {
        decoded.map_err(|error| self.failed.set(error)).ok()
    }

    /// All properties but those named.
    ///
    /// # Errors
    /// When one of them is not a `T`.
    #[inline(never)]
    pub fn additional<T: Decode>(&self, named: &[&str]) -> DecodeResult<Map<T>> {
        self.properties.clone().decode(named)
    }

    /// Refuses properties but those named, in strict mode.
    ///
    /// # Errors
    /// When there is one.
    pub fn deny_unknown(&self, named: &[&str]) -> DecodeResult<()> {
        if !self.whole().is_strict() {
            return Ok(());
        }
        match self.entries().find(|(key, _)| !named.contains(key)) {
            None => Ok(()),
            Some((key, _)) => Err(unknown_property(key, named)),
        }
    }

    fn not_null(&self, name: &str, nullable: bool) -> Option<View<'a>> {
        let json = self.get(name)?;
        if !json.is_null() || nullable {
            return Some(json);
        }
        if self.whole().mode == Mode::Strict {
            let _ = self.failed.set(null(name));
        }
        None
    }
}
