//! Documentation that is safe to print.

/// Lines of Markdown without surprises for rustdoc or clippy, made by the planner alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Without a leading space or a line break; empty ones part paragraphs.
    pub lines: Vec<String>,
}
