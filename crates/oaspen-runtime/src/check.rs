//! What a document demands of values beyond their types, as static data that generated code prints.
//!
//! Here is only the data, so that a program that checks nothing compiles no more than it. The
//! feature `validate` carries it out. Invariant: a check about one kind of value holds for every
//! value of another kind, as JSON Schema has it.

use crate::json::{Kinds, View};

/// Conditions that hold together.
pub(crate) type Checks = &'static [Check];

/// A member of a union: whether a value reads as one, and what holds for it then.
pub(crate) type Branch = (fn(View<'_>) -> bool, Checks);

/// A condition on a JSON value.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// No value is allowed.
    Never,
    /// The value is of one of these kinds.
    Kinds(&'static [Kinds]),
    /// The value is one of these, each as JSON text.
    OneOfValues(&'static [&'static str]),

    /// A string has at least so many code points.
    MinLength(u64),
    /// A string has at most so many code points.
    MaxLength(u64),
    /// A string matches a regular expression.
    Pattern(&'static str),
    /// A string matches a regular expression: as the document writes it, and as it is carried out.
    PatternAs(&'static str, &'static str),

    /// A number is not less.
    Minimum(&'static str),
    /// A number is not greater.
    Maximum(&'static str),
    /// A number is greater.
    ExclusiveMinimum(&'static str),
    /// A number is less.
    ExclusiveMaximum(&'static str),
    /// A number is a whole multiple.
    MultipleOf(&'static str),

    /// An array has at least so many items.
    MinItems(u64),
    /// An array has at most so many items.
    MaxItems(u64),
    /// The items of an array are all different.
    UniqueItems,
    /// What holds for the item at a position.
    Position(usize, Checks),
    /// What holds for every item from a position on.
    ItemsFrom(usize, Checks),
    /// As many items as said are such as this: at least the first number, at most the second.
    Contains(Checks, u64, Option<u64>),
    /// What holds for the items that the first list says nothing about.
    UnevaluatedItems(Checks, Checks),

    /// An object has at least so many properties.
    MinProperties(u64),
    /// An object has at most so many properties.
    MaxProperties(u64),
    /// An object has this property.
    Required(&'static str),
    /// What holds for a property, if it is there.
    Property(&'static str, Checks),
    /// What holds for every property whose name matches a regular expression.
    Matching(&'static str, Checks),
    /// What holds for every property but those named and those whose name matches.
    Others(&'static [&'static str], &'static [&'static str], Checks),
    /// What holds for every property.
    Values(Checks),
    /// What holds for the names of properties.
    Names(Checks),
    /// With the first property come the others.
    DependentRequired(&'static str, &'static [&'static str]),
    /// What holds for an object that has this property.
    Dependent(&'static str, Checks),
    /// What holds for the properties that the first list says nothing about.
    UnevaluatedProperties(Checks, Checks),

    /// Not all of these hold.
    Not(Checks),
    /// At least one of the lists holds.
    AnyOf(&'static [Checks]),
    /// Exactly one of the lists holds.
    OneOf(&'static [Checks]),
    /// Where the first list holds, the second does; elsewhere the third.
    If(Checks, Checks, Checks),

    /// What holds for a value that is not `null`.
    Nullable(Checks),
    /// What holds for a value that is read as text even when it is a number or boolean.
    AsText(Checks),
    /// What holds for a value that is read as a number or boolean even when it is a string.
    AsScalar(Checks),
    /// What holds for the values of a type, `null` apart.
    Of(fn() -> Checks),
    /// What holds for the member of a union that the value is.
    Branches(fn(View<'_>) -> Option<usize>, &'static [Checks]),
    /// What holds for some member of a union that the value reads as, when the first is not always
    /// the one.
    AnyBranch(&'static [Branch]),
    /// What holds for exactly one member of a union that the value reads as.
    OneBranch(&'static [Branch]),
}
