//! Lists the runtime crate's own files, so that `--vendor` can write them beside generated crates.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let runtime = here.join("../oaspen-runtime").canonicalize()?;
    let workspace = here.join("../..").canonicalize()?;
    println!("cargo::rerun-if-changed={}", runtime.display());
    println!(
        "cargo::rerun-if-changed={}",
        workspace.join("Cargo.toml").display()
    );

    let mut paths = Vec::new();
    collect(&runtime.join("src"), &mut paths)?;
    paths.sort();
    let mut list = String::from("&[\n");
    for path in &paths {
        let name = path
            .strip_prefix(&runtime)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/");
        // Tests stay at home: they need crates that a user need not have.
        if name.ends_with("/tests.rs") || name.contains("/tests/") {
            continue;
        }
        let _ = writeln!(
            list,
            "    ({name:?}, include_str!({:?})),",
            path.display().to_string()
        );
    }
    list.push_str("]\n");
    fs::write(out.join("runtime_files.rs"), list)?;
    fs::copy(
        runtime.join("Cargo.toml"),
        out.join("runtime_manifest.toml"),
    )?;
    fs::copy(
        workspace.join("Cargo.toml"),
        out.join("workspace_manifest.toml"),
    )?;
    Ok(())
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), paths)?;
        } else {
            paths.push(entry.path());
        }
    }
    Ok(())
}
