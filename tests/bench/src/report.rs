//! What every part of the bench ends with: a table for people, a file for programs.

use std::io::Write as _;
use std::path::Path;

use crate::Failure;

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
///
/// # Errors
/// When either cannot be written to.
pub(crate) fn finish(report: &Report) -> Result<(), Failure> {
    std::io::stdout().write_all(report.table.as_bytes())?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{}.json", report.part));
    std::fs::write(path, format!("{:#}\n", report.figures))?;
    Ok(())
}
