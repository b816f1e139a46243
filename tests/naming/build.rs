//! Generates one module for each document in `spec/naming`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../spec/naming");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut modules = String::new();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        writeln!(
            modules,
            "/// `{stem}.yaml`.\npub mod {stem} {{\n    \
             include!(concat!(env!(\"OUT_DIR\"), \"/{stem}.rs\"));\n}}"
        )?;
        oaspen::Build::new(&path)
            .client()
            .server()
            .strict()
            .emit()?;
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("documents.rs"), modules)?;
    Ok(())
}
