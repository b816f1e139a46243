//! A file of a multipart body: its content, and what is said of it beside.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::payload::Body;
use crate::json::{Decode, DecodeResult, Encode, View, Writer};

/// A file of a multipart body (RFC 7578 §4.2): content with a name, a media type and headers.
///
/// It is made of bytes, of text or of a [`Body`], which may be a stream. A server's files are
/// bytes, unless its `Limits::stream_files` says otherwise. Clones share their content: of a stream,
/// whichever is sent first has it, and sending another fails with a message that says so.
#[derive(Clone, Default)]
pub struct File {
    /// Its name, as the sender says. Of who received it: not to be used as a path.
    pub file_name: Option<String>,
    /// Its media type; when there is none, the first that the document allows is sent.
    pub content_type: Option<String>,
    /// Headers of the part beside `Content-Disposition` and `Content-Type`.
    pub headers: HeaderMap,
    body: Arc<Body>,
}

impl File {
    /// With this content.
    #[must_use]
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: Arc::new(body.into()),
            ..Self::default()
        }
    }

    /// Sets the name. Without one, the name of the field is sent.
    #[must_use]
    pub fn named(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn of_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// The bytes of the content. **None of a file that is a stream**, as large ones are with
    /// `Limits::stream_files`: [`File::body`] gives the content of both.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.as_bytes().cloned().unwrap_or_default()
    }

    #[cfg(feature = "server")]
    pub(super) fn set_body(&mut self, body: Body) {
        self.body = Arc::new(body);
    }

    /// The content: bytes can be had again, a stream once.
    #[must_use]
    pub fn body(&self) -> Body {
        self.body.take()
    }
}

impl<B: Into<Body>> From<B> for File {
    fn from(body: B) -> Self {
        Self::new(body)
    }
}

/// Of streams, each is equal to itself and its clones alone.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (self.body.as_bytes(), other.body.as_bytes()) {
            (Some(ours), Some(theirs)) => ours == theirs,
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => Arc::ptr_eq(&self.body, &other.body),
        };
        is_same
            && self.file_name == other.file_name
            && self.content_type == other.content_type
            && self.headers == other.headers
    }
}

impl Eq for File {}

impl Hash for File {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.file_name.hash(state);
        self.content_type.hash(state);
        self.body.as_bytes().hash(state);
    }
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("File")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}

/// JSON has no files: text that is the content.
impl Decode for File {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        Bytes::decode(json).map(Self::new)
    }
}

/// As of bytes: what is not UTF-8 becomes replacement characters. A stream is empty.
impl Encode for File {
    fn encode(&self, writer: &mut Writer) {
        self.bytes().encode(writer);
    }
}
