//! A document without references: what lowering starts from.

use oaspen_diagnostics::{Pointer, Span};

use crate::model::{
    AnySchema, Arena, Callback, Components, Example, ExternalDocs, Header, Id, Info, Link, Method,
    OperationObject, Origin, Parameter, PathItem, RequestBody, Response, Schema, SchemaId,
    SecurityRequirement, SecurityScheme, Server, Tag, Version,
};

/// A document in which every reference is an id of something that exists.
///
/// Ids are those of the [`crate::model::Document`]. An id whose entry was a reference
/// gives a copy of what the reference names, so nobody follows anything.
/// For schemas, `$ref` stays visible as [`crate::model::SchemaObject::reference`], because a
/// named schema is a type of its own; chains of references end and hold no cycle.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The version of the entry file.
    pub version: Version,
    /// `info`.
    pub info: Info,
    /// `servers`; empty when not written.
    pub servers: Vec<Server>,
    /// `security`, which operations without their own inherit; `None` when it is not written.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// The operations of `paths`, in document order.
    pub operations: Vec<Operation>,
    /// Webhooks in document order, then the callbacks of the operations in theirs.
    pub hooks: Vec<Hook>,
    /// The names under `components`.
    pub components: Components,
    /// Every schema.
    pub schemas: Arena<AnySchema, Schema<SchemaId>>,
    /// Every response.
    pub responses: Arena<Response>,
    /// Every parameter.
    pub parameters: Arena<Parameter>,
    /// Every example.
    pub examples: Arena<Example>,
    /// Every request body.
    pub request_bodies: Arena<RequestBody>,
    /// Every header.
    pub headers: Arena<Header>,
    /// Every security scheme.
    pub security_schemes: Arena<SecurityScheme>,
    /// Every link.
    pub links: Arena<Link>,
    /// Every callback.
    pub callbacks: Arena<Callback>,
    /// Every path item.
    pub path_items: Arena<PathItem>,
}

/// An operation with what its path item and its document add to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The path template, as written.
    pub path: String,
    /// Where the path item stands.
    pub path_origin: Origin,
    /// Where the path template stands.
    pub path_key: Span,
    /// The HTTP method.
    pub method: Method,
    /// The path item's parameters, overridden and followed by the operation's; name and
    /// location are unique.
    pub parameters: Vec<Id<Parameter>>,
    /// The operation's servers, else the path item's; empty when the document's hold.
    pub servers: Vec<Server>,
    /// The operation's requirements, else the document's; empty when nothing is required.
    pub security: Vec<SecurityRequirement>,
    /// Everything else, as written; its own `parameters`, `servers` and `security` are
    /// superseded by the fields above.
    pub object: OperationObject,
}

/// A path item whose requests the API sends, and others receive. OAS 3.1 §4.8.1 and §4.8.18.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    /// Where it is sent to.
    pub target: HookTarget,
    /// The key under `webhooks` or `callbacks`.
    pub name: String,
    /// Its operations, in order. Their `path` is the key of the path item, and no path; their
    /// `security` is what they say themselves, because the document's protects the API.
    pub operations: Vec<Operation>,
}

/// Where the requests of a [`Hook`] go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookTarget {
    /// To whoever is registered by other means.
    Webhook,
    /// To a URL that a request told.
    Callback {
        /// The position of the operation that has the callback; of several, the first.
        operation: usize,
        /// The runtime expression.
        expression: String,
    },
}

impl Resolved {
    /// The component schema that a schema is, with its name.
    pub fn component_name(&self, id: SchemaId) -> Option<&str> {
        self.components
            .schemas
            .iter()
            .find(|(_, component)| **component == id)
            .map(|(name, _)| name.as_str())
    }

    /// Where a schema stands.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are only made by the arena, which never shrinks"
    )]
    pub fn pointer(&self, id: SchemaId) -> &Pointer {
        &self.schemas[id].origin.pointer
    }
}
