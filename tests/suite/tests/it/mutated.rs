//! Fixtures that are broken in structured ways: a run always ends, never panics, and its output is
//! Rust in which texts of the document are literals and documentation.
//!
//! `OASPEN_MUTATED` asks for more documents than the short run has, and `OASPEN_SEED` for the first.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use mutate::{mutate, read_fixtures, run, seeded_bytes};

use crate::root;

/// How many documents the short run tries.
const COUNT: u64 = 120;

/// How many bytes choose what is done to one.
const BYTES: usize = 128;

/// How long one document may take in a debug build.
const LONGEST: Duration = Duration::from_secs(20);

fn number(name: &str, otherwise: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(otherwise, |text| text.parse().expect("it is a number"))
}

#[test]
fn mutated_documents_give_rust_or_an_error() {
    let fixtures = read_fixtures(&root().join("spec/features")).expect("they can be read");
    assert!(fixtures.len() > 60, "only {} can be read", fixtures.len());
    let first = number("OASPEN_SEED", 0);
    let mut wrong = Vec::new();
    for seed in first..first + number("OASPEN_MUTATED", COUNT) {
        // Seen when the process is stopped in its midst.
        println!("seed {seed}");
        let document = mutate(&fixtures, &seeded_bytes(seed, BYTES));
        let started = Instant::now();
        let problem = match catch_unwind(|| run(&document)) {
            Ok(Ok(())) if started.elapsed() < LONGEST => continue,
            Ok(Ok(())) => format!("took {:?}", started.elapsed()),
            Ok(Err(problem)) => problem,
            Err(_) => "panicked".to_owned(),
        };
        wrong.push(format!("seed {seed}: {problem}\n{document}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
