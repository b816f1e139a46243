//! Reading documents from the disk.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use oaspen_document::{LoadError, Loader, Uri};

/// Reads files from the disk.
#[derive(Clone, Copy, Debug)]
pub struct DiskLoader;

/// Files larger than this are not documents; offsets must fit 32 bits.
const LARGEST_FILE: u64 = 1 << 30;

impl Loader for DiskLoader {
    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        // The current folder has no other name.
        let path = match uri.as_str() {
            "" => Path::new("."),
            path => Path::new(path),
        };
        let in_words = |error: io::Error| {
            let kind = error.kind();
            if kind == ErrorKind::NotFound {
                LoadError::NotFound
            } else if kind == ErrorKind::PermissionDenied {
                LoadError::Other("it may not be read".to_owned())
            } else {
                LoadError::Other(error.to_string())
            }
        };
        let metadata = fs::metadata(path).map_err(in_words)?;
        if metadata.is_dir() {
            return Err(LoadError::Other("it is a folder".to_owned()));
        }
        // A pipe or device may never end.
        if !metadata.is_file() {
            return Err(LoadError::Other("it is not a regular file".to_owned()));
        }
        if metadata.len() > LARGEST_FILE {
            return Err(LoadError::Other("it is larger than 1 GiB".to_owned()));
        }
        let bytes = fs::read(path).map_err(in_words)?;
        if matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            return Err(LoadError::Other(
                "it is UTF-16; save it as UTF-8".to_owned(),
            ));
        }
        String::from_utf8(bytes)
            .map_err(|error| LoadError::NotUtf8(error.utf8_error().valid_up_to()))
    }
}

impl DiskLoader {
    /// The text of a file that lies below a folder when every link has been followed.
    pub(crate) fn load_below(self, uri: &Uri, root: &str) -> Result<String, LoadError> {
        let real = |path: &str| fs::canonicalize(if path.is_empty() { "." } else { path });
        match (real(uri.as_str()), real(root)) {
            (Ok(file), Ok(root)) if !file.starts_with(&root) => Err(LoadError::OutsideRoot),
            // What is not there is told by who opens it.
            (_, _) => self.load(uri),
        }
    }
}
