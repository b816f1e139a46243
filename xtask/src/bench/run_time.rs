//! `codec`, `client`, `server`: what generated code costs at run time. They are programs of their own
//! (`tests/bench`), built with optimisation, that print their tables and write their files.

use std::process::Command;

use super::Options;
use crate::{Failure, root};

/// Measures a part.
pub(super) fn run(part: &str, options: Options) -> Result<(), Failure> {
    let mut command = Command::new("cargo");
    command.args([
        "run",
        "--release",
        "--quiet",
        "-p",
        "oaspen-bench",
        "--",
        part,
    ]);
    command.args(options.quick.then_some("--quick"));
    let status = command.current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`oaspen-bench {part}` ended with {status}")),
        Err(error) => Err(format!("cannot run cargo: {error}")),
    }
}
