//! Bytes choose how a fixture is broken; whatever comes, the output is Rust or there is an error.

#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static FIXTURES: OnceLock<Vec<Value>> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let fixtures = FIXTURES.get_or_init(|| {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let read = |folder| mutate::read_fixtures(&spec.join(folder));
        let mut fixtures = read("features").expect("the fixtures can be read");
        fixtures.extend(read("twins").expect("the fixtures can be read"));
        fixtures
    });
    let document = mutate::mutate(fixtures, bytes);
    let run = match bytes.last() {
        Some(last) if last % 2 == 1 => mutate::run_split,
        Some(_) | None => mutate::run,
    };
    if let Err(problem) = run(&document) {
        panic!("{problem}\n{document}");
    }
});
