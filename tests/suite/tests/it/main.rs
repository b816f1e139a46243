//! The integration tests of the repository, one module for each question.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up, or does not find what it looks for, fails"
)]

mod determinism;
mod diagnostics;
mod features;
mod hostile;
mod instances;
mod ledger;
mod listing;
mod live_features;
mod live_whatsapp;
mod mutated;
mod naming;
mod openapiv3;
mod oracle;
mod registry;
mod round_trip;
mod stopwatch;
mod twins;
mod vendored;
mod whatsapp;
mod witness;

use std::path::{Path, PathBuf};

/// The repository's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The documents of a folder below `spec`, sorted: name without extension, and path.
fn documents(folder: &str) -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(root().join("spec").join(folder)).expect("the folder is there");
    let mut documents: Vec<(String, PathBuf)> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "yaml" || end == "json")
        })
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .collect();
    documents.sort();
    documents
}
