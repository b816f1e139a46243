//! What a call fails with. Every error names its operation; none holds what was sent.

use std::fmt;
use std::time::Duration;

use http::StatusCode;

use super::failed::{ApiError, UndecodedResponse, UnexpectedResponse};
use super::token_cache::TokenFailure;
use super::transport::{TransportError, TransportErrorKind};

/// Why a call did not give a documented success. `E` is what the document says of failures,
/// `H` of their headers.
///
/// The message may show the start of what the server answered, if that is text: at most 200
/// characters, with control characters escaped. Who must not write bodies to a log writes
/// [`Error::operation`] and [`Error::status`] there instead.
#[non_exhaustive]
pub enum Error<E, H = ()> {
    /// The server answered with a failure that the document describes.
    Api(Box<ApiError<E, H>>),
    /// The server answered with a status or content that the document does not have.
    Unexpected(Box<UnexpectedResponse>),
    /// The server's answer is not what the document says.
    Decode(Box<UndecodedResponse>),
    /// There was no answer.
    Transport(TransportFailure),
    /// There was no answer in time.
    Timeout(TimeoutError),
    /// The request could not be made; nothing was sent.
    Request(RequestError),
    /// The operation asks for credentials that the client does not have; nothing was sent.
    MissingCredentials(MissingCredentials),
    /// A token source gave no token; nothing was sent.
    Token(TokenError),
}

/// There was no answer.
#[derive(Debug)]
pub struct TransportFailure {
    operation: &'static str,
    error: TransportError,
}

/// There was no answer in time.
#[derive(Clone, Debug)]
pub struct TimeoutError {
    operation: &'static str,
    waited: Duration,
}

/// The request could not be made.
#[derive(Clone, Debug)]
pub struct RequestError {
    operation: &'static str,
    faults: Vec<String>,
}

/// The client does not have the credentials that the operation asks for.
#[derive(Clone, Debug)]
pub struct MissingCredentials {
    operation: &'static str,
    alternatives: Vec<Vec<&'static str>>,
}

/// A token source gave no token.
#[derive(Clone, Debug)]
pub struct TokenError {
    operation: &'static str,
    scheme: &'static str,
    failure: TokenFailure,
}

impl TokenError {
    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The name of the security scheme.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Why there is none, as the source says.
    #[must_use]
    pub fn error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.failure
    }
}

impl TransportFailure {
    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Why there was none.
    #[must_use]
    pub fn error(&self) -> &TransportError {
        &self.error
    }
}

impl TimeoutError {
    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// How long the client waited.
    #[must_use]
    pub fn waited(&self) -> Duration {
        self.waited
    }
}

impl RequestError {
    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What is wrong with the request: one sentence per fault, never none.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }
}

impl MissingCredentials {
    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The names of the schemes: alternatives, each of schemes that must hold together.
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<&'static str>] {
        &self.alternatives
    }
}

impl<E, H> Error<E, H> {
    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Api(error) => error.operation(),
            Self::Unexpected(error) => error.operation(),
            Self::Decode(error) => error.operation(),
            Self::Transport(error) => error.operation,
            Self::Timeout(error) => error.operation,
            Self::Request(error) => error.operation,
            Self::MissingCredentials(error) => error.operation,
            Self::Token(error) => error.operation,
        }
    }

    /// The status code, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Unexpected(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(_)
            | Self::Timeout(_)
            | Self::Request(_)
            | Self::MissingCredentials(_)
            | Self::Token(_) => None,
        }
    }

    /// Whether the same call may succeed later. Whether it is safe to repeat it is another
    /// question: see [`super::Retry`].
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => is_retryable_status(error.status()),
            Self::Unexpected(error) => is_retryable_status(error.status()),
            Self::Decode(error) => is_retryable_status(error.status()),
            Self::Transport(error) => error.error.is_retryable(),
            Self::Timeout(_) => true,
            Self::Request(_) | Self::MissingCredentials(_) | Self::Token(_) => false,
        }
    }
}

/// Statuses that speak of the moment, not of the request.
pub(super) fn is_retryable_status(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

impl<E: fmt::Debug, H> fmt::Debug for Error<E, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => formatter.debug_tuple("Api").field(error).finish(),
            Self::Unexpected(error) => formatter.debug_tuple("Unexpected").field(error).finish(),
            Self::Decode(error) => formatter.debug_tuple("Decode").field(error).finish(),
            Self::Transport(error) => formatter.debug_tuple("Transport").field(error).finish(),
            Self::Timeout(error) => formatter.debug_tuple("Timeout").field(error).finish(),
            Self::Request(error) => formatter.debug_tuple("Request").field(error).finish(),
            Self::MissingCredentials(error) => formatter
                .debug_tuple("MissingCredentials")
                .field(error)
                .finish(),
            Self::Token(error) => formatter.debug_tuple("Token").field(error).finish(),
        }
    }
}

impl<E: fmt::Debug, H> fmt::Display for Error<E, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.operation())?;
        match self {
            Self::Api(error) => error.fmt(formatter),
            Self::Unexpected(error) => write!(formatter, "undocumented answer {error}"),
            Self::Decode(error) => error.fmt(formatter),
            Self::Transport(error) => error.error.fmt(formatter),
            Self::Timeout(error) => write!(formatter, "no answer within {:?}", error.waited),
            Self::Request(error) => {
                write!(
                    formatter,
                    "the request cannot be made: {}",
                    error.faults.join("; ")
                )
            }
            Self::MissingCredentials(error) => write!(formatter, "no credentials for {error}"),
            Self::Token(error) => {
                write!(
                    formatter,
                    "no token for `{}`: {}",
                    error.scheme, error.failure
                )
            }
        }
    }
}

impl<E: fmt::Debug, H> std::error::Error for Error<E, H> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error.error()),
            Self::Transport(error) => error.error.source(),
            Self::Token(error) => Some(&*error.failure),
            Self::Api(_)
            | Self::Unexpected(_)
            | Self::Timeout(_)
            | Self::Request(_)
            | Self::MissingCredentials(_) => None,
        }
    }
}

impl fmt::Display for MissingCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives: Vec<String> = self
            .alternatives
            .iter()
            .map(|schemes| format!("`{}`", schemes.join("` and `")))
            .collect();
        formatter.write_str(&alternatives.join(" or "))
    }
}

/// A failure before it has the operation's name and types.
#[derive(Debug)]
pub(super) enum Failure {
    Transport(TransportError),
    Timeout(Duration),
    Request(Vec<String>),
    MissingCredentials(Vec<Vec<&'static str>>),
    /// Of the scheme of this name.
    Token(&'static str, TokenFailure),
}

impl Failure {
    pub(super) fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_retryable(),
            Self::Timeout(_) => true,
            Self::Request(_) | Self::MissingCredentials(_) | Self::Token(..) => false,
        }
    }

    /// What it is, in a word for logs.
    #[cfg(feature = "tracing")]
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Transport(error) => error.kind().name(),
            Self::Timeout(_) => "timeout",
            Self::Request(_) => "request",
            Self::MissingCredentials(_) => "missing_credentials",
            Self::Token(..) => "token",
        }
    }

    pub(super) fn of<E, H>(self, operation: &'static str) -> Error<E, H> {
        match self {
            Self::Transport(error) => Error::Transport(TransportFailure { operation, error }),
            Self::Timeout(waited) => Error::Timeout(TimeoutError { operation, waited }),
            Self::Request(faults) => Error::Request(RequestError { operation, faults }),
            Self::MissingCredentials(alternatives) => {
                Error::MissingCredentials(MissingCredentials {
                    operation,
                    alternatives,
                })
            }
            Self::Token(scheme, failure) => Error::Token(TokenError {
                operation,
                scheme,
                failure,
            }),
        }
    }
}

impl TransportError {
    fn is_retryable(&self) -> bool {
        match self.kind() {
            TransportErrorKind::Connect | TransportErrorKind::Interrupted => true,
            TransportErrorKind::Refused
            | TransportErrorKind::TooLarge
            | TransportErrorKind::Other => false,
        }
    }
}
