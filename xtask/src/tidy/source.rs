//! The Rust files that the rules speak of, parsed once.

use std::fs;
use std::io;
use std::path::Path;

/// A Rust file of this repository that people wrote.
pub(crate) struct Source {
    /// The path relative to the repository, with `/`.
    pub(crate) path: String,
    /// The crate it belongs to: the name of the folder under `crates/`, or the first folder.
    pub(crate) krate: String,
    /// The text.
    pub(crate) text: String,
    /// The syntax; `None` when it does not parse, which the compiler reports better.
    pub(crate) syntax: Option<syn::File>,
}

/// Folders with Rust that people wrote. What `codegen` writes is judged by its compiler.
const ROOTS: &[&str] = &["crates", "xtask", "tests"];

/// Folders under them that are not ours to judge: generated, or other people's view of an API.
const SKIPPED: &[&str] = &[
    "target",
    "tests/generated/src",
    "tests/vendored",
    "tests/ui/fail",
];

impl Source {
    /// A file with a given text.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let mut parts = path.split('/');
        let first = parts.next().unwrap_or_default();
        let krate = match first {
            "crates" | "tests" => parts.next().unwrap_or(first),
            _ => first,
        };
        Self {
            path: path.to_owned(),
            krate: krate.to_owned(),
            text: text.to_owned(),
            syntax: syn::parse_file(text).ok(),
        }
    }

    /// Every file that the rules speak of, in the order of their paths.
    pub(crate) fn all(root: &Path) -> io::Result<Vec<Self>> {
        let mut paths = Vec::new();
        for folder in ROOTS {
            collect(root, folder, &mut paths)?;
        }
        paths.sort();
        paths
            .iter()
            .map(|path| Ok(Self::new(path, &fs::read_to_string(root.join(path))?)))
            .collect()
    }

    /// Whether the file belongs to a crate that runs on documents, where nothing may panic.
    pub(crate) fn is_generator(&self) -> bool {
        matches!(
            self.krate.as_str(),
            "oaspen" | "oaspen-diagnostics" | "oaspen-document" | "oaspen-ir" | "oaspen-rust"
        )
    }

    /// Whether the file holds tests alone.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs")
            || self.path.contains("/tests/")
            || self.path.contains("/benches/")
            || self.path.starts_with("tests/")
    }
}

fn collect(root: &Path, folder: &str, paths: &mut Vec<String>) -> io::Result<()> {
    if SKIPPED.contains(&folder) || folder.ends_with("/target") || is_generated(folder) {
        return Ok(());
    }
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(root, &path, paths)?;
        } else if path.ends_with(".rs") {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_generated(folder: &str) -> bool {
    folder.starts_with("crates/whatsapp-")
}
