//! Universally unique identifiers (format `uuid`): the `uuid` crate's own type.

use ::uuid::Uuid;

use super::text::encode_text;
use crate::json::{Decode, DecodeResult, Encode, ErrorKind, View, Writer};

/// RFC 9562 §4: 36 characters in either case, written in lower case. The other spellings that the
/// crate reads, in braces or without hyphens, are not the format.
impl Decode for Uuid {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        let text = json.string()?;
        let read = if text.len() == ::uuid::fmt::Hyphenated::LENGTH {
            Self::try_parse(text).ok()
        } else {
            None
        };
        read.ok_or_else(|| {
            let expected = "a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8";
            json.expected(ErrorKind::Format, expected)
        })
    }
}

impl Encode for Uuid {
    fn encode(&self, writer: &mut Writer) {
        encode_text(self, writer);
    }
}
