//! The sandbox as an `axum` router: the generated server, the one route besides, and layers around both.

use std::time::Duration;

use axum::Router;
use axum::routing::post;
use http::{Response, StatusCode};
use oaspen_runtime::info::OperationInfo;
use oaspen_runtime::server::ErrorCause;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;
use whatsapp_server::{Limits, Server};

use crate::failure::Failure;
use crate::inbound;
use crate::sandbox::Sandbox;
use crate::upload::LARGEST;

impl Sandbox {
    /// All of the API, for an `axum` server or for a client in this process. Messages and webhooks move on while a
    /// `tokio` runtime runs.
    pub fn into_router(self) -> Router {
        let patience = self.config().patience;
        let base_path = self.config().base_path.trim_matches('/').to_owned();
        let server = Server::new(self.clone(), self.clone())
            .limits(Limits::default().max_body(LARGEST).max_stream(LARGEST))
            .base_path(&base_path)
            .realm("whatsapp")
            .rejections(Failure::from);
        let inbound = Router::new()
            .route("/sandbox/messages", post(inbound::receive))
            // The generated server refuses what is too long by itself.
            .layer(RequestBodyLimitLayer::new(LARGEST))
            .with_state(self);
        server
            .into_router()
            .merge(inbound)
            .layer(TimeoutLayer::with_status_code(
                StatusCode::REQUEST_TIMEOUT,
                patience,
            ))
            .layer(TraceLayer::new_for_http().on_response(log_response))
    }
}

/// One line for each answer; the cause of an error of the program is told here and nowhere else.
fn log_response<B>(response: &Response<B>, latency: Duration, _: &Span) {
    let operation = response.extensions().get::<&'static OperationInfo>();
    let operation = operation.map_or("-", |operation| operation.id);
    let status = response.status().as_u16();
    match response.extensions().get::<ErrorCause>() {
        Some(cause) => {
            tracing::error!(operation, status, ?latency, cause = %cause.error(), "answered");
        }
        None => tracing::info!(operation, status, ?latency, "answered"),
    }
}
