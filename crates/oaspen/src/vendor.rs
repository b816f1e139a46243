//! The runtime crate's own source, to be written beside generated crates.

use oaspen_rust::Files;
use toml::{Table, Value};

use crate::drift::COPIED;

/// Path within the crate and content of every source file of the runtime.
const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));
pub(crate) const MANIFEST: &str = include_str!(concat!(env!("OUT_DIR"), "/runtime_manifest.toml"));
const WORKSPACE: &str = include_str!(concat!(env!("OUT_DIR"), "/workspace_manifest.toml"));

/// The folder that a copy of the runtime is written to.
pub(crate) const FOLDER: &str = "oaspen-runtime";

/// A copy of the runtime crate that needs nothing but crates.io.
pub fn runtime_files() -> Files {
    let mut files = Files::new();
    for (path, content) in SOURCES {
        files.insert(format!("{FOLDER}/{path}"), *content);
    }
    files.insert(format!("{FOLDER}/Cargo.toml"), manifest());
    files
}

/// The runtime's manifest with what it inherits from this workspace written out.
fn manifest() -> String {
    let parse = |text: &str| text.parse::<Table>().unwrap_or_default();
    let mut manifest = parse(MANIFEST);
    let workspace = parse(WORKSPACE);
    let inherited =
        |section: &str, key: &str| workspace.get("workspace")?.get(section)?.get(key).cloned();
    // Tests stay at home, and so do the lints of this workspace.
    manifest.remove("dev-dependencies");
    manifest.remove("lints");
    manifest.remove("test");
    manifest.remove("bench");
    for (key, value) in entries(&mut manifest, "package") {
        if is_inherited(value) {
            *value = inherited("package", key).unwrap_or_else(|| Value::String(String::new()));
        }
    }
    for (key, value) in dependencies(&mut manifest) {
        if is_inherited(value)
            && let Some(base) = inherited("dependencies", key)
        {
            *value = merge(base, value);
        }
    }
    format!(
        "# {COPIED} {}. Do not edit: generate again instead.\n\n{manifest}",
        env!("CARGO_PKG_VERSION")
    )
}

fn entries<'t>(
    manifest: &'t mut Table,
    section: &str,
) -> impl Iterator<Item = (&'t str, &'t mut Value)> {
    let table = manifest.get_mut(section).and_then(Value::as_table_mut);
    table
        .into_iter()
        .flat_map(|table| table.iter_mut())
        .map(|(key, value)| (key.as_str(), value))
}

/// All dependencies, also those of some targets.
fn dependencies(manifest: &mut Table) -> Vec<(&str, &mut Value)> {
    let mut tables = Vec::new();
    for (key, value) in manifest {
        match (key.as_str(), value) {
            ("dependencies", Value::Table(table)) => tables.push(table),
            ("target", Value::Table(targets)) => {
                let targets = targets.iter_mut();
                let targets = targets.filter_map(|(_, target)| target.get_mut("dependencies"));
                tables.extend(targets.filter_map(Value::as_table_mut));
            }
            _ => {}
        }
    }
    let entries = tables.into_iter().flat_map(Table::iter_mut);
    entries.map(|(key, value)| (key.as_str(), value)).collect()
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// What the workspace says of a dependency, with what the crate adds.
fn merge(base: Value, own: &Value) -> Value {
    let mut merged = if let Value::Table(table) = base {
        table
    } else {
        Table::from_iter([("version".to_owned(), base)])
    };
    for (key, value) in own.as_table().into_iter().flatten() {
        match (key.as_str(), merged.get_mut(key), value) {
            ("workspace", ..) => {}
            ("features", Some(Value::Array(known)), Value::Array(more)) => {
                for feature in more
                    .iter()
                    .filter(|feature| !known.contains(feature))
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    known.push(feature);
                }
            }
            _ => {
                merged.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Table(merged)
}

#[cfg(test)]
mod tests {
    use super::{manifest, runtime_files};
    use toml::Table;

    #[test]
    fn a_copy_inherits_nothing() {
        let text = manifest();
        assert!(!text.contains("workspace"), "{text}");
        let table: Table = text.parse().expect("it is valid TOML");
        assert!(
            table["package"]["version"]
                .as_str()
                .is_some_and(|version| !version.is_empty())
        );
        assert!(
            table["dependencies"]
                .as_table()
                .is_some_and(|table| !table.is_empty())
        );
        assert!(table.get("dev-dependencies").is_none());
    }

    #[test]
    fn a_copy_holds_every_module() {
        let files = runtime_files();
        assert!(files.get("oaspen-runtime/src/lib.rs").is_some());
        assert!(files.get("oaspen-runtime/src/private/v1.rs").is_some());
        assert!(!files.iter().any(|(path, _)| path.ends_with("/tests.rs")));
    }
}
