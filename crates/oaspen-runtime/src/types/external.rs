//! Types of others in generated types: for those that have other traits than this crate's.
//!
//! A type of one's own gets the traits by [`text_type!`](crate::text_type) or
//! [`serde_type!`](crate::serde_type); a type of somebody else, which may not, stands in one of these.

use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::str::FromStr;

use super::text::{decode_text, encode_text};
use crate::json::{Decode, DecodeResult, Encode, View, Writer};

/// A value that JSON holds as text, by its `FromStr` and `Display`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<T>(pub T);

/// A value that JSON holds as its `serde` traits say.
#[cfg(feature = "serde-types")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serde<T>(pub T);

macro_rules! around {
    ($($around:ident)*) => {$(
        impl<T> From<T> for $around<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }

        impl<T> Deref for $around<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> DerefMut for $around<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }
    )*};
}

around!(Text);
#[cfg(feature = "serde-types")]
around!(Serde);

impl<T: FromStr> Decode for Text<T> {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        text_of(json).map(Self)
    }
}

impl<T: Display> Encode for Text<T> {
    fn encode(&self, writer: &mut Writer) {
        write_text(&self.0, writer);
    }
}

/// Reads text by `FromStr`.
///
/// # Errors
/// When the value is no text, or text that the type does not read.
pub fn text_of<T: FromStr>(json: View<'_>) -> DecodeResult<T> {
    decode_text(json, "text in its format")
}

/// Writes text by `Display`.
pub fn write_text(value: &impl Display, writer: &mut Writer) {
    encode_text(value, writer);
}

#[cfg(feature = "serde-types")]
mod serde_types {
    use serde_core::Serialize;
    use serde_core::de::DeserializeOwned;

    use super::Serde;
    use crate::json::{Decode, DecodeError, DecodeResult, Encode, ErrorKind, View, Writer};
    use crate::types::Any;

    impl<T: DeserializeOwned> Decode for Serde<T> {
        fn decode(json: View<'_>) -> DecodeResult<Self> {
            serde_of(json).map(Self)
        }
    }

    impl<T: Serialize> Encode for Serde<T> {
        fn encode(&self, writer: &mut Writer) {
            write_serde(&self.0, writer);
        }
    }

    /// Reads a value by `Deserialize`.
    ///
    /// # Errors
    /// When the type does not read it.
    pub fn serde_of<T: DeserializeOwned>(json: View<'_>) -> DecodeResult<T> {
        let text = json.to_any().to_string();
        serde_json::from_str(&text)
            .map_err(|error| DecodeError::new(ErrorKind::Format, error.to_string()))
    }

    /// Writes a value by `Serialize`; as `null` when that fails, because encoding cannot.
    pub fn write_serde(value: &impl Serialize, writer: &mut Writer) {
        let text = serde_json::to_string(value).unwrap_or_default();
        text.parse::<Any>().unwrap_or_default().encode(writer);
    }
}

#[cfg(feature = "serde-types")]
pub use serde_types::{serde_of, write_serde};

/// Implements this crate's traits for a type of yours by its `FromStr` and `Display`.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// struct Sku(u32);
///
/// impl std::fmt::Display for Sku {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         write!(f, "SKU-{}", self.0)
///     }
/// }
///
/// impl std::str::FromStr for Sku {
///     type Err = std::num::ParseIntError;
///
///     fn from_str(text: &str) -> Result<Self, Self::Err> {
///         text.trim_start_matches("SKU-").parse().map(Self)
///     }
/// }
///
/// oaspen_runtime::text_type!(Sku);
///
/// let sku: Sku = oaspen_runtime::json::from_str("\"SKU-7\"")?;
/// assert_eq!(oaspen_runtime::json::to_string(&sku), "\"SKU-7\"");
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
#[macro_export]
macro_rules! text_type {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::json::Decode for $name {
            fn decode(json: $crate::json::View<'_>) -> $crate::json::DecodeResult<Self> {
                $crate::types::text_of(json)
            }
        }

        impl $crate::json::Encode for $name {
            fn encode(&self, writer: &mut $crate::json::Writer) {
                $crate::types::write_text(self, writer);
            }
        }
    )+};
}

/// Implements this crate's traits for a type of yours by its `Serialize` and `Deserialize`.
#[cfg(feature = "serde-types")]
#[macro_export]
macro_rules! serde_type {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::json::Decode for $name {
            fn decode(json: $crate::json::View<'_>) -> $crate::json::DecodeResult<Self> {
                $crate::types::serde_of(json)
            }
        }

        impl $crate::json::Encode for $name {
            fn encode(&self, writer: &mut $crate::json::Writer) {
                $crate::types::write_serde(self, writer);
            }
        }
    )+};
}
