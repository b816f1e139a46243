//! Vectors addressed by typed ids.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Names one entry of an [`Arena`] of `T`.
pub struct Id<T> {
    index: u32,
    marker: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id of the entry at `index`.
    pub fn from_index(index: usize) -> Self {
        Self {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            marker: PhantomData,
        }
    }

    /// The entry's index.
    pub const fn index(self) -> usize {
        self.index as usize
    }
}

// Derived impls would ask the same of `T`, which an id does not need.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.index)
    }
}

/// A vector whose entries are spoken of by ids of `K`.
///
/// `T` is what is known of a `K` so far: while a document is read, perhaps only a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arena<K, T = K> {
    entries: Vec<T>,
    marker: PhantomData<fn() -> K>,
}

impl<K, T> Default for Arena<K, T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            marker: PhantomData,
        }
    }
}

impl<K, T> Arena<K, T> {
    /// An arena without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry and returns its id.
    pub fn push(&mut self, entry: T) -> Id<K> {
        let id = Id::from_index(self.entries.len());
        self.entries.push(entry);
        id
    }

    /// Every entry with its id, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (Id<K>, &T)> {
        self.entries
            .iter()
            .enumerate()
            .map(|(index, entry)| (Id::from_index(index), entry))
    }

    /// The entry of an id of this arena; `None` for an id of another.
    pub fn get(&self, id: Id<K>) -> Option<&T> {
        self.entries.get(id.index())
    }

    /// The entry of an id of this arena, to change it; `None` for an id of another.
    pub fn get_mut(&mut self, id: Id<K>) -> Option<&mut T> {
        self.entries.get_mut(id.index())
    }

    /// The entries without their ids, in the order of adding.
    pub fn into_entries(self) -> impl Iterator<Item = T> {
        self.entries.into_iter()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "ids are only made by `push` of the same arena, and nothing is ever removed"
)]
impl<K, T> std::ops::Index<Id<K>> for Arena<K, T> {
    type Output = T;

    fn index(&self, id: Id<K>) -> &T {
        &self.entries[id.index()]
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "ids are only made by `push` of the same arena, and nothing is ever removed"
)]
impl<K, T> std::ops::IndexMut<Id<K>> for Arena<K, T> {
    fn index_mut(&mut self, id: Id<K>) -> &mut T {
        &mut self.entries[id.index()]
    }
}

impl<K, T> FromIterator<T> for Arena<K, T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self {
            entries: entries.into_iter().collect(),
            marker: PhantomData,
        }
    }
}
