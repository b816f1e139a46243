//! `ci`: everything that must hold before a change is merged, in the order that fails soonest.

use std::process::Command;

use crate::{Failure, root};

/// The features of the runtime that must compile without warnings alone, and none of them.
const FEATURES: &[&str] = &[
    "",
    "serde",
    "serde-types",
    "time",
    "uuid",
    "validate",
    "wire",
    "client",
    "timers",
    "blocking",
    "reqwest",
    "gzip",
    "deflate",
    "brotli",
    "client,tracing",
    "server",
    "axum",
    "server,tracing",
];

/// What a browser runs.
const WASM: &str = "wasm32-unknown-unknown";

const STEPS: &[(&str, &[&str])] = &[
    ("formatting", &["fmt", "--all", "--check"]),
    (
        "generated output is fresh",
        &["xtask", "codegen", "--check"],
    ),
    (
        "lints",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    ("tests", &["test"]),
    (
        "tests that run alone",
        &[
            "test",
            "-p",
            "suite",
            "--test",
            "it",
            "--",
            "--ignored",
            "--test-threads=1",
        ],
    ),
    ("documentation", &["doc", "--workspace", "--no-deps"]),
];

/// Runs every step and stops at the first that fails.
pub(crate) fn run() -> Result<(), Failure> {
    for (name, arguments) in STEPS {
        run_step(name, arguments)?;
    }
    check_features()
}

fn run_step(name: &str, arguments: &[&str]) -> Result<(), Failure> {
    println!("==> {name}: cargo {}", arguments.join(" "));
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(root());
    if arguments.first() == Some(&"doc") {
        command.env("RUSTDOCFLAGS", "-D warnings");
    }
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("failed: {name}"))
    }
}

/// Lints the runtime with each feature alone, which the whole workspace never has.
fn check_features() -> Result<(), Failure> {
    let (head, tail) = (
        ["clippy", "-p", "oaspen-runtime", "--features"],
        ["--", "-D", "warnings"],
    );
    for feature in FEATURES {
        run_step("features", &[&head[..], &[*feature], &tail[..]].concat())?;
    }
    // Types and encoding alone, which a client is without its default features.
    let client = ["clippy", "-p", "whatsapp-client", "--no-default-features"];
    run_step("features", &[&client[..], &tail[..]].concat())?;
    check_wasm()
}

/// A generated client for browsers, if the standard library for them is there.
fn check_wasm() -> Result<(), Failure> {
    let command = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output();
    let folder = command.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    if !folder.is_ok_and(|folder| std::path::Path::new(&folder).is_dir()) {
        println!("==> {WASM}: skipped, its standard library is not installed");
        return Ok(());
    }
    let features = ["--features", "tracing"];
    let check = ["check", "-p", "whatsapp-client", "--target", WASM];
    run_step(WASM, &[&check[..], &features[..]].concat())
}
