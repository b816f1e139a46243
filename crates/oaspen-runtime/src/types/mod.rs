//! Values that JSON and its formats have and Rust's standard library has no type for.

mod any;
mod at_least;
mod base64;
mod decimal;
#[cfg(feature = "time")]
mod duration;
mod external;
mod number;
mod prefixed;
mod presence;
mod secret;
pub(crate) mod text;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use self::any::Any;
pub use self::at_least::AtLeast;
pub use self::base64::Base64;
pub use self::decimal::Decimal;
#[cfg(feature = "time")]
pub use self::duration::Duration;
#[cfg(feature = "serde-types")]
pub use self::external::{Serde, serde_of, write_serde};
pub use self::external::{Text, text_of, write_text};
pub use self::number::Number;
pub use self::prefixed::Prefixed;
pub use self::presence::Presence;
pub use self::secret::Secret;
#[cfg(feature = "time")]
pub use self::time::{Date, DateTime, Time};

/// A universally unique identifier (format `uuid`).
#[cfg(feature = "uuid")]
pub use ::uuid::Uuid;

/// Bytes, cheap to clone.
pub use ::bytes::Bytes;

/// A map from property names, in the order of the text.
pub type Map<T> = ::indexmap::IndexMap<String, T>;
