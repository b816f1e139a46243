//! Bodies of requests and responses: the [`Body`] that travels, media types, and one file per
//! kind of content with encode and decode side by side. JSON itself is in [`crate::json`].

mod form;
mod media_type;
mod multipart;
mod parts;
mod payload;
#[cfg(test)]
mod tests;
mod text;

pub use form::{FormError, FormField, decode_form, encode_form};
pub use media_type::{MediaType, choose_media_type, is_json};
pub use multipart::{Multipart, MultipartError, MultipartLimits, MultipartWriter, Part};
pub use parts::Parts;
pub use payload::{Body, BodyError, CollectError};
pub use text::{TextError, decode_text_body, encode_text_body};
