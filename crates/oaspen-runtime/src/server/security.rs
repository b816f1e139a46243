//! Whether a request fulfils one of the security requirements of its operation.
//!
//! The alternatives are tried in the order of the document, the schemes of one alternative in theirs, and nothing is
//! checked that is not needed. The anonymous alternative (`{}`) comes last wherever it stands, since OAS 3.1 §4.8.30
//! itself writes it first in front of a scheme that is to be looked at; and it holds only for a request that brings no
//! credentials, so that wrong ones are refused rather than forgotten.

use std::future::Future;
use std::pin::Pin;

use http::header::WWW_AUTHENTICATE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::credentials::{AuthError, AuthRequest};
use super::rejection::Rejection;
use crate::info::{ApiKeyLocation, OperationInfo, SchemeKind, SchemeUse, SecurityScheme};

/// A future on the heap.
pub type BoxFuture<'f, T> = Pin<Box<dyn Future<Output = T> + Send + 'f>>;

/// Finds out who sends a request, by any security scheme of the document.
pub trait Authenticate: Send + Sync {
    /// Who calls.
    type Principal: Send + Sync + 'static;

    /// Who calls, by the credentials of one scheme.
    ///
    /// # Errors
    /// Why the scheme does not hold.
    fn check<'a>(
        &'a self,
        scheme: &'static SecurityScheme,
        request: &'a AuthRequest<'_>,
    ) -> BoxFuture<'a, Result<Self::Principal, AuthError>>;

    /// Joins the principals of schemes that must hold together. Keeps the first.
    fn join(&self, first: Self::Principal, second: Self::Principal) -> Self::Principal {
        let _ = second;
        first
    }
}

/// The principal of a request for an operation that asks for one; `None` when the anonymous alternative holds.
pub(crate) async fn authenticate<S: Authenticate + ?Sized>(
    state: &S,
    operation: &'static OperationInfo,
    parts: &Parts,
    realm: &str,
) -> Result<Option<S::Principal>, Rejection> {
    let mut worst = AuthError::Missing;
    for alternative in operation
        .security
        .iter()
        .filter(|alternative| !alternative.is_empty())
    {
        match check_alternative(state, operation, parts, alternative).await {
            Ok(Some(principal)) => return Ok(Some(principal)),
            Ok(None) => {}
            Err(error) => worst = worse(worst, error),
        }
    }
    let anonymous = operation
        .security
        .iter()
        .any(|alternative| alternative.is_empty());
    if anonymous && matches!(worst, AuthError::Missing) {
        return Ok(None);
    }
    Err(refuse(operation, worst, realm))
}

async fn check_alternative<S: Authenticate + ?Sized>(
    state: &S,
    operation: &'static OperationInfo,
    parts: &Parts,
    alternative: &'static [SchemeUse],
) -> Result<Option<S::Principal>, AuthError> {
    let mut principal = None;
    for scheme_use in alternative {
        let request = AuthRequest::new(parts, operation, scheme_use);
        let next = state.check(scheme_use.scheme, &request).await?;
        principal = Some(match principal {
            Some(first) => state.join(first, next),
            None => next,
        });
    }
    Ok(principal)
}

/// What is told of two failures: that it cannot be known, else that it is not allowed, else that it is wrong.
fn worse(first: AuthError, second: AuthError) -> AuthError {
    fn rank(error: &AuthError) -> u8 {
        match error {
            AuthError::Missing => 0,
            AuthError::Unauthenticated => 1,
            AuthError::Forbidden => 2,
            AuthError::Unavailable(_) => 3,
        }
    }
    if rank(&second) > rank(&first) {
        second
    } else {
        first
    }
}

fn refuse(operation: &OperationInfo, error: AuthError, realm: &str) -> Rejection {
    match error {
        AuthError::Missing => unauthenticated(operation, "credentials are missing", realm, ""),
        // RFC 6750 §3.1: a token that was sent and refused is said to be invalid.
        AuthError::Unauthenticated => unauthenticated(
            operation,
            "the credentials are not valid",
            realm,
            ", error=\"invalid_token\"",
        ),
        AuthError::Forbidden => Rejection::new(
            StatusCode::FORBIDDEN,
            "the credentials do not allow this operation",
        ),
        AuthError::Unavailable(cause) => Rejection::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "credentials cannot be checked now",
        )
        .caused_by(cause),
    }
}

/// RFC 9110 §15.5.2: a 401 names the schemes that could be used.
fn unauthenticated(
    operation: &OperationInfo,
    detail: &str,
    realm: &str,
    bearer_error: &str,
) -> Rejection {
    let mut challenges: Vec<String> = Vec::new();
    for scheme_use in operation.security.iter().copied().flatten() {
        if let Some(challenge) = challenge(scheme_use.scheme, realm, bearer_error)
            && !challenges.contains(&challenge)
        {
            challenges.push(challenge);
        }
    }
    let mut rejection = Rejection::new(StatusCode::UNAUTHORIZED, detail);
    for challenge in challenges {
        if let Ok(value) = HeaderValue::from_str(&challenge) {
            rejection = rejection.header(WWW_AUTHENTICATE, value);
        }
    }
    rejection
}

/// An API key has no registered scheme; since a 401 must name one, it is told in the form of one.
fn challenge(scheme: &SecurityScheme, realm: &str, bearer_error: &str) -> Option<String> {
    let realm = quote(realm);
    match scheme.kind {
        SchemeKind::Basic => Some(format!("Basic realm={realm}, charset=\"UTF-8\"")),
        SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
            Some(format!("Bearer realm={realm}{bearer_error}"))
        }
        SchemeKind::Http(name) => Some(format!("{name} realm={realm}")),
        SchemeKind::ApiKey { location, name } => {
            let location = match location {
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Cookie => "cookie",
            };
            Some(format!(
                "ApiKey in={}, name={}",
                quote(location),
                quote(name)
            ))
        }
        SchemeKind::MutualTls => None,
    }
}

/// RFC 9110 §5.6.4: a quoted string.
fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
