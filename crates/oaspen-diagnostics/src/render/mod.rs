//! Diagnostics as text: for people as `rustc` writes them, for programs as lines of JSON.
//!
//! Nothing is printed here. Text that comes from a document never reaches a terminal with
//! control characters in it, and no line of a document is shown longer than it can be read.

mod excerpt;
mod human;
mod json;
mod summary;

#[cfg(test)]
mod tests;

pub use human::{Colour, render_human};
pub use json::render_json;
pub use summary::{Summary, summarise};
