//! `cargo xtask <command>`: what this repository does to itself.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command prints"
)]

mod bench;
mod ci;
mod codegen;
mod corpus;
mod dump;
mod echo;
mod examples;
mod ledger;
mod new;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A command failed; what it has to say.
type Failure = String;

const USAGE: &str = "\
cargo xtask <command>

  codegen [--check] [FILTER]      write (or compare) everything that is generated from spec/
  dump STAGE FILE [--pointer P]   show a document at a stage: node, document, ir, model
  new AREA-FEATURE                start a feature document
  corpus [PATH]… [--compile] [--clippy] [--doc]
                                  generate documents, count what happens, check the output
  corpus --types [PATH]… [--compile]
                                  the same for types alone, each document in a bounded process
  corpus --table FILE [PATH]…     generate and compile documents, write the table of all that were done
  corpus --short                  the same for a few small ones, without a table
  bench [PART]… [--quick] [--full]
                                  measure: generate, compile, codec, client, server
  tidy                            check the repository's own rules
  ci                              everything that must hold before a change is merged
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(status) = bench::relay(&arguments) {
        return status;
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["codegen", rest @ ..] => codegen::run(rest),
        ["dump", rest @ ..] => dump::run(rest),
        ["new", name] => new::run(name),
        ["corpus", rest @ ..] => corpus::run(rest),
        ["bench", rest @ ..] => bench::run(rest),
        ["tidy"] => run_tidy(),
        ["ci"] => ci::run(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run_tidy() -> Result<(), Failure> {
    let violations = tidy::check(&root()).map_err(|error| error.to_string())?;
    if violations.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    Err(format!("{}\n{} violations", lines.join("\n"), lines.len()))
}

/// The repository's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
