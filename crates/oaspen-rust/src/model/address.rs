//! The servers that a document names, as types of the client part, decided.

use super::Docs;
use crate::name::RustIdent;

/// A server: a type that becomes an address of the runtime's.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// What is said about it.
    pub docs: Docs,
    /// The type.
    pub ident: RustIdent,
    /// The URL template.
    pub url: String,
    /// Whether the template says no host, so that a caller must.
    pub is_relative: bool,
    /// The variables in the template, in the document's order.
    pub variables: Vec<AddressVariable>,
}

/// A variable of a URL template.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressVariable {
    /// What is said about its setter.
    pub docs: Docs,
    /// Its name in the template.
    pub name: String,
    /// What it is when it is not set.
    pub default: String,
    /// The setter.
    pub method: RustIdent,
    /// The values it may have; any text when there is no list.
    pub values: Option<AddressValues>,
}

/// The values of a variable: an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressValues {
    /// What is said about it.
    pub docs: Docs,
    /// The enum.
    pub ident: RustIdent,
    /// The values, in order.
    pub variants: Vec<AddressValue>,
}

/// A value of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct AddressValue {
    /// What is said about it.
    pub docs: Docs,
    /// The variant.
    pub ident: RustIdent,
    /// What the URL has.
    pub value: String,
}
