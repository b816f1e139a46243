//! How everything that goes wrong is told: in the `Response` of the document, with the error codes of WhatsApp.

use http::{Response, StatusCode};
use oaspen_runtime::body::Body;
use oaspen_runtime::server::Reply;
use oaspen_runtime::types::Bytes;
use whatsapp_server::{IntoErrorResponse, Rejection};
use whatsapp_types::{Error, Meta, MetaApiStatus};

/// An error code of WhatsApp, with its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code(i32, &'static str);

impl Code {
    pub(crate) const EXISTS: Self = Self(1004, "Resource already exists");
    pub(crate) const DENIED: Self = Self(1005, "Access denied");
    pub(crate) const NOT_FOUND: Self = Self(1006, "Resource not found");
    pub(crate) const MISSING: Self = Self(1008, "Required parameter is missing");
    pub(crate) const INVALID: Self = Self(1009, "Parameter value is not valid");
    pub(crate) const NO_USER: Self = Self(1013, "User is not valid");
    pub(crate) const INTERNAL: Self = Self(1014, "Internal error");
    pub(crate) const NO_REQUEST: Self = Self(1025, "Request is not valid");

    /// What a status says of a request that never came to its handler.
    fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            400 | 422 => Self::INVALID,
            401 | 403 => Self::DENIED,
            404 => Self::NOT_FOUND,
            500..=599 => Self::INTERNAL,
            _ => Self::NO_REQUEST,
        }
    }

    /// The code as the document's `Error`.
    pub(crate) fn error(self, details: impl Into<String>) -> Error {
        Error::new().code(self.0).title(self.1).details(details)
    }
}

/// What `meta` says in every answer.
pub(crate) fn meta() -> Meta {
    Meta::new()
        .version(env!("CARGO_PKG_VERSION"))
        .api_status(MetaApiStatus::Stable)
}

/// What a handler fails with.
#[derive(Debug)]
pub enum Failure {
    /// An error as the document has it.
    Told(StatusCode, Vec<Error>),
    /// No failure, but a response that the document does not have: clients of WhatsApp expect it.
    Raw(Box<Response<Body>>),
}

impl Failure {
    pub(crate) fn not_found(details: impl Into<String>) -> Self {
        Self::told(StatusCode::NOT_FOUND, Code::NOT_FOUND, details)
    }

    pub(crate) fn exists(details: impl Into<String>) -> Self {
        Self::told(StatusCode::CONFLICT, Code::EXISTS, details)
    }

    pub(crate) fn denied(details: impl Into<String>) -> Self {
        Self::told(StatusCode::FORBIDDEN, Code::DENIED, details)
    }

    /// An error of the program, of which nothing is told.
    pub(crate) fn internal() -> Self {
        Self::told(StatusCode::INTERNAL_SERVER_ERROR, Code::INTERNAL, "")
    }

    /// Bytes of a media type, where the document has no body, or JSON.
    pub(crate) fn raw(media_type: &str, bytes: impl Into<Bytes>) -> Self {
        let reply = Reply::bytes(StatusCode::OK, media_type, bytes);
        Self::Raw(Box::new(reply.into_response()))
    }

    fn told(status: StatusCode, code: Code, details: impl Into<String>) -> Self {
        Self::Told(status, vec![code.error(details)])
    }
}

/// Each place where a request is wrong becomes an error of its own.
impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        let (status, problem) = (rejection.status(), rejection.problem());
        let code = Code::of(status);
        let mut errors: Vec<Error> = problem
            .errors()
            .iter()
            .map(|violation| code.error(violation.to_string()))
            .collect();
        if errors.is_empty() {
            errors.push(code.error(problem.detail_text().unwrap_or_default()));
        }
        Self::Told(status, errors)
    }
}

impl IntoErrorResponse for Failure {
    fn into_error_response(self) -> Response<Body> {
        match self {
            Self::Told(status, errors) => {
                let body = whatsapp_types::Response::new().meta(meta()).errors(errors);
                Reply::json(status, "application/json", &body).into_response()
            }
            Self::Raw(response) => response.into_error_response(),
        }
    }
}
