//! Bodies that are kept as they come.

use oaspen_runtime::body::Body;
use oaspen_runtime::types::Base64;
use whatsapp_server::Rejection;

use crate::failure::Failure;

/// What media and certificates may have at most.
pub(crate) const LARGEST: usize = 16 * 1024 * 1024;

/// Reads a body to its end.
pub(crate) async fn read_upload(body: Body) -> Result<Base64, Failure> {
    let read = body.collect(LARGEST).await;
    read.map(Base64)
        .map_err(|error| Rejection::from(error).into())
}
