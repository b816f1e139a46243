//! JSON: our codec beside `serde_json` on types as a user would write them.
//!
//! A round runs every contestant of a case in turn, so that what else the machine does strikes
//! them alike; a figure is the median of the rounds. Decoding counts the drop of what was decoded,
//! which is the same for all.

mod cases;
mod contest;
mod sample;
mod theirs;

use std::fmt::Write as _;

use crate::Failure;
use crate::report::Report;
use contest::{Case, Outcome};

/// Measures all cases; `quick` with little data and few rounds, to see that it works.
pub(crate) fn measure(quick: bool) -> Result<Report, Failure> {
    let mut outcomes = Vec::new();
    for make in cases::ALL {
        let case: Case = make(quick)?;
        outcomes.extend(contest::run(&case, quick));
    }
    Ok(Report {
        part: "codec",
        table: table(&outcomes)?,
        figures: outcomes.iter().map(figures).collect(),
    })
}

/// Runs one contestant of one case so often in one direction, for a profiler: `decode` or `encode`.
pub(crate) fn only(case: &str, contestant: &str, side: &str, times: &str) -> Result<(), Failure> {
    for make in cases::ALL {
        let made: Case = make(true)?;
        if made.is(case) {
            return contest::repeat(&made, contestant, side, times.parse()?);
        }
    }
    Err(format!("there is no case {case:?}").into())
}

fn table(outcomes: &[Outcome]) -> Result<String, std::fmt::Error> {
    let mut table = format!(
        "{:<16} {:<16} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}\n",
        "case", "beside", "KB", "decode", "MB/s", "allocs", "encode", "MB/s", "allocs"
    );
    for outcome in outcomes {
        writeln!(
            table,
            "{:<16} {:<16} {:>9.1} {:>9.2} {:>9.0} {:>9} {:>9.2} {:>9.0} {:>9}",
            outcome.case,
            outcome.contestant,
            outcome.kilobytes,
            outcome.decode.ratio,
            outcome.decode.speed,
            outcome.decode.allocations,
            outcome.encode.ratio,
            outcome.encode.speed,
            outcome.encode.allocations,
        )?;
    }
    table.push_str(
        "decode and encode: our time / theirs (lower is better); MB/s and allocations are the row's own\n",
    );
    Ok(table)
}

fn figures(outcome: &Outcome) -> serde_json::Value {
    serde_json::json!({
        "case": outcome.case,
        "contestant": outcome.contestant,
        "kilobytes": outcome.kilobytes,
        "decode": outcome.decode.figures(),
        "encode": outcome.encode.figures(),
    })
}
