//! One segment of a path template: `items`, `{id}`, `{name}.{extension}`, `{id}:cancel`.
//!
//! A parameter takes at least one character. Of several parameters in one segment each but the last takes as little as
//! it can.

use std::borrow::Cow;
use std::cmp::Reverse;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What may not stand in a path segment as it is (RFC 3986 §3.3: everything but `pchar`).
const NOT_IN_SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The literals of a segment; between each two of them stands one parameter.
///
/// The order is that of trying: more literal text first, then more parameters, then the text itself.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    rank: (Reverse<usize>, Reverse<usize>),
    /// Never empty; percent-encoded as a client sends them.
    literals: Vec<String>,
}

impl Pattern {
    /// Reads a segment of a template and notes the names of its parameters. An unclosed brace is literal text.
    pub(super) fn new(segment: &'static str, names: &mut Vec<&'static str>) -> Self {
        let mut literals = Vec::new();
        let mut rest = segment;
        while let Some((before, after)) = rest.split_once('{')
            && let Some((name, after)) = after.split_once('}')
        {
            literals.push(encode(before));
            names.push(name);
            rest = after;
        }
        literals.push(encode(rest));
        let length = literals.iter().map(String::len).sum();
        Self {
            rank: (Reverse(length), Reverse(literals.len())),
            literals,
        }
    }

    /// The decoded text, when the segment has no parameter.
    pub(super) fn literal(&self) -> Option<String> {
        match self.literals.as_slice() {
            [only] => Some(decode(only).into_owned()),
            _ => None,
        }
    }

    /// Whether a segment of a request fits; then the values of the parameters are added.
    pub(super) fn matches<'p>(&self, segment: &'p str, values: &mut Vec<&'p str>) -> bool {
        let Some((first, literals)) = self.literals.split_first() else {
            return false;
        };
        let Some((last, between)) = literals.split_last() else {
            return false;
        };
        let Some(inner) = segment.strip_prefix(first.as_str()) else {
            return false;
        };
        let Some(mut rest) = inner.strip_suffix(last.as_str()) else {
            return false;
        };
        for literal in between {
            let Some((value, after)) = split_after_one(rest, literal) else {
                return false;
            };
            values.push(value);
            rest = after;
        }
        values.push(rest);
        !rest.is_empty()
    }
}

/// Splits at the first occurrence of a literal that leaves at least one character before it.
fn split_after_one<'t>(text: &'t str, literal: &str) -> Option<(&'t str, &'t str)> {
    let first = text.chars().next()?.len_utf8();
    let position = first + text.get(first..)?.find(literal)?;
    Some((text.get(..position)?, text.get(position + literal.len()..)?))
}

/// The text of a segment. Bytes that are not UTF-8 are replaced, so they equal no literal of a template.
pub(super) fn decode(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}

fn encode(literal: &str) -> String {
    utf8_percent_encode(literal, NOT_IN_SEGMENT).to_string()
}
