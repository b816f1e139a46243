//! Credentials by security scheme, and how they are put into a request (OAS 3.1 §4.8.27,
//! §4.8.30).

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::info::{ApiKeyLocation, SchemeKind, SchemeUse, SecurityScheme};
use crate::param::encode_component;

/// What a caller shows for one security scheme.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Basic { user: String, password: String },
    Secret(String),
}

impl Credential {
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

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(…)")
    }
}

/// The credentials of a client.
#[derive(Clone, Debug, Default)]
pub(super) struct Credentials {
    by_scheme: BTreeMap<usize, Credential>,
}

/// Where credentials go in a request.
pub(super) struct Slots<'r> {
    pub(super) headers: &'r mut HeaderMap,
    pub(super) query: &'r mut String,
    pub(super) cookies: &'r mut Vec<String>,
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
        self.by_scheme.insert(scheme.index, credential);
    }

    /// Puts in what the first alternative asks for whose credentials are all there. `own` are the
    /// headers that the caller set: what they show need not be in the client.
    pub(super) fn apply(
        &self,
        security: &[&[SchemeUse]],
        own: &HeaderMap,
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
                    self.apply_scheme(wanted.scheme, slots)?;
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
        slots: &mut Slots<'_>,
    ) -> Result<(), CredentialFault> {
        let Some(Credential(kind)) = self.by_scheme.get(&scheme.index) else {
            return Ok(());
        };
        put(scheme.kind, kind, slots).ok_or(CredentialFault::Unusable(scheme.name))
    }
}

/// Whether the caller's own headers show something for a scheme.
fn is_shown(scheme: &SecurityScheme, own: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Basic
        | SchemeKind::Bearer
        | SchemeKind::Http(_)
        | SchemeKind::OAuth2
        | SchemeKind::OpenIdConnect => own.contains_key(AUTHORIZATION),
        SchemeKind::ApiKey { location, name } => match location {
            ApiKeyLocation::Header => own.contains_key(name),
            ApiKeyLocation::Cookie => own.contains_key(COOKIE),
            ApiKeyLocation::Query => false,
        },
        SchemeKind::MutualTls => false,
    }
}

fn put(scheme: SchemeKind, credential: &Kind, slots: &mut Slots<'_>) -> Option<()> {
    match (scheme, credential) {
        (SchemeKind::Basic, Kind::Basic { user, password }) => {
            // RFC 7617 §2: a user name cannot hold a colon.
            let plain = (!user.contains(':')).then(|| format!("{user}:{password}"))?;
            put_header(
                slots,
                AUTHORIZATION,
                &format!("Basic {}", STANDARD.encode(plain)),
            )
        }
        (
            SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect,
            Kind::Secret(token),
        ) => put_header(slots, AUTHORIZATION, &format!("Bearer {token}")),
        (SchemeKind::Http(name), Kind::Secret(token)) => {
            put_header(slots, AUTHORIZATION, &format!("{name} {token}"))
        }
        (SchemeKind::ApiKey { location, name }, Kind::Secret(value)) => match location {
            ApiKeyLocation::Header => put_header(slots, HeaderName::try_from(name).ok()?, value),
            ApiKeyLocation::Query => {
                if !slots.query.is_empty() {
                    slots.query.push('&');
                }
                let pair = format!("{}={}", encode_component(name), encode_component(value));
                slots.query.push_str(&pair);
                Some(())
            }
            ApiKeyLocation::Cookie => {
                slots
                    .cookies
                    .push(format!("{name}={}", encode_component(value)));
                Some(())
            }
        },
        (SchemeKind::MutualTls, _) => Some(()),
        (SchemeKind::Basic, Kind::Secret(_))
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

fn put_header(slots: &mut Slots<'_>, name: HeaderName, text: &str) -> Option<()> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    slots.headers.insert(name, value);
    Some(())
}
