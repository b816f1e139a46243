//! Which texts are JSON, and whether they are valid JSON.
//!
//! The tree itself is made by the YAML reader, because JSON is a subset of YAML 1.2 and only that
//! reader knows spans. YAML accepts more than JSON, so strictness is checked here.

use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Sink, Span};
use serde::de::IgnoredAny;

/// Whether a file is to be read as JSON: by its name, else by its first character.
pub(super) fn is_json(name: &str, text: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => true,
        // A flow mapping is a legal way to begin a YAML file.
        Some("yaml" | "yml") => false,
        Some(_) | None => text
            .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
            .starts_with('{'),
    }
}

/// Reports the first place where `text` is not JSON.
pub(super) fn check_json(sink: &mut Sink, file: FileId, text: &str) -> bool {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.trim().is_empty() {
        // The tree's reader says so in better words.
        return true;
    }
    let Err(error) = serde_json::from_str::<IgnoredAny>(body) else {
        return true;
    };
    let offset = text.len() - body.len() + offset_of(body, error.line(), error.column());
    let message = error.to_string();
    // The place is shown by the excerpt.
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(before, _)| before);
    let end = (offset + 1).min(text.len());
    let span = Span::new(file, to_u32(offset.min(end)), to_u32(end));
    let mut diagnostic = Diagnostic::new(
        Code::SyntaxError,
        format!("this is not valid JSON: {message}"),
    )
    .at(span, &Pointer::root());
    if let Some(help) = way_out(text, offset) {
        diagnostic = diagnostic.help(help);
    }
    sink.push(diagnostic);
    false
}

/// What to do about JSON that would be fine as YAML or in a language near to JSON: RFC 8259 §2.
fn way_out(text: &str, offset: usize) -> Option<&'static str> {
    let (before, from) = text.split_at_checked(offset)?;
    let is_closing = from.trim_start().starts_with([']', '}']);
    if from.starts_with("//") || from.starts_with("/*") {
        return Some(
            "JSON has no comments: remove it, or call the file `.yaml` and begin it with `#`",
        );
    }
    (is_closing && before.trim_end().ends_with(','))
        .then_some("remove the comma before it: JSON allows none after the last entry")
}

/// The byte before which `serde_json` gave up; it counts columns in bytes, from one.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
