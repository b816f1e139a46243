//! What the manifests say: inherited lints, dependencies that keep the layers, feature documents.

use std::fs;
use std::io;
use std::path::Path;

use toml::Table;

use super::Violation;

/// What each crate of ours may depend on among our own.
const LAYERS: &[(&str, &[&str])] = &[
    ("oaspen-diagnostics", &[]),
    ("oaspen-document", &["oaspen-diagnostics"]),
    ("oaspen-ir", &["oaspen-diagnostics", "oaspen-document"]),
    ("oaspen-rust", &["oaspen-diagnostics", "oaspen-ir"]),
    (
        "oaspen",
        &[
            "oaspen-diagnostics",
            "oaspen-document",
            "oaspen-ir",
            "oaspen-rust",
        ],
    ),
    ("oaspen-runtime", &[]),
];

/// Lines of a document under `spec/features`.
const FEATURE_DOCUMENT: usize = 60;

/// Reports dependencies that break the layers, crates without the workspace's lints and feature
/// documents that show more than one feature.
pub(crate) fn check(root: &Path, violations: &mut Vec<Violation>) -> io::Result<()> {
    for (name, allowed) in LAYERS {
        let path = format!("crates/{name}/Cargo.toml");
        let text = fs::read_to_string(root.join(&path))?;
        check_manifest(&path, &text, allowed, violations);
    }
    let Ok(features) = fs::read_dir(root.join("spec/features")) else {
        return Ok(());
    };
    for entry in features {
        let entry = entry?;
        let lines = fs::read_to_string(entry.path())?.lines().count();
        if lines > FEATURE_DOCUMENT {
            let path = format!("spec/features/{}", entry.file_name().to_string_lossy());
            let message = format!(
                "{lines} lines; a document that shows one feature has at most {FEATURE_DOCUMENT}"
            );
            violations.push(Violation::new(&path, 0, message));
        }
    }
    Ok(())
}

pub(super) fn check_manifest(
    path: &str,
    text: &str,
    allowed: &[&str],
    violations: &mut Vec<Violation>,
) {
    let manifest: Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => {
            violations.push(Violation::new(path, 0, error.to_string()));
            return;
        }
    };
    let inherits = manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace"))
        .and_then(toml::Value::as_bool);
    if inherits != Some(true) {
        violations.push(Violation::new(
            path,
            0,
            "does not inherit the workspace's lints",
        ));
    }
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = dependencies.into_iter().flat_map(Table::keys);
    for name in names.filter(|name| name.starts_with("oaspen")) {
        if !allowed.contains(&name.as_str()) {
            let message = format!("may not depend on `{name}`: the layers forbid it");
            violations.push(Violation::new(path, 0, message));
        }
    }
}
