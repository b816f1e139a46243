//! Turns the meaning of an API into Rust: `Ir (+ Facts) → RustModel → TokenStream → Files`.
//!
//! [`name`] is the only maker of identifiers, [`plan()`] takes every decision, [`emit()`] prints a
//! decided model and cannot fail. Nothing here knows OpenAPI's document model.

mod config;
mod emit;
mod files;
mod manifest;
pub mod model;
pub mod name;
mod plan;
mod print;
#[cfg(test)]
mod testing;

pub use config::{Config, CrateSet, Equality, Layout, RuntimeSource, Workspace};
pub use emit::emit;
pub use files::Files;
pub use plan::plan;
