//! The one executor: puts a request together, sends it, repeats it, and reads the answer.

use std::time::Duration;

use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderValue, Method, Uri};

use super::answer::Answer;
use super::call::Options;
use super::core::{Core, Shared};
use super::credentials::{CredentialFault, Slots};
use super::error::Failure;
use super::redirect::{is_redirect, redirect};
use super::request::RequestWriter;
use super::retry::{Retry, is_repeatable};
use super::transport::{TransportError, TransportErrorKind};
use crate::body::{Body, CollectError};
use crate::info::SchemeUse;

/// More redirects than any server means.
const REDIRECTS: u32 = 10;

/// A request and all that is known of how to send it.
pub(super) struct Exchange {
    pub(super) core: Core,
    pub(super) method: Method,
    pub(super) security: &'static [&'static [SchemeUse]],
    pub(super) request: RequestWriter,
    pub(super) options: Options,
    /// Whether an answer is one that the document has. Such a redirect is not followed.
    pub(super) is_documented: fn(&Answer) -> bool,
}

/// A request that is ready to be sent.
pub(super) struct Ready {
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
}

/// Sends a request, as often and as far as it may, and gives the last answer.
pub(super) async fn execute(exchange: Exchange) -> Result<Answer, Failure> {
    let shared = std::sync::Arc::clone(&exchange.core.shared);
    let is_documented = exchange.is_documented;
    let timeout = exchange.options.timeout.or(shared.timeout);
    let retry = exchange.options.retry.unwrap_or(shared.retry);
    let (mut ready, mut body) = prepare(exchange)?;
    let mut redirects = 0;
    loop {
        let again = body.try_clone();
        let answer = send_repeatedly(&shared, &ready, body, (timeout, retry)).await?;
        // Decoding costs as much as the body is long, so only a redirect is decoded here.
        if redirects == REDIRECTS || !is_redirect(&answer) || is_documented(&answer) {
            return Ok(answer);
        }
        match redirect(&ready, again, &answer) {
            Some(next) => (ready, body) = next,
            None => return Ok(answer),
        }
        redirects += 1;
    }
}

async fn send_repeatedly(
    shared: &Shared,
    ready: &Ready,
    body: Body,
    (timeout, retry): (Option<Duration>, Retry),
) -> Result<Answer, Failure> {
    let repeatable = is_repeatable(&ready.method, &ready.headers);
    let Some(bytes) = body.as_bytes().cloned().filter(|_| repeatable) else {
        return attempt(shared, ready, body, timeout).await;
    };
    let mut number = 0;
    loop {
        let result = attempt(shared, ready, Body::bytes(bytes.clone()), timeout).await;
        let Some(wait) = retry.wait(number, &result) else {
            return result;
        };
        tokio::time::sleep(wait).await;
        number += 1;
    }
}

async fn attempt(
    shared: &Shared,
    ready: &Ready,
    body: Body,
    timeout: Option<Duration>,
) -> Result<Answer, Failure> {
    let mut request = http::Request::new(body);
    *request.method_mut() = ready.method.clone();
    *request.uri_mut() = ready.uri.clone();
    *request.headers_mut() = ready.headers.clone();
    let exchange = exchange_once(shared, request);
    let result = match timeout {
        None => exchange.await,
        Some(timeout) => match tokio::time::timeout(timeout, exchange).await {
            Ok(result) => result,
            Err(_) => return Err(Failure::Timeout(timeout)),
        },
    };
    result.map_err(Failure::Transport)
}

async fn exchange_once(
    shared: &Shared,
    request: http::Request<Body>,
) -> Result<Answer, TransportError> {
    let (head, body) = shared.transport.send(request).await?.into_parts();
    let body = body
        .collect(shared.response_limit)
        .await
        .map_err(|error| match error {
            CollectError::TooLarge { .. } => {
                TransportError::new(TransportErrorKind::TooLarge, error.to_string())
            }
            CollectError::Stream(source) => {
                TransportError::new(TransportErrorKind::Interrupted, source)
            }
        })?;
    Ok(Answer::new(head.status, head.headers, body))
}

fn prepare(exchange: Exchange) -> Result<(Ready, Body), Failure> {
    let Exchange {
        core,
        method,
        security,
        mut request,
        options,
        is_documented: _,
    } = exchange;
    request.faults.extend(options.faults);
    let mut headers = core.shared.headers.clone();
    let mut own = headers.clone();
    replace_headers(&mut own, options.headers.clone());
    replace_headers(&mut headers, std::mem::take(&mut request.headers));
    let mut slots = Slots {
        headers: &mut headers,
        query: &mut request.query,
        cookies: &mut request.cookies,
    };
    match core.credentials.apply(security, &own, &mut slots) {
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
    add_cookies(&mut headers, &request.cookies, &mut request.faults);
    if let Ok(accept) = HeaderValue::from_str(&request.accept.join(", "))
        && !accept.is_empty()
    {
        headers.insert(ACCEPT, accept);
    }
    replace_headers(&mut headers, options.headers);
    let uri = core.shared.base_url.join(&request.path, &request.query);
    match uri.map_err(str::to_owned) {
        Ok(uri) if request.faults.is_empty() => Ok((
            Ready {
                method,
                uri,
                headers,
            },
            request.body,
        )),
        Ok(_) => Err(Failure::Request(request.faults)),
        Err(fault) => {
            // A parameter that is missing from the path explains a wrong path.
            if request.faults.is_empty() {
                request.faults.push(fault);
            }
            Err(Failure::Request(request.faults))
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
