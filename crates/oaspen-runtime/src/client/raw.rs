//! The escape hatch: a call that no operation describes.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use http::Method;

use super::answer::{Answer, Decoded, success};
use super::call::{Options, Reading, Sending};
use super::core::Core;
use super::credentials::{CredentialFault, Slots};
use super::execute::{Exchange, Expected, execute};
use super::headers::HeadersDecoder;
use super::request::RequestWriter;
use super::retry::Retry;
use super::streamed::Streamed;
use crate::body::Body;
use crate::info::SecurityScheme;
use crate::json::{Encode, to_vec};
use crate::param::encode_component;

/// What errors name in the place of an operation.
const NAME: &str = "request";

/// A call that no operation describes. Sends no credentials unless told to.
#[derive(Debug)]
#[must_use = "a call is sent by `.await` or `.send()`"]
pub struct RawCall<'c> {
    core: &'c Core,
    method: Method,
    request: RequestWriter,
    options: Options,
}

impl<'c> RawCall<'c> {
    pub(super) fn new(core: &'c Core, method: Method, path: &str) -> Self {
        let mut request = RequestWriter::default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        path.clone_into(&mut request.path);
        query.clone_into(&mut request.query);
        Self {
            core,
            method,
            request,
            options: Options::default(),
        }
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.request
            .push_query(&encode_component(name), &encode_component(value));
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Sends the client's credential for a scheme.
    pub fn credential(mut self, scheme: &SecurityScheme) -> Self {
        let RequestWriter {
            headers,
            query,
            cookies,
            tokens,
            ..
        } = &mut self.request;
        let mut slots = Slots {
            headers,
            query,
            cookies,
            tokens,
        };
        if let Err(CredentialFault::Unusable(name)) =
            self.core.credentials.apply_scheme(scheme, &[], &mut slots)
        {
            let fault = format!("the credential for `{name}` does not fit the scheme");
            self.request.faults.push(fault);
        }
        self
    }

    /// Sets the body and its media type.
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.request.set_body(media_type, body.into());
        self
    }

    /// Sets a JSON body.
    pub fn json(self, value: &dyn Encode) -> Self {
        self.body("application/json", to_vec(value))
    }

    /// How long one attempt may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// When the call is repeated.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Sends the call. Every status is a success, redirects too: the output is the body.
    pub fn send(self) -> Sending<Bytes, Infallible> {
        self.start(&[], |answer| success(answer.body().clone()))
    }

    /// Sends the call, and hands the body on as it comes. Every status is a success, redirects too.
    pub fn stream(self) -> Sending<Body, Infallible> {
        self.start(Streamed::ALL, |answer| success(answer.take_body()))
    }

    fn start<O>(
        self,
        streamed: &'static [Streamed],
        decode: fn(&Answer) -> Decoded<O, Infallible>,
    ) -> Sending<O, Infallible> {
        let exchange = Exchange {
            core: self.core,
            method: self.method,
            operation: None,
            request: self.request,
            options: self.options,
            expected: Expected {
                streamed,
                is_documented: |_| true,
            },
        };
        Sending {
            future: execute(exchange),
            operation: NAME,
            reading: Reading {
                decode,
                headers: HeadersDecoder::of::<()>(),
                error_headers: HeadersDecoder::of::<()>(),
            },
        }
    }
}

impl IntoFuture for RawCall<'_> {
    type Output = <Sending<Bytes, Infallible> as Future>::Output;
    type IntoFuture = Sending<Bytes, Infallible>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}
