//! Spans: one for each call, with what OpenTelemetry calls them, and no secret.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use oaspen_runtime::client::InProcess;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::generated::{Client, Problem};
use crate::service::{Given, Recorder, answer};

type Fields = BTreeMap<&'static str, String>;

/// Notes the fields of every span.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<Fields>>>);

struct Visitor<'f>(&'f mut Fields);

impl Visit for Visitor<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target().starts_with("oaspen_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut fields = Fields::from([("span", span.metadata().name().to_owned())]);
        span.record(&mut Visitor(&mut fields));
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        let position = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Visitor(&mut spans[position]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

async fn trace(answers: impl IntoIterator<Item = Given>) -> Vec<Fields> {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let recorder = Recorder::new(answers);
    let builder = Client::builder("http://h:8080/v1").transport(InProcess::new(recorder));
    let client = builder.bearer_auth("s3cret").build().unwrap();
    let message = "s3cret".to_owned();
    let _ = client.add_member("s3cret", Problem { message }).await;
    let spans = notes.0.lock().unwrap();
    assert!(!format!("{spans:?}").contains("s3cret"), "{spans:?}");
    spans.clone()
}

#[tokio::test]
async fn a_call_is_a_span() {
    let spans = trace([
        answer(307, &[("location", "/v1/there")], ""),
        answer(503, &[("content-type", "text/plain")], "s3cret"),
    ]);
    let expected: Fields = [
        ("span", "http.client.request"),
        ("otel.kind", "\"client\""),
        ("otel.name", "POST /groups/{GroupId}/members"),
        ("otel.status_code", "\"ERROR\""),
        ("openapi.operation.id", "\"AddMember\""),
        ("http.request.method", "\"POST\""),
        ("http.request.resend_count", "1"),
        ("http.response.status_code", "503"),
        ("url.template", "\"/groups/{GroupId}/members\""),
        ("server.address", "\"h\""),
        ("server.port", "8080"),
        ("error.type", "\"503\""),
    ]
    .into_iter()
    .map(|(name, value)| (name, value.to_owned()))
    .collect();
    assert_eq!(spans.await, [expected]);
}

#[tokio::test]
async fn a_success_is_no_error() {
    let spans = trace([answer(201, &[], "")]).await;
    assert_eq!(spans[0]["http.response.status_code"], "201");
    assert!(!spans[0].contains_key("error.type"));
    assert!(!spans[0].contains_key("http.request.resend_count"));
}

/// A server of the same operation.
#[cfg(feature = "server")]
mod server {
    use oaspen_runtime::private::v1::server as rt;

    use super::*;

    struct Creating;

    impl rt::Dispatch for Creating {
        fn dispatch(self: Arc<Self>, _: usize, _: rt::Incoming) -> rt::ReplyFuture {
            let reply = rt::Reply::empty(http::StatusCode::CREATED);
            Box::pin(std::future::ready(Ok(reply)))
        }
    }

    static OPERATIONS: &[&oaspen_runtime::info::OperationInfo] =
        &[&crate::generated::add_member::INFO];

    #[tokio::test]
    async fn what_is_served_is_a_span_too() {
        let notes = Notes::default();
        let _guard = tracing::subscriber::set_default(notes.clone());
        let service = rt::Service::new(OPERATIONS, Creating, rt::Options::default());
        let client = Client::in_process(service)
            .bearer_auth("s3cret")
            .build()
            .unwrap();
        let message = "s3cret".to_owned();
        client
            .add_member("s3cret", Problem { message })
            .await
            .unwrap();
        client.request(http::Method::GET, "/s3cret").await.unwrap();
        let spans = notes.0.lock().unwrap();
        assert!(!format!("{spans:?}").contains("s3cret"), "{spans:?}");
        let kinds: Vec<&str> = spans.iter().map(|span| &*span["otel.kind"]).collect();
        let (client, server) = ("\"client\"", "\"server\"");
        assert_eq!(kinds, [client, server, client, server]);
        assert_eq!(spans[1]["http.route"], "\"/groups/{GroupId}/members\"");
        assert_eq!(spans[1]["http.response.status_code"], "201");
        assert_eq!(spans[3]["http.response.status_code"], "404");
        assert!(!spans[3].contains_key("http.route"));
    }
}
