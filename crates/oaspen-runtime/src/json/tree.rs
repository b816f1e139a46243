//! JSON text that has been read: one flat list of its values, each with where it stands.
//!
//! Values are in the order of the text, a container before what it holds and a key before its
//! value, so that reading makes no allocation for each and passing over one is one step. Strings
//! and numbers stay in the text until someone asks for them.

use std::borrow::Cow;

use super::decode::{Decode, DecodeResult};
use super::keys;
use super::parse;
use super::value::{Value, with_unique_keys};
use super::view::{Context, Mode, View};

/// JSON that has been read, to decode from.
#[derive(Debug)]
pub struct Tree<'j> {
    text: &'j str,
    /// The strings that do not stand in the text as they are.
    unescaped: String,
    nodes: Vec<Node>,
    pub(super) context: Context,
}

/// Where a value stands. Twelve bytes, since there is one for each value and key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// What [`keys::digest`] makes of a key; of an object, whether keys may repeat: 0 if not.
    pub(super) digest: u16,
    /// Where a number or the inside of a string begins, in the text or among the unescaped; how
    /// many items or properties an array or object has.
    pub(super) start: u32,
    /// Where it ends there; of an array or object the place after all that it holds.
    pub(super) end: u32,
}

impl Node {
    #[inline]
    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The place after all that it holds when it is at `place`.
    #[inline]
    fn after(self, place: u32) -> u32 {
        if matches!(self.kind, Kind::Array | Kind::Object) {
            self.end
        } else {
            place + 1
        }
    }
}

/// What kind of value a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    False,
    True,
    Number,
    /// A string as it stands in the text.
    String,
    /// A string that has escapes in the text.
    Unescaped,
    Array,
    Object,
}

/// A value, seen from outside.
#[derive(Clone, Debug)]
pub(crate) enum Outline<'j> {
    Null,
    Bool(bool),
    /// Its exact text.
    Number(&'j str),
    /// Escapes resolved.
    String(&'j str),
    Array,
    Object,
}

/// What stands where there is no value, which no view looks at.
const NOTHING: Node = Node {
    kind: Kind::Null,
    digest: 0,
    start: 0,
    end: 0,
};

impl<'j> Tree<'j> {
    /// Reads JSON from bytes.
    ///
    /// # Errors
    /// When the bytes are not UTF-8, are not JSON, are nested more than 128 levels deep, or are
    /// more than 4 GiB.
    pub fn read(bytes: &'j [u8]) -> DecodeResult<Self> {
        Self::read_text(parse::utf8(bytes)?)
    }

    /// Reads JSON from text.
    ///
    /// # Errors
    /// As [`Tree::read`].
    pub fn read_text(text: &'j str) -> DecodeResult<Self> {
        let (nodes, unescaped) = parse::read(text)?;
        Ok(Self {
            text,
            unescaped,
            nodes,
            context: Context::default(),
        })
    }

    /// A view of the whole.
    #[must_use]
    pub fn view(&self, mode: Mode) -> View<'_> {
        self.context.room.open();
        View::new(self, mode)
    }

    /// Decodes the whole.
    ///
    /// # Errors
    /// When it is not a `T`.
    pub fn decode<T: Decode>(&self, mode: Mode) -> DecodeResult<T> {
        T::decode(self.view(mode))
    }

    #[inline]
    pub(super) fn node(&self, place: u32) -> Node {
        self.nodes.get(place as usize).copied().unwrap_or(NOTHING)
    }

    #[inline]
    pub(super) fn kind(&self, place: u32) -> Kind {
        self.nodes
            .get(place as usize)
            .map_or(Kind::Null, |node| node.kind)
    }

    /// How many items or properties the container at `place` has.
    pub(super) fn held(&self, place: u32) -> usize {
        self.node(place).start as usize
    }

    /// The place after all that the value at `place` holds.
    #[inline]
    pub(super) fn after(&self, place: u32) -> u32 {
        self.nodes
            .get(place as usize)
            .map_or(u32::MAX, |node| node.after(place))
    }

    /// The text of a number, or of a string as it stands.
    #[inline]
    pub(super) fn raw(&self, node: Node) -> &'j str {
        self.text.get(node.range()).unwrap_or_default()
    }

    pub(super) fn outline(&self, place: u32) -> Outline<'_> {
        let node = self.node(place);
        match node.kind {
            Kind::Null => Outline::Null,
            Kind::False => Outline::Bool(false),
            Kind::True => Outline::Bool(true),
            Kind::Number => Outline::Number(self.raw(node)),
            Kind::String | Kind::Unescaped => Outline::String(self.string(place)),
            Kind::Array => Outline::Array,
            Kind::Object => Outline::Object,
        }
    }

    /// The string or key at `place`.
    #[inline]
    pub(super) fn string(&self, place: u32) -> &str {
        let node = self.node(place);
        let text = if node.kind == Kind::Unescaped {
            &self.unescaped
        } else {
            self.text
        };
        text.get(node.range()).unwrap_or_default()
    }

    /// The bytes of the string or key at `place`.
    #[inline]
    pub(super) fn string_bytes(&self, place: u32) -> &[u8] {
        let node = self.node(place);
        let text = if node.kind == Kind::Unescaped {
            &self.unescaped
        } else {
            self.text
        };
        text.as_bytes().get(node.range()).unwrap_or_default()
    }

    /// Whether the string or key at `place` is `name`.
    #[inline]
    pub(super) fn is_key(&self, place: u32, name: &str) -> bool {
        keys::same(self.string_bytes(place), name.as_bytes())
    }

    /// The place after the property whose key is at `place` if its name stands there as it is, without escapes.
    #[inline]
    pub(super) fn after_property(&self, place: u32, name: &str) -> Option<u32> {
        let [key, value, ..] = self.nodes.get(place as usize..)? else {
            return None;
        };
        let is_it = key.kind == Kind::String
            && keys::same(self.text.as_bytes().get(key.range())?, name.as_bytes());
        is_it.then(|| value.after(place + 1))
    }

    /// Whether keys of the object at `place` may repeat; `false` is certain.
    #[inline]
    pub(super) fn may_repeat(&self, place: u32) -> bool {
        self.digest(place) != 0
    }

    /// The [`keys::digest`] of the key at `place`.
    #[inline]
    pub(super) fn digest(&self, place: u32) -> u16 {
        self.nodes.get(place as usize).map_or(0, |node| node.digest)
    }

    /// The value at `place`, on its own.
    pub(super) fn to_value(&self, place: u32) -> Value<'j> {
        match self.outline(place) {
            Outline::Null => Value::Null,
            Outline::Bool(value) => Value::Bool(value),
            Outline::Number(_) => Value::Number(Cow::Borrowed(self.raw(self.node(place)))),
            Outline::String(_) => Value::String(self.detached(place)),
            Outline::Array => {
                let items = self.within(place).map(|item| self.to_value(item));
                Value::Array(items.collect())
            }
            Outline::Object => {
                let keys = self.within(place).step_by(2);
                let entries = keys.map(|key| (self.detached(key), self.to_value(key + 1)));
                Value::Object(with_unique_keys(entries.collect()))
            }
        }
    }

    /// The string or key at `place`, which may outlive the tree.
    fn detached(&self, place: u32) -> Cow<'j, str> {
        let node = self.node(place);
        if node.kind == Kind::Unescaped {
            Cow::Owned(self.string(place).to_owned())
        } else {
            Cow::Borrowed(self.raw(node))
        }
    }

    /// Where the items of an array, or the keys and values of an object, are.
    pub(super) fn within(&self, container: u32) -> impl Iterator<Item = u32> + use<'_, 'j> {
        let end = self.after(container);
        let before_end = move |place: u32| (place < end).then_some(place);
        std::iter::successors(before_end(container + 1), move |place| {
            before_end(self.after(*place))
        })
    }
}
