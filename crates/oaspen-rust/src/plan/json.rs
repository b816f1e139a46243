//! JSON values as text: whole, and short for docs.

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

/// The value as JSON, whole.
pub(crate) fn text(value: &Json) -> String {
    // Nesting is bounded by the reader of documents.
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(number) => number.clone(),
        Json::String(string) => {
            let mut text = String::new();
            write_string(&mut text, string);
            text
        }
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(properties) => {
            let member = |(name, value): &(String, Json)| {
                format!("{}:{}", text(&Json::String(name.clone())), text(value))
            };
            let members: Vec<String> = properties.iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
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
            other if other.is_control() => {
                text.push_str(&format!("\\u{:04x}", u32::from(other)));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}
