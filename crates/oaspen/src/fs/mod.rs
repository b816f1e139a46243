//! The disk: reading documents, and writing output so that it is never half there.

mod disk;
mod load;
mod lock;
mod remote;
mod write;

#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink, SourceMap, Span};
use oaspen_document::{Loader as _, Uri};
use oaspen_rust::Files;

pub use self::load::DiskLoader;
pub use self::remote::{Fetch, Remote};
pub use self::write::write_as;
use crate::ConfigFile;
use crate::drift::{self, Drift, DriftKind};

/// Whose an output folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takeover {
    /// Ours: one that holds other things and nothing of ours is refused.
    Refused,
    /// Others put things there too: only files of theirs in the place of output are refused.
    Shared,
    /// Ours from now on: files in the place of output are replaced, others stay.
    Forced,
}

/// What stops a write, or a comparison.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

/// What a write did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new content.
    pub changed: usize,
    /// Files that were there already, to the byte.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer output.
    pub removed: usize,
}

/// Compares the output with what stands in `out`, sorted by path.
///
/// # Errors
/// When a folder of the output cannot be read.
pub fn compare(out: &Path, files: &Files) -> Result<Vec<Drift>, WriteError> {
    compare_with(out, files, false)
}

fn compare_with(out: &Path, files: &Files, forced: bool) -> Result<Vec<Drift>, WriteError> {
    drift::compare(&disk::read_disk(out, files)?, files, forced).map_err(|(path, reason)| {
        WriteError {
            path: out.join(path),
            reason: reason.to_owned(),
        }
    })
}

/// What drift means, for people and programs: each file with its first line that differs.
pub fn describe(out: &Path, drifts: &[Drift]) -> (Vec<Diagnostic>, SourceMap) {
    let mut sources = SourceMap::new();
    let found = drifts
        .iter()
        .map(|drift| describe_one(out, drift, &mut sources));
    (found.collect(), sources)
}

fn describe_one(out: &Path, drift: &Drift, sources: &mut SourceMap) -> Diagnostic {
    let path = out.join(&drift.path).to_string_lossy().into_owned();
    let (message, line) = match drift.kind {
        DriftKind::Missing => (format!("`{path}` is missing"), None),
        DriftKind::Changed(line) => (format!("`{path}` is not what would be written"), Some(line)),
        DriftKind::Orphaned => (format!("`{path}` is no longer written"), None),
    };
    let diagnostic = Diagnostic::new(Code::Drift, message);
    let Some(line) = line else { return diagnostic };
    let text = fs::read_to_string(&path).unwrap_or_default();
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let length = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .map_or(0, str::len);
    let file = sources.add(path, text);
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    diagnostic.at(
        Span::new(file, offset(start), offset(start + length)),
        &Pointer::root(),
    )
}

/// Writes the output into a folder that others may share: [`write_as`] with [`Takeover::Shared`].
///
/// # Errors
/// When a file cannot be written, or one that stands in its place was not written by oaspen.
pub fn write(out: &Path, files: &Files) -> Result<Written, WriteError> {
    write_as(out, files, Takeover::Shared)
}

fn create_folder(path: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(path).map_err(|error| failure(path, &error))
}

fn remove_empty_folders(out: &Path, folder: Option<&Path>) {
    let mut folder = folder;
    while let Some(path) = folder.filter(|path| *path != out && path.starts_with(out)) {
        // Fails when something is still in it, which is where to stop.
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}

fn failure(path: &Path, error: &io::Error) -> WriteError {
    let kind = error.kind();
    let reason = if kind == ErrorKind::PermissionDenied {
        "permission denied".to_owned()
    } else if kind == ErrorKind::NotADirectory {
        "a part of its path is a file".to_owned()
    } else {
        error.to_string()
    };
    WriteError {
        path: path.to_owned(),
        reason,
    }
}

/// Reads a configuration file; `None` when it cannot be used, which has then been reported.
pub fn read_config(sink: &mut Sink, sources: &mut SourceMap, path: &Path) -> Option<ConfigFile> {
    let name = path.to_string_lossy();
    match DiskLoader.load(&Uri::new(&name)) {
        Ok(text) => ConfigFile::read(sink, sources, &name, &text),
        Err(error) => {
            let message = format!("cannot read `{name}`: {error}");
            sink.push(Diagnostic::new(Code::UnreadableFile, message));
            None
        }
    }
}
