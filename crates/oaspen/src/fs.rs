//! The disk: reading documents, and writing output so that it is never half there.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink, SourceMap, Span};
use oaspen_document::{LoadError, Loader, Uri};
use oaspen_rust::Files;

use crate::ConfigFile;
use crate::drift::{self, Disk, Drift, DriftKind};

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
        if metadata.len() > LARGEST_FILE {
            return Err(LoadError::Other("it is larger than 1 GiB".to_owned()));
        }
        let bytes = fs::read(path).map_err(in_words)?;
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
    drift::compare(&read_disk(out, files)?, files).map_err(|(path, reason)| WriteError {
        path: out.join(path),
        reason: reason.to_owned(),
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

/// Makes `out` hold the output. All new content is first written to a folder within it and then moved
/// into place, file by file, so that a full disk or a folder that may not be written to is found out
/// before anything is replaced.
///
/// # Errors
/// When a file cannot be written, or one that stands in its place was not written by oaspen.
pub fn write(out: &Path, files: &Files) -> Result<Written, WriteError> {
    let drifts = compare(out, files)?;
    let mut written = Written::default();
    if !drifts.is_empty() {
        let staging = out.join(".oaspen-staging");
        let result = stage(out, &staging, files, &drifts);
        // What could not be cleaned up does no harm, and the error that led here matters more.
        let _ = fs::remove_dir_all(&staging);
        written = result?;
    }
    written.unchanged = files.len() - written.changed;
    Ok(written)
}

fn stage(
    out: &Path,
    staging: &Path,
    files: &Files,
    drifts: &[Drift],
) -> Result<Written, WriteError> {
    create_folder(staging).map_err(|error| WriteError {
        path: out.to_owned(),
        ..error
    })?;
    let mut moves = Vec::new();
    for drift in drifts {
        let Some(content) = files.get(&drift.path) else {
            continue;
        };
        let from = staging.join(moves.len().to_string());
        fs::write(&from, content).map_err(|error| failure(&out.join(&drift.path), &error))?;
        moves.push((from, out.join(&drift.path)));
    }
    for (_, to) in &moves {
        create_folder(to.parent().unwrap_or(out))?;
        // Renaming over a folder would fail half-way.
        if to.is_dir() {
            let reason = "a folder is in its place".to_owned();
            return Err(WriteError {
                path: to.clone(),
                reason,
            });
        }
    }
    for (from, to) in &moves {
        fs::rename(from, to).map_err(|error| failure(to, &error))?;
    }
    let mut written = Written {
        changed: moves.len(),
        ..Written::default()
    };
    for drift in drifts
        .iter()
        .filter(|drift| drift.kind == DriftKind::Orphaned)
    {
        let path = out.join(&drift.path);
        fs::remove_file(&path).map_err(|error| failure(&path, &error))?;
        written.removed += 1;
        remove_empty_folders(out, path.parent());
    }
    Ok(written)
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

/// The files of `out` that matter: those that will be written, and those in the folders they go to.
fn read_disk(out: &Path, files: &Files) -> Result<Disk, WriteError> {
    if out.exists() && !out.is_dir() {
        let reason = "it is not a folder".to_owned();
        return Err(WriteError {
            path: out.to_owned(),
            reason,
        });
    }
    let mut disk = Disk::default();
    // Those in folders are read with their folders.
    for (path, _) in files.iter().filter(|(path, _)| !path.contains('/')) {
        read_file(out, path, &mut disk)?;
    }
    let mut folders: BTreeSet<String> = files
        .iter()
        .filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| folder.to_owned()))
        .collect();
    if disk.is_ours("Cargo.toml") {
        folders.extend(crates_of_ours(out)?);
    }
    for folder in folders {
        read_folder(out, &folder, &mut disk)?;
    }
    Ok(disk)
}

/// The crates that earlier runs wrote into an output folder that is wholly ours, perhaps under
/// another name.
fn crates_of_ours(out: &Path) -> Result<Vec<String>, WriteError> {
    let entries = fs::read_dir(out).map_err(|error| failure(out, &error))?;
    let mut crates = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failure(out, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let manifest = fs::read_to_string(entry.path().join("Cargo.toml"));
        if manifest.is_ok_and(|text| drift::says_ours(&text)) {
            crates.push(name);
        }
    }
    Ok(crates)
}

fn read_folder(out: &Path, folder: &str, disk: &mut Disk) -> Result<(), WriteError> {
    let path = out.join(folder);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failure(&path, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| failure(&path, &error))?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(|error| failure(&path, &error))?;
        if kind.is_dir() && !name.ends_with("/target") {
            read_folder(out, &name, disk)?;
        } else if kind.is_file() {
            read_file(out, &name, disk)?;
        }
    }
    Ok(())
}

fn read_file(out: &Path, name: &str, disk: &mut Disk) -> Result<(), WriteError> {
    let path = out.join(name);
    match fs::read(&path) {
        Ok(bytes) => disk.insert(name, &bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failure(&path, &error)),
    }
    Ok(())
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
