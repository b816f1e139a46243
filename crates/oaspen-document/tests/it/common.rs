//! Files for tests: the repository's own documents, and a corpus beside it when there is one.

use std::path::{Path, PathBuf};

use oaspen_document::{LoadError, Loader, Uri};

/// Files on disk.
pub(crate) struct Disk;

impl Loader for Disk {
    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        let bytes = std::fs::read(uri.as_str()).map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                LoadError::NotFound
            } else {
                LoadError::Other(error.to_string())
            }
        })?;
        String::from_utf8(bytes)
            .map_err(|error| LoadError::NotUtf8(error.utf8_error().valid_up_to()))
    }
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below a folder with one of these extensions, sorted; none when it is not there.
pub(crate) fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if path.is_dir() {
                open.push(path);
            } else if extension.is_some_and(|extension| extensions.contains(&extension)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
