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
    sink.push(
        Diagnostic::new(
            Code::SyntaxError,
            format!("this is not valid JSON: {message}"),
        )
        .at(span, &Pointer::root()),
    );
    false
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
