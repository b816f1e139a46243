//! The transport over `reqwest`.

use std::time::Duration;

use http::uri::PathAndQuery;
use reqwest::redirect::Policy;

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

    pub(super) fn with_timeout(connect_timeout: Duration) -> reqwest::Result<Self> {
        let builder = reqwest::Client::builder().connect_timeout(connect_timeout);
        builder.redirect(Policy::none()).build().map(Self::new)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> TransportFuture {
        let client = self.client.clone();
        Box::pin(async move {
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
        })
    }
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
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_builder() || error.is_redirect() || error.is_decode() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Interrupted
    };
    // The query may hold an API key.
    TransportError::new(kind, error.without_url())
}
