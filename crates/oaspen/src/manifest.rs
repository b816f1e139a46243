//! Whether the manifest of a crate that generates in its build script gives what the output calls for.
//!
//! Not here: reading it. What cannot be known, such as a feature that another crate turns on, is not
//! claimed: only an entry that is written in full is judged.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::vendor::{FOLDER as RUNTIME, MANIFEST};

/// What is missing in a manifest, as a sentence with the line to write; `None` when nothing is, or
/// when that cannot be known.
pub(crate) fn missing_runtime(manifest: &str, needed: &BTreeSet<String>) -> Option<String> {
    let manifest: Table = manifest.parse().ok()?;
    let entries = entries(&manifest);
    if entries.is_empty() {
        let is_brought = |name: &&String| {
            let mut others = needed.iter().filter(|other| other != name);
            others.any(|other| with_brought([other.clone()].into()).contains(*name))
        };
        let features = list(needed.iter().filter(|name| !is_brought(name)));
        return Some(format!(
            "`Cargo.toml` has no `{RUNTIME}`, which the generated code calls: write `{RUNTIME} = {{ …, features = [{features}] }}` under `[dependencies]`"
        ));
    }
    let mut given = BTreeSet::new();
    for entry in entries {
        given.extend(features(entry)?);
    }
    let given = with_brought(given);
    let lacking: Vec<&String> = needed
        .iter()
        .filter(|name| !given.contains(*name))
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let lacking = list(lacking.into_iter());
    Some(format!(
        "the generated code calls for more features of `{RUNTIME}` than `Cargo.toml` turns on: add {lacking} to its `features`"
    ))
}

/// Every entry of the runtime among the dependencies, also those of single targets.
fn entries(manifest: &Table) -> Vec<&Value> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets
        .into_iter()
        .flatten()
        .filter_map(|(_, target)| target.as_table());
    std::iter::once(manifest)
        .chain(targets)
        .filter_map(|table| table.get("dependencies")?.get(RUNTIME))
        .collect()
}

/// The features that an entry turns on; `None` when the workspace says more.
fn features(entry: &Value) -> Option<Vec<String>> {
    if entry.get("workspace").is_some() {
        return None;
    }
    let features = entry.get("features").and_then(Value::as_array);
    let names = features.into_iter().flatten().filter_map(Value::as_str);
    Some(names.map(str::to_owned).collect())
}

/// Features with those that they turn on.
fn with_brought(mut features: BTreeSet<String>) -> BTreeSet<String> {
    let runtime: Table = MANIFEST.parse().unwrap_or_default();
    let mut open: Vec<String> = features.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let brought = runtime
            .get("features")
            .and_then(|all| all.get(&name)?.as_array());
        for name in brought.into_iter().flatten().filter_map(Value::as_str) {
            if features.insert(name.to_owned()) {
                open.push(name.to_owned());
            }
        }
    }
    features
}

fn list<'n>(names: impl Iterator<Item = &'n String>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::missing_runtime;

    fn missing(manifest: &str) -> Option<String> {
        let needed = ["client", "uuid", "wire"].map(str::to_owned).into();
        missing_runtime(manifest, &needed)
    }

    #[test]
    fn a_manifest_without_the_runtime_is_told_what_to_write() {
        assert_eq!(
            missing("[dependencies]\nserde = \"1\"\n").as_deref(),
            Some(
                "`Cargo.toml` has no `oaspen-runtime`, which the generated code calls: write `oaspen-runtime = { …, features = [\"client\", \"uuid\"] }` under `[dependencies]`"
            )
        );
    }

    #[test]
    fn features_that_are_not_turned_on_are_told() {
        assert_eq!(
            missing("[dependencies]\noaspen-runtime = { path = \"x\", features = [\"client\"] }\n")
                .as_deref(),
            Some(
                "the generated code calls for more features of `oaspen-runtime` than `Cargo.toml` turns on: add \"uuid\" to its `features`"
            )
        );
        assert!(missing("[dependencies]\noaspen-runtime = \"1\"\n").is_some());
    }

    #[test]
    fn what_is_there_or_cannot_be_known_is_not_told() {
        for manifest in [
            "[dependencies.oaspen-runtime]\npath = \"x\"\nfeatures = [\"uuid\", \"reqwest\", \"time\"]\n",
            "[dependencies]\noaspen-runtime = { workspace = true, features = [\"client\"] }\n",
            "[target.'cfg(unix)'.dependencies]\noaspen-runtime = { path = \"x\", features = [\"client\", \"uuid\"] }\n",
            "no toml",
        ] {
            assert_eq!(missing(manifest), None, "{manifest}");
        }
    }
}
