//! The way of a request to its handler: who sends it, whether an answer would be accepted, the body, the decoding.
//! In this order, so that a stranger learns nothing and costs nothing.

use http::StatusCode;

use super::accept::Accept;
use super::context::Context;
use super::incoming::{Incoming, Reader};
use super::rejection::Rejection;
use super::security::{Authenticate, authenticate};
use crate::info::OperationInfo;

/// Decodes the request of an operation; `None` when something is wrong, which the reader knows.
pub type DecodeRequest<R> = fn(Reader<'_>) -> Option<R>;

/// A context and a decoded request for a handler, or why there are none.
pub type Admitted<P, R> = Result<(Context<P>, R), Rejection>;

/// Admits a request for an operation that asks who calls.
///
/// # Errors
/// Why the request may not come to its handler.
pub async fn admit<S: Authenticate + ?Sized, R>(
    state: &S,
    operation: &'static OperationInfo,
    incoming: Incoming,
    decode: DecodeRequest<R>,
) -> Admitted<S::Principal, R> {
    let principal = authenticate(state, operation, incoming.parts(), incoming.realm()).await?;
    // An operation that allows anonymous requests is admitted by `admit_optional`: here a principal must be there.
    let principal = principal.ok_or_else(Rejection::internal)?;
    let incoming = open(operation, incoming).await?;
    let request = incoming.decode(decode)?;
    Ok((incoming.into_context(operation, principal), request))
}

/// Admits a request for an operation that asks who calls, but may be called anonymously.
///
/// # Errors
/// Why the request may not come to its handler.
pub async fn admit_optional<S: Authenticate + ?Sized, R>(
    state: &S,
    operation: &'static OperationInfo,
    incoming: Incoming,
    decode: DecodeRequest<R>,
) -> Admitted<Option<S::Principal>, R> {
    let principal = authenticate(state, operation, incoming.parts(), incoming.realm()).await?;
    let incoming = open(operation, incoming).await?;
    let request = incoming.decode(decode)?;
    Ok((incoming.into_context(operation, principal), request))
}

/// Admits a request for an operation that asks nobody who they are.
///
/// # Errors
/// Why the request may not come to its handler.
pub async fn admit_anonymous<R>(
    operation: &'static OperationInfo,
    incoming: Incoming,
    decode: DecodeRequest<R>,
) -> Admitted<(), R> {
    let incoming = open(operation, incoming).await?;
    let request = incoming.decode(decode)?;
    Ok((incoming.into_context(operation, ()), request))
}

/// Checks what the headers say of the answer and of the body, then reads the body.
async fn open(
    operation: &'static OperationInfo,
    incoming: Incoming,
) -> Result<Incoming, Rejection> {
    check_accept(operation, &incoming)?;
    incoming.read(operation).await
}

fn check_accept(operation: &OperationInfo, incoming: &Incoming) -> Result<(), Rejection> {
    if operation.produces.is_empty()
        || Accept::new(incoming.headers())
            .preferred(operation.produces)
            .is_some()
    {
        return Ok(());
    }
    let detail = format!("answers are of the types {}", operation.produces.join(", "));
    Err(Rejection::new(StatusCode::NOT_ACCEPTABLE, &detail))
}
