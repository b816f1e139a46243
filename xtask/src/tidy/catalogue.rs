//! Every diagnostic has a case in `spec/diagnostics`, named after its code.

use std::fs;
use std::io;
use std::path::Path;

use oaspen_diagnostics::Code;

use super::Violation;

/// Codes that no document gives rise to; tests of the command show them.
const WITHOUT_DOCUMENT: &[Code] = &[
    Code::UnreadableFile,
    Code::InvalidConfig,
    Code::UnwritableOutput,
    Code::Drift,
];

/// Reports codes without a case.
pub(crate) fn check(root: &Path, violations: &mut Vec<Violation>) -> io::Result<()> {
    let folder = root.join("spec/diagnostics");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    for code in Code::ALL
        .iter()
        .filter(|code| !WITHOUT_DOCUMENT.contains(code))
    {
        let name = code.info().name;
        let has_case = |file: &String| {
            file.strip_prefix(name).is_some_and(|rest| {
                rest.starts_with('.') || rest.starts_with("--") || rest.is_empty()
            })
        };
        if !names.iter().any(has_case) {
            let message = format!("no case shows the diagnostic `{name}`");
            violations.push(Violation::new("spec/diagnostics", 0, message));
        }
    }
    Ok(())
}
