//! Sorted relative path → content; the same input gives the same bytes everywhere.

use std::collections::BTreeMap;

/// What is to be written. Paths are relative, use `/`, and never leave the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    entries: BTreeMap<String, String>,
}

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A path is given once.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<String>) {
        let previous = self.entries.insert(path.into(), content.into());
        debug_assert!(previous.is_none(), "a path is given once");
    }

    /// Adds every file of `other`.
    pub fn extend(&mut self, other: Self) {
        for (path, content) in other.entries {
            self.insert(path, content);
        }
    }

    /// Path and content, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|(path, content)| (path.as_str(), content.as_str()))
    }

    /// The content of a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.entries.get(path).map(String::as_str)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
