//! What a document says of an operation and of its security schemes, as static data.
//!
//! Generated code holds one [`OperationInfo`] per operation; clients, servers and logging read it.
//! Nothing here does anything.

/// What a document says of one operation as a whole.
#[derive(Debug)]
pub struct OperationInfo {
    /// The `operationId`, or the name that was made for an operation without one.
    pub id: &'static str,
    /// The method of a request as sent, such as `GET` or, as 3.2 allows, any other token.
    pub method: &'static str,
    /// The path template as in the document, such as `/groups/{id}`.
    pub path: &'static str,
    /// The tags, in the document's order.
    pub tags: &'static [&'static str],
    /// Media types of the request body; empty when the operation takes none.
    pub consumes: &'static [&'static str],
    /// Whether a request must have a body.
    pub body_required: bool,
    /// Media types of all documented responses.
    pub produces: &'static [&'static str],
    /// Alternatives, each of schemes that must hold together. No alternative: nothing is asked.
    /// An empty alternative: callers may be anonymous.
    pub security: &'static [&'static [SchemeUse]],
    /// Whether the document marks the operation as deprecated.
    pub deprecated: bool,
}

/// A security scheme that an operation asks for.
#[derive(Clone, Copy, Debug)]
pub struct SchemeUse {
    /// The scheme.
    pub scheme: &'static SecurityScheme,
    /// The scopes or roles that the caller must have.
    pub scopes: &'static [&'static str],
}

/// A security scheme of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name under `#/components/securitySchemes`.
    pub name: &'static str,
    /// The place among the document's schemes, from 0.
    pub index: usize,
    /// How a caller shows who they are.
    pub kind: SchemeKind,
}

/// How a caller shows who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// A user name and a password (RFC 7617).
    Basic,
    /// A token (RFC 6750).
    Bearer,
    /// Another scheme of the `Authorization` header, by its name.
    Http(&'static str),
    /// A secret in a parameter.
    ApiKey {
        /// Where the parameter is.
        location: ApiKeyLocation,
        /// The name of the parameter.
        name: &'static str,
    },
    /// OAuth 2: on the wire a token as with [`SchemeKind::Bearer`].
    OAuth2,
    /// OpenID Connect: on the wire a token as with [`SchemeKind::Bearer`].
    OpenIdConnect,
    /// A client certificate: the transport's work.
    MutualTls,
}

/// Where an API key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}
