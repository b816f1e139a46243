//! Security schemes, decided.

use super::{Docs, ItemPath};
use crate::name::RustIdent;

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: String,
    /// What is said about it at the static.
    pub docs: Docs,
    /// What is said about it where credentials are set.
    pub client_docs: Docs,
    /// What is said about it where other credentials are set.
    pub with_docs: Docs,
    /// What is said about it where credentials are checked.
    pub server_docs: Docs,
    /// Its position.
    pub index: usize,
    /// The static in `security`.
    pub constant: RustIdent,
    /// Where that is.
    pub path: ItemPath,
    /// The method of `ClientBuilder` and of `Authenticator`.
    pub method: RustIdent,
    /// Whether that is a name of which clippy expects that a method does not take `&self`.
    pub is_against_self: bool,
    /// The method of `Client` that changes the credentials.
    pub with_method: RustIdent,
    /// What it is.
    pub kind: SchemeKind,
    /// Its scopes, when the document lists them.
    pub scopes: Option<SchemeScopes>,
    /// What a caller shows and an authenticator sees; `None` when nothing in the request is one.
    pub credential: Option<Credential>,
}

/// The module of a scheme's scopes.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemeScopes {
    /// What is said about it.
    pub docs: Docs,
    /// The module below `security`.
    pub module: RustIdent,
    /// The scopes, in order.
    pub list: Vec<SchemeScope>,
}

/// A scope.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemeScope {
    /// What is said about it.
    pub docs: Docs,
    /// The constant.
    pub constant: RustIdent,
    /// What it is on the wire.
    pub scope: String,
}

/// What goes from a caller to an authenticator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A user and a password.
    Basic,
    /// A token.
    Bearer,
    /// What the `Authorization` header says after this scheme.
    Authorization(String),
    /// A key.
    ApiKey,
}

/// Where a key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are HTTP's words")]
pub enum KeyLocation {
    Query,
    Header,
    Cookie,
}

/// What a caller shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A user and a password.
    Basic,
    /// A token.
    Bearer,
    /// The `Authorization` header with this scheme.
    Http(String),
    /// A key.
    ApiKey {
        /// Where it travels.
        location: KeyLocation,
        /// The parameter's name.
        name: String,
    },
    /// A token got by OAuth 2.
    OAuth2,
    /// A token got by OpenID Connect.
    OpenIdConnect,
    /// A certificate: nothing in the request.
    MutualTls,
}
