//! Answers of handlers.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

use super::rejection::Rejection;
use crate::body::{Body, EventData, EventStream, Framing, ItemStream, encode_text_body};
use crate::json::{self, Encode};
use crate::param::{HeaderForm, write_header};

/// An answer of a handler, written out.
#[derive(Debug)]
pub struct Reply {
    response: Response<Body>,
    /// Whether it is the answer to a mistake of the handler, and not what that gave.
    is_fault: bool,
}

/// A header of an answer: its name, how it is written, and its value, `null` for none.
pub type HeaderOfReply<'h> = (&'h str, HeaderForm, &'h dyn Encode);

/// What handling a request leads to.
pub type Handled = Result<Reply, Rejection>;

/// A request that is being handled.
pub type ReplyFuture = Pin<Box<dyn Future<Output = Handled> + Send>>;

impl Reply {
    /// An answer without a body.
    pub fn empty(status: impl Into<ReplyStatus>) -> Self {
        match status.into().0 {
            Ok(status) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = status;
                Self::from(response)
            }
            Err(fault) => Self::fault(fault),
        }
    }

    /// An answer with a value as JSON.
    pub fn json(status: impl Into<ReplyStatus>, media: &str, value: &dyn Encode) -> Self {
        Self::filled(status.into(), media, || json::to_vec(value).into())
    }

    /// An answer with a scalar as text, in UTF-8. What cannot be told as text is a bare `500`.
    pub fn text(status: impl Into<ReplyStatus>, media: &str, value: &dyn Encode) -> Self {
        match json::encode_value(value)
            .ok()
            .and_then(|tree| encode_text_body(media, &tree).ok())
        {
            Some((content_type, bytes)) => Self::bytes(status, &content_type, bytes),
            None => Self::internal(Rejection::internal()),
        }
    }

    /// The answer with these headers, each instead of what has its name. One that cannot be
    /// written, such as text of two lines, makes it a bare `500`.
    #[must_use]
    pub fn with_headers(mut self, headers: &[HeaderOfReply<'_>]) -> Self {
        if self.is_fault {
            return self;
        }
        for (name, form, value) in headers {
            if let Err(error) = write_header(self.response.headers_mut(), name, *form, *value) {
                return Self::fault(error);
            }
        }
        self
    }

    fn fault(cause: impl Error + Send + Sync + 'static) -> Self {
        Self::internal(Rejection::internal().caused_by(Box::new(cause)))
    }

    fn internal(rejection: Rejection) -> Self {
        Self {
            response: rejection.into_response(),
            is_fault: true,
        }
    }

    /// An answer with bytes as they are.
    pub fn bytes(status: impl Into<ReplyStatus>, media: &str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::filled(status.into(), media, || bytes)
    }

    /// An answer with bytes as they come.
    pub fn stream(status: impl Into<ReplyStatus>, media: &str, body: Body) -> Self {
        Self::with_body(status.into(), media, || body)
    }

    /// An answer of lines of JSON.
    pub fn json_lines<T: Encode + Send + 'static>(
        status: impl Into<ReplyStatus>,
        media: &str,
        items: ItemStream<T>,
    ) -> Self {
        Self::stream(status, media, items.encode(Framing::Lines))
    }

    /// An answer of a sequence of JSON texts.
    pub fn json_sequence<T: Encode + Send + 'static>(
        status: impl Into<ReplyStatus>,
        media: &str,
        items: ItemStream<T>,
    ) -> Self {
        Self::stream(status, media, items.encode(Framing::Sequence))
    }

    /// An answer of events with data of JSON.
    pub fn events<T: Encode + Send + 'static>(
        status: impl Into<ReplyStatus>,
        media: &str,
        events: EventStream<T>,
    ) -> Self {
        Self::stream(status, media, events.encode(EventData::Json)).uncached()
    }

    /// An answer of events with data of text.
    pub fn text_events<T: Encode + Send + 'static>(
        status: impl Into<ReplyStatus>,
        media: &str,
        events: EventStream<T>,
    ) -> Self {
        Self::stream(status, media, events.encode(EventData::Text)).uncached()
    }

    /// An answer of events, each of which as a whole is a `T`.
    pub fn whole_events<T: Encode + Send + 'static>(
        status: impl Into<ReplyStatus>,
        media: &str,
        items: ItemStream<T>,
    ) -> Self {
        Self::stream(status, media, items.encode(Framing::Events)).uncached()
    }

    /// Events are of the moment, whatever a cache between thinks of their URL.
    fn uncached(mut self) -> Self {
        let no_store = HeaderValue::from_static("no-store");
        self.response
            .headers_mut()
            .entry(CACHE_CONTROL)
            .or_insert(no_store);
        self
    }

    fn filled(status: ReplyStatus, media: &str, bytes: impl FnOnce() -> Bytes) -> Self {
        Self::with_body(status, media, || Body::from(bytes()))
    }

    fn with_body(status: ReplyStatus, media: &str, body: impl FnOnce() -> Body) -> Self {
        let mut reply = Self::empty(status);
        if status.0.is_err() {
            return reply;
        }
        // A range such as `image/*` says nothing of these bytes.
        let media = if media.contains('*') {
            "application/octet-stream"
        } else {
            media
        };
        if let Ok(value) = HeaderValue::from_str(media) {
            reply.response.headers_mut().insert(CONTENT_TYPE, value);
        }
        *reply.response.body_mut() = body();
        reply
    }

    /// The response.
    #[must_use]
    pub fn into_response(self) -> Response<Body> {
        self.response
    }
}

impl From<Response<Body>> for Reply {
    fn from(response: Response<Body>) -> Self {
        Self {
            response,
            is_fault: false,
        }
    }
}

/// The status of an answer. One that the document does not give the answer makes it a bare `500`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyStatus(Result<StatusCode, StatusFault>);

impl ReplyStatus {
    /// The status code.
    #[must_use]
    pub fn code(self) -> StatusCode {
        self.0.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<StatusCode> for ReplyStatus {
    fn from(status: StatusCode) -> Self {
        Self(Ok(status))
    }
}

impl From<u16> for ReplyStatus {
    /// A number outside of 100 to 999 is no status: 500.
    fn from(status: u16) -> Self {
        Self(Ok(
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        ))
    }
}

/// The status of an answer that the document has as `default`: none that it has apart, as a code
/// or in a range such as `4XX`, given by its first digit.
#[must_use]
pub fn other_than(status: StatusCode, codes: &[u16], ranges: &[u8]) -> ReplyStatus {
    let is_apart =
        codes.contains(&status.as_u16()) || ranges.iter().any(|range| has(*range, status));
    ReplyStatus(if is_apart {
        Err(StatusFault::ApartFromDefault(status))
    } else {
        Ok(status)
    })
}

/// The status of an answer that the document has as a range such as `4XX`, given by its first
/// digit: one in it, and none of these codes, which the document has apart.
#[must_use]
pub fn in_range(status: StatusCode, range: u8, codes: &[u16]) -> ReplyStatus {
    ReplyStatus(if !has(range, status) {
        Err(StatusFault::OutsideRange(status, range))
    } else if codes.contains(&status.as_u16()) {
        Err(StatusFault::ApartFromRange(status, range))
    } else {
        Ok(status)
    })
}

/// Whether a range (OAS 3.1 §4.8.16) has this status.
fn has(range: u8, status: StatusCode) -> bool {
    status.as_u16() / 100 == u16::from(range)
}

/// Why a handler's status is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StatusFault {
    ApartFromDefault(StatusCode),
    ApartFromRange(StatusCode, u8),
    OutsideRange(StatusCode, u8),
}

impl fmt::Display for StatusFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::ApartFromDefault(status)
        | Self::ApartFromRange(status, _)
        | Self::OutsideRange(status, _)) = self;
        write!(formatter, "the handler answered {} as ", status.as_u16())?;
        match self {
            Self::ApartFromDefault(_) => {
                formatter.write_str("`default`, and the document has that status apart")
            }
            Self::ApartFromRange(_, range) => {
                write!(
                    formatter,
                    "`{range}XX`, and the document has that status apart"
                )
            }
            Self::OutsideRange(_, range) => {
                write!(formatter, "`{range}XX`, which does not have that status")
            }
        }
    }
}

impl Error for StatusFault {}

/// How what a handler fails with is told: the one place where errors become responses.
pub trait IntoErrorResponse {
    /// The response. What it holds is sent as it is, so put nothing in it that callers should not read.
    fn into_error_response(self) -> Response<Body>;
}

/// The way past the documented answers. What `Ok` of a handler holds is what the document has; who
/// must send something else, be it a success, fails with a response, whose status, headers and body
/// are sent as they are: by `type Error = http::Response<Body>`, or by an error of one's own of which
/// one variant holds it.
impl IntoErrorResponse for Response<Body> {
    fn into_error_response(self) -> Response<Body> {
        self
    }
}

impl IntoErrorResponse for Infallible {
    fn into_error_response(self) -> Response<Body> {
        match self {}
    }
}

/// The answer that a handler's result is.
///
/// # Errors
/// None; the type is that of handlers.
pub fn answer<R, E: IntoErrorResponse>(result: Result<R, E>, encode: fn(R) -> Reply) -> Handled {
    match result {
        Ok(response) => Ok(encode(response)),
        Err(error) => Ok(Reply::from(error.into_error_response())),
    }
}
