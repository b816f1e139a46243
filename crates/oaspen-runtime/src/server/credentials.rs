//! What a request brings to say who sends it, as the document's security schemes name it.
//!
//! Here it is only read; whether it is good is the [`Authenticate`](super::Authenticate) implementation's decision. No
//! `Debug` output holds a secret.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use super::incoming::{cookie_pairs, query_pairs};
use crate::info::{ApiKeyLocation, OperationInfo, SchemeKind, SchemeUse, SecurityScheme};
use crate::param::Pairs;

/// A request whose sender is to be found out, for one security scheme.
#[derive(Clone, Copy)]
pub struct AuthRequest<'r> {
    parts: &'r Parts,
    operation: &'static OperationInfo,
    scheme_use: &'static SchemeUse,
}

impl<'r> AuthRequest<'r> {
    pub(crate) fn new(
        parts: &'r Parts,
        operation: &'static OperationInfo,
        scheme_use: &'static SchemeUse,
    ) -> Self {
        Self {
            parts,
            operation,
            scheme_use,
        }
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// The security scheme that is checked.
    #[must_use]
    pub fn scheme(&self) -> &'static SecurityScheme {
        self.scheme_use.scheme
    }

    /// The scopes or roles that the operation asks of the scheme.
    #[must_use]
    pub fn scopes(&self) -> &'static [&'static str] {
        self.scheme_use.scopes
    }

    /// The method of the request.
    #[must_use]
    pub fn method(&self) -> &'r Method {
        &self.parts.method
    }

    /// The URI of the request.
    #[must_use]
    pub fn uri(&self) -> &'r Uri {
        &self.parts.uri
    }

    /// The headers of the request.
    #[must_use]
    pub fn headers(&self) -> &'r HeaderMap {
        &self.parts.headers
    }

    /// What layers before the service know of the request, such as a client's certificate.
    #[must_use]
    pub fn extensions(&self) -> &'r Extensions {
        &self.parts.extensions
    }

    /// The token of `Authorization: Bearer …` (RFC 6750 §2.1).
    ///
    /// # Errors
    /// [`AuthError::Missing`] when the request has none.
    pub fn bearer(&self) -> Result<Bearer<'r>, AuthError> {
        self.authorization("Bearer").map(Bearer)
    }

    /// Name and password of `Authorization: Basic …` (RFC 7617).
    ///
    /// # Errors
    /// [`AuthError::Missing`] when the request has none, [`AuthError::Unauthenticated`] when they cannot be read.
    pub fn basic(&self) -> Result<Basic<'r>, AuthError> {
        let encoded = self.authorization("Basic")?;
        let decoded = STANDARD
            .decode(encoded)
            .map_err(|_| AuthError::Unauthenticated)?;
        let text = String::from_utf8(decoded).map_err(|_| AuthError::Unauthenticated)?;
        let (user, password) = text.split_once(':').ok_or(AuthError::Unauthenticated)?;
        Ok(Basic {
            user: Cow::Owned(user.to_owned()),
            password: Cow::Owned(password.to_owned()),
        })
    }

    /// The API key, from where the scheme says that it stands.
    ///
    /// # Errors
    /// [`AuthError::Missing`] when the request has none, or when the scheme is not an API key;
    /// [`AuthError::Unauthenticated`] when it cannot be read.
    pub fn api_key(&self) -> Result<ApiKey<'r>, AuthError> {
        let SchemeKind::ApiKey { location, name } = self.scheme().kind else {
            return Err(AuthError::Missing);
        };
        let found = match location {
            ApiKeyLocation::Header => self.header(name)?.map(Cow::Borrowed),
            ApiKeyLocation::Query => single(&query_pairs(&self.parts.uri), name)?,
            ApiKeyLocation::Cookie => single(&cookie_pairs(&self.parts.headers), name)?,
        };
        found.map(ApiKey).ok_or(AuthError::Missing)
    }

    /// What follows the name of another HTTP authentication scheme in `Authorization`, such as `Digest`.
    ///
    /// # Errors
    /// [`AuthError::Missing`] when the request has no such credentials.
    pub fn authorization(&self, scheme: &str) -> Result<&'r str, AuthError> {
        let value = self
            .header(AUTHORIZATION.as_str())?
            .ok_or(AuthError::Missing)?;
        let (name, credentials) = value.split_once(' ').ok_or(AuthError::Missing)?;
        // RFC 9110 §11.1: the name of a scheme is case-insensitive.
        if name.eq_ignore_ascii_case(scheme) {
            Ok(credentials.trim())
        } else {
            Err(AuthError::Missing)
        }
    }

    fn header(&self, name: &str) -> Result<Option<&'r str>, AuthError> {
        let mut values = self.parts.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(value), None) => value
                .to_str()
                .map(Some)
                .map_err(|_| AuthError::Unauthenticated),
            (Some(_), Some(_)) => Err(AuthError::Unauthenticated),
        }
    }
}

/// A key that is given twice could be read as either, so it is neither.
fn single(pairs: &Pairs<'_>, name: &str) -> Result<Option<Cow<'static, str>>, AuthError> {
    pairs
        .single(name)
        .map(|key| key.map(Cow::Owned))
        .map_err(|_| AuthError::Unauthenticated)
}

impl fmt::Debug for AuthRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("AuthRequest");
        debug
            .field("operation", &self.operation.id)
            .field("scheme", &self.scheme().name)
            .finish_non_exhaustive()
    }
}

/// The token of `Authorization: Bearer …`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bearer<'r>(&'r str);

impl<'r> Bearer<'r> {
    /// The token. Compare it in constant time.
    #[must_use]
    pub fn token(&self) -> &'r str {
        self.0
    }
}

impl fmt::Debug for Bearer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Bearer(…)")
    }
}

/// Name and password of `Authorization: Basic …`.
#[derive(Clone, PartialEq, Eq)]
pub struct Basic<'r> {
    user: Cow<'r, str>,
    password: Cow<'r, str>,
}

impl Basic<'_> {
    /// The name of the user.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The password. Compare it in constant time.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for Basic<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Basic")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// An API key.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey<'r>(Cow<'r, str>);

impl ApiKey<'_> {
    /// The key. Compare it in constant time.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey(…)")
    }
}

/// Why a security scheme does not hold for a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum AuthError {
    /// The request has no credentials of this scheme.
    Missing,
    /// The credentials are wrong, expired or unreadable: `401`.
    Unauthenticated,
    /// The credentials are good, but do not allow this operation: `403`.
    Forbidden,
    /// It cannot be found out now: `503`. The cause is not sent.
    Unavailable(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for AuthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "no credentials",
            Self::Unauthenticated => "wrong credentials",
            Self::Forbidden => "not allowed",
            Self::Unavailable(_) => "credentials cannot be checked now",
        })
    }
}

impl Error for AuthError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Missing | Self::Unauthenticated | Self::Forbidden => None,
            Self::Unavailable(cause) => Some(&**cause),
        }
    }
}
