//! Writing output: all of it or nothing.
//!
//! New content is complete on the same disk before the first old file is touched. What is replaced is
//! kept until everything is in place, and a list of the moves is kept with it: a run that fails half
//! way puts everything back, and so does the next run after one that was killed.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use oaspen_rust::Files;

use super::disk::is_foreign;
use super::lock::Lock;
use super::{
    Takeover, WriteError, Written, compare_with, create_folder, failure, remove_empty_folders,
};
use crate::drift::{Drift, DriftKind};

/// The folder for what is on the move, within the output folder so that it is on the same disk.
pub(super) const STAGING: &str = ".oaspen-staging";
/// The list of moves; while it is there, not all of them have been made.
const JOURNAL: &str = "journal";
/// More threads than this wait for each other in the system.
const MOST_THREADS: usize = 4;

/// How a file is moved; tests let it fail.
pub(super) type Rename<'r> = &'r mut dyn FnMut(&Path, &Path) -> io::Result<()>;

/// Makes `out` hold the output, while no other run writes to it.
///
/// # Errors
/// When a file cannot be written, or the folder or a file in the place of output is not ours to
/// write. The folder is then as it was.
pub fn write_as(out: &Path, files: &Files, takeover: Takeover) -> Result<Written, WriteError> {
    write_by(out, files, takeover, &mut |from, to| fs::rename(from, to))
}

pub(super) fn write_by(
    out: &Path,
    files: &Files,
    takeover: Takeover,
    rename: Rename<'_>,
) -> Result<Written, WriteError> {
    let _lock = Lock::acquire(out)?;
    recover(out)?;
    if takeover == Takeover::Refused && is_foreign(out)? {
        let reason =
            "it holds files and oaspen did not write it; choose another folder, or use `--force`";
        return Err(WriteError {
            path: out.to_owned(),
            reason: reason.to_owned(),
        });
    }
    if !out.exists() {
        return write_whole(out, files, rename);
    }
    let drifts = compare_with(out, files, takeover == Takeover::Forced)?;
    let mut written = Written::default();
    if !drifts.is_empty() {
        let staging = out.join(STAGING);
        let moves = stage(out, &staging, files, &drifts);
        let moves = moves.inspect_err(|_| clear(&staging))?;
        carry_out(out, &staging, &moves, rename)?;
        written.changed = moves.iter().filter(|one| one.is_written).count();
        written.removed = moves.len() - written.changed;
    }
    written.unchanged = files.len() - written.changed;
    Ok(written)
}

/// Writes a folder that is not there yet beside its place, and moves it there as a whole.
fn write_whole(out: &Path, files: &Files, rename: Rename<'_>) -> Result<Written, WriteError> {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(STAGING);
    let staging = out.with_file_name(name);
    clear(&staging);
    let result = write_files(&staging, out, files)
        .and_then(|()| rename(&staging, out).map_err(|error| failure(out, &error)));
    if result.is_err() {
        clear(&staging);
    }
    result.map(|()| Written {
        changed: files.len(),
        ..Written::default()
    })
}

fn write_files(staging: &Path, out: &Path, files: &Files) -> Result<(), WriteError> {
    create_folder(staging).map_err(|error| WriteError {
        path: out.to_owned(),
        ..error
    })?;
    for folder in folders(files) {
        create_folder(&staging.join(folder))?;
    }
    for_each(files, |path, content| {
        fs::write(staging.join(path), content).map_err(|error| failure(&out.join(path), &error))
    })
}

/// The folders of these files, each once: asking the system for each file costs as much as writing.
fn folders(files: &Files) -> BTreeSet<&Path> {
    let parents = files.iter().map(|(path, _)| Path::new(path).parent());
    parents.flatten().collect()
}

/// Does something for each file, on all cores: nearly all of its time is the system's, which takes
/// each file by itself. Fails as the first that failed.
fn for_each(
    files: &Files,
    work: impl Fn(&str, &str) -> Result<(), WriteError> + Sync,
) -> Result<(), WriteError> {
    let all: Vec<(&str, &str)> = files.iter().collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let size = all.len().div_ceil(threads.min(MOST_THREADS)).max(1);
    let work_on = |part: &[(&str, &str)]| part.iter().try_for_each(|(path, text)| work(path, text));
    std::thread::scope(|scope| {
        let parts = all.chunks(size);
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| work_on(part))).collect();
        threads.into_iter().try_for_each(|thread| {
            let result = thread.join();
            result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

/// One file on the move.
#[derive(Debug)]
struct Move {
    path: String,
    /// There is new content; else the file only goes.
    is_written: bool,
}

/// Where the new content of a move waits, and where the old one is kept.
fn waiting(staging: &Path, index: usize) -> (PathBuf, PathBuf) {
    let folder = |name: &str| staging.join(name).join(index.to_string());
    (folder("new"), folder("old"))
}

fn stage(
    out: &Path,
    staging: &Path,
    files: &Files,
    drifts: &[Drift],
) -> Result<Vec<Move>, WriteError> {
    for folder in ["new", "old"] {
        create_folder(&staging.join(folder)).map_err(|error| WriteError {
            path: out.to_owned(),
            ..error
        })?;
    }
    let mut moves = Vec::new();
    for drift in drifts {
        let (new, _) = waiting(staging, moves.len());
        let to = out.join(&drift.path);
        if let Some(content) = files.get(&drift.path) {
            fs::write(&new, content).map_err(|error| failure(&to, &error))?;
            create_folder(to.parent().unwrap_or(out))?;
        }
        // Renaming over a folder would fail half-way.
        if to.is_dir() {
            let reason = "a folder is in its place".to_owned();
            return Err(WriteError { path: to, reason });
        }
        moves.push(Move {
            path: drift.path.clone(),
            is_written: drift.kind != DriftKind::Orphaned,
        });
    }
    let lines: String = moves
        .iter()
        .map(|one| format!("{} {}\n", u8::from(one.is_written), one.path))
        .collect();
    // The journal is there as a whole or not at all.
    let (draft, journal) = (staging.join("draft"), staging.join(JOURNAL));
    fs::write(&draft, lines)
        .and_then(|()| fs::rename(&draft, &journal))
        .map_err(|error| failure(out, &error))?;
    Ok(moves)
}

fn carry_out(
    out: &Path,
    staging: &Path,
    moves: &[Move],
    rename: Rename<'_>,
) -> Result<(), WriteError> {
    for (index, one) in moves.iter().enumerate() {
        let (new, old) = waiting(staging, index);
        let to = out.join(&one.path);
        let mut result = Ok(());
        if to.exists() {
            result = rename(&to, &old);
        }
        if one.is_written {
            result = result.and_then(|()| rename(&new, &to));
        }
        if let Err(error) = result {
            put_back(out, staging, moves)?;
            return Err(failure(&to, &error));
        }
    }
    // From here on the new output holds.
    let journal = staging.join(JOURNAL);
    fs::remove_file(&journal).map_err(|error| failure(&journal, &error))?;
    clear(staging);
    for one in moves.iter().filter(|one| !one.is_written) {
        remove_empty_folders(out, out.join(&one.path).parent());
    }
    Ok(())
}

/// Makes the folder what it was before the moves, as far as they were made.
fn put_back(out: &Path, staging: &Path, moves: &[Move]) -> Result<(), WriteError> {
    for (index, one) in moves.iter().enumerate().rev() {
        let (new, old) = waiting(staging, index);
        let to = out.join(&one.path);
        let result = if old.exists() {
            fs::rename(&old, &to)
        } else if one.is_written && !new.exists() && to.exists() {
            fs::remove_file(&to)
        } else {
            Ok(())
        };
        result.map_err(|error| failure(&to, &error))?;
        if !to.exists() {
            remove_empty_folders(out, to.parent());
        }
    }
    clear(staging);
    Ok(())
}

/// Takes back what a run that was killed has done.
fn recover(out: &Path) -> Result<(), WriteError> {
    let staging = out.join(STAGING);
    if !staging.exists() {
        return Ok(());
    }
    let Ok(journal) = fs::read_to_string(staging.join(JOURNAL)) else {
        clear(&staging);
        return Ok(());
    };
    let moves: Vec<Move> = journal
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(is_written, path)| Move {
            path: path.to_owned(),
            is_written: is_written == "1",
        })
        .collect();
    // Nobody may make us touch files elsewhere by leaving a list of them.
    let is_within = |one: &Move| {
        let mut parts = Path::new(&one.path).components();
        parts.all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    if !moves.iter().all(is_within) {
        clear(&staging);
        return Ok(());
    }
    put_back(out, &staging, &moves)
}

/// What could not be cleaned up does no harm.
fn clear(staging: &Path) {
    let _ = fs::remove_dir_all(staging);
}
