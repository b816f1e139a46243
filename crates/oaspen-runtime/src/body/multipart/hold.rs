//! Reading a multipart body that does not fit in memory: the parts are held as long as they fit, and the one that does
//! not is a stream. It has to be the last, because nobody can see behind it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::read::file_of;
use super::{Multipart, MultipartError, MultipartLimits, Part, PartStream};
use crate::body::{Body, StreamError};
use crate::json::Mode;

impl Multipart {
    /// Reads the parts of a body, `most` bytes of which are held; the part that has more is the last, and a stream.
    ///
    /// # Errors
    /// When the content type has no boundary, the body is malformed or breaks off, or a limit is passed.
    pub(crate) async fn hold(
        content_type: &str,
        body: Body,
        limits: MultipartLimits,
        most: usize,
    ) -> Result<Self, StreamError> {
        let mut stream = PartStream::new(content_type, body)?.limits(limits);
        let mut parts: Vec<Part> = Vec::new();
        let mut held = 0;
        while let Some(part) = stream.next_part().await? {
            let mut head = part.head;
            // Heads are held, too.
            let Some(room) = most.checked_sub(held + stream.heads) else {
                return Err(StreamError::TooLarge { limit: most });
            };
            let (start, is_all) = stream.start_of_content(room).await?;
            if !is_all {
                let mut last = file_of(&head);
                last.set_body(Body::from_stream(Rest::new(start, stream)));
                parts.push(head);
                return Ok(Self::with_last(parts, Mode::Strict, Some(last)));
            }
            held += start.len();
            head.body = start;
            parts.push(head);
        }
        Ok(Self::with_last(parts, Mode::Strict, None))
    }
}

impl PartStream {
    /// The content of a part, and whether that is all; else it has more than `most` bytes.
    async fn start_of_content(&mut self, most: usize) -> Result<(Bytes, bool), StreamError> {
        let mut start = BytesMut::new();
        while let Some(chunk) = self.content().await? {
            start.extend_from_slice(&chunk);
            if start.len() > most {
                return Ok((start.freeze(), false));
            }
        }
        Ok((start.freeze(), true))
    }

    /// The next bytes of the last part. Another part behind it would never be seen, so that is an error.
    async fn last_content(&mut self) -> Result<Option<Bytes>, StreamError> {
        if let Some(chunk) = self.content().await? {
            return Ok(Some(chunk));
        }
        match self.next_part().await? {
            None => Ok(None),
            Some(part) => Err(MultipartError::Unread(part.head.name).into()),
        }
    }
}

type Reading = Pin<Box<dyn Future<Output = (PartStream, Content)> + Send>>;
type Content = Result<Option<Bytes>, StreamError>;

/// The content of the last part, the start of which was read.
struct Rest {
    start: Option<Bytes>,
    /// What is being read; nothing after the end.
    reading: Option<Reading>,
}

impl Rest {
    fn new(start: Bytes, parts: PartStream) -> Self {
        Self {
            start: Some(start),
            reading: Some(read(parts)),
        }
    }
}

fn read(mut parts: PartStream) -> Reading {
    Box::pin(async move {
        let content = parts.last_content().await;
        (parts, content)
    })
}

impl Stream for Rest {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(start) = self.start.take() {
            return Poll::Ready(Some(Ok(start)));
        }
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let (parts, content) = ready!(reading.as_mut().poll(context));
        self.reading = matches!(content, Ok(Some(_))).then(|| read(parts));
        Poll::Ready(content.transpose())
    }
}
