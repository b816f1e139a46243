//! Security schemes and requirements: OAS 3.1 §4.8.27 to §4.8.30.

use indexmap::IndexMap;

use super::{Location, Origin, Spanned};

/// One alternative of `security`: every scheme named must hold; none named means anonymous.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub origin: Origin,
    /// Scheme name and its scopes, in order.
    pub schemes: Vec<(Spanned<String>, Vec<String>)>,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub description: Option<String>,
    /// `type` and what belongs to it.
    pub kind: SecuritySchemeKind,
    /// `deprecated` (3.2).
    pub deprecated: bool,
}

/// The kinds of security scheme.
#[derive(Clone, Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// `apiKey`.
    ApiKey {
        /// `name`.
        name: String,
        /// `in`: query, header or cookie.
        location: Location,
    },
    /// `http`.
    Http {
        /// `scheme`, in lower case.
        scheme: String,
        /// `bearerFormat`.
        bearer_format: Option<String>,
    },
    /// `mutualTLS`.
    MutualTls,
    /// `oauth2`.
    OAuth2(Box<OAuthFlows>),
    /// `openIdConnect`.
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: String,
    },
}

/// `flows`.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct OAuthFlows {
    pub implicit: Option<OAuthFlow>,
    pub password: Option<OAuthFlow>,
    pub client_credentials: Option<OAuthFlow>,
    pub authorization_code: Option<OAuthFlow>,
    pub device_authorization: Option<OAuthFlow>,
}

/// One flow.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct OAuthFlow {
    pub authorization_url: Option<String>,
    pub token_url: Option<String>,
    pub refresh_url: Option<String>,
    pub device_authorization_url: Option<String>,
    pub scopes: IndexMap<String, String>,
}
