//! The way of a request to its handler: who sends it, whether an answer would be accepted, the body, the decoding.
//! In this order, so that a stranger learns nothing and costs nothing.

use http::header::ACCEPT;
use http::{HeaderMap, StatusCode};

use super::accept::Accept;
use super::context::Context;
use super::incoming::{Incoming, Reader};
use super::rejection::Rejection;
use super::security::{Authenticate, BoxFuture, authenticate};
use crate::info::OperationInfo;

/// Decodes the request of an operation; `None` when something is wrong, which the reader knows.
pub type DecodeRequest<R> = fn(Reader<'_>) -> Option<R>;

/// A request that may come to its handler as soon as it is decoded.
#[derive(Debug)]
pub struct Admitted<P> {
    principal: P,
    operation: &'static OperationInfo,
    incoming: Incoming,
}

impl<P> Admitted<P> {
    /// What the handler gets.
    ///
    /// # Errors
    /// When the request is not what the document says.
    pub fn decode<R>(self, decode: DecodeRequest<R>) -> Result<(Context<P>, R), Rejection> {
        let request = self.incoming.decode(decode)?;
        let context = self.incoming.into_context(self.operation, self.principal);
        Ok((context, request))
    }
}

/// An admission on its way. It is on the heap so that handlers, of which there are many, do not
/// hold it: there is one for each kind of state and principal, whatever the operation.
pub type Admission<'s, P> = BoxFuture<'s, Result<Admitted<P>, Rejection>>;

/// Admits a request for an operation that asks who calls; fails with why it may not come to its
/// handler.
pub fn admit<'s, S: Authenticate + ?Sized>(
    state: &'s S,
    operation: &'static OperationInfo,
    incoming: Incoming,
) -> Admission<'s, S::Principal> {
    Box::pin(async move {
        let principal = authenticate(state, operation, incoming.parts(), incoming.realm()).await?;
        // An operation that allows anonymous requests is admitted by `admit_optional`: here a principal must be there.
        let principal = principal.ok_or_else(Rejection::internal)?;
        open(operation, incoming, principal).await
    })
}

/// Admits a request for an operation that asks who calls, but may be called anonymously; fails
/// with why it may not come to its handler.
pub fn admit_optional<'s, S: Authenticate + ?Sized>(
    state: &'s S,
    operation: &'static OperationInfo,
    incoming: Incoming,
) -> Admission<'s, Option<S::Principal>> {
    Box::pin(async move {
        let principal = authenticate(state, operation, incoming.parts(), incoming.realm()).await?;
        open(operation, incoming, principal).await
    })
}

/// Admits a request for an operation that asks nobody who they are; fails with why it may not come
/// to its handler.
pub fn admit_anonymous(
    operation: &'static OperationInfo,
    incoming: Incoming,
) -> Admission<'static, ()> {
    Box::pin(open(operation, incoming, ()))
}

/// Checks what the headers say of the answer and of the body, then reads the body.
async fn open<P>(
    operation: &'static OperationInfo,
    mut incoming: Incoming,
    principal: P,
) -> Result<Admitted<P>, Rejection> {
    check_accept(operation, &incoming)?;
    incoming.read(operation).await?;
    Ok(Admitted {
        principal,
        operation,
        incoming,
    })
}

fn check_accept(operation: &OperationInfo, incoming: &Incoming) -> Result<(), Rejection> {
    if operation.produces.is_empty()
        || accepts_first(operation.produces, incoming.headers())
        || Accept::new(incoming.headers())
            .preferred(operation.produces)
            .is_some()
    {
        return Ok(());
    }
    let detail = format!("answers are of the types {}", operation.produces.join(", "));
    Err(Rejection::new(StatusCode::NOT_ACCEPTABLE, &detail))
}

/// What most clients send: the media type itself, which says that it is accepted.
fn accepts_first(produces: &[&str], headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(ACCEPT).iter();
    match (produces.first(), lines.next(), lines.next()) {
        (Some(first), Some(only), None) => only == first,
        _ => false,
    }
}
