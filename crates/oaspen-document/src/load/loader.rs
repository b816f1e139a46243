//! Where texts come from: the seam between documents and disks or networks.

use std::collections::BTreeMap;
use std::fmt;

use crate::uri::Uri;

/// Where the text of files comes from.
pub trait Loader {
    /// The text of a file.
    ///
    /// # Errors
    /// When there is no such file, or its text cannot be had.
    fn load(&self, uri: &Uri) -> Result<String, LoadError>;

    /// Whether files may come from a place on the network, such as `https://example.com`.
    fn allows_origin(&self, _origin: &str) -> bool {
        false
    }
}

/// Why a file could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    NotFound,
    /// The file is not UTF-8; the offset of the first wrong byte.
    NotUtf8(usize),
    /// The file lies outside the folder that files may be read from, perhaps by way of a link.
    OutsideRoot,
    /// The file is on the network and there is no copy of it; what to do, in words.
    NotVendored(String),
    /// The copy of a file on the network is not the one that was fetched.
    HashMismatch {
        /// The hash that was noted.
        noted: String,
        /// The hash of what is there.
        found: String,
    },
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("there is no such file"),
            Self::NotUtf8(offset) => {
                write!(
                    formatter,
                    "it is not UTF-8: the byte at offset {offset} is wrong"
                )
            }
            Self::OutsideRoot => formatter.write_str("it lies outside the folder of the document"),
            Self::HashMismatch { noted, found } => write!(
                formatter,
                "its hash is {found} where {noted} was noted when it was fetched"
            ),
            Self::NotVendored(text) | Self::Other(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for LoadError {}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<Uri, String>,
}

impl MemoryLoader {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.files.insert(Uri::new(path), text.into());
        self
    }
}

impl Loader for MemoryLoader {
    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        self.files.get(uri).cloned().ok_or(LoadError::NotFound)
    }
}
