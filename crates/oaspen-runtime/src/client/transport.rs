//! What carries a request to a server and the answer back. Connections are its business;
//! credentials, redirects, retries and timeouts are not.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use crate::body::{Body, BodyError};

/// What [`Transport::send`] gives.
pub type TransportFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// Carries requests.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the head of the answer.
    ///
    /// A transport does not follow redirects: the client does, within an origin, when the document
    /// does not have the redirect as an answer. Credentials may be in any header, in cookies and
    /// in the query; sensitive headers are marked as such.
    fn send(&self, request: http::Request<Body>) -> TransportFuture;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        T::send(self, request)
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BodyError,
}

/// What kind of failure it is, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection, so nothing was sent.
    Connect,
    /// The connection broke, and the server may have acted.
    Interrupted,
    /// Middleware refused to send the request.
    Refused,
    /// The answer's body is larger than the client allows.
    TooLarge,
    /// Anything else, such as a malformed answer.
    Other,
}

#[cfg(feature = "tracing")]
impl TransportErrorKind {
    /// The kind in a word for logs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Interrupted => "interrupted",
            Self::Refused => "refused",
            Self::TooLarge => "too_large",
            Self::Other => "other",
        }
    }
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, source: impl Into<BodyError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Refused => "the request was refused",
            TransportErrorKind::TooLarge => "the answer is too large",
            TransportErrorKind::Other => "no answer",
        };
        write!(formatter, "{what}: {}", self.source)?;
        // What libraries tell at the top is how they are built; the cause is at the bottom.
        match root_cause(&*self.source) {
            Some(cause) => write!(formatter, ": {cause}"),
            None => Ok(()),
        }
    }
}

/// What an error comes from in the end; `None` when that is the error.
fn root_cause<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> Option<&'e (dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |error| error.source()).last()
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

#[cfg(test)]
mod tests {
    use std::{fmt, io};

    use super::{TransportError, TransportErrorKind};

    #[derive(Debug)]
    struct Layer(
        &'static str,
        Option<Box<dyn std::error::Error + Send + Sync>>,
    );

    impl fmt::Display for Layer {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str(self.0)
        }
    }

    impl std::error::Error for Layer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            self.1.as_deref().map(|error| error as _)
        }
    }

    #[test]
    fn a_failure_tells_what_it_comes_from_in_the_end() {
        let cause = io::Error::other("connection refused");
        let layers = Layer(
            "error sending",
            Some(Layer("connect", Some(cause.into())).into()),
        );
        let told = |error| TransportError::new(TransportErrorKind::Connect, error).to_string();
        assert_eq!(
            told(layers),
            "no connection: error sending: connection refused"
        );
        assert_eq!(told(Layer("cable cut", None)), "no connection: cable cut");
    }
}
