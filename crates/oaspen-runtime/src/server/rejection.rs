//! Why a request never came to its handler.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::problem::{Problem, Violation};
use super::reply::IntoErrorResponse;
use crate::body::Body;

/// Why a request never came to its handler: routing, security, negotiation, reading or decoding.
pub struct Rejection(Box<Refusal>);

struct Refusal {
    problem: Problem,
    headers: HeaderMap,
    cause: Option<ErrorCause>,
}

impl Rejection {
    pub(crate) fn new(status: StatusCode, detail: &str) -> Self {
        Self::from(Problem::new(status).detail(detail))
    }

    /// The request's syntax is broken, or a parameter is missing or wrong: `400`.
    pub(crate) fn bad_request(violation: Violation) -> Self {
        Self::violated(StatusCode::BAD_REQUEST, violation)
    }

    /// The body is well formed, but not what the document asks for: `422`.
    pub(crate) fn unprocessable(violation: Violation) -> Self {
        Self::violated(StatusCode::UNPROCESSABLE_ENTITY, violation)
    }

    fn violated(status: StatusCode, violation: Violation) -> Self {
        Self::violations(status, vec![violation])
    }

    /// The first is told in words.
    pub(crate) fn violations(status: StatusCode, violations: Vec<Violation>) -> Self {
        let problem = Problem::new(status);
        let problem = match violations.first() {
            Some(first) => problem.detail(first.to_string()),
            None => problem,
        };
        Self::from(violations.into_iter().fold(problem, Problem::error))
    }

    /// Several rejections as one; `None` without any.
    ///
    /// What has a status of its own comes before values that are wrong. Of those, one outside the
    /// body makes the whole request a bad one.
    pub(crate) fn join(rejections: Vec<Self>) -> Option<Self> {
        let is_violated = |rejection: &&Self| !rejection.problem().errors().is_empty();
        if rejections.iter().all(|rejection| is_violated(&rejection)) {
            let status = rejections.iter().map(Self::status).min()?;
            let violations = rejections
                .iter()
                .flat_map(|rejection| rejection.problem().errors());
            return Some(Self::violations(status, violations.cloned().collect()));
        }
        rejections
            .into_iter()
            .find(|rejection| !is_violated(&rejection))
    }

    /// An error of the program: `500`, and nothing of it is told.
    pub(crate) fn internal() -> Self {
        Self::from(Problem::new(StatusCode::INTERNAL_SERVER_ERROR))
    }

    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    pub(crate) fn caused_by(mut self, cause: Box<dyn Error + Send + Sync>) -> Self {
        self.0.cause = Some(ErrorCause::new(cause));
        self
    }

    /// The status that the request is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.problem.status()
    }

    /// What is told of it.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// The headers of the answer that belong to it, such as `WWW-Authenticate` and `Allow`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// What it comes from, which is never sent.
    #[must_use]
    pub fn cause(&self) -> Option<&ErrorCause> {
        self.0.cause.as_ref()
    }

    /// The answer: the problem as `application/problem+json`.
    #[must_use]
    pub fn into_response(self) -> Response<Body> {
        let refusal = *self.0;
        let mut response = refusal.problem.into_error_response();
        response.headers_mut().extend(refusal.headers);
        if let Some(cause) = refusal.cause {
            response.extensions_mut().insert(cause);
        }
        response
    }
}

impl From<Problem> for Rejection {
    fn from(problem: Problem) -> Self {
        Self(Box::new(Refusal {
            problem,
            headers: HeaderMap::new(),
            cause: None,
        }))
    }
}

impl IntoErrorResponse for Rejection {
    fn into_error_response(self) -> Response<Body> {
        self.into_response()
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Rejection")
            .field("problem", &self.0.problem)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status())?;
        match self.0.problem.detail_text() {
            Some(detail) => write!(formatter, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl Error for Rejection {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause().map(|cause| cause.error() as _)
    }
}

/// The error behind a `500` or `503`, in the extensions of the response: for a layer that writes a log. It is never
/// sent.
#[derive(Clone, Debug)]
pub struct ErrorCause(Arc<dyn Error + Send + Sync>);

impl ErrorCause {
    pub(crate) fn new(cause: Box<dyn Error + Send + Sync>) -> Self {
        Self(Arc::from(cause))
    }

    /// The error.
    #[must_use]
    pub fn error(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

/// Any error as a bare `500`: for handlers that fail with `?`. The error is kept as [`ErrorCause`], never sent.
#[derive(Debug)]
pub struct InternalError(Box<dyn Error + Send + Sync>);

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for InternalError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoErrorResponse for InternalError {
    fn into_error_response(self) -> Response<Body> {
        Rejection::internal().caused_by(self.0).into_response()
    }
}
