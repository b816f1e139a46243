//! The start of a body as a message shows it: text only, bounded, and on one line.

use bytes::Bytes;
use std::fmt::Write as _;

use crate::body::MediaType;

/// How many characters are shown.
const LENGTH: usize = 200;

/// The start of a body that is text; empty when there is nothing to show. Of other bodies only
/// their length and media type are told.
pub(super) fn excerpt_body(content_type: &str, body: &Bytes) -> String {
    if body.is_empty() {
        return String::new();
    }
    if is_textual(content_type)
        && let Some(text) = text_start(body)
    {
        return excerpt(text);
    }
    let kind = MediaType::parse(content_type).map_or(String::new(), |media_type| {
        format!(" of {}/{}", media_type.kind(), media_type.subtype())
    });
    format!("{} bytes{kind}", body.len())
}

/// The start of a text, with control characters escaped and white space at both ends removed.
pub(super) fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    for (count, character) in text.trim().chars().enumerate() {
        if count == LENGTH {
            shown.push('…');
            break;
        }
        if is_deceptive(character) {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a content type speaks of text. What says nothing may be text.
fn is_textual(content_type: &str) -> bool {
    MediaType::parse(content_type).is_none_or(|media_type| {
        let is = |name: &str| {
            media_type.subtype().eq_ignore_ascii_case(name)
                || media_type
                    .suffix()
                    .is_some_and(|suffix| suffix.eq_ignore_ascii_case(name))
        };
        media_type.kind().eq_ignore_ascii_case("text")
            || ["json", "xml", "yaml", "x-www-form-urlencoded"]
                .into_iter()
                .any(is)
    })
}

/// As much of the start as is shown, if it is UTF-8.
fn text_start(body: &[u8]) -> Option<&str> {
    // One more character than is shown, of four bytes at most, and not all white space.
    let start = body.trim_ascii_start();
    let start = start.get(..(LENGTH + 1) * 4).unwrap_or(start);
    match std::str::from_utf8(start) {
        Ok(text) => Some(text),
        // The last character may be cut.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(start.get(..error.valid_up_to())?).ok()
        }
        Err(_) => None,
    }
}

/// Whether a character moves the cursor or the direction of what follows.
fn is_deceptive(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content_type: &str, body: &[u8], expected: &str) {
        assert_eq!(
            excerpt_body(content_type, &Bytes::copy_from_slice(body)),
            expected
        );
    }

    #[test]
    fn text_is_shown_on_one_line() {
        check(
            "application/json",
            b"{\n  \"a\": 1\n}\n",
            r#"{\n  "a": 1\n}"#,
        );
        check(
            "text/html; charset=utf-8",
            b"  <p>\x1b[31m",
            r"<p>\u{1b}[31m",
        );
        check(
            "application/problem+json",
            "é\u{202e}".as_bytes(),
            r"é\u{202e}",
        );
        check("", b"plain", "plain");
        check("text/plain", b"", "");
    }

    #[test]
    fn other_bodies_are_measured() {
        check("image/png", b"\x89PNG", "4 bytes of image/png");
        check("", b"\xff\xfe", "2 bytes");
        check("text/plain", b"caf\xe9!", "5 bytes of text/plain");
    }

    #[test]
    fn long_texts_are_cut() {
        let shown = |text: &str| excerpt_body("text/plain", &Bytes::from(text.to_owned()));
        assert_eq!(shown(&"x".repeat(200)), "x".repeat(200));
        assert_eq!(shown(&"x".repeat(201)), "x".repeat(200) + "…");
        assert_eq!(
            shown(&"\u{1f600}".repeat(9999)),
            "\u{1f600}".repeat(200) + "…"
        );
        assert_eq!(
            shown(&("x".to_owned() + &"é".repeat(9999))),
            "x".to_owned() + &"é".repeat(199) + "…"
        );
    }
}
