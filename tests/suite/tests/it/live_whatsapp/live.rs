//! A client and a server that talk to each other, and what must be the same on both sides.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::future::IntoFuture;

use axum::http::StatusCode;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use oaspen_runtime::client::Operation;
use tokio::net::TcpListener;
use whatsapp_client::{Call, Client, ClientBuilder, Error, Response, types};
use whatsapp_server::{Limits, Server};

use super::document::{self, Place};
use super::expect::Expect;
use super::samples;
use super::server_doorkeeper::{Caller, Doorkeeper, PASSWORD, TOKEN, USER};
use super::server_recorder::{Arrival, Recorder};

/// How many bytes a request's body may have. A longer one still fits into the buffers of a socket,
/// so that it is sent even when nobody reads it.
pub(super) const MAX_BODY: usize = 16 * 1024;

/// Statuses of documented failures: all fall under `default`.
const FAILURES: [u16; 3] = [400, 404, 500];

/// A result of a call; the failure of every operation is the same schema.
pub(super) type Answered<O> = Result<Response<O>, Error<types::Response>>;

pub(super) struct Live {
    /// With all credentials.
    pub(super) client: Client,
    pub(super) recorder: Recorder,
    pub(super) transport: &'static str,
    anonymous: Client,
    places: BTreeMap<String, Place>,
    optional_parameters: BTreeMap<String, Vec<String>>,
    exchanges: RefCell<BTreeSet<String>>,
}

impl Live {
    pub(super) fn in_process() -> Self {
        let recorder = Recorder::default();
        let service = server(&recorder).into_service();
        Self::new("in process", recorder, || {
            Client::in_process(service.clone())
        })
    }

    pub(super) async fn over_tcp() -> Self {
        let recorder = Recorder::default();
        let router = server(&recorder).into_router();
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self::new("over TCP", recorder, || {
            Client::builder(format!("http://{address}"))
        })
    }

    fn new(
        transport: &'static str,
        recorder: Recorder,
        builder: impl Fn() -> ClientBuilder,
    ) -> Self {
        let client = builder()
            .bearer_auth(TOKEN)
            .http_basic(USER, PASSWORD)
            .build();
        Self {
            client: client.expect("the client is built"),
            recorder,
            transport,
            anonymous: builder().build().expect("the client is built"),
            places: document::places(),
            optional_parameters: document::optional_parameters(),
            exchanges: RefCell::default(),
        }
    }

    /// The client without credentials.
    pub(super) fn anonymous(&self) -> &Client {
        &self.anonymous
    }

    /// All that took place, in the words of `document`.
    pub(super) fn exchanges(&self) -> BTreeSet<String> {
        self.exchanges.borrow().clone()
    }

    /// Calls once for every success and for some failures; asserts that the handler gets `request`
    /// and the client what the handler answers. Successes are a status, what the handler answers,
    /// and what the client must get.
    pub(super) async fn exchange<'c, R, Q, A, O>(
        &self,
        call: impl Fn() -> Call<'c, R>,
        request: Q,
        failure: fn(StatusCode, types::Response) -> A,
        successes: Vec<(u16, A, O)>,
    ) where
        R: Operation<Client, Error = types::Response>,
        R::Output: Debug,
        O: Expect<Actual = R::Output>,
        Q: Expect<Actual: 'static>,
        A: Send + 'static,
    {
        let place = format!("{} {}", R::INFO.id, self.transport);
        for (status, answer, output) in successes {
            self.recorder.prepare(answer);
            let response = call()
                .await
                .unwrap_or_else(|error| panic!("{place}: {error:?}"));
            self.check_arrival(R::INFO.id, &request).await;
            assert_eq!(response.status(), status, "{place}");
            self.note_answer(R::INFO.id, &status.to_string(), response.headers());
            output.check(response.into_inner(), &place).await;
        }
        for status in FAILURES {
            let status = StatusCode::from_u16(status).expect("it is a status");
            self.recorder.prepare(failure(status, samples::failure()));
            let Err(Error::Api(error)) = call().await else {
                panic!("{place}: {status} is a documented failure");
            };
            self.check_arrival(R::INFO.id, &request).await;
            assert_eq!(
                (error.operation(), error.status()),
                (R::INFO.id, status),
                "{place}"
            );
            self.note_answer(R::INFO.id, "default", error.headers());
            assert_eq!(*error.body(), samples::failure(), "{place}");
        }
    }

    /// Calls once; the handler answers what the document does not have.
    pub(super) async fn undocumented<C, O>(
        &self,
        call: C,
        answer: axum::http::Response<oaspen_runtime::body::Body>,
    ) -> Answered<O>
    where
        C: IntoFuture<Output = Answered<O>>,
    {
        self.recorder.prepare_undocumented(answer);
        let answered = call.await;
        assert!(
            self.recorder.arrival().is_some(),
            "{}: the handler was called",
            self.transport
        );
        answered
    }

    /// Calls once; the server must refuse before the handler.
    pub(super) async fn refused<C, O>(&self, call: C) -> Error<types::Response>
    where
        C: IntoFuture<Output = Answered<O>>,
        O: Debug,
    {
        let error = call
            .await
            .map(Response::into_inner)
            .expect_err("it is refused");
        assert!(
            self.recorder.arrival().is_none(),
            "{}: the handler was called",
            self.transport
        );
        error
    }

    async fn check_arrival<Q: Expect<Actual: 'static>>(&self, operation: &str, request: &Q) {
        let place = format!("{operation} {}", self.transport);
        let mut arrival = self
            .recorder
            .arrival()
            .unwrap_or_else(|| panic!("{place}: nothing arrived"));
        assert_eq!(
            arrival.operation, operation,
            "{place}: of all handlers, its own is called"
        );
        let arrived = std::mem::replace(&mut arrival.request, Box::new(()));
        let arrived = arrived.downcast().expect("it is the operation's request");
        request.check(*arrived, &place).await;
        let by_password = operation == "LoginUser";
        let caller = if by_password {
            Caller::User(USER.to_owned())
        } else {
            Caller::Token
        };
        assert_eq!(arrival.caller, caller, "{place}");
        let schemes = arrival.headers.get_all(AUTHORIZATION).iter().count();
        assert_eq!(schemes, 1, "{place}: no other credentials are sent");
        self.check_place(&arrival);
        self.note_request(&arrival);
    }

    /// The method and the path are those of the document, with any one segment for a parameter.
    fn check_place(&self, arrival: &Arrival) {
        let place = &self.places[arrival.operation];
        let segments = arrival.uri.path().split('/');
        let expected = place
            .path
            .split('/')
            .zip(segments.clone())
            .map(|(expected, segment)| {
                let is_parameter = expected.starts_with('{') && !segment.is_empty();
                if is_parameter { segment } else { expected }
            });
        assert_eq!(
            arrival.method,
            place.method.as_str(),
            "{}",
            arrival.operation
        );
        assert_eq!(
            segments.clone().count(),
            place.path.split('/').count(),
            "{}",
            arrival.uri
        );
        assert!(
            expected.eq(segments),
            "{} is no {}",
            arrival.uri,
            place.path
        );
    }

    fn note_request(&self, arrival: &Arrival) {
        let mut exchanges = self.exchanges.borrow_mut();
        exchanges.insert(document::sends(
            arrival.operation,
            content_type(&arrival.headers),
        ));
        for parameter in &self.optional_parameters[arrival.operation] {
            let mut pairs = arrival.uri.query().unwrap_or_default().split('&');
            let is_there = pairs.any(|pair| pair.split('=').next() == Some(parameter));
            exchanges.insert(document::asks(arrival.operation, parameter, is_there));
        }
    }

    fn note_answer(&self, operation: &str, status: &str, headers: &HeaderMap) {
        let answer = document::answers(operation, status, content_type(headers));
        self.exchanges.borrow_mut().insert(answer);
    }
}

fn server(recorder: &Recorder) -> Server<Recorder, Doorkeeper> {
    let limits = Limits::default().max_body(MAX_BODY).max_stream(MAX_BODY);
    Server::new(recorder.clone(), Doorkeeper).limits(limits)
}

fn content_type(headers: &HeaderMap) -> &str {
    let content_type = headers.get(CONTENT_TYPE);
    content_type.map_or("", |value| value.to_str().expect("it is text"))
}
