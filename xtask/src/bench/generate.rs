//! `generate`: what the whole command takes, how that grows, and which stage takes it.
//!
//! The command is the release build, measured from outside. The stages are measured inside this
//! program's release build, which calls them one by one (`bench stages`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use oaspen::CrateSet;
use serde_json::{Value, json};

use super::measure::{Cost, measure, run as run_command};
use super::subject::Subject;
use super::synthetic::Synthetic;
use super::table::{Cell, Table};
use super::{Options, folder, median};
use crate::{Failure, root};

/// Seconds that the command may take for the WhatsApp document.
const WHATSAPP: f64 = 0.060;

/// The stages as they are printed. Printing is part of `emit` and is shown again by itself: how long
/// it takes to lay out the output's own text.
const STAGES: &[&str] = &[
    "load", "resolve", "check", "lower", "facts", "plan", "emit", "write", "print",
];

/// Measures the command on documents of all sizes.
pub(super) fn run(options: Options) -> Result<Vec<Table>, Failure> {
    let programs = build()?;
    let mut whole = Table::new(
        "oaspen generate, all three crates",
        &[
            "document",
            "schemas",
            "wall",
            "÷ target",
            "CPU",
            "memory",
            "CPU / schema",
        ],
    );
    let mut columns = vec!["document"];
    columns.extend(STAGES);
    let mut stages = Table::new("Share of each stage of the processor time", &columns);
    let mut subjects = vec![Subject::whatsapp()];
    for scale in [1, 4, 16] {
        let name = format!("synthetic{scale}");
        subjects.push(Subject::synthetic(&name, Synthetic::types(scale))?);
    }
    let (large, missing) = Subject::large();
    subjects.extend(large);
    for subject in &subjects {
        eprintln!("generate {}", subject.name);
        let runs = if subject.name == "whatsapp" {
            5 * options.runs()
        } else {
            options.runs()
        };
        let (cost, report) = measure_subject(&programs, subject, runs)?;
        whole.row(whole_row(subject, cost, &report));
        stages.row(stage_row(subject, &report));
    }
    for name in missing {
        whole.note(format!(
            "{name} is skipped: ../shared/corpus/documents has none"
        ));
    }
    whole.note(format!(
        "Target: WhatsApp within {:.0} ms; CPU / schema constant.",
        WHATSAPP * 1e3
    ));
    stages.note("`print` is a part of `emit`: laying out the output's text a second time.");
    Ok(vec![whole, stages])
}

/// The release builds of the command and of this program.
struct Programs {
    oaspen: PathBuf,
    xtask: PathBuf,
}

fn build() -> Result<Programs, Failure> {
    run_command(
        Command::new(env!("CARGO"))
            .args([
                "build",
                "--release",
                "--quiet",
                "-p",
                "oaspen",
                "-p",
                "xtask",
            ])
            .current_dir(root()),
    )?;
    let here = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = here.parent().and_then(Path::parent).unwrap_or(&here);
    let program = |name: &str| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        target.join("release").join(name)
    };
    Ok(Programs {
        oaspen: program("oaspen"),
        xtask: program("xtask"),
    })
}

fn measure_subject(
    programs: &Programs,
    subject: &Subject,
    runs: usize,
) -> Result<(Cost, Value), Failure> {
    let out = folder().join("generate").join(&subject.name);
    let mut costs = Vec::new();
    let mut command = Command::new(&programs.oaspen);
    command
        .args(["generate", "--name", &subject.name, "--out"])
        .arg(&out)
        .arg(&subject.path);
    for _ in 0..runs {
        let _ = fs::remove_dir_all(&out);
        costs.push(measure(&mut command, &folder().join("costs"))?);
    }
    let output = Command::new(&programs.xtask)
        .args(["bench", "stages", &subject.name])
        .arg(&subject.path)
        .arg(runs.to_string())
        .output()
        .map_err(|error| error.to_string())?;
    let report = serde_json::from_slice(&output.stdout)
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let _ = fs::remove_dir_all(&out);
    Ok((Cost::median(&costs), report))
}

fn whole_row(subject: &Subject, cost: Cost, report: &Value) -> Vec<Cell> {
    let schemas = report.get("schemas").and_then(Value::as_u64).unwrap_or(0);
    let schemas = usize::try_from(schemas).unwrap_or(0);
    let target = match subject.name.as_str() {
        "whatsapp" => Cell::Ratio(cost.wall / WHATSAPP, Some(1.0)),
        _ => Cell::None,
    };
    let per_schema = cost.cpu / schema_count(schemas);
    vec![
        Cell::Text(subject.name.clone()),
        Cell::Count(schemas),
        Cell::milliseconds(cost.wall),
        target,
        Cell::milliseconds(cost.cpu),
        Cell::memory(cost.peak),
        Cell::milliseconds(per_schema),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a measurement is not exact")]
fn schema_count(schemas: usize) -> f64 {
    schemas.max(1) as f64
}

fn stage_row(subject: &Subject, report: &Value) -> Vec<Cell> {
    let seconds = |stage: &&str| {
        let seconds = report
            .get("seconds")
            .and_then(|seconds| seconds.get(*stage));
        seconds.and_then(Value::as_f64).unwrap_or(0.0)
    };
    let whole: f64 = STAGES
        .iter()
        .filter(|stage| **stage != "print")
        .map(seconds)
        .sum();
    let share = |stage: &&str| Cell::Figure(100.0 * seconds(stage) / whole, "%", 1);
    let mut cells = vec![Cell::Text(subject.name.clone())];
    cells.extend(STAGES.iter().map(share));
    cells
}

/// `bench stages NAME FILE RUNS`: goes through the stages and prints, as JSON, what each took.
pub(super) fn run_stages(arguments: &[&str]) -> Result<(), Failure> {
    let [name, path, runs] = arguments else {
        return Err("usage: cargo xtask bench stages NAME FILE RUNS".to_owned());
    };
    let subject = Subject {
        name: (*name).to_owned(),
        path: PathBuf::from(path),
    };
    let runs = runs.parse().map_err(|_| format!("no number: {runs}"))?;
    let mut seconds = vec![Vec::new(); STAGES.len()];
    let mut schemas = 0;
    for _ in 0..runs {
        let staged = subject.generate(CrateSet::ALL)?;
        schemas = staged.schemas;
        let written = [
            ("write", write(&staged.files)?),
            ("print", print(&staged.files)),
        ];
        for (stage, took) in staged.seconds.iter().chain(&written) {
            let at = STAGES.iter().position(|known| known == stage);
            if let Some(all) = at.and_then(|at| seconds.get_mut(at)) {
                all.push(*took);
            }
        }
    }
    let stages = STAGES.iter().zip(&seconds);
    let stages: serde_json::Map<String, Value> = stages
        .map(|(stage, all)| ((*stage).to_owned(), json!(median(all))))
        .collect();
    println!("{}", json!({ "schemas": schemas, "seconds": stages }));
    Ok(())
}

fn write(files: &oaspen::Files) -> Result<f64, Failure> {
    let out = folder().join("stages");
    let _ = fs::remove_dir_all(&out);
    let started = Instant::now();
    oaspen::fs::write(&out, files)
        .map_err(|error| format!("{}: {}", error.path.display(), error.reason))?;
    let took = started.elapsed().as_secs_f64();
    let _ = fs::remove_dir_all(&out);
    Ok(took)
}

/// Lays out text that is parsed already.
fn print(files: &oaspen::Files) -> f64 {
    let is_rust = |(path, _): &(&str, &str)| path.ends_with(".rs");
    let parsed: Vec<syn::File> = files
        .iter()
        .filter(is_rust)
        .filter_map(|(_, text)| syn::parse_file(text).ok())
        .collect();
    let started = Instant::now();
    let length: usize = parsed
        .iter()
        .map(|file| prettyplease::unparse(file).len())
        .sum();
    std::hint::black_box(length);
    started.elapsed().as_secs_f64()
}
