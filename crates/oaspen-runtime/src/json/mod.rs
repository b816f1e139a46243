//! JSON: text to values and back.
//!
//! Text is read in two steps: what stands in it becomes a flat, borrowed [`Tree`], and
//! types [`Decode`] themselves from views of it. Numbers keep their exact text throughout.
//! Writing goes straight into a [`Writer`].
//!
//! ```
//! use oaspen_runtime::json;
//!
//! let numbers: Vec<i64> = json::from_str("[1, 2.0, 3e2]")?;
//! assert_eq!(numbers, [1, 2, 300]);
//! assert_eq!(json::to_string(&numbers), "[1,2,300]");
//!
//! let error = json::from_str::<Vec<i64>>(r#"[1, "two"]"#).unwrap_err();
//! assert_eq!(error.to_string(), r#"at /1: expected an integer, found the string "two""#);
//! # Ok::<(), json::DecodeError>(())
//! ```

mod decode;
mod direction;
mod encode;
mod error;
mod escape;
mod keys;
pub(crate) mod lenient;
mod merge;
pub(crate) mod number;
mod parse;
mod property_error;
mod room;
mod scan;
#[cfg(feature = "serde")]
pub(crate) mod serde;
mod tree;
pub(crate) mod tuple;
mod union;
mod value;
mod view;
mod writer;

pub use decode::{Decode, DecodeResult};
pub use direction::IntoRequest;
pub use encode::Encode;
pub use error::{DecodeError, ErrorKind, Position};
pub(crate) use keys::same_text;
pub use merge::merge_patch;
pub(crate) use tree::Outline;
pub use tree::Tree;
pub use union::{Kinds, Literal, Rule, Test, UnionPlan, decodes, reads_as};
pub use value::{Value, read_value};
pub use view::{Items, Mode, ObjectView, View};
pub use writer::{ArrayWriter, ObjectWriter, Writer};

/// Reads a value from JSON text, tolerating what a newer server may send: unknown properties,
/// unknown enum values where the type has room for them, `null` for an absent property.
///
/// # Errors
/// When the text is not JSON, is nested more than 128 levels deep (or fewer, when a level of `T` is so
/// large that the stack would end), or is not a `T`.
pub fn from_str<T: Decode>(text: &str) -> DecodeResult<T> {
    Tree::read_text(text)?.decode(Mode::Tolerant)
}

/// [`from_str`] for bytes.
///
/// # Errors
/// As [`from_str`]; also when the bytes are not UTF-8.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> DecodeResult<T> {
    Tree::read(bytes)?.decode(Mode::Tolerant)
}

/// [`from_slice`] for bytes that must be exactly what the document says, as a server asks of a
/// request.
///
/// # Errors
/// As [`from_slice`]; also for properties that a closed schema does not name, for enum values and
/// union members that the document does not list, and for `null` where it is not allowed.
pub fn from_slice_strict<T: Decode>(bytes: &[u8]) -> DecodeResult<T> {
    Tree::read(bytes)?.decode(Mode::Strict)
}

/// [`from_slice_strict`] for bytes that must also satisfy everything else that the document demands
/// of the type's values, such as lengths and patterns: as a server reads a body.
///
/// # Errors
/// As [`from_slice_strict`]; also when a condition is broken. [`DecodeError::all`] gives up to 64
/// reasons, each with JSON pointer, code and message.
#[cfg(feature = "validate")]
pub fn from_slice_checked<T: Decode>(bytes: &[u8]) -> DecodeResult<T> {
    crate::validate::decode_checked(&Tree::read(bytes)?, false, None)
}

/// Writes a value as JSON text without whitespace.
#[must_use]
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.into_string()
}

/// [`to_string`] as UTF-8 bytes.
#[must_use]
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// Decodes a value that was built or taken out of another.
///
/// # Errors
/// When the value is not a `T`.
pub fn decode_value<T: Decode>(value: &Value<'_>, mode: Mode) -> DecodeResult<T> {
    Tree::read_text(&to_string(value))?.decode(mode)
}

/// A value as another type that reads what it writes, such as one of the branches it may be.
#[must_use]
pub fn reread<T: Decode>(value: &dyn Encode) -> Option<T> {
    from_str(&to_string(value)).ok()
}

/// The properties of an object but those named: what a type that names no others keeps of it.
#[must_use]
pub fn rest<T: Decode>(value: &dyn Encode, named: &[&str]) -> crate::types::Map<T> {
    let text = to_string(value);
    let tree = Tree::read_text(&text);
    let rest = tree.and_then(|tree| tree.view(Mode::Tolerant).object()?.additional(named));
    rest.unwrap_or_default()
}

/// Decodes a value whose scalars are all strings, such as a parameter's: numbers and booleans are
/// read from text.
///
/// # Errors
/// When the value is not a `T`.
pub fn decode_text<T: Decode>(value: &Value<'_>, mode: Mode) -> DecodeResult<T> {
    T::decode(Tree::read_text(&to_string(value))?.view(mode).text())
}

/// The value that reading the written form of `value` gives.
///
/// # Errors
/// When the value is nested more than 128 levels deep.
pub fn encode_value(value: &dyn Encode) -> DecodeResult<Value<'static>> {
    Tree::read_text(&to_string(value)).map(|tree| tree.to_value(0).into_owned())
}
