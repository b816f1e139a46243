//! A user's crate outside this workspace, built from vendored output alone.

use std::process::Command;

use oaspen::{Config, ConfigFile, Input, RuntimeSource};
use oaspen::{Layout, Workspace, generate, runtime_files};

use crate::root;

/// `tests/vendored` is such a crate. Its dependencies are below `tests/vendored/out`, which is
/// written here anew each time.
#[test]
fn vendored_output_builds_without_this_workspace() {
    let folder = root().join("tests/vendored");
    let mut config = Config::default();
    let file = ConfigFile {
        name: Some("whatsapp".to_owned()),
        ..ConfigFile::default()
    };
    file.apply(&mut config);
    config.layout = Layout::Crates {
        runtime: RuntimeSource::Path("../oaspen-runtime".to_owned()),
        workspace: Workspace::Joined,
    };
    let document = root().join("spec/whatsapp-business.yaml");
    let report = generate(&Input::from_path(&document.to_string_lossy()), &config);
    let mut files = report.files.expect("the document has no errors");
    files.extend(runtime_files());
    oaspen::fs::write(&folder.join("out"), &files).expect("it can be written");

    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet"])
        .env("CARGO_TARGET_DIR", root().join("target/vendored"))
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(&folder)
        .output()
        .expect("cargo can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
