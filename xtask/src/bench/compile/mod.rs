//! `compile`: what the compiler takes for generated crates, against the same written by hand.
//!
//! Measured is the compiler itself, by the crate: neither cargo nor the crates that all share. The
//! crates are compiled again without incremental compilation, in turns, ours and theirs.

mod calls;
mod derives;
mod instances;
mod project;

use std::time::{Duration, Instant};

use super::Options;
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

/// After this long no further document is begun, unless all are asked for: the part stays within
/// ten minutes on two cores that do nothing else.
const BUDGET: Duration = Duration::from_secs(6 * 60);

/// Measures a client crate, then types crates, the longest last.
pub(super) fn run(options: Options) -> Result<Vec<Table>, Failure> {
    let mut check = Table::new("cargo check of a types crate ÷ serde's derives", COLUMNS);
    let mut release = Table::new(
        "cargo build --release of a types crate and a library that reads and writes every schema",
        COLUMNS,
    );
    let started = Instant::now();
    let client = measure_client(options)?;
    let synthetic = Subject::synthetic("synthetic", Synthetic::types(1))?;
    let (large, missing) = Subject::large();
    let subjects = [Subject::whatsapp(), synthetic].into_iter().chain(large);
    for subject in subjects {
        if started.elapsed() > BUDGET && !options.full {
            let minutes = started.elapsed().as_secs() / 60;
            check.note(format!(
                "{} is skipped after {minutes} minutes: `--full` measures all",
                subject.name
            ));
            continue;
        }
        eprintln!("types of {}", subject.name);
        if let Err(failure) = measure_types(&subject, options, (&mut check, &mut release)) {
            let failure: Vec<&str> = failure.lines().take(12).collect();
            check.note(format!(
                "{} is skipped: {}",
                subject.name,
                failure.join("\n")
            ));
        }
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

fn measure_types(
    subject: &Subject,
    options: Options,
    (check, release): (&mut Table, &mut Table),
) -> Result<(), Failure> {
    let project = Project::of_types(subject)?;
    let is_large = subject.name != "synthetic" && project.staged.schemas > LARGE;
    let runs = if is_large { 1 } else { options.runs() };
    let row = Row::new(&subject.name, &project);
    let (ours, theirs) = in_turns(runs, &project, Mode::Check, (&["types"], &["derives"]))?;
    check.row(row.cells(sum(&ours), sum(&theirs), (CHECK, CHECK_MEMORY)));
    if is_large {
        return Ok(());
    }
    let crates: (&[&str], &[&str]) = (&["types", "types-used"], &["derives", "derives-used"]);
    let (ours, theirs) = in_turns(RELEASE_RUNS, &project, Mode::Release, crates)?;
    release.row(row.cells(sum(&ours), sum(&theirs), (RELEASE, None)));
    Ok(())
}

fn measure_client(options: Options) -> Result<Table, Failure> {
    let title = "A client of 500 operations ÷ an async fn with reqwest and serde for each";
    let mut table = Table::new(title, COLUMNS);
    eprintln!("client");
    let project = Project::of_client(&Subject::synthetic("calls500", Synthetic::client())?)?;
    let mut row = |what: &str, ours: &[Cost], theirs: &[Cost], targets| {
        let row = Row::new(what, &project);
        table.row(row.cells(sum(ours), sum(theirs), targets));
    };
    let crates: (&[&str], &[&str]) = (&["types", "client"], &["derives", "calls"]);
    let (ours, theirs) = in_turns(options.runs(), &project, Mode::Check, crates)?;
    row(
        "check: types",
        &part(&ours, 0),
        &part(&theirs, 0),
        (CHECK, CHECK_MEMORY),
    );
    row(
        "check: client",
        &part(&ours, 1),
        &part(&theirs, 1),
        (CHECK, CHECK_MEMORY),
    );
    row("check: both", &ours, &theirs, (None, None));
    let crates: (&[&str], &[&str]) = (
        &["types", "client", "client-used"],
        &["derives", "calls", "calls-used"],
    );
    let (ours, theirs) = in_turns(RELEASE_RUNS, &project, Mode::Release, crates)?;
    row(
        "release: types",
        &part(&ours, 0),
        &part(&theirs, 0),
        (None, None),
    );
    row(
        "release: client",
        &part(&ours, 1),
        &part(&theirs, 1),
        (None, None),
    );
    row(
        "release: program",
        &part(&ours, 2),
        &part(&theirs, 2),
        (None, None),
    );
    row("release: all", &ours, &theirs, (RELEASE, None));
    table.note("The programs box the future of every operation. Neither side is built with TLS.");
    Ok(table)
}

fn part(costs: &[Cost], at: usize) -> Vec<Cost> {
    costs.get(at).copied().into_iter().collect()
}

fn sum(costs: &[Cost]) -> Cost {
    costs
        .iter()
        .fold(Cost::default(), |sum, cost| sum.and(*cost))
}

/// The medians of ours and of theirs, by the crate.
fn in_turns(
    runs: usize,
    project: &Project,
    mode: Mode,
    (ours, theirs): (&[&str], &[&str]),
) -> Result<(Vec<Cost>, Vec<Cost>), Failure> {
    let (mut of_ours, mut of_theirs) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        of_ours.push(project.compile(mode, ours)?);
        of_theirs.push(project.compile(mode, theirs)?);
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
