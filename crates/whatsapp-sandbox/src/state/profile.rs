//! What users see of the business.

use oaspen_runtime::types::Base64;
use serde::{Deserialize, Serialize};
use whatsapp_types::BusinessProfile;

/// What users see of the business.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Profile {
    pub(crate) about: String,
    pub(crate) business: Option<BusinessProfile>,
    /// Taken for a JPEG, which is all that the document has.
    pub(crate) photo: Option<Base64>,
}
