//! Where a document comes from.

use oaspen_document::{LoadError, Loader, MemoryLoader, Uri};

use crate::fs::DiskLoader;

/// A document to read.
#[derive(Clone, Debug)]
pub struct Input {
    entry: Uri,
    /// References may name files below this folder.
    root: String,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Disk,
    Memory(MemoryLoader),
}

impl Input {
    /// The file at a path, and the files below its folder that it refers to.
    pub fn from_path(path: &str) -> Self {
        let entry = Uri::new(path);
        Self {
            root: entry.folder().to_owned(),
            entry,
            source: Source::Disk,
        }
    }

    /// A text, shown to people under a name. A name that ends in `.json` makes it strict JSON.
    pub fn from_text(name: &str, text: impl Into<String>) -> Self {
        Self {
            entry: Uri::new(name),
            root: String::new(),
            source: Source::Memory(MemoryLoader::new().with(name, text)),
        }
    }

    /// A document that a program already holds as the `openapiv3` crate's model.
    ///
    /// That model knows OpenAPI 3.0 only and has dropped what it does not know, such as `const` or
    /// the siblings of a `$ref`; positions in diagnostics are those of the document written as JSON.
    ///
    /// # Errors
    /// When the model cannot be written as JSON, because a number in it is not finite.
    #[cfg(feature = "openapiv3")]
    pub fn from_openapiv3(document: &openapiv3::OpenAPI) -> Result<Self, serde_json::Error> {
        let text = serde_json::to_string_pretty(document)?;
        Ok(Self::from_text("openapi.json", text))
    }

    /// Lets references name files below another folder than the document's own.
    #[must_use]
    pub fn root(mut self, folder: &str) -> Self {
        Uri::new(folder).as_str().clone_into(&mut self.root);
        self
    }

    /// The entry file.
    pub(crate) fn entry(&self) -> &Uri {
        &self.entry
    }

    pub(crate) fn root_folder(&self) -> &str {
        &self.root
    }

    /// The entry file's name without its folder.
    pub(crate) fn file_name(&self) -> &str {
        let path = self.entry.as_str();
        path.rsplit_once('/').map_or(path, |(_, name)| name)
    }
}

impl Loader for Input {
    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        match &self.source {
            Source::Disk => DiskLoader.load(uri),
            Source::Memory(loader) => loader.load(uri),
        }
    }
}
