//! One run at a time for each output folder.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::{WriteError, create_folder, failure};

/// Held while a folder is written to; a second run waits for the first.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for the folder. The lock's file stands beside it, because the folder itself may be
    /// moved into place, and goes when the run is over.
    pub(super) fn acquire(out: &Path) -> Result<Self, WriteError> {
        let absolute = std::path::absolute(out).map_err(|error| failure(out, &error))?;
        let name = absolute
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let parent = absolute.parent().unwrap_or(&absolute);
        create_folder(parent)?;
        let path = parent.join(format!(".{}.oaspen-lock", name.unwrap_or_default()));
        loop {
            let file = File::options()
                .create(true)
                .append(true)
                .open(&path)
                .map_err(|error| failure(&path, &error))?;
            fs4::FileExt::lock(&file).map_err(|error| failure(&path, &error))?;
            // Who held it before may have taken it away between the two.
            if is_at(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // On systems that cannot tell files apart the file stays.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => held.ino() == there.ino() && held.dev() == there.dev(),
        (_, _) => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}
