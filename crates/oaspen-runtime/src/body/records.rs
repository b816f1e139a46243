//! From bytes to records: the pieces of a body that are one value each. What a record holds is read
//! elsewhere; how records are told apart has a file for each framing, beside how they are written.
//!
//! Invariant: at most one chunk and one unfinished record are held, the latter up to the limit.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream as _;

use super::events::EventSplitter;
use super::json_lines::LineSplitter;
use super::json_sequence::SequenceSplitter;
use super::payload::Body;
use super::stream_error::StreamError;

/// How records are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Events,
    /// One line each.
    Lines,
    /// RFC 7464.
    Sequence,
}

/// One record. Only an event has more than data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) data: Bytes,
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
}

/// A single record may not have more bytes than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit(pub(super) usize);

impl Limit {
    /// That `size` bytes are allowed.
    pub(super) fn check(self, size: usize) -> Result<(), StreamError> {
        if size > self.0 {
            return Err(StreamError::TooLarge { limit: self.0 });
        }
        Ok(())
    }
}

enum Splitter {
    Events(EventSplitter),
    Lines(LineSplitter),
    Sequence(SequenceSplitter),
}

/// The records of a body, as they come.
pub(super) struct Records {
    body: Body,
    chunk: Bytes,
    splitter: Splitter,
    ended: bool,
}

impl Records {
    pub(super) fn new(body: Body, framing: Framing, limit: usize) -> Self {
        let limit = Limit(limit);
        Self {
            body,
            chunk: Bytes::new(),
            splitter: match framing {
                Framing::Events => Splitter::Events(EventSplitter::new(limit)),
                Framing::Lines => Splitter::Lines(LineSplitter::new(limit)),
                Framing::Sequence => Splitter::Sequence(SequenceSplitter::new(limit)),
            },
            ended: false,
        }
    }

    /// Reads no further; the body is dropped, which closes a connection that still sends.
    pub(super) fn end(&mut self) {
        self.ended = true;
        (self.body, self.chunk) = (Body::empty(), Bytes::new());
    }

    /// What a stream of events is asked to go on after.
    pub(super) fn last_event_id(&self) -> Option<&str> {
        match &self.splitter {
            Splitter::Events(events) => events.last_id(),
            Splitter::Lines(_) | Splitter::Sequence(_) => None,
        }
    }

    /// How long a stream of events asks to wait before it is asked for again.
    pub(super) fn retry(&self) -> Option<Duration> {
        match &self.splitter {
            Splitter::Events(events) => events.last_retry(),
            Splitter::Lines(_) | Splitter::Sequence(_) => None,
        }
    }

    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Record, StreamError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        loop {
            match self.splitter.push(&mut self.chunk) {
                Ok(Some(record)) => return Poll::Ready(Some(Ok(record))),
                Ok(None) => {}
                Err(error) => return self.fail(error),
            }
            match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => return self.fail(StreamError::Source(error)),
                None => {
                    self.end();
                    return Poll::Ready(self.splitter.finish().map(Ok));
                }
            }
        }
    }

    fn fail(&mut self, error: StreamError) -> Poll<Option<Result<Record, StreamError>>> {
        self.end();
        Poll::Ready(Some(Err(error)))
    }
}

impl Splitter {
    /// Takes bytes from `chunk` up to the end of a record, or all.
    fn push(&mut self, chunk: &mut Bytes) -> Result<Option<Record>, StreamError> {
        match self {
            Self::Events(events) => events.push(chunk),
            Self::Lines(lines) => lines.push(chunk),
            Self::Sequence(sequence) => sequence.push(chunk),
        }
    }

    /// The record that the end of the body ends.
    fn finish(&mut self) -> Option<Record> {
        match self {
            // An event that no empty line ends is not one (HTML §9.2.6).
            Self::Events(_) => None,
            Self::Lines(lines) => lines.finish(),
            Self::Sequence(sequence) => sequence.finish(),
        }
    }
}

/// The record that is only data, unless that is blank.
pub(super) fn data_record(data: Bytes) -> Option<Record> {
    let is_blank = data.iter().all(u8::is_ascii_whitespace);
    (!is_blank).then(|| Record {
        data,
        ..Record::default()
    })
}
