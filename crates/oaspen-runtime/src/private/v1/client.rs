//! What generated clients name, and what they hand on to their users.

pub use crate::client::{
    Answer, Builder, Call, Core, Credential, Decoded, InProcessService, MultipartWriter, Operation,
    Outcome, RequestWriter, Sending, Streamed, success, undocumented,
};
pub use crate::client::{
    ApiError, BuildError, Error, Problem, RawCall, Response, Retry, StatusCode, Transport,
    UnexpectedResponse,
};
