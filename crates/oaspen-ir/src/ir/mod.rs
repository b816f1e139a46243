//! What an API means: types, operations, security. Data only, in no language.
//!
//! JSON Schema's keywords are gone: a type is one [`Shape`], presence and nullability
//! are explicit, a union says how its branches are told apart. Everything carries
//! an [`Origin`], so late diagnostics and doc comments still point at the document.

use std::collections::BTreeMap;

mod assertion;
mod body;
mod json;
mod operation;
mod origin;
mod parameter;
mod security;
mod types;
mod union;

pub use assertion::{Assertion, Pattern};
pub use body::{
    Body, Content, ContentKind, Framing, Header, Link, MediaType, Part, Response, Status,
};
pub use json::Json;
pub use operation::{
    Method, Operation, PathSegment, PathTemplate, Server, ServerVariable, Surface, Tag,
};
pub use origin::Origin;
pub use parameter::{DocumentKind, Location, Parameter, ParameterEncoding, Style};
pub use security::{Alternative, SchemeKind, SchemeUse, SecurityScheme};
pub use types::{
    Additional, Bounds, Constraints, Demand, Docs, Enum, EnumBase, EnumVariant, External,
    ExternalCodec, ExternalDocs, Field, FloatFormat, IntegerFormat, List, Map, Name, NameRoot,
    NameStep, Scalar, Shape, StringFormat, Struct, Tuple, Type, TypeId, TypeUse,
};
pub use union::{Branch, JsonKind, KindSet, Plan, Reason, Rule, Test, Union};

/// The meaning of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Ir {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, else `info.summary`.
    pub description: Option<String>,
    /// `externalDocs` of the whole.
    pub external: Option<ExternalDocs>,
    /// The document's servers, in order.
    pub servers: Vec<Server>,
    /// Tags: the declared ones in order, then those only used, in order of use.
    pub tags: Vec<Tag>,
    /// Every type, addressed by [`TypeId`]: component schemas first, in document order
    /// (`types[i]` is the `i`-th component), then the inline ones in order of discovery.
    pub types: Vec<Type>,
    /// How many of `types` are component schemas.
    pub component_count: usize,
    /// For each type that only answers carry, because `readOnly` and `writeOnly` make two of its
    /// schema: the type that requests carry. These stand after all others.
    pub request_types: BTreeMap<TypeId, TypeId>,
    /// Operations in document order: the API's, then webhooks, then callbacks.
    pub operations: Vec<Operation>,
    /// Security schemes in document order.
    pub security_schemes: Vec<SecurityScheme>,
}

impl Ir {
    /// The type of an id of this Ir.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are only made by lowering, which pushes the type first"
    )]
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }
}
