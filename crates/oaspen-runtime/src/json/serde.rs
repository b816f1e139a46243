//! `serde`'s traits by way of this crate's own: any format becomes a [`Value`], which decodes; what
//! encodes becomes a [`Value`], which is serialized. Slower than JSON direct, and of one behaviour.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde_core::{Deserializer, Serialize, Serializer};

use super::decode::Decode;
use super::encode::Encode;
use super::number::{self, Integer};
use super::parse::DEPTH_LIMIT;
use super::value::Value;
use super::view::Mode;
use super::{decode_value, encode_value};

/// Deserializes through [`Decode`], tolerantly.
///
/// # Errors
/// When the format fails, or gives what is not a `T`.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Nested(0).deserialize(deserializer)?;
    decode_value(&value, Mode::Tolerant).map_err(D::Error::custom)
}

/// Serializes through [`Encode`].
///
/// # Errors
/// When the format fails, or the value is nested too deep.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    encode_value(value)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => serialize_number(text, serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                items
                    .iter()
                    .try_for_each(|item| sequence.serialize_element(item))?;
                sequence.end()
            }
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries
                    .iter()
                    .try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

/// `serde` has no exact numbers: integers up to 128 bits are exact, all others `f64`.
fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let integer = if text.contains(['.', 'e', 'E']) {
        Integer::Fractional
    } else {
        number::to_integer(text)
    };
    if let Some(value) = integer.to_i128() {
        if let Ok(value) = i64::try_from(value) {
            return serializer.serialize_i64(value);
        }
        if let Ok(value) = u64::try_from(value) {
            return serializer.serialize_u64(value);
        }
        return serializer.serialize_i128(value);
    }
    match integer.to_u128() {
        Some(value) => serializer.serialize_u128(value),
        None => serializer.serialize_f64(text.parse().map_err(S::Error::custom)?),
    }
}

/// Reads a value that is nested this deep.
struct Nested(usize);

impl Nested {
    fn deeper<E: serde_core::de::Error>(&self) -> Result<Self, E> {
        if self.0 >= DEPTH_LIMIT {
            return Err(E::custom(format_args!(
                "nested more than {DEPTH_LIMIT} levels deep"
            )));
        }
        Ok(Self(self.0 + 1))
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Value<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

fn exact<E>(number: impl fmt::Display) -> Result<Value<'static>, E> {
    Ok(Value::Number(Cow::Owned(number.to_string())))
}

impl<'de> Visitor<'de> for Nested {
    type Value = Value<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what JSON has: null, a boolean, a number, a string, an array or an object")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        exact(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        exact(value)
    }

    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        exact(value)
    }

    fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
        exact(value)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        if value.is_finite() {
            exact(format_args!("{value:?}"))
        } else {
            Ok(Value::Null)
        }
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let depth = self.deeper()?.0;
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(Nested(depth))? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let depth = self.deeper()?.0;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(Key)? {
            entries.push((key, map.next_value_seed(Nested(depth))?));
        }
        if let Some(number) = as_exact_number(&entries) {
            return Ok(number);
        }
        Ok(Value::Object(super::value::with_unique_keys(entries)))
    }
}

/// The key under which `serde_json` gives the text of every number once anyone in a build turns its
/// `arbitrary_precision` on.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// The number that these entries stand for, if they do.
fn as_exact_number(entries: &[(Cow<'static, str>, Value<'static>)]) -> Option<Value<'static>> {
    let [(key, Value::String(text))] = entries else {
        return None;
    };
    let is_number = key == EXACT_NUMBER && number::is_number(text);
    is_number.then(|| Value::Number(text.clone()))
}

/// Reads a key: scalars become text, as formats with typed keys (YAML) need.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'static, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match deserializer.deserialize_any(Nested(DEPTH_LIMIT))? {
            Value::String(text) | Value::Number(text) => Ok(text),
            Value::Bool(value) => Ok(Cow::Owned(value.to_string())),
            Value::Null | Value::Array(_) | Value::Object(_) => {
                Err(D::Error::custom("a key is no scalar"))
            }
        }
    }
}
