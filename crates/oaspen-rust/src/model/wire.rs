//! How parameters and request bodies travel, decided: what the client writes, the server reads.

use super::{Check, ItemPath, PayloadEnum};
use crate::name::RustIdent;

/// A parameter on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// The field of `Request`.
    pub field: RustIdent,
    /// Where it travels.
    pub location: ParameterLocation,
    /// Whether it must be there.
    pub required: bool,
    /// Whether an empty value is none, or a flag that is set.
    pub allows_empty: bool,
    /// How its value is written.
    pub encoding: ParameterEncoding,
    /// What a style makes of the text.
    pub shape: ValueShape,
    /// For an exploded object in the query, which has no name there, and for a whole query string:
    /// the names that are not its own.
    pub others: Option<Vec<String>>,
    /// What is checked of it, when its Rust type does not know.
    pub checks: Vec<Check>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are HTTP's words")]
pub enum ParameterLocation {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

/// How a value is written in a path, query, header, cookie or form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterEncoding {
    /// By a style.
    Style {
        /// The variant of the runtime's `Style`.
        style: ParameterStyle,
        /// Whether each item or property stands alone.
        explode: bool,
        /// Whether reserved characters are sent as they are.
        allow_reserved: bool,
    },
    /// As one JSON document.
    Content,
    /// As a form, which a whole query string is.
    Form(Vec<FormField>),
}

/// A style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the specification's words")]
pub enum ParameterStyle {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

/// What a style makes of the text of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the shapes")]
pub enum ValueShape {
    Scalar,
    Array,
    Object,
}

/// A request body on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The field of `Request`.
    pub field: RustIdent,
    /// Whether it must be there.
    pub required: bool,
    /// The enum over the media types, when there are several.
    pub choice: Option<PayloadEnum>,
    /// Each media type, in order.
    pub contents: Vec<Content>,
}

/// The media types of a body that are handed on as they come.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the amounts")]
pub enum StreamedContents<'b> {
    None,
    Some(Vec<&'b str>),
    All,
}

impl Body {
    /// Which of its media types are handed on as they come.
    pub fn streamed(&self) -> StreamedContents<'_> {
        let contents = self.contents.iter();
        let streamed = contents.filter(|content| content.codec.is_streamed());
        let streamed: Vec<&str> = streamed.map(|content| &*content.media_type).collect();
        match streamed.len() {
            0 => StreamedContents::None,
            all if all == self.contents.len() => StreamedContents::All,
            _ => StreamedContents::Some(streamed),
        }
    }
}

/// A media type that a body may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type or range as written.
    pub media_type: String,
    /// The media type that is sent: a range is made concrete.
    pub sent_as: String,
    /// The variant of the enum over the media types, for when there are several.
    pub variant: RustIdent,
    /// Whether that variant holds it in a box.
    pub boxed: bool,
    /// How it is written.
    pub codec: BodyCodec,
    /// What is checked of it, when its Rust type does not know.
    pub checks: Vec<Check>,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyCodec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form(Vec<FormField>),
    /// `multipart/form-data`.
    Multipart(Multipart),
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Bytes as they come.
    Stream,
    /// Values as they come.
    Items(ItemFraming),
}

impl BodyCodec {
    /// Whether the body is handed on as it comes.
    pub const fn is_streamed(&self) -> bool {
        match self {
            Self::Stream | Self::Items(_) => true,
            Self::Json | Self::Form(_) | Self::Multipart(_) | Self::Text | Self::Bytes => false,
        }
    }
}

/// How values that come one by one are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the runtime's words")]
pub enum ItemFraming {
    Events,
    TextEvents,
    WholeEvents,
    JsonLines,
    JsonSequence,
}

/// A property of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// The name on the wire.
    pub name: String,
    /// How it is written, when the document says so.
    pub encoding: Option<ParameterEncoding>,
    /// What a style makes of the text.
    pub shape: ValueShape,
}

/// A multipart body.
#[derive(Clone, Debug, PartialEq)]
pub struct Multipart {
    /// The struct that is made of the parts.
    pub ty: ItemPath,
    /// The function that writes it.
    pub write: RustIdent,
    /// The function that reads it.
    pub read: RustIdent,
    /// What that function calls its reader, as no field is called.
    pub reader: RustIdent,
    /// Its fields.
    pub parts: Vec<BodyPart>,
    /// The field that holds properties without a name, which do not travel.
    pub additional: Option<RustIdent>,
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyPart {
    /// The name on the wire.
    pub name: String,
    /// The field of the struct.
    pub field: RustIdent,
    /// The part's media type, unless a file has its own.
    pub content_type: String,
    /// The media types and ranges that it may have; empty when any.
    pub media_types: Vec<String>,
    /// The headers that it must have.
    pub headers: Vec<String>,
    /// How it is written.
    pub codec: PartCodec,
    /// Whether it must be there.
    pub required: bool,
    /// Whether there is one part, or one for each item.
    pub shape: ValueShape,
    /// Whether the field has a third state, `null`, which no part can be.
    pub has_null: bool,
    /// What is checked of it, when its Rust type does not know.
    pub checks: Vec<Check>,
    /// Whether the document says not to use the field.
    pub deprecated: bool,
}

/// How a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are the codecs")]
pub enum PartCodec {
    Json,
    Text,
    Bytes,
}
