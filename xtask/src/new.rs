//! `new AREA-FEATURE`: the first lines of a feature document.

use std::fs;

use crate::{Failure, root};

/// Writes `spec/features/<name>.yaml`, unless it is there.
pub(crate) fn run(name: &str) -> Result<(), Failure> {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.contains('-') || !name.chars().all(legal) {
        return Err(
            "a feature is named `<area>-<feature>`, such as `param-query-deep-object`".to_owned(),
        );
    }
    let path = root().join(format!("spec/features/{name}.yaml"));
    if path.exists() {
        return Err(format!("{} is there already", path.display()));
    }
    let title = name.replace('-', " ");
    let text = format!(
        "# What this shows, in a sentence.\n\
         openapi: 3.1.0\n\
         info:\n  title: {title}\n  version: 1.0.0\n\
         paths: {{}}\n\
         components:\n  schemas:\n    Example:\n      type: object\n      properties:\n        id:\n          type: string\n"
    );
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!(
        "{}\nnext: write the Rust you wish came out, then `cargo xtask codegen {name}` and read the diff",
        path.display()
    );
    Ok(())
}
