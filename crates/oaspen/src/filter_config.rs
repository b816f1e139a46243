//! The table `filter` of a configuration file, and the words of the command line about it.

use oaspen_document::{Filter, Selection};
use serde::Deserialize;

/// The table `filter`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilterFile {
    /// What to keep.
    #[serde(default)]
    pub include: SelectionFile,
    /// What to leave out.
    #[serde(default)]
    pub exclude: SelectionFile,
}

/// Operations by what they are called and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionFile {
    /// Names of tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// `operationId`s.
    #[serde(default)]
    pub operations: Vec<String>,
    /// Path templates, with `*` and `**`.
    #[serde(default)]
    pub paths: Vec<String>,
    /// HTTP methods.
    #[serde(default)]
    pub methods: Vec<String>,
}

impl FilterFile {
    /// Adds what the file says to a filter.
    pub(crate) fn apply(&self, filter: &mut Filter) {
        self.include.apply(&mut filter.include);
        self.exclude.apply(&mut filter.exclude);
    }
}

impl SelectionFile {
    fn apply(&self, selection: &mut Selection) {
        selection.tags.extend(self.tags.iter().cloned());
        selection.operations.extend(self.operations.iter().cloned());
        selection.paths.extend(self.paths.iter().cloned());
        selection.methods.extend(self.methods.iter().cloned());
    }
}

/// Adds a word such as `tag=pets` to a selection.
///
/// # Errors
/// When the word is none, in words.
#[cfg(feature = "cli")]
pub(crate) fn select(selection: &mut Selection, word: &str) -> Result<(), String> {
    let Some((kind, value)) = word.split_once('=') else {
        return Err(format!("`{word}` is not of the form KIND=VALUE"));
    };
    let list = match kind {
        "tag" => &mut selection.tags,
        "operation" => &mut selection.operations,
        "path" => &mut selection.paths,
        "method" => &mut selection.methods,
        _ => {
            return Err(format!(
                "`{kind}` is not one of tag, operation, path and method"
            ));
        }
    };
    list.push(value.to_owned());
    Ok(())
}
