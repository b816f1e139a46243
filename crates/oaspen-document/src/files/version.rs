//! The version that a file states for itself.

use crate::model::Version;
use crate::node::Node;

/// The version that a referenced file states for itself.
pub(super) fn version_of(node: &Node) -> Option<Version> {
    let text = match node.get("openapi") {
        Some(openapi) => openapi.as_str()?,
        None => node.get("swagger")?.as_str()?,
    };
    match text.get(..3)? {
        "2.0" => Some(Version::V2_0),
        "3.0" => Some(Version::V3_0),
        "3.1" => Some(Version::V3_1),
        "3.2" => Some(Version::V3_2),
        _ => None,
    }
}
