//! `corpus [DIR|FILE]… [--compile] [--clippy] [--doc]`: what happens to documents from elsewhere.
//! No document and no output is committed.

mod any;
mod outcome;
mod page;
mod table;
mod types;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use oaspen::{Config, Input, Layout, RuntimeSource, Workspace};

use crate::codegen::documents;
use crate::{Failure, root};

/// Chooses what to do with documents.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    match arguments {
        [types::CHILD, path] => types::run_child(Path::new(path)),
        [outcome::CHILD, path, folder, record] => outcome::run_child(path, folder, record),
        _ if arguments.contains(&"--types") => types::run(arguments),
        _ if arguments.contains(&"--table") || arguments.contains(&"--short") => {
            table::run(arguments)
        }
        _ => run_lines(arguments),
    }
}

/// What a flag asks of the output of each document, as arguments of cargo.
const CHECKS: [(&str, &[&str]); 3] = [
    (
        "--compile",
        &["check", "--quiet", "--workspace", "--no-default-features"],
    ),
    (
        "--clippy",
        &["clippy", "--quiet", "--workspace", "--", "-D", "warnings"],
    ),
    ("--doc", &["doc", "--quiet", "--workspace", "--no-deps"]),
];

/// Prints a line for each document, the smallest first, and the sums.
fn run_lines(arguments: &[&str]) -> Result<(), Failure> {
    let (flags, paths): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .partition(|argument| argument.starts_with("--"));
    let checks: Vec<&[&str]> = CHECKS
        .iter()
        .filter(|(flag, _)| flags.contains(flag))
        .map(|(_, check)| *check)
        .collect();
    let documents = chosen(&paths)?;
    let (mut generated, mut passed) = (0, 0);
    println!("document\tschemas\toperations\terrors\tskipped\tweakened\tseconds\tpasses");
    for path in &documents {
        let started = Instant::now();
        let report = oaspen::generate(&input(path), &config());
        let seconds = started.elapsed().as_secs_f64();
        let name = name_of(path);
        let passes = match &report.files {
            None => "-".to_owned(),
            Some(_) if checks.is_empty() => String::new(),
            Some(files) => check_files(&name, files, &checks)?,
        };
        generated += usize::from(report.files.is_some());
        passed += usize::from(passes == "yes");
        let counts = report.summary;
        println!(
            "{name}\t{}\t{}\t{}\t{}\t{}\t{seconds:.2}\t{passes}",
            counts.schemas, counts.operations, counts.errors, counts.skipped, counts.weakened
        );
    }
    let checked = if checks.is_empty() {
        String::new()
    } else {
        format!(", {passed} pass")
    };
    println!(
        "{} documents, {generated} generate{checked}",
        documents.len()
    );
    Ok(())
}

pub(crate) fn config() -> Config {
    let runtime = root().join("crates/oaspen-runtime");
    Config {
        name: Some("corpus".to_owned()),
        layout: Layout::Crates {
            runtime: RuntimeSource::Path(runtime.to_string_lossy().into_owned()),
            workspace: Workspace::Own,
        },
        ..Config::default()
    }
}

/// What to read: the references of a document in a folder of its own below `documents` may go
/// anywhere in that folder.
pub(crate) fn input(path: &Path) -> Input {
    let input = Input::from_path(&path.to_string_lossy());
    match folder_below_documents(path) {
        Some(folder) => input.root(&folder.to_string_lossy()),
        None => input,
    }
}

fn folder_below_documents(path: &Path) -> Option<&Path> {
    let is_below = |folder: &&Path| {
        let parent = folder.parent().and_then(Path::file_name);
        parent.is_some_and(|name| name == "documents")
    };
    path.ancestors().skip(1).find(is_below)
}

/// What a document is called: its file, or its folder when it has one of its own.
pub(crate) fn name_of(path: &Path) -> String {
    let named = folder_below_documents(path).unwrap_or(path);
    named
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The entries of documents in several files: the first `openapi.yaml` or `openapi.json` in a folder
/// of their own, or just below it.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for own in folders(folder)? {
        let mut documents_of_it = documents(&own)?;
        for folder in folders(&own)? {
            documents_of_it.extend(documents(&folder)?);
        }
        let is_entry = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "openapi");
        found.extend(documents_of_it.into_iter().find(is_entry));
    }
    Ok(found)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.is_dir()).collect())
}

/// The documents of the folders, and the files, that were named.
pub(crate) fn chosen(paths: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let path = PathBuf::from(path);
        if path.is_dir() {
            found.extend(documents(&path)?);
        } else {
            found.push(path);
        }
    }
    if paths.is_empty() {
        let folder = root().join("../shared/corpus/documents");
        found = documents(&folder)?;
        found.extend(entries(&folder)?);
    }
    found.sort_by_key(|path| std::fs::metadata(path).map_or(0, |found| found.len()));
    Ok(found)
}

/// Writes the files below the target folder and checks them there, all with one target folder.
fn check_files(name: &str, files: &oaspen::Files, checks: &[&[&str]]) -> Result<String, Failure> {
    let folder = folder_of(name);
    let _ = std::fs::remove_dir_all(&folder);
    oaspen::fs::write(&folder, files)
        .map_err(|error| format!("{}: {}", error.path.display(), error.reason))?;
    // So that clippy's limits are those that a user has and not this repository's.
    let _ = std::fs::write(folder.join("clippy.toml"), "");
    run_checks(&folder, checks)
}

/// Where the output of a document goes.
pub(crate) fn folder_of(name: &str) -> PathBuf {
    target_folder().join("corpus").join(name)
}

/// Where cargo writes.
fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Checks what was written there, and takes it away when it passes: `yes`, or what is wrong.
pub(crate) fn run_checks(folder: &Path, checks: &[&[&str]]) -> Result<String, Failure> {
    for check in checks {
        let output = Command::new(env!("CARGO"))
            .args(*check)
            .env("CARGO_TARGET_DIR", target_folder().join("corpus-target"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(folder)
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Ok(failed(folder, &output));
        }
    }
    let _ = std::fs::remove_dir_all(folder);
    Ok("yes".to_owned())
}

/// The first error, which crates have one, and where all of them are.
fn failed(folder: &Path, output: &Output) -> String {
    let log = folder.join("errors.txt");
    let _ = std::fs::write(&log, &output.stderr);
    let text = String::from_utf8_lossy(&output.stderr);
    let first = text
        .lines()
        .find(|line| line.starts_with("error"))
        .unwrap_or("error");
    let mut crates: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("error: could not "))
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    crates.dedup();
    let log = log.strip_prefix(root()).unwrap_or(&log);
    format!("NO: {} {first} ({})", crates.join(" "), log.display())
}
