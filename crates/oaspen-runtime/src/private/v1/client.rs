//! What generated clients name, and what they hand on to their users.

pub use crate::client::{
    Address, Answer, Builder, Call, Core, Credential, DecodeHeaders, Decoded, HeaderReader,
    InProcessService, Middleware, MultipartWriter, Operation, Outcome, RequestWriter, Sending,
    ServerAddress, Streamed, success, undocumented,
};
pub use crate::client::{
    ApiError, BuildError, Error, Problem, RawCall, Response, Retry, StatusCode, Transport,
    UnexpectedResponse,
};
