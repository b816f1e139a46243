//! A tree as text, which [`super::read_node`] reads as the same tree.
//!
//! Text is written plain only where every YAML parser takes it for text; everything else is quoted
//! as JSON quotes it, or is a literal block where it has lines.

use std::fmt::Write as _;

use super::scalar::{is_plain_text, read_plain};
use super::{Entry, Node, Value};

/// How to write a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// YAML 1.2 in block style.
    Yaml,
    /// JSON, indented.
    Json,
}

/// Writes a tree, with an end of line at its end.
pub fn write_node(node: &Node, spelling: Spelling) -> String {
    let mut text = String::new();
    match spelling {
        Spelling::Yaml => {
            yaml(&mut text, node, 0);
            if text.starts_with('\n') {
                text.remove(0);
            }
        }
        Spelling::Json => {
            json(&mut text, node, 0);
            text.push('\n');
        }
    }
    text.trim_start().to_owned()
}

/// Writes a value after `key:` or `-`, up to the end of its last line.
fn yaml(text: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Map(entries) if !entries.is_empty() => {
            text.push('\n');
            for entry in entries {
                indent(text, depth);
                text.push_str(&scalar(&entry.key));
                text.push(':');
                yaml(text, &entry.value, depth + 1);
            }
        }
        Value::List(items) if !items.is_empty() => {
            text.push('\n');
            for item in items {
                indent(text, depth);
                text.push('-');
                yaml_item(text, item, depth + 1);
            }
        }
        Value::String(string) if is_block(string) => block(text, string, depth),
        Value::String(string) => {
            let _ = writeln!(text, " {}", scalar(string));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => {
            text.push(' ');
            json(text, node, 0);
            text.push('\n');
        }
    }
}

/// The first entry of a mapping stands beside the dash of its item.
fn yaml_item(text: &mut String, node: &Node, depth: usize) {
    let start = text.len();
    yaml(text, node, depth);
    let is_map = node.entries().is_some_and(|entries| !entries.is_empty());
    if is_map {
        let end = start + 1 + 2 * depth;
        text.replace_range(start..end.min(text.len()), " ");
    }
}

fn indent(text: &mut String, depth: usize) {
    text.extend(std::iter::repeat_n("  ", depth));
}

/// Whether a text is readable as a literal block: YAML 1.2.2 §8.1.2.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_calm = |line: &str| !line.ends_with([' ', '\t']);
    let is_printable = |c: char| c == '\n' || c == '\t' || is_shown(c);
    body.contains('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && body.split('\n').all(is_calm)
        && body.chars().all(is_printable)
}

fn block(text: &mut String, string: &str, depth: usize) {
    let (body, mark) = match string.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (string, "|-"),
    };
    let _ = writeln!(text, " {mark}");
    for line in body.split('\n') {
        if !line.is_empty() {
            // The whole document has no indentation of its own to add to.
            indent(text, depth.max(1));
            text.push_str(line);
        }
        text.push('\n');
    }
}

/// A text on one line.
fn scalar(text: &str) -> String {
    let means_itself = matches!(read_plain(text), Ok(Value::String(_)));
    if means_itself && is_plain_text(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// JSON's quotes, with everything escaped that is not seen: a string of JSON is one of YAML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if is_shown(other) => quoted.push(other),
            other => {
                let mut units = [0; 2];
                for unit in other.encode_utf16(&mut units) {
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character stands for itself on the screen.
fn is_shown(character: char) -> bool {
    let is_hidden = matches!(character,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}');
    !character.is_control() && !is_hidden
}

fn json(text: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::String(string) => text.push_str(&quoted(string)),
        Value::List(items) if items.is_empty() => text.push_str("[]"),
        Value::Map(entries) if entries.is_empty() => text.push_str("{}"),
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                next_line(text, index, depth + 1);
                json(text, item, depth + 1);
            }
            close(text, ']', depth);
        }
        Value::Map(entries) => {
            text.push('{');
            for (index, Entry { key, value, .. }) in entries.iter().enumerate() {
                next_line(text, index, depth + 1);
                let _ = write!(text, "{}: ", quoted(key));
                json(text, value, depth + 1);
            }
            close(text, '}', depth);
        }
    }
}

fn next_line(text: &mut String, index: usize, depth: usize) {
    text.push_str(if index == 0 { "\n" } else { ",\n" });
    indent(text, depth);
}

fn close(text: &mut String, bracket: char, depth: usize) {
    text.push('\n');
    indent(text, depth);
    text.push(bracket);
}
