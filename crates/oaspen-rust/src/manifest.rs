//! Manifests as text: every string that comes from outside is a TOML basic string.

use std::fmt::Write as _;

use crate::model::{Dependency, DependencySource, Package};

/// How long a type is, such as that of a tuple in a list in a map, is the document's matter.
const LINTS: &str = "\n[lints.clippy]\ntype_complexity = \"allow\"\n";

/// `Cargo.toml` of a package.
pub(crate) fn package(package: &Package, header: &str) -> String {
    let mut text = header.to_owned();
    let _ = write!(
        text,
        "\n[package]\nname = {}\nversion = {}\nedition = \"2024\"\nrust-version = \"1.88\"\ndescription = {}\npublish = false\n",
        string(&package.name),
        string(&package.version),
        string(&package.description),
    );
    if !package.features.is_empty() {
        text.push_str("\n[features]\n");
        for feature in &package.features {
            let _ = writeln!(text, "{} = {}", key(&feature.name), list(&feature.enables));
        }
    }
    push_dependencies(&mut text, "dependencies", &package.dependencies);
    push_dependencies(&mut text, "dev-dependencies", &package.dev_dependencies);
    text.push_str(LINTS);
    text
}

fn push_dependencies(text: &mut String, section: &str, dependencies: &[Dependency]) {
    if dependencies.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n[{section}]");
    for dependency in dependencies {
        let _ = writeln!(text, "{} = {}", key(&dependency.name), table(dependency));
    }
}

/// `Cargo.toml` of a workspace of these folders.
pub(crate) fn workspace(members: &[String], header: &str) -> String {
    format!(
        "{header}\n[workspace]\nresolver = \"3\"\nmembers = {}\n",
        list(members)
    )
}

fn table(dependency: &Dependency) -> String {
    let mut text = match &dependency.source {
        DependencySource::Path(path) => format!("{{ path = {}", string(path)),
        DependencySource::Version(version) => format!("{{ version = {}", string(version)),
    };
    if !dependency.features.is_empty() {
        let _ = write!(text, ", features = {}", list(&dependency.features));
    }
    if dependency.optional {
        text.push_str(", optional = true");
    }
    text.push_str(" }");
    text
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| string(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A bare key where it can be one.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare {
        name.to_owned()
    } else {
        string(name)
    }
}

/// A basic string: TOML 1.0 §String.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            other if other.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
