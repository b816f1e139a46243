//! Macros that generated code calls for implementations that are the same for every type, and the
//! functions behind them. Reached through the versioned door, without the underscores.

use std::borrow::Cow;

use crate::json::{Decode, DecodeError, DecodeResult, ErrorKind, Outline, View};

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
/// The words after the names are methods of [`crate::enums::EnumOptions`].
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($name:ident, $unknown:ident $(, $($option:ident $(($($argument:tt)*))?)+)?) => {
        $crate::__string_enum!(@ $name, $unknown, $crate::private::v1::EnumOptions::NEW
            $($(.$option($($($argument)*)?))+)?);
    };
    (@ $name:ident, $unknown:ident, $options:expr) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                $options.text_to_enum(Self::VARIANTS, Self::as_str, Self::$unknown, value)
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
                $options.decode_text(Self::VARIANTS, Self::as_str, Self::$unknown, json)
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

/// Implements what every enum of integers has, from its `VARIANTS` and `as_i64`; for a wider
/// type, which is named, `as_u64` or `as_i128`.
///
/// The words after the names are methods of [`crate::enums::EnumOptions`].
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident, $unknown:ident, u64 $(, $($option:ident)+)?) => {
        $crate::__integer_enum!(@ $name, $unknown, u64 as_u64,
            $crate::private::v1::EnumOptions::NEW $($(.$option())+)?);
    };
    ($name:ident, $unknown:ident, i128 $(, $($option:ident)+)?) => {
        $crate::__integer_enum!(@ $name, $unknown, i128 as_i128,
            $crate::private::v1::EnumOptions::NEW $($(.$option())+)?);
    };
    ($name:ident, $unknown:ident $(, $($option:ident)+)?) => {
        $crate::__integer_enum!(@ $name, $unknown, i64 as_i64,
            $crate::private::v1::EnumOptions::NEW $($(.$option())+)?);
    };
    (@ $name:ident, $unknown:ident, $integer:ident $get:ident, $options:expr) => {
        impl ::core::convert::From<$integer> for $name {
            fn from(value: $integer) -> Self {
                match Self::VARIANTS.iter().find(|known| known.$get() == value) {
                    ::core::option::Option::Some(known) => ::core::clone::Clone::clone(known),
                    ::core::option::Option::None => Self::$unknown(value),
                }
            }
        }

        impl ::core::convert::From<$name> for $integer {
            fn from(value: $name) -> Self {
                value.$get()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.$get(), f)
            }
        }

        impl $crate::private::v1::Decode for $name {
            fn decode(json: $crate::private::v1::View<'_>) -> $crate::private::v1::DecodeResult<Self> {
                let value: $integer = $crate::private::v1::enum_integer(json, $options.is_lenient())?;
                match Self::from(value) {
                    Self::$unknown(_) if $options.refuses_unknown(json) => ::core::result::Result::Err(
                        $crate::private::v1::unknown_integer(
                            json,
                            &mut Self::VARIANTS.iter().map(|known| known.$get().into()),
                        ),
                    ),
                    value => ::core::result::Result::Ok(value),
                }
            }
        }

        impl $crate::private::v1::Encode for $name {
            fn encode(&self, writer: &mut $crate::private::v1::Writer) {
                $crate::private::v1::Encode::encode(&self.$get(), writer);
            }
        }

        $crate::__serde!($name);
    };
}

/// The text of a string; `lenient`: of a number or boolean too.
///
/// # Errors
/// When the value is none.
pub(crate) fn enum_text<'a>(json: View<'a>, lenient: bool) -> DecodeResult<Cow<'a, str>> {
    if !lenient {
        return json.string().map(Cow::Borrowed);
    }
    match json.outline() {
        Outline::Number(text) => Ok(Cow::Borrowed(text)),
        Outline::Bool(value) => Ok(Cow::Owned(value.to_string())),
        Outline::Null | Outline::String(_) | Outline::Array | Outline::Object => {
            json.string().map(Cow::Borrowed)
        }
    }
}

/// An integer; `lenient`: from a string too.
///
/// # Errors
/// When the value is none.
pub fn enum_integer<T: Decode>(json: View<'_>, lenient: bool) -> DecodeResult<T> {
    T::decode(if lenient { json.text() } else { json })
}

/// The error that a string is not among those listed.
#[cold]
pub(crate) fn unknown_text(json: View<'_>, known: &mut dyn Iterator<Item = &str>) -> DecodeError {
    unknown_value(json, &mut known.map(|value| format!("{value:?}")))
}

/// The error that an integer is not among those listed.
#[cold]
pub fn unknown_integer(json: View<'_>, known: &mut dyn Iterator<Item = i128>) -> DecodeError {
    unknown_value(json, &mut known.map(|value| value.to_string()))
}

/// How many of the listed values a message shows.
const SHOWN: usize = 8;

/// The error that a value is not among those listed, given as JSON.
pub(crate) fn unknown_value(
    json: View<'_>,
    known: &mut dyn Iterator<Item = String>,
) -> DecodeError {
    let shown = Iterator::take(&mut *known, SHOWN)
        .collect::<Vec<_>>()
        .join(", ");
    let more = match known.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    json.expected(ErrorKind::UnknownValue, &format!("one of {shown}{more}"))
}
