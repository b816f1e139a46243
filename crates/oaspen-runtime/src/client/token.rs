//! Where tokens come from that are not known when a client is built: they are asked for when an
//! operation needs one, kept while they hold, and asked for anew when a server refuses one.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::body::BodyError;
use crate::info::SecurityScheme;

/// What [`TokenSource::token`] gives.
pub type TokenFuture<'s> = Pin<Box<dyn Future<Output = Result<Token, BodyError>> + Send + 's>>;

/// Gives tokens for OAuth 2, OpenID Connect and other schemes of the `Authorization` header. An
/// `async` closure of a [`TokenRequest`] is one too.
///
/// It is asked by one call at a time, and the others wait for what it gives. The token is kept for
/// as long as it says and until a server answers with 401: then the source is asked once more, and
/// the call is repeated with what it gives.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that holds now. Why there is none is told by the call's error.
    fn token(&self, request: TokenRequest) -> TokenFuture<'_>;
}

impl<F, R> TokenSource for F
where
    F: Fn(TokenRequest) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BodyError>> + Send + 'static,
{
    fn token(&self, request: TokenRequest) -> TokenFuture<'_> {
        Box::pin(self(request))
    }
}

/// A token, and how long it holds.
#[derive(Clone)]
pub struct Token {
    pub(super) secret: String,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that holds until a server refuses it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Holds so long from now, as `expires_in` says (RFC 6749 §5.1). It is replaced a little
    /// earlier: by a tenth of that time, and by 30 s at most.
    #[must_use]
    pub fn expires_in(self, lifetime: Duration) -> Self {
        Self {
            lifetime: Some(lifetime),
            ..self
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// What a token is asked for.
#[derive(Clone)]
pub struct TokenRequest {
    pub(super) scheme: SecurityScheme,
    pub(super) scopes: &'static [&'static str],
    pub(super) refused: Option<String>,
}

impl TokenRequest {
    /// The scheme.
    #[must_use]
    pub fn scheme(&self) -> SecurityScheme {
        self.scheme
    }

    /// The scopes that the operation asks for. Tokens are kept by scopes, so a source whose tokens
    /// have all scopes may be asked once for each set of them.
    #[must_use]
    pub fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// The token that a server has refused, if that is why another one is asked for.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenRequest")
            .field("scheme", &self.scheme.name)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
