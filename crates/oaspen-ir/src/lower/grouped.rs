//! Reports about one keyword that several references may lead to.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Pointer, Span};

use super::context::Lower;

/// The places of one keyword, each once, in the order of finding.
#[derive(Default)]
pub(super) struct Places(IndexMap<Span, Pointer>);

impl Places {
    /// Adds a place; an object that several references name is found several times.
    pub(super) fn add(&mut self, span: Span, pointer: Pointer) {
        self.0.entry(span).or_insert(pointer);
    }

    /// Reports the keyword at each place.
    pub(super) fn report(self, cx: &mut Lower<'_>, message: &str) {
        for (span, pointer) in self.0 {
            cx.sink
                .push(Diagnostic::new(Code::UnsupportedKeyword, message).at(span, &pointer));
        }
    }
}
