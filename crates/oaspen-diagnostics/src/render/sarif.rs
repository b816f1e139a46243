//! Diagnostics as a log of the Static Analysis Results Interchange Format, SARIF 2.1.0.

use serde_json::{Value, json};

use super::json::escaped;
use crate::{Code, Diagnostic, Pointer, Severity, SourceMap, Span};

/// A log that is being filled.
#[derive(Clone, Debug)]
pub struct Sarif {
    version: String,
    results: Vec<Value>,
}

impl Sarif {
    /// A log of a version of the tool.
    pub fn new(version: &str) -> Self {
        Self {
            version: version.to_owned(),
            results: Vec::new(),
        }
    }

    /// Adds diagnostics.
    pub fn add(&mut self, diagnostics: &[Diagnostic], sources: &SourceMap) {
        let results = diagnostics.iter().map(|found| result(found, sources));
        self.results.extend(results);
    }

    /// The log as JSON on one line: SARIF §3.13.
    pub fn render(&self) -> String {
        let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
        escaped(&json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "oaspen",
                    "version": self.version,
                    "rules": rules,
                } },
                // SARIF §3.14.17: columns of ours count code points.
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        }))
    }
}

/// SARIF §3.49.
fn rule(code: Code) -> Value {
    let info = code.info();
    json!({
        "id": info.name,
        "shortDescription": { "text": info.summary },
        "fullDescription": { "text": info.explanation },
        "defaultConfiguration": { "level": level(info.severity) },
    })
}

/// SARIF §3.27.10.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Skipped | Severity::Weakened => "warning",
        Severity::Note => "note",
    }
}

/// SARIF §3.27.
fn result(found: &Diagnostic, sources: &SourceMap) -> Value {
    let text = match &found.help {
        Some(help) => format!("{}; {help}", found.message),
        None => found.message.clone(),
    };
    let mut place = found
        .primary
        .map_or_else(|| json!({}), |span| location(span, sources));
    if let Value::Object(place) = &mut place
        && found.pointer != Pointer::root()
    {
        let logical = json!([{ "fullyQualifiedName": found.pointer.to_string() }]);
        place.insert("logicalLocations".to_owned(), logical);
    }
    let related: Vec<Value> = found
        .labels
        .iter()
        .map(|label| {
            let mut related = location(label.span, sources);
            if let Value::Object(related) = &mut related {
                related.insert("message".to_owned(), json!({ "text": label.message }));
            }
            related
        })
        .collect();
    json!({
        "ruleId": found.code.info().name,
        "ruleIndex": Code::ALL.iter().position(|code| *code == found.code),
        "level": level(found.severity),
        "message": { "text": text },
        "locations": if place == json!({}) { json!([]) } else { json!([place]) },
        "relatedLocations": related,
        "properties": { "severity": found.severity.as_str() },
    })
}

/// SARIF §3.28 to §3.30.
fn location(span: Span, sources: &SourceMap) -> Value {
    let Some(file) = sources.get(span.file) else {
        return json!({});
    };
    let (start, end) = (file.line_column(span.start), file.line_column(span.end));
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(file.name()) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    } })
}

/// A path as a relative or absolute URI reference: RFC 3986 §4.2.
fn uri(path: &str) -> String {
    let mut text = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:@!$&'()*+,;=".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
