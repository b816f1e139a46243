//! What is wrong with a document although every reference holds.
//!
//! Nothing is changed here and nothing is decided about the output: problems are reported, and what
//! lowering may want to know is returned as [`Findings`]. What only matters to types is reported by
//! lowering.

mod constraint;
mod discriminator;
mod example;
mod media_type;
mod operation;
mod schema;
mod server;
mod template;
mod undeclared;
mod untyped;
mod validate;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use oaspen_diagnostics::{Pointer, Sink};

use crate::model::SchemaId;
use crate::resolved::Resolved;

/// What checking found out beyond what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Schemas some example of which holds a property that the schema allows and does not
    /// declare: readers should keep what they do not know.
    pub undeclared_in_examples: BTreeSet<SchemaId>,
}

/// Reports what is wrong with a document.
///
/// `lenient` names schemas by their pointers, such as
/// `#/components/schemas/Clock/properties/hour`. A number is accepted there in place of a string
/// of the same text, and the other way round.
///
/// Examples and defaults are validated against their schemas by every keyword that the document
/// model holds, except that `format` and `pattern` are not looked at: a format is an annotation,
/// and patterns are ECMA-262's, whose engines can be made to run for ever.
pub fn check(sink: &mut Sink, resolved: &Resolved, lenient: &[Pointer]) -> Findings {
    schema::check_schemas(sink, resolved);
    discriminator::check_discriminators(sink, resolved);
    operation::check_operations(sink, resolved);
    media_type::check_media_types(sink, resolved);
    server::check_servers(sink, resolved);
    untyped::check_untyped_bodies(sink, resolved);
    Findings {
        undeclared_in_examples: example::check_examples(sink, resolved, lenient),
    }
}
