//! Parameters.

use super::{Docs, Json, MediaType, Origin, Part, TypeUse};

pub use oaspen_document::model::{Location, Style};

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it stands.
    pub origin: Origin,
    /// Where it travels.
    pub location: Location,
    /// Its type.
    pub ty: TypeUse,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub encoding: ParameterEncoding,
    /// What is said about it.
    pub docs: Docs,
    /// What its absence means.
    pub default: Option<Json>,
    /// `allowEmptyValue`.
    pub allow_empty_value: bool,
}

/// How a parameter's value is written.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterEncoding {
    /// `style` and `explode`: OAS 3.1 §4.8.12.6.
    Style {
        /// The style; the location's default is filled in.
        style: Style,
        /// Whether each item or property stands alone.
        explode: bool,
        /// Whether RFC 3986 reserved characters are sent as they are.
        allow_reserved: bool,
    },
    /// One document: `content` of a parameter, or a property of a form or multipart body.
    Content {
        /// Its media type, never a range.
        media_type: MediaType,
        /// How it is written.
        kind: DocumentKind,
    },
    /// A form, whose properties are written by encodings of their own; only of a whole query string
    /// (OAS 3.2 §4.12.1).
    Form {
        /// By property, in the order of the struct's fields (of all branches of a union).
        parts: Vec<Part>,
    },
}

/// How one document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// As bytes; only of a part.
    Bytes,
}
