//! Which characters JSON strings cannot hold as they are, and how those are written.
//!
//! Eight bytes are looked at in one step, because nearly all text has none of them.

/// A byte in each of eight places.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Whether one of the eight bytes is zero.
const fn has_zero(word: u64) -> bool {
    word.wrapping_sub(each(1)) & !word & each(0x80) != 0
}

/// Whether one of the eight bytes is below a space, a quote or a backslash.
const fn has_special(word: u64) -> bool {
    let below_space = word.wrapping_sub(each(b' ')) & !word & each(0x80) != 0;
    below_space || has_zero(word ^ each(b'"')) || has_zero(word ^ each(b'\\'))
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Splits before the first character that must be escaped, if there is one.
#[inline]
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let clean = words
        .iter()
        .position(|word| has_special(u64::from_ne_bytes(*word)));
    if clean.is_none() && !rest.iter().copied().any(is_special) {
        return None;
    }
    let from = clean.unwrap_or(words.len()) * 8;
    let within = text.bytes().skip(from).position(is_special)?;
    // Special bytes are ASCII, so the split is between characters.
    text.split_at_checked(from + within)
}

/// Writes one of these characters. RFC 8259 §7: quotes, backslashes and control characters must be
/// escaped, nothing else.
pub(super) fn write(text: &mut String, character: char) {
    let short = match character {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        other => return text.push_str(&format!("\\u{:04x}", u32::from(other))),
    };
    text.push_str(short);
}
