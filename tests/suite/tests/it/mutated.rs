//! Fixtures that are broken in structured ways: a run always ends, never panics, and its output is
//! Rust in which texts of the document are literals and documentation.
//!
//! `OASPEN_MUTATED` asks for more documents than the short run has, and `OASPEN_SEED` for the first.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use mutate::{mutate, read_fixtures, run, run_overlaid, run_split, seeded_bytes};
use serde_json::Value;

use crate::root;
use crate::stopwatch::Stopwatch;

/// How many documents the short run tries.
const COUNT: u64 = 120;

/// How many bytes choose what is done to one.
const BYTES: usize = 128;

/// How long one document may be worked on in a debug build.
const LONGEST: Duration = Duration::from_secs(20);

fn number(name: &str, otherwise: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(otherwise, |text| text.parse().expect("it is a number"))
}

/// Tries documents that seeds make of fixtures, and tells of each that is not as it must be.
#[track_caller]
#[expect(clippy::print_stdout, reason = "the output of a test")]
fn try_mutated(fixtures: &[Value], count: u64, run: impl Fn(&Value, u64) -> Result<(), String>) {
    let first = number("OASPEN_SEED", 0);
    let mut wrong = Vec::new();
    for seed in first..first + number("OASPEN_MUTATED", count) {
        // Seen when the process is stopped in its midst.
        println!("seed {seed}");
        let document = mutate(fixtures, &seeded_bytes(seed, BYTES));
        let watch = Stopwatch::start();
        let problem = match catch_unwind(AssertUnwindSafe(|| run(&document, seed))) {
            Ok(Ok(())) if watch.elapsed() < LONGEST => continue,
            Ok(Ok(())) => format!("took {:?}", watch.elapsed()),
            Ok(Err(problem)) => problem,
            Err(_) => "panicked".to_owned(),
        };
        wrong.push(format!("seed {seed}: {problem}\n{document}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn features() -> Vec<Value> {
    let fixtures = read_fixtures(&root().join("spec/features")).expect("they can be read");
    assert!(fixtures.len() > 60, "only {} can be read", fixtures.len());
    fixtures
}

#[test]
fn mutated_documents_give_rust_or_an_error() {
    try_mutated(&features(), COUNT, |document, _| run(document));
}

#[test]
fn mutated_swagger_documents_give_rust_or_an_error() {
    let mut fixtures = read_fixtures(&root().join("spec/twins")).expect("they can be read");
    fixtures.retain(|fixture| fixture.get("swagger").is_some());
    assert!(!fixtures.is_empty());
    try_mutated(&fixtures, COUNT / 2, |document, seed| match seed % 2 {
        0 => run(document),
        _ => run_split(document),
    });
}

#[test]
fn mutated_documents_in_two_files_give_rust_or_an_error() {
    try_mutated(&features(), COUNT / 2, |document, _| run_split(document));
}

#[test]
fn mutated_overlays_give_rust_or_an_error() {
    let fixtures = features();
    try_mutated(&fixtures, COUNT / 2, |document, seed| {
        let overlay = serde_json::json!({
            "overlay": "1.1.0",
            "info": { "title": "changes", "version": "1" },
            "actions": [
                { "target": "$.components.schemas.*", "update": { "description": "changed" } },
                { "target": "$.paths.*[?@.operationId]", "update": document },
                { "target": "$..properties[?@.type == 'string']", "remove": true },
                { "target": "$.paths", "copy": "$.webhooks" },
            ],
        });
        let overlay = mutate(&[overlay], &seeded_bytes(seed + 1, BYTES));
        run_overlaid(document, &overlay)
    });
}
