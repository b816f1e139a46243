//! Bytes, plain and as Base64 text. Plain bytes stand in JSON as the string of those bytes.

use std::fmt;
use std::str::FromStr;

use ::base64::Engine as _;
use ::base64::alphabet;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::Bytes;
use super::text::not_in_format;
use crate::json::{Decode, DecodeError, DecodeResult, Encode, ErrorKind, View, Writer};

const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
/// RFC 4648 §4, as `format: byte` and `contentEncoding: base64` mean. Padding is written, and may
/// be missing when read.
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
/// RFC 4648 §5, which many services send in its stead.
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

const EXPECTED: &str = "Base64 text";

/// Bytes that are written as Base64 text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Bytes);

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl<T: Into<Bytes>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl std::ops::Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// The Base64 text, padded.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ::base64::display::Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

/// Both alphabets are read, padded or not.
fn read_text(text: &str) -> Option<Base64> {
    let engine = if text.contains(['-', '_']) {
        &URL_SAFE
    } else {
        &STANDARD
    };
    let bytes = engine.decode(text).ok()?;
    Some(Base64(bytes.into()))
}

/// The bytes that Base64 text stands for; [`Base64::from`] takes the bytes themselves.
///
/// ```
/// use oaspen_runtime::types::Base64;
///
/// let bytes: Base64 = "aGk=".parse()?;
/// assert_eq!(bytes, Base64::from("hi"));
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
impl FromStr for Base64 {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        read_text(text).ok_or_else(|| not_in_format(EXPECTED))
    }
}

impl Decode for Base64 {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        read_text(json.string()?).ok_or_else(|| json.expected(ErrorKind::Format, EXPECTED))
    }
}

impl Encode for Base64 {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

impl Decode for Bytes {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.string()
            .map(|text| Self::copy_from_slice(text.as_bytes()))
    }
}

/// Bytes that are not UTF-8 have no place in JSON: they become replacement characters.
impl Encode for Bytes {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&String::from_utf8_lossy(self));
    }
}

crate::__serde!(Base64);
