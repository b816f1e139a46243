//! Measures two ways to do the same: blocks of requests in turns, the processor time of this
//! process per request, and the medians of it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use rustix::thread::{CpuSet, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use crate::Failure;
use crate::report::Report;

/// How much is measured, and of what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    rounds: usize,
    block: usize,
    only: Option<Side>,
}

/// Which code is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Generated,
    ByHand,
}

impl Effort {
    /// Reads `--quick` and `--only`.
    pub(crate) fn parse(options: &[&str]) -> Result<Self, Failure> {
        let full = Self {
            rounds: 31,
            block: 1600,
            only: None,
        };
        let quick = Self {
            rounds: 7,
            block: 800,
            ..full
        };
        // One side alone is for a profiler.
        let only = |side| Self {
            only: Some(side),
            ..quick
        };
        match options {
            [] => Ok(full),
            ["--quick"] => Ok(quick),
            ["--only", "generated"] => Ok(only(Side::Generated)),
            ["--only", "by-hand"] => Ok(only(Side::ByHand)),
            _ => Err(format!("unknown options: {options:?}").into()),
        }
    }
}

/// What was measured of one kind of request.
#[derive(Debug)]
pub(crate) struct Case {
    name: &'static str,
    generated: Figures,
    by_hand: Figures,
    /// Of neighbouring blocks, so that what slows the machine for a while slows both.
    cpu_ratio: f64,
}

/// Medians over all blocks of a side.
#[derive(Clone, Copy, Debug)]
struct Figures {
    cpu_micros: f64,
    per_second: f64,
}

/// Measures `request_block(side, number of requests)` for both sides in turns.
pub(crate) fn compare(
    name: &'static str,
    effort: Effort,
    mut request_block: impl FnMut(Side, usize) -> Result<(), Failure>,
) -> Result<Case, Failure> {
    let (mut generated, mut by_hand) = (Vec::new(), Vec::new());
    // The first round opens connections and is forgotten.
    for round in 0..=effort.rounds {
        let mut turns = [
            (&mut generated, Side::Generated),
            (&mut by_hand, Side::ByHand),
        ];
        if round % 2 == 1 {
            turns.reverse();
        }
        for (samples, side) in turns {
            if effort.only.is_some_and(|only| only != side) {
                continue;
            }
            let figures = measure(effort.block, || request_block(side, effort.block))?;
            if round > 0 {
                samples.push(figures);
            }
        }
    }
    let ratios = generated.iter().zip(&by_hand);
    Ok(Case {
        name,
        generated: medians(&generated),
        by_hand: medians(&by_hand),
        cpu_ratio: median(ratios.map(|(one, other)| one.cpu_micros / other.cpu_micros)),
    })
}

fn measure(
    requests: usize,
    block: impl FnOnce() -> Result<(), Failure>,
) -> Result<Figures, Failure> {
    let (cpu, wall) = (cpu_time(), Instant::now());
    block()?;
    let (cpu, wall) = (cpu_time() - cpu, wall.elapsed());
    Ok(Figures {
        cpu_micros: cpu.as_secs_f64() * 1e6 / requests as f64,
        per_second: requests as f64 / wall.as_secs_f64(),
    })
}

/// User and system time of all threads of this process.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

fn medians(samples: &[Figures]) -> Figures {
    Figures {
        cpu_micros: median(samples.iter().map(|sample| sample.cpu_micros)),
        per_second: median(samples.iter().map(|sample| sample.per_second)),
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Keeps this process on one core, if the system lets it.
pub(crate) fn pin(core: usize) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut set = CpuSet::new();
    set.set(core % cores);
    // Without it the figures are noisier, and no less true.
    let _ = sched_setaffinity(None, &set);
}

/// Prints the table and writes the figures down.
pub(crate) fn report(part: &'static str, cases: &[Case]) -> Result<Report, Failure> {
    let mut table = format!(
        "{part:<18} {:>14} {:>14} {:>7} {:>13} {:>13}\n",
        "generated µs", "by hand µs", "ratio", "generated /s", "by hand /s"
    );
    for Case {
        name,
        generated,
        by_hand,
        cpu_ratio,
    } in cases
    {
        writeln!(
            table,
            "{name:<18} {:>14.2} {:>14.2} {cpu_ratio:>7.3} {:>13.0} {:>13.0}",
            generated.cpu_micros, by_hand.cpu_micros, generated.per_second, by_hand.per_second
        )?;
    }
    table.push_str("(processor time and requests of one core; medians of alternating blocks)\n");
    Ok(Report {
        part,
        table,
        figures: cases.iter().map(to_json).collect(),
    })
}

fn to_json(case: &Case) -> Value {
    let side = |figures: Figures| json!({ "cpu_micros_per_request": figures.cpu_micros, "requests_per_second": figures.per_second });
    json!({
        "name": case.name,
        "generated": side(case.generated),
        "by_hand": side(case.by_hand),
        "cpu_ratio": case.cpu_ratio,
    })
}
