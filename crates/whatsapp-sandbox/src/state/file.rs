//! The state in a file: JSON, replaced as a whole, so that a reader sees the old state or the new one.

use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::State;

/// Why a state cannot be read.
#[derive(Debug)]
pub struct OpenError {
    file: PathBuf,
    cause: io::Error,
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.file.display(), self.cause)
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

impl State {
    /// The state in a file; a new one when there is no file.
    pub(crate) fn load(file: &Path) -> Result<Self, OpenError> {
        let fail = |cause| OpenError {
            file: file.to_owned(),
            cause,
        };
        match std::fs::read(file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| fail(error.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(fail(error)),
        }
    }

    /// Writes the state into a file beside, then puts that in the place of the old one.
    pub(crate) fn save(mut self, file: &Path) -> io::Result<()> {
        self.forget_transient();
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            Some(_) | None => Path::new("."),
        };
        let mut beside = NamedTempFile::new_in(folder)?;
        beside.write_all(&serde_json::to_vec_pretty(&self)?)?;
        beside.as_file().sync_all()?;
        beside.persist(file)?;
        Ok(())
    }
}
