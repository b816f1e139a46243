//! Middleware: what it sees, and that it may change, answer, repeat and refuse.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode};
use oaspen_runtime::body::Body;
use oaspen_runtime::client::{
    Error, InProcess, Middleware, MiddlewareFuture, Next, TransportError, TransportErrorKind,
};

use crate::generated::{Client, ClientBuilder};
use crate::service::{Recorder, answer};

/// Notes its name on the way there and back.
struct Named(&'static str, Arc<Mutex<Vec<String>>>);

impl Middleware for Named {
    fn handle<'m>(&'m self, mut request: Request<Body>, next: Next) -> MiddlewareFuture<'m> {
        Box::pin(async move {
            let operation = next.operation().map_or("none", |operation| operation.path);
            let attempt = next.attempt();
            self.note(format!(
                "{} {} {operation} {attempt}",
                self.0,
                request.method()
            ));
            request
                .headers_mut()
                .append("x-by", HeaderValue::from_static(self.0));
            let response = next.run(request).await?;
            self.note(format!("{} {}", self.0, response.status()));
            Ok(response)
        })
    }
}

impl Named {
    fn note(&self, line: String) {
        self.1.lock().unwrap().push(line);
    }
}

fn client(recorder: &Recorder, build: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = Client::builder("http://h/v1").transport(InProcess::new(recorder.clone()));
    build(builder.keys("k3y")).build().unwrap()
}

fn text(text: &str) -> crate::service::Given {
    answer(200, &[("content-type", "text/plain")], text)
}

#[tokio::test]
async fn the_first_is_the_outermost() {
    let recorder = Recorder::new([answer(302, &[("location", "/next")], ""), text("ok")]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let client = client(&recorder, |builder| {
        builder
            .middleware(Named("a", Arc::clone(&seen)))
            .middleware(Named("b", Arc::clone(&seen)))
    });
    client.get_metrics().await.unwrap();
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    let expected = "a GET /metrics 0, b GET /metrics 0, b 302 Found, a 302 Found, \
                    a GET /metrics 1, b GET /metrics 1, b 200 OK, a 200 OK";
    assert_eq!(seen.join(", "), expected);
    let sent = recorder.seen();
    let by: Vec<_> = sent[1].headers().get_all("x-by").iter().collect();
    assert_eq!(by, ["a", "b"]);
    // What a client knows of a request does not travel.
    assert!(sent[0].extensions().is_empty());
}

#[tokio::test]
async fn a_closure_is_one_and_may_answer_by_itself() {
    let recorder = Recorder::new([text("far")]);
    let cache = |request: Request<Body>, next: Next| async move {
        if request.uri().path() == "/v1/metrics" {
            let mut near = Response::new(Body::bytes(Bytes::from_static(b"near")));
            let text = HeaderValue::from_static("text/plain");
            near.headers_mut().insert("content-type", text);
            return Ok(near);
        }
        next.run(request).await
    };
    let client = client(&recorder, |builder| builder.middleware(cache));
    client.get_metrics().await.unwrap();
    assert!(recorder.seen().is_empty());
    let raw = client.request(http::Method::GET, "/other").await.unwrap();
    assert_eq!(&**raw, b"far");
}

#[tokio::test]
async fn a_refusal_is_told_and_not_repeated() {
    let recorder = Recorder::new([text("far")]);
    let refuse = |_: Request<Body>, _: Next| async {
        let kind = TransportErrorKind::Refused;
        Err(TransportError::new(kind, "the circuit is open"))
    };
    let client = client(&recorder, |builder| {
        let retry = oaspen_runtime::client::Retry::times(3);
        builder.middleware(refuse).retry(retry)
    });
    let error = client.get_metrics().await.unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GetMetrics: the request was refused: the circuit is open"
    );
    let Error::Transport(failure) = error else {
        panic!("{error}")
    };
    assert_eq!(failure.error().kind(), TransportErrorKind::Refused);
    assert!(recorder.seen().is_empty());
}

#[tokio::test]
async fn a_clone_of_what_comes_next_sends_again() {
    let recorder = Recorder::new([answer(500, &[], ""), text("ok")]);
    let twice = |request: Request<Body>, next: Next| async move {
        let (head, body) = request.into_parts();
        let again = body
            .try_clone()
            .map(|body| Request::from_parts(head.clone(), body));
        let first = next.clone().run(Request::from_parts(head, body)).await?;
        match again {
            Some(again) if first.status() == StatusCode::INTERNAL_SERVER_ERROR => {
                next.run(again).await
            }
            _ => Ok(first),
        }
    };
    let client = client(&recorder, |builder| builder.middleware(twice));
    client.get_metrics().await.unwrap();
    assert_eq!(recorder.seen().len(), 2);
}
