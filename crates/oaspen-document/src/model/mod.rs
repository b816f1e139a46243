//! The typed document, in the vocabulary of OpenAPI 3.1: data only.
//!
//! Every object that a `$ref` may name lives in an [`Arena`] and is spoken of by
//! its id. While a document is read, an arena entry may still be a reference;
//! `resolve` turns every id into the id of an item, so that [`crate::Resolved`]
//! holds no reference.

mod arena;
mod body;
mod document;
mod operation;
mod parameter;
mod schema;
mod security;

pub use arena::{Arena, Id};
pub use body::{Encoding, Header, Link, MediaType, RequestBody, Response, StatusKey};
pub use document::{
    Callback, Components, Contact, Document, Example, ExternalDocs, Info, License, Objects,
    PathItem, Server, ServerVariable, Tag, Version,
};
pub use operation::{Method, OperationObject};
pub use parameter::{Location, Parameter, ParameterKind, Style};
pub use schema::{
    AnySchema, Discriminator, JsonType, Schema, SchemaBody, SchemaId, SchemaObject, TypeSet,
};
pub use security::{
    OAuthFlow, OAuthFlows, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

use std::collections::BTreeMap;

use oaspen_diagnostics::{Pointer, Span};

/// Where something stands: its pointer within its file, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The place within the file.
    pub pointer: Pointer,
    /// The bytes of the value.
    pub span: Span,
}

/// The places of the keys that an object writes, for reports about a keyword.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySpans(BTreeMap<&'static str, Span>);

impl KeySpans {
    /// The place of a key; `None` when it is not written.
    pub fn get(&self, key: &str) -> Option<Span> {
        self.0.get(key).copied()
    }

    /// Remembers the place of a key.
    pub(crate) fn insert(&mut self, key: &'static str, span: Span) {
        self.0.insert(key, span);
    }
}

/// A value with the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// The bytes.
    pub span: Span,
}

/// The text of a `$ref`, not yet followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The URI reference as written.
    pub text: String,
    /// The place of the object that holds the `$ref`.
    pub origin: Origin,
}

/// An object, or a reference to one.
#[derive(Clone, Debug, PartialEq)]
pub enum RefOr<T> {
    /// `{ $ref: … }`.
    Reference(Reference),
    /// The object itself.
    Item(T),
}
