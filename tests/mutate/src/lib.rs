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

/// Generates from a document.
///
/// # Errors
///
/// What does not hold of the output.
pub fn run(document: &Value) -> Result<(), String> {
    let input = Input::from_text("mutated.json", document.to_string());
    check_report(&generate(&input, &Config::default()))
}
