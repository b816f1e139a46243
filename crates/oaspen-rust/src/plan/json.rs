//! JSON values as text, for docs.

use oaspen_ir::ir::Json;

/// The value as compact JSON; long ones are cut.
pub(crate) fn shown(value: &Json) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

const LONGEST: usize = 160;

/// Nothing below this is shown.
const DEEPEST: usize = 16;

fn write(text: &mut String, value: &Json, depth: usize) {
    // What is cut off need not be written.
    if text.len() > 4 * LONGEST || depth > DEEPEST {
        return text.push('…');
    }
    match value {
        Json::Null => text.push_str("null"),
        Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(number) => text.push_str(number),
        Json::String(string) => write_string(text, string),
        Json::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                write(text, item, depth + 1);
            }
            text.push(']');
        }
        Json::Object(properties) => {
            text.push('{');
            for (at, (name, value)) in properties.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                write_string(text, name);
                text.push_str(": ");
                write(text, value, depth + 1);
            }
            text.push('}');
        }
    }
}

fn write_string(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            other => text.push(other),
        }
    }
    text.push('"');
}
