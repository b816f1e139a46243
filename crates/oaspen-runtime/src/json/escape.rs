//! Which characters JSON strings cannot hold as they are, and how those are written.
//!
//! Eight bytes are looked at in one step, because nearly all text has none of them.

/// A byte in each of eight places.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The upper bit of each byte that is below a space, a quote or a backslash; of bytes above the
/// first of these, perhaps of others too.
const fn specials(word: u64) -> u64 {
    let below_space = word.wrapping_sub(each(b' '));
    let quote = (word ^ each(b'"')).wrapping_sub(each(1));
    let backslash = (word ^ each(b'\\')).wrapping_sub(each(1));
    (below_space | quote | backslash) & !word & each(0x80)
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// How many bytes there are before the first that cannot stand in a string as it is.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(word) = bytes.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        // The first byte is the lowest one, and a subtraction only borrows from higher ones.
        let specials = specials(u64::from_le_bytes(*word));
        if specials != 0 {
            return length + (specials.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length + rest.iter().take_while(|byte| !is_special(**byte)).count()
}

/// How many digits there are before the first byte that is none.
#[inline]
pub(super) fn digits_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(word) = bytes.get(length..).and_then(<[u8]>::first_chunk::<8>) {
        // Digits become 0 to 9, to which 0x76 can be added below 0x80.
        let word = u64::from_le_bytes(*word) ^ each(b'0');
        let others = (word.wrapping_add(each(0x76)) | word) & each(0x80);
        if others != 0 {
            return length + (others.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Splits before the first character that must be escaped, if there is one.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let length = plain_length(text.as_bytes());
    // Special bytes are ASCII, so the split is between characters.
    text.split_at_checked(length)
        .filter(|(_, rest)| !rest.is_empty())
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
