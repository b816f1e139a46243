//! Enums of constants.

use super::{Derive, Docs};
use crate::name::RustIdent;

/// An open enum: the values of the document, and a last variant for every other.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// What is said about it.
    pub docs: Docs,
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
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariant {
    /// What is said about it.
    pub docs: Docs,
    /// Its name.
    pub ident: RustIdent,
}

/// The values on the wire, one for each variant.
#[derive(Clone, Debug, PartialEq)]
pub enum EnumValue {
    /// Strings.
    String(Vec<String>),
    /// Integers.
    Integer(Vec<i64>),
}
