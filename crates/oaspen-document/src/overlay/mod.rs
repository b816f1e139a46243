//! Overlays: changes to a document that are written in files of their own, of the Overlay
//! Specification 1.0 and 1.1.
//!
//! An overlay is applied to the entry as it is written, before anything is read. What it adds keeps
//! its spans, so that mistakes in it are shown in the overlay; its references are the entry's own.

mod apply;
mod merge;
mod parse;
mod query;
mod select;

#[cfg(test)]
mod tests;

pub(crate) use apply::apply_overlay;
