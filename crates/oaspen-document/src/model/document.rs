//! The OpenAPI Object and the small objects around it: OAS 3.1 §4.8.1 to §4.8.9.

use indexmap::IndexMap;
use oaspen_diagnostics::Span;

use super::{
    AnySchema, Arena, Header, Id, KeySpans, Link, OperationObject, Origin, Parameter, RefOr,
    Reference, RequestBody, Response, Schema, SchemaId, SecurityRequirement, SecurityScheme,
    Spanned,
};
use crate::locations::Locations;
use crate::node::Node;

/// The version that a document says it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V2_0,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

/// A whole document: the entry file and whatever its references name in others.
///
/// References are still text ([`RefOr::Reference`], `Schema<Reference>`).
#[derive(Clone, Debug)]
pub struct Document {
    /// The version of the entry file.
    pub version: Version,
    /// `info`.
    pub info: Info,
    /// `servers`; empty when not written.
    pub servers: Vec<Server>,
    /// `paths`, in order; keys are path templates.
    pub paths: IndexMap<String, Id<PathItem>>,
    /// Where these keys stand.
    pub path_keys: IndexMap<String, Span>,
    /// `webhooks`, in order.
    pub webhooks: IndexMap<String, Id<PathItem>>,
    /// `security`; `None` when it is not written.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`.
    pub tags: Vec<Tag>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `components`: names and ids.
    pub components: Components,
    /// The objects themselves.
    pub objects: Objects,
    /// Where each was read from, and what references mean.
    pub locations: Locations,
}

/// The names under `components`, in order.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct Components {
    pub schemas: IndexMap<String, SchemaId>,
    pub responses: IndexMap<String, Id<Response>>,
    pub parameters: IndexMap<String, Id<Parameter>>,
    pub examples: IndexMap<String, Id<Example>>,
    pub request_bodies: IndexMap<String, Id<RequestBody>>,
    pub headers: IndexMap<String, Id<Header>>,
    pub security_schemes: IndexMap<String, Id<SecurityScheme>>,
    pub links: IndexMap<String, Id<Link>>,
    pub callbacks: IndexMap<String, Id<Callback>>,
    pub path_items: IndexMap<String, Id<PathItem>>,
}

/// Every object that a reference may name, as read.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct Objects {
    pub schemas: Arena<AnySchema, Schema<Reference>>,
    pub responses: Arena<Response, RefOr<Response>>,
    pub parameters: Arena<Parameter, RefOr<Parameter>>,
    pub examples: Arena<Example, RefOr<Example>>,
    pub request_bodies: Arena<RequestBody, RefOr<RequestBody>>,
    pub headers: Arena<Header, RefOr<Header>>,
    pub security_schemes: Arena<SecurityScheme, RefOr<SecurityScheme>>,
    pub links: Arena<Link, RefOr<Link>>,
    pub callbacks: Arena<Callback, RefOr<Callback>>,
    pub path_items: Arena<PathItem, RefOr<PathItem>>,
}

/// `info`: OAS 3.1 §4.8.2.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct Info {
    pub title: String,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub terms_of_service: Option<String>,
    pub contact: Option<Contact>,
    pub license: Option<License>,
    pub version: String,
    pub extensions: IndexMap<String, Node>,
}

/// `contact`: OAS 3.1 §4.8.3.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct Contact {
    pub name: Option<String>,
    pub url: Option<String>,
    pub email: Option<String>,
}

/// `license`: OAS 3.1 §4.8.4.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct License {
    pub name: String,
    pub identifier: Option<String>,
    pub url: Option<String>,
}

/// `servers` entry: OAS 3.1 §4.8.5.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Where it stands.
    pub origin: Origin,
    /// `url`, a template.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// `name` (3.2).
    pub name: Option<String>,
    /// `variables`.
    pub variables: IndexMap<String, ServerVariable>,
    /// The places of its keys.
    pub keys: KeySpans,
}

/// A server variable: OAS 3.1 §4.8.6.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Where it stands.
    pub origin: Origin,
    /// The bytes of `default`, when it is written.
    pub default_span: Option<Span>,
    /// `enum`; empty when not written.
    pub values: Vec<String>,
    /// `default`.
    pub default: String,
    /// `description`.
    pub description: Option<String>,
}

/// A tag: OAS 3.1 §4.8.22.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct Tag {
    pub origin: Origin,
    pub name: String,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub external_docs: Option<ExternalDocs>,
    pub parent: Option<String>,
    pub kind: Option<String>,
}

/// `externalDocs`: OAS 3.1 §4.8.11.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct ExternalDocs {
    pub description: Option<String>,
    pub url: String,
}

/// A path item: OAS 3.1 §4.8.9.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Where it stands.
    pub origin: Origin,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// The operations, in order.
    pub operations: Vec<OperationObject>,
    /// `servers`; empty when not written.
    pub servers: Vec<Server>,
    /// `parameters`, shared by the operations.
    pub parameters: Vec<Id<Parameter>>,
    /// The places of its keys.
    pub keys: KeySpans,
}

/// An example: OAS 3.1 §4.8.19, or a bare value.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Where it stands.
    pub origin: Origin,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `value` or `dataValue`; `None` for `externalValue`.
    pub value: Option<Node>,
    /// `externalValue`.
    pub external_value: Option<Spanned<String>>,
}

/// A callback: runtime expression → path item. OAS 3.1 §4.8.18.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// Where it stands.
    pub origin: Origin,
    /// In order.
    pub expressions: IndexMap<String, Id<PathItem>>,
}
