//! What generated servers name, and what they hand on to their users.

#[cfg(feature = "axum")]
pub use crate::server::router;
pub use crate::server::{
    ApiKey, AuthError, AuthRequest, Basic, Bearer, Context, IntoErrorResponse, Limits, Problem,
    Rejection, Service, StatusCode,
};
pub use crate::server::{
    Authenticate, BoxFuture, Dispatch, Handler, Incoming, Options, PartsReader, Reader, Reply,
    ReplyFuture, Select, Verify, admit, admit_anonymous, admit_optional, answer, hand_over,
    in_range, other_than,
};
