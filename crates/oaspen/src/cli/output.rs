//! What the command prints.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use oaspen_diagnostics::{Colour, Diagnostic, SourceMap, render_human, render_json};

use super::arguments::Format;
use crate::{Report, Stage};

/// Where and how to print.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    format: Format,
    /// Standard error is a terminal.
    terminal: bool,
    colour: Colour,
}

/// How many findings of one kind are shown to people.
const MOST_SHOWN: usize = 20;

impl Output {
    pub(super) fn new(format: Format) -> Self {
        let terminal = stderr().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            format,
            terminal,
            colour: if terminal && !refused {
                Colour::Always
            } else {
                Colour::Never
            },
        }
    }

    /// Prints what was found. A closed pipe is no error of ours.
    pub(super) fn diagnostics(self, found: &[Diagnostic], sources: &SourceMap) {
        if found.is_empty() {
            return;
        }
        let _ = match self.format {
            Format::Human => {
                stderr().write_all(render_human(found, sources, self.colour).as_bytes())
            }
            Format::Json => stdout().write_all(render_json(found, sources).as_bytes()),
        };
    }

    /// The same for findings of one kind, of which people need only the first.
    pub(super) fn some_diagnostics(self, found: &[Diagnostic], sources: &SourceMap) {
        let shown = match self.format {
            Format::Human => found.len().min(MOST_SHOWN),
            Format::Json => found.len(),
        };
        self.diagnostics(found.get(..shown).unwrap_or(found), sources);
        if shown < found.len() {
            let _ = writeln!(stderr(), "… and {} more\n", found.len() - shown);
        }
    }

    /// Prints what hindered the run from starting.
    pub(super) fn failed(self, found: &[Diagnostic], sources: &SourceMap) -> ExitCode {
        self.diagnostics(found, sources);
        ExitCode::FAILURE
    }

    /// Prints the last line.
    pub(super) fn summary(self, report: &Report, done: &str, started: Instant) {
        let counts = report.summary;
        let seconds = started.elapsed().as_secs_f64();
        let _ = match self.format {
            Format::Human => writeln!(
                stderr(),
                "{}, {}, {}, {} skipped, {} weakened, {}; {done}; {seconds:.2} s",
                counted(counts.schemas, "schema"),
                counted(counts.operations, "operation"),
                counted(counts.errors, "error"),
                counts.skipped,
                counts.weakened,
                counted(counts.notes, "note"),
            ),
            Format::Json => writeln!(
                stdout(),
                "{{\"summary\":{{\"schemas\":{},\"operations\":{},\"errors\":{},\"skipped\":{},\"weakened\":{},\"notes\":{},\"seconds\":{seconds:.3}}}}}",
                counts.schemas,
                counts.operations,
                counts.errors,
                counts.skipped,
                counts.weakened,
                counts.notes,
            ),
        };
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// One line on a terminal that says what a long run is doing; nothing elsewhere.
pub(super) struct Progress {
    shown: bool,
    enabled: bool,
    started: Instant,
}

/// Runs that are over sooner need no progress.
const PATIENCE: Duration = Duration::from_millis(300);

impl Progress {
    pub(super) fn new(output: Output) -> Self {
        Self {
            shown: false,
            enabled: output.terminal && output.format == Format::Human,
            started: Instant::now(),
        }
    }

    pub(super) fn show(&mut self, stage: Stage) {
        if !self.enabled || self.started.elapsed() < PATIENCE {
            return;
        }
        let text = match stage {
            Stage::Read => "reading",
            Stage::Check => "checking",
            Stage::Lower => "finding out what it means",
            Stage::Plan => "planning",
            Stage::Emit => "printing",
        };
        self.shown = true;
        let _ = write!(stderr(), "\r\u{1b}[K{text} …");
    }

    pub(super) fn clear(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\u{1b}[K");
        }
    }
}
