//! What a handler knows of its request, apart from the documented parameters and body.

use std::fmt;
use std::net::SocketAddr;

use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use super::accept::Accept;
use super::routes::PathParameter;
use crate::info::OperationInfo;

/// What a handler knows of its request, apart from the documented parameters and body.
pub struct Context<P> {
    principal: P,
    operation: &'static OperationInfo,
    parts: Box<Parts>,
    path: Vec<PathParameter>,
}

impl<P> Context<P> {
    pub(crate) fn new(
        principal: P,
        operation: &'static OperationInfo,
        parts: Box<Parts>,
        path: Vec<PathParameter>,
    ) -> Self {
        Self {
            principal,
            operation,
            parts,
            path,
        }
    }

    /// The text of a path parameter.
    pub(crate) fn path_parameter(&self, name: &str) -> Option<String> {
        let mut parameters = self.path.iter();
        let (_, value) = parameters.find(|(known, _)| *known == name)?;
        let text = percent_encoding::percent_decode_str(value).decode_utf8();
        text.ok().map(std::borrow::Cow::into_owned)
    }

    /// Who calls.
    #[must_use]
    pub fn principal(&self) -> &P {
        &self.principal
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// The method of the request: `HEAD` when a `GET` operation is called for its headers alone.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URI of the request.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The headers of the request.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What layers before the service know of the request.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// The other end of the connection, when who accepted it left a [`PeerAddress`] in the extensions (or, with the
    /// feature `axum`, axum's `ConnectInfo<SocketAddr>`).
    #[must_use]
    pub fn peer(&self) -> Option<SocketAddr> {
        let extensions = &self.parts.extensions;
        let peer = extensions.get::<PeerAddress>().map(|peer| peer.0);
        #[cfg(feature = "axum")]
        let peer = peer.or_else(|| {
            extensions
                .get::<axum::extract::ConnectInfo<SocketAddr>>()
                .map(|info| info.0)
        });
        peer
    }

    /// Whether the request accepts answers of a media type.
    #[must_use]
    pub fn accepts(&self, media: &str) -> bool {
        Accept::new(&self.parts.headers).quality(media) > 0
    }

    /// The position of the media type that the request wants most; of equals the first. `None` when it wants none.
    #[must_use]
    pub fn preferred(&self, media: &[&str]) -> Option<usize> {
        Accept::new(&self.parts.headers).preferred(media)
    }
}

impl<P> fmt::Debug for Context<P> {
    /// Neither the principal nor the headers, which may hold secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Context");
        debug
            .field("operation", &self.operation.id)
            .field("method", &self.parts.method);
        debug
            .field("path", &self.parts.uri.path())
            .finish_non_exhaustive()
    }
}

/// The other end of a connection: put it in the extensions of a request, and [`Context::peer`] tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddress(pub SocketAddr);
