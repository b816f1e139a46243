//! A transport of any `tower` service: hyper's client, or a client in layers.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::sync::{Mutex, PoisonError};

use tower_service::Service;

use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::body::{Body, BodyError};

/// Tells what kind of failure an error of a service is; `None` when it does not know.
pub type ErrorKindOf = fn(&(dyn Error + Send + Sync + 'static)) -> Option<TransportErrorKind>;

/// The transport of a `tower::Service<http::Request<Body>, Response = http::Response<B>>`.
///
/// Each request is sent by a clone of the service that is ready. The `&'static OperationInfo` of
/// what is called is in the request's extensions, for layers. For an HTTP client that follows
/// redirects by itself, see [`Transport::send`].
pub struct TowerTransport<S> {
    /// The lock makes services of any kind shareable; it is held for a clone at a time.
    service: Mutex<S>,
    kind_of: Option<ErrorKindOf>,
}

impl<S> TowerTransport<S> {
    /// Of this service.
    pub fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
            kind_of: None,
        }
    }

    /// Asks `kind_of` first what kind of failure an error is. Without it, errors of the operating
    /// system tell, and what a [`TransportError`] says of itself holds.
    #[must_use]
    pub fn kind_of_errors(self, kind_of: ErrorKindOf) -> Self {
        Self {
            kind_of: Some(kind_of),
            ..self
        }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BodyError>,
    B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut service, kind_of) = (service.clone(), self.kind_of);
        Box::pin(async move {
            let told = |error: S::Error| transport_error(kind_of, error.into());
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(told)?;
            let response = service.call(request).await.map_err(told)?;
            Ok(response.map(Body::stream))
        })
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TowerTransport")
            .finish_non_exhaustive()
    }
}

fn transport_error(kind_of: Option<ErrorKindOf>, error: BodyError) -> TransportError {
    let told = kind_of.and_then(|kind_of| kind_of(&*error));
    if let Some(kind) = told {
        return TransportError::new(kind, error);
    }
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(kind_of_sources(&*error), error),
    }
}

/// Layers wrap what fails beneath them, so the causes are asked too.
fn kind_of_sources(error: &(dyn Error + 'static)) -> TransportErrorKind {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return error.kind();
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return kind_of_io(error);
        }
        next = error.source();
    }
    TransportErrorKind::Other
}

fn kind_of_io(error: &io::Error) -> TransportErrorKind {
    let is_before_sending = matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::AddrNotAvailable
    );
    if is_before_sending {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Interrupted
    }
}
