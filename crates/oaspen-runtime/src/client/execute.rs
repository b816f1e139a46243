//! The one executor: puts a request together, sends it, repeats it, and reads the answer.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::answer::Answer;
use super::call::Options;
use super::core::{Core, Shared};
use super::credentials::{CredentialFault, Slots};
use super::error::Failure;
use super::redirect::{is_redirect, redirect};
use super::request::{RequestWriter, static_value};
use super::retry::{Retry, is_repeatable};
use super::streamed::{Streamed, is_streamed};
use super::transport::{TransportError, TransportErrorKind, TransportFuture};
use crate::body::{Body, CollectError};
use crate::info::SchemeUse;

/// More redirects than any server means.
const REDIRECTS: u32 = 10;

/// A request and all that is known of how to send it.
pub(super) struct Exchange<'c> {
    pub(super) core: &'c Core,
    pub(super) method: Method,
    pub(super) security: &'static [&'static [SchemeUse]],
    pub(super) request: RequestWriter,
    pub(super) options: Options,
    pub(super) reading: Reading,
}

/// What is to be known of an operation's answers while sending.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// Those that are handed on as they come.
    pub(super) streamed: &'static [Streamed],
    /// Whether an answer is one that the document has. Such a redirect is not followed.
    pub(super) is_documented: fn(&Answer) -> bool,
}

/// A request that is ready to be sent.
pub(super) struct Ready {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
}

/// All that a call needs until its answer is there.
struct Execution {
    shared: Arc<Shared>,
    ready: Ready,
    /// `None` when it was a stream that has been sent.
    body: Option<Body>,
    timeout: Option<Duration>,
    retry: Retry,
    reading: Reading,
}

/// An exchange on its way.
pub(super) type Executing = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// Sends a request, as often and as far as it may, and gives the last answer.
pub(super) fn execute(exchange: Exchange<'_>) -> Executing {
    match prepare(exchange) {
        Ok(execution) => Box::pin(execution.run()),
        Err(failure) => Box::pin(std::future::ready(Err(failure))),
    }
}

impl Execution {
    async fn run(mut self) -> Result<Answer, Failure> {
        let (mut redirects, mut repetitions) = (0, 0);
        loop {
            let result = self.attempt().await;
            if let Some(wait) = self.retry.wait(repetitions, &result)
                && self.is_repeatable()
            {
                tokio::time::sleep(wait).await;
                repetitions += 1;
                continue;
            }
            let answer = result?;
            if redirects == REDIRECTS || !self.follow(&answer) {
                return Ok(answer);
            }
            (redirects, repetitions) = (redirects + 1, 0);
        }
    }

    fn is_repeatable(&self) -> bool {
        self.body.is_some() && is_repeatable(&self.ready.method, &self.ready.headers)
    }

    /// Whether an answer is a redirect to be followed; then its request takes the place.
    fn follow(&mut self, answer: &Answer) -> bool {
        // Decoding costs as much as the body is long, so only a redirect is decoded here.
        if !is_redirect(answer) || (self.reading.is_documented)(answer) {
            return false;
        }
        let body = self.body.as_ref().and_then(Body::try_clone);
        let Some((ready, body)) = redirect(&self.ready, body, answer) else {
            return false;
        };
        (self.ready, self.body) = (ready, Some(body));
        true
    }

    async fn attempt(&mut self) -> Result<Answer, Failure> {
        let request = self.request();
        let sent = self.shared.transport.send(request);
        let mut answer = pin!(receive(
            sent,
            self.shared.response_limit,
            self.reading.streamed
        ));
        let result = match self.timeout {
            None => answer.await,
            Some(timeout) => match tokio::time::timeout(timeout, answer.as_mut()).await {
                Ok(result) => result,
                Err(_) => return Err(Failure::Timeout(timeout)),
            },
        };
        result.map_err(Failure::Transport)
    }

    /// The request once more; a stream goes with the first.
    fn request(&mut self) -> http::Request<Body> {
        let again = self.body.as_ref().and_then(Body::try_clone);
        let body = again.or_else(|| self.body.take()).unwrap_or_default();
        let mut request = http::Request::new(body);
        *request.method_mut() = self.ready.method.clone();
        *request.uri_mut() = self.ready.uri.clone();
        *request.headers_mut() = self.ready.headers.clone();
        request
    }
}

async fn receive(
    sent: TransportFuture,
    limit: usize,
    streamed: &[Streamed],
) -> Result<Answer, TransportError> {
    let (head, body) = sent.await?.into_parts();
    if is_streamed(streamed, head.status, &head.headers) {
        return Ok(Answer::unread(head.status, head.headers, body));
    }
    match body.collect(limit).await {
        Ok(body) => Ok(Answer::new(head.status, head.headers, body)),
        Err(error @ CollectError::TooLarge { .. }) => Err(TransportError::new(
            TransportErrorKind::TooLarge,
            error.to_string(),
        )),
        Err(CollectError::Stream(source)) => {
            Err(TransportError::new(TransportErrorKind::Interrupted, source))
        }
    }
}

fn prepare(exchange: Exchange<'_>) -> Result<Execution, Failure> {
    let Exchange {
        core: Core {
            shared,
            credentials,
        },
        method,
        security,
        mut request,
        options,
        reading,
    } = exchange;
    request.faults.extend(options.faults);
    let own = [&shared.headers, &options.headers];
    let mut slots = Slots {
        headers: &mut request.headers,
        query: &mut request.query,
        cookies: &mut request.cookies,
    };
    match credentials.apply(security, own, &mut slots) {
        Ok(()) => {}
        Err(CredentialFault::Unusable(scheme)) => {
            request.faults.push(format!(
                "the credential for `{scheme}` does not fit the scheme"
            ));
        }
        // What is wrong with the request itself is nearer to the caller.
        Err(CredentialFault::Missing(_)) if !request.faults.is_empty() => {}
        Err(CredentialFault::Missing(schemes)) => return Err(Failure::MissingCredentials(schemes)),
    }
    let mut headers = request.headers;
    add_cookies(&mut headers, &request.cookies, &mut request.faults);
    add_accept(&mut headers, request.accept);
    replace_headers(&mut headers, options.headers);
    add_missing(&mut headers, &shared.headers);
    let uri = shared.base_url.join(&request.path, &request.query);
    match uri {
        Ok(uri) if request.faults.is_empty() => Ok(Execution {
            shared: Arc::clone(shared),
            ready: Ready {
                method,
                uri,
                headers,
            },
            body: Some(request.body),
            timeout: options.timeout.or(shared.timeout),
            retry: options.retry.unwrap_or(shared.retry),
            reading,
        }),
        // A parameter that is missing from the path explains a wrong path.
        Ok(_) => Err(Failure::Request(request.faults)),
        Err(_) if !request.faults.is_empty() => Err(Failure::Request(request.faults)),
        Err(fault) => Err(Failure::Request(vec![fault.to_owned()])),
    }
}

fn add_accept(headers: &mut HeaderMap, accept: &'static [&'static str]) {
    let value = match accept {
        [] => return,
        [only] => static_value(only),
        several => HeaderValue::from_str(&several.join(", ")).ok(),
    };
    if let Some(value) = value {
        headers.insert(ACCEPT, value);
    }
}

/// Puts in what the client says and the call does not. A client has one value of each name.
fn add_missing(headers: &mut HeaderMap, shared: &HeaderMap) {
    for (name, value) in shared {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
}

/// Puts all of `new` in, each name instead of what has that name already.
fn replace_headers(headers: &mut HeaderMap, new: HeaderMap) {
    let mut last = None;
    for (name, value) in new {
        match name {
            Some(name) => {
                headers.insert(name.clone(), value);
                last = Some(name);
            }
            // Further values of a name come without it.
            None => {
                if let Some(name) = &last {
                    headers.append(name.clone(), value);
                }
            }
        }
    }
}

fn add_cookies(headers: &mut HeaderMap, cookies: &[String], faults: &mut Vec<String>) {
    if cookies.is_empty() {
        return;
    }
    match HeaderValue::from_str(&cookies.join("; ")) {
        Ok(mut value) => {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        Err(_) => faults.push("a cookie has characters that may not stand there".to_owned()),
    }
}
