//! The service: routes a request, lets it be handled, and writes what comes of it.

use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, ready};

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_LENGTH, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body::Body as _;
use tower_service::Service as TowerService;

use super::incoming::Incoming;
use super::options::Options;
use super::rejection::Rejection;
use super::reply::{Handled, Reply, ReplyFuture};
use super::routes::{Found, PathParameter, Routes};
use crate::body::{Body, BodyError};
use crate::info::OperationInfo;
use crate::trace::Trace;

/// Handles the operations of a document, each by its index.
pub trait Dispatch: Send + Sync + 'static {
    /// Handles a request for an operation.
    fn dispatch(self: Arc<Self>, operation: usize, incoming: Incoming) -> ReplyFuture;
}

/// What handles one operation, with what all handlers share.
pub type Handler<S> = fn(Arc<S>, Incoming) -> ReplyFuture;

/// Calls the handler at an operation's position.
#[must_use]
pub fn hand_over<S>(
    handlers: &[Handler<S>],
    operation: usize,
    state: Arc<S>,
    incoming: Incoming,
) -> ReplyFuture {
    match handlers.get(operation) {
        Some(handle) => handle(state, incoming),
        None => undocumented(),
    }
}

/// The answer to an index that is none of an operation's: `404`. It does not happen with the same list of operations
/// in the service and in the dispatch.
#[must_use]
pub fn undocumented() -> ReplyFuture {
    Box::pin(std::future::ready(Err(not_found())))
}

/// A server as a `tower` service. It never fails: errors are responses, a handler's panic too.
///
/// The `&'static OperationInfo` of what is called is in the extensions of request and response.
#[derive(Clone)]
pub struct Service {
    shared: Arc<Shared>,
}

struct Shared {
    operations: &'static [&'static OperationInfo],
    routes: Routes,
    dispatch: Arc<dyn Dispatch>,
    options: Arc<Options>,
}

impl Service {
    /// The operation that a request is for, if its method and path are documented.
    pub(super) fn recognized(&self, parts: &Parts) -> Option<&'static OperationInfo> {
        match self.shared.find(parts) {
            Found::Operation { index, .. } | Found::Head { index, .. } => {
                self.shared.operations.get(index).copied()
            }
            Found::Options { .. } | Found::MethodNotAllowed { .. } | Found::Nothing => None,
        }
    }

    /// A service of these operations; [`Dispatch`] gets their indices in this list.
    pub fn new(
        operations: &'static [&'static OperationInfo],
        dispatch: impl Dispatch,
        options: Options,
    ) -> Self {
        let (routes, options) = (Routes::new(operations, &options), Arc::new(options));
        let dispatch = Arc::new(dispatch);
        Self {
            shared: Arc::new(Shared {
                operations,
                routes,
                dispatch,
                options,
            }),
        }
    }
}

/// An axum router that gives every request to the service.
#[cfg(feature = "axum")]
pub fn router(service: Service) -> axum::Router {
    axum::Router::new().fallback_service(service)
}

impl fmt::Debug for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Service");
        debug
            .field("operations", &self.shared.operations.len())
            .field("options", &self.shared.options);
        debug.finish_non_exhaustive()
    }
}

impl<B> TowerService<Request<B>> for Service
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = ServiceFuture;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ServiceFuture {
        self.shared.start(request.map(Body::stream))
    }
}

impl Shared {
    fn start(self: &Arc<Self>, request: Request<Body>) -> ServiceFuture {
        let (parts, body) = request.into_parts();
        let found = self.find(&parts);
        let head = parts.method == Method::HEAD;
        let (mut operation, method) = (None, parts.method.clone());
        let handled = match found {
            Found::Operation { index, parameters } | Found::Head { index, parameters } => {
                operation = self.operations.get(index).copied();
                self.handle(index, parameters, (parts, body))
            }
            // RFC 9110 §9.3.7: the asterisk is the server as a whole.
            Found::Nothing if parts.method == Method::OPTIONS && parts.uri.path() == "*" => {
                at_once(Ok(Reply::empty(StatusCode::NO_CONTENT)))
            }
            Found::Options { allow } => {
                at_once(Ok(allowed(Reply::empty(StatusCode::NO_CONTENT), &allow)))
            }
            Found::MethodNotAllowed { allow } => at_once(Err(method_not_allowed(&allow))),
            Found::Nothing => at_once(Err(not_found())),
        };
        ServiceFuture {
            trace: Trace::server(operation, &method),
            handled,
            operation,
            head,
            options: Arc::clone(&self.options),
        }
    }

    /// What a request is: by what was told of its head, else by its path.
    fn find(&self, parts: &Parts) -> Found {
        if let Some(index) = self.select(parts) {
            return Found::Operation {
                index,
                parameters: Vec::new(),
            };
        }
        match self.options.strip(parts.uri.path()) {
            Some(path) => {
                let query = parts.uri.query().unwrap_or_default();
                self.routes.find(&parts.method, (path, query))
            }
            None => Found::Nothing,
        }
    }

    fn select(&self, parts: &Parts) -> Option<usize> {
        let selected = (self.options.select?)(parts)?;
        let mut operations = self.operations.iter();
        let index = operations.position(|operation| std::ptr::eq(*operation, selected))?;
        (selected.method == parts.method).then_some(index)
    }

    fn handle(
        &self,
        index: usize,
        parameters: Vec<PathParameter>,
        (mut parts, body): (Parts, Body),
    ) -> ReplyFuture {
        let Some(operation) = self.operations.get(index).copied() else {
            return undocumented();
        };
        parts.extensions.insert(operation);
        let setup = (
            self.options.limits_for(operation),
            Arc::clone(&self.options),
        );
        let incoming = Incoming::new(parts, body, parameters, setup);
        Arc::clone(&self.dispatch).dispatch(index, incoming)
    }
}

fn at_once(handled: Handled) -> ReplyFuture {
    Box::pin(std::future::ready(handled))
}

fn not_found() -> Rejection {
    Rejection::new(StatusCode::NOT_FOUND, "there is nothing at this path")
}

fn method_not_allowed(allow: &str) -> Rejection {
    let rejection = Rejection::new(
        StatusCode::METHOD_NOT_ALLOWED,
        &format!("this path answers to {allow}"),
    );
    match HeaderValue::from_str(allow) {
        Ok(value) => rejection.header(ALLOW, value),
        Err(_) => rejection,
    }
}

fn allowed(reply: Reply, allow: &str) -> Reply {
    let mut response = reply.into_response();
    if let Ok(value) = HeaderValue::from_str(allow) {
        response.headers_mut().insert(ALLOW, value);
    }
    Reply::from(response)
}

/// A request on its way through the service.
pub struct ServiceFuture {
    trace: Trace,
    handled: ReplyFuture,
    operation: Option<&'static OperationInfo>,
    head: bool,
    options: Arc<Options>,
}

impl Future for ServiceFuture {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, task: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let Self { trace, handled, .. } = &mut *self;
        // A handler that panics is dropped at once, so nobody sees what it left unfinished of its own.
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| {
            trace.enter(|| handled.as_mut().poll(task))
        }));
        let response = match polled {
            Ok(polled) => self.answer(ready!(polled)),
            Err(payload) => {
                self.handled = undocumented();
                self.answer(Err(
                    Rejection::internal().caused_by(Panicked::from(&*payload).into())
                ))
            }
        };
        self.trace.status(response.status(), 500);
        Poll::Ready(Ok(response))
    }
}

impl ServiceFuture {
    fn answer(&self, handled: Handled) -> Response<Body> {
        let mut response = match (handled, &self.options.rejection) {
            (Ok(reply), _) => reply.into_response(),
            (Err(rejection), Some(answer)) => answer(rejection),
            (Err(rejection), None) => rejection.into_response(),
        };
        if let Some(operation) = self.operation {
            response.extensions_mut().insert(operation);
        }
        match response.status() {
            // RFC 9110 §15.3.5 and §15.4.5: these have no content, whatever a document says.
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => {
                *response.body_mut() = Body::empty()
            }
            _ if self.head => drop_body(&mut response),
            _ => {}
        }
        response
    }
}

/// That a handler panicked, with what it said: the [`ErrorCause`](super::ErrorCause) of the `500`,
/// for layers that log. The process's panic hook has seen it already.
#[derive(Debug)]
struct Panicked(String);

impl From<&(dyn Any + Send)> for Panicked {
    fn from(payload: &(dyn Any + Send)) -> Self {
        let literal = payload.downcast_ref::<&str>().copied();
        let text = literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self(text.unwrap_or("a value that is no text").to_owned())
    }
}

impl fmt::Display for Panicked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the handler panicked: {}", self.0)
    }
}

impl std::error::Error for Panicked {}

/// RFC 9110 §9.3.2: `HEAD` is answered as `GET` is, without the content, of which the length may be told.
fn drop_body(response: &mut Response<Body>) {
    if let Some(length) = response.body().size_hint().exact()
        && !response.headers().contains_key(CONTENT_LENGTH)
    {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
}

impl fmt::Debug for ServiceFuture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServiceFuture")
            .finish_non_exhaustive()
    }
}
