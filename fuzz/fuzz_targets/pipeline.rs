//! Bytes choose how a fixture is broken; whatever comes, the output is Rust or there is an error.

#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static FIXTURES: OnceLock<Vec<Value>> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let fixtures = FIXTURES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/features");
        mutate::read_fixtures(&folder).expect("the fixtures can be read")
    });
    let document = mutate::mutate(fixtures, bytes);
    if let Err(problem) = mutate::run(&document) {
        panic!("{problem}\n{document}");
    }
});
