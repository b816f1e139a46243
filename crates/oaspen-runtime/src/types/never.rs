//! What no value is.

use std::convert::Infallible;

use crate::json::{Decode, DecodeResult, Encode, ErrorKind, View, Writer};

/// A value of a schema that is `false`: there is none, so that nothing can be read or made as one.
///
/// A required property of this type makes the whole an object that cannot be made either. It is not
/// [`Infallible`], because the compiler, which knows that one to be empty, warns wherever code takes
/// such a value for something that may be there.
///
/// ```
/// use oaspen_runtime::types::Never;
///
/// assert!(oaspen_runtime::json::from_str::<Never>("null").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Never(Infallible);

impl Never {
    /// Whatever is asked for, because this is never called.
    pub fn absurd<T>(self) -> T {
        match self.0 {}
    }
}

/// Nothing is a value of a schema that is `false`.
impl Decode for Never {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        Err(json.expected(
            ErrorKind::Type,
            "nothing, because the schema allows no value",
        ))
    }
}

impl Encode for Never {
    fn encode(&self, _: &mut Writer) {
        self.absurd()
    }
}

crate::__serde!(Never);
