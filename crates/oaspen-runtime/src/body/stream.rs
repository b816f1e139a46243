//! Bodies and streams of bytes: how one is made of the other. Nothing is held but the chunk that is
//! on its way, so whoever reads sets the pace.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use http_body_util::Limited;

use super::payload::{Body, BodyError};

impl Body {
    /// Bytes that come bit by bit. Such a body cannot be sent a second time.
    #[must_use]
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BodyError> + 'static,
    {
        Self::stream(Chunks {
            stream: Box::pin(stream),
            length: None,
        })
    }

    /// [`Body::from_stream`] of which all bytes together are `length`, as `Content-Length` tells.
    /// A stream of another length breaks the connection.
    #[must_use]
    pub fn from_sized_stream<S, B, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BodyError> + 'static,
    {
        Self::stream(Chunks {
            stream: Box::pin(stream),
            length: Some(length),
        })
    }

    /// The number of bytes that are still to come, where it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        http_body::Body::size_hint(self).exact()
    }

    /// Waits for the next chunk of bytes; `None` after the last.
    ///
    /// # Errors
    /// When the stream fails, most often because the connection broke.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, BodyError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The same body, which fails when more than `limit` bytes come.
    #[must_use]
    pub fn limited(self, limit: usize) -> Self {
        match self.as_bytes() {
            Some(bytes) if bytes.len() <= limit => self,
            Some(_) | None => Self::stream(Limited::new(self, limit)),
        }
    }
}

/// The chunks of a body; trailers are dropped, empty chunks left out.
impl Stream for Body {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match ready!(http_body::Body::poll_frame(self.as_mut(), context)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            if let Ok(chunk) = frame.into_data()
                && !chunk.is_empty()
            {
                return Poll::Ready(Some(Ok(chunk)));
            }
        }
    }
}

/// A stream as the body of a message.
struct Chunks<S> {
    stream: Pin<Box<S>>,
    length: Option<u64>,
}

impl<S, B, E> http_body::Body for Chunks<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BodyError>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let chunk = match ready!(self.stream.as_mut().poll_next(context)) {
            Some(Ok(chunk)) => chunk.into(),
            Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
            None => return Poll::Ready(None),
        };
        if let Some(length) = &mut self.length {
            *length = length.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// What is left of a stream that was taken.
pub(super) struct Spent;

impl http_body::Body for Spent {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        Poll::Ready(Some(Err(SpentError.into())))
    }
}

/// A stream was to be read a second time.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpentError;

impl fmt::Display for SpentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the stream was read already")
    }
}

impl Error for SpentError {}

/// A value that one thread at a time has for itself, so that what holds it can be shared. Only
/// exclusive access is used while streaming; the lock is for taking it out.
pub(super) struct Exclusive<T>(Mutex<T>);

impl<T> Exclusive<T> {
    pub(super) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(super) fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn replace(&self, value: T) -> T {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut place, value)
    }
}
