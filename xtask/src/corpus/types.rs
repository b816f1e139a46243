//! `corpus --types [PATH]… [--compile]`: what becomes of the schemas of documents from elsewhere.
//! Each document has its own process with bounds on time and memory. Nothing is committed.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use oaspen::{Config, CrateSet, Files};
use oaspen_diagnostics::Severity;

use super::{chosen, config, folder_of, input, name_of, run_checks};
use crate::Failure;

/// The argument by which this program does one document.
pub(crate) const CHILD: &str = "--types-of";

/// How long a document may take.
const LIMIT: Duration = Duration::from_secs(30);

/// How much memory a document may take, in KiB as `ulimit -v` counts.
const MEMORY: u64 = 2 * 1024 * 1024;

/// Prints a line for each document, the smallest first, and the sums.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let (flags, paths): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .partition(|argument| argument.starts_with("--"));
    let compiles = flags.contains(&"--compile");
    let (mut total, mut stopped, mut passed) = ([0, 0], 0, 0);
    println!("document\tschemas\ttypes\tweakened by code\tseconds\tpasses");
    let documents = chosen(&paths)?;
    for path in &documents {
        let name = name_of(path);
        let (line, is_stopped) = bounded(path)?;
        for (sum, count) in total.iter_mut().zip(line.split('\t')) {
            *sum += count.parse::<usize>().unwrap_or(0);
        }
        let folder = folder_of(&name);
        let check: &[&str] = &["check", "--quiet", "-p", "corpus-types"];
        let passes = if compiles && folder.exists() {
            run_checks(&folder, &[check])?
        } else {
            let _ = std::fs::remove_dir_all(&folder);
            String::new()
        };
        stopped += usize::from(is_stopped);
        passed += usize::from(passes == "yes");
        println!("{name}\t{line}\t{passes}");
    }
    let [schemas, types] = total;
    println!(
        "{} documents, {schemas} schemas, {types} types, {stopped} panicked or out of bounds, \
         {passed} checked and passed",
        documents.len()
    );
    Ok(())
}

/// What a process of its own says of a document, and whether it did not come to its end.
fn bounded(path: &Path) -> Result<(String, bool), Failure> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let script = format!("ulimit -v {MEMORY}; exec \"$0\" corpus {CHILD} \"$1\"");
    let child = Command::new("sh")
        .args(["-c", &script])
        .args([program.as_path(), path])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    outcome(child)
}

/// Waits for a process; its line of output is short enough for the pipe to hold.
fn outcome(mut child: Child) -> Result<(String, bool), Failure> {
    let started = Instant::now();
    while child
        .try_wait()
        .map_err(|error| error.to_string())?
        .is_none()
    {
        if started.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            return Ok((format!("STOPPED after {} s", LIMIT.as_secs()), true));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = child
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Ok((format!("FAILED: {}", output.status), true));
    }
    let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok((line, false))
}

/// Does one document: writes its types and prints what there is to say about it.
pub(crate) fn run_child(path: &Path) -> Result<(), Failure> {
    let config = Config {
        crates: CrateSet {
            types: true,
            client: false,
            server: false,
        },
        ..config()
    };
    let started = Instant::now();
    let report = oaspen::generate(&input(path), &config);
    let seconds = started.elapsed().as_secs_f64();
    let mut weakened: BTreeMap<String, usize> = BTreeMap::new();
    for found in &report.diagnostics {
        if found.severity == Severity::Weakened {
            *weakened
                .entry(found.code.info().name.to_owned())
                .or_default() += 1;
        }
    }
    let weakened: Vec<String> = weakened
        .iter()
        .map(|(code, count)| format!("{code} {count}"))
        .collect();
    // A document with an error has none.
    let types = report
        .files
        .as_ref()
        .map_or_else(|| "-".to_owned(), |files| count_types(files).to_string());
    if let Some(files) = &report.files {
        let folder = folder_of(&name_of(path));
        let _ = std::fs::remove_dir_all(&folder);
        oaspen::fs::write(&folder, files)
            .map_err(|error| format!("{}: {}", error.path.display(), error.reason))?;
    }
    println!(
        "{}\t{types}\t{}\t{seconds:.2}",
        report.summary.schemas,
        weakened.join(", ")
    );
    Ok(())
}

/// The types that are declared.
fn count_types(files: &Files) -> usize {
    let lines = files.iter().flat_map(|(_, content)| content.lines());
    let kinds = ["pub struct ", "pub enum ", "pub type "];
    lines
        .filter(|line| kinds.iter().any(|kind| line.starts_with(kind)))
        .count()
}
