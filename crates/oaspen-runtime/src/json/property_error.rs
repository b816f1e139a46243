//! What is wrong with the properties of an object.

use super::error::{DecodeError, ErrorKind};

#[cold]
pub(super) fn missing(name: &str) -> DecodeError {
    DecodeError::new(
        ErrorKind::Missing,
        format!("the property `{name}` is missing"),
    )
}

#[cold]
pub(super) fn null(name: &str) -> DecodeError {
    DecodeError::new(
        ErrorKind::Null,
        "null is not allowed; leave the property out",
    )
    .within_key(name)
}

#[cold]
pub(super) fn unknown_property(key: &str, named: &[&str]) -> DecodeError {
    let message = match named {
        [] => "no property is allowed here".to_owned(),
        [_, ..] => format!(
            "the property is not allowed; allowed are `{}`",
            named.join("`, `")
        ),
    };
    DecodeError::new(ErrorKind::UnknownProperty, message).within_key(key)
}
