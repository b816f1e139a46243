//! What is demanded of values beyond their types.

use super::{Json, KindSet};

/// A condition on a JSON value.
///
/// A condition about one kind of value holds for every value of another kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Assertion {
    /// No value is allowed.
    Never,
    /// The value is of one of these kinds.
    Kinds(KindSet),
    /// The value is one of these.
    Values(Vec<Json>),

    /// A string has at least so many code points.
    MinLength(u64),
    /// A string has at most so many code points.
    MaxLength(u64),
    /// A string matches.
    Pattern(Pattern),

    /// A number is not less; as written.
    Minimum(String),
    /// A number is not greater; as written.
    Maximum(String),
    /// A number is greater; as written.
    ExclusiveMinimum(String),
    /// A number is less; as written.
    ExclusiveMaximum(String),
    /// A number is a whole multiple; as written.
    MultipleOf(String),

    /// An array has at least so many items.
    MinItems(u64),
    /// An array has at most so many items.
    MaxItems(u64),
    /// The items of an array are all different.
    UniqueItems,
    /// What holds for the item at a position.
    Position(usize, Vec<Assertion>),
    /// What holds for every item from a position on.
    ItemsFrom(usize, Vec<Assertion>),
    /// So many items satisfy the conditions.
    Contains(Vec<Assertion>, u64, Option<u64>),
    /// What holds for the items that the first list says nothing about.
    UnevaluatedItems(Vec<Assertion>, Vec<Assertion>),

    /// An object has at least so many properties.
    MinProperties(u64),
    /// An object has at most so many properties.
    MaxProperties(u64),
    /// An object has this property.
    Required(String),
    /// What holds for a property, if it is there.
    Property(String, Vec<Assertion>),
    /// What holds for every property whose name matches.
    Matching(Pattern, Vec<Assertion>),
    /// What holds for every property but those named and those whose name matches.
    Others(Vec<String>, Vec<Pattern>, Vec<Assertion>),
    /// What holds for the names of properties.
    Names(Vec<Assertion>),
    /// With the first property come the others.
    DependentRequired(String, Vec<String>),
    /// What holds for an object that has this property.
    Dependent(String, Vec<Assertion>),
    /// What holds for the properties that the first list says nothing about.
    UnevaluatedProperties(Vec<Assertion>, Vec<Assertion>),

    /// Not all of these hold.
    Not(Vec<Assertion>),
    /// At least one of the lists holds.
    AnyOf(Vec<Vec<Assertion>>),
    /// Exactly one of the lists holds.
    OneOf(Vec<Vec<Assertion>>),
    /// Where the first list holds, the second does; elsewhere the third.
    If(Vec<Assertion>, Vec<Assertion>, Vec<Assertion>),
}

/// A regular expression that can be carried out in time linear in the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As written, in ECMA-262's syntax.
    pub written: String,
    /// The same in the syntax of Rust's `regex`, proven to compile.
    pub regex: String,
}
