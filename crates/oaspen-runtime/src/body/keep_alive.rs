//! Comments between events that are long in coming.

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep};

use super::events::COMMENT;
use super::stream_error::StreamError;

/// Knows how long there was nothing to tell.
pub(super) struct Idle {
    after: Duration,
    /// `None` while there is something to tell.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Idle {
    pub(super) fn new(after: Duration) -> Self {
        Self { after, sleep: None }
    }

    /// Something was told just now.
    pub(super) fn begin(&mut self) {
        if let Some(sleep) = &mut self.sleep {
            sleep.as_mut().reset(Instant::now() + self.after);
        }
    }

    /// A comment, when it is time for one.
    pub(super) fn poll_comment(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Vec<u8>, StreamError>>> {
        let after = self.after;
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(after)));
        ready!(sleep.as_mut().poll(context));
        sleep.as_mut().reset(Instant::now() + after);
        Poll::Ready(Some(Ok(COMMENT.to_vec())))
    }
}
