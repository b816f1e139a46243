//! The transport over `reqwest`.

use std::time::Duration;

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
            let request = request.map(|body| match body.as_bytes() {
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap(body),
            });
            let request = reqwest::Request::try_from(request).map_err(transport_error)?;
            let response = client.execute(request).await.map_err(transport_error)?;
            Ok(http::Response::<reqwest::Body>::from(response).map(Body::stream))
        })
    }
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
