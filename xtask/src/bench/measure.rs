//! What a command costs: processor time and peak memory of it and of all that it starts.
//!
//! The system tells a process the largest memory of any child it ever had, so each command runs
//! under a process of its own: this program again, told by [`COSTS`] to run a command, to wait, and
//! to add a line to a file. The same works as cargo's `RUSTC_WORKSPACE_WRAPPER`, which measures the
//! compiler without cargo.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use serde_json::{Value, json};

use super::deadline::Deadline;
use super::{folder, median};
use crate::Failure;

/// The environment variable that makes this program a [`relay`]; its value is the file of costs.
pub(super) const COSTS: &str = "OASPEN_BENCH_COSTS";

/// What one run of a command cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// Seconds of processor time, in user and system mode, of all threads and children.
    pub(crate) cpu: f64,
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// The resident memory of the largest process, in bytes.
    pub(crate) peak: f64,
}

impl Cost {
    /// Of one after the other.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            wall: self.wall + other.wall,
            peak: self.peak.max(other.peak),
        }
    }

    /// The median of each figure by itself.
    pub(super) fn median(costs: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| median(&costs.iter().map(figure).collect::<Vec<_>>());
        Self {
            cpu: of(|cost| cost.cpu),
            wall: of(|cost| cost.wall),
            peak: of(|cost| cost.peak),
        }
    }
}

/// Runs the command in `arguments`, adds its cost to the file, and ends as the command does.
pub(crate) fn relay(arguments: &[String]) -> Option<ExitCode> {
    let costs = std::env::var_os(COSTS)?;
    let (program, rest) = arguments.split_first()?;
    let started = Instant::now();
    // What the command starts is not measured again by itself.
    let status = Command::new(program)
        .args(rest)
        .env_remove(COSTS)
        .status()
        .ok()?;
    let wall = started.elapsed().as_secs_f64();
    let (cpu, peak) = usage_of_children()?;
    let line = json!({ "name": crate_name(rest), "cpu": cpu, "wall": wall, "peak": peak });
    // One write, so that the lines of compilers that run side by side do not mix.
    let text = format!("{line}\n");
    let mut file = File::options().create(true).append(true).open(costs).ok()?;
    file.write_all(text.as_bytes()).ok()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The crate that a compiler is told to compile.
fn crate_name(arguments: &[String]) -> Option<&String> {
    let at = arguments.iter().position(|word| word == "--crate-name")?;
    arguments.get(at + 1)
}

/// What this process used so far: seconds of processor time, and peak memory in bytes.
#[cfg(unix)]
pub(crate) fn own_usage() -> Option<(f64, f64)> {
    usage(nix::sys::resource::UsageWho::RUSAGE_SELF)
}

#[cfg(unix)]
fn usage_of_children() -> Option<(f64, f64)> {
    usage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN)
}

#[cfg(unix)]
fn usage(whose: nix::sys::resource::UsageWho) -> Option<(f64, f64)> {
    use nix::sys::time::TimeValLike as _;
    let usage = nix::sys::resource::getrusage(whose).ok()?;
    let microseconds =
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Linux counts kibibytes, macOS bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    Some((seconds(microseconds), float(usage.max_rss() * unit)))
}

#[cfg(not(unix))]
pub(crate) fn own_usage() -> Option<(f64, f64)> {
    None
}

#[cfg(not(unix))]
fn usage_of_children() -> Option<(f64, f64)> {
    None
}

fn seconds(microseconds: i64) -> f64 {
    float(microseconds) / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "a measurement is not exact")]
fn float(count: i64) -> f64 {
    count as f64
}

/// The cost of a command as a whole.
pub(crate) fn measure(command: &mut Command, costs: &Path) -> Result<Cost, Failure> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut relayed = Command::new(program);
    relayed.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => relayed.env(name, value),
            None => relayed.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        relayed.current_dir(folder);
    }
    let _ = fs::remove_file(costs);
    run(relayed.env(COSTS, costs))?;
    read(costs)?
        .first()
        .map(|(_, cost)| *cost)
        .ok_or_else(|| "this system does not tell what a command costs".to_owned())
}

/// The costs of the compilers that a cargo command starts for crates of its workspace, by the
/// crate's name.
pub(super) fn measure_compilers(
    cargo: &mut Command,
    costs: &Path,
    deadline: Deadline,
) -> Result<Vec<(String, Cost)>, Failure> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let _ = fs::remove_file(costs);
    let cargo = cargo
        .env("RUSTC_WORKSPACE_WRAPPER", program)
        .env(COSTS, costs);
    deadline.run(cargo, &folder())?;
    read(costs)
}

/// Runs a command to its end, however long that takes.
pub(super) fn run(command: &mut Command) -> Result<(), Failure> {
    Deadline::NEVER.run(command, &folder())
}

fn read(costs: &Path) -> Result<Vec<(String, Cost)>, Failure> {
    let text = fs::read_to_string(costs)
        .map_err(|error| format!("nothing was measured: {}: {error}", costs.display()))?;
    let lines = text.lines().filter_map(|line| {
        let line: Value = serde_json::from_str(line).ok()?;
        let figure = |name: &str| line.get(name).and_then(Value::as_f64);
        let name = line.get("name").and_then(Value::as_str).unwrap_or_default();
        let cost = Cost {
            cpu: figure("cpu")?,
            wall: figure("wall")?,
            peak: figure("peak")?,
        };
        Some((name.to_owned(), cost))
    });
    Ok(lines.collect())
}
