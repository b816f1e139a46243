//! Documentation: what the document says, made safe for rustdoc and clippy, and what we say.

use oaspen_ir::ir::{self, Json};

use super::{json, markdown};
use crate::model::Docs;
use crate::name::Words;

/// Collects paragraphs.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocsWriter {
    lines: Vec<String>,
}

impl DocsWriter {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// What was said already.
    pub(crate) fn said(docs: Docs) -> Self {
        Self { lines: docs.lines }
    }

    /// Title, description, link and deprecation of something in the document.
    pub(crate) fn described(docs: &ir::Docs) -> Self {
        Self::described_as(docs, None)
    }

    /// The same for something that is called `name`: a title that only says so is left out.
    pub(crate) fn described_as(docs: &ir::Docs, name: Option<&Words>) -> Self {
        let says_more = |title: &&str| Some(&Words::of(title)) != name;
        let title = docs.title.as_deref().filter(says_more);
        let description = docs.description.as_deref();
        // Many documents repeat the title as the description's beginning.
        let title = title.filter(|title| !description.is_some_and(|text| text.starts_with(title)));
        let mut writer = Self::new()
            .markdown_option(title)
            .markdown_option(description);
        if docs.deprecated {
            writer = writer.paragraph("**Deprecated.**");
        }
        if let Some(sunset) = &docs.sunset {
            writer = writer.paragraph(&format!("Goes away: {}.", code_span(sunset)));
        }
        writer.external(docs.external.as_ref())
    }

    /// Where more is said.
    #[must_use]
    pub(crate) fn external(self, docs: Option<&ir::ExternalDocs>) -> Self {
        let Some(ir::ExternalDocs { url, description }) = docs else {
            return self;
        };
        match description {
            Some(description) => self.markdown(&format!("See {url}: {description}")),
            None => self.markdown(&format!("See {url}")),
        }
    }

    /// A paragraph of our own: Markdown in one line that is known to be harmless.
    #[must_use]
    pub(crate) fn paragraph(mut self, text: &str) -> Self {
        self.open();
        self.lines.push(one_line(text));
        self
    }

    /// Markdown from the document.
    #[must_use]
    pub(crate) fn markdown(mut self, text: &str) -> Self {
        let lines = markdown::sanitise(text);
        if !lines.is_empty() {
            self.open();
            self.lines.extend(lines);
        }
        self
    }

    /// Markdown from the document, when there is some.
    #[must_use]
    pub(crate) fn markdown_option(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.markdown(text),
            None => self,
        }
    }

    /// A paragraph that is one piece of code, such as a pointer.
    #[must_use]
    pub(crate) fn code(self, text: &str) -> Self {
        self.paragraph(&code_span(text))
    }

    /// A paragraph `Default: …` when there are values.
    #[must_use]
    pub(crate) fn labelled(self, label: &str, values: &[Json]) -> Self {
        values.iter().fold(self, |writer, value| {
            writer.paragraph(&format!("{label}: {}.", code_span(&json::shown(value))))
        })
    }

    /// These paragraphs and those of `other`.
    #[must_use]
    pub(crate) fn join(mut self, other: Self) -> Self {
        if !other.lines.is_empty() {
            self.open();
            self.lines.extend(other.lines);
        }
        self
    }

    /// The lines.
    pub(crate) fn finish(self) -> Docs {
        Docs { lines: self.lines }
    }

    fn open(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }
}

/// Inline code that shows `text` as it is, whatever backticks it holds.
pub(crate) fn code_span(text: &str) -> String {
    markdown::code_span(&one_line(text))
}

/// `text` in one line, without characters that hide or reorder others.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).collect();
    markdown::visible(words.join(" ").trim())
}
