//! Telling layers which operation a request is for.

use std::task::{Context, Poll};

use http::Request;
use tower_service::Service as TowerService;

use super::service::Service;

/// Puts the `&'static OperationInfo` into the extensions of requests, so that the layers of the
/// service inside see it before they hand the request on: metrics and spans are named by it.
///
/// Made by [`Service::recognize`].
#[derive(Clone, Debug)]
pub struct Recognize<S> {
    service: Service,
    inner: S,
}

impl Service {
    /// `inner`, which is this service with layers around it, and which sees of each request for
    /// which operation it is: an extension of the type `&'static OperationInfo`. A request for
    /// none has no such extension.
    ///
    /// ```ignore
    /// let service = Server::new(MyApi, MyAuth).into_service();
    /// let layered = ServiceBuilder::new()
    ///     .layer(TraceLayer::new_for_http().make_span_with(by_operation))
    ///     .service(service.clone());
    /// let app = axum::Router::new().fallback_service(service.recognize(layered));
    /// ```
    #[must_use]
    pub fn recognize<S>(&self, inner: S) -> Recognize<S> {
        Recognize {
            service: self.clone(),
            inner,
        }
    }
}

impl<S, B> TowerService<Request<B>> for Recognize<S>
where
    S: TowerService<Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, task: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(task)
    }

    fn call(&mut self, request: Request<B>) -> S::Future {
        let (mut parts, body) = request.into_parts();
        if let Some(operation) = self.service.recognized(&parts) {
            parts.extensions.insert(operation);
        }
        self.inner.call(Request::from_parts(parts, body))
    }
}
