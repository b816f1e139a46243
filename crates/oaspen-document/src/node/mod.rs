//! A YAML or JSON tree in document order where every key and value has a span.
//!
//! [`read_node`] makes it from text, [`write_node`] text from it. What YAML leaves open is decided here, once: the core schema
//! of YAML 1.2, unique keys, how far aliases may expand, how deep values may nest.
//! Nothing here knows OpenAPI.

mod hint;
mod json;
mod merge;
mod scalar;
mod unprintable;
mod write;
mod yaml;

#[cfg(test)]
mod tests;

pub use write::{Spelling, write_node};

use oaspen_diagnostics::{FileId, Sink, SourceFile, Span};

/// A value and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The bytes of the value.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// The values of the YAML 1.2 core schema, which are JSON's.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A finite number in JSON's spelling, exactly as large and as precise as written.
    Number(String),
    /// Text.
    String(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in order; keys are unique.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as text; `200:` and `"200":` are the same key.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value under `key` of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()?
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// The entries of a mapping.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => {
                None
            }
        }
    }

    /// The entries of a mapping, to be changed.
    pub(crate) fn entries_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.value {
            Value::Map(entries) => Some(entries),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => {
                None
            }
        }
    }

    /// The items of a sequence.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Map(_) => {
                None
            }
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => {
                None
            }
        }
    }

    /// Whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The kind of the value in words, with an article.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
        }
    }
}

/// Reads the text of a file; `None` when it is not valid, which has then been reported.
pub fn read_node(sink: &mut Sink, id: FileId, source: &SourceFile) -> Option<Node> {
    let json = json::is_json(source.name(), source.text());
    if json && !json::check_json(sink, id, source.text()) {
        return None;
    }
    let dialect = if json {
        yaml::Dialect::Json
    } else {
        yaml::Dialect::Yaml
    };
    yaml::read_yaml(sink, id, source.text(), dialect)
}
