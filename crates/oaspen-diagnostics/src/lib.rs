//! Spans, JSON pointers, the catalogue of diagnostics and their rendering.
//!
//! Nothing here knows OpenAPI: a document is text with positions, a problem is
//! a [`Diagnostic`] collected in a [`Sink`]. Stages report and go on; only the
//! pipeline decides to stop.

mod catalogue;
mod diagnostic;
mod explain;
mod pointer;
mod render;
mod sink;
mod source;
mod suggest;

pub use catalogue::{Code, CodeInfo};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use explain::{catalogue_markdown, example, explain};
pub use pointer::Pointer;
pub use render::{
    Colour, Sarif, Summary, count_codes, printable, render_human, render_human_within, render_json,
    summarise,
};
pub use sink::Sink;
pub use source::{FileId, LineColumn, SourceFile, SourceMap, Span};
pub use suggest::{nearest, nearest_pointer};
