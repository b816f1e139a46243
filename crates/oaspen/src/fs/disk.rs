//! What stands in an output folder.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use oaspen_rust::Files;

use super::{WriteError, failure};
use crate::drift::{self, Disk};

/// Whether a folder holds something, and nothing that oaspen wrote.
pub(super) fn is_foreign(out: &Path) -> Result<bool, WriteError> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failure(out, &error)),
    };
    let says_ours = |folder: &Path| {
        let manifest = fs::read_to_string(folder.join("Cargo.toml"));
        manifest.is_ok_and(|text| drift::says_ours(&text))
    };
    if says_ours(out) {
        return Ok(false);
    }
    let mut holds_something = false;
    for entry in entries {
        let entry = entry.map_err(|error| failure(out, &error))?;
        if says_ours(&entry.path()) {
            return Ok(false);
        }
        // Hidden files belong to version control and the like.
        holds_something |= !entry.file_name().to_string_lossy().starts_with('.');
    }
    Ok(holds_something)
}

/// The files of `out` that matter: those that will be written, and those in the folders they go to.
pub(super) fn read_disk(out: &Path, files: &Files) -> Result<Disk, WriteError> {
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
