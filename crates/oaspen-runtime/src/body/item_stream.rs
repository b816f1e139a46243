//! A body that is a sequence of values: JSON Lines, JSON text sequences, and events whose schema
//! is that of whole events. The same type for who sends and who receives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::json_lines::encode_line;
use super::json_sequence::encode_record;
use super::payload::{Body, BodyError};
use super::records::{Framing, Record, Records};
use super::stream::{Exclusive, SpentError};
use super::stream_error::StreamError;
use super::whole_event::{decode_whole, encode_whole};
use crate::json::{DecodeError, Encode, to_string};

/// What a stream of values is inside.
pub(super) type BoxStream<T> = Pin<Box<dyn Stream<Item = Result<T, StreamError>> + Send>>;

/// Makes a value of a record.
pub type ReadText<T> = Box<dyn Fn(&[u8]) -> Result<T, DecodeError> + Send>;

/// Values that come one by one.
///
/// Who sends makes it of values ([`ItemStream::new`], `From<Vec<T>>`, [`FromIterator`]); who
/// receives takes them as they come with [`ItemStream::next`], or as a [`futures_core::Stream`].
/// A value is asked for when the one before has been taken, so whoever reads sets the pace. It is
/// sent once: a call with such a body is not repeated.
pub struct ItemStream<T> {
    items: Exclusive<BoxStream<T>>,
}

impl<T: Send + 'static> ItemStream<T> {
    /// Of values that do not fail to come.
    #[must_use]
    pub fn new(items: impl Stream<Item = T> + Send + 'static) -> Self {
        Self::boxed(Box::pin(Mapped {
            stream: Box::pin(items),
            map: Ok,
        }))
    }

    /// Of values that may fail to come: then the body breaks off.
    #[must_use]
    pub fn try_new<E>(items: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self
    where
        E: Into<BodyError> + 'static,
    {
        Self::boxed(Box::pin(Mapped {
            stream: Box::pin(items),
            map: |item: Result<T, E>| item.map_err(|error| StreamError::Source(error.into())),
        }))
    }

    /// The next value; `None` after the last.
    ///
    /// # Errors
    /// When the value is not what the document says, or the body breaks off.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        std::future::poll_fn(|context| self.items.get_mut().as_mut().poll_next(context)).await
    }

    /// All values, `limit` at most.
    ///
    /// # Errors
    /// The first that there is; [`StreamError::TooLarge`] when there are more values than `limit`.
    pub async fn collect(mut self, limit: usize) -> Result<Vec<T>, StreamError> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            if items.len() == limit {
                return Err(StreamError::TooLarge { limit });
            }
            items.push(item?);
        }
        Ok(items)
    }

    pub(super) fn boxed(items: BoxStream<T>) -> Self {
        Self {
            items: Exclusive::new(items),
        }
    }

    /// The values of a body, each of `limit` bytes at most.
    #[must_use]
    pub fn decode(body: Body, framing: Framing, limit: usize, read: ReadText<T>) -> Self {
        Self::boxed(Box::pin(Received {
            records: Records::new(body, framing, limit),
            read: match framing {
                Framing::Events => Box::new(move |record| read(decode_whole(record).as_bytes())),
                Framing::Lines | Framing::Sequence => Box::new(move |record| read(&record.data)),
            },
        }))
    }

    /// The values, out of a place that is only borrowed: the next to take them finds a failure.
    #[must_use]
    pub fn take(&self) -> Self {
        Self::boxed(self.items.replace(Box::pin(Spent::new())))
    }
}

impl<T: Encode + Send + 'static> ItemStream<T> {
    /// The body that the values are.
    #[must_use]
    pub fn encode(self, framing: Framing) -> Body {
        let write: fn(&mut Vec<u8>, &T) -> Result<(), StreamError> = match framing {
            Framing::Events => |into, item| encode_whole(into, item),
            Framing::Lines => |into, item| {
                encode_line(into, &to_string(item));
                Ok(())
            },
            Framing::Sequence => |into, item| {
                encode_record(into, &to_string(item));
                Ok(())
            },
        };
        Body::from_stream(Mapped {
            stream: self.items.into_inner(),
            map: move |item: Result<T, StreamError>| {
                let mut bytes = Vec::new();
                write(&mut bytes, &item?)?;
                Ok::<_, StreamError>(Bytes::from(bytes))
            },
        })
    }
}

impl<T: Send + 'static> Stream for ItemStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.get_mut().as_mut().poll_next(context)
    }
}

impl<T: Send + 'static> FromIterator<T> for ItemStream<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(Vec::from_iter(items))
    }
}

impl<T: Send + 'static> From<Vec<T>> for ItemStream<T> {
    fn from(items: Vec<T>) -> Self {
        Self::new(Listed(items.into_iter()))
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ItemStream")
    }
}

/// Values that are there.
pub(super) struct Listed<T>(pub(super) std::vec::IntoIter<T>);

impl<T> Unpin for Listed<T> {}

impl<T> Stream for Listed<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

/// A stream with something done to each of its values.
pub(super) struct Mapped<S: ?Sized, M> {
    pub(super) map: M,
    pub(super) stream: Pin<Box<S>>,
}

impl<S: ?Sized, M> Unpin for Mapped<S, M> {}

impl<S: Stream + ?Sized, M: FnMut(S::Item) -> R, R> Stream for Mapped<S, M> {
    type Item = R;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<R>> {
        let item = ready!(self.stream.as_mut().poll_next(context));
        Poll::Ready(item.map(&mut self.map))
    }
}

type ReadRecord<T> = Box<dyn Fn(&Record) -> Result<T, DecodeError> + Send>;

/// Values that come in a body.
pub(super) struct Received<T> {
    pub(super) records: Records,
    pub(super) read: ReadRecord<T>,
}

impl<T> Stream for Received<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let record = ready!(self.records.poll_next(context));
        let read = |record| (self.read)(&record).map_err(StreamError::Decode);
        Poll::Ready(record.map(|record| record.and_then(read)))
    }
}

/// What is left of a stream that was taken.
pub(super) struct Spent<T>(std::marker::PhantomData<fn() -> T>);

impl<T> Spent<T> {
    pub(super) fn new() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<T> Stream for Spent<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Err(StreamError::Source(SpentError.into()))))
    }
}
