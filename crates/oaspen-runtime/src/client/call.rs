//! One call of an operation: its options, and the future that it becomes.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::header::ACCEPT;
use http::{HeaderMap, Method};

use super::address::Address;
use super::answer::{Answer, Decoded, Outcome};
use super::core::Core;
use super::error::{Error, Failure};
use super::execute::{Exchange, Executing, Expected, execute};
use super::failed::{ApiError, fail};
use super::headers::{DecodeHeaders, HeadersDecoder};
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
    /// The documented headers of successes.
    type Headers: DecodeHeaders<C>;
    /// The documented headers of failures.
    type ErrorHeaders: DecodeHeaders<C>;
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
#[derive(Clone, Default)]
pub(super) struct Options {
    /// The URL, instead of that of client and operation.
    pub(super) url: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<Retry>,
    pub(super) base_url: Option<Address>,
    pub(super) faults: Vec<String>,
}

impl std::fmt::Debug for Options {
    /// Without the URL, which may hold a secret: who receives webhooks often has one in it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = formatter.debug_struct("Options");
        debug
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
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

    /// Begins a call that goes to a URL of its own.
    #[must_use]
    pub fn to(core: &'c Core, url: &str) -> Self {
        let options = Options {
            url: Some(url.to_owned()),
            ..Options::default()
        };
        Self { core, options }
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

    /// Sends the call to another base URL, with all that the client would send.
    pub fn base_url(&mut self, base_url: impl Into<Address>) {
        self.options.base_url = Some(base_url.into());
        self.options.url = None;
    }

    /// Asks for one media type instead of all that can be decoded.
    pub fn accept(&mut self, media_type: &str) {
        self.header(ACCEPT.as_str(), media_type);
    }

    /// Sends the call of an operation.
    pub fn send<C, O: Operation<C>>(&self, operation: &O) -> SendingOf<C, O> {
        let encode = |request: &mut RequestWriter| operation.encode(request);
        let expected = Expected {
            streamed: O::STREAMED,
            is_documented: |answer| O::decode(answer).is_ok(),
        };
        Sending {
            future: self.start(O::INFO, &encode, expected),
            operation: O::INFO.id,
            reading: Reading {
                decode: O::decode,
                headers: HeadersDecoder::of::<C>(),
                error_headers: HeadersDecoder::of::<C>(),
            },
        }
    }

    /// All of sending that is the same for every operation.
    fn start(
        &self,
        info: &'static OperationInfo,
        encode: &dyn Fn(&mut RequestWriter),
        expected: Expected,
    ) -> Executing {
        let mut request = RequestWriter::default();
        encode(&mut request);
        let method = Method::from_bytes(info.method.as_bytes()).unwrap_or_else(|_| {
            let fault = format!("`{}` is not a method", info.method);
            request.faults.push(fault);
            Method::GET
        });
        execute(Exchange {
            core: self.core,
            method,
            operation: Some(info),
            request,
            options: self.options.clone(),
            expected,
        })
    }
}

/// A call of an operation on its way.
type SendingOf<C, O> = Sending<
    <O as Operation<C>>::Output,
    <O as Operation<C>>::Error,
    <O as Operation<C>>::Headers,
    <O as Operation<C>>::ErrorHeaders,
>;

/// A call on its way. Borrows nothing, so it can be spawned.
///
/// `H` and `F` are the typed headers of successes and of failures.
#[must_use = "a call is sent by awaiting it"]
pub struct Sending<O, E, H = (), F = ()> {
    pub(super) future: Executing,
    pub(super) operation: &'static str,
    pub(super) reading: Reading<O, E, H, F>,
}

/// How the answer to a call is read.
pub(super) struct Reading<O, E, H, F> {
    pub(super) decode: fn(&Answer) -> Decoded<O, E>,
    pub(super) headers: HeadersDecoder<H>,
    pub(super) error_headers: HeadersDecoder<F>,
}

impl<O, E, H, F> Future for Sending<O, E, H, F> {
    type Output = Result<Response<O, H>, Error<E, F>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let result = ready!(self.future.as_mut().poll(context));
        Poll::Ready(finish(self.operation, result, &self.reading))
    }
}

impl<O, E, H, F> std::fmt::Debug for Sending<O, E, H, F> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Sending({})", self.operation)
    }
}

pub(super) fn finish<O, E, H, F>(
    operation: &'static str,
    result: Result<Answer, Failure>,
    reading: &Reading<O, E, H, F>,
) -> Result<Response<O, H>, Error<E, F>> {
    let answer = result.map_err(|failure| failure.of(operation))?;
    match (reading.decode)(&answer) {
        Ok(Outcome::Success(output)) => Ok(answer.into_response(reading.headers, output)),
        Ok(Outcome::Failure(body)) => {
            let typed = reading.error_headers;
            let error = ApiError::new(operation, answer, typed, body);
            Err(Error::Api(Box::new(error)))
        }
        Err(error) => Err(fail(operation, answer, error)),
    }
}
