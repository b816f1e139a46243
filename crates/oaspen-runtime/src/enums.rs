//! Enums of what is neither text nor an integer, and what all enums have as options. Reached through
//! the versioned door. Not here: enums of strings and integers (`macros.rs`).

use crate::json::{DecodeError, DecodeResult, View, number, same_text};
use crate::macros::{enum_text, unknown_text, unknown_value};
use crate::types::{Any, Number};

/// What an enum may have besides its values.
#[derive(Clone, Copy, Debug)]
pub struct EnumOptions {
    lenient: bool,
    open: bool,
    /// The positions of the variants in the order of their texts; none when there are few.
    order: &'static [u16],
}

impl EnumOptions {
    /// None.
    pub const NEW: Self = Self {
        lenient: false,
        open: false,
        order: &[],
    };

    /// Numbers are read from text, and text from numbers and booleans.
    #[must_use]
    pub const fn lenient(self) -> Self {
        Self {
            lenient: true,
            ..self
        }
    }

    /// Values that are not listed are welcome in strict mode too.
    #[must_use]
    pub const fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// There are so many variants that they are searched by this order of their texts.
    #[must_use]
    pub const fn sorted(self, order: &'static [u16]) -> Self {
        Self { order, ..self }
    }

    /// Whether the other kind of scalar is read too.
    #[must_use]
    pub const fn is_lenient(self) -> bool {
        self.lenient
    }

    /// Whether a value that is not listed is an error.
    #[must_use]
    pub fn refuses_unknown(self, json: View<'_>) -> bool {
        json.is_strict() && !self.open
    }

    /// The variant with this text; `unknown` when there is none.
    pub fn text_to_enum<T: Clone>(
        self,
        variants: &[T],
        text_of: fn(&T) -> &str,
        unknown: fn(String) -> T,
        text: &str,
    ) -> T {
        match self.find(variants, text_of, text) {
            Some(known) => known.clone(),
            None => unknown(text.to_owned()),
        }
    }

    /// The variant with the text of a JSON value; `unknown` when there is none.
    ///
    /// # Errors
    /// When the value is no text; in strict mode, when it is not listed and the enum not open.
    pub fn decode_text<T: Clone>(
        self,
        variants: &[T],
        text_of: fn(&T) -> &str,
        unknown: fn(String) -> T,
        json: View<'_>,
    ) -> DecodeResult<T> {
        let text = enum_text(json, self.is_lenient())?;
        match self.find(variants, text_of, &text) {
            Some(known) => Ok(known.clone()),
            None if self.refuses_unknown(json) => {
                Err(unknown_text(json, &mut variants.iter().map(text_of)))
            }
            None => Ok(unknown(text.into_owned())),
        }
    }

    /// The variant with this text.
    fn find<'v, T>(self, variants: &'v [T], text_of: fn(&T) -> &str, text: &str) -> Option<&'v T> {
        if self.order.is_empty() {
            let is_it = |known: &&T| same_text(text_of(known), text);
            return variants.iter().find(is_it);
        }
        let variant = |place: &u16| variants.get(usize::from(*place));
        let found = self
            .order
            .binary_search_by(|place| variant(place).map_or("", text_of).cmp(text));
        self.order.get(found.ok()?).and_then(variant)
    }
}

/// Implements what every enum of numbers has, from its `VARIANTS` and `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __number_enum {
    ($name:ident, $unknown:ident $(, $($option:ident)+)?) => {
        $crate::__number_enum!(@ $name, $unknown,
            $crate::private::v1::EnumOptions::NEW $($(.$option())+)?);
    };
    (@ $name:ident, $unknown:ident, $options:expr) => {
        impl $name {
            /// The float nearest to the number.
            #[must_use]
            pub fn as_f64(&self) -> f64 {
                $crate::private::v1::nearest_float(self.as_str())
            }
        }

        impl ::core::convert::From<$crate::private::v1::Number> for $name {
            fn from(value: $crate::private::v1::Number) -> Self {
                let is_it = |known: &&Self| $crate::private::v1::is_number(&value, known.as_str());
                match Self::VARIANTS.iter().find(is_it) {
                    ::core::option::Option::Some(known) => ::core::clone::Clone::clone(known),
                    ::core::option::Option::None => Self::$unknown(value),
                }
            }
        }

        impl ::core::convert::From<$name> for $crate::private::v1::Number {
            fn from(value: $name) -> Self {
                $crate::private::v1::listed_number(value.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::pad(f, self.as_str())
            }
        }

        impl $crate::private::v1::Decode for $name {
            fn decode(json: $crate::private::v1::View<'_>) -> $crate::private::v1::DecodeResult<Self> {
                let value: $crate::private::v1::Number =
                    $crate::private::v1::enum_integer(json, $options.is_lenient())?;
                match Self::from(value) {
                    Self::$unknown(_) if $options.refuses_unknown(json) => ::core::result::Result::Err(
                        $crate::private::v1::unknown_number(json, &mut Self::VARIANTS.iter().map(Self::as_str)),
                    ),
                    value => ::core::result::Result::Ok(value),
                }
            }
        }

        impl $crate::private::v1::Encode for $name {
            fn encode(&self, writer: &mut $crate::private::v1::Writer) {
                writer.number(self.as_str());
            }
        }

        $crate::__serde!($name);
    };
}

/// Implements what every enum of booleans has, from its `VARIANTS` and `as_bool`.
#[doc(hidden)]
#[macro_export]
macro_rules! __boolean_enum {
    ($name:ident, $unknown:ident $(, $($option:ident)+)?) => {
        $crate::__boolean_enum!(@ $name, $unknown,
            $crate::private::v1::EnumOptions::NEW $($(.$option())+)?);
    };
    (@ $name:ident, $unknown:ident, $options:expr) => {
        impl ::core::convert::From<bool> for $name {
            fn from(value: bool) -> Self {
                match Self::VARIANTS.iter().find(|known| known.as_bool() == value) {
                    ::core::option::Option::Some(known) => ::core::clone::Clone::clone(known),
                    ::core::option::Option::None => Self::$unknown(value),
                }
            }
        }

        impl ::core::convert::From<$name> for bool {
            fn from(value: $name) -> Self {
                value.as_bool()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_bool(), f)
            }
        }

        impl $crate::private::v1::Decode for $name {
            fn decode(json: $crate::private::v1::View<'_>) -> $crate::private::v1::DecodeResult<Self> {
                let value: bool = $crate::private::v1::enum_integer(json, $options.is_lenient())?;
                match Self::from(value) {
                    Self::$unknown(_) if $options.refuses_unknown(json) => ::core::result::Result::Err(
                        $crate::private::v1::unknown_boolean(json, &mut Self::VARIANTS.iter().map(Self::as_bool)),
                    ),
                    value => ::core::result::Result::Ok(value),
                }
            }
        }

        impl $crate::private::v1::Encode for $name {
            fn encode(&self, writer: &mut $crate::private::v1::Writer) {
                writer.boolean(self.as_bool());
            }
        }

        $crate::__serde!($name);
    };
}

/// Implements what every enum of several kinds of values has, from its `VARIANTS` and `to_json`.
#[doc(hidden)]
#[macro_export]
macro_rules! __json_enum {
    ($name:ident, $unknown:ident $(, $($option:ident)+)?) => {
        $crate::__json_enum!(@ $name, $unknown,
            $crate::private::v1::EnumOptions::NEW $($(.$option())+)?);
    };
    (@ $name:ident, $unknown:ident, $options:expr) => {
        impl ::core::convert::From<$crate::private::v1::Any> for $name {
            fn from(value: $crate::private::v1::Any) -> Self {
                match Self::VARIANTS.iter().find(|known| known.to_json() == value) {
                    ::core::option::Option::Some(known) => ::core::clone::Clone::clone(known),
                    ::core::option::Option::None => Self::$unknown(value),
                }
            }
        }

        impl ::core::convert::From<$name> for $crate::private::v1::Any {
            fn from(value: $name) -> Self {
                value.to_json()
            }
        }

        impl $crate::private::v1::Decode for $name {
            fn decode(json: $crate::private::v1::View<'_>) -> $crate::private::v1::DecodeResult<Self> {
                let known = &mut Self::VARIANTS.iter().map(Self::to_json);
                match Self::from($crate::private::v1::enum_json(json, $options.is_lenient(), known)) {
                    Self::$unknown(_) if $options.refuses_unknown(json) => ::core::result::Result::Err(
                        $crate::private::v1::unknown_json(json, &mut Self::VARIANTS.iter().map(Self::to_json)),
                    ),
                    value => ::core::result::Result::Ok(value),
                }
            }
        }

        impl $crate::private::v1::Encode for $name {
            fn encode(&self, writer: &mut $crate::private::v1::Writer) {
                $crate::private::v1::Encode::encode(&self.to_json(), writer);
            }
        }

        $crate::__serde!($name);
    };
}

/// A number that a document lists.
#[must_use]
pub fn listed_number(text: &str) -> Number {
    Number::from_text(text)
}

/// Whether a number has the value of a text of the document.
#[must_use]
pub fn is_number(number: &Number, text: &str) -> bool {
    number::same_number(number.as_str(), text)
}

/// The float nearest to a number, which may be infinite.
#[must_use]
pub fn nearest_float(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// A value that a document lists, from its JSON.
#[must_use]
pub fn listed_json(text: &str) -> Any {
    text.parse().unwrap_or_default()
}

/// The value; where text stands for all scalars, the listed one that it spells.
pub fn enum_json(json: View<'_>, lenient: bool, known: &mut dyn Iterator<Item = Any>) -> Any {
    let value = json.to_any();
    if !lenient && !json.is_text() {
        return value;
    }
    let Some(text) = plain_text(&value) else {
        return value;
    };
    let spelt = Iterator::find(&mut &mut *known, |known| {
        plain_text(known).is_some_and(|known| known == text)
    });
    spelt.unwrap_or(value)
}

fn plain_text(value: &Any) -> Option<String> {
    match value {
        Any::Bool(value) => Some(value.to_string()),
        Any::Number(number) => Some(number.to_string()),
        Any::String(text) => Some(text.clone()),
        Any::Null | Any::Array(_) | Any::Object(_) => None,
    }
}

/// The error that a number is not among those listed.
#[cold]
pub fn unknown_number(json: View<'_>, known: &mut dyn Iterator<Item = &str>) -> DecodeError {
    unknown_value(json, &mut known.map(str::to_owned))
}

/// The error that a boolean is not the one listed.
#[cold]
pub fn unknown_boolean(json: View<'_>, known: &mut dyn Iterator<Item = bool>) -> DecodeError {
    unknown_value(json, &mut known.map(|value| value.to_string()))
}

/// The error that a value is not among those listed.
#[cold]
pub fn unknown_json(json: View<'_>, known: &mut dyn Iterator<Item = Any>) -> DecodeError {
    unknown_value(json, &mut known.map(|value| value.to_string()))
}
