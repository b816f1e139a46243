//! An answer as it came: status, headers and all bytes, and how operations decode it. Answers that
//! are streams are in `streamed.rs`.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, SET_COOKIE};
use http::{HeaderMap, StatusCode};

use super::headers::HeadersDecoder;
use super::response::Response;
use crate::body::{Body, MediaType, choose_media_type, decode_text_body};
use crate::json::{Decode, DecodeError, ErrorKind, Mode, decode_text, from_slice};

/// An answer whose body has been read, or is handed on as it comes.
#[derive(Clone)]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// What has not been read of the body.
    unread: Option<Arc<Body>>,
}

/// What an operation makes of an answer.
pub type Decoded<O, E> = Result<Outcome<O, E>, AnswerError>;

/// A documented answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<O, E> {
    /// One of the successes.
    Success(O),
    /// One of the failures.
    Failure(E),
}

/// Why an answer is no documented one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerError {
    /// The document has no such status or content.
    Undocumented,
    /// The body is not what the document says.
    Decode(DecodeError),
}

impl From<DecodeError> for AnswerError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// The documented success `output`.
///
/// # Errors
/// Never.
pub fn success<O, E>(output: O) -> Decoded<O, E> {
    Ok(Outcome::Success(output))
}

/// The answer is none that the document has.
///
/// # Errors
/// Always [`AnswerError::Undocumented`].
pub fn undocumented<O, E>() -> Decoded<O, E> {
    Err(AnswerError::Undocumented)
}

impl Answer {
    /// An answer; cookies that it sets are kept out of `Debug` output.
    #[must_use]
    pub fn new(status: StatusCode, mut headers: HeaderMap, body: Bytes) -> Self {
        // Asking for an entry makes room for one.
        if headers.contains_key(SET_COOKIE)
            && let http::header::Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE)
        {
            cookies
                .iter_mut()
                .for_each(|cookie| cookie.set_sensitive(true));
        }
        Self {
            status,
            headers,
            body,
            unread: None,
        }
    }

    /// An answer whose body is handed on as it comes.
    pub(super) fn unread(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        let mut answer = Self::new(status, headers, Bytes::new());
        answer.unread = Some(Arc::new(body));
        answer
    }

    /// The body, which can be had once when it was not read.
    pub(super) fn take_body(&self) -> Body {
        match &self.unread {
            Some(body) => body.take(),
            None => Body::bytes(self.body.clone()),
        }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The status code as a type, for variants that carry it.
    #[must_use]
    pub fn status_code(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The media type of the body; empty when the answer does not say.
    #[must_use]
    pub fn content_type(&self) -> &str {
        let content_type = self.headers.get(CONTENT_TYPE);
        content_type
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Which of the documented media types and ranges the body has. An answer that does not say
    /// is taken for the first.
    #[must_use]
    pub fn content(&self, documented: &[&str]) -> Option<usize> {
        if self.headers.contains_key(CONTENT_TYPE) {
            choose_media_type(documented, self.content_type())
        } else {
            (!documented.is_empty()).then_some(0)
        }
    }

    /// Whether the answer says to have this media type, whose parameters are not compared.
    pub(super) fn has_content_type(&self, essence: &str) -> bool {
        let wanted = MediaType::parse(essence);
        let actual = MediaType::parse(self.content_type());
        wanted
            .zip(actual)
            .is_some_and(|(wanted, actual)| wanted.contains(&actual))
    }

    /// Decodes a JSON body that the document gives this media type or range.
    ///
    /// # Errors
    /// [`AnswerError::Undocumented`] when the answer is another one than the documented: a body
    /// of a JSON format of its own, such as `application/problem+json` where `application/json` is
    /// documented, or one that neither is JSON nor says to be, most often a gateway's page.
    /// [`AnswerError::Decode`] when the body is not a `T`.
    pub fn json<T: Decode>(&self, documented: &str) -> Result<T, AnswerError> {
        let actual = MediaType::parse(self.content_type());
        if actual.is_some_and(|actual| !documents_json(documented, &actual)) {
            return Err(AnswerError::Undocumented);
        }
        // JSON is often sent as `text/plain`, so what does not say to be JSON is tried.
        let foreign = self.headers.contains_key(CONTENT_TYPE)
            && actual.is_none_or(|actual| !actual.is_json());
        from_slice(&self.body).map_err(|error| {
            if foreign && error.kind() == ErrorKind::Syntax {
                AnswerError::Undocumented
            } else {
                AnswerError::Decode(error)
            }
        })
    }

    /// [`Answer::json`] as a documented success.
    ///
    /// # Errors
    /// Those of [`Answer::json`].
    pub fn success_json<O: Decode, E>(&self, documented: &str) -> Decoded<O, E> {
        self.json(documented).map(Outcome::Success)
    }

    /// [`Answer::json`] as a documented failure.
    ///
    /// # Errors
    /// Those of [`Answer::json`].
    pub fn failure_json<O, E: Decode>(&self, documented: &str) -> Decoded<O, E> {
        self.json(documented).map(Outcome::Failure)
    }

    /// Decodes a text body.
    ///
    /// # Errors
    /// When it is not UTF-8, or not a `T`.
    pub fn text<T: Decode>(&self) -> Result<T, AnswerError> {
        let value = decode_text_body(self.content_type(), &self.body).map_err(|error| {
            AnswerError::Decode(DecodeError::new(ErrorKind::Format, error.to_string()))
        })?;
        Ok(decode_text(&value, Mode::Tolerant)?)
    }

    /// The bytes of the body, as a type that can be mapped like the others.
    ///
    /// # Errors
    /// Never.
    pub fn bytes(&self) -> Result<Bytes, AnswerError> {
        Ok(self.body.clone())
    }

    pub(super) fn into_response<T, H>(self, typed: HeadersDecoder<H>, output: T) -> Response<T, H> {
        Response::new((self.status, self.headers), typed, output)
    }
}

/// Whether an answer of this media type may be the documented one. Only a suffix (RFC 6838
/// §4.2.8) names a format that is more than JSON; plain JSON contradicts no documented type.
fn documents_json(documented: &str, actual: &MediaType<'_>) -> bool {
    if !actual.is_json() || actual.suffix().is_none() {
        return true;
    }
    MediaType::parse(documented).is_none_or(|documented| documented.contains(actual))
}

/// Without the body, which may hold secrets.
impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            headers,
            body,
            unread,
        } = self;
        if unread.is_some() {
            return write!(formatter, "Answer({status}, {headers:?}, a stream)");
        }
        write!(
            formatter,
            "Answer({status}, {headers:?}, {} bytes)",
            body.len()
        )
    }
}
