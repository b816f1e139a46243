//! From text to a typed OpenAPI document whose references are resolved.
//!
//! `text → Node → Document → Resolved`. After [`node`] nobody knows YAML from
//! JSON, after `upgrade` nobody knows 3.0, after [`resolve()`] there is no `$ref`.
//! Nothing here opens a file: texts come from a [`Loader`].
//!
//! ```
//! use oaspen_diagnostics::Sink;
//! use oaspen_document::{MemoryLoader, Uri, load, resolve};
//!
//! let text = "{openapi: 3.1.0, info: {title: Pets, version: '1'}, paths: {}}";
//! let loader = MemoryLoader::new().with("pets.yaml", text);
//! let mut sink = Sink::new();
//! let loaded = load(&mut sink, &loader, &Uri::new("pets.yaml"));
//! let resolved = loaded.document.and_then(|document| resolve(&mut sink, document));
//! assert_eq!(resolved.map(|resolved| resolved.info.title).as_deref(), Some("Pets"));
//! ```

mod annotation;
mod check;
pub mod decimal;
mod extensions;
mod files;
mod filter;
pub mod format;
mod load;
mod locations;
pub mod media_type;
pub mod model;
pub mod node;
mod overlay;
mod read;
mod resolve;
mod resolved;
#[cfg(test)]
mod testing;
mod upgrade;
mod uri;

pub use check::{Findings, check};
pub use extensions::Extensions;
pub use filter::{Filter, Selection};
pub use load::{LoadError, LoadOptions, Loaded, Loader, MemoryLoader, load, load_with};
pub use locations::{Index, Locations, Target};
pub use read::schema_keywords;
pub use resolve::resolve;
pub use resolved::{Hook, HookTarget, Operation, Resolved};
pub use uri::Uri;
