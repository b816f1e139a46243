//! Percent-encoding of RFC 3986. Which characters stay is decided here and nowhere else.

use std::borrow::Cow;

#[cfg(feature = "client")]
use percent_encoding::percent_encode_byte;
use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode,
};

/// All but the unreserved characters (RFC 3986 §2.3).
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// As [`COMPONENT`], and the dot, where it separates items.
const DOTTED: &AsciiSet = &COMPONENT.add(b'.');

/// What is neither reserved nor unreserved, and of the reserved characters those that would
/// end a query or one of its pairs, or read as a space.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'&')
    .add(b'#')
    .add(b'+');

/// As [`RESERVED`], and the comma, where it separates items.
const RESERVED_ITEM: &AsciiSet = &RESERVED.add(b',');

/// Which characters a piece of text may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Letters, digits, `-._~`.
    Unreserved,
    /// As [`Keep::Unreserved`] without the dot.
    UnreservedButDot,
    /// Reserved characters too, as `allowReserved` asks.
    Reserved,
    /// As [`Keep::Reserved`] without the comma.
    ReservedButComma,
}

/// Percent-encodes what may not stay.
pub(crate) fn encode_percent(text: &str, keep: Keep) -> Cow<'_, str> {
    let set = match keep {
        Keep::Unreserved => COMPONENT,
        Keep::UnreservedButDot => DOTTED,
        Keep::Reserved => RESERVED,
        Keep::ReservedButComma => RESERVED_ITEM,
    };
    utf8_percent_encode(text, set).into()
}

/// Percent-encodes all but letters, digits and `-._~`: fits a path segment, a query name or a
/// query value.
#[must_use]
pub fn encode_component(text: &str) -> Cow<'_, str> {
    encode_percent(text, Keep::Unreserved)
}

/// Percent-encodes one character more in text that is encoded already.
#[cfg(feature = "client")]
pub(crate) fn escape_character(encoded: &str, character: char) -> String {
    let mut text = String::with_capacity(encoded.len());
    // The digits of a triplet stay.
    let mut digits = 0_u8;
    for next in encoded.chars() {
        if next == character && digits == 0 {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                text.push_str(percent_encode_byte(byte));
            }
        } else {
            digits = if next == '%' {
                2
            } else {
                digits.saturating_sub(1)
            };
            text.push(next);
        }
    }
    text
}

/// The text that these bytes are; what is none is percent-encoded, but for its ASCII.
pub(crate) fn escape_others(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => percent_encode(bytes, &AsciiSet::EMPTY).into(),
    }
}

/// Undoes percent-encoding; `None` when the bytes are not UTF-8. A `%` that starts no
/// triplet stays.
#[must_use]
pub fn decode_percent(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}
