//! What a stream of values fails with.

use std::error::Error;
use std::fmt;

use http_body_util::LengthLimitError;

use super::multipart::MultipartError;
use super::payload::{BodyError, CollectError};
use crate::json::DecodeError;

/// Why the next value of a stream could not be had, or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The bytes stopped coming, most often because the connection broke; or, while writing, the
    /// source of the values failed. Nothing follows.
    Source(BodyError),
    /// A single value has more bytes than allowed. Nothing follows.
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// One value is not what the document says. Those after it may be.
    Decode(DecodeError),
    /// A multipart body is malformed, or has more than allowed. Nothing follows.
    Multipart(MultipartError),
    /// An event's name or id has a line break or a NUL, which no event can have. Nothing follows.
    Unwritable,
}

impl StreamError {
    /// Whether it is about one value alone, so that others may follow.
    #[must_use]
    pub fn is_about_one_value(&self) -> bool {
        match self {
            Self::Decode(_) => true,
            Self::Source(_) | Self::TooLarge { .. } | Self::Multipart(_) | Self::Unwritable => {
                false
            }
        }
    }

    /// Whether more bytes came than are allowed, in one value or in all.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        match self {
            Self::TooLarge { .. } => true,
            Self::Source(error) => is_of_limit(error.as_ref()),
            Self::Multipart(error) => error.is_too_large(),
            Self::Decode(_) | Self::Unwritable => false,
        }
    }
}

impl CollectError {
    /// Whether there are more bytes than allowed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        match self {
            Self::TooLarge { .. } => true,
            Self::Stream(error) => is_of_limit(error.as_ref()),
        }
    }
}

/// Whether a limit cut a stream off: one of ours, or of a layer around the service, whose error may
/// be wrapped.
fn is_of_limit(error: &(dyn Error + Send + Sync + 'static)) -> bool {
    let mut error: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = error {
        if cause.is::<LengthLimitError>() {
            return true;
        }
        error = cause.source();
    }
    false
}

impl fmt::Display for StreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => write!(formatter, "the stream broke off: {error}"),
            Self::TooLarge { limit } => {
                write!(
                    formatter,
                    "a value of the stream is larger than {limit} bytes"
                )
            }
            Self::Decode(error) => error.fmt(formatter),
            Self::Multipart(error) => error.fmt(formatter),
            Self::Unwritable => {
                formatter.write_str("the name or id of an event has a line break or a NUL")
            }
        }
    }
}

impl Error for StreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Source(error) => Some(&**error),
            Self::Decode(error) => Some(error),
            Self::Multipart(error) => Some(error),
            Self::TooLarge { .. } | Self::Unwritable => None,
        }
    }
}

impl From<DecodeError> for StreamError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl From<MultipartError> for StreamError {
    fn from(error: MultipartError) -> Self {
        Self::Multipart(error)
    }
}
