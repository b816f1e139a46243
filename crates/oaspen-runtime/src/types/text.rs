//! Values that JSON writes as text: read by `FromStr`, written by `Display`.

use std::fmt::Display;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::json::{DecodeError, DecodeResult, ErrorKind, View, Writer};

/// Reads text as a value; `expected` says what it should be.
///
/// # Errors
/// When the value is no text, or text that the type does not read.
pub(crate) fn decode_text<T: FromStr>(json: View<'_>, expected: &str) -> DecodeResult<T> {
    let value = json.string()?.parse();
    value.map_err(|_| json.expected(ErrorKind::Format, expected))
}

/// Writes a value as its text.
pub(crate) fn encode_text(value: &impl Display, writer: &mut Writer) {
    writer.string(&value.to_string());
}

/// The error of a `FromStr` of this crate.
#[cold]
pub(crate) fn not_in_format(expected: &str) -> DecodeError {
    DecodeError::new(ErrorKind::Format, format!("expected {expected}"))
}

/// Implements the codec of types that are text.
macro_rules! text_formats {
    ($($format:ident: $expected:literal;)*) => {$(
        impl $crate::json::Decode for $format {
            fn decode(json: $crate::json::View<'_>) -> $crate::json::DecodeResult<Self> {
                $crate::types::text::decode_text(json, $expected)
            }
        }

        impl $crate::json::Encode for $format {
            fn encode(&self, writer: &mut $crate::json::Writer) {
                $crate::types::text::encode_text(self, writer);
            }
        }
    )*};
}

pub(crate) use text_formats;

// RFC 2673 §3.2 and RFC 4291 §2.2, which the formats name; the latter is written as RFC 5952 asks.
text_formats! {
    Ipv4Addr: "an address such as 192.0.2.1";
    Ipv6Addr: "an address such as 2001:db8::1";
}
