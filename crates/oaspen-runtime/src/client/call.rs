//! One call of an operation: its options, and the future that it becomes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::HeaderMap;
use http::header::ACCEPT;

use super::answer::{Answer, Decoded, Outcome};
use super::core::Core;
use super::error::{Error, Failure};
use super::execute::{Exchange, Executing, Reading, execute};
use super::failed::{ApiError, fail};
use super::request::{RequestWriter, insert_header};
use super::response::Response;
use super::retry::Retry;
use super::streamed::Streamed;
use crate::info::OperationInfo;

/// The request of an operation that clients of type `C` can call: data and two short functions.
///
/// `C` is what lets the crate of a client implement this for requests of the crate of types.
pub trait Operation<C> {
    /// The documented successes.
    type Output;
    /// The documented failures.
    type Error;
    /// What the document says of the operation as a whole.
    const INFO: &'static OperationInfo;
    /// The answers whose bodies are handed on as they come, and those that are to be told apart
    /// from them, in order of matching.
    const STREAMED: &'static [Streamed] = &[];

    /// Writes the request. A body that is a stream is taken out of it.
    fn encode(&self, request: &mut RequestWriter);

    /// Reads an answer.
    ///
    /// # Errors
    /// When the answer is none that the document has.
    fn decode(answer: &Answer) -> Decoded<Self::Output, Self::Error>;
}

/// The options of one call.
#[derive(Clone, Debug)]
pub struct Call<'c> {
    core: &'c Core,
    options: Options,
}

/// What a call says otherwise than its client.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<Retry>,
    pub(super) faults: Vec<String>,
}

impl Options {
    pub(super) fn header(&mut self, name: &str, value: &str) {
        if insert_header(&mut self.headers, name, value).is_none() {
            self.faults
                .push(format!("the header {name:?} is malformed"));
        }
    }
}

impl<'c> Call<'c> {
    /// Begins a call.
    #[must_use]
    pub fn new(core: &'c Core) -> Self {
        Self {
            core,
            options: Options::default(),
        }
    }

    /// Sets a header, instead of what the operation or the client would send.
    pub fn header(&mut self, name: &str, value: &str) {
        self.options.header(name, value);
    }

    /// How long one attempt may take; with a body that is handed on as it comes, until its head is
    /// there.
    pub fn timeout(&mut self, timeout: Duration) {
        self.options.timeout = Some(timeout);
    }

    /// When the call is repeated.
    pub fn retry(&mut self, retry: Retry) {
        self.options.retry = Some(retry);
    }

    /// Asks for one media type instead of all that can be decoded.
    pub fn accept(&mut self, media_type: &str) {
        self.header(ACCEPT.as_str(), media_type);
    }

    /// Sends the call of an operation.
    pub fn send<C, O: Operation<C>>(&self, operation: &O) -> Sending<O::Output, O::Error> {
        let encode = |request: &mut RequestWriter| operation.encode(request);
        let reading = Reading {
            streamed: O::STREAMED,
            is_documented: |answer| O::decode(answer).is_ok(),
        };
        Sending {
            future: self.start(O::INFO, &encode, reading),
            operation: O::INFO.id,
            decode: O::decode,
        }
    }

    /// All of sending that is the same for every operation.
    fn start(
        &self,
        info: &'static OperationInfo,
        encode: &dyn Fn(&mut RequestWriter),
        reading: Reading,
    ) -> Executing {
        let mut request = RequestWriter::default();
        encode(&mut request);
        execute(Exchange {
            core: self.core,
            method: info.method.clone(),
            security: info.security,
            request,
            options: self.options.clone(),
            reading,
        })
    }
}

/// A call on its way. Borrows nothing, so it can be spawned.
#[must_use = "a call is sent by awaiting it"]
pub struct Sending<O, E> {
    pub(super) future: Executing,
    pub(super) operation: &'static str,
    pub(super) decode: fn(&Answer) -> Decoded<O, E>,
}

impl<O, E> Future for Sending<O, E> {
    type Output = Result<Response<O>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let result = ready!(self.future.as_mut().poll(context));
        Poll::Ready(finish(self.operation, result, self.decode))
    }
}

impl<O, E> std::fmt::Debug for Sending<O, E> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Sending({})", self.operation)
    }
}

fn finish<O, E>(
    operation: &'static str,
    result: Result<Answer, Failure>,
    decode: fn(&Answer) -> Decoded<O, E>,
) -> Result<Response<O>, Error<E>> {
    let answer = result.map_err(|failure| failure.of(operation))?;
    match decode(&answer) {
        Ok(Outcome::Success(output)) => Ok(answer.into_response(output)),
        Ok(Outcome::Failure(body)) => {
            Err(Error::Api(Box::new(ApiError::new(operation, answer, body))))
        }
        Err(error) => Err(fail(operation, answer, error)),
    }
}
