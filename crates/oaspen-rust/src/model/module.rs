//! Modules: what is in a file.

use super::{Docs, Item, ItemPath, Part};
use crate::name::RustIdent;

/// A module; the root of a part has no name that is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// Its name.
    pub ident: RustIdent,
    /// How far it is seen.
    pub visibility: Visibility,
    /// What is said about it.
    pub docs: Docs,
    /// Whether the part's root hands on its items, by whose paths they are named elsewhere.
    pub is_handed_on: bool,
    /// How its items name what every Rust file knows.
    pub prelude: Prelude,
    /// Whether something in it names what the document says not to use.
    pub names_deprecated: bool,
    /// Whether something in it names the runtime.
    pub uses_runtime: bool,
    /// What it brings in or hands on.
    pub uses: Vec<Use>,
    /// Modules below, in order.
    pub modules: Vec<Module>,
    /// Items, in order.
    pub items: Vec<Item>,
}

/// How far something is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// `pub`.
    Public,
    /// `pub(crate)`.
    Crate,
    /// By its parent alone.
    Private,
}

/// How a module names `Option`, `String` and their like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Prelude {
    /// In short.
    Short,
    /// By absolute path, because an item here has such a name itself.
    Absolute,
}

/// A `use`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// `pub use module::{A, B};`
    Names {
        /// A module below this one.
        module: RustIdent,
        /// What is handed on, in order.
        names: Vec<RustIdent>,
        /// Whether the document says not to use one of them.
        deprecated: bool,
    },
    /// `pub use module::*;`
    All {
        /// A module below this one.
        module: RustIdent,
    },
    /// `use ::petstore_types::operations::list_pets;` and its like, for this module alone.
    Import {
        /// The module that they are in.
        module: ItemPath,
        /// What is brought in, in order.
        names: Vec<RustIdent>,
    },
    /// `pub use ::oaspen_runtime as runtime;`
    RuntimeCrate {
        /// What it is called here.
        ident: RustIdent,
    },
    /// `pub use ::petstore_types as types;`
    Part {
        /// The part that is handed on.
        part: Part,
        /// What it is called here.
        ident: RustIdent,
    },
    /// `pub use rt::client::{Error, Response};`
    Runtime {
        /// Modules from the runtime's door.
        path: &'static [&'static str],
        /// What is handed on, in order.
        names: &'static [&'static str],
    },
}

impl Module {
    /// A module without anything in it.
    pub fn new(ident: RustIdent, visibility: Visibility, docs: Docs) -> Self {
        Self {
            ident,
            visibility,
            docs,
            is_handed_on: false,
            prelude: Prelude::Short,
            names_deprecated: false,
            uses_runtime: false,
            uses: Vec::new(),
            modules: Vec::new(),
            items: Vec::new(),
        }
    }
}
