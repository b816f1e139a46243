//! Text that is not to be shown.

use std::fmt;
use std::ops::Deref;

use crate::json::{Decode, DecodeResult, Encode, View, Writer};

/// Text that `Debug` does not show (format `password`), so that logging a request tells no secret.
///
/// It is text in all other ways, but for `Display`, which it does not have.
///
/// ```
/// use oaspen_runtime::types::Secret;
///
/// let password = Secret::from("hunter2");
/// assert_eq!(format!("{password:?}"), "Secret(…)");
/// assert_eq!(password.as_str(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Deref for Secret {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Secret {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.0
    }
}

impl Decode for Secret {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        String::decode(json).map(Self)
    }
}

impl Encode for Secret {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

crate::__serde!(Secret);
