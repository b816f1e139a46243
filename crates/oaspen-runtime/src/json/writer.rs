//! Writing JSON text: commas, quotes and escapes. What is written is valid JSON as long as each
//! [`Encode`] writes exactly one value.

use std::fmt;
use std::fmt::Write as _;

use super::encode::Encode;
use super::escape;
use crate::types::{Map, Presence};

/// Room for what most requests are, so that it need not grow from nothing.
const INITIAL_CAPACITY: usize = 128;

/// Writes JSON text without whitespace.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// A writer that has written nothing.
    #[must_use]
    pub fn new() -> Self {
        Self {
            text: String::with_capacity(INITIAL_CAPACITY),
        }
    }

    /// What has been written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes a number: what `text` prints must be in JSON's grammar.
    pub fn number(&mut self, text: impl fmt::Display) {
        let written = write!(self.text, "{text}");
        debug_assert!(written.is_ok(), "a number's Display failed");
    }

    /// Writes an integer.
    pub(super) fn integer(&mut self, value: impl itoa::Integer) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    /// Writes a finite float: the shortest text that reads back as the same value.
    pub(super) fn float(&mut self, value: impl zmij::Float) {
        self.text.push_str(zmij::Buffer::new().format_finite(value));
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        self.text.push('"');
        self.characters(value);
        self.text.push('"');
    }

    /// Writes what stands between quotes.
    #[inline]
    fn characters(&mut self, value: &str) {
        if escape::plain_length(value.as_bytes()) == value.len() {
            self.text.push_str(value);
        } else {
            self.escaped(value);
        }
    }

    #[inline(never)]
    fn escaped(&mut self, value: &str) {
        let mut rest = value;
        while let Some((plain, special)) = escape::split(rest) {
            self.text.push_str(plain);
            let mut special = special.chars();
            special
                .next()
                .into_iter()
                .for_each(|character| escape::write(&mut self.text, character));
            rest = special.as_str();
        }
        self.text.push_str(rest);
    }

    /// Begins an object.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.text.push('{');
        ObjectWriter {
            writer: self,
            empty: true,
        }
    }

    /// Begins an array.
    pub fn array(&mut self) -> ArrayWriter<'_> {
        self.text.push('[');
        ArrayWriter {
            writer: self,
            empty: true,
        }
    }
}

/// Writes the properties of an object.
#[derive(Debug)]
#[must_use = "an object is closed by `end`"]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
}

impl ObjectWriter<'_> {
    /// Writes a key; exactly one value must be written to what is returned.
    pub fn key(&mut self, name: &str) -> &mut Writer {
        let text = &mut self.writer.text;
        text.push_str(if std::mem::take(&mut self.empty) {
            "\""
        } else {
            ",\""
        });
        self.writer.characters(name);
        self.writer.text.push_str("\":");
        self.writer
    }

    /// Writes a property.
    pub fn required<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        value.encode(self.key(name));
    }

    /// Writes a property if there is a value.
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            value.encode(self.key(name));
        }
    }

    /// Writes a property unless it is absent.
    pub fn presence<T: Encode>(&mut self, name: &str, value: &Presence<T>) {
        if !value.is_absent() {
            value.encode(self.key(name));
        }
    }

    /// Writes further properties. None of them may have a name that was written before.
    pub fn additional<T: Encode>(&mut self, properties: &Map<T>) {
        for (name, value) in properties {
            value.encode(self.key(name));
        }
    }

    /// Closes the object.
    pub fn end(self) {
        self.writer.text.push('}');
    }
}

/// Writes the items of an array.
#[derive(Debug)]
#[must_use = "an array is closed by `end`"]
pub struct ArrayWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
}

impl ArrayWriter<'_> {
    /// Writes an item.
    pub fn item<T: Encode + ?Sized>(&mut self, value: &T) {
        if !std::mem::take(&mut self.empty) {
            self.writer.text.push(',');
        }
        value.encode(self.writer);
    }

    /// Closes the array.
    pub fn end(self) {
        self.writer.text.push(']');
    }
}
