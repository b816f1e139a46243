//! Any JSON value, owned, for what a document leaves open.

use std::fmt;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::str::FromStr;

use super::{Map, Number};
use crate::json::{self, Decode, DecodeResult, Encode, Outline, View, Writer};

/// Any JSON value. Objects keep their order, numbers their exact text.
///
/// Order does not count when objects are compared, nor the spelling when numbers are.
///
/// ```
/// use oaspen_runtime::types::Any;
///
/// let any: Any = r#"{"size": {"width": 3}}"#.parse()?;
/// assert_eq!(any.pointer("/size/width").and_then(Any::as_i64), Some(3));
/// assert_eq!(any.to_string(), r#"{"size":{"width":3}}"#);
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Any {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Any>),
    /// An object.
    Object(Map<Any>),
}

/// Agrees with equality: the order of an object's entries does not count.
impl Hash for Any {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Number(number) => number.hash(state),
            Self::String(text) => text.hash(state),
            Self::Array(items) => items.hash(state),
            Self::Object(map) => {
                let hasher = BuildHasherDefault::<DefaultHasher>::default();
                let entries = map.iter().map(|entry| hasher.hash_one(entry));
                entries.fold(0, u64::wrapping_add).hash(state);
            }
        }
    }
}

impl Any {
    /// What `value` is as JSON.
    ///
    /// # Errors
    /// When it is nested more than 128 levels deep.
    pub fn encode(value: &(impl Encode + ?Sized)) -> DecodeResult<Self> {
        json::from_str(&json::to_string(value))
    }

    /// Decodes the value, tolerantly.
    ///
    /// # Errors
    /// When it is not a `T`.
    pub fn decode<T: Decode>(&self) -> DecodeResult<T> {
        json::from_str(&self.to_string())
    }

    /// An object of these properties, in this order; of equal names the last counts.
    ///
    /// ```
    /// use oaspen_runtime::types::Any;
    ///
    /// let photo = Any::object([("id", 7.into()), ("tags", vec!["a", "b"].into())]);
    /// assert_eq!(photo.to_string(), r#"{"id":7,"tags":["a","b"]}"#);
    /// ```
    #[must_use]
    pub fn object<K: Into<String>>(properties: impl IntoIterator<Item = (K, Self)>) -> Self {
        properties.into_iter().collect()
    }

    /// An array of these items, which may be of several kinds: `Any::array([1.into(), "a".into()])`.
    #[must_use]
    pub fn array(items: impl IntoIterator<Item = Self>) -> Self {
        Self::Array(items.into_iter().collect())
    }

    pub(crate) fn from_view(json: View<'_>) -> Self {
        match json.outline() {
            Outline::Null => Self::Null,
            Outline::Bool(value) => Self::Bool(value),
            Outline::Number(text) => Self::Number(Number::from_text(text)),
            Outline::String(text) => Self::String(text.to_owned()),
            Outline::Array => Self::Array(
                json.items()
                    .into_iter()
                    .flatten()
                    .map(Self::from_view)
                    .collect(),
            ),
            Outline::Object => {
                let own = |(key, value): (&str, _)| (key.to_owned(), Self::from_view(value));
                Self::Object(json.properties().into_iter().flatten().map(own).collect())
            }
        }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self {
            Some(number)
        } else {
            None
        }
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number().and_then(Number::as_u64)
    }

    /// The float nearest to the number, if it is one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().and_then(Number::as_f64)
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self {
            Some(items)
        } else {
            None
        }
    }

    /// The properties, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Map<Self>> {
        if let Self::Object(map) = self {
            Some(map)
        } else {
            None
        }
    }

    /// The value of a property, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object().and_then(|map| map.get(name))
    }

    /// The value that a JSON pointer (RFC 6901) leads to; the empty one leads here.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |value, segment| match value {
                Self::Object(map) => map.get(&segment.replace("~1", "/").replace("~0", "~")),
                Self::Array(items) => items.get(read_index(segment)?),
                Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => None,
            })
    }
}

/// RFC 6901 §4: digits without a leading zero.
fn read_index(segment: &str) -> Option<usize> {
    let digits_only = segment.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = segment.len() > 1 && segment.starts_with('0');
    if digits_only && !leading_zero {
        segment.parse().ok()
    } else {
        None
    }
}

impl Decode for Any {
    const NULLABLE: bool = true;

    fn decode(json: View<'_>) -> DecodeResult<Self> {
        Ok(json.to_any())
    }
}

impl Encode for Any {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(number) => writer.number(number),
            Self::String(text) => writer.string(text),
            Self::Array(items) => Encode::encode(items, writer),
            Self::Object(map) => Encode::encode(map, writer),
        }
    }
}

/// JSON text without whitespace.
impl fmt::Display for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::to_string(self))
    }
}

/// Reads JSON text.
impl FromStr for Any {
    type Err = json::DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        json::from_str(text)
    }
}

impl From<bool> for Any {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Any {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Any {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Number> for Any {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Any {
            fn from(value: $integer) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}

from_integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

/// Not a number and the infinities become `null`.
impl From<f64> for Any {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

impl<T: Into<Any>> From<Option<T>> for Any {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Any>> From<Vec<T>> for Any {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Any>, const N: usize> From<[T; N]> for Any {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

/// An array.
impl<T: Into<Any>> FromIterator<T> for Any {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// An object; of equal names the last counts.
impl<K: Into<String>, V: Into<Any>> FromIterator<(K, V)> for Any {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(properties: I) -> Self {
        let own = |(name, value): (K, V)| (name.into(), value.into());
        Self::Object(properties.into_iter().map(own).collect())
    }
}

impl<T: Into<Any>> From<Map<T>> for Any {
    fn from(map: Map<T>) -> Self {
        Self::Object(
            map.into_iter()
                .map(|(key, value)| (key, value.into()))
                .collect(),
        )
    }
}

crate::__serde!(Any);
