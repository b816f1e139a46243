//! Where a document comes from.

use std::path::PathBuf;

use oaspen_document::{LoadError, Loader, MemoryLoader, Uri};

use crate::fs::{DiskLoader, Remote};

/// A document to read.
#[derive(Clone, Debug)]
pub struct Input {
    entry: Uri,
    /// References may name files below this folder.
    root: String,
    source: Source,
    remote: Remote,
    /// Files that the caller names and the document does not, wherever they are.
    beside: Vec<Uri>,
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
            beside: Vec::new(),
            remote: Remote::default(),
        }
    }

    /// A text, shown to people under a name. A name that ends in `.json` makes it strict JSON.
    pub fn from_text(name: &str, text: impl Into<String>) -> Self {
        Self {
            entry: Uri::new(name),
            root: String::new(),
            source: Source::Memory(MemoryLoader::new().with(name, text)),
            beside: Vec::new(),
            remote: Remote::default(),
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
    pub fn root(&self, folder: &str) -> Self {
        let mut input = self.clone();
        Uri::new(folder).as_str().clone_into(&mut input.root);
        input
    }

    /// Lets references name files on the network. They are fetched once, if there is a way to, and
    /// kept in the folder `oaspen-vendor` beside the document.
    #[must_use]
    pub fn remote(mut self, remote: Remote) -> Self {
        self.remote = remote;
        self
    }

    /// Where a file is on the disk, which for one on the network is its copy.
    pub(crate) fn path_of(&self, uri: &Uri) -> String {
        match uri.origin() {
            Some(_) => Remote::copy_of(uri, &self.folder())
                .to_string_lossy()
                .into_owned(),
            None => uri.to_string(),
        }
    }

    /// Where the document stands.
    fn folder(&self) -> PathBuf {
        match self.entry.folder() {
            "" => PathBuf::from("."),
            folder => PathBuf::from(folder),
        }
    }

    /// The same where these files may be read wherever they are.
    #[must_use]
    pub(crate) fn with_beside(&self, files: &[Uri]) -> Self {
        Self {
            beside: files.to_vec(),
            ..self.clone()
        }
    }

    /// Adds a file to a text that refers to it, or that is changed by it.
    #[must_use]
    pub fn with_file(mut self, name: &str, text: impl Into<String>) -> Self {
        if let Source::Memory(loader) = self.source {
            self.source = Source::Memory(loader.with(name, text));
        }
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
    fn allows_origin(&self, origin: &str) -> bool {
        match &self.source {
            Source::Disk => self.remote.allows(origin, &self.folder()),
            Source::Memory(_) => false,
        }
    }

    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        match &self.source {
            Source::Disk if uri.origin().is_some() => self.remote.load(uri, &self.folder()),
            Source::Disk if *uri == self.entry || self.beside.contains(uri) => DiskLoader.load(uri),
            Source::Disk => DiskLoader.load_below(uri, &self.root),
            Source::Memory(loader) => loader.load(uri),
        }
    }
}
