//! What is found again and again is told once: nobody reads more of the same.
//!
//! For people only; programs get everything. Errors are never grouped, because each has to be mended.

use std::collections::BTreeMap;

use crate::{Code, Diagnostic, Severity};

/// Beyond so many findings of the same words one tells them all.
const MOST: usize = 20;

/// The findings, with the first in the place of many that say the same.
pub(super) fn grouped(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<Words<'_>, usize> = BTreeMap::new();
    for words in diagnostics.iter().filter_map(words) {
        *counts.entry(words).or_default() += 1;
    }
    let mut told = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let count = words(diagnostic).and_then(|words| counts.get_mut(&words));
        match count {
            // The first has told of this one.
            Some(0) => {}
            Some(count) if *count > MOST => {
                let mut first = diagnostic.clone();
                first.message = format!(
                    "{}; here and in {} more places, which `--format json` lists",
                    first.message,
                    *count - 1
                );
                told.push(first);
                *count = 0;
            }
            Some(_) | None => told.push(diagnostic.clone()),
        }
    }
    told
}

/// What two findings that say the same have in common.
type Words<'d> = (Code, Severity, &'d str, Option<&'d str>);

fn words(diagnostic: &Diagnostic) -> Option<Words<'_>> {
    let is_error = diagnostic.severity == Severity::Error;
    let help = diagnostic.help.as_deref();
    (!is_error).then_some((
        diagnostic.code,
        diagnostic.severity,
        diagnostic.message.as_str(),
        help,
    ))
}
