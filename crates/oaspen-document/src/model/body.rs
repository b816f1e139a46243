//! Request bodies, responses, media types, headers, links: OAS 3.1 §4.8.13 to §4.8.21.

use indexmap::IndexMap;

use super::{Example, Id, KeySpans, Origin, ParameterKind, SchemaId, Server, Spanned, Style};
use crate::node::Node;

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub description: Option<String>,
    /// `required`, false unless written.
    pub required: bool,
    /// `content`, in order.
    pub content: Vec<MediaType>,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub origin: Origin,
    /// `summary` (3.2).
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `headers`, names as written.
    pub headers: IndexMap<String, Id<Header>>,
    /// `content`, in order.
    pub content: Vec<MediaType>,
    /// `links`.
    pub links: IndexMap<String, Id<Link>>,
    /// The places of its keys.
    pub keys: KeySpans,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    /// Exactly this status, 100 to 599.
    Code(u16),
    /// `1XX` to `5XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

/// An entry of `content`.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub origin: Origin,
    /// The key as written, such as `application/json; charset=utf-8`.
    pub name: Spanned<String>,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2).
    pub item_schema: Option<SchemaId>,
    /// `example` and `examples`.
    pub examples: Vec<Id<Example>>,
    /// `encoding`, by property.
    pub encoding: IndexMap<String, Encoding>,
    /// `prefixEncoding` (3.2), by position.
    pub prefix_encoding: Vec<Encoding>,
    /// `itemEncoding` (3.2).
    pub item_encoding: Option<Box<Encoding>>,
}

/// An encoding of one property of a form or multipart body: OAS 3.1 §4.8.15.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// Where it stands.
    pub origin: Origin,
    /// `contentType`, a comma-separated list.
    pub content_type: Option<Spanned<String>>,
    /// `headers`.
    pub headers: IndexMap<String, Id<Header>>,
    /// `style`; `None` when it is not written.
    pub style: Option<Style>,
    /// `explode`; `None` when it is not written.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// A header: a parameter without name and location.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// How the value is written.
    pub kind: ParameterKind,
    /// `example` and `examples`.
    pub examples: Vec<Id<Example>>,
}

/// A link: OAS 3.1 §4.8.20. Documented, never followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it stands.
    pub origin: Origin,
    /// `operationRef`.
    pub operation_ref: Option<String>,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// `parameters`: name → value or runtime expression.
    pub parameters: IndexMap<String, Node>,
    /// `requestBody`.
    pub request_body: Option<Node>,
    /// `description`.
    pub description: Option<String>,
    /// `server`.
    pub server: Option<Box<Server>>,
}
