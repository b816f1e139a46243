//! The tokens that a source has given, and the one call at a time that asks it for another.
//!
//! Invariant: a flight that is begun is finished, by its outcome or by being dropped, and whoever
//! waits for it is woken then.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::clock::Instant;
use super::credentials::token_header;
use super::token::{Token, TokenRequest, TokenSource};
use crate::body::BodyError;
use crate::info::SecurityScheme;

/// Why there is no token: shared by all calls that waited for it.
pub(super) type TokenFailure = Arc<dyn Error + Send + Sync>;

type Scopes = &'static [&'static str];

/// A source with what it has given.
pub(super) struct Tokens {
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: BTreeMap<Scopes, Kept>,
    flight: Option<Arc<Flight>>,
}

struct Kept {
    secret: String,
    shown: (HeaderName, HeaderValue),
    until: Option<Instant>,
}

/// A token that a request needs.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) tokens: Arc<Tokens>,
    pub(super) scheme: SecurityScheme,
    pub(super) scopes: Scopes,
}

impl fmt::Debug for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Wanted({})", self.scheme.name)
    }
}

/// What there is to do for a token.
enum Step {
    Show((HeaderName, HeaderValue)),
    Wait(Arc<Flight>),
    Fetch(Lead, TokenRequest),
}

impl Tokens {
    pub(super) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self {
            source,
            state: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wanted {
    /// The header that shows the token, which is not `refused`.
    pub(super) async fn header(
        &self,
        refused: Option<&HeaderValue>,
    ) -> Result<(HeaderName, HeaderValue), TokenFailure> {
        loop {
            match self.begin(refused) {
                Step::Show(shown) => return Ok(shown),
                Step::Wait(flight) => match flight.landed().await {
                    Some(failure) if flight.scopes == self.scopes => return Err(failure),
                    Some(_) | None => {}
                },
                Step::Fetch(lead, request) => {
                    let token = self.tokens.source.token(request).await;
                    return lead.finish(self, token.map_err(TokenFailure::from));
                }
            }
        }
    }

    fn begin(&self, refused: Option<&HeaderValue>) -> Step {
        let mut state = self.tokens.lock();
        let mut old = None;
        if let Some(kept) = state.kept.get(self.scopes) {
            let holds = kept.until.is_none_or(|until| Instant::now() < until);
            if refused == Some(&kept.shown.1) {
                old = Some(kept.secret.clone());
            } else if holds {
                return Step::Show(kept.shown.clone());
            }
        }
        if let Some(flight) = &state.flight {
            return Step::Wait(Arc::clone(flight));
        }
        let flight = Arc::new(Flight::new(self.scopes));
        state.flight = Some(Arc::clone(&flight));
        let lead = Lead {
            tokens: Arc::clone(&self.tokens),
            flight,
        };
        let request = TokenRequest {
            scheme: self.scheme,
            scopes: self.scopes,
            refused: old,
        };
        Step::Fetch(lead, request)
    }
}

/// The call that asks the source. When it is dropped, another one may.
struct Lead {
    tokens: Arc<Tokens>,
    flight: Arc<Flight>,
}

impl Lead {
    fn finish(
        self,
        wanted: &Wanted,
        token: Result<Token, TokenFailure>,
    ) -> Result<(HeaderName, HeaderValue), TokenFailure> {
        let kept = token.and_then(|token| keep(wanted, token));
        let shown = kept.as_ref().map(|kept| kept.shown.clone());
        let shown = shown.map_err(Arc::clone);
        match kept {
            Ok(kept) => {
                self.tokens.lock().kept.insert(wanted.scopes, kept);
            }
            Err(failure) => self.flight.fail(failure),
        }
        shown
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.tokens.lock().flight = None;
        self.flight.land();
    }
}

const UNUSABLE: &str = "the token has characters that no header may have";

fn keep(wanted: &Wanted, token: Token) -> Result<Kept, TokenFailure> {
    let Token { secret, lifetime } = token;
    let shown = token_header(wanted.scheme.kind, &secret)
        .ok_or_else(|| TokenFailure::from(BodyError::from(UNUSABLE)))?;
    let until = lifetime.and_then(|lifetime| {
        let early = (lifetime / 10).min(Duration::from_secs(30));
        Instant::now().checked_add(lifetime - early)
    });
    Ok(Kept {
        secret,
        shown,
        until,
    })
}

/// One question to the source.
struct Flight {
    scopes: Scopes,
    outcome: Mutex<Outcome>,
}

#[derive(Default)]
struct Outcome {
    landed: bool,
    failure: Option<TokenFailure>,
    waiting: Vec<Waker>,
}

impl Flight {
    fn new(scopes: Scopes) -> Self {
        Self {
            scopes,
            outcome: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fail(&self, failure: TokenFailure) {
        self.lock().failure = Some(failure);
    }

    fn land(&self) {
        let waiting = {
            let mut outcome = self.lock();
            outcome.landed = true;
            std::mem::take(&mut outcome.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Waits until it is over; then why it failed, if it did.
    async fn landed(&self) -> Option<TokenFailure> {
        poll_fn(|context| {
            let mut outcome = self.lock();
            if outcome.landed {
                return Poll::Ready(outcome.failure.clone());
            }
            if !outcome
                .waiting
                .iter()
                .any(|waker| waker.will_wake(context.waker()))
            {
                outcome.waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
}
