//! Bodies of requests and responses: the [`Body`] that travels, media types, and one file per
//! kind of content with encode and decode side by side. JSON itself is in [`crate::json`].
//!
//! A body that is a sequence of values is an [`ItemStream`], server-sent events are an
//! [`EventStream`]: both give one value after the other as it comes.

mod event_stream;
mod events;
mod file;
mod form;
#[cfg(any(feature = "timers", feature = "server"))]
mod idle;
mod item_stream;
mod json_lines;
mod json_sequence;
#[cfg(feature = "server")]
mod keep_alive;
mod media_type;
mod multipart;
mod parts;
mod payload;
#[cfg(feature = "timers")]
mod reconnect;
mod records;
mod stream;
mod stream_error;
#[cfg(test)]
mod stream_tests;
#[cfg(test)]
mod tests;
mod text;
mod whole_event;

pub use event_stream::{Event, EventData, EventStream};
pub use file::File;
pub use form::{FormError, FormField, decode_form, encode_form};
pub use item_stream::{ItemStream, ReadText};
pub use media_type::{MediaType, choose_media_type, is_json};
pub use multipart::{
    Multipart, MultipartError, MultipartLimits, MultipartWriter, Part, PartStream, StreamedPart,
};
pub use parts::Parts;
pub use payload::{Body, BodyError, CollectError};
pub use records::Framing;
pub use stream_error::StreamError;
pub use text::{TextError, decode_text_body, encode_text_body};
