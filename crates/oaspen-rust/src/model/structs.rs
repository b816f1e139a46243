//! Structs.

use super::{Check, Derive, Docs, Field, ItemPath, StructIntoRequest, Transfer, Ty};
use crate::name::RustIdent;

/// A struct with public fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// What is said about it.
    pub docs: Docs,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// Its name.
    pub ident: RustIdent,
    /// Its derives.
    pub derives: Vec<Derive>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// The field for what has no field, which stands last.
    pub additional: Option<Additional>,
    /// How one is made.
    pub constructor: Constructor,
    /// How it is read and written as a JSON object; `None` for what never is one.
    pub codec: Option<ObjectCodec>,
    /// What is checked of its values.
    pub checks: Vec<Check>,
    /// Structs that hold some of its fields.
    pub parts: Vec<PartFrom>,
    /// How it becomes what requests carry, when it is what answers carry.
    pub into_request: Option<StructIntoRequest>,
    /// Types that a value may be as well.
    pub branches: Vec<AsBranch>,
    /// Those of them that it is made from.
    pub branch_froms: Vec<BranchFrom>,
}

/// The field for properties that the schema does not name.
#[derive(Clone, Debug, PartialEq)]
pub struct Additional {
    /// Its name.
    pub ident: RustIdent,
    /// What each property is; the field is a map of it.
    pub value: Ty,
}

/// How a struct is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Constructor {
    /// `new()`, and `Default`: nothing is required.
    Empty,
    /// `new()`, and `Default` by it: nothing is required that has not one value.
    Preset,
    /// `new(a, b)`: one argument for each required field.
    Arguments,
    /// `new(required)`: so many fields are required that they are told apart by name, in a struct
    /// of their own that is declared beside.
    Named(RustIdent),
}

/// How a struct is read from a JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectCodec {
    /// What becomes of properties without a field.
    pub unknown: Unknown,
    /// Properties without a field that are neither kept nor refused.
    pub passed_over: Vec<String>,
}

/// A function that gives a struct as one of the types that it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct AsBranch {
    /// The function's name.
    pub ident: RustIdent,
    /// What is said about it.
    pub docs: Docs,
    /// The type.
    pub ty: Ty,
}

/// `impl From<Branch> for Whole`, of an `anyOf` that is one struct.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchFrom {
    /// The struct that the whole is made from.
    pub branch: ItemPath,
    /// The whole's fields, each with where its value comes from.
    pub fields: Vec<(RustIdent, Transfer)>,
    /// The whole's field for what has no field, with the branch's.
    pub additional: Option<(RustIdent, Option<RustIdent>)>,
}

/// What becomes of properties without a field, when they are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They are skipped.
    Ignored,
    /// They are refused when the reader is strict.
    Denied,
}

/// `impl From<Whole> for Part`.
#[derive(Clone, Debug, PartialEq)]
pub struct PartFrom {
    /// The struct that is made.
    pub part: ItemPath,
    /// Its fields with those of the whole, in the part's order.
    pub fields: Vec<(RustIdent, RustIdent)>,
    /// The part's field for what has no field, when the whole has none: it gets what is left.
    pub rest: Option<RustIdent>,
    /// The wire names of the part's fields.
    pub named: Vec<String>,
}
