//! The same API in several spellings means the same.
//!
//! Files of `spec/twins` that differ only in what stands after the first point of their names are
//! twins: versions of OpenAPI (`20`, `30`, `31`, `32`), and words for other spellings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oaspen::{Config, Input, check};
use oaspen_diagnostics::{Colour, Severity, render_human};
use oaspen_ir::dump::dump;

use crate::root;

/// What a document means, in words. Places differ where spelling does; the dump holds none.
fn meaning(path: &Path) -> String {
    let input = Input::from_path(&path.to_string_lossy());
    let checked = check(&input, &Config::default(), &mut |_| {});
    let diagnostics = checked.sink.diagnostics();
    let text = render_human(diagnostics, &checked.sources, Colour::Never);
    let is_error = |severity| severity == Severity::Error;
    assert!(
        !diagnostics.iter().any(|found| is_error(found.severity)),
        "{text}"
    );
    dump(&checked.ir.unwrap_or_else(|| panic!("{text}")), None)
}

/// The files of each pair or group, by name.
fn groups() -> BTreeMap<String, Vec<PathBuf>> {
    let entries = std::fs::read_dir(root().join("spec/twins")).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut groups: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in paths {
        let name = path.file_name().expect("a file has a name");
        let name = name.to_string_lossy();
        let group = name.split('.').next().unwrap_or_default();
        groups.entry(group.to_owned()).or_default().push(path);
    }
    groups
}

#[test]
fn twins_mean_the_same() {
    let groups = groups();
    for (name, paths) in &groups {
        let (first, others) = paths.split_first().expect("a group has a file");
        assert!(!others.is_empty(), "{name} has no twin");
        let expected = meaning(first);
        for other in others {
            assert_eq!(expected, meaning(other), "{}", other.display());
        }
    }
    assert!(groups.len() >= 12, "{}", groups.len());
}
