//! Why a parameter could not be written or read. Never holds the value itself: it may be a
//! secret, and errors are logged.

use std::fmt;

use super::Style;

/// A parameter that could not be written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    /// The parameter's name in the document.
    pub name: String,
    /// What is wrong with it.
    pub fault: ParameterFault,
}

/// What is wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterFault {
    /// A list or object inside a list or object, for which the style has no spelling.
    Nested,
    /// The style has no spelling for a value of this shape.
    Style(Style),
    /// An item holds the very character that separates items.
    Delimiter(char),
    /// A single value is given more than once.
    Repeated,
    /// A name without its value in `name,value,name,value`.
    OddLength,
    /// The text does not begin as its style wants.
    Prefix(char),
    /// The percent-decoded bytes are not UTF-8.
    NotUtf8,
    /// The text has characters that may not stand in this place.
    Characters,
    /// The text is not the JSON that the parameter's media type promises.
    NotJson,
    /// A file lacks a header that it must have.
    LacksHeader(&'static str),
    /// A path parameter without text would name another path.
    Empty,
}

impl ParameterFault {
    /// The error that names its parameter.
    #[must_use]
    pub fn of(self, name: &str) -> ParameterError {
        ParameterError {
            name: name.to_owned(),
            fault: self,
        }
    }
}

impl fmt::Display for ParameterFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nested => formatter.write_str("holds a list or object inside another"),
            Self::Style(style) => write!(formatter, "has a shape that {style:?} cannot spell"),
            Self::Delimiter(delimiter) => {
                write!(
                    formatter,
                    "has an item with `{delimiter}`, which separates items"
                )
            }
            Self::Repeated => formatter.write_str("is given more than once"),
            Self::OddLength => formatter.write_str("has a name without a value"),
            Self::Prefix(prefix) => write!(formatter, "does not begin with `{prefix}`"),
            Self::NotUtf8 => formatter.write_str("is not UTF-8"),
            Self::Characters => formatter.write_str("has characters that may not stand there"),
            Self::NotJson => formatter.write_str("is not JSON"),
            Self::LacksHeader(header) => write!(formatter, "has no header `{header}`"),
            Self::Empty => formatter.write_str("is empty, which would name another path"),
        }
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "parameter `{}` {}", self.name, self.fault)
    }
}

impl std::error::Error for ParameterError {}
