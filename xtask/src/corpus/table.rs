//! `corpus --table FILE [PATH]… [--short]`: the one table of what becomes of documents from
//! elsewhere, and a record of each document below the target folder, so that a run of some
//! documents renews their rows alone. Names, numbers and codes are written, nothing that documents
//! say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::outcome::{CHILD, Check, Outcome};
use super::{chosen, name_of, page, target_folder};
use crate::bench::measure;
use crate::{Failure, root};

/// What a merge has the time for: small documents that between them use most of what there is.
const SHORT: &[&str] = &[
    "bump-train-travel.yaml",
    "oai-callback.yaml",
    "oai-petstore-separate-v2",
    "ogen-discriminator-mapping.json",
    "ogen-form.json",
    "oxide-keeper.json",
    "progenitor-param-collision.json",
    "redocly-museum.yaml",
    "speakeasy-feature32.yaml",
    "swift-content-types.yaml",
    "swift-event-streams.yaml",
];

/// A document and what became of it.
pub(super) type Row = (String, Outcome);

/// Does the documents one after the other and writes the table, if a file is given for it.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let is_short = arguments.contains(&"--short");
    let table = arguments
        .iter()
        .position(|argument| *argument == "--table")
        .and_then(|at| arguments.get(at + 1));
    if is_short && !root().join("../shared/corpus/documents").is_dir() {
        println!("corpus: skipped, there are no documents in ../shared/corpus");
        return Ok(());
    }
    let paths: Vec<&str> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--") && Some(*argument) != table)
        .copied()
        .collect();
    let mut documents = chosen(&paths)?;
    if is_short {
        documents.retain(|path| SHORT.contains(&name_of(path).as_str()));
    }
    // A debug build of the generator would take most of the time of large documents.
    let program = match is_short {
        true => std::env::current_exe().map_err(|error| error.to_string())?,
        false => release_build()?,
    };
    let mut rows = Vec::new();
    for path in &documents {
        let row = (name_of(path), outcome(&program, path)?);
        println!("{}", page::line(&row));
        rows.push(row);
    }
    let Some(file) = table else {
        return judge(&rows);
    };
    let rows = recorded()?;
    fs::write(file, page::write(&rows)).map_err(|error| format!("{file}: {error}"))?;
    judge(&rows)
}

/// Fails when a document does not generate or compile, or something is any value without a reason.
fn judge(rows: &[Row]) -> Result<(), Failure> {
    let is_bad = |row: &&Row| {
        let (_, outcome) = row;
        let compiles = outcome
            .check
            .as_ref()
            .is_some_and(|it| it.failure.is_none());
        !outcome.is_generated || !compiles || !outcome.unexplained.is_empty()
    };
    let bad: Vec<String> = rows.iter().filter(is_bad).map(page::line).collect();
    println!("{} documents, {} fail", rows.len(), bad.len());
    if bad.is_empty() {
        return Ok(());
    }
    Err(bad.join("\n"))
}

/// This program, optimised.
fn release_build() -> Result<PathBuf, Failure> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--package", "xtask"])
        .current_dir(root())
        .status()
        .map_err(|error| error.to_string())?;
    if !status.success() {
        return Err("the release build of xtask failed".to_owned());
    }
    Ok(target_folder().join("release/xtask"))
}

fn records() -> PathBuf {
    target_folder().join("corpus-records")
}

/// Generates and checks one document, and keeps what is known of it.
fn outcome(program: &Path, path: &Path) -> Result<Outcome, Failure> {
    let name = name_of(path);
    let folder = super::folder_of(&name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(records()).map_err(|error| error.to_string())?;
    let record = records().join(format!("{name}.json"));
    let _ = fs::remove_file(&record);
    let output = Command::new(program)
        .args(["corpus", CHILD])
        .args([path, &folder, &record])
        .output()
        .map_err(|error| error.to_string())?;
    let mut outcome = match output.status.success() {
        true => read(&record)?,
        false => Outcome::default(),
    };
    if outcome.is_generated {
        outcome.check = Some(check(&folder));
    }
    let text = serde_json::to_string_pretty(&outcome).map_err(|error| error.to_string())?;
    fs::write(&record, text).map_err(|error| error.to_string())?;
    Ok(outcome)
}

fn read(record: &Path) -> Result<Outcome, Failure> {
    let text =
        fs::read_to_string(record).map_err(|error| format!("{}: {error}", record.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", record.display()))
}

/// What is known of all documents that were ever done, by name.
fn recorded() -> Result<Vec<Row>, Failure> {
    let entries = fs::read_dir(records()).map_err(|error| error.to_string())?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            Ok((name.into_owned(), read(path)?))
        })
        .collect()
}

/// Checks the three crates as a user would, with their default features and no warning allowed, and
/// takes away what that left behind.
fn check(folder: &Path) -> Check {
    // So that nothing has to be looked up, and dependencies are those of this repository.
    let _ = fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"));
    let costs = folder.join("costs.jsonl");
    let check = ["check", "--quiet", "--workspace"];
    let measured = measure(cargo(folder, "-D warnings").args(check), &costs);
    let crates = [
        "-p",
        "corpus-types",
        "-p",
        "corpus-client",
        "-p",
        "corpus-server",
    ];
    let _ = cargo(folder, "-D warnings")
        .args(["clean", "--quiet"])
        .args(crates)
        .output();
    match measured {
        Ok(cost) => {
            let _ = fs::remove_dir_all(folder);
            Check {
                failure: None,
                cpu: cost.cpu,
                peak: cost.peak,
            }
        }
        Err(said) => {
            let _ = fs::write(folder.join("errors.txt"), &said);
            let first = said.lines().find(|line| line.starts_with("error"));
            Check {
                failure: Some(first.unwrap_or("error").to_owned()),
                ..Check::default()
            }
        }
    }
}

fn cargo(folder: &Path, flags: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .env("CARGO_TARGET_DIR", target_folder().join("corpus-target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", flags)
        .current_dir(folder);
    cargo
}
