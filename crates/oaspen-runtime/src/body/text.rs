//! Text bodies. Written as UTF-8; read as UTF-8 or ASCII, other charsets are refused.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;

use super::MediaType;
use crate::json::Value;
use crate::param::ParameterFault;

/// The bytes of a scalar value and the content type that names their charset.
///
/// # Errors
/// When the value is a list or an object.
pub fn encode_text_body(
    media_type: &str,
    value: &Value<'_>,
) -> Result<(String, Bytes), ParameterFault> {
    let text = crate::param::scalar_text(value)?;
    let parsed = MediaType::parse(media_type);
    let silent = parsed.is_some_and(|media_type| {
        media_type.kind().eq_ignore_ascii_case("text") && media_type.parameter("charset").is_none()
    });
    let content_type = if silent {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    };
    Ok((content_type, Bytes::from(text)))
}

/// Reads text into the tree that text mode decodes.
///
/// # Errors
/// When the content type names a charset other than UTF-8 or ASCII, or the bytes are not UTF-8.
pub fn decode_text_body<'b>(content_type: &str, body: &'b [u8]) -> Result<Value<'b>, TextError> {
    let charset = MediaType::parse(content_type).and_then(|media| media.parameter("charset"));
    if let Some(charset) = charset {
        let known = ["utf-8", "utf8", "us-ascii", "ascii"];
        if !known
            .iter()
            .any(|known| charset.eq_ignore_ascii_case(known))
        {
            return Err(TextError::Charset(charset));
        }
    }
    let text = std::str::from_utf8(body).map_err(|_| TextError::NotUtf8)?;
    Ok(Value::String(Cow::Borrowed(text)))
}

/// Why bytes could not be read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextError {
    /// The charset is neither UTF-8 nor ASCII.
    Charset(String),
    /// The bytes are not UTF-8.
    NotUtf8,
}

impl fmt::Display for TextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Charset(charset) => write!(formatter, "the charset {charset:?} is not supported"),
            Self::NotUtf8 => formatter.write_str("the text is not UTF-8"),
        }
    }
}

impl std::error::Error for TextError {}
