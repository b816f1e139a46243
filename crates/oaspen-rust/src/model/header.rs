//! Headers of answers, decided: what the server writes, the client reads.

use super::{Docs, Struct, ValueShape};
use crate::name::RustIdent;

/// Headers that the document types, as a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderSet {
    /// The struct.
    pub structure: Struct,
    /// What its decoder calls its reader, as no field is called.
    pub reader: RustIdent,
    /// How each of its fields travels, in order.
    pub headers: Vec<HeaderField>,
}

/// A header on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderField {
    /// Its name.
    pub name: String,
    /// The field of the struct.
    pub field: RustIdent,
    /// Whether it must be there.
    pub required: bool,
    /// How its value is written.
    pub form: HeaderForm,
    /// What that makes of the text.
    pub shape: ValueShape,
}

/// How the value of a header is written: the runtime's enum of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the runtime's")]
pub enum HeaderForm {
    Simple,
    Exploded,
    Json,
    Lines,
}

/// The headers of all successes or of all failures, which a client reads.
#[derive(Clone, Debug, PartialEq)]
pub enum SideHeaders {
    /// None is documented.
    None,
    /// Those of the one answer that there is, under another name.
    Alias {
        /// What is said about it.
        docs: Docs,
        /// `Headers` or `ErrorHeaders`.
        ident: RustIdent,
        /// The headers of that answer.
        set: HeaderSet,
    },
    /// A struct of their own, which is not made by anybody else and has no constructor.
    Own(HeaderSet),
}

/// The headers that a variant of `Response` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantHeaders {
    /// The struct.
    pub ident: RustIdent,
    /// Whether it is held in a box, because it may be large.
    pub boxed: bool,
    /// Whether there need not be any.
    pub has_default: bool,
}

impl SideHeaders {
    /// The name of the type and how its fields travel; nothing when none is documented.
    pub fn named(&self) -> Option<(&RustIdent, &HeaderSet)> {
        match self {
            Self::None => None,
            Self::Alias { ident, set, .. } => Some((ident, set)),
            Self::Own(set) => Some((&set.structure.ident, set)),
        }
    }

    /// The struct, when it is declared for this alone.
    pub fn own(&self) -> Option<&HeaderSet> {
        match self {
            Self::None | Self::Alias { .. } => None,
            Self::Own(set) => Some(set),
        }
    }
}
