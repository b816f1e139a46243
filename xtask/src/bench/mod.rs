//! `bench [PART]… [--quick] [--full]`: what the generator and its output cost.
//!
//! Each part prints tables and writes them to `target/bench/<part>.json`. Every figure that matters
//! is a ratio to a baseline that ran in turns with it in the same run; a figure is the median of its
//! runs. Nothing here is a test: a machine that is busy makes times worse, and no build fails for it.

mod compile;
mod deadline;
mod generate;
mod measure;
mod run_time;
mod subject;
mod synthetic;
mod table;

use std::path::PathBuf;

use crate::{Failure, root};

pub(crate) use measure::{measure, own_usage, relay};
use table::Table;

/// How a part is to run.
#[derive(Clone, Copy, Debug)]
struct Options {
    /// One run of everything: does it work, and roughly how much?
    quick: bool,
    /// All documents, however long that takes.
    full: bool,
}

impl Options {
    /// How often each thing is measured.
    fn runs(self) -> usize {
        if self.quick { 1 } else { 3 }
    }
}

/// How a part is measured.
#[derive(Clone, Copy)]
enum Run {
    /// By a function that gives the tables.
    Here(fn(Options) -> Result<Vec<Table>, Failure>),
    /// By a program that prints them.
    Program,
}

const PARTS: &[(&str, Run)] = &[
    ("generate", Run::Here(generate::run)),
    ("compile", Run::Here(compile::run)),
    ("codec", Run::Program),
    ("client", Run::Program),
    ("server", Run::Program),
];

/// Runs the parts named, or all.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    match arguments {
        ["synthetic", rest @ ..] => synthetic::run(rest),
        ["stages", rest @ ..] => generate::run_stages(rest),
        _ => run_parts(arguments),
    }
}

fn run_parts(arguments: &[&str]) -> Result<(), Failure> {
    let (flags, names): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .partition(|argument| argument.starts_with("--"));
    let unknown = |name: &&&str| !PARTS.iter().any(|(part, _)| part == *name);
    let known = flags
        .iter()
        .all(|flag| ["--quick", "--full"].contains(flag));
    if !known || names.iter().any(|name| unknown(&name)) {
        return Err(usage());
    }
    let options = Options {
        quick: flags.contains(&"--quick"),
        full: flags.contains(&"--full"),
    };
    for (part, run) in PARTS {
        if names.is_empty() || names.contains(part) {
            match run {
                Run::Here(run) => table::publish(part, &run(options)?)?,
                Run::Program => run_time::run(part, options)?,
            }
        }
    }
    Ok(())
}

fn usage() -> Failure {
    let parts: Vec<&str> = PARTS.iter().map(|(part, _)| *part).collect();
    format!(
        "usage: cargo xtask bench [{}]… [--quick] [--full]",
        parts.join("|")
    )
}

/// Where the benchmarks write: results, and crates that live no longer than a run needs them.
fn folder() -> PathBuf {
    root().join("target/bench")
}

/// The middle one of some figures; of an even number, the mean of the two in the middle.
fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    if sorted.len() % 2 == 1 {
        at(middle)
    } else {
        f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn a_median_is_in_the_middle() {
        assert!((median(&[3.0, 1.0, 100.0]) - 3.0).abs() < f64::EPSILON);
        assert!((median(&[4.0, 1.0, 2.0, 100.0]) - 3.0).abs() < f64::EPSILON);
        assert!(median(&[]).is_nan());
    }
}
