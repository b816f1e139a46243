//! JSON values as text: cut for docs, whole for tables.

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

/// The value as JSON, whole. As deep as the reader allows values to be nested.
pub(crate) fn compact(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(text) => text.clone(),
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(compact).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(properties) => {
            let entry =
                |(name, value): &(String, Json)| format!("{}:{}", quoted(name), compact(value));
            let entries: Vec<String> = properties.iter().map(entry).collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

/// RFC 8259 §7: quotes, backslashes and control characters are escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
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
