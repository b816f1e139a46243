//! Macros that generated code calls for implementations that are the same for every type, and the
//! functions behind them. Reached through the versioned door, without the underscores.

use std::borrow::Cow;

use crate::json::{Decode as _, DecodeError, DecodeResult, ErrorKind, Value, View};

/// Implements `serde`'s traits for the listed types by this crate's own; nothing without the
/// feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::private::v1::serde_core::Serialize for $name {
            fn serialize<S: $crate::private::v1::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::private::v1::serialize(self, serializer)
            }
        }

        impl<'de> $crate::private::v1::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::private::v1::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::private::v1::deserialize(deserializer)
            }
        }
    )+};
}

/// Implements nothing, because the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($name:ty),+ $(,)?) => {};
}

/// Implements what every enum of strings has, from its `VARIANTS` and `as_str`.
///
/// With `lenient` a number or boolean is read as its text; with `open` a value that is not listed is
/// as good as one that is.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($name:ident, $unknown:ident) => {
        $crate::__string_enum!(@ $name, $unknown, false, false);
    };
    ($name:ident, $unknown:ident, open) => {
        $crate::__string_enum!(@ $name, $unknown, false, true);
    };
    ($name:ident, $unknown:ident, lenient, open) => {
        $crate::__string_enum!(@ $name, $unknown, true, true);
    };
    ($name:ident, $unknown:ident, lenient) => {
        $crate::__string_enum!(@ $name, $unknown, true, false);
    };
    (@ $name:ident, $unknown:ident, $lenient:literal, $open:literal) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match Self::VARIANTS.iter().find(|known| known.as_str() == value) {
                    ::core::option::Option::Some(known) => ::core::clone::Clone::clone(known),
                    ::core::option::Option::None => Self::$unknown(::std::borrow::ToOwned::to_owned(value)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::pad(f, self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::private::v1::Decode for $name {
            fn decode(json: $crate::private::v1::View<'_>) -> $crate::private::v1::DecodeResult<Self> {
                match Self::from(&*$crate::private::v1::enum_text(json, $lenient)?) {
                    Self::$unknown(_) if !$open && json.is_strict() => ::core::result::Result::Err(
                        $crate::private::v1::unknown_text(json, &mut Self::VARIANTS.iter().map(Self::as_str)),
                    ),
                    value => ::core::result::Result::Ok(value),
                }
            }
        }

        impl $crate::private::v1::Encode for $name {
            fn encode(&self, writer: &mut $crate::private::v1::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::__serde!($name);
    };
}

/// Implements what every enum of integers has, from its `VARIANTS` and `as_i64`.
///
/// With `lenient` a string is read as the integer that it spells.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident, $unknown:ident) => {
        $crate::__integer_enum!(@ $name, $unknown, false);
    };
    ($name:ident, $unknown:ident, lenient) => {
        $crate::__integer_enum!(@ $name, $unknown, true);
    };
    (@ $name:ident, $unknown:ident, $lenient:literal) => {
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match Self::VARIANTS.iter().find(|known| known.as_i64() == value) {
                    ::core::option::Option::Some(known) => ::core::clone::Clone::clone(known),
                    ::core::option::Option::None => Self::$unknown(value),
                }
            }
        }

        impl ::core::convert::From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.as_i64()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::private::v1::Decode for $name {
            fn decode(json: $crate::private::v1::View<'_>) -> $crate::private::v1::DecodeResult<Self> {
                match Self::from($crate::private::v1::enum_integer(json, $lenient)?) {
                    Self::$unknown(_) if json.is_strict() => ::core::result::Result::Err(
                        $crate::private::v1::unknown_integer(json, &mut Self::VARIANTS.iter().map(Self::as_i64)),
                    ),
                    value => ::core::result::Result::Ok(value),
                }
            }
        }

        impl $crate::private::v1::Encode for $name {
            fn encode(&self, writer: &mut $crate::private::v1::Writer) {
                $crate::private::v1::Encode::encode(&self.as_i64(), writer);
            }
        }

        $crate::__serde!($name);
    };
}

/// The text of a string; `lenient`: of a number or boolean too.
///
/// # Errors
/// When the value is none.
pub fn enum_text<'a>(json: View<'a>, lenient: bool) -> DecodeResult<Cow<'a, str>> {
    match json.value() {
        Value::Number(text) if lenient => Ok(Cow::Borrowed(text)),
        Value::Bool(value) if lenient => Ok(Cow::Owned(value.to_string())),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => json.string().map(Cow::Borrowed),
    }
}

/// An integer; `lenient`: from a string too.
///
/// # Errors
/// When the value is none.
pub fn enum_integer(json: View<'_>, lenient: bool) -> DecodeResult<i64> {
    i64::decode(if lenient { json.text() } else { json })
}

/// The error that a string is not among those listed.
#[cold]
pub fn unknown_text(json: View<'_>, known: &mut dyn Iterator<Item = &str>) -> DecodeError {
    unknown_value(
        json,
        &known.map(|value| format!("{value:?}")).collect::<Vec<_>>(),
    )
}

/// The error that an integer is not among those listed.
#[cold]
pub fn unknown_integer(json: View<'_>, known: &mut dyn Iterator<Item = i64>) -> DecodeError {
    unknown_value(
        json,
        &known.map(|value| value.to_string()).collect::<Vec<_>>(),
    )
}

/// How many of the listed values a message shows.
const SHOWN: usize = 8;

fn unknown_value(json: View<'_>, known: &[String]) -> DecodeError {
    let shown = known
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let more = match known.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    json.expected(ErrorKind::UnknownValue, &format!("one of {shown}{more}"))
}
