//! Reports about one keyword that several references may lead to.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity, Span};

use super::context::Lower;

/// The places of one keyword, each once, in the order of finding.
#[derive(Default)]
pub(super) struct Places(IndexMap<Span, Pointer>);

impl Places {
    /// Adds a place; an object that several references name is found several times.
    pub(super) fn add(&mut self, span: Span, pointer: Pointer) {
        self.0.entry(span).or_insert(pointer);
    }

    /// Notes the first place in the document, with a count.
    pub(super) fn note(self, cx: &mut Lower<'_>, code: Code, message: &str) {
        let count = self.0.len();
        let first = self
            .0
            .into_iter()
            .min_by_key(|(span, _)| (span.file, span.start));
        let Some((span, pointer)) = first else {
            return;
        };
        let message = if count > 1 {
            format!("{message}; here and in {} more places", count - 1)
        } else {
            message.to_owned()
        };
        cx.sink.push(
            Diagnostic::new(code, message)
                .at(span, &pointer)
                .severity(Severity::Note),
        );
    }

    /// Reports the keyword at each place, or at the first with a count.
    pub(super) fn report(self, cx: &mut Lower<'_>, message: &str) {
        for (span, pointer) in self.0 {
            cx.sink
                .push(Diagnostic::new(Code::UnsupportedKeyword, message).at(span, &pointer));
        }
    }
}
