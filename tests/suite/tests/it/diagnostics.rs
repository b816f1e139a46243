//! What people read when a document is wrong: one document for each code of the catalogue.
//!
//! A case is a file `spec/diagnostics/<code>.yaml` (or `<code>--<what>.yaml`, or a folder with
//! `openapi.yaml` in it, and perhaps a configuration `oaspen.toml`) and must give its code. That each
//! code has a case is tidy's to say.

use std::path::{Path, PathBuf};

use oaspen::{Config, Input, generate};
use oaspen_diagnostics::{Colour, Sink, SourceMap, render_human, render_json};

use crate::root;

/// Name of the case and its entry file.
fn cases() -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(root().join("spec/diagnostics")).expect("the folder is there");
    let mut cases: Vec<(String, PathBuf)> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
        .map(|(name, path)| match path.is_dir() {
            true => (name, path.join("openapi.yaml")),
            false => (name, path),
        })
        .collect();
    cases.sort();
    cases
}

/// The configuration of a case that is a folder.
fn config(document: &Path) -> Config {
    let mut config = Config::default();
    let path = document.with_file_name("oaspen.toml");
    if path.exists() && document.ends_with("openapi.yaml") {
        let (mut sink, mut sources) = (Sink::new(), SourceMap::new());
        let file = oaspen::fs::read_config(&mut sink, &mut sources, &path);
        file.expect("the configuration can be read")
            .apply(&mut config);
    }
    config
}

#[test]
fn every_case_reads_well_and_gives_its_code() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/suite/tests/it/snapshots/diagnostics"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let prefix = format!("{}/", root().display());
    settings.bind(|| {
        for (name, path) in cases() {
            let code = name
                .split("--")
                .next()
                .expect("a split has a first part")
                .to_owned();
            let report = generate(&Input::from_path(&path.to_string_lossy()), &config(&path));
            let text = render_human(&report.diagnostics, &report.sources, Colour::Never);
            let given = report
                .diagnostics
                .iter()
                .any(|found| found.code.info().name == code);
            assert!(given, "{name} does not give `{code}` but:\n{text}");
            insta::assert_snapshot!(name, text.replace(&prefix, ""));
        }
    });
}

#[test]
fn the_catalogue_says_when_a_severity_is_another() {
    for (name, path) in cases() {
        let report = generate(&Input::from_path(&path.to_string_lossy()), &config(&path));
        for found in &report.diagnostics {
            let info = found.code.info();
            let word = found.severity.as_str();
            let is_said = info.otherwise.to_lowercase().contains(word);
            assert!(
                found.severity == info.severity || is_said,
                "{name}: `{}` is {word} here, of which the catalogue says nothing",
                info.name
            );
        }
    }
}

#[test]
fn programs_get_what_the_schema_describes() {
    let schema = std::fs::read_to_string(root().join("docs/diagnostics.schema.json"));
    let schema = serde_json::from_str(&schema.expect("it is there")).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    for (name, path) in cases() {
        let report = generate(&Input::from_path(&path.to_string_lossy()), &config(&path));
        for line in render_json(&report.diagnostics, &report.sources).lines() {
            let value = serde_json::from_str(line).expect("it is JSON");
            let found: Vec<String> = validator
                .iter_errors(&value)
                .map(|e| e.to_string())
                .collect();
            assert!(found.is_empty(), "{name}: {found:?}\n{line}");
        }
    }
}
