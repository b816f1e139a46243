//! The Operation Object as written: OAS 3.1 §4.8.10.

use indexmap::IndexMap;

use super::{
    Callback, ExternalDocs, Id, KeySpans, Origin, Parameter, RequestBody, Response,
    SecurityRequirement, Server, Spanned, StatusKey,
};
use crate::node::Node;

/// An HTTP method; 3.2 allows any token.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are HTTP's words")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// `additionalOperations` (3.2), the token as written.
    Other(String),
}

impl Method {
    /// The method's token as sent.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(token) => token,
        }
    }
}

/// One operation of a path item, before the path item's parameters are merged into it.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationObject {
    /// Where it stands.
    pub origin: Origin,
    /// The key it stands under.
    pub method: Method,
    /// `operationId`.
    pub operation_id: Option<Spanned<String>>,
    /// `tags`.
    pub tags: Vec<Spanned<String>>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `parameters`.
    pub parameters: Vec<Id<Parameter>>,
    /// `requestBody`.
    pub request_body: Option<Id<RequestBody>>,
    /// `responses`, in order.
    pub responses: Vec<(StatusKey, Id<Response>)>,
    /// `callbacks`.
    pub callbacks: IndexMap<String, Id<Callback>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `security`; `None` when it is not written, so that the document's holds.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`; empty when not written.
    pub servers: Vec<Server>,
    /// The places of its keys.
    pub keys: KeySpans,
    /// The `x-` keywords.
    pub extensions: IndexMap<String, Node>,
}
