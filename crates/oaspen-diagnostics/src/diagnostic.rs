//! One problem, with its place and the way out.

use crate::{Code, Pointer, Span};

/// What a diagnostic means for the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// This operation or schema is left out, the rest is written.
    Skipped,
    /// Written, but less is typed or enforced than the document says.
    Weakened,
    /// Worth knowing; the output loses nothing.
    Note,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: &'static [Self] = &[Self::Error, Self::Skipped, Self::Weakened, Self::Note];

    /// The stable word for programs: `error`, `skipped`, `weakened` or `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Skipped => "skipped",
            Self::Weakened => "weakened",
            Self::Note => "note",
        }
    }
}

/// A second place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One problem of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The entry of the catalogue.
    pub code: Code,
    /// The code's severity unless the reporter raised or lowered it.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The place to show first; `None` for problems outside any file.
    pub primary: Option<Span>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// Where in the document.
    pub pointer: Pointer,
}

impl Diagnostic {
    /// A diagnostic of `code` with the code's own severity and no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.info().severity,
            message: message.into(),
            primary: None,
            labels: Vec::new(),
            help: None,
            pointer: Pointer::root(),
        }
    }

    /// Sets the place to show first and its pointer.
    #[must_use]
    pub fn at(mut self, span: Span, pointer: &Pointer) -> Self {
        self.primary = Some(span);
        self.pointer = pointer.clone();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Raises or lowers the severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The diagnostic as `--strict` sees it: what would be left out is an error.
    #[must_use]
    pub fn strict(mut self) -> Self {
        if self.severity == Severity::Skipped {
            self.severity = Severity::Error;
        }
        self
    }
}
