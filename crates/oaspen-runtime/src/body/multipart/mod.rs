//! Multipart bodies (RFC 7578, RFC 2046 §5.1; OAS 3.1 §4.8.14.5): a writer, and a reader of a
//! body that is there as a whole, whose parts share its memory, and one of a body that comes bit by
//! bit, with one between them. A list is one part per item, and what is absent is no part.

#[cfg(feature = "server")]
mod hold;
mod join;
mod part_stream;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

pub use part_stream::{PartStream, StreamedPart};
pub use read::{Multipart, MultipartError, MultipartLimits};
pub use write::MultipartWriter;

/// One part of a multipart body.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The name of the file, where it is one.
    pub filename: Option<String>,
    /// The headers of the part, but for `Content-Disposition`.
    pub headers: HeaderMap,
    /// The content.
    pub body: Bytes,
}

impl Part {
    /// A part without a file name or headers.
    #[must_use]
    pub fn new(name: impl Into<String>, body: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            filename: None,
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = Some(filename.into());
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// The media type; empty when the part does not say, which means text.
    #[must_use]
    pub fn content_type(&self) -> &str {
        self.headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            filename,
            headers,
            body,
        } = self;
        write!(
            formatter,
            "Part({name:?}, {filename:?}, {headers:?}, {} bytes)",
            body.len()
        )
    }
}
