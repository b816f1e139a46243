//! A request on its way to a handler: what generated code decodes from.
//!
//! Decoding is strict: what the document does not list is refused. What is wrong in the path, the query, a header or a
//! cookie is answered with `400`; the body has its own rules, see [`body`].

mod body;
mod parameter;
mod query_string;
mod reader;
mod streamed;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

pub(crate) use self::parameter::{cookie_pairs, query_pairs};
pub use self::reader::{PartsReader, Reader};
use super::context::Context;
use super::options::{Limits, Options};
use super::routes::PathParameter;
use crate::body::{Body, Multipart};
use crate::info::OperationInfo;

/// A request on its way to a handler.
pub struct Incoming {
    /// On the heap, because a request changes hands several times.
    parts: Box<Parts>,
    path: Vec<PathParameter>,
    unread: Body,
    body: Bytes,
    /// The parts of a multipart body that is not held as a whole.
    form: Option<Multipart>,
    /// The media types of bodies that are handed on as they come.
    streamed: &'static [&'static str],
    limits: Limits,
    options: Arc<Options>,
}

impl Incoming {
    pub(crate) fn new(
        parts: Parts,
        body: Body,
        path: Vec<PathParameter>,
        (limits, options): (Limits, Arc<Options>),
    ) -> Self {
        Self {
            parts: Box::new(parts),
            path,
            unread: body,
            body: Bytes::new(),
            form: None,
            streamed: &[],
            limits,
            options,
        }
    }

    /// The same, with bodies of these media types handed on as they come.
    #[must_use]
    pub fn streaming(mut self, media: &'static [&'static str]) -> Self {
        self.streamed = media;
        self
    }

    /// The method of the request.
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

    /// What layers before the service know of the request, and its `&'static OperationInfo`.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    pub(crate) fn realm(&self) -> &str {
        &self.options.realm
    }

    pub(crate) fn into_context<P>(
        self,
        operation: &'static OperationInfo,
        principal: P,
    ) -> Context<P> {
        Context::new(principal, operation, self.parts, self.path)
    }
}

impl fmt::Debug for Incoming {
    /// Neither headers nor body, which may hold secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Incoming");
        debug
            .field("method", &self.parts.method)
            .field("path", &self.parts.uri.path())
            .finish_non_exhaustive()
    }
}
