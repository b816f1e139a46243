//! Diagnostics as text: for people as `rustc` writes them, for programs as lines of JSON.
//!
//! Nothing is printed here. Text that comes from a document never reaches a terminal with
//! control characters in it, and no line of a document is shown longer than it can be read.

mod excerpt;
mod grouped;
mod human;
mod json;
mod printable;
mod sarif;
mod summary;

#[cfg(test)]
mod tests;

pub use human::{Colour, render_human, render_human_within};
pub use json::render_json;
pub use printable::printable;
pub use sarif::Sarif;
pub use summary::{Summary, count_codes, summarise};
