//! What every generated implementation shares: the document, answers made of it, and the reading of streams to their
//! end, because only who reads a stream learns what is wrong with it.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON has null for what is not there"
)]

use std::error::Error;
use std::sync::Arc;

use http::{Response, StatusCode};
use oaspen_runtime::body::{Body, CollectError, Event, EventStream, ItemStream, StreamError};
use oaspen_runtime::json::{self, Decode};
use oaspen_runtime::server::{Context, IntoErrorResponse, OperationInfo, Service};
use serde_json::Value;

use crate::sample::Sampler;

/// Name and text of a document, and what makes a service of it.
pub(crate) type Feature = (&'static str, &'static str, fn(Echo) -> Service);

/// What a handler fails with: a response, sent as it is.
#[derive(Debug)]
pub(crate) struct Failure(Box<Response<Body>>);

impl IntoErrorResponse for Failure {
    fn into_error_response(self) -> Response<Body> {
        *self.0
    }
}

impl From<StreamError> for Failure {
    fn from(error: StreamError) -> Self {
        Self(Box::new(error.into_error_response()))
    }
}

impl From<CollectError> for Failure {
    fn from(error: CollectError) -> Self {
        Self(Box::new(error.into_error_response()))
    }
}

/// Media types of values that come one by one.
const STREAMS: &[&str] = &[
    "text/event-stream",
    "application/jsonl",
    "application/x-ndjson",
    "application/json-seq",
];

/// An implementation of every operation of a document.
#[derive(Clone, Debug)]
pub(crate) struct Echo {
    name: &'static str,
    document: Arc<Value>,
}

impl Echo {
    pub(crate) fn new(name: &'static str, document: &str) -> Result<Self, Box<dyn Error>> {
        let document =
            serde_yaml::from_str(document).map_err(|error| format!("{name}: {error}"))?;
        Ok(Self {
            name,
            document: Arc::new(document),
        })
    }

    /// Where its operations are served.
    pub(crate) fn base_path(&self) -> String {
        format!("/{}", self.name)
    }

    /// A sample of a documented body, as the type that it has in Rust.
    pub(crate) fn value<T: Decode, P>(
        &self,
        context: &Context<P>,
        status: &str,
    ) -> Result<T, Failure> {
        let sample = self.sample(context.operation(), status);
        json::from_str(&sample.to_string())
            .map_err(|error| internal(&format!("{sample} is no answer: {error}")))
    }

    /// A stream of one sample.
    pub(crate) fn item<T: Decode + Send + 'static, P>(
        &self,
        context: &Context<P>,
        status: &str,
    ) -> Result<ItemStream<T>, Failure> {
        Ok(vec![self.value(context, status)?].into())
    }

    /// A stream of one event with a sample.
    pub(crate) fn event<T: Decode + Send + 'static, P>(
        &self,
        context: &Context<P>,
        status: &str,
    ) -> Result<EventStream<T>, Failure> {
        let data: T = self.value(context, status)?;
        Ok(vec![Event::from(data)].into())
    }

    /// Some bytes.
    pub(crate) fn body(&self) -> Body {
        Body::from("echo")
    }

    /// A documented answer as a whole, past the generated code: where headers have to be there.
    pub(crate) fn documented<P>(&self, context: &Context<P>, status: &str) -> Failure {
        let operation = context.operation();
        let response = self.response(operation, status);
        let sampler = Sampler::new(&self.document);
        let mut answer = Response::builder().status(status);
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let header = sampler.resolved(header);
            if header["required"] == Value::Bool(true) {
                answer = answer.header(name, plain(&sampler.sample(&header["schema"])));
            }
        }
        let media = operation
            .produces
            .iter()
            .find(|media| response["content"].get(**media).is_some());
        let body = match media {
            None => Body::empty(),
            Some(media) => {
                answer = answer.header("content-type", *media);
                let sample = self.sample(operation, status);
                Body::from(if media.contains("json") {
                    sample.to_string()
                } else {
                    plain(&sample)
                })
            }
        };
        match answer.body(body) {
            Ok(answer) => Failure(Box::new(answer)),
            Err(error) => internal(&error.to_string()),
        }
    }

    fn response(&self, operation: &OperationInfo, status: &str) -> &Value {
        let sampler = Sampler::new(&self.document);
        let item = sampler.resolved(&self.document["paths"][operation.path]);
        let additional = item["additionalOperations"].get(operation.method);
        let own = || &item[&operation.method.to_ascii_lowercase()];
        sampler.resolved(&additional.unwrap_or_else(own)["responses"][status])
    }

    fn sample(&self, operation: &OperationInfo, status: &str) -> Value {
        let content = &self.response(operation, status)["content"];
        let name = operation
            .produces
            .iter()
            .find(|name| content.get(**name).is_some());
        let is_stream = name.is_some_and(|name| STREAMS.contains(name));
        let media = name.map_or(&Value::Null, |name| &content[*name]);
        let sampler = Sampler::new(&self.document);
        if let Some(example) = media.get("example") {
            return example.clone();
        }
        match media.get("itemSchema").or_else(|| media.get("schema")) {
            // A list stands for one of what a stream holds.
            Some(schema) if is_stream && schema["type"] == "array" => {
                sampler.sample(&schema["items"])
            }
            Some(schema) => sampler.sample(schema),
            None => Value::from("echo"),
        }
    }
}

/// Reads a stream to its end.
pub(crate) trait ReadToEnd {
    async fn read_to_end(self) -> Result<(), Failure>;
}

impl ReadToEnd for Body {
    async fn read_to_end(self) -> Result<(), Failure> {
        self.collect(usize::MAX).await?;
        Ok(())
    }
}

impl<T: Send + 'static> ReadToEnd for ItemStream<T> {
    async fn read_to_end(self) -> Result<(), Failure> {
        self.collect(usize::MAX).await?;
        Ok(())
    }
}

impl<T: Send + 'static> ReadToEnd for EventStream<T> {
    async fn read_to_end(self) -> Result<(), Failure> {
        self.into_data().read_to_end().await
    }
}

impl<R: ReadToEnd> ReadToEnd for Option<R> {
    async fn read_to_end(self) -> Result<(), Failure> {
        match self {
            Some(stream) => stream.read_to_end().await,
            None => Ok(()),
        }
    }
}

fn plain(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}

fn internal(message: &str) -> Failure {
    let mut response = Response::new(Body::from(message.to_owned()));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    Failure(Box::new(response))
}
