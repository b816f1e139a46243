//! Values that JSON and its formats have and Rust's standard library has no type for.

mod any;
mod base64;
mod number;
mod prefixed;
mod presence;
#[cfg(feature = "time")]
mod time;

pub use self::any::Any;
pub use self::base64::Base64;
pub use self::number::Number;
pub use self::prefixed::Prefixed;
pub use self::presence::Presence;
#[cfg(feature = "time")]
pub use self::time::{Date, DateTime, Time};

/// Bytes, cheap to clone.
pub use ::bytes::Bytes;

/// A map from property names, in the order of the text.
pub type Map<T> = ::indexmap::IndexMap<String, T>;
