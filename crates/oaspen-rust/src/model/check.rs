//! Conditions on values, as the runtime's `Check` has them.

use super::{Kinds, Ty};

/// A condition on a value.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the other variants are the runtime's")]
pub enum Check {
    Never,
    Kinds(Kinds),
    /// Each as JSON text.
    OneOfValues(Vec<String>),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Pattern),
    Minimum(String),
    Maximum(String),
    ExclusiveMinimum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    Position(usize, Vec<Check>),
    ItemsFrom(usize, Vec<Check>),
    Contains(Vec<Check>, u64, Option<u64>),
    UnevaluatedItems(Vec<Check>, Vec<Check>),
    MinProperties(u64),
    MaxProperties(u64),
    Required(String),
    Property(String, Vec<Check>),
    Matching(Pattern, Vec<Check>),
    Others(Vec<String>, Vec<Pattern>, Vec<Check>),
    Values(Vec<Check>),
    Names(Vec<Check>),
    DependentRequired(String, Vec<String>),
    Dependent(String, Vec<Check>),
    UnevaluatedProperties(Vec<Check>, Vec<Check>),
    Not(Vec<Check>),
    AnyOf(Vec<Vec<Check>>),
    OneOf(Vec<Vec<Check>>),
    If(Vec<Check>, Vec<Check>, Vec<Check>),
    Nullable(Vec<Check>),
    AsText(Vec<Check>),
    AsScalar(Vec<Check>),
    /// The checks of this type.
    Of(Ty),
    /// Of a union's own table: the checks of each branch, in order.
    Branches(Vec<Vec<Check>>),
    /// The type of each branch and what is checked of it.
    AnyBranch(Vec<(Ty, Vec<Check>)>),
    /// The same, of branches of which only one may hold.
    OneBranch(Vec<(Ty, Vec<Check>)>),
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As the document writes it.
    pub written: String,
    /// As it is carried out.
    pub regex: String,
}
