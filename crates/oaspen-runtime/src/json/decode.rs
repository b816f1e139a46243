//! [`Decode`], and how Rust's own types are decoded.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::error::{DecodeError, ErrorKind};
use super::number::{self, Integer};
use super::view::View;
use crate::check::Check;
use crate::types::{Map, Presence};

/// What decoding gives.
pub type DecodeResult<T> = Result<T, DecodeError>;

/// A type that can be decoded from JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from JSON",
    note = "generated types, Rust's scalars, `Option`, `Vec` and `oaspen_runtime::types` can"
)]
pub trait Decode: Sized {
    /// Whether `null` is a value of this type.
    const NULLABLE: bool = false;

    /// Decodes a value.
    ///
    /// # Errors
    /// When it is not a `Self`.
    fn decode(json: View<'_>) -> DecodeResult<Self>;

    /// What stands for an item at the end of an array that was left out, if that can be said.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// What the document demands of values beyond what decoding asks for.
    #[must_use]
    fn checks() -> &'static [Check] {
        &[]
    }
}

impl Decode for bool {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.boolean()
    }
}

impl Decode for String {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.string().map(str::to_owned)
    }
}

/// Reads an integer; `1.0` and `1e3` are some.
fn decode_integer(json: View<'_>) -> DecodeResult<Integer> {
    let text = json.number("an integer")?;
    match number::to_integer(text) {
        Integer::Fractional => Err(json.expected(ErrorKind::Type, "an integer")),
        integer @ (Integer::Exact { .. } | Integer::TooLarge) => Ok(integer),
    }
}

#[cold]
fn out_of_range(json: View<'_>, smallest: &str, largest: &str) -> DecodeError {
    json.expected(
        ErrorKind::Range,
        &format!("an integer from {smallest} to {largest}"),
    )
}

fn decode_i128(json: View<'_>) -> DecodeResult<Option<i128>> {
    decode_integer(json).map(Integer::to_i128)
}

fn decode_u128(json: View<'_>) -> DecodeResult<Option<u128>> {
    decode_integer(json).map(Integer::to_u128)
}

macro_rules! integers {
    ($read:ident: $($integer:ty),*) => {$(
        impl Decode for $integer {
            fn decode(json: View<'_>) -> DecodeResult<Self> {
                // As most are written: digits, and few enough.
                if let Some(Ok(value)) = json.as_number().map(str::parse) {
                    return Ok(value);
                }
                $read(json)?.and_then(|value| Self::try_from(value).ok()).ok_or_else(|| {
                    out_of_range(json, &Self::MIN.to_string(), &Self::MAX.to_string())
                })
            }
        }
    )*};
}

integers!(decode_i128: i8, i16, i32, i64, i128, isize);
integers!(decode_u128: u8, u16, u32, u64, u128, usize);

macro_rules! floats {
    ($($float:ty),*) => {$(
        impl Decode for $float {
            fn decode(json: View<'_>) -> DecodeResult<Self> {
                match json.number("a number")?.parse::<Self>() {
                    Ok(value) if value.is_finite() => Ok(value),
                    Ok(_) | Err(_) => {
                        Err(json.expected(ErrorKind::Range, concat!("a number within ", stringify!($float))))
                    }
                }
            }
        }
    )*};
}

floats!(f32, f64);

impl Decode for () {
    const NULLABLE: bool = true;

    fn decode(json: View<'_>) -> DecodeResult<Self> {
        if json.is_null() {
            Ok(())
        } else {
            Err(json.expected(ErrorKind::Type, "null"))
        }
    }
}

/// Nothing is a value of a schema that is `false`.
impl Decode for Infallible {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        Err(json.expected(
            ErrorKind::Type,
            "nothing, because the schema allows no value",
        ))
    }
}

impl<T: Decode> Decode for Option<T> {
    const NULLABLE: bool = true;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn decode(json: View<'_>) -> DecodeResult<Self> {
        if json.is_null() {
            Ok(None)
        } else {
            T::decode(json).map(Some)
        }
    }

    fn checks() -> &'static [Check] {
        &[Check::Of(T::checks)]
    }
}

impl<T: Decode> Decode for Presence<T> {
    const NULLABLE: bool = true;

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }

    fn decode(json: View<'_>) -> DecodeResult<Self> {
        if json.is_null() {
            Ok(Self::Null)
        } else {
            T::decode(json).map(Self::Value)
        }
    }

    fn checks() -> &'static [Check] {
        &[Check::Of(T::checks)]
    }
}

impl<T: Decode> Decode for Box<T> {
    const NULLABLE: bool = T::NULLABLE;

    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.check_room()?;
        T::decode(json).map(Self::new)
    }

    fn checks() -> &'static [Check] {
        T::checks()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        let found = json.items()?;
        json.check_room()?;
        let mut items = Self::with_capacity(cautious::<T>(found.len()));
        for item in found {
            match T::decode(item) {
                Ok(item) => items.push(item),
                Err(error) => return Err(error.within_index(items.len())),
            }
        }
        Ok(items)
    }

    fn checks() -> &'static [Check] {
        &[Check::ItemsFrom(0, &[Check::Of(T::checks)])]
    }
}

impl<T: Decode> Decode for Map<T> {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.properties()?.decode(&[])
    }

    fn checks() -> &'static [Check] {
        &[Check::Values(&[Check::Of(T::checks)])]
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        json.properties()?
            .decode(&[])
            .map(|map: Map<T>| map.into_iter().collect())
    }

    fn checks() -> &'static [Check] {
        &[Check::Values(&[Check::Of(T::checks)])]
    }
}

/// How many `T`s to make room for when `count` are expected: text of a few bytes must not reserve
/// memory for many large values.
pub(super) fn cautious<T>(count: usize) -> usize {
    const RESERVED_BYTES: usize = 1 << 20;
    count.min(RESERVED_BYTES / size_of::<T>().max(1))
}
