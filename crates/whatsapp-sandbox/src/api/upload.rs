//! Bodies that come bit by bit and are kept: read up to a limit.

use oaspen_runtime::body::Body;
use oaspen_runtime::server::Rejection;
use oaspen_runtime::types::Bytes;

use crate::failure::Failure;
use crate::router::MAX_BODY;

/// All bytes of a body.
pub(super) async fn read(body: Body) -> Result<Bytes, Failure> {
    let bytes = body.collect(MAX_BODY).await;
    bytes.map_err(|error| Rejection::from(error).into())
}

/// [`read`], if there is a body.
pub(super) async fn read_optional(body: Option<Body>) -> Result<Option<Bytes>, Failure> {
    match body {
        Some(body) => read(body).await.map(Some),
        None => Ok(None),
    }
}
