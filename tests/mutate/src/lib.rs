//! Documents that are wrong in structured ways, and what must hold of their output.
//!
//! Bytes choose a fixture and what is done to it: keys go, come and change their names, values
//! change their types and places, references point anywhere, and texts attack. The same bytes give
//! the same document, so that a fuzzer and a short run of the tests share everything.

mod choices;
mod mutation;
mod oracle;
mod texts;

use std::path::Path;

use oaspen::{Config, Input, generate};
use serde_json::Value;

pub use choices::seeded_bytes;
pub use mutation::mutate;
pub use oracle::check_report;

/// The documents of a folder that `serde_yaml` can read, sorted by name.
///
/// # Errors
///
/// The folder or one of its files cannot be read.
pub fn read_fixtures(folder: &Path) -> std::io::Result<Vec<Value>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    let mut fixtures = Vec::new();
    for path in paths {
        fixtures.extend(serde_yaml::from_str::<Value>(&std::fs::read_to_string(
            path,
        )?));
    }
    Ok(fixtures)
}

/// Generates from a document whose sections are all in another file.
///
/// # Errors
///
/// What does not hold of the output.
pub fn run_split(document: &Value) -> Result<(), String> {
    const WHOLE: [&str; 4] = ["openapi", "swagger", "info", "$self"];
    let mut entry = document.clone();
    for (key, value) in entry.as_object_mut().into_iter().flatten() {
        if !WHOLE.contains(&key.as_str()) {
            let place = key.replace('~', "~0").replace('/', "~1");
            *value = serde_json::json!({ "$ref": format!("parts.json#/{place}") });
        }
    }
    let input = Input::from_text("mutated.json", entry.to_string())
        .with_file("parts.json", document.to_string());
    check_report(&generate(&input, &Config::default()))
}

/// Generates from a document with an overlay.
///
/// # Errors
///
/// What does not hold of the output.
pub fn run_overlaid(document: &Value, overlay: &Value) -> Result<(), String> {
    let input = Input::from_text("mutated.json", document.to_string())
        .with_file("overlay.json", overlay.to_string());
    let config = Config {
        overlays: vec!["overlay.json".to_owned()],
        ..Config::default()
    };
    check_report(&generate(&input, &config))
}

/// Generates from a document.
///
/// # Errors
///
/// What does not hold of the output.
pub fn run(document: &Value) -> Result<(), String> {
    let input = Input::from_text("mutated.json", document.to_string());
    check_report(&generate(&input, &Config::default()))
}
