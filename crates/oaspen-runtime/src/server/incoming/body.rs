//! The body of a request: read up to a limit, then decoded by its media type. Bodies that are handed
//! on as they come are in `streamed.rs`.
//!
//! - `415`: a body whose `Content-Type` is missing or not documented, or that is compressed; a layer that decompresses
//!   takes the `Content-Encoding` away.
//! - `413`: longer than the limit. What `Content-Length` says is believed, so such a body is not read at all.
//! - `400`: missing though required, broken off, or not of the syntax of its media type (JSON, UTF-8, …).
//! - `422`: well formed, but not the value that the document asks for.

use bytes::Bytes;
use http::StatusCode;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
    HeaderValue,
};
use http_body::Body as _;
use tokio::time::timeout;

use super::Incoming;
use super::reader::{PartsReader, Reader};
use crate::body::{
    Body, CollectError, FormError, FormField, Multipart, MultipartError, choose_media_type,
    decode_form, decode_text_body,
};
use crate::info::OperationInfo;
use crate::json::{self, Decode, DecodeError, DecodeResult, Encode, Value};
use crate::param::ParameterError;
use crate::server::problem::Violation;
use crate::server::rejection::Rejection;

impl Incoming {
    /// Checks the media type, then reads the body. An operation without a documented body never reads one,
    /// unless a [`Verify`](crate::server::Verify) is to see it.
    pub(crate) async fn read(&mut self, operation: &OperationInfo) -> Result<(), Rejection> {
        let documented = !operation.consumes.is_empty();
        if !documented && self.options.verifier.is_none() {
            return Ok(());
        }
        if documented {
            self.check_coding()?;
        }
        let mut chosen = None;
        if documented && self.unread.size_hint().exact() != Some(0) {
            let position = self.position(operation.consumes)?;
            chosen = operation.consumes.get(position).copied();
            // Who is to see the whole body before anything else has it in memory.
            if self.options.verifier.is_none() && self.is_streamed(operation.consumes.get(position))
            {
                return self.limit_stream();
            }
        }
        if self.may_stream_files(chosen) {
            return self.read_parts().await;
        }
        let limit = self.limits.max_body;
        if self.announced_length().is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        let read = std::mem::take(&mut self.unread).collect(limit);
        let read = match self.options.body_timeout {
            None => read.await,
            Some(limit) => timeout(limit, read).await.map_err(|_| too_slow())?,
        };
        self.body = match read {
            Ok(bytes) => bytes,
            Err(CollectError::TooLarge { limit }) => return Err(too_large(limit)),
            Err(error @ CollectError::Stream(_)) => return Err(error.into()),
        };
        if let Some(verifier) = &self.options.verifier {
            verifier.verify(&self.parts, &self.body)?;
            if !self.streamed.is_empty() {
                self.unread = Body::from(self.body.clone());
            }
        }
        if operation.body_required && !self.has_body() {
            Err(missing())
        } else {
            Ok(())
        }
    }

    /// RFC 9110 §8.4: who does not know a content coding refuses it, rather than reading something else than was sent.
    fn check_coding(&self) -> Result<(), Rejection> {
        let codings = self.parts.headers.get_all(CONTENT_ENCODING).iter();
        let mut codings = codings.flat_map(|line| line.as_bytes().split(|byte| *byte == b','));
        if codings.all(|coding| coding.trim_ascii().eq_ignore_ascii_case(b"identity")) {
            return Ok(());
        }
        let detail = "compressed bodies are not read";
        let rejection = Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail);
        // RFC 9110 §12.5.3: what would have been taken.
        Err(rejection.header(ACCEPT_ENCODING, HeaderValue::from_static("identity")))
    }

    pub(super) fn announced_length(&self) -> Option<usize> {
        self.parts
            .headers
            .get(CONTENT_LENGTH)?
            .to_str()
            .ok()?
            .parse()
            .ok()
    }

    /// None when there are two that differ: who reads another one than those before would read another body.
    pub(super) fn content_type(&self) -> Option<&str> {
        let mut lines = self.parts.headers.get_all(CONTENT_TYPE).iter();
        let first = lines.next()?;
        let is_one = lines.all(|line| line == first);
        first.to_str().ok().filter(|_| is_one)
    }

    /// Whether the request has a body. An empty one is a body when its media type is told.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !self.body.is_empty()
            || self.unread.size_hint().exact() != Some(0)
            || self.content_type().is_some()
    }

    /// The position of the body's media type among these.
    ///
    /// # Errors
    /// When it is none of them.
    fn position(&self, media: &[&str]) -> Result<usize, Rejection> {
        choose_media_type(media, self.content_type().unwrap_or_default())
            .ok_or_else(|| unsupported(media))
    }
}

pub(super) fn too_slow() -> Rejection {
    let detail = "the body did not come to its end in time";
    Rejection::new(StatusCode::REQUEST_TIMEOUT, detail)
        // RFC 9110 §15.5.9: what is left of the body is not waited for.
        .header(CONNECTION, HeaderValue::from_static("close"))
}

/// Each reads the body in one way; `None` when it cannot be, with the reason told.
impl Reader<'_> {
    /// The position of the body's media type among these.
    #[must_use]
    pub fn content(&self, media: &[&str]) -> Option<usize> {
        self.told(self.incoming.position(media))
    }

    /// [`Reader::content`], if there is a body.
    #[must_use]
    pub fn optional_content(&self, media: &[&str]) -> Option<Option<usize>> {
        self.if_there(|| self.content(media))
    }

    pub(super) fn if_there<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<Option<T>> {
        if self.incoming.has_body() {
            read().map(Some)
        } else {
            Some(None)
        }
    }

    /// The body, as JSON.
    #[must_use]
    pub fn json<T: Decode>(&self) -> Option<T> {
        let body = &self.incoming.body;
        if body.is_empty() {
            return self.told(Err(missing()));
        }
        // RFC 8259 §8.1: the mark that some editors and languages put first may be passed over.
        let tree = json::Tree::read(body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body));
        let tree = self.told(tree.map_err(|error| broken(&error.pointer(), &error.to_string())))?;
        self.told(self.decode_json(&tree).map_err(|error| wrong("", &error)))
    }

    /// The body, as JSON, if there is one.
    #[must_use]
    pub fn optional_json<T: Decode>(&self) -> Option<Option<T>> {
        if self.incoming.body.is_empty() {
            return Some(None);
        }
        self.json().map(Some)
    }

    /// The body, as text.
    #[must_use]
    pub fn text<T: Decode>(&self) -> Option<T> {
        let content_type = self.incoming.content_type().unwrap_or_default();
        let tree = decode_text_body(content_type, &self.incoming.body);
        let tree = self.told(tree.map_err(|error| broken("", &error.to_string())))?;
        self.told(self.decode_text(&tree).map_err(|error| wrong("", &error)))
    }

    /// [`Reader::text`], if there is a body.
    #[must_use]
    pub fn optional_text<T: Decode>(&self) -> Option<Option<T>> {
        self.if_there(|| self.text())
    }

    /// The body, as an urlencoded form; of each property its name, shape and encoding.
    #[must_use]
    pub fn form<T: Decode>(&self, fields: &[FormField]) -> Option<T> {
        let tree = decode_form(&self.incoming.body, fields);
        let tree = self.told(tree.map_err(broken_form))?;
        let decoded = self.decode_fields(tree);
        self.told(decoded.map_err(|error| wrong("", &error)))
    }

    /// What a form is. As of parameters, the name of a list alone is the empty list, where its items are no texts.
    pub(super) fn decode_fields<T: Decode>(&self, form: Value<'_>) -> DecodeResult<T> {
        let mut form = form;
        loop {
            let error = match self.decode_text(&form) {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            // Each time one list less has an item.
            if !empty_list(&mut form, &error) {
                return Err(error);
            }
        }
    }

    /// [`Reader::form`], if there is a body.
    #[must_use]
    pub fn optional_form<T: Decode>(&self, fields: &[FormField]) -> Option<Option<T>> {
        self.if_there(|| self.form(fields))
    }

    /// What `read` makes of the parts of the body, as `multipart/*`, when they go together.
    pub fn multipart<T: Encode + Decode>(
        &self,
        read: fn(PartsReader<'_>) -> Option<T>,
    ) -> Option<T> {
        if let Some(form) = &self.incoming.form {
            return self.read_parts(form, read);
        }
        let content_type = self.incoming.content_type().unwrap_or_default();
        let limits = self.incoming.part_limits();
        let form = Multipart::read(content_type, &self.incoming.body, limits);
        let form = self.told(form.map_err(Rejection::from))?;
        self.read_parts(&form, read)
    }

    fn read_parts<T: Encode + Decode>(
        &self,
        form: &Multipart,
        read: fn(PartsReader<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = read(self.parts(form))?;
        let checked = self.check_parts(form, &value);
        self.told(checked.map_err(|error| wrong("", &error)))?;
        Some(value)
    }

    /// [`Reader::multipart`], if there is a body.
    pub fn optional_multipart<T: Encode + Decode>(
        &self,
        read: fn(PartsReader<'_>) -> Option<T>,
    ) -> Option<Option<T>> {
        self.if_there(|| self.multipart(read))
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        Some(self.incoming.body.clone())
    }

    /// [`Reader::bytes`], if there is a body.
    #[must_use]
    pub fn optional_bytes(&self) -> Option<Option<Bytes>> {
        self.if_there(|| self.bytes())
    }
}

/// Takes the item out of a list of an empty text alone, if that text is what is wrong; whether there was one.
fn empty_list(form: &mut Value<'_>, error: &DecodeError) -> bool {
    let Value::Object(members) = form else {
        return false;
    };
    let pointers: Vec<String> = error.all().map(DecodeError::pointer).collect();
    let is_wrong = |name: &str| pointers.contains(&pointer(name, "/0"));
    for (name, value) in members {
        if let Value::Array(items) = value
            && matches!(items.as_slice(), [Value::String(text)] if text.is_empty())
            && is_wrong(name)
        {
            items.clear();
            return true;
        }
    }
    false
}

fn missing() -> Rejection {
    Rejection::bad_request(Violation::body("", "missing", "the body is missing"))
}

pub(super) fn broken(pointer: &str, message: &str) -> Rejection {
    Rejection::bad_request(Violation::body(pointer, "syntax", message))
}

/// Everything that is wrong with the value at `place`.
pub(super) fn wrong(place: &str, error: &DecodeError) -> Rejection {
    let violations = error.all().map(|error| {
        let pointer = format!("{place}{}", error.pointer());
        Violation::body(pointer, error.kind().code(), error.message())
    });
    Rejection::violations(StatusCode::UNPROCESSABLE_ENTITY, violations.collect())
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
            MultipartError::TooManyParts(_) | MultipartError::TooLarge(_) => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, &text)
            }
            MultipartError::MediaType { .. } => {
                Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, &text)
            }
            MultipartError::Missing(_) | MultipartError::Unread(_) => {
                Self::unprocessable(Violation::body("", "missing", text))
            }
            MultipartError::Header { name, .. } => {
                Self::unprocessable(Violation::body(pointer(&name, ""), "missing", text))
            }
            MultipartError::Repeated(name) => {
                Self::unprocessable(Violation::body(pointer(&name, ""), "repeated", text))
            }
            MultipartError::Text { name, error } => broken(&pointer(&name, ""), &error.to_string()),
            MultipartError::Field { name, error } => {
                let pointer = pointer(&name, &error.pointer());
                if error.is_syntax() {
                    broken(&pointer, &error.to_string())
                } else {
                    wrong(&self::pointer(&name, ""), &error)
                }
            }
        }
    }
}

/// The JSON pointer of a value inside of a field.
fn pointer(field: &str, inner: &str) -> String {
    format!("/{}{inner}", field.replace('~', "~0").replace('/', "~1"))
}

pub(super) fn too_large(limit: usize) -> Rejection {
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
