//! Diagnostics for programs.

use serde_json::{Value, json};

use super::printable::is_treacherous;
use crate::{Diagnostic, SourceMap, Span};

/// Renders each diagnostic as one line of JSON, as `docs/diagnostics.schema.json` describes it.
///
/// Every line is an object with `code`, `severity` (`error`, `skipped`, `weakened` or `note`),
/// `message`, the place (`file`, `line`, `column`, `end_line`, `end_column`; all null without a
/// place; lines and columns count from one, columns in characters, the end is exclusive),
/// `pointer`, `labels` (objects with `message` and a place) and `help`.
pub fn render_json(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&escaped(&value(diagnostic, sources)));
        text.push('\n');
    }
    text
}

/// JSON whose strings hold no character that a terminal would act upon.
pub(super) fn escaped(value: &Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        if is_treacherous(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text
}

fn value(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut object = json!({
        "code": diagnostic.code.info().name,
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
    });
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut object = json!({ "message": label.message });
            add_place(&mut object, Some(label.span), sources);
            object
        })
        .collect();
    add_place(&mut object, diagnostic.primary, sources);
    if let Value::Object(map) = &mut object {
        map.insert("pointer".to_owned(), json!(diagnostic.pointer.to_string()));
        map.insert("labels".to_owned(), Value::Array(labels));
        map.insert("help".to_owned(), json!(diagnostic.help));
    }
    object
}

fn add_place(object: &mut Value, span: Option<Span>, sources: &SourceMap) {
    let Value::Object(map) = object else { return };
    let found = span.and_then(|span| Some((sources.get(span.file)?, span)));
    let start = found.map(|(file, span)| file.line_column(span.start));
    let end = found.map(|(file, span)| file.line_column(span.end));
    map.insert("file".to_owned(), json!(found.map(|(file, _)| file.name())));
    map.insert("line".to_owned(), json!(start.map(|place| place.line)));
    map.insert("column".to_owned(), json!(start.map(|place| place.column)));
    map.insert("end_line".to_owned(), json!(end.map(|place| place.line)));
    map.insert(
        "end_column".to_owned(),
        json!(end.map(|place| place.column)),
    );
}
