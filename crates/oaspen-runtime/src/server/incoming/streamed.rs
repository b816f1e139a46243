//! The body of a request that is handed on as it comes. What is wrong with it shows when its handler
//! reads it.

use http::StatusCode;
use http_body::Body as _;
use tokio::time::timeout;

use super::Incoming;
use super::body::{too_large, too_slow};
use super::reader::Reader;
use crate::body::{
    Body, CollectError, EventData, EventStream, Framing, ItemStream, Multipart, MultipartLimits,
    StreamError,
};
use crate::json::{Decode, Tree, Value};
use crate::server::problem::{Problem, Violation};
use crate::server::rejection::Rejection;
use crate::server::reply::IntoErrorResponse;
use crate::validate::{decode_checked, decode_checked_value};

impl Incoming {
    pub(super) fn is_streamed(&self, media: Option<&&'static str>) -> bool {
        media.is_some_and(|media| self.streamed.contains(media))
    }

    /// Takes care that no more comes than may, and that something comes.
    pub(super) fn limit_stream(&mut self) -> Result<(), Rejection> {
        if let Some(timeout) = self.options.body_timeout {
            self.unread = std::mem::take(&mut self.unread).idle_timeout(timeout);
        }
        let Some(limit) = self.limits.max_stream else {
            return Ok(());
        };
        // In this process nothing announces a length, but the body may know it.
        let known = self.unread.size_hint().exact();
        let known = known.and_then(|length| usize::try_from(length).ok());
        let length = self.announced_length().or(known);
        if length.is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        self.unread = std::mem::take(&mut self.unread).limited(limit);
        Ok(())
    }
}

/// Multipart bodies with fields of their own, which may end in a file that is handed on as it comes.
impl Incoming {
    /// `chosen` is the documented media type that the body is read by: by a range it is no form.
    pub(super) fn may_stream_files(&self, chosen: Option<&str>) -> bool {
        let multipart = chosen.and_then(|media_type| media_type.get(..10));
        // A body that fits is read like any other; a verifier is to see all of it.
        self.limits.stream_files
            && multipart.is_some_and(|start| start.eq_ignore_ascii_case("multipart/"))
            && self.options.verifier.is_none()
            && self
                .announced_length()
                .is_none_or(|length| length > self.limits.max_body)
    }

    pub(super) async fn read_parts(&mut self) -> Result<(), Rejection> {
        self.limit_stream()?;
        let body = std::mem::take(&mut self.unread);
        let content_type = self.content_type().unwrap_or_default();
        let read = Multipart::hold(content_type, body, self.part_limits(), self.limits.max_body);
        let read = match self.options.body_timeout {
            None => read.await,
            Some(limit) => timeout(limit, read).await.map_err(|_| too_slow())?,
        };
        self.form = Some(read?);
        Ok(())
    }

    pub(super) fn part_limits(&self) -> MultipartLimits {
        MultipartLimits {
            parts: self.limits.max_parts,
            ..MultipartLimits::default()
        }
    }
}

/// Each hands the body on in one way.
impl Reader<'_> {
    /// The bytes of the body, as they come.
    #[must_use]
    pub fn stream(&self) -> Option<Body> {
        Some(self.incoming.unread.take())
    }

    /// [`Reader::stream`], if there is a body.
    #[must_use]
    pub fn optional_stream(&self) -> Option<Option<Body>> {
        self.if_there(|| self.stream())
    }

    /// Lines of JSON.
    #[must_use]
    pub fn json_lines<T: Decode + Send + 'static>(&self) -> Option<ItemStream<T>> {
        Some(self.items(Framing::Lines))
    }

    /// [`Reader::json_lines`], if there is a body.
    #[must_use]
    pub fn optional_json_lines<T: Decode + Send + 'static>(&self) -> Option<Option<ItemStream<T>>> {
        self.if_there(|| self.json_lines())
    }

    /// A sequence of JSON texts.
    #[must_use]
    pub fn json_sequence<T: Decode + Send + 'static>(&self) -> Option<ItemStream<T>> {
        Some(self.items(Framing::Sequence))
    }

    /// [`Reader::json_sequence`], if there is a body.
    #[must_use]
    pub fn optional_json_sequence<T: Decode + Send + 'static>(
        &self,
    ) -> Option<Option<ItemStream<T>>> {
        self.if_there(|| self.json_sequence())
    }

    /// Events, each of which as a whole is a `T`.
    #[must_use]
    pub fn whole_events<T: Decode + Send + 'static>(&self) -> Option<ItemStream<T>> {
        Some(self.items(Framing::Events))
    }

    /// [`Reader::whole_events`], if there is a body.
    #[must_use]
    pub fn optional_whole_events<T: Decode + Send + 'static>(
        &self,
    ) -> Option<Option<ItemStream<T>>> {
        self.if_there(|| self.whole_events())
    }

    /// Events with data of JSON.
    #[must_use]
    pub fn events<T: Decode + Send + 'static>(&self) -> Option<EventStream<T>> {
        let (body, checks) = (self.incoming.unread.take(), self.checks);
        let read = Box::new(move |json: &[u8]| decode_checked(&Tree::read(json)?, false, checks));
        Some(EventStream::decode(
            body,
            EventData::Json,
            self.limit(),
            read,
        ))
    }

    /// [`Reader::events`], if there is a body.
    #[must_use]
    pub fn optional_events<T: Decode + Send + 'static>(&self) -> Option<Option<EventStream<T>>> {
        self.if_there(|| self.events())
    }

    /// Events with data of text.
    #[must_use]
    pub fn text_events<T: Decode + Send + 'static>(&self) -> Option<EventStream<T>> {
        let (body, checks) = (self.incoming.unread.take(), self.checks);
        let read = Box::new(move |text: &[u8]| {
            let text = Value::String(String::from_utf8_lossy(text));
            decode_checked_value(&text, true, checks)
        });
        Some(EventStream::decode(
            body,
            EventData::Text,
            self.limit(),
            read,
        ))
    }

    /// [`Reader::text_events`], if there is a body.
    #[must_use]
    pub fn optional_text_events<T: Decode + Send + 'static>(
        &self,
    ) -> Option<Option<EventStream<T>>> {
        self.if_there(|| self.text_events())
    }

    fn items<T: Decode + Send + 'static>(&self, framing: Framing) -> ItemStream<T> {
        let (body, checks) = (self.incoming.unread.take(), self.checks);
        let read = Box::new(move |json: &[u8]| decode_checked(&Tree::read(json)?, false, checks));
        ItemStream::decode(body, framing, self.limit(), read)
    }

    fn limit(&self) -> usize {
        self.incoming.limits.max_body
    }
}

/// What a handler says that fails because of the stream: `413`, `422`, `408` when it stalled, or `400` when it broke off.
impl From<StreamError> for Rejection {
    fn from(error: StreamError) -> Self {
        if let StreamError::Multipart(error) = error {
            return error.into();
        }
        if error.is_too_large() {
            return Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
        }
        if error.is_stalled() {
            return too_slow();
        }
        match error {
            StreamError::Decode(error) if error.is_syntax() => {
                super::body::broken(&error.pointer(), &error.to_string())
            }
            StreamError::Decode(error) => super::body::wrong("", &error),
            StreamError::Source(_)
            | StreamError::TooLarge { .. }
            | StreamError::Multipart(_)
            | StreamError::Unwritable => {
                Self::bad_request(Violation::body("", "syntax", BROKEN)).caused_by(error.into())
            }
        }
    }
}

/// What a handler says that fails because of the body: `413`, `408` when it stalled, or `400` when it broke off.
impl From<CollectError> for Rejection {
    fn from(error: CollectError) -> Self {
        if error.is_too_large() {
            return Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
        }
        if error.is_stalled() {
            return too_slow();
        }
        Self::bad_request(Violation::body("", "syntax", BROKEN)).caused_by(error.into())
    }
}

const BROKEN: &str = "the body could not be read to its end";

impl From<StreamError> for Problem {
    fn from(error: StreamError) -> Self {
        Rejection::from(error).problem().clone()
    }
}

impl From<CollectError> for Problem {
    fn from(error: CollectError) -> Self {
        Rejection::from(error).problem().clone()
    }
}

impl IntoErrorResponse for StreamError {
    fn into_error_response(self) -> http::Response<Body> {
        Rejection::from(self).into_response()
    }
}

impl IntoErrorResponse for CollectError {
    fn into_error_response(self) -> http::Response<Body> {
        Rejection::from(self).into_response()
    }
}
