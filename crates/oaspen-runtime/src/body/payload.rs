//! The body that travels: bytes that are there, or a stream of them. How it is made of a stream,
//! and read as one, is in `stream.rs`.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

/// What a stream of bytes fails with.
pub type BodyError = Box<dyn std::error::Error + Send + Sync>;

type Stream = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BodyError> + Send>>;

/// The body of a request or response: bytes that are there, or bytes that come bit by bit.
///
/// It is made of bytes (`From<Vec<u8>>`, `From<Bytes>`, `From<String>`) or of a stream of them
/// ([`Body::from_stream`]), and read at once ([`Body::collect`]) or chunk by chunk
/// ([`Body::chunk`]). It is a [`futures_core::Stream`] of its chunks and an [`http_body::Body`].
/// Whoever reads sets the pace: a chunk is asked for when the one before has been taken.
#[derive(Default)]
pub struct Body {
    inner: Inner,
}

enum Inner {
    /// All of it; empty when it was read.
    Full(Bytes),
    /// The lock makes the stream shareable between threads; nobody waits for it.
    Stream(Mutex<Stream>),
}

impl Default for Inner {
    fn default() -> Self {
        Self::Full(Bytes::new())
    }
}

impl Body {
    /// No bytes at all.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// These bytes.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self {
            inner: Inner::Full(bytes.into()),
        }
    }

    /// A body of another library. Such a body cannot be sent a second time.
    #[must_use]
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        if body.is_end_stream() {
            return Self::empty();
        }
        let body = http_body_util::BodyExt::map_err(body, Into::into);
        Self {
            inner: Inner::Stream(Mutex::new(Box::pin(body))),
        }
    }

    /// The bytes, if they are there already.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.inner {
            Inner::Full(bytes) => Some(bytes),
            Inner::Stream(_) => None,
        }
    }

    /// The body, out of a place that is only borrowed: bytes are there again the next time, a
    /// stream is not.
    #[must_use]
    pub fn take(&self) -> Self {
        let inner = match &self.inner {
            Inner::Full(bytes) => Inner::Full(bytes.clone()),
            Inner::Stream(stream) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                let spent: Stream = Box::pin(super::stream::Spent);
                Inner::Stream(Mutex::new(std::mem::replace(&mut *stream, spent)))
            }
        };
        Self { inner }
    }

    /// The same body once more, if its bytes are there.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        self.as_bytes().cloned().map(Self::bytes)
    }

    /// Waits for all bytes, `limit` at most. Trailers are dropped.
    ///
    /// # Errors
    /// When there are more bytes than `limit`, or the stream fails.
    pub async fn collect(self, limit: usize) -> Result<Bytes, CollectError> {
        let mut stream = match self.inner {
            Inner::Full(bytes) if bytes.len() > limit => {
                return Err(CollectError::TooLarge { limit });
            }
            Inner::Full(bytes) => return Ok(bytes),
            Inner::Stream(stream) => stream.into_inner().unwrap_or_else(PoisonError::into_inner),
        };
        if usize::try_from(stream.size_hint().lower()).is_ok_and(|size| size > limit) {
            return Err(CollectError::TooLarge { limit });
        }
        let mut collected = Collected::default();
        while let Some(frame) = http_body_util::BodyExt::frame(&mut stream).await {
            let Ok(data) = frame.map_err(CollectError::Stream)?.into_data() else {
                continue;
            };
            if data.len() > limit - collected.len() {
                return Err(CollectError::TooLarge { limit });
            }
            collected.push(data, stream.size_hint().lower());
        }
        Ok(collected.into_bytes())
    }
}

/// Most bodies come in one piece, which is kept as it is; several are copied together.
#[derive(Default)]
struct Collected {
    first: Bytes,
    joined: BytesMut,
}

impl Collected {
    fn len(&self) -> usize {
        self.first.len() + self.joined.len()
    }

    /// Adds a piece, after which at least `rest` bytes are still to come.
    fn push(&mut self, data: Bytes, rest: u64) {
        if self.len() == 0 {
            self.first = data;
            return;
        }
        if self.joined.is_empty() {
            // A length that is announced and does not come must not cost memory.
            let rest = usize::try_from(rest).unwrap_or(MOST_AHEAD).min(MOST_AHEAD);
            self.joined.reserve(self.len() + data.len() + rest);
            self.joined
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.joined.extend_from_slice(&data);
    }

    fn into_bytes(self) -> Bytes {
        if self.joined.is_empty() {
            self.first
        } else {
            self.joined.freeze()
        }
    }
}

/// How many bytes are allocated at most before they are there.
const MOST_AHEAD: usize = 256 * 1024;

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::bytes(text)
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::bytes(text)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Full(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Inner::Stream(_) => formatter.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut self.inner {
            Inner::Full(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Inner::Stream(stream) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                stream.as_mut().poll_frame(cx)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.inner {
            Inner::Full(bytes) => bytes.is_empty(),
            // Asking would need the lock; false is always a permitted answer.
            Inner::Stream(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.inner {
            Inner::Full(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Stream(stream) => match stream.try_lock() {
                Ok(stream) => stream.size_hint(),
                Err(_) => SizeHint::default(),
            },
        }
    }
}

/// Why not all bytes of a body could be had.
#[derive(Debug)]
pub enum CollectError {
    /// There are more bytes than allowed.
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// The stream failed.
    Stream(BodyError),
}

impl fmt::Display for CollectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(formatter, "the body is larger than {limit} bytes"),
            Self::Stream(_) => formatter.write_str("the body could not be read"),
        }
    }
}

impl std::error::Error for CollectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::TooLarge { .. } => None,
            Self::Stream(error) => Some(&**error),
        }
    }
}
