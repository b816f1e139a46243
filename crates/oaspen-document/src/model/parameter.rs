//! The Parameter Object: OAS 3.1 §4.8.12.

use indexmap::IndexMap;

use super::{Example, Id, KeySpans, MediaType, Origin, SchemaId, Spanned};
use crate::node::Node;

/// `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the specification's words")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// `in: querystring` (3.2).
    QueryString,
}

/// `style`; the reader fills in the location's default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the specification's words")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `cookie` (3.2).
    Cookie,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub origin: Origin,
    /// `name`.
    pub name: Spanned<String>,
    /// `in`.
    pub location: Location,
    /// `description`.
    pub description: Option<String>,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `allowEmptyValue`.
    pub allow_empty_value: bool,
    /// How the value is written.
    pub kind: ParameterKind,
    /// `example` and `examples`.
    pub examples: Vec<Id<Example>>,
    /// The places of its keys.
    pub keys: KeySpans,
    /// The `x-` keywords.
    pub extensions: IndexMap<String, Node>,
}

/// The two ways to describe a parameter's value; headers of responses use them too.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a document has few parameters, and a box would stand in every reader's way"
)]
pub enum ParameterKind {
    /// `schema` with `style`.
    Schema {
        /// `schema`.
        schema: SchemaId,
        /// `style`, or the location's default.
        style: Style,
        /// `explode`, or the style's default.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// `content`, exactly one entry.
    Content(MediaType),
}
