//! The server half: a `tower` service over the operations of a document.
//!
//! A [`Service`] routes by the static [`OperationInfo`]s, checks security, negotiates,
//! reads and decodes, and hands typed requests to generated code. What can go wrong before a handler is a
//! [`Rejection`], told as a [`Problem`] (RFC 9457). Nothing here knows a socket: hyper, axum or a client in this
//! process call the service.

mod accept;
mod admit;
mod callback;
mod context;
mod credentials;
mod incoming;
mod options;
mod problem;
mod recognize;
mod rejection;
mod reply;
mod routes;
mod security;
mod service;
#[cfg(test)]
mod tests;
mod verify;

pub use self::admit::{Admission, Admitted, DecodeRequest, admit, admit_anonymous, admit_optional};
pub use self::context::{Context, PeerAddress};
pub use self::credentials::{ApiKey, AuthError, AuthRequest, Basic, Bearer};
pub use self::incoming::{Incoming, PartsReader, Reader};
pub use self::options::{Limits, Options, Select};
pub use self::problem::{Location, Problem, Violation};
pub use self::recognize::Recognize;
pub use self::rejection::{ErrorCause, InternalError, Rejection};
pub use self::reply::{
    Handled, HeaderOfReply, IntoErrorResponse, Reply, ReplyFuture, ReplyStatus, answer, in_range,
    other_than,
};
pub use self::security::{Authenticate, BoxFuture};
#[cfg(feature = "axum")]
pub use self::service::router;
pub use self::service::{Dispatch, Handler, Service, ServiceFuture, hand_over, undocumented};
pub use self::verify::Verify;
pub use crate::body::Multipart;
pub use crate::info::OperationInfo;
pub use http::StatusCode;
pub use http::request::Parts;
