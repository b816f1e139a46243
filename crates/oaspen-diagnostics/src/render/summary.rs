//! How many diagnostics of each severity there are.

use std::collections::BTreeMap;
use std::fmt;

use crate::{Code, Diagnostic, Severity};

/// Numbers of diagnostics. Displayed as `2 errors, 1 left out, 3 weakened, 5 notes`, zeros left
/// out; `nothing to report` when all are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the severities")]
pub struct Summary {
    pub errors: usize,
    pub skipped: usize,
    pub weakened: usize,
    pub notes: usize,
}

/// Counts diagnostics by severity.
pub fn summarise(diagnostics: &[Diagnostic]) -> Summary {
    let mut summary = Summary::default();
    for diagnostic in diagnostics {
        let count = match diagnostic.severity {
            Severity::Error => &mut summary.errors,
            Severity::Skipped => &mut summary.skipped,
            Severity::Weakened => &mut summary.weakened,
            Severity::Note => &mut summary.notes,
        };
        *count += 1;
    }
    summary
}

/// How often each code was found, the worst and most frequent first: `   3 weakened unknown-keyword`.
pub fn count_codes(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts
            .entry((diagnostic.severity, diagnostic.code))
            .or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((severity, _), count)| (*severity, std::cmp::Reverse(*count)));
    counts
        .into_iter()
        .map(|((severity, code), count)| {
            format!("{count:>4} {:<8} {}", severity.as_str(), code.info().name)
        })
        .collect()
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (
                self.errors,
                if self.errors == 1 { "error" } else { "errors" },
            ),
            (self.skipped, "left out"),
            (self.weakened, "weakened"),
            (self.notes, if self.notes == 1 { "note" } else { "notes" }),
        ];
        let parts: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| format!("{count} {noun}"))
            .collect();
        if parts.is_empty() {
            return formatter.write_str("nothing to report");
        }
        formatter.write_str(&parts.join(", "))
    }
}
