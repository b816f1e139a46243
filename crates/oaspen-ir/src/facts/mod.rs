//! Answers computed from [`crate::ir::Ir`] that several printers need, indexed by type.
//!
//! One question a file. No answer is found by recursion, because types may be nested as deep as
//! documents are long, and none depends on the order of types, so that moving a schema changes none.
//! Samples, which are for tests, follow values to a fixed depth.

mod checked;
mod default;
mod depth;
mod derive;
mod edges;
mod file;
mod recursion;
mod sample;
mod usage;
mod walk;

#[cfg(test)]
mod tests;

pub use self::depth::depth;
pub use self::sample::{sample, sample_of_branch, sample_of_none};
use crate::ir::{Ir, TypeId};

pub(crate) use edges::holders;
pub(crate) use usage::{Usage, find_usage};
pub(crate) use walk::reach;

/// The answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    types: Vec<TypeFacts>,
}

/// What is known of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeFacts {
    /// Used, perhaps deep inside, in a request.
    pub in_request: bool,
    /// Used, perhaps deep inside, in a response.
    pub in_response: bool,
    /// Equality is total: no floating-point number inside.
    pub is_eq: bool,
    /// Can be a key of a hash map.
    pub is_hash: bool,
    /// Can be copied: no text, list, map or box inside.
    pub is_copy: bool,
    /// Is a struct, or has one inside.
    pub holds_struct: bool,
    /// Has a value without being told anything: every field is optional.
    pub has_default: bool,
    /// Demands more of its values, or of what is inside of them, than reading finds out.
    pub is_checked: bool,
    /// Bytes that are a part of a multipart body, or each of several.
    pub is_file: bool,
    /// An alias that (through aliases, lists, maps and tuples alone) contains itself, so that it
    /// needs a type of its own. Of several aliases in one circle, as few as break it.
    pub is_recursive_alias: bool,
    /// For a struct: the fields (by position) that must be boxed; for a union: the branches; for a
    /// tuple: the positions.
    pub boxed: Vec<usize>,
}

impl Facts {
    /// The answers for every type, in the order of [`crate::ir::Ir::types`].
    pub fn new(types: Vec<TypeFacts>) -> Self {
        Self { types }
    }

    /// What is known of a type of the same Ir.
    #[expect(
        clippy::indexing_slicing,
        reason = "one entry is made for each type of the Ir"
    )]
    pub fn of(&self, id: TypeId) -> &TypeFacts {
        &self.types[id.index()]
    }
}

/// Computes every answer; takes time in proportion to the size of `ir`.
pub fn analyze(ir: &Ir) -> Facts {
    let usage = usage::find_usage(ir);
    let recursion = recursion::find_recursion(ir);
    let derives = derive::find_derives(ir, &recursion);
    let defaults = default::find_defaults(ir);
    let checked = checked::find_checked(ir);
    let files = file::find_files(ir);
    let types = usage
        .into_iter()
        .zip(recursion)
        .zip(derives)
        .zip(defaults)
        .zip(checked)
        .zip(files)
        .map(
            |(((((usage, recursion), derives), has_default), is_checked), is_file)| TypeFacts {
                in_request: usage.in_request,
                in_response: usage.in_response,
                is_eq: derives.is_eq,
                is_hash: derives.is_hash,
                is_copy: derives.is_copy,
                holds_struct: derives.holds_struct,
                has_default,
                is_checked,
                is_file,
                is_recursive_alias: recursion.is_recursive_alias,
                boxed: recursion.boxed,
            },
        )
        .collect();
    Facts::new(types)
}
