//! What the command prints.

use std::cell::RefCell;
use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use oaspen_diagnostics::{
    Colour, Diagnostic, Sarif, SourceMap, count_codes, render_human_within, render_json,
};

use super::arguments::{ColorArgument, Format, SourceArguments};
use crate::{Report, Stage};

/// Where and how to print.
pub(super) struct Output {
    format: Format,
    /// Standard error is a terminal.
    terminal: bool,
    colour: Colour,
    width: usize,
    /// What was found so far, which becomes one log at the end.
    sarif: RefCell<Sarif>,
    /// The findings of the document by code, for the last lines.
    counts: RefCell<Vec<String>>,
}

/// How many findings of one kind are shown to people.
const MOST_SHOWN: usize = 20;
/// The width of what is no terminal, in columns, and the least that is aimed at.
const WIDTH: usize = 140;
const NARROWEST: usize = 60;

impl Output {
    pub(super) fn new(arguments: &SourceArguments) -> Self {
        let terminal = stderr().is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_coloured = match arguments.color {
            ColorArgument::Auto => terminal && !refused,
            ColorArgument::Always => true,
            ColorArgument::Never => false,
        };
        let columns = terminal_size::terminal_size_of(stderr());
        let columns = columns.map(|(width, _)| usize::from(width.0));
        Self {
            format: arguments.format,
            terminal,
            colour: if is_coloured {
                Colour::Always
            } else {
                Colour::Never
            },
            width: columns.unwrap_or(WIDTH).max(NARROWEST),
            sarif: RefCell::new(Sarif::new(env!("CARGO_PKG_VERSION"))),
            counts: RefCell::default(),
        }
    }

    /// Prints what was found. A closed pipe is no error of ours.
    pub(super) fn diagnostics(&self, found: &[Diagnostic], sources: &SourceMap) {
        if found.is_empty() {
            return;
        }
        self.counts.borrow_mut().extend(count_codes(found));
        let _ = match self.format {
            Format::Human => {
                let text = render_human_within(found, sources, self.colour, self.width);
                stderr().write_all(text.as_bytes())
            }
            Format::Json => stdout().write_all(render_json(found, sources).as_bytes()),
            Format::Sarif => {
                self.sarif.borrow_mut().add(found, sources);
                Ok(())
            }
        };
    }

    /// The same for findings of one kind, of which people need only the first.
    pub(super) fn some_diagnostics(&self, found: &[Diagnostic], sources: &SourceMap) {
        let shown = match self.format {
            Format::Human => found.len().min(MOST_SHOWN),
            Format::Json | Format::Sarif => found.len(),
        };
        self.diagnostics(found.get(..shown).unwrap_or(found), sources);
        if shown < found.len() {
            let _ = writeln!(stderr(), "… and {} more\n", found.len() - shown);
        }
    }

    /// Prints what hindered the run from starting.
    pub(super) fn failed(&self, found: &[Diagnostic], sources: &SourceMap) -> ExitCode {
        self.diagnostics(found, sources);
        self.log();
        ExitCode::FAILURE
    }

    fn log(&self) {
        if self.format == Format::Sarif {
            let _ = writeln!(stdout(), "{}", self.sarif.borrow().render());
        }
    }

    /// Prints the last lines.
    pub(super) fn summary(&self, report: &Report, done: &str, started: Instant) {
        let counts = report.summary;
        let seconds = started.elapsed().as_secs_f64();
        self.log();
        let _ = match self.format {
            Format::Human => writeln!(
                stderr(),
                "{}{}, {}, {}, {} skipped, {} weakened, {}; {done}; {seconds:.2} s",
                self.codes(),
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
            Format::Sarif => Ok(()),
        };
    }

    /// How often each code was found, a line each; nothing for a single finding, which says all.
    fn codes(&self) -> String {
        let counts = self.counts.borrow();
        match counts.as_slice() {
            [] => String::new(),
            [only] if only.trim_start().starts_with("1 ") => String::new(),
            lines => {
                let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
                format!("{lines}`oaspen explain CODE` says more about each\n")
            }
        }
    }

    /// Whether progress is worth showing.
    fn is_interactive(&self) -> bool {
        self.terminal && self.format == Format::Human
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
    pub(super) fn new(output: &Output) -> Self {
        Self {
            shown: false,
            enabled: output.is_interactive(),
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
