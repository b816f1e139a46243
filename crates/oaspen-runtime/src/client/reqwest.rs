//! The transport over `reqwest`.

use std::task::{Context, Poll};
use std::time::Duration;

use http::uri::PathAndQuery;

use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::body::Body;

/// Sends requests with a `reqwest::Client`.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// With a client that the caller made; its policies for redirects and proxies hold:
    /// one that follows redirects itself may take API keys to another origin.
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }

    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    pub(super) fn with_timeout(connect_timeout: Duration) -> reqwest::Result<Self> {
        let builder = reqwest::Client::builder().connect_timeout(connect_timeout);
        let builder = builder.redirect(reqwest::redirect::Policy::none());
        builder.build().map(Self::new)
    }

    /// A browser connects and follows redirects as it likes, and keeps credentials from other
    /// origins by its own rules.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    pub(super) fn with_timeout(_: Duration) -> reqwest::Result<Self> {
        reqwest::Client::builder().build().map(Self::new)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let sent = send(self.client.clone(), request);
        // What a browser's promises give is of its one thread, which all code here runs on.
        #[cfg(all(target_family = "wasm", target_os = "unknown"))]
        let sent = send_wrapper::SendWrapper::new(sent);
        Box::pin(sent)
    }
}

/// So that layers of `tower` can be put around it: see [`super::TowerTransport`].
impl tower_service::Service<http::Request<Body>> for ReqwestTransport {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = TransportFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> TransportFuture {
        self.send(request)
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
async fn send(
    client: reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let (head, body) = request.into_parts();
    let url = url(&head.uri)?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    *request.body_mut() = Some(match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap(body),
    });
    let response = client.execute(request).await.map_err(transport_error)?;
    Ok(http::Response::<reqwest::Body>::from(response).map(Body::stream))
}

/// `fetch` takes and gives whole bodies here; a stream is collected before it is sent.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
async fn send(
    client: reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let (head, body) = request.into_parts();
    let url = url(&head.uri)?;
    let body = body
        .collect(usize::MAX)
        .await
        .map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    if !body.is_empty() {
        *request.body_mut() = Some(reqwest::Body::from(body));
    }
    let mut response = client.execute(request).await.map_err(transport_error)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let body = response.bytes().await.map_err(transport_error)?;
    let mut answer = http::Response::new(Body::bytes(body));
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok(answer)
}

/// The same URL. Its parts are put together here because `Display` takes several times as long.
fn url(uri: &http::Uri) -> Result<reqwest::Url, TransportError> {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", http::uri::Authority::as_str);
    let path = uri.path_and_query().map_or("", PathAndQuery::as_str);
    let text = [scheme, "://", authority, path].concat();
    reqwest::Url::parse(&text)
        .map_err(|error| TransportError::new(TransportErrorKind::Other, error))
}

fn transport_error(error: reqwest::Error) -> TransportError {
    // A browser does not say whether it had a connection.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    let is_connect = false;
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    let is_connect = error.is_connect();
    let kind = if is_connect {
        TransportErrorKind::Connect
    } else if error.is_builder() || error.is_redirect() || error.is_decode() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Interrupted
    };
    // The query may hold an API key.
    TransportError::new(kind, error.without_url())
}
