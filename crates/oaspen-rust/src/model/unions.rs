//! Unions.

use super::{Check, Derive, Docs, Ty, UnionIntoRequest};
use crate::name::RustIdent;

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// What is said about it.
    pub docs: Docs,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// Its name.
    pub ident: RustIdent,
    /// Its derives.
    pub derives: Vec<Derive>,
    /// Its branches, in order.
    pub variants: Vec<UnionVariant>,
    /// Types of which a variant is made, by `From`, and the union by that.
    pub through: Vec<Through>,
    /// The variant for a value that fits no branch.
    pub unknown: RustIdent,
    /// How a value finds its branch.
    pub plan: UnionPlan,
    /// What is checked of its values.
    pub checks: Vec<Check>,
    /// How it becomes what requests carry, when it is what answers carry.
    pub into_request: Option<UnionIntoRequest>,
}

/// A branch.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// What is said about it.
    pub docs: Docs,
    /// Its name.
    pub ident: RustIdent,
    /// What it holds.
    pub ty: Ty,
    /// Whether it holds it in a box.
    pub boxed: bool,
    /// Whether the union is made from it by `From`: its type is no other branch's.
    pub from: bool,
}

/// `impl From<T>` by way of a variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Through {
    /// The type.
    pub ty: Ty,
    /// The variant that is made from it.
    pub variant: RustIdent,
    /// Whether the variant holds a box.
    pub boxed: bool,
}

/// The table that stands beside a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionPlan {
    /// The static's name.
    pub ident: RustIdent,
    /// In order of testing.
    pub rules: Vec<Rule>,
    /// Branches that are tried, by position, in order.
    pub tried: Vec<usize>,
    /// Whether checks ask for the branch too, so that a function finds it.
    pub is_shared: bool,
    /// Whether a value that the chosen branch does not decode may be another's.
    pub reconsiders: bool,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The JSON kinds that the value may have.
    pub kinds: Kinds,
    /// What else must hold.
    pub test: Test,
    /// The branch, by position.
    pub branch: usize,
}

/// JSON kinds, as the runtime calls them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// Every kind.
    Any,
    /// No kind.
    None,
    /// These, in order.
    Of(Vec<Kind>),
}

/// A JSON kind, as the runtime calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the other variants are JSON's kinds")]
pub enum Kind {
    Null,
    Boolean,
    /// A number that is whole.
    Integer,
    /// A number that is not.
    Fraction,
    /// Any number.
    Number,
    String,
    Array,
    Object,
}

/// What a rule asks beyond the kind.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the variants are the runtime's")]
pub enum Test {
    Always,
    HasKey(String),
    LacksKey(String),
    FirstItem(Kinds),
    KeyEquals(String, Vec<Literal>),
    Equals(Vec<Literal>),
    Decodes,
    Tolerated,
}

/// A scalar constant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are JSON's kinds")]
pub enum Literal {
    Null,
    Bool(bool),
    Number(String),
    String(String),
}
