//! Media types: RFC 9110 §8.3.1 and the ranges of §12.5.1, as keys of `content`.

pub(super) use oaspen_document::media_type::{is_json, is_json_range};

use oaspen_document::media_type::essence_of;

use crate::ir::MediaType;

/// A key of `content`; one that is no media type, which the document's check has reported, is kept
/// as written.
pub(super) fn lower_media_type(text: &str) -> MediaType {
    MediaType {
        text: text.to_owned(),
        essence: essence_of(text).unwrap_or_else(|| text.to_owned()),
    }
}

/// `text/*` in either reading of the star.
pub(super) fn is_text(essence: &str) -> bool {
    essence.starts_with("text/")
}
