//! Bodies that may not be silent for long. What is measured is how long somebody waits for the next bytes, so a slow
//! reader costs no time, and a body that is steadily slow does not end.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::payload::{Body, BodyError, CollectError};
use super::stream_error::StreamError;

type Timer = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Body {
    /// The same body, which fails when nothing comes for so long while somebody waits. Bytes that are there already do
    /// not wait. The clock is tokio's, in a browser the browser's.
    #[must_use]
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        if self.as_bytes().is_some() {
            return self;
        }
        Self::stream(Idle {
            body: self,
            timeout,
            timer: None,
        })
    }
}

struct Idle {
    body: Body,
    timeout: Duration,
    /// `None` while nobody waits.
    timer: Option<Timer>,
}

impl http_body::Body for Idle {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let Self {
            body,
            timeout,
            timer,
        } = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut *body).poll_frame(context) {
            *timer = None;
            return Poll::Ready(frame);
        }
        let waiting = timer.get_or_insert_with(|| sleep(*timeout));
        waiting.as_mut().poll(context).map(|()| {
            // Whoever goes on reading does not get what comes too late.
            (*body, *timer) = (Body::empty(), None);
            Some(Err(StalledError(*timeout).into()))
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(feature = "timers")]
fn sleep(duration: Duration) -> Timer {
    Box::pin(crate::client::clock::sleep(duration))
}

#[cfg(not(feature = "timers"))]
fn sleep(duration: Duration) -> Timer {
    Box::pin(tokio::time::sleep(duration))
}

/// Nothing came for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StalledError(Duration);

impl fmt::Display for StalledError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "nothing came for {:?}", self.0)
    }
}

impl Error for StalledError {}

impl StreamError {
    /// Whether nothing came for as long as [`Body::idle_timeout`] allows.
    #[must_use]
    pub fn is_stalled(&self) -> bool {
        match self {
            Self::Source(error) => is_stalled(error.as_ref()),
            Self::TooLarge { .. } | Self::Decode(_) | Self::Multipart(_) | Self::Unwritable => {
                false
            }
        }
    }
}

impl CollectError {
    /// Whether nothing came for as long as [`Body::idle_timeout`] allows.
    #[must_use]
    pub fn is_stalled(&self) -> bool {
        match self {
            Self::Stream(error) => is_stalled(error.as_ref()),
            Self::TooLarge { .. } => false,
        }
    }
}

/// Layers around a service may have wrapped it.
fn is_stalled(error: &(dyn Error + Send + Sync + 'static)) -> bool {
    let mut error: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = error {
        if cause.is::<StalledError>() {
            return true;
        }
        error = cause.source();
    }
    false
}
