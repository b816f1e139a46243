//! A JSON number with its exact text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::json::number::{self, hash_number, same_number};
use crate::json::{Decode, DecodeError, DecodeResult, Encode, ErrorKind, View, Writer};

/// A JSON number of any size and precision. Its text is kept and written as it was.
///
/// Numbers are equal when their values are: `1`, `1.0` and `10e-1` are.
///
/// ```
/// use oaspen_runtime::types::Number;
///
/// let number: Number = "1.10".parse()?;
/// assert_eq!(number.as_str(), "1.10");
/// assert_eq!(number, "1.1".parse()?);
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Number(Box<str>);

impl Number {
    /// `text` is in JSON's grammar.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(text.into())
    }

    /// A number from a float; `None` for those that JSON has no number for.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(format!("{value:?}").into()))
    }

    /// The exact text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, if it is an integer that fits; `1.0` is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128().and_then(|value| value.try_into().ok())
    }

    /// The value, if it is an integer that fits; `1.0` is one.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128().and_then(|value| value.try_into().ok())
    }

    /// The value, if it is an integer that fits; `1.0` is one.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        number::to_integer(&self.0).to_i128()
    }

    /// The nearest float, if there is a finite one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        same_number(&self.0, &other.0)
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_number(&self.0, state);
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Number {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        if number::is_number(text) {
            return Ok(Self(text.into()));
        }
        Err(DecodeError::new(
            ErrorKind::Syntax,
            "the text is not a number of JSON",
        ))
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

from_integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

impl Decode for Number {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.number("a number").map(Self::from_text)
    }
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer) {
        writer.number(&self.0);
    }
}

crate::__serde!(Number);
