//! Values that JSON and its formats have and Rust's standard library has no type for.

mod any;
mod at_least;
mod base64;
mod decimal;
#[cfg(feature = "time")]
mod duration;
mod external;
mod never;
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
pub use self::never::Never;
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

/// A map of these entries, in this order; of equal names the last counts. What a document leaves open
/// is a `Map<Any>`, whose values become such by `.into()`.
///
/// ```
/// use oaspen_runtime::types::{Any, Map, map_of};
///
/// let photo: Map<Any> = map_of([("id", 7.into()), ("type", "image/png".into())]);
/// assert_eq!(photo.get("id").and_then(Any::as_i64), Some(7));
/// ```
pub fn map_of<K: Into<String>, T>(entries: impl IntoIterator<Item = (K, T)>) -> Map<T> {
    let own = |(name, value): (K, T)| (name.into(), value);
    entries.into_iter().map(own).collect()
}
