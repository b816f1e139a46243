//! Looking at a request as it came: where signatures over the raw body are checked.

use bytes::Bytes;
use http::request::Parts;

use super::rejection::Rejection;

/// Looks at the head and the raw body of a request before anything of the body is decoded, as one
/// must to check a signature over it. A closure is one.
///
/// ```
/// use oaspen_runtime::server::{Options, Problem, StatusCode};
///
/// fn is_signed(body: &[u8], signature: &[u8]) -> bool {
///     // `hmac::Mac::verify_slice`, which compares in constant time.
///     # body.len() == signature.len()
/// }
///
/// let options = Options::default().verify(|parts: &http::request::Parts, body: &bytes::Bytes| {
///     match parts.headers.get("x-hub-signature-256") {
///         Some(signature) if is_signed(body, signature.as_bytes()) => Ok(()),
///         _ => Err(Problem::new(StatusCode::UNAUTHORIZED).into()),
///     }
/// });
/// ```
pub trait Verify: Send + Sync + 'static {
    /// Looks at a request whose body is within the limits.
    ///
    /// # Errors
    /// Why the request may not come to its handler; a [`super::Problem`] becomes a [`Rejection`] by
    /// `into()`.
    fn verify(&self, parts: &Parts, body: &Bytes) -> Result<(), Rejection>;
}

impl<F> Verify for F
where
    F: Fn(&Parts, &Bytes) -> Result<(), Rejection> + Send + Sync + 'static,
{
    fn verify(&self, parts: &Parts, body: &Bytes) -> Result<(), Rejection> {
        self(parts, body)
    }
}
