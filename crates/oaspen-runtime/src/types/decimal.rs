//! A number that JSON writes as text, because readers of JSON numbers round.

use std::fmt;
use std::str::FromStr;

use super::Number;
use super::text::{not_in_format, text_formats};
use crate::json::{DecodeError, DecodeResult};

/// A number of any size and precision, in a string (format `decimal` of a string).
///
/// Its text is kept and written as it was; equality goes by value.
///
/// ```
/// use oaspen_runtime::types::Decimal;
///
/// let price: Decimal = "19.90".parse()?;
/// assert_eq!(price.to_string(), "19.90");
/// assert_eq!(price, "19.9".parse()?);
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(pub Number);

impl Decimal {
    /// The exact text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<T: Into<Number>> From<T> for Decimal {
    fn from(number: T) -> Self {
        Self(number.into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Decimal {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        let number = text.parse().map(Self);
        number.map_err(|_| not_in_format("a decimal number such as 1.50"))
    }
}

text_formats! {
    Decimal: "a decimal number such as 1.50";
}

crate::__serde!(Decimal);
