//! Streams of events that are called for again when the connection is lost (HTML §9.2.3).

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::event_stream::{Event, EventStream};
use super::payload::BodyError;
use super::stream_error::StreamError;
use crate::client::clock;

/// How long to wait when the server does not say.
const FIRST_WAIT: Duration = Duration::from_secs(3);

impl<T: Send + 'static> EventStream<T> {
    /// The same events, and those of new calls whenever a call's events end or its connection is
    /// lost. `connect` makes a call; it gets the id of the last event, which the call is to send
    /// as its header `last-event-id`, unless no event had one. Before it, so long passes as the
    /// server asked for with `retry`, else 3 seconds.
    ///
    /// It ends after `[DONE]`, or when `connect` fails; that failure is the last item. Needs
    /// the feature `timers`, and a `tokio` runtime with its timer unless in a browser.
    ///
    /// ```ignore
    /// let first = client.watch().await?.into_inner();
    /// let mut events = first.reconnecting(move |last_event_id| {
    ///     let client = client.clone();
    ///     async move {
    ///         let mut call = client.watch();
    ///         if let Some(id) = last_event_id {
    ///             call = call.header("last-event-id", id);
    ///         }
    ///         call.await.map(Response::into_inner)
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn reconnecting<C, F, E>(self, connect: C) -> Self
    where
        C: FnMut(Option<String>) -> F + Send + 'static,
        F: Future<Output = Result<Self, E>> + Send + 'static,
        E: Into<BodyError> + 'static,
    {
        Self::given(Box::pin(Reconnecting {
            connect,
            state: State::Reading(Box::new(self)),
            last_event_id: None,
            wait: FIRST_WAIT,
        }))
    }
}

struct Reconnecting<T, C, F> {
    connect: C,
    state: State<T, F>,
    last_event_id: Option<String>,
    wait: Duration,
}

enum State<T, F> {
    Reading(Box<EventStream<T>>),
    Waiting(Pin<Box<dyn Future<Output = ()> + Send>>),
    Connecting(Pin<Box<F>>),
    Ended,
}

impl<T, C, F> Unpin for Reconnecting<T, C, F> {}

impl<T, C, F, E> Stream for Reconnecting<T, C, F>
where
    T: Send + 'static,
    C: FnMut(Option<String>) -> F,
    F: Future<Output = Result<EventStream<T>, E>>,
    E: Into<BodyError>,
{
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Reading(events) => {
                    let item = ready!(Pin::new(&mut **events).poll_next(context));
                    let is_lost = match &item {
                        None => !events.is_done(),
                        Some(item) => matches!(item, Err(StreamError::Source(_))),
                    };
                    if !is_lost {
                        return Poll::Ready(item);
                    }
                    if let Some(id) = events.last_event_id() {
                        this.last_event_id = Some(id.to_owned());
                    }
                    this.wait = events.retry().unwrap_or(this.wait);
                    this.state = State::Waiting(Box::pin(clock::sleep(this.wait)));
                }
                State::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    let call = (this.connect)(this.last_event_id.clone());
                    this.state = State::Connecting(Box::pin(call));
                }
                State::Connecting(call) => match ready!(call.as_mut().poll(context)) {
                    Ok(events) => this.state = State::Reading(Box::new(events)),
                    Err(error) => {
                        this.state = State::Ended;
                        return Poll::Ready(Some(Err(StreamError::Source(error.into()))));
                    }
                },
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}
