//! [`Encode`], and how Rust's own types are encoded.

use std::collections::BTreeMap;

use super::writer::Writer;
use crate::types::{Map, Presence};

/// A type that can be encoded as JSON. Encoding cannot fail.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be encoded as JSON",
    note = "generated types, Rust's scalars, `Option`, `Vec` and `oaspen_runtime::types` can"
)]
pub trait Encode {
    /// Writes the value: exactly one JSON value.
    fn encode(&self, writer: &mut Writer);

    /// Whether it stands for an item that is left out at the end of an array.
    fn is_absent(&self) -> bool {
        false
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Encode for $integer {
            fn encode(&self, writer: &mut Writer) {
                writer.integer(*self);
            }
        }
    )*};
}

integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

macro_rules! floats {
    ($($float:ty),*) => {$(
        /// Not a number and the infinities, which JSON has no numbers for, are written as `null`.
        impl Encode for $float {
            fn encode(&self, writer: &mut Writer) {
                if self.is_finite() { writer.float(*self) } else { writer.null() }
            }
        }
    )*};
}

floats!(f32, f64);

impl Encode for () {
    fn encode(&self, writer: &mut Writer) {
        writer.null();
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// Absent is `null` where a value must be written.
impl<T: Encode> Encode for Presence<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(writer),
            Self::Null | Self::Absent => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        let mut array = writer.array();
        self.iter().for_each(|item| array.item(item));
        array.end();
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.additional(self);
        object.end();
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        self.iter()
            .for_each(|(key, value)| object.required(key, value));
        object.end();
    }
}
