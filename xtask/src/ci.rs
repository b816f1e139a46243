//! `ci`: everything that must hold before a change is merged, in the order that fails soonest.

use std::process::Command;

use crate::{Failure, root};

/// The features of the runtime that must compile without warnings alone, and none of them.
const FEATURES: &[&str] = &["", "serde", "time", "wire", "client", "server"];

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
    Ok(())
}
