//! A service that records what it is asked and answers from a list.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use oaspen_runtime::body::Body;

/// A request that was received.
pub(crate) type Seen = http::Request<Bytes>;

/// An answer to give; `None` is none, ever.
pub(crate) type Given = Option<http::Response<Bytes>>;

#[derive(Clone, Default)]
pub(crate) struct Recorder {
    answers: Arc<Mutex<VecDeque<Given>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Recorder {
    /// Gives these answers in turn, and the last one for ever.
    pub(crate) fn new(answers: impl IntoIterator<Item = Given>) -> Self {
        Self {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            ..Self::default()
        }
    }

    /// What was received.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The one request that was received.
    #[track_caller]
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1);
        seen.into_iter().next().unwrap()
    }

    fn next(&self) -> Given {
        let mut answers = self.answers.lock().unwrap();
        if answers.len() > 1 {
            answers.pop_front().unwrap()
        } else {
            answers.front().cloned().unwrap()
        }
    }
}

impl tower_service::Service<http::Request<Body>> for Recorder {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let this = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(1 << 20).await.unwrap();
            this.seen
                .lock()
                .unwrap()
                .push(http::Request::from_parts(head, body));
            match this.next() {
                Some(answer) => Ok(answer.map(Body::bytes)),
                None => std::future::pending().await,
            }
        })
    }
}

/// An answer.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Given {
    let mut answer = http::Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    Some(
        answer
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap(),
    )
}

/// An answer of JSON.
pub(crate) fn json(status: u16, body: &str) -> Given {
    answer(
        status,
        &[("content-type", "application/json; charset=utf-8")],
        body,
    )
}
