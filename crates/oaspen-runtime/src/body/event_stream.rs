//! Server-sent events whose data is of a known type. The same type for who sends and who receives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::events::encode_event;
use super::item_stream::{BoxStream, ItemStream, Listed, Mapped, ReadText, Spent};
use super::payload::{Body, BodyError};
use super::records::{Framing, Record, Records};
use super::stream::Exclusive;
use super::stream_error::StreamError;
use crate::json::{Encode, encode_value, to_string};

/// A server-sent event (HTML §9.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event<T> {
    /// What it tells.
    pub data: T,
    /// Its name; `message` to a browser when there is none.
    pub event: Option<String>,
    /// What a client that lost the connection tells, to get the events after this one.
    pub id: Option<String>,
    /// How long a client is to wait before it connects again.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event of this data.
    #[must_use]
    pub const fn new(data: T) -> Self {
        Self {
            data,
            event: None,
            id: None,
            retry: None,
        }
    }

    /// Sets the name. One with a line break cannot be sent.
    #[must_use]
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// Sets the id. One with a line break cannot be sent.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets how long a client is to wait before it connects again; told in milliseconds.
    #[must_use]
    pub const fn retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }

    fn with_data<U>(self, data: U) -> Event<U> {
        Event {
            data,
            event: self.event,
            id: self.id,
            retry: self.retry,
        }
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

/// What follows the last event where clients must know that it was the last: many APIs send it.
const DONE: &str = "[DONE]";

/// Whether the data of events is text or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventData {
    /// Text as it is.
    Text,
    /// JSON.
    Json,
}

/// Server-sent events that come one by one.
///
/// Who sends makes it of events ([`EventStream::new`], `From<Vec<Event<T>>>`); who receives takes
/// them as they come with [`EventStream::next`], or as a [`futures_core::Stream`]. An event is asked
/// for when the one before has been taken, so whoever reads sets the pace. It is sent once.
///
/// A received stream ends where the body ends, or at an event of the data `[DONE]` where data is
/// JSON. Comments, unknown fields and events without data are passed over.
pub struct EventStream<T> {
    events: Exclusive<Source<T>>,
    is_done_told: bool,
    keep_alive: Option<Duration>,
}

enum Source<T> {
    Given(BoxStream<Event<T>>),
    Received(Box<Received<T>>),
}

impl<T: Send + 'static> EventStream<T> {
    /// Of events that do not fail to come; or of data alone, which becomes events.
    #[must_use]
    pub fn new<I: Into<Event<T>> + 'static>(
        events: impl Stream<Item = I> + Send + 'static,
    ) -> Self {
        Self::given(Box::pin(Mapped {
            stream: Box::pin(events),
            map: |event: I| Ok(event.into()),
        }))
    }

    /// Of events, or data alone, that may fail to come: then the body breaks off.
    #[must_use]
    pub fn try_new<I, E>(events: impl Stream<Item = Result<I, E>> + Send + 'static) -> Self
    where
        I: Into<Event<T>> + 'static,
        E: Into<BodyError> + 'static,
    {
        Self::given(Box::pin(Mapped {
            stream: Box::pin(events),
            map: |event: Result<I, E>| match event {
                Ok(event) => Ok(event.into()),
                Err(error) => Err(StreamError::Source(error.into())),
            },
        }))
    }

    /// Tells `[DONE]` after the last event, which ends the stream at the client.
    #[must_use]
    pub fn tell_done(mut self) -> Self {
        self.is_done_told = true;
        self
    }

    /// The next event; `None` after the last.
    ///
    /// # Errors
    /// When the data is not what the document says, or the body breaks off.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The data of the events alone.
    #[must_use]
    pub fn into_data(self) -> ItemStream<T> {
        ItemStream::boxed(Box::pin(Mapped {
            stream: Box::pin(self),
            map: |event: Result<Event<T>, StreamError>| event.map(|event| event.data),
        }))
    }

    /// The id that an event was given last, of a stream that is received: what the header
    /// `Last-Event-ID` of a new call is to be, for the events after it.
    pub fn last_event_id(&mut self) -> Option<&str> {
        match self.events.get_mut() {
            Source::Given(_) => None,
            Source::Received(received) => received.records.last_event_id(),
        }
    }

    /// How long the server asks to wait before another call, of a stream that is received.
    pub fn retry(&mut self) -> Option<Duration> {
        match self.events.get_mut() {
            Source::Given(_) => None,
            Source::Received(received) => received.records.retry(),
        }
    }

    /// Whether the last event was there, so that no call for more makes sense.
    #[cfg(feature = "timers")]
    pub(super) fn is_done(&mut self) -> bool {
        match self.events.get_mut() {
            Source::Given(_) => false,
            Source::Received(received) => received.is_done,
        }
    }

    pub(super) fn given(events: BoxStream<Event<T>>) -> Self {
        Self::of(Source::Given(events))
    }

    fn of(source: Source<T>) -> Self {
        Self {
            events: Exclusive::new(source),
            is_done_told: false,
            keep_alive: None,
        }
    }

    /// The events of a body, each of `limit` bytes at most.
    #[must_use]
    pub fn decode(body: Body, data: EventData, limit: usize, read: ReadText<T>) -> Self {
        Self::of(Source::Received(Box::new(Received {
            records: Records::new(body, Framing::Events, limit),
            data,
            read,
            is_done: false,
        })))
    }

    /// The events, out of a place that is only borrowed: the next to take them finds a failure.
    #[must_use]
    pub fn take(&self) -> Self {
        let spent = Source::Given(Box::pin(Spent::new()));
        Self {
            events: Exclusive::new(self.events.replace(spent)),
            is_done_told: self.is_done_told,
            keep_alive: self.keep_alive,
        }
    }
}

/// Servers.
#[cfg(feature = "server")]
impl<T: Send + 'static> EventStream<T> {
    /// Sends a comment whenever there was nothing to tell for so long, lest something between
    /// server and client takes the connection for dead. Needs a `tokio` runtime with its timer.
    #[must_use]
    pub fn keep_alive(mut self, after: Duration) -> Self {
        self.keep_alive = Some(after);
        self
    }
}

impl<T: Encode + Send + 'static> EventStream<T> {
    /// The body that the events are.
    #[must_use]
    pub fn encode(self, data: EventData) -> Body {
        let done = self.is_done_told.then(|| Ok(Event::new(DONE.to_owned())));
        let keep_alive = self.keep_alive;
        let write: fn(&T) -> Result<String, StreamError> = match data {
            EventData::Json => |data| Ok(to_string(data)),
            EventData::Text => |data| text_of(data),
        };
        let events: BoxStream<Event<String>> = Box::pin(Mapped {
            stream: Box::pin(self),
            map: move |event: Result<Event<T>, StreamError>| {
                let event = event?;
                let data = write(&event.data)?;
                Ok(event.with_data(data))
            },
        });
        Body::from_stream(Writing::new(events, done, keep_alive))
    }
}

fn text_of(value: &dyn Encode) -> Result<String, StreamError> {
    let value = encode_value(value)?;
    crate::param::scalar_text(&value).map_err(|fault| StreamError::Source(fault.to_string().into()))
}

impl<T: Send + 'static> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.events.get_mut() {
            Source::Given(events) => events.as_mut().poll_next(context),
            Source::Received(received) => received.poll_next(context),
        }
    }
}

impl<T: Send + 'static> From<Vec<Event<T>>> for EventStream<T> {
    fn from(events: Vec<Event<T>>) -> Self {
        Self::new(Listed(events.into_iter()))
    }
}

impl<T: Send + 'static> FromIterator<Event<T>> for EventStream<T> {
    fn from_iter<I: IntoIterator<Item = Event<T>>>(events: I) -> Self {
        Self::from(Vec::from_iter(events))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EventStream")
    }
}

/// Events that come in a body.
struct Received<T> {
    records: Records,
    data: EventData,
    read: ReadText<T>,
    is_done: bool,
}

impl<T> Received<T> {
    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Event<T>, StreamError>>> {
        let record = match ready!(self.records.poll_next(context)) {
            Some(Ok(record)) => record,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        if self.data == EventData::Json && record.data.trim_ascii() == DONE.as_bytes() {
            self.is_done = true;
            self.records.end();
            return Poll::Ready(None);
        }
        Poll::Ready(Some(self.read(record)))
    }

    fn read(&self, record: Record) -> Result<Event<T>, StreamError> {
        Ok(Event {
            data: (self.read)(&record.data)?,
            event: record.event,
            id: record.id,
            retry: record.retry,
        })
    }
}

/// Events on their way into a body, as text.
struct Writing {
    events: BoxStream<Event<String>>,
    done: Option<Result<Event<String>, StreamError>>,
    #[cfg(feature = "server")]
    idle: Option<super::keep_alive::Idle>,
}

impl Writing {
    fn new(
        events: BoxStream<Event<String>>,
        done: Option<Result<Event<String>, StreamError>>,
        keep_alive: Option<Duration>,
    ) -> Self {
        #[cfg(not(feature = "server"))]
        let _ = keep_alive;
        Self {
            events,
            done,
            #[cfg(feature = "server")]
            idle: keep_alive.map(super::keep_alive::Idle::new),
        }
    }
}

impl Stream for Writing {
    type Item = Result<Vec<u8>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = match self.events.as_mut().poll_next(context) {
            Poll::Ready(event) => event.or_else(|| self.done.take()),
            #[cfg(feature = "server")]
            Poll::Pending => {
                let idle = self.idle.as_mut();
                return idle.map_or(Poll::Pending, |idle| idle.poll_comment(context));
            }
            #[cfg(not(feature = "server"))]
            Poll::Pending => return Poll::Pending,
        };
        #[cfg(feature = "server")]
        if let Some(idle) = &mut self.idle {
            idle.begin();
        }
        Poll::Ready(event.map(|event| event.and_then(|event| write_event(&event))))
    }
}

fn write_event(event: &Event<String>) -> Result<Vec<u8>, StreamError> {
    let mut bytes = Vec::new();
    let names = (event.event.as_deref(), event.id.as_deref());
    encode_event(&mut bytes, &event.data, names, event.retry)?;
    Ok(bytes)
}
