//! What generated clients call. An operation is data and two short functions ([`Operation`]);
//! encoding of URLs, credentials, retries, timeouts and limits happen here, once and not
//! generic. Nothing here knows JSON Schema or an API.
//!
//! Invariant: credentials are in no error and no `Debug` output.

mod address;
mod answer;
mod base_url;
#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod blocking;
mod builder;
mod call;
pub(crate) mod clock;
mod core;
mod credentials;
mod error;
mod excerpt;
mod execute;
mod failed;
mod headers;
mod in_process;
#[doc(hidden)]
mod macros;
mod middleware;
mod problem;
mod raw;
mod redirect;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response;
mod retry;
mod streamed;
#[cfg(test)]
mod tests;
mod token;
mod token_cache;
mod tower;
mod transport;

pub use self::address::{Address, ServerAddress};
pub use self::answer::{Answer, AnswerError, Decoded, Outcome, success, undocumented};
pub use self::builder::{BuildError, Builder};
pub use self::call::{Call, Operation, Sending};
pub use self::core::Core;
pub use self::credentials::Credential;
pub use self::error::{
    Error, MissingCredentials, RequestError, TimeoutError, TokenError, TransportFailure,
};
pub use self::failed::{ApiError, UndecodedResponse, UnexpectedResponse};
pub use self::headers::{DecodeHeaders, HeaderFault, HeaderReader, HeadersError};
pub use self::in_process::{InProcess, InProcessService};
pub use self::middleware::{Middleware, MiddlewareFuture, Next};
pub use self::problem::Problem;
pub use self::raw::RawCall;
pub use self::request::RequestWriter;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub use self::response::Response;
pub use self::retry::Retry;
pub use self::streamed::Streamed;
pub use self::token::{Token, TokenFuture, TokenRequest, TokenSource};
pub use self::tower::{ErrorKindOf, TowerTransport};
pub use self::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
pub use crate::body::MultipartWriter;
pub use http::StatusCode;
