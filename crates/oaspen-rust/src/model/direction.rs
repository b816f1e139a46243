//! From what answers carry to what requests carry, where these are two types.

use super::{Argument, Fixed, ItemPath, Presence};
use crate::name::RustIdent;

/// How a struct of answers becomes the one of requests.
#[derive(Clone, Debug, PartialEq)]
pub struct StructIntoRequest {
    /// The struct of requests.
    pub request: ItemPath,
    /// Its fields in order, each with where its value comes from.
    pub fields: Vec<(RustIdent, Transfer)>,
}

/// Where the value of a field comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Transfer {
    /// This field, as it is.
    Moved(RustIdent),
    /// This field, in `Some`.
    Wrapped(RustIdent),
    /// This field, whose value is converted too.
    Converted(RustIdent),
    /// Nowhere: it is not sent.
    Absent(Presence),
    /// The one value that there is.
    Fixed(Fixed, Presence),
    /// The caller.
    Argument(Argument),
}

/// How a union of answers becomes the one of requests.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionIntoRequest {
    /// The union of requests.
    pub request: ItemPath,
    /// By variant, in order.
    pub variants: Vec<UnionTransfer>,
}

/// How a variant becomes one.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionTransfer {
    /// The variant of answers.
    pub from: RustIdent,
    /// Whether it holds a box.
    pub unboxes: bool,
    /// Whether its value is converted too.
    pub converts: bool,
    /// The variant of requests.
    pub to: RustIdent,
    /// Whether that holds a box.
    pub boxes: bool,
}
