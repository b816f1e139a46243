//! Credentials by security scheme, and how they are put into a request (OAS 3.1 §4.8.27,
//! §4.8.30).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::token::TokenSource;
use super::token_cache::{Tokens, Wanted};
use crate::info::{ApiKeyLocation, SchemeKind, SchemeUse, SecurityScheme};
use crate::param::encode_component;

/// What a caller shows for one security scheme.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Basic { user: String, password: String },
    Secret(String),
    Source(Arc<dyn TokenSource>),
}

impl Credential {
    /// What a source gives when it is needed, for bearer schemes, OAuth 2, OpenID Connect and other
    /// HTTP schemes.
    pub fn source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(source)))
    }

    /// A user name and a password, for HTTP Basic.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Kind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// A token, for bearer schemes, OAuth 2 and OpenID Connect.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(Kind::Secret(token.into()))
    }

    /// What follows the scheme's name in the `Authorization` header, for other HTTP schemes.
    pub fn http(credentials: impl Into<String>) -> Self {
        Self(Kind::Secret(credentials.into()))
    }

    /// The value of an API key.
    pub fn api_key(value: impl Into<String>) -> Self {
        Self(Kind::Secret(value.into()))
    }
}

/// A token or a key.
impl From<String> for Credential {
    fn from(secret: String) -> Self {
        Self(Kind::Secret(secret))
    }
}

/// A token or a key.
impl From<&str> for Credential {
    fn from(secret: &str) -> Self {
        Self::from(secret.to_owned())
    }
}

/// A token or a key.
impl From<&String> for Credential {
    fn from(secret: &String) -> Self {
        Self::from(secret.clone())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(…)")
    }
}

/// The credentials of a client, as its requests show them.
#[derive(Clone, Debug, Default)]
pub(super) struct Credentials {
    by_scheme: BTreeMap<usize, Shown>,
}

/// What a request shows for a scheme, encoded once for all requests.
#[derive(Clone)]
enum Shown {
    Header(HeaderName, HeaderValue),
    /// `name=value`.
    Query(String),
    /// `name=value`.
    Cookie(String),
    /// A token that is asked for when a request is sent.
    Token(Arc<Tokens>),
    /// The transport shows it.
    Elsewhere,
    /// The credential does not fit the scheme.
    Unusable,
}

impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(…)")
    }
}

/// Where credentials go in a request.
pub(super) struct Slots<'r> {
    pub(super) headers: &'r mut HeaderMap,
    pub(super) query: &'r mut String,
    pub(super) cookies: &'r mut Vec<String>,
    pub(super) tokens: &'r mut Vec<Wanted>,
}

/// Why credentials could not be put into a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum CredentialFault {
    /// Nothing is there for any of these alternatives.
    Missing(Vec<Vec<&'static str>>),
    /// What is there does not fit the scheme of this name.
    Unusable(&'static str),
}

impl Credentials {
    pub(super) fn set(&mut self, scheme: &SecurityScheme, credential: Credential) {
        let shown = show(scheme.kind, &credential.0).unwrap_or(Shown::Unusable);
        self.by_scheme.insert(scheme.index, shown);
    }

    /// Puts in what the first alternative asks for whose credentials are all there. `own` are the
    /// headers that the caller set on the client and on the call: what they show need not be in
    /// the client's credentials.
    pub(super) fn apply(
        &self,
        security: &[&[SchemeUse]],
        own: [&HeaderMap; 2],
        slots: &mut Slots<'_>,
    ) -> Result<(), CredentialFault> {
        let complete = |schemes: &&&[SchemeUse]| {
            schemes
                .iter()
                .all(|wanted| self.has(wanted.scheme) || is_shown(wanted.scheme, own))
        };
        // An empty alternative is the caller's last choice, wherever it stands: it only says that
        // credentials are optional.
        let asked = security.iter().filter(|schemes| !schemes.is_empty());
        match asked.clone().find(complete) {
            Some(schemes) => {
                for wanted in schemes
                    .iter()
                    .filter(|wanted| !is_shown(wanted.scheme, own))
                {
                    self.apply_scheme(wanted.scheme, wanted.scopes, slots)?;
                }
                Ok(())
            }
            None if security.iter().any(|schemes| schemes.is_empty()) || security.is_empty() => {
                Ok(())
            }
            None => Err(CredentialFault::Missing(
                asked
                    .map(|schemes| schemes.iter().map(|wanted| wanted.scheme.name).collect())
                    .collect(),
            )),
        }
    }

    fn has(&self, scheme: &SecurityScheme) -> bool {
        // A client certificate is the transport's, which nobody here can ask.
        scheme.kind == SchemeKind::MutualTls || self.by_scheme.contains_key(&scheme.index)
    }

    /// Puts in the credential of one scheme, if there is one.
    pub(super) fn apply_scheme(
        &self,
        scheme: &SecurityScheme,
        scopes: &'static [&'static str],
        slots: &mut Slots<'_>,
    ) -> Result<(), CredentialFault> {
        match self.by_scheme.get(&scheme.index) {
            None | Some(Shown::Elsewhere) => {}
            Some(Shown::Unusable) => return Err(CredentialFault::Unusable(scheme.name)),
            Some(Shown::Header(name, value)) => {
                slots.headers.insert(name.clone(), value.clone());
            }
            Some(Shown::Token(tokens)) => slots.tokens.push(Wanted {
                tokens: Arc::clone(tokens),
                scheme: *scheme,
                scopes,
            }),
            Some(Shown::Cookie(pair)) => slots.cookies.push(pair.clone()),
            Some(Shown::Query(pair)) => {
                if !slots.query.is_empty() {
                    slots.query.push('&');
                }
                slots.query.push_str(pair);
            }
        }
        Ok(())
    }
}

/// Whether the caller's own headers show something for a scheme.
fn is_shown(scheme: &SecurityScheme, own: [&HeaderMap; 2]) -> bool {
    let has = |name: &str| own.iter().any(|headers| headers.contains_key(name));
    match scheme.kind {
        SchemeKind::Basic
        | SchemeKind::Bearer
        | SchemeKind::Http(_)
        | SchemeKind::OAuth2
        | SchemeKind::OpenIdConnect => has(AUTHORIZATION.as_str()),
        SchemeKind::ApiKey { location, name } => match location {
            ApiKeyLocation::Header => has(name),
            ApiKeyLocation::Cookie => has(COOKIE.as_str()),
            ApiKeyLocation::Query => false,
        },
        SchemeKind::MutualTls => false,
    }
}

/// `None` when the credential does not fit the scheme.
fn show(scheme: SchemeKind, credential: &Kind) -> Option<Shown> {
    match (scheme, credential) {
        (SchemeKind::Basic, Kind::Basic { user, password }) => {
            // RFC 7617 §2: a user name cannot hold a colon.
            let plain = (!user.contains(':')).then(|| format!("{user}:{password}"))?;
            let text = format!("Basic {}", STANDARD.encode(plain));
            in_header(AUTHORIZATION, &text)
        }
        (
            SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect,
            Kind::Secret(token),
        ) => in_header(AUTHORIZATION, &format!("Bearer {token}")),
        (SchemeKind::Http(name), Kind::Secret(token)) => {
            in_header(AUTHORIZATION, &format!("{name} {token}"))
        }
        (SchemeKind::ApiKey { location, name }, Kind::Secret(value)) => match location {
            ApiKeyLocation::Header => in_header(HeaderName::try_from(name).ok()?, value),
            ApiKeyLocation::Query => {
                let (name, value) = (encode_component(name), encode_component(value));
                Some(Shown::Query(format!("{name}={value}")))
            }
            ApiKeyLocation::Cookie => {
                Some(Shown::Cookie(format!("{name}={}", encode_component(value))))
            }
        },
        (
            SchemeKind::Bearer
            | SchemeKind::OAuth2
            | SchemeKind::OpenIdConnect
            | SchemeKind::Http(_),
            Kind::Source(source),
        ) => Some(Shown::Token(Arc::new(Tokens::new(Arc::clone(source))))),
        (SchemeKind::MutualTls, _) => Some(Shown::Elsewhere),
        (SchemeKind::Basic | SchemeKind::ApiKey { .. }, Kind::Source(_))
        | (SchemeKind::Basic, Kind::Secret(_))
        | (
            SchemeKind::Bearer
            | SchemeKind::OAuth2
            | SchemeKind::OpenIdConnect
            | SchemeKind::Http(_)
            | SchemeKind::ApiKey { .. },
            Kind::Basic { .. },
        ) => None,
    }
}

/// How a scheme shows a token in a header; `None` when no header can hold it.
pub(super) fn token_header(scheme: SchemeKind, token: &str) -> Option<(HeaderName, HeaderValue)> {
    match show(scheme, &Kind::Secret(token.to_owned()))? {
        Shown::Header(name, value) => Some((name, value)),
        Shown::Query(_)
        | Shown::Cookie(_)
        | Shown::Token(_)
        | Shown::Elsewhere
        | Shown::Unusable => None,
    }
}

fn in_header(name: HeaderName, text: &str) -> Option<Shown> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(Shown::Header(name, value))
}
