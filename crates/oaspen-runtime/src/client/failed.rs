//! Errors about an answer that came: each keeps the status, the headers and all bytes.
//!
//! `Debug` shows no bytes of a body. `Display` shows the start of one that is text.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::{Answer, AnswerError};
use super::error::Error;
use super::excerpt::{excerpt, excerpt_body};
use super::headers::{HeadersDecoder, HeadersError};
use super::problem::Problem;
use crate::json::{Decode, DecodeError};

/// A failure that the document describes.
///
/// `H` are the headers that the document types.
pub struct ApiError<E, H = ()> {
    operation: &'static str,
    answer: Answer,
    typed: HeadersDecoder<H>,
    body: E,
}

/// An answer that the document does not have.
#[derive(Debug)]
pub struct UnexpectedResponse {
    operation: &'static str,
    answer: Answer,
}

/// An answer that is not what the document says.
#[derive(Debug)]
pub struct UndecodedResponse {
    operation: &'static str,
    answer: Answer,
    error: DecodeError,
}

/// What each of them tells of the answer.
macro_rules! tell_answer {
    () => {
        /// The id of the operation that was called.
        #[must_use]
        pub fn operation(&self) -> &'static str {
            self.operation
        }

        /// The status code.
        #[must_use]
        pub fn status(&self) -> StatusCode {
            self.answer.status_code()
        }

        /// The headers.
        #[must_use]
        pub fn headers(&self) -> &HeaderMap {
            self.answer.headers()
        }
    };
}

impl<E, H> ApiError<E, H> {
    pub(super) fn new(
        operation: &'static str,
        answer: Answer,
        typed: HeadersDecoder<H>,
        body: E,
    ) -> Self {
        Self {
            operation,
            answer,
            typed,
            body,
        }
    }

    tell_answer!();

    /// The headers that the document types, read now.
    ///
    /// # Errors
    /// When a header is not what the document says, or one that must be there is missing.
    pub fn typed_headers(&self) -> Result<H, HeadersError> {
        self.typed.decode(self.answer.headers())
    }

    /// What the server says.
    #[must_use]
    pub fn body(&self) -> &E {
        &self.body
    }

    /// What the server says, alone.
    #[must_use]
    pub fn into_body(self) -> E {
        self.body
    }

    /// The bytes that the body was read from.
    #[must_use]
    pub fn raw(&self) -> &Bytes {
        self.answer.body()
    }
}

impl UnexpectedResponse {
    pub(super) fn new(operation: &'static str, answer: Answer) -> Self {
        Self { operation, answer }
    }

    tell_answer!();

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.answer.body()
    }

    /// The body as text, if it is that.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.answer.body()).ok()
    }

    /// Reads the body as JSON, whatever its media type.
    ///
    /// # Errors
    /// When it is not JSON or not a `T`.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeError> {
        crate::json::from_slice(self.answer.body())
    }

    /// The problem details (RFC 9457), if the answer says to be them.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        self.answer
            .has_content_type("application/problem+json")
            .then(|| self.json().ok())
            .flatten()
    }
}

impl UndecodedResponse {
    pub(super) fn new(operation: &'static str, answer: Answer, error: DecodeError) -> Self {
        Self {
            operation,
            answer,
            error,
        }
    }

    tell_answer!();

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.answer.body()
    }

    /// What is wrong, and where.
    #[must_use]
    pub fn error(&self) -> &DecodeError {
        &self.error
    }
}

/// The failure that an answer is when it is no documented one.
pub(super) fn fail<E, H>(
    operation: &'static str,
    answer: Answer,
    error: AnswerError,
) -> Error<E, H> {
    match error {
        AnswerError::Undocumented => {
            Error::Unexpected(Box::new(UnexpectedResponse::new(operation, answer)))
        }
        AnswerError::Decode(error) => {
            Error::Decode(Box::new(UndecodedResponse::new(operation, answer, error)))
        }
    }
}

impl<E: fmt::Debug, H> fmt::Debug for ApiError<E, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("answer", &self.answer)
            .field("body", &self.body)
            .finish()
    }
}

impl<E: fmt::Debug, H> fmt::Display for ApiError<E, H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = excerpt(&format!("{:?}", self.body));
        write!(formatter, "{}: {body}", self.status())
    }
}

impl fmt::Display for UnexpectedResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.status().fmt(formatter)?;
        let body = excerpt_body(self.answer.content_type(), self.answer.body());
        if body.is_empty() {
            return Ok(());
        }
        write!(formatter, ": {body}")
    }
}

impl fmt::Display for UndecodedResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, error) = (self.status(), &self.error);
        write!(
            formatter,
            "{status}, but the body is not as documented: {error}"
        )?;
        let body = excerpt_body(self.answer.content_type(), self.answer.body());
        if body.is_empty() {
            return Ok(());
        }
        write!(formatter, "; the body: {body}")
    }
}
