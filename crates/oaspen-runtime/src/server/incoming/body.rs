//! The body of a request: read up to a limit, then decoded by its media type.
//!
//! - `415`: a body whose `Content-Type` is missing or not documented.
//! - `413`: longer than the limit. What `Content-Length` says is believed, so such a body is not read at all.
//! - `400`: missing though required, broken off, or not of the syntax of its media type (JSON, UTF-8, …).
//! - `422`: well formed, but not the value that the document asks for.

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http_body::Body as _;

use super::Incoming;
use crate::body::{
    CollectError, FormError, FormField, Multipart, MultipartError, MultipartLimits,
    choose_media_type, decode_form, decode_text_body,
};
use crate::info::OperationInfo;
use crate::json::{self, Decode, DecodeError, ErrorKind, Mode};
use crate::param::ParameterError;
use crate::server::problem::Violation;
use crate::server::rejection::Rejection;

impl Incoming {
    /// Checks the media type, then reads the body. An operation without a documented body never reads one.
    pub(crate) async fn read(&mut self, operation: &OperationInfo) -> Result<(), Rejection> {
        if operation.consumes.is_empty() {
            return Ok(());
        }
        if self.unread.size_hint().exact() != Some(0) {
            self.content(operation.consumes)?;
        }
        let limit = self.options.limits.max_body;
        if self.announced_length().is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        self.body = match std::mem::take(&mut self.unread).collect(limit).await {
            Ok(bytes) => bytes,
            Err(CollectError::TooLarge { limit }) => return Err(too_large(limit)),
            Err(CollectError::Stream(error)) => {
                return Err(broken("", "the body could not be read to its end").caused_by(error));
            }
        };
        if operation.body_required && !self.has_body() {
            Err(missing())
        } else {
            Ok(())
        }
    }

    fn announced_length(&self) -> Option<usize> {
        self.parts
            .headers
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    fn content_type(&self) -> Option<&str> {
        self.parts.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Whether the request has a body. An empty one is a body when its media type is told.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !self.body.is_empty() || self.content_type().is_some()
    }

    /// The position of the body's media type among these.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn content(&self, media: &[&str]) -> Result<usize, Rejection> {
        choose_media_type(media, self.content_type().unwrap_or_default())
            .ok_or_else(|| unsupported(media))
    }

    fn if_there<T>(
        &self,
        read: impl FnOnce() -> Result<T, Rejection>,
    ) -> Result<Option<T>, Rejection> {
        if self.has_body() {
            read().map(Some)
        } else {
            Ok(None)
        }
    }

    /// [`Incoming::content`], if there is a body.
    ///
    /// # Errors
    /// When it is none of them.
    pub fn optional_content(&self, media: &[&str]) -> Result<Option<usize>, Rejection> {
        self.if_there(|| self.content(media))
    }

    /// The body, as JSON.
    ///
    /// # Errors
    /// When it is missing, not JSON or not a `T`.
    pub fn json<T: Decode>(&self) -> Result<T, Rejection> {
        self.optional_json()?.ok_or_else(missing)
    }

    /// The body, as JSON, if there is one.
    ///
    /// # Errors
    /// When it is there and not JSON or not a `T`.
    pub fn optional_json<T: Decode>(&self) -> Result<Option<T>, Rejection> {
        if self.body.is_empty() {
            return Ok(None);
        }
        let tree = json::read_value(&self.body)
            .map_err(|error| broken(&error.pointer(), &error.to_string()))?;
        json::decode_value(&tree, Mode::Strict)
            .map(Some)
            .map_err(|error| wrong(&error))
    }

    /// The body, as text.
    ///
    /// # Errors
    /// When it is not UTF-8, or not a `T`.
    pub fn text<T: Decode>(&self) -> Result<T, Rejection> {
        let content_type = self.content_type().unwrap_or_default();
        let tree = decode_text_body(content_type, &self.body)
            .map_err(|error| broken("", &error.to_string()))?;
        json::decode_text(&tree, Mode::Strict).map_err(|error| wrong(&error))
    }

    /// [`Incoming::text`], if there is a body.
    ///
    /// # Errors
    /// When it is there and not text or not a `T`.
    pub fn optional_text<T: Decode>(&self) -> Result<Option<T>, Rejection> {
        self.if_there(|| self.text())
    }

    /// The body, as an urlencoded form; of each property its name, shape and encoding.
    ///
    /// # Errors
    /// When it is missing, not a form or not a `T`.
    pub fn form<T: Decode>(&self, fields: &[FormField]) -> Result<T, Rejection> {
        let tree = decode_form(&self.body, fields).map_err(broken_form)?;
        json::decode_text(&tree, Mode::Strict).map_err(|error| wrong(&error))
    }

    /// [`Incoming::form`], if there is a body.
    ///
    /// # Errors
    /// When it is there and not a form or not a `T`.
    pub fn optional_form<T: Decode>(&self, fields: &[FormField]) -> Result<Option<T>, Rejection> {
        self.if_there(|| self.form(fields))
    }

    /// The parts of the body, as `multipart/*`. What is wrong with a part becomes a rejection by `?`.
    ///
    /// # Errors
    /// When it is missing or not multipart.
    pub fn multipart(&self) -> Result<Multipart, Rejection> {
        let limits = MultipartLimits {
            parts: self.options.limits.max_parts,
            ..MultipartLimits::default()
        };
        Ok(Multipart::read(
            self.content_type().unwrap_or_default(),
            &self.body,
            limits,
        )?)
    }

    /// [`Incoming::multipart`], if there is a body.
    ///
    /// # Errors
    /// When it is there and not multipart.
    pub fn optional_multipart(&self) -> Result<Option<Multipart>, Rejection> {
        self.if_there(|| self.multipart())
    }

    /// The body as it is.
    ///
    /// # Errors
    /// None.
    pub fn bytes(&self) -> Result<Bytes, Rejection> {
        Ok(self.body.clone())
    }

    /// [`Incoming::bytes`], if there is a body.
    ///
    /// # Errors
    /// None.
    pub fn optional_bytes(&self) -> Result<Option<Bytes>, Rejection> {
        self.if_there(|| self.bytes())
    }
}

fn missing() -> Rejection {
    Rejection::bad_request(Violation::body("", "missing", "the body is missing"))
}

fn broken(pointer: &str, message: &str) -> Rejection {
    Rejection::bad_request(Violation::body(pointer, "syntax", message))
}

fn wrong(error: &DecodeError) -> Rejection {
    Rejection::unprocessable(Violation::body(
        error.pointer(),
        error.kind().code(),
        error.message(),
    ))
}

fn broken_form(error: FormError) -> Rejection {
    match error {
        FormError::Field(ParameterError { name, fault }) => {
            broken(&pointer(&name, ""), &fault.to_string())
        }
        FormError::Json { name, error } => {
            broken(&pointer(&name, &error.pointer()), &error.to_string())
        }
    }
}

impl From<MultipartError> for Rejection {
    fn from(error: MultipartError) -> Self {
        let text = error.to_string();
        match error {
            MultipartError::Boundary | MultipartError::Malformed(_) => broken("", &text),
            MultipartError::TooManyParts(_) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, &text),
            MultipartError::Missing(_) => Self::unprocessable(Violation::body("", "missing", text)),
            MultipartError::Repeated(name) => {
                Self::unprocessable(Violation::body(pointer(&name, ""), "repeated", text))
            }
            MultipartError::Text { name, error } => broken(&pointer(&name, ""), &error.to_string()),
            MultipartError::Field { name, error } => {
                let pointer = pointer(&name, &error.pointer());
                if matches!(error.kind(), ErrorKind::Syntax | ErrorKind::Depth) {
                    broken(&pointer, &error.to_string())
                } else {
                    Self::unprocessable(Violation::body(
                        pointer,
                        error.kind().code(),
                        error.message(),
                    ))
                }
            }
        }
    }
}

/// The JSON pointer of a value inside of a field.
fn pointer(field: &str, inner: &str) -> String {
    format!("/{}{inner}", field.replace('~', "~0").replace('/', "~1"))
}

fn too_large(limit: usize) -> Rejection {
    Rejection::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        &format!("a body may have {limit} bytes"),
    )
}

/// RFC 9110 §15.5.16: `Accept` tells what would have been taken.
fn unsupported(media: &[&str]) -> Rejection {
    let media = media.join(", ");
    let rejection = Rejection::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        &format!("bodies are of the types {media}"),
    );
    match HeaderValue::from_str(&media) {
        Ok(value) => rejection.header(ACCEPT, value),
        Err(_) => rejection,
    }
}
