//! A transport to a `tower` service in the same process: all wire encoding and no socket.

use std::future::poll_fn;

use tower_service::Service;

use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::body::{Body, BodyError};

/// A service that can be called in this process. Implemented by every
/// `tower::Service<http::Request<Body>>` that can be shared: generated servers, axum routers.
pub trait InProcessService: Send + Sync + 'static {
    /// Calls the service.
    fn call(&self, request: http::Request<Body>) -> TransportFuture;
}

impl<S, B> InProcessService for S
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BodyError>,
    B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    fn call(&self, request: http::Request<Body>) -> TransportFuture {
        let mut service = self.clone();
        Box::pin(async move {
            let other = |error: S::Error| TransportError::new(TransportErrorKind::Other, error);
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(other)?;
            let response = Service::call(&mut service, request).await.map_err(other)?;
            Ok(response.map(Body::stream))
        })
    }
}

/// The transport to a service.
#[derive(Clone, Debug)]
pub struct InProcess<S> {
    service: S,
}

impl<S: InProcessService> InProcess<S> {
    /// To this service.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S: InProcessService> Transport for InProcess<S> {
    fn send(&self, mut request: http::Request<Body>) -> TransportFuture {
        // What a client knows of a request does not travel.
        request.extensions_mut().clear();
        InProcessService::call(&self.service, request)
    }
}
