//! Arrays whose first items have types of their own.

use crate::json::tuple::{Positions, at_least};
use crate::json::{Decode, DecodeResult, Encode, View, Writer};

/// An array of some items with types of their own, a tuple, and then any number of one type:
/// `prefixItems` with `items`.
///
/// ```
/// use oaspen_runtime::{json, types::Prefixed};
///
/// let row: Prefixed<(String, i64), bool> = json::from_str(r#"["a", 1, true, false]"#)?;
/// assert_eq!((row.head.1, row.rest.len()), (1, 2));
/// assert_eq!(json::to_string(&row), r#"["a",1,true,false]"#);
/// # Ok::<(), json::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prefixed<H, R> {
    /// The first items, all of which are there unless it is an [`AtLeast`](super::AtLeast).
    pub head: H,
    /// The items after them.
    pub rest: Vec<R>,
}

impl<H, R> Prefixed<H, R> {
    /// The first items and those after them.
    pub fn new(head: H, rest: Vec<R>) -> Self {
        Self { head, rest }
    }
}

/// Nothing follows.
impl<H, R> From<H> for Prefixed<H, R> {
    fn from(head: H) -> Self {
        Self::new(head, Vec::new())
    }
}

impl<H: Positions, R: Decode> Decode for Prefixed<H, R> {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        let mut items = at_least(json, H::LEAST)?;
        let head = H::decode_positions(&mut items, H::LEAST)?;
        let rest = items.enumerate().map(|(index, item)| {
            R::decode(item).map_err(|error| error.within_index(H::COUNT + index))
        });
        let rest = rest.collect::<DecodeResult<_>>()?;
        Ok(Self { head, rest })
    }
}

impl<H: Positions, R: Encode> Encode for Prefixed<H, R> {
    fn encode(&self, writer: &mut Writer) {
        let mut array = writer.array();
        let count = if self.rest.is_empty() {
            self.head.present().max(H::LEAST)
        } else {
            H::COUNT
        };
        self.head.encode_positions(&mut array, count);
        for item in &self.rest {
            array.item(item);
        }
        array.end();
    }
}
