//! JSON text that has been read: one flat list of its values, each with where it stands.
//!
//! Values are in the order of the text, a container before what it holds and a key before its
//! value, so that reading makes no allocation for each and passing over one is one step. Strings
//! and numbers stay in the text until someone asks for them.

use std::borrow::Cow;

use nojson::RawJson;

use super::decode::{Decode, DecodeResult};
use super::parse;
use super::value::{Value, with_unique_keys};
use super::view::{Context, Mode, View};

/// JSON that has been read, to decode from.
#[derive(Debug)]
pub struct Tree<'j> {
    text: &'j str,
    /// The parser's own index, which has the value of the same index for each node.
    json: RawJson<'j>,
    nodes: Vec<Node>,
    pub(super) context: Context,
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Where it begins in the text, a string after its quote.
    pub(super) start: u32,
    /// Where it ends in the text, a string before its quote.
    pub(super) end: u32,
    /// The place after all that it holds.
    pub(super) after: u32,
}

/// What kind of value a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Number,
    /// A string that means what stands in the text.
    String,
    /// A string with escapes.
    Escaped,
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
    /// Escapes resolved; borrowed where there are none.
    String(Cow<'j, str>),
    Array,
    Object,
}

/// What stands where there is no value, which no view looks at.
const NOTHING: Node = Node {
    kind: Kind::Null,
    start: 0,
    end: 0,
    after: u32::MAX,
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
        let (json, nodes) = parse::read(text)?;
        Ok(Self {
            text,
            json,
            nodes,
            context: Context::default(),
        })
    }

    /// A view of the whole.
    #[must_use]
    pub fn view(&self, mode: Mode) -> View<'_> {
        View::new(self, mode)
    }

    /// Decodes the whole.
    ///
    /// # Errors
    /// When it is not a `T`.
    pub fn decode<T: Decode>(&self, mode: Mode) -> DecodeResult<T> {
        T::decode(self.view(mode))
    }

    pub(super) fn node(&self, place: u32) -> Node {
        self.nodes.get(place as usize).copied().unwrap_or(NOTHING)
    }

    pub(super) fn kind(&self, place: u32) -> Kind {
        self.node(place).kind
    }

    /// The place after all that the value at `place` holds.
    pub(super) fn after(&self, place: u32) -> u32 {
        self.node(place).after
    }

    /// What stands in the text, a string without its quotes.
    pub(super) fn raw(&self, node: Node) -> &'j str {
        let range = node.start as usize..node.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The same as bytes.
    fn raw_bytes(&self, node: Node) -> &'j [u8] {
        let range = node.start as usize..node.end as usize;
        self.text.as_bytes().get(range).unwrap_or_default()
    }

    pub(super) fn outline(&self, place: u32) -> Outline<'j> {
        let node = self.node(place);
        match node.kind {
            Kind::Null => Outline::Null,
            Kind::Boolean => Outline::Bool(self.is_true(node)),
            Kind::Integer | Kind::Number => Outline::Number(self.raw(node)),
            Kind::String | Kind::Escaped => Outline::String(self.string(place)),
            Kind::Array => Outline::Array,
            Kind::Object => Outline::Object,
        }
    }

    /// Which of the two a boolean is.
    pub(super) fn is_true(&self, node: Node) -> bool {
        self.raw_bytes(node).first() == Some(&b't')
    }

    /// The string or key at `place`.
    pub(super) fn string(&self, place: u32) -> Cow<'j, str> {
        let node = self.node(place);
        if node.kind == Kind::Escaped {
            self.unescaped(place)
        } else {
            Cow::Borrowed(self.raw(node))
        }
    }

    #[cold]
    fn unescaped(&self, place: u32) -> Cow<'j, str> {
        let value = self.json.get_value_by_index(place as usize);
        let text = value.and_then(|value| value.to_unquoted_string_str().ok());
        text.unwrap_or_default()
    }

    /// The bytes of the key at `place`.
    pub(super) fn key_bytes(&self, place: u32) -> Cow<'j, [u8]> {
        let node = self.node(place);
        if node.kind == Kind::Escaped {
            Cow::Owned(self.unescaped(place).into_owned().into_bytes())
        } else {
            Cow::Borrowed(self.raw_bytes(node))
        }
    }

    /// Whether the key at `place` is `name`.
    pub(super) fn is_key(&self, place: u32, name: &str) -> bool {
        let node = self.node(place);
        if node.kind == Kind::Escaped {
            self.unescaped(place) == name
        } else {
            self.raw_bytes(node) == name.as_bytes()
        }
    }

    /// The value at `place`, on its own.
    pub(super) fn to_value(&self, place: u32) -> Value<'j> {
        match self.outline(place) {
            Outline::Null => Value::Null,
            Outline::Bool(value) => Value::Bool(value),
            Outline::Number(text) => Value::Number(Cow::Borrowed(text)),
            Outline::String(text) => Value::String(text),
            Outline::Array => {
                let items = self.within(place).map(|item| self.to_value(item));
                Value::Array(items.collect())
            }
            Outline::Object => {
                let keys = self.within(place).step_by(2);
                let entries = keys.map(|key| (self.string(key), self.to_value(key + 1)));
                Value::Object(with_unique_keys(entries.collect()))
            }
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
