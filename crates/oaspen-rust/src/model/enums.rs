//! Enums of constants.

use super::{Derive, Docs};
use crate::name::RustIdent;

/// An open enum: the values of the document, and a last variant for every other.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// What is said about it.
    pub docs: Docs,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// Its name.
    pub ident: RustIdent,
    /// Its derives.
    pub derives: Vec<Derive>,
    /// The variants of the document, in order.
    pub variants: Vec<EnumVariant>,
    /// The variant for every other value.
    pub unknown: RustIdent,
    /// What its values are on the wire.
    pub values: EnumValue,
    /// Whether other values are as good as those listed.
    pub open: bool,
    /// Whether numbers are read as strings, or the other way.
    pub lenient: bool,
    /// The positions of the variants in the order of their texts, when there are so many that they
    /// are searched by it.
    pub order: Vec<u16>,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariant {
    /// What is said about it.
    pub docs: Docs,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// Its name.
    pub ident: RustIdent,
    /// Whether it is the type's default: the only value.
    pub is_default: bool,
}

/// The values on the wire, one for each variant.
#[derive(Clone, Debug, PartialEq)]
pub enum EnumValue {
    /// Strings.
    String(Vec<String>),
    /// Integers of 64 bits.
    Integer(Vec<i128>),
    /// Integers of which one is beyond `i64`, and none negative or beyond `u64`.
    Unsigned(Vec<i128>),
    /// Integers of 128 bits.
    Wide(Vec<i128>),
    /// Numbers, each with its text.
    Number(Vec<String>),
    /// Booleans.
    Boolean(Vec<bool>),
    /// Values of several kinds, each as JSON.
    Json(Vec<String>),
}
