//! What is generated from `spec/features`, at work: a generated client calls a generated server in
//! this process, and types read and write JSON. What arrives at a handler, what travels, what comes
//! back.
//!
//! Not here: how the output looks (`features.rs`), and the WhatsApp API (`live_whatsapp.rs`).

#![cfg(test)]

mod address;
mod array;
mod body;
mod direction;
mod empty;
mod extensions;
mod family;
mod fields;
mod files;
mod header;
mod hooks;
mod hostile;
mod keyword;
mod keyword_suite;
mod layers;
mod matrix;
mod matrix_styles;
mod merge;
mod object;
mod operation;
mod parameter;
mod part_headers;
mod patience;
mod query_string;
mod response;
mod scalar;
mod schema;
mod security;
mod security_kinds;
mod status;
mod stream;
mod tag;
mod union;
mod validation;
mod whole;

use std::sync::{Arc, Mutex};

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Request};
use oaspen_runtime::body::Body;
use oaspen_runtime::client::{InProcessService, Response, TransportFuture};
use oaspen_runtime::server::{Service, router};
use oaspen_runtime::types::Bytes;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::{documents, root};

/// What was noted, in order, shared between who notes and who looks.
#[derive(Debug)]
struct Seen<T>(Arc<Mutex<Vec<T>>>);

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Seen<T> {
    fn note(&self, item: T) {
        self.0.lock().unwrap().push(item);
    }

    /// The only thing that was noted since the last time.
    #[track_caller]
    fn one(&self) -> T {
        let mut all = std::mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(all.len(), 1, "one is expected");
        all.remove(0)
    }

    #[track_caller]
    fn none(&self) {
        assert_eq!(self.0.lock().unwrap().len(), 0, "none is expected");
    }
}

/// A request as it travels.
#[derive(Debug)]
struct Sent {
    /// Method, path and query.
    line: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Sent {
    /// A header's text; empty when it is not there.
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| std::str::from_utf8(value.as_bytes()).unwrap())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A service behind a wire that notes what travels on it.
struct Wire<S> {
    service: S,
    seen: Seen<Sent>,
}

impl<S> Wire<S> {
    fn new(service: S) -> (Self, Seen<Sent>) {
        let seen = Seen::default();
        (
            Self {
                service,
                seen: seen.clone(),
            },
            seen,
        )
    }
}

impl<S: InProcessService> InProcessService for Wire<S> {
    fn call(&self, request: Request<Body>) -> TransportFuture {
        self.seen.note(Sent {
            line: format!(
                "{} {}",
                request.method(),
                request.uri().path_and_query().unwrap()
            ),
            headers: request.headers().clone(),
            body: request.body().as_bytes().cloned().unwrap_or_default(),
        });
        self.service.call(request)
    }
}

/// A service made by hand, which answers everything alike.
#[derive(Clone)]
struct Canned {
    status: u16,
    /// No `Content-Type` when empty.
    media_type: &'static str,
    body: Bytes,
}

impl Canned {
    fn new(status: u16, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            media_type,
            body: body.into(),
        }
    }
}

impl InProcessService for Canned {
    fn call(&self, _: Request<Body>) -> TransportFuture {
        let mut response = axum::http::Response::builder().status(self.status);
        if !self.media_type.is_empty() {
            response = response.header(CONTENT_TYPE, self.media_type);
        }
        let response = response.body(Body::bytes(self.body.clone())).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// Serves on a socket; the URL to call.
async fn serve(service: Service) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router(service)).await });
    format!("http://{address}")
}

/// A raw answer's header; empty when it is not there.
fn header<'r>(answer: &'r Response<Bytes>, name: &str) -> &'r str {
    answer
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// That an answer is a problem of this status, and what it says is wrong: the detail, then place
/// and code of the first violation.
#[track_caller]
fn check_problem(answer: &Response<Bytes>, status: u16, detail: &str, violation: &str) {
    let text = String::from_utf8_lossy(answer);
    assert_eq!(answer.status(), status, "{text}");
    assert_eq!(header(answer, "content-type"), "application/problem+json");
    let problem: Value = serde_json::from_slice(answer).unwrap();
    assert_eq!(problem["type"], "about:blank");
    assert_eq!(problem["status"], status);
    assert_eq!(
        problem["detail"].as_str().unwrap_or_default(),
        detail,
        "{text}"
    );
    let first = &problem["errors"][0];
    let word = |name: &str| first[name].as_str().unwrap_or_default().to_owned();
    let place = match word("in").as_str() {
        "" => word("pointer"),
        location => format!("{location} {}{}", word("parameter"), word("pointer")),
    };
    assert_eq!(
        format!("{place} {}", word("code")).trim_start(),
        violation,
        "{text}"
    );
}

/// A document without a test of how its output behaves is not finished.
#[test]
fn every_feature_is_exercised() {
    let folder = root().join("tests/suite/tests/it/live_features");
    let mut sources = String::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        sources.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    let missing: Vec<String> = documents("features")
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !sources.contains(&format!("generated::{}::", name.replace('-', "_"))))
        .collect();
    assert_eq!(missing, [""; 0]);
}
