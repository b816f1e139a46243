//! The one executor: puts a request together, sends it, repeats it, and reads the answer.

use std::borrow::Cow;
use std::pin::{Pin, pin};
use std::sync::Arc;
#[cfg(feature = "tracing")]
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use super::address::Address;
use super::answer::Answer;
use super::base_url::{BaseUrl, read_url};
use super::call::Options;
use super::clock;
use super::core::{Core, Shared};
use super::credentials::{CredentialFault, Slots};
use super::error::Failure;
use super::middleware::Next;
use super::redirect::{is_redirect, redirect};
use super::request::{RequestWriter, static_value};
use super::retry::{Retry, is_repeatable};
use super::streamed::{Streamed, is_streamed};
use super::token_cache::Wanted;
use super::transport::{TransportError, TransportErrorKind, TransportFuture};
use crate::body::{Body, CollectError};
use crate::info::OperationInfo;
use crate::trace::Trace;

/// More redirects than any server means.
const REDIRECTS: u32 = 10;

/// A request and all that is known of how to send it.
pub(super) struct Exchange<'c> {
    pub(super) core: &'c Core,
    pub(super) method: Method,
    /// `None` for a call that no operation describes.
    pub(super) operation: Option<&'static OperationInfo>,
    pub(super) request: RequestWriter,
    pub(super) options: Options,
    pub(super) expected: Expected,
}

/// What is to be known of an operation's answers while sending.
#[derive(Clone, Copy)]
pub(super) struct Expected {
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
    expected: Expected,
    operation: Option<&'static OperationInfo>,
    tokens: Vec<Wanted>,
    attempts: u32,
}

/// An exchange on its way.
pub(super) type Executing = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// Sends a request, as often and as far as it may, and gives the last answer.
pub(super) fn execute(exchange: Exchange<'_>) -> Executing {
    match prepare(exchange) {
        Ok(execution) => {
            let trace = execution.trace();
            within_span(trace.clone(), Box::pin(execution.run(trace)))
        }
        Err(failure) => Box::pin(std::future::ready(Err(failure))),
    }
}

impl Execution {
    /// The span of the call.
    fn trace(&self) -> Trace {
        Trace::client(self.operation, &self.ready.method, &self.ready.uri)
    }

    #[expect(
        clippy::manual_async_fn,
        reason = "an async fn keeps its arguments twice, and small futures are cheaper (ADR 9)"
    )]
    fn run(mut self, trace: Trace) -> impl Future<Output = Result<Answer, Failure>> + Send {
        async move {
            let (mut redirects, mut repetitions, mut refreshed) = (0, 0, false);
            let mut refused = false;
            loop {
                trace.resent(self.attempts);
                let result = self.attempt(std::mem::take(&mut refused)).await;
                if !refreshed && self.is_token_refused(&result) {
                    (refreshed, refused) = (true, true);
                    continue;
                }
                if let Some(wait) = self.retry.wait(repetitions, &result)
                    && self.is_repeatable()
                {
                    clock::sleep(wait).await;
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
    }

    /// Whether a token from a source was refused and the request can go again with another: a
    /// server that refuses a request has not acted on it, so any method may.
    fn is_token_refused(&self, result: &Result<Answer, Failure>) -> bool {
        let status = result.as_ref().map(Answer::status_code).ok();
        status == Some(StatusCode::UNAUTHORIZED) && !self.tokens.is_empty() && self.body.is_some()
    }

    fn is_repeatable(&self) -> bool {
        self.body.is_some() && is_repeatable(&self.ready.method, &self.ready.headers)
    }

    /// Whether an answer is a redirect to be followed; then its request takes the place.
    fn follow(&mut self, answer: &Answer) -> bool {
        // Decoding costs as much as the body is long, so only a redirect is decoded here.
        if !is_redirect(answer) || (self.expected.is_documented)(answer) {
            return false;
        }
        let body = self.body.as_ref().and_then(Body::try_clone);
        let Some((ready, body)) = redirect(&self.ready, body, answer) else {
            return false;
        };
        (self.ready, self.body) = (ready, Some(body));
        true
    }

    /// Sends the request once; `refused` says that the tokens of the last time must not be shown.
    async fn attempt(&mut self, refused: bool) -> Result<Answer, Failure> {
        if !self.tokens.is_empty() || self.timeout.is_some() {
            return Box::pin(self.attempt_in_time(refused)).await;
        }
        self.send().await
    }

    /// An attempt that may wait for more than an answer: on the heap, so that others are small.
    async fn attempt_in_time(&mut self, refused: bool) -> Result<Answer, Failure> {
        let timeout = self.timeout;
        let mut answer = pin!(async {
            self.show_tokens(refused).await?;
            self.send().await
        });
        match timeout {
            None => answer.await,
            Some(timeout) => match clock::within(timeout, answer.as_mut()).await {
                Some(result) => result,
                None => Err(Failure::Timeout(timeout)),
            },
        }
    }

    async fn send(&mut self) -> Result<Answer, Failure> {
        let (limit, idle) = (self.shared.response_limit, self.shared.idle_timeout);
        let streamed = self.expected.streamed;
        let answer = receive(self.start(), (limit, idle), streamed).await;
        answer.map_err(Failure::Transport)
    }

    /// Gives the request to the middleware and the transport. Not `async`, so that the future does
    /// not hold the request.
    fn start(&mut self) -> TransportFuture {
        let request = self.request();
        let next = Next::new(Arc::clone(&self.shared), self.operation, self.attempts);
        self.attempts += 1;
        next.run(request)
    }

    /// Puts in the tokens that come from sources, last so that they hold as long as can be.
    async fn show_tokens(&mut self, refused: bool) -> Result<(), Failure> {
        for wanted in &self.tokens {
            let last = self.ready.headers.get(AUTHORIZATION);
            let header = wanted.header(last.filter(|_| refused)).await;
            let (name, value) =
                header.map_err(|failure| Failure::Token(wanted.scheme.name, failure))?;
            self.ready.headers.insert(name, value);
        }
        Ok(())
    }

    /// The request once more; a stream goes with the first.
    fn request(&mut self) -> http::Request<Body> {
        let again = self.body.as_ref().and_then(Body::try_clone);
        let body = again.or_else(|| self.body.take()).unwrap_or_default();
        let mut request = http::Request::new(body);
        *request.method_mut() = self.ready.method.clone();
        *request.uri_mut() = self.ready.uri.clone();
        *request.headers_mut() = self.ready.headers.clone();
        if let Some(operation) = self.operation {
            request.extensions_mut().insert(operation);
        }
        request
    }
}

/// The same exchange: there are no spans.
#[cfg(not(feature = "tracing"))]
fn within_span(_: Trace, future: Executing) -> Executing {
    future
}

/// An exchange whose work is done in its span, where its end is told.
#[cfg(feature = "tracing")]
fn within_span(trace: Trace, future: Executing) -> Executing {
    Box::pin(Traced { trace, future })
}

#[cfg(feature = "tracing")]
struct Traced {
    trace: Trace,
    future: Executing,
}

#[cfg(feature = "tracing")]
impl Future for Traced {
    type Output = Result<Answer, Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { trace, future } = &mut *self;
        let result = ready!(trace.enter(|| future.as_mut().poll(context)));
        match &result {
            Ok(answer) => trace.status(answer.status_code(), 400),
            Err(failure) => trace.failure(failure.kind()),
        }
        Poll::Ready(result)
    }
}

async fn receive(
    sent: TransportFuture,
    (limit, idle): (usize, Option<Duration>),
    streamed: &[Streamed],
) -> Result<Answer, TransportError> {
    let (head, body) = sent.await?.into_parts();
    let body = within_idle(body, idle);
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

/// The same body, which may not be silent for longer.
#[cfg(feature = "timers")]
fn within_idle(body: Body, idle: Option<Duration>) -> Body {
    match idle {
        Some(idle) => body.idle_timeout(idle),
        None => body,
    }
}

/// The same body: what needs a timer is refused before.
#[cfg(not(feature = "timers"))]
fn within_idle(body: Body, _: Option<Duration>) -> Body {
    body
}

fn prepare(exchange: Exchange<'_>) -> Result<Execution, Failure> {
    let Exchange {
        core: Core {
            shared,
            credentials,
        },
        method,
        operation,
        mut request,
        options,
        expected,
    } = exchange;
    request.faults.extend(options.faults);
    let security = operation.map_or(&[][..], |operation| operation.security);
    let own = [&shared.headers, &options.headers];
    let mut slots = Slots {
        headers: &mut request.headers,
        query: &mut request.query,
        cookies: &mut request.cookies,
        tokens: &mut request.tokens,
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
    let (timeout, retry) = (
        options.timeout.or(shared.timeout),
        options.retry.unwrap_or(shared.retry),
    );
    let patience = timeout.or(shared.idle_timeout);
    check_timers(patience, retry, &mut request.faults);
    let uri = match &options.url {
        None => base_url(shared, options.base_url.as_ref(), request.server)
            .and_then(|base_url| base_url.join(&request.path, &request.query)),
        Some(url) => read_url(url, &request.query),
    };
    match uri {
        Ok(uri) if request.faults.is_empty() => Ok(Execution {
            shared: Arc::clone(shared),
            ready: Ready {
                method,
                uri,
                headers,
            },
            body: Some(request.body),
            timeout,
            retry,
            expected,
            operation,
            tokens: request.tokens,
            attempts: 0,
        }),
        // A parameter that is missing from the path explains a wrong path.
        Ok(_) => Err(Failure::Request(request.faults)),
        Err(_) if !request.faults.is_empty() => Err(Failure::Request(request.faults)),
        Err(fault) => Err(Failure::Request(vec![fault.to_owned()])),
    }
}

/// Where a call goes: to the address that it was given, else to the one that the client was given
/// by its user, else to the operation's own server, else to the document's.
fn base_url<'s>(
    shared: &'s Shared,
    of_call: Option<&Address>,
    of_operation: Option<&str>,
) -> Result<Cow<'s, BaseUrl>, &'static str> {
    match (of_call, of_operation) {
        (Some(address), _) => BaseUrl::parse(&address.url).map(Cow::Owned),
        (None, Some(server)) if shared.is_of_document => {
            shared.base_url.resolve(server).map(Cow::Owned)
        }
        (None, _) => Ok(Cow::Borrowed(&shared.base_url)),
    }
}

fn check_timers(timeout: Option<Duration>, retry: Retry, faults: &mut Vec<String>) {
    if !clock::HAS_TIMERS && (timeout.is_some() || retry != Retry::never()) {
        faults.push("a timeout or a repetition needs the feature `timers`".to_owned());
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
