//! When a call is repeated, and how long to wait before (RFC 9110 §9.2.2, §10.2.3).

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, Method};

use super::answer::Answer;
use super::clock::system_time;
use super::error::{Failure, is_retryable_status};

/// How often a call is repeated that failed for the moment: no connection, no answer in time, or
/// status 408, 429, 502, 503 or 504.
///
/// There is no `Default`: who sets it says how often, as in `Retry::times(3)`.
///
/// Only calls that are safe to repeat are: those of idempotent methods and those with an
/// `Idempotency-Key` header, when the body can be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    times: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl Retry {
    /// Never; this is the default.
    #[must_use]
    pub const fn never() -> Self {
        Self::times(0)
    }

    /// At most so many times after the first attempt, waiting 200 ms at first, twice as long each
    /// time and 30 s at most, less a random part of up to a half.
    #[must_use]
    pub const fn times(times: u32) -> Self {
        Self {
            times,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(30),
        }
    }

    /// How long to wait before the first repetition.
    #[must_use]
    pub const fn first_wait(self, first_wait: Duration) -> Self {
        Self { first_wait, ..self }
    }

    /// How long to wait at most. A server that asks for more patience is not asked again.
    #[must_use]
    pub const fn longest_wait(self, longest_wait: Duration) -> Self {
        Self {
            longest_wait,
            ..self
        }
    }

    /// How long to wait after attempt number `attempt`, from 0; `None` for giving up.
    pub(super) fn wait(self, attempt: u32, result: &Result<Answer, Failure>) -> Option<Duration> {
        if attempt >= self.times {
            return None;
        }
        match result {
            Ok(answer) if !is_retryable_status(answer.status_code()) => None,
            Ok(answer) => match retry_after(answer.headers(), system_time()) {
                Some(wait) => (wait <= self.longest_wait).then_some(wait),
                None => Some(self.backoff(attempt)),
            },
            Err(failure) => failure.is_retryable().then(|| self.backoff(attempt)),
        }
    }

    fn backoff(self, attempt: u32) -> Duration {
        let factor = 2_u32.checked_pow(attempt).unwrap_or(u32::MAX);
        let wait = self
            .first_wait
            .saturating_mul(factor)
            .min(self.longest_wait);
        // Every RandomState has other keys: randomness enough to spread clients.
        let random = RandomState::new().build_hasher().finish() % 1024;
        let random = u32::try_from(random).unwrap_or_default();
        wait - (wait / 2048).saturating_mul(random)
    }
}

/// The idempotent methods of the registry of HTTP methods, sorted but for those of RFC 9110. `PRI` is
/// no method of requests.
const IDEMPOTENT: [&str; 35] = [
    "GET",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "PUT",
    "DELETE",
    "ACL",
    "BASELINE-CONTROL",
    "BIND",
    "CHECKIN",
    "CHECKOUT",
    "COPY",
    "LABEL",
    "LINK",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MKREDIRECTREF",
    "MKWORKSPACE",
    "MOVE",
    "ORDERPATCH",
    "PROPFIND",
    "PROPPATCH",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "UNBIND",
    "UNCHECKOUT",
    "UNLINK",
    "UNLOCK",
    "UPDATE",
    "UPDATEREDIRECTREF",
    "VERSION-CONTROL",
];

/// Whether sending a request twice does no more than sending it once.
pub(super) fn is_repeatable(method: &Method, headers: &HeaderMap) -> bool {
    IDEMPOTENT.contains(&method.as_str()) || headers.contains_key("idempotency-key")
}

/// How long a server asks to wait, in seconds or until a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let date = httpdate::parse_http_date(text).ok()?;
            Some(date.duration_since(now).unwrap_or_default())
        }
    }
}
