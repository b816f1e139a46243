//! Why JSON could not be decoded: what was expected, what was found, and where.
//!
//! The way to the failing value is gathered while returning from it: each level adds its key or
//! index to the error, and success pays nothing.

use std::fmt;

use super::tree::Outline;
use super::view::View;

/// Why JSON could not be decoded.
///
/// Printed as `at /messages/0/id: expected a string, found the number 5`.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    position: Option<Position>,
    /// What else is wrong with the same text.
    others: Vec<DecodeError>,
    /// From the failing value outwards.
    path: Vec<Segment>,
}

#[derive(Clone, PartialEq, Eq)]
enum Segment {
    Key(String),
    Index(usize),
}

/// Where text stopped being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// Bytes from the start of the text.
    pub offset: usize,
}

/// What kind of failure it is, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Another type of value was expected.
    Type,
    /// A property that must be there is not.
    Missing,
    /// `null` where it is not allowed.
    Null,
    /// A property that the schema does not allow.
    UnknownProperty,
    /// A value that is not among those listed.
    UnknownValue,
    /// A value that fits no member of a union.
    NoBranch,
    /// A number that its type cannot hold, or a wrong number of items.
    Range,
    /// The text is not JSON.
    Syntax,
    /// Nested too deep.
    Depth,
    /// A string that is not in its format.
    Format,
    /// A value of the right type that breaks a condition of the document, such as `max-length`.
    Constraint(&'static str),
}

impl ErrorKind {
    /// A stable name, such as `unknown-property`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Missing => "missing",
            Self::Null => "null",
            Self::UnknownProperty => "unknown-property",
            Self::UnknownValue => "unknown-value",
            Self::NoBranch => "no-branch",
            Self::Range => "range",
            Self::Syntax => "syntax",
            Self::Depth => "depth",
            Self::Format => "format",
            Self::Constraint(code) => code,
        }
    }
}

impl DecodeError {
    /// An error at the value that is being decoded.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Inner {
            kind,
            message,
            position: None,
            others: Vec::new(),
            path: Vec::new(),
        }))
    }

    /// An error that says what was expected and shows what was found.
    #[cold]
    #[must_use]
    pub fn expected(kind: ErrorKind, expected: &str, found: View<'_>) -> Self {
        Self::new(kind, format!("expected {expected}, found {}", Found(found)))
    }

    #[cold]
    pub(crate) fn at(mut self, position: Position) -> Self {
        self.0.position = Some(position);
        self
    }

    /// The same error, seen from the object that holds the failing value under `key`.
    #[cold]
    #[must_use]
    pub fn within_key(mut self, key: &str) -> Self {
        self.enter_key(key);
        self
    }

    /// [`DecodeError::within_key`], in place.
    #[cold]
    pub(super) fn enter_key(&mut self, key: &str) {
        self.0.path.push(Segment::Key(key.to_owned()));
    }

    /// The same error, seen from the array that holds the failing value at `index`.
    #[cold]
    #[must_use]
    pub fn within_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// This error and what else was found wrong with the same text, in the order of looking.
    pub fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.0.others)
    }

    /// Several errors as one; `None` without any. What is said twice of one place is kept once.
    #[cfg(feature = "validate")]
    pub(crate) fn join(errors: Vec<Self>) -> Option<Self> {
        let mut joined: Option<Self> = None;
        for error in errors {
            match &mut joined {
                None => joined = Some(error),
                Some(first) if first.all().any(|known| known.is_twin(&error)) => {}
                Some(first) => first.0.others.push(error),
            }
        }
        joined
    }

    /// This error without the others.
    #[cfg(feature = "validate")]
    pub(crate) fn alone(&self) -> Self {
        let mut alone = self.clone();
        alone.0.others.clear();
        alone
    }

    #[cfg(feature = "validate")]
    fn is_twin(&self, other: &Self) -> bool {
        self.0.kind.code() == other.0.kind.code() && self.0.path == other.0.path
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the text is no JSON, or nested too deep to be read.
    #[cfg(feature = "server")]
    pub(crate) fn is_syntax(&self) -> bool {
        matches!(self.kind(), ErrorKind::Syntax | ErrorKind::Depth)
    }

    /// The JSON pointer (RFC 6901) of the failing value; empty for the whole text.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.0.path.iter().rev() {
            pointer.push('/');
            match segment {
                Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// What is wrong, without where.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where text stopped being JSON; only for [`ErrorKind::Syntax`] and [`ErrorKind::Depth`].
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }
}

/// Decodes the value under a key. Errors are changed in place, for what is decoded may be large.
#[inline]
pub(super) fn within<T>(
    key: &str,
    decode: impl FnOnce() -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let mut decoded = decode();
    if let Err(error) = &mut decoded {
        error.enter_key(key);
    }
    decoded
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Position { line, column, .. }) = self.0.position {
            write!(f, "line {line} column {column}: ")?;
        }
        if !self.0.path.is_empty() {
            write!(f, "at {}: ", self.pointer())?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({}: {self})", self.0.kind.code())
    }
}

impl std::error::Error for DecodeError {}

/// Prints a short picture of a value.
struct Found<'v>(View<'v>);

/// How many characters of a scalar are shown.
const EXCERPT: usize = 40;

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.outline() {
            Outline::Null => f.write_str("null"),
            Outline::Bool(value) => write!(f, "{value}"),
            Outline::Number(text) => write!(f, "the number {}", excerpt(text, EXCERPT)),
            Outline::String(text) => write!(f, "the string {:?}", excerpt(text, EXCERPT)),
            Outline::Array => write!(f, "an array of {}", self.0.length()),
            Outline::Object => f.write_str("an object"),
        }
    }
}

/// The first `limit` characters, and an ellipsis if there are more.
pub(super) fn excerpt(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
