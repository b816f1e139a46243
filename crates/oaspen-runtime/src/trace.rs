//! One `tracing` span for each call of an operation, on both sides: nothing without the feature
//! `tracing`. Names are those of OpenTelemetry's conventions for HTTP.
//!
//! Invariant: no URL but the document's template, no header and no body is in a span.

use http::Method;
#[cfg(feature = "client")]
use http::Uri;

use crate::info::OperationInfo;

/// The span of a call.
#[derive(Clone)]
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    /// The span of a call that is sent; `None` for one that no operation describes.
    #[cfg(feature = "client")]
    pub(crate) fn client(
        operation: Option<&'static OperationInfo>,
        method: &Method,
        uri: &Uri,
    ) -> Self {
        let span = tracing::info_span!(
            "http.client.request",
            otel.kind = "client",
            otel.name = tracing::field::Empty,
            otel.status_code = tracing::field::Empty,
            openapi.operation.id = tracing::field::Empty,
            http.request.method = method.as_str(),
            http.request.resend_count = tracing::field::Empty,
            http.response.status_code = tracing::field::Empty,
            url.template = tracing::field::Empty,
            server.address = uri.host(),
            server.port = uri.port_u16(),
            error.type = tracing::field::Empty,
        );
        Self::named(span, operation)
    }

    /// The span of a request that has come; `None` for one that is for no operation.
    #[cfg(feature = "server")]
    pub(crate) fn server(operation: Option<&'static OperationInfo>, method: &Method) -> Self {
        let span = tracing::info_span!(
            "http.server.request",
            otel.kind = "server",
            otel.name = tracing::field::Empty,
            otel.status_code = tracing::field::Empty,
            openapi.operation.id = tracing::field::Empty,
            http.request.method = method.as_str(),
            http.response.status_code = tracing::field::Empty,
            http.route = tracing::field::Empty,
            url.template = tracing::field::Empty,
            error.type = tracing::field::Empty,
        );
        if let Some(operation) = operation {
            span.record("http.route", operation.path);
        }
        Self::named(span, operation)
    }

    fn named(span: tracing::Span, operation: Option<&'static OperationInfo>) -> Self {
        if let Some(operation) = operation {
            let name = format_args!("{} {}", operation.method, operation.path);
            span.record("otel.name", tracing::field::display(name));
            span.record("openapi.operation.id", operation.id);
            span.record("url.template", operation.path);
        }
        Self { span }
    }

    /// Does something within the span.
    pub(crate) fn enter<T>(&self, work: impl FnOnce() -> T) -> T {
        self.span.in_scope(work)
    }

    /// Says with which status the call ended; from `failure` on it is an error.
    pub(crate) fn status(&self, status: http::StatusCode, failure: u16) {
        self.span
            .record("http.response.status_code", status.as_u16());
        if status.as_u16() >= failure {
            self.span.record("error.type", status.as_str());
            self.span.record("otel.status_code", "ERROR");
        }
    }

    /// Says what kind of error the call ended with.
    #[cfg(feature = "client")]
    pub(crate) fn failure(&self, kind: &'static str) {
        self.span.record("error.type", kind);
        self.span.record("otel.status_code", "ERROR");
    }

    /// Says that the request is sent again, for the `count`th time.
    #[cfg(feature = "client")]
    pub(crate) fn resent(&self, count: u32) {
        if count > 0 {
            self.span.record("http.request.resend_count", count);
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    #[cfg(feature = "client")]
    pub(crate) fn client(_: Option<&'static OperationInfo>, _: &Method, _: &Uri) -> Self {
        Self {}
    }

    #[cfg(feature = "server")]
    pub(crate) fn server(_: Option<&'static OperationInfo>, _: &Method) -> Self {
        Self {}
    }

    #[cfg(feature = "server")]
    #[expect(clippy::unused_self, reason = "the same signature as with the feature")]
    pub(crate) fn enter<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }

    #[cfg(feature = "server")]
    pub(crate) fn status(&self, _: http::StatusCode, _: u16) {}

    #[cfg(feature = "client")]
    pub(crate) fn resent(&self, _: u32) {}
}
