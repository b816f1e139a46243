//! The parts of a multipart body as they come, one after the other. What is held is the chunk that
//! came last and, of a part's head, as many bytes as the limit allows.

use bytes::{Buf, Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::read::{boundary_of, decode_part_head, find};
use super::{MultipartError, MultipartLimits, Part};
use crate::body::{Body, StreamError, decode_text_body};
use crate::json::{Decode, Mode, decode_value, read_value};

/// A multipart body that is read part by part, for what does not fit in memory. Whoever reads sets
/// the pace: bytes are asked for when those before have been taken.
///
/// ```
/// # async fn store(_: &str, _: bytes::Bytes) {}
/// use oaspen_runtime::body::{Body, PartStream, StreamError};
///
/// # async fn handle(content_type: &str, body: Body) -> Result<(), StreamError> {
/// let mut parts = PartStream::new(content_type, body)?;
/// while let Some(mut part) = parts.next_part().await? {
///     match part.name() {
///         "title" => println!("{}", part.text(1000).await?),
///         _ => {
///             let name = part.file_name().unwrap_or("file").to_owned();
///             while let Some(chunk) = part.chunk().await? {
///                 store(&name, chunk).await;
///             }
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct PartStream {
    body: Body,
    buffer: BytesMut,
    delimiter: Vec<u8>,
    limits: MultipartLimits,
    count: usize,
    /// How many bytes the heads of all parts have had.
    pub(super) heads: usize,
    place: Place,
}

/// The end of the last header and the line without one.
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// Where in the body the buffer starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the content of a part, or before the first one.
    Content,
    /// After a delimiter.
    Delimiter,
    /// After the last part, or after what went wrong.
    End,
}

impl PartStream {
    /// The parts of this body, with the usual limits.
    ///
    /// # Errors
    /// When the content type is not multipart, or names no boundary.
    pub fn new(content_type: &str, body: Body) -> Result<Self, StreamError> {
        let boundary = boundary_of(content_type)?;
        Ok(Self {
            body,
            // So that the first delimiter looks like any other.
            buffer: BytesMut::from(&b"\r\n"[..]),
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            limits: MultipartLimits::default(),
            count: 0,
            heads: 0,
            place: Place::Content,
        })
    }

    /// The parts of the body of a request with these headers.
    ///
    /// # Errors
    /// When its `Content-Type` is not multipart, or names no boundary.
    pub fn of_request(headers: &HeaderMap, body: Body) -> Result<Self, StreamError> {
        let content_type = headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Self::new(content_type.unwrap_or_default(), body)
    }

    /// Sets how many parts there may be, and how long their heads. What is in them is limited where it
    /// is read.
    #[must_use]
    pub fn limits(self, limits: MultipartLimits) -> Self {
        Self { limits, ..self }
    }

    /// Waits for the head of the next part; `None` after the last. What was not read of the part before
    /// is passed over.
    ///
    /// # Errors
    /// When the body breaks off, is malformed, or has too many parts. Nothing follows.
    pub async fn next_part(&mut self) -> Result<Option<StreamedPart<'_>>, StreamError> {
        let mut passed = 0;
        while self.place == Place::Content {
            let content = self.content().await?;
            passed += content.map_or(0, |content| content.len());
            // What comes before the first part says nothing (RFC 2046 §5.1.1), and nobody waits for it.
            if self.count == 0 && passed > self.limits.headers {
                return self.fail(MultipartError::Malformed("too much before the first part"));
            }
        }
        if self.place == Place::End || self.is_last().await? {
            self.place = Place::End;
            return Ok(None);
        }
        if self.count == self.limits.parts {
            return self.fail(MultipartError::TooManyParts(self.limits.parts));
        }
        self.count += 1;
        let head = match decode_part_head(&self.head().await?) {
            Ok(head) => head,
            Err(error) => return self.fail(error),
        };
        self.place = Place::Content;
        Ok(Some(StreamedPart { head, parts: self }))
    }

    /// Whether the delimiter was the last, which two hyphens follow.
    async fn is_last(&mut self) -> Result<bool, StreamError> {
        while self.buffer.len() < 2 {
            self.fill("no line end after a boundary").await?;
        }
        Ok(self.buffer.starts_with(b"--"))
    }

    /// The headers of a part, with the rest of the delimiter's line, where only blanks may be.
    async fn head(&mut self) -> Result<Bytes, StreamError> {
        let most = self.limits.headers.saturating_add(END_OF_HEAD.len());
        // However small the pieces are that it comes in, each byte is looked at once.
        let mut searched = 0;
        let end = loop {
            let rest = self.buffer.get(searched..).unwrap_or_default();
            if let Some(end) = find(rest, END_OF_HEAD) {
                break searched + end;
            }
            searched = self.buffer.len().saturating_sub(END_OF_HEAD.len() - 1);
            if self.buffer.len() > most {
                return self.fail(MultipartError::Malformed("headers without end"));
            }
            self.fill("headers without end").await?;
        };
        let head = self.buffer.split_to(end).freeze();
        self.heads += head.len();
        self.buffer.advance(END_OF_HEAD.len());
        let padding = find(&head, b"\r\n").unwrap_or(head.len());
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        if end > most || !head.slice(..padding).iter().all(is_blank) {
            let malformed = MultipartError::Malformed("no line end after a boundary");
            return self.fail(malformed);
        }
        Ok(head.slice(padding..))
    }

    /// The next bytes of a part, never none; `None` after the last.
    pub(super) async fn content(&mut self) -> Result<Option<Bytes>, StreamError> {
        if self.place != Place::Content {
            return Ok(None);
        }
        loop {
            match find(&self.buffer, &self.delimiter) {
                Some(0) => {
                    self.buffer.advance(self.delimiter.len());
                    self.place = Place::Delimiter;
                    return Ok(None);
                }
                Some(end) => return Ok(Some(self.buffer.split_to(end).freeze())),
                None => {}
            }
            let sure = self.buffer.len() - self.start_of_delimiter();
            if sure > 0 {
                return Ok(Some(self.buffer.split_to(sure).freeze()));
            }
            let is_preamble = self.count == 0;
            self.fill(if is_preamble {
                "no part"
            } else {
                "a part without end"
            })
            .await?;
        }
    }

    /// How many of the last bytes may be the start of a delimiter.
    fn start_of_delimiter(&self) -> usize {
        let most = self.buffer.len().min(self.delimiter.len() - 1);
        let is_start = |length: &usize| {
            let tail = self.buffer.len() - length;
            self.buffer
                .get(tail..)
                .is_some_and(|tail| self.delimiter.starts_with(tail))
        };
        (1..=most).rev().find(is_start).unwrap_or(0)
    }

    /// Waits for more bytes; when there are none, `missing` says what should have been there.
    async fn fill(&mut self, missing: &'static str) -> Result<(), StreamError> {
        match self.body.chunk().await {
            Some(Ok(chunk)) => {
                self.buffer.extend_from_slice(&chunk);
                Ok(())
            }
            Some(Err(error)) => {
                self.place = Place::End;
                Err(StreamError::Source(error))
            }
            None => self.fail(MultipartError::Malformed(missing)),
        }
    }

    fn fail<T>(&mut self, error: MultipartError) -> Result<T, StreamError> {
        self.place = Place::End;
        Err(error.into())
    }
}

/// A part of a [`PartStream`], the content of which is yet to come.
#[derive(Debug)]
pub struct StreamedPart<'p> {
    pub(super) head: Part,
    parts: &'p mut PartStream,
}

impl StreamedPart<'_> {
    /// The field's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.head.name
    }

    /// The name of the file, where it is one. Not to be used as a path.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.head.filename.as_deref()
    }

    /// The media type; empty when the part does not say, which means text.
    #[must_use]
    pub fn content_type(&self) -> &str {
        self.head.content_type()
    }

    /// The headers, but for `Content-Disposition`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Waits for the next bytes; `None` after the last.
    ///
    /// # Errors
    /// When the body breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, StreamError> {
        self.parts.content().await
    }

    /// Waits for all bytes, `limit` at most.
    ///
    /// # Errors
    /// When there are more, or the body breaks off.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, StreamError> {
        self.read(limit).await
    }

    /// All bytes, `limit` at most, as text.
    ///
    /// # Errors
    /// When there are more, the body breaks off, or they are no text.
    pub async fn text(mut self, limit: usize) -> Result<String, StreamError> {
        let bytes = self.read(limit).await?;
        let text = decode_text_body(self.content_type(), &bytes);
        let text = text.map_err(|error| MultipartError::Text {
            name: self.name().to_owned(),
            error,
        })?;
        Ok(decode_value(&text, Mode::Strict)?)
    }

    /// All bytes, `limit` at most, as JSON.
    ///
    /// # Errors
    /// When there are more, the body breaks off, or they are not a `T`.
    pub async fn json<T: Decode>(mut self, limit: usize) -> Result<T, StreamError> {
        let bytes = self.read(limit).await?;
        let value = read_value(&bytes).and_then(|value| decode_value(&value, Mode::Strict));
        value.map_err(|error| {
            let name = self.name().to_owned();
            MultipartError::Field { name, error }.into()
        })
    }

    async fn read(&mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut collected = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit - collected.len() {
                return Err(StreamError::TooLarge { limit });
            }
            collected.extend_from_slice(&chunk);
        }
        Ok(collected.freeze())
    }
}
