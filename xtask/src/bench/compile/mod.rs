//! `compile`: what the compiler takes for generated crates, against the same written by hand.
//!
//! Measured is the compiler itself, by the crate: neither cargo nor the crates that all share. The
//! crates are compiled again without incremental compilation, in turns, ours and theirs.

mod calls;
mod derives;
mod instances;
mod project;

use std::time::Duration;

use super::Options;
use super::deadline::Deadline;
use super::measure::Cost;
use super::subject::Subject;
use super::synthetic::Synthetic;
use super::table::{Cell, Table};
use crate::Failure;
use project::{Mode, Project};

/// The most that a check may take of the processor time, and of the memory, of what it stands for.
const CHECK: Option<f64> = Some(0.20);
const CHECK_MEMORY: Option<f64> = Some(0.35);
/// The same for the processor time of a release build of libraries and program.
const RELEASE: Option<f64> = Some(0.35);

const COLUMNS: &[&str] = &[
    "what",
    "schemas",
    "operations",
    "CPU",
    "by hand",
    "CPU ÷",
    "memory",
    "by hand ",
    "memory ÷",
];

/// Documents of more schemas than this are checked once and not built: the derives take minutes.
const LARGE: usize = 500;

/// Release builds take so long that they are measured once.
const RELEASE_RUNS: usize = 1;

/// After this long no further document is begun and nothing is measured again, unless all is asked
/// for.
const BUDGET: Duration = Duration::from_secs(5 * 60);

/// After this long what still runs is ended, so that the part takes ten minutes together with the
/// building of this program, whatever the machine does.
const LIMIT: Duration = Duration::from_secs(8 * 60);

/// Measures checks of a client crate, types crates, and last the release build of the client.
pub(super) fn run(options: Options) -> Result<Vec<Table>, Failure> {
    let mut check = Table::new("cargo check of a types crate ÷ serde's derives", COLUMNS);
    let mut release = Table::new(
        "cargo build --release of a types crate and a library that reads and writes every schema",
        COLUMNS,
    );
    let mut client = Table::new(
        "A client of 500 operations ÷ an async fn with reqwest and serde for each",
        COLUMNS,
    );
    let time = Time::of(options);
    client.note("The programs box the future of every operation. Neither side is built with TLS.");
    let project = Project::of_client(&Subject::synthetic("calls500", Synthetic::client())?)?;
    if let Err(failure) = check_client(time, &project, &mut client) {
        client.note(skipped("the check", &failure));
    }
    let synthetic = Subject::synthetic("synthetic", Synthetic::types(1))?;
    let (large, missing) = Subject::large();
    let subjects = [Subject::whatsapp(), synthetic].into_iter().chain(large);
    for subject in subjects {
        if time.budget.is_over() {
            let minutes = BUDGET.as_secs() / 60;
            check.note(format!(
                "{} is skipped after {minutes} minutes: `--full` measures all",
                subject.name
            ));
            continue;
        }
        eprintln!("types of {}", subject.name);
        if let Err(failure) = measure_types(&subject, time, (&mut check, &mut release)) {
            check.note(skipped(&subject.name, &failure));
        }
    }
    // The longest comes last, when everything else has been measured.
    if let Err(failure) = build_client(time, &project, &mut client) {
        client.note(skipped("the release build", &failure));
    }
    for name in missing {
        check.note(format!(
            "{name} is skipped: ../shared/corpus/documents has none"
        ));
    }
    check.note(
        "By hand: the component schemas alone, without docs, constructors, setters or operations.",
    );
    Ok(vec![check, release, client])
}

/// How much time there is.
#[derive(Clone, Copy)]
struct Time {
    runs: usize,
    budget: Deadline,
    limit: Deadline,
}

impl Time {
    fn of(options: Options) -> Self {
        let after = |time| match options.full {
            true => Deadline::NEVER,
            false => Deadline::after(time),
        };
        Self {
            runs: options.runs(),
            budget: after(BUDGET),
            limit: after(LIMIT),
        }
    }

    /// The same, with so many runs of each thing.
    fn with(self, runs: usize) -> Self {
        Self { runs, ..self }
    }
}

fn skipped(what: &str, failure: &str) -> String {
    let lines: Vec<&str> = failure.lines().take(12).collect();
    format!("{what} is skipped: {}", lines.join("\n"))
}

fn measure_types(
    subject: &Subject,
    time: Time,
    (check, release): (&mut Table, &mut Table),
) -> Result<(), Failure> {
    let project = Project::of_types(subject)?;
    let is_large = subject.name != "synthetic" && project.staged.schemas > LARGE;
    let runs = if is_large { 1 } else { time.runs };
    let row = Row::new(&subject.name, &project);
    let (ours, theirs) = in_turns(
        time.with(runs),
        &project,
        Mode::Check,
        (&["types"], &["derives"]),
    )?;
    check.row(row.cells(sum(&ours), sum(&theirs), (CHECK, CHECK_MEMORY)));
    if is_large {
        return Ok(());
    }
    let crates: (&[&str], &[&str]) = (&["types", "types-used"], &["derives", "derives-used"]);
    let (ours, theirs) = in_turns(time.with(RELEASE_RUNS), &project, Mode::Release, crates)?;
    release.row(row.cells(sum(&ours), sum(&theirs), (RELEASE, None)));
    Ok(())
}

fn check_client(time: Time, project: &Project, table: &mut Table) -> Result<(), Failure> {
    eprintln!("client");
    let crates: (&[&str], &[&str]) = (&["types", "client"], &["derives", "calls"]);
    let costs = in_turns(time, project, Mode::Check, crates)?;
    let check = (CHECK, CHECK_MEMORY);
    client_rows(
        project,
        "check",
        (&costs, table),
        &["types", "client"],
        check,
    );
    client_rows(project, "check: both", (&costs, table), &[], (None, None));
    Ok(())
}

fn build_client(time: Time, project: &Project, table: &mut Table) -> Result<(), Failure> {
    eprintln!("release build of the client");
    let crates: (&[&str], &[&str]) = (
        &["types", "client", "client-used"],
        &["derives", "calls", "calls-used"],
    );
    let costs = in_turns(time.with(RELEASE_RUNS), project, Mode::Release, crates)?;
    let parts = &["types", "client", "program"];
    client_rows(project, "release", (&costs, table), parts, (None, None));
    client_rows(
        project,
        "release: all",
        (&costs, table),
        &[],
        (RELEASE, None),
    );
    Ok(())
}

/// A row for each part, or one for all when none is named.
fn client_rows(
    project: &Project,
    what: &str,
    ((ours, theirs), table): (&(Vec<Cost>, Vec<Cost>), &mut Table),
    parts: &[&str],
    targets: (Option<f64>, Option<f64>),
) {
    for (at, name) in parts.iter().enumerate() {
        let row = Row::new(&format!("{what}: {name}"), project);
        let (ours, theirs) = (sum(&part(ours, at)), sum(&part(theirs, at)));
        table.row(row.cells(ours, theirs, targets));
    }
    if parts.is_empty() {
        let row = Row::new(what, project);
        table.row(row.cells(sum(ours), sum(theirs), targets));
    }
}

fn part(costs: &[Cost], at: usize) -> Vec<Cost> {
    costs.get(at).copied().into_iter().collect()
}

fn sum(costs: &[Cost]) -> Cost {
    costs
        .iter()
        .fold(Cost::default(), |sum, cost| sum.and(*cost))
}

/// The medians of ours and of theirs, by the crate, of as many runs as there is time for.
fn in_turns(
    time: Time,
    project: &Project,
    mode: Mode,
    (ours, theirs): (&[&str], &[&str]),
) -> Result<(Vec<Cost>, Vec<Cost>), Failure> {
    let (mut of_ours, mut of_theirs) = (Vec::new(), Vec::new());
    for run in 0..time.runs {
        if run > 0 && time.budget.is_over() {
            break;
        }
        of_ours.push(project.compile(mode, ours, time.limit)?);
        of_theirs.push(project.compile(mode, theirs, time.limit)?);
    }
    Ok((medians(&of_ours), medians(&of_theirs)))
}

fn medians(runs: &[Vec<Cost>]) -> Vec<Cost> {
    let crates = runs.first().map_or(0, Vec::len);
    let of = |at: usize| {
        runs.iter()
            .filter_map(|run| run.get(at))
            .copied()
            .collect::<Vec<_>>()
    };
    (0..crates).map(|at| Cost::median(&of(at))).collect()
}

/// The head of a row.
struct Row {
    what: String,
    schemas: usize,
    operations: usize,
}

impl Row {
    fn new(what: &str, project: &Project) -> Self {
        Self {
            what: what.to_owned(),
            schemas: project.staged.schemas,
            operations: project.staged.operations,
        }
    }

    fn cells(&self, ours: Cost, theirs: Cost, targets: (Option<f64>, Option<f64>)) -> Vec<Cell> {
        eprintln!(
            "{}: {:.2} s ÷ {:.2} s of processor time",
            self.what, ours.cpu, theirs.cpu
        );
        vec![
            Cell::Text(self.what.clone()),
            Cell::Count(self.schemas),
            Cell::Count(self.operations),
            Cell::seconds(ours.cpu),
            Cell::seconds(theirs.cpu),
            Cell::Ratio(ours.cpu / theirs.cpu, targets.0),
            Cell::memory(ours.peak),
            Cell::memory(theirs.peak),
            Cell::Ratio(ours.peak / theirs.peak, targets.1),
        ]
    }
}
