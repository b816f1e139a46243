//! Characters that JSON allows in texts and YAML's parser refuses: U+007F to U+009F, U+FFFE, U+FFFF.
//!
//! They are covered before the text is parsed, so that spans stay, and read from the source after.

use std::borrow::Cow;

/// The text with a printable character of as many bytes in the place of each.
pub(super) fn cover(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let covered = text.chars().map(|found| match found.len_utf8() {
        _ if !is_unprintable(found) => found,
        1 => '?',
        2 => '\u{a1}',
        _ => '\u{fffd}',
    });
    Cow::Owned(covered.collect())
}

/// What the source of a quoted text says, when a character of it was covered.
pub(super) fn uncover(source: &str) -> Option<String> {
    if source.contains(is_unprintable) {
        serde_json::from_str(source).ok()
    } else {
        None
    }
}

fn is_unprintable(found: char) -> bool {
    matches!(found, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}') && found != '\u{85}'
}
