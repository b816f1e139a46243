//! Rules of this repository that no compiler knows: layers, sizes, words.
//!
//! `cargo xtask tidy` prints every violation; a test of this crate runs the same rules, so that
//! `cargo test` is enough to know. A cap is never loosened to let something pass.

mod catalogue;
mod layers;
mod manifests;
mod sizes;
mod source;
mod words;

#[cfg(test)]
mod tests;

use std::path::Path;

use source::Source;

/// A rule that does not hold at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// The file, relative to the repository.
    pub(crate) file: String,
    /// The line, from one; zero for the file as a whole.
    pub(crate) line: usize,
    /// What is wrong and what holds instead.
    pub(crate) message: String,
}

impl Violation {
    fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Every violation in the repository at `root`, sorted by place.
///
/// # Errors
/// When a file of the repository cannot be read.
pub(crate) fn check(root: &Path) -> std::io::Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for source in Source::all(root)? {
        layers::check(&source, &mut violations);
        sizes::check(&source, &mut violations);
        words::check(&source, &mut violations);
    }
    manifests::check(root, &mut violations)?;
    catalogue::check(root, &mut violations)?;
    violations.sort();
    Ok(violations)
}
