//! A successful response: the output, with the status and headers beside it.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use super::headers::{HeadersDecoder, HeadersError};

/// A documented success. Dereferences to the output; `H` are the headers that the document types.
pub struct Response<T, H = ()> {
    status: StatusCode,
    headers: HeaderMap,
    typed: HeadersDecoder<H>,
    output: T,
}

impl<T, H> Response<T, H> {
    pub(super) fn new(
        (status, headers): (StatusCode, HeaderMap),
        typed: HeadersDecoder<H>,
        output: T,
    ) -> Self {
        Self {
            status,
            headers,
            typed,
            output,
        }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers that the document types, read now.
    ///
    /// # Errors
    /// When a header is not what the document says, or one that must be there is missing.
    pub fn typed_headers(&self) -> Result<H, HeadersError> {
        self.typed.decode(&self.headers)
    }

    /// The output alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.output
    }
}

impl<T: Clone, H> Clone for Response<T, H> {
    fn clone(&self) -> Self {
        Self {
            status: self.status,
            headers: self.headers.clone(),
            typed: self.typed,
            output: self.output.clone(),
        }
    }
}

impl<T, H> Deref for Response<T, H> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.output
    }
}

impl<T: fmt::Debug, H> fmt::Debug for Response<T, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("output", &self.output)
            .finish()
    }
}
