//! What every part of the bench ends with: a table for people, a file for programs.

use std::error::Error;
use std::process::ExitCode;

/// The figures of one part.
#[derive(Debug)]
pub(crate) struct Report {
    /// The part, which names the file.
    pub(crate) part: &'static str,
    /// The table as people read it.
    pub(crate) table: String,
    /// The same as JSON.
    pub(crate) figures: serde_json::Value,
}

/// Prints the table and writes `target/bench/PART.json`.
#[expect(clippy::print_stdout, reason = "the table is what the program is for")]
pub(crate) fn finish(report: &Report) -> ExitCode {
    println!("{}", report.table);
    match write(report) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn write(report: &Report) -> std::io::Result<()> {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let folder = std::path::Path::new(&target).join("bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.json", report.part));
    std::fs::write(path, format!("{:#}\n", report.figures))
}

/// Says why nothing was measured.
#[expect(clippy::print_stderr, reason = "the program ends here")]
pub(crate) fn fail(error: &dyn Error) -> ExitCode {
    eprintln!("oaspen-bench: {error}");
    ExitCode::FAILURE
}
