//! The line of a file that a span begins in, cut to a readable length.
//!
//! A span that covers many lines is shown by its first; a line of megabytes by a window. So the
//! cost of an excerpt does not depend on the size of what is wrong.

use std::ops::Range;

use crate::{SourceFile, Span};

/// The longest line that is shown as a whole, in bytes.
const LONGEST_LINE: usize = 200;
/// How much of a longer line is shown before the place.
const BEFORE: usize = 40;
/// How much of a longer line is shown from the place on.
const AFTER: usize = 100;
/// What stands for the rest of a line.
const ELLIPSIS: &str = "…";

/// A line to show and the range in it to mark.
pub(super) struct Excerpt {
    /// The line, without its end.
    pub(super) text: String,
    /// Its number, from one.
    pub(super) line: usize,
    /// The column of the place in the whole line, in characters, from one.
    pub(super) column: usize,
    /// The bytes of `text` to mark.
    pub(super) marked: Range<usize>,
    /// Whether `text` is only a window of the line.
    pub(super) is_cut: bool,
}

/// The excerpt for a span of a file.
pub(super) fn excerpt(file: &SourceFile, span: Span) -> Excerpt {
    let text = file.text();
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).max(start));
    let place = file.line_column(span.start);
    let line = file.line_range(place.line as usize);
    let end = end.min(line.end).max(start.min(line.end));
    let is_cut = line.len() > LONGEST_LINE;
    let shown = if is_cut {
        floor(text, start.saturating_sub(BEFORE)).max(line.start)
            ..floor(text, start.saturating_add(AFTER))
                .min(line.end)
                .max(start)
    } else {
        line.clone()
    };
    let mut excerpt = String::new();
    if shown.start > line.start {
        excerpt.push_str(ELLIPSIS);
    }
    let offset = excerpt.len();
    excerpt.push_str(&visible(text.get(shown.clone()).unwrap_or("")));
    let within = |at: usize| at.clamp(shown.start, shown.end) - shown.start + offset;
    let marked = within(start)..within(end);
    if shown.end < line.end {
        excerpt.push_str(ELLIPSIS);
    }
    Excerpt {
        text: excerpt,
        line: place.line as usize,
        column: place.column as usize,
        marked,
        is_cut,
    }
}

/// A line by its number from one, or what stands for it when it is too long to show.
pub(super) fn whole_line(file: &SourceFile, line: usize) -> String {
    let text = file.text().get(file.line_range(line)).unwrap_or("");
    if text.len() > LONGEST_LINE {
        return ELLIPSIS.to_owned();
    }
    visible(text)
}

/// Text in which what the renderer would let through to the terminal is replaced by characters of
/// the same length in bytes, so that places stay where they are: ECMA-48's controls and line ends.
fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{80}'..='\u{9f}' => '\u{b7}',
            '\u{2028}' | '\u{2029}' => '\u{fffd}',
            other => other,
        })
        .collect()
}

/// The nearest boundary of a character at or before an offset.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
