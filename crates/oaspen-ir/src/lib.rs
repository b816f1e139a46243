//! What an OpenAPI document means, in no language: `Resolved → Ir (+ Facts)`.
//!
//! [`lower()`] turns schemas into types and operations into typed operations; after it nobody
//! sees a JSON Schema keyword. [`analyze`] answers what several printers ask, and [`dump()`]
//! shows everything as text.

mod direction;
pub mod dump;
pub mod facts;
pub mod ir;
pub mod lower;

pub use dump::dump;
pub use facts::{Facts, analyze};
pub use lower::lower;
