//! Turns an OpenAPI document into Rust: a types crate, a client crate and a server-trait crate.
//!
//! This crate joins the stages (`load → check → lower → plan → emit`) and is the only one that
//! touches files. There are three front doors: the `oaspen` command, [`Build`] for `build.rs`,
//! and [`generate`] for programs that want the files in memory.
//!
//! ```
//! use oaspen::{Config, Input, generate};
//!
//! let document = "
//! openapi: 3.1.0
//! info: { title: Pets, version: '1' }
//! paths: {}
//! components:
//!   schemas:
//!     Pet: { type: object, required: [name], properties: { name: { type: string } } }
//! ";
//! let report = generate(&Input::from_text("pets.yaml", document), &Config::default());
//! let files = report.files.expect("the document has no errors");
//! assert!(files.get("pets-types/src/lib.rs").is_some());
//! ```

mod build;
#[cfg(feature = "cli")]
pub mod cli;
mod config;
mod drift;
mod filter_config;
pub mod fs;
mod input;
mod levels;
mod manifest;
mod pipeline;
mod types_config;
mod vendor;

pub use build::{Build, BuildError};
pub use config::{Config, ConfigFile, EqualityFile};
pub use drift::{Drift, DriftKind};
pub use filter_config::{FilterFile, SelectionFile};
pub use input::Input;
pub use levels::{Deny, Levels};
pub use oaspen_document::node::{Spelling, write_node};
pub use oaspen_document::{Filter, Selection};
pub use oaspen_ir::ir::{External, ExternalCodec};
pub use oaspen_ir::lower::Externals;
pub use oaspen_rust::model::{Dependency, DependencySource};
pub use oaspen_rust::{CrateSet, Equality, Files, Layout, RuntimeSource, Workspace};
pub use pipeline::{Checked, Report, Stage, Summary, check, generate, generate_with_progress};
pub use types_config::{
    CodecFile, DependencyFile, DependencyTable, TypeFile, TypeTable, TypesFile,
};
pub use vendor::runtime_files;
