//! Tuples: arrays of a fixed length, and the first items of longer ones.

use super::decode::{Decode, DecodeResult};
use super::encode::Encode;
use super::error::{DecodeError, ErrorKind};
use super::view::{Items, View};
use super::writer::{ArrayWriter, Writer};
use crate::check::Check;

/// A tuple of one to twelve types, item by item.
pub trait Positions: Sized {
    /// How many items there are.
    const COUNT: usize;

    /// How many of them are always there.
    const LEAST: usize = Self::COUNT;

    /// Reads the next items, of which so many must be there.
    ///
    /// # Errors
    /// When one is missing or not of its type.
    fn decode_positions(items: &mut Items<'_>, least: usize) -> DecodeResult<Self>;

    /// How many items there are up to the last that is not absent.
    fn present(&self) -> usize;

    /// Writes the first items into an array, so many.
    fn encode_positions(&self, array: &mut ArrayWriter<'_>, count: usize);
}

/// The items of an array of at least `length`.
///
/// # Errors
/// When there are fewer, or it is no array.
pub(crate) fn at_least<'a>(json: View<'a>, length: usize) -> DecodeResult<Items<'a>> {
    let items = json.items()?;
    if items.len() < length {
        let expected = format!("an array of at least {length}");
        return Err(json.expected(ErrorKind::Range, &expected));
    }
    Ok(items)
}

/// The items of an array of so many, at least and at most; more are passed over in tolerant mode.
pub(crate) fn between(json: View<'_>, least: usize, most: usize) -> DecodeResult<Items<'_>> {
    let items = json.items()?;
    if items.len() < least || (json.is_strict() && items.len() > most) {
        let expected = if least == most {
            format!("an array of {most}")
        } else {
            format!("an array of {least} to {most}")
        };
        return Err(json.expected(ErrorKind::Range, &expected));
    }
    Ok(items)
}

/// The next item; where it may be missing, what stands for that.
fn next_item<T: Decode>(items: &mut Items<'_>, index: usize, least: usize) -> DecodeResult<T> {
    let value = match items.next() {
        Some(item) => T::decode(item),
        None => T::absent()
            .filter(|_| index >= least)
            .ok_or_else(|| DecodeError::new(ErrorKind::Missing, "the item is missing")),
    };
    value.map_err(|error| error.within_index(index))
}

macro_rules! tuples {
    ($($length:literal: $($item:ident $index:tt),*;)*) => {$(
        impl<$($item: Decode + Encode),*> Positions for ($($item,)*) {
            const COUNT: usize = $length;

            fn decode_positions(items: &mut Items<'_>, least: usize) -> DecodeResult<Self> {
                Ok(($(next_item::<$item>(items, $index, least)?,)*))
            }

            fn present(&self) -> usize {
                let present = [$((!self.$index.is_absent()).then_some($index + 1)),*];
                present.into_iter().flatten().next_back().unwrap_or(0)
            }

            fn encode_positions(&self, array: &mut ArrayWriter<'_>, count: usize) {
                $(if $index < count {
                    array.item(&self.$index);
                })*
            }
        }

        impl<$($item: Decode),*> Decode for ($($item,)*) {
            fn decode(json: View<'_>) -> DecodeResult<Self> {
                let mut items = between(json, $length, $length)?;
                Ok(($(next_item::<$item>(&mut items, $index, $length)?,)*))
            }

            fn checks() -> &'static [Check] {
                &[$(Check::Position($index, &[Check::Of($item::checks)])),*]
            }
        }

        impl<$($item: Encode),*> Encode for ($($item,)*) {
            fn encode(&self, writer: &mut Writer) {
                let mut array = writer.array();
                $(array.item(&self.$index);)*
                array.end();
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}
