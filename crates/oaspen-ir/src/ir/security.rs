//! Security schemes and what operations ask.

use super::{Docs, Location, Origin};

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Its name under `components`.
    pub name: String,
    /// Where it stands.
    pub origin: Origin,
    /// What is said about it.
    pub docs: Docs,
    /// What it is.
    pub kind: SchemeKind,
}

/// What a caller shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `http` `basic`.
    Basic,
    /// `http` `bearer`.
    Bearer {
        /// `bearerFormat`.
        format: Option<String>,
    },
    /// `http` with another scheme, in lower case: the header's credentials are passed on.
    Http(String),
    /// `apiKey`.
    ApiKey {
        /// Query, header or cookie.
        location: Location,
        /// The parameter's name.
        name: String,
    },
    /// `oauth2`: a bearer token; scopes with their descriptions.
    OAuth2 {
        /// Every scope of every flow, once.
        scopes: Vec<(String, String)>,
    },
    /// `openIdConnect`: a bearer token.
    OpenIdConnect {
        /// Where its configuration is.
        url: String,
    },
    /// `mutualTLS`: nothing in the request.
    MutualTls,
}

/// Schemes that must hold together; none means that nobody need be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// In order.
    pub schemes: Vec<SchemeUse>,
}

/// A scheme as one alternative asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// Position in [`super::Ir::security_schemes`].
    pub scheme: usize,
    /// Scopes (or roles), in order.
    pub scopes: Vec<String>,
}
