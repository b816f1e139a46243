//! What stands between a client and its transport: code of the user's that sees every attempt of
//! every call, and may change it, measure it, answer it itself or refuse it.
//!
//! Invariant: middleware runs in the order in which it was added, the first one outermost.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::core::Shared;
use super::transport::{TransportError, TransportFuture};
use crate::body::Body;
use crate::info::OperationInfo;

/// What [`Middleware::handle`] gives.
pub type MiddlewareFuture<'m> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'm>>;

/// Sees each attempt of each call: repetitions and redirects are attempts of their own, and the
/// timeout of an attempt runs here already.
///
/// An `async` closure of a request and a [`Next`] is one too. The request is complete: credentials
/// are in it, and sensitive headers are marked as such.
pub trait Middleware: Send + Sync + 'static {
    /// Answers a request: most often by [`Next::run`], with something done before and after.
    ///
    /// Fails as a transport does; who refuses a request says so with
    /// [`TransportErrorKind::Refused`](super::TransportErrorKind::Refused).
    fn handle<'m>(&'m self, request: http::Request<Body>, next: Next) -> MiddlewareFuture<'m>;
}

impl<F, R> Middleware for F
where
    F: Fn(http::Request<Body>, Next) -> R + Send + Sync + 'static,
    R: Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'static,
{
    fn handle<'m>(&'m self, request: http::Request<Body>, next: Next) -> MiddlewareFuture<'m> {
        Box::pin(self(request, next))
    }
}

/// What comes after a middleware: the next one, in the end the transport. A clone sends again.
#[derive(Clone)]
pub struct Next {
    shared: Arc<Shared>,
    position: usize,
    operation: Option<&'static OperationInfo>,
    attempt: u32,
}

impl Next {
    pub(super) fn new(
        shared: Arc<Shared>,
        operation: Option<&'static OperationInfo>,
        attempt: u32,
    ) -> Self {
        Self {
            shared,
            position: 0,
            operation,
            attempt,
        }
    }

    /// What the document says of the operation; `None` for a call that no operation describes.
    #[must_use]
    pub fn operation(&self) -> Option<&'static OperationInfo> {
        self.operation
    }

    /// The number of this attempt of the call, from 0.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Sends the request on its way.
    ///
    /// Fails when the transport does, or middleware that comes later.
    #[must_use]
    pub fn run(mut self, request: http::Request<Body>) -> TransportFuture {
        let Some(middleware) = self.shared.middleware.get(self.position).cloned() else {
            return self.shared.transport.send(request);
        };
        self.position += 1;
        Box::pin(async move { middleware.handle(request, self).await })
    }
}

impl fmt::Debug for Next {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.map(|operation| operation.id);
        formatter
            .debug_struct("Next")
            .field("operation", &operation)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}
