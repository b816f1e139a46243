//! Problem details (RFC 9457): how errors are told.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

use super::reply::{IntoErrorResponse, ReplyStatus};
use crate::body::Body;
use crate::json::{Encode, Writer};
use crate::types::{Any, Map};

/// The media type of [`Problem`].
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    kind: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    instance: Option<String>,
    errors: Vec<Violation>,
    extensions: Map<Any>,
}

impl Problem {
    /// A problem that its status tells all of: its title is the status' reason phrase.
    pub fn new(status: impl Into<ReplyStatus>) -> Self {
        let status = status.into().code();
        Self {
            status,
            kind: None,
            title: status.canonical_reason().map(str::to_owned),
            detail: None,
            instance: None,
            errors: Vec::new(),
            extensions: Map::new(),
        }
    }

    /// Sets `type`, a URI that names the kind of problem. It is `about:blank` unless set.
    #[must_use]
    pub fn kind(mut self, uri: impl Into<String>) -> Self {
        self.kind = Some(uri.into());
        self
    }

    /// Sets `title`, which is the same for each problem of a kind.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets `detail`: what went wrong this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets `instance`, a URI that names this occurrence.
    #[must_use]
    pub fn instance(mut self, uri: impl Into<String>) -> Self {
        self.instance = Some(uri.into());
        self
    }

    /// Adds to `errors`, the places where a request is wrong.
    #[must_use]
    pub fn error(mut self, error: Violation) -> Self {
        self.errors.push(error);
        self
    }

    /// Adds a member of your own (RFC 9457 §3.2).
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>, value: Any) -> Self {
        self.extensions.insert(name.into(), value);
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What went wrong this time.
    #[must_use]
    pub fn detail_text(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// The places where a request is wrong.
    #[must_use]
    pub fn errors(&self) -> &[Violation] {
        &self.errors
    }
}

impl Encode for Problem {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("type", self.kind.as_deref().unwrap_or("about:blank"));
        object.optional("title", &self.title);
        object.required("status", &self.status.as_u16());
        object.optional("detail", &self.detail);
        object.optional("instance", &self.instance);
        if !self.errors.is_empty() {
            object.required("errors", &self.errors);
        }
        object.additional(&self.extensions);
        object.end();
    }
}

impl IntoErrorResponse for Problem {
    fn into_error_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(crate::json::to_vec(&self)));
        *response.status_mut() = self.status;
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        response
    }
}

/// One place where a request is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    place: Place,
    code: &'static str,
    message: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Body {
        pointer: String,
    },
    Parameter {
        location: Location,
        name: String,
        pointer: String,
    },
}

/// Where a parameter stands (OAS 3.1 §4.8.12.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Location {
    /// As a document names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

impl Violation {
    /// A value in the body, by its JSON pointer (RFC 6901), told apart by a code in kebab case.
    pub fn body(
        pointer: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            place: Place::Body {
                pointer: pointer.into(),
            },
            code,
            message: message.into(),
        }
    }

    /// A parameter, by its location and name.
    pub fn parameter(
        location: Location,
        name: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        let place = Place::Parameter {
            location,
            name: name.into(),
            pointer: String::new(),
        };
        Self {
            place,
            code,
            message: message.into(),
        }
    }

    /// The same for a value inside of a parameter.
    #[must_use]
    pub(crate) fn at(mut self, inner: String) -> Self {
        match &mut self.place {
            Place::Body { pointer } | Place::Parameter { pointer, .. } => *pointer = inner,
        }
        self
    }

    /// What kind of mistake it is, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Body { pointer } if pointer.is_empty() => {}
            Place::Body { pointer } => write!(formatter, "at {pointer}: ")?,
            Place::Parameter {
                location,
                name,
                pointer,
            } => {
                write!(
                    formatter,
                    "{} parameter `{name}`{pointer}: ",
                    location.as_str()
                )?;
            }
        }
        formatter.write_str(&self.message)
    }
}

impl Encode for Violation {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        match &self.place {
            Place::Body { pointer } => object.required("pointer", pointer),
            Place::Parameter {
                location,
                name,
                pointer,
            } => {
                object.required("in", location.as_str());
                object.required("parameter", name);
                if !pointer.is_empty() {
                    object.required("pointer", pointer);
                }
            }
        }
        object.required("code", self.code);
        object.required("message", &self.message);
        object.end();
    }
}
