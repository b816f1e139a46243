//! Arrays whose last positions may be left out.

use crate::check::Check;
use crate::json::tuple::{Positions, between};
use crate::json::{ArrayWriter, Decode, DecodeResult, Encode, Items, View, Writer};

/// A tuple of which the first `LEAST` items are always there: `prefixItems` with a `minItems` that
/// is less, or without one. The others are an `Option`, or a [`Presence`](super::Presence) where
/// `null` is a value; those at the end that are absent are not written.
///
/// ```
/// use oaspen_runtime::{json, types::AtLeast};
///
/// let point: AtLeast<(f64, f64, Option<f64>), 2> = json::from_str("[1.5,2]")?;
/// assert_eq!(point.0, (1.5, 2.0, None));
/// assert_eq!(json::to_string(&point), "[1.5,2.0]");
/// # Ok::<(), json::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AtLeast<T, const LEAST: usize>(
    /// The items.
    pub T,
);

impl<T, const LEAST: usize> From<T> for AtLeast<T, LEAST> {
    fn from(items: T) -> Self {
        Self(items)
    }
}

impl<T: Positions, const LEAST: usize> Positions for AtLeast<T, LEAST> {
    const COUNT: usize = T::COUNT;
    const LEAST: usize = LEAST;

    fn decode_positions(items: &mut Items<'_>, least: usize) -> DecodeResult<Self> {
        T::decode_positions(items, least).map(Self)
    }

    fn present(&self) -> usize {
        self.0.present()
    }

    fn encode_positions(&self, array: &mut ArrayWriter<'_>, count: usize) {
        self.0.encode_positions(array, count);
    }
}

impl<T: Positions + Decode, const LEAST: usize> Decode for AtLeast<T, LEAST> {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        let mut items = between(json, LEAST, T::COUNT)?;
        T::decode_positions(&mut items, LEAST).map(Self)
    }

    fn checks() -> &'static [Check] {
        T::checks()
    }
}

impl<T: Positions, const LEAST: usize> Encode for AtLeast<T, LEAST> {
    fn encode(&self, writer: &mut Writer) {
        let mut array = writer.array();
        let count = self.0.present().max(LEAST);
        self.0.encode_positions(&mut array, count);
        array.end();
    }
}
