//! Bodies of requests and responses.

use super::{Docs, Json, Origin, ParameterEncoding, TypeUse};

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub docs: Docs,
    /// Whether it must be there.
    pub required: bool,
    /// Its media types in document order, never empty.
    pub contents: Vec<Content>,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The statuses it stands for.
    pub status: Status,
    /// Where it stands.
    pub origin: Origin,
    /// `description`.
    pub docs: Docs,
    /// Its headers, in order.
    pub headers: Vec<Header>,
    /// Its media types in document order; empty when it has no body.
    pub contents: Vec<Content>,
    /// What can be called next, in order.
    pub links: Vec<Link>,
}

/// What can be called with what an answer says. Documented, never followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The operation, by its id or by a reference.
    pub operation: String,
    /// Values of its parameters: runtime expressions such as `$response.body#/id`, or constants.
    pub parameters: Vec<(String, Json)>,
    /// The value of its body.
    pub body: Option<Json>,
    /// What is said about it.
    pub description: Option<String>,
}

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// This one, 100 to 599.
    Code(u16),
    /// A hundred, by its first digit.
    Range(u8),
    /// Every other.
    Default,
}

/// A header of a response or of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name as written.
    pub name: String,
    /// Where it stands.
    pub origin: Origin,
    /// Its type.
    pub ty: TypeUse,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub encoding: ParameterEncoding,
    /// Whether each item of its list is a line of its own, as of `Set-Cookie`.
    pub has_lines: bool,
    /// What is said about it.
    pub docs: Docs,
}

/// A media type and what it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type.
    pub media_type: MediaType,
    /// Where it stands.
    pub origin: Origin,
    /// What it carries.
    pub kind: ContentKind,
}

/// A media type or range.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MediaType {
    /// As written.
    pub text: String,
    /// `type/subtype` in lower case without parameters; the text itself when it is no media type.
    pub essence: String,
}

/// What a body carries.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentKind {
    /// JSON or `+json`.
    Json(TypeUse),
    /// `application/x-www-form-urlencoded`: an object type, each property by its encoding.
    Form {
        /// The object, a map, or a union of these.
        ty: TypeUse,
        /// By property, in the order of the struct's fields (of all branches of a union).
        parts: Vec<Part>,
    },
    /// `multipart/form-data`: an object type, each property a part.
    Multipart {
        /// The object, a map, or a union of these.
        ty: TypeUse,
        /// By property, in the order of the struct's fields (of all branches of a union).
        parts: Vec<Part>,
    },
    /// Text: `text/*` with a string schema.
    Text(TypeUse),
    /// Values one after the other.
    Items {
        /// One of them.
        ty: TypeUse,
        /// How they are told apart.
        framing: Framing,
    },
    /// Bytes as they are: no schema, `format: binary`, or another media type.
    Bytes,
}

/// How the values of a sequential media type are told apart (OAS 3.2 §4.14.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Framing {
    /// Server-sent events, whose data is the value as JSON.
    Events,
    /// Server-sent events, whose data is the value as text.
    TextEvents,
    /// Server-sent events, each an object with `data` and what else an event has.
    WholeEvents,
    /// A line of JSON each.
    JsonLines,
    /// RFC 7464.
    JsonSequence,
}

/// How one property of a form or multipart body is written. Under [`ParameterEncoding::Content`]
/// each item of a list is a part of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The property.
    pub name: String,
    /// How it is written: in a form by a style, or as JSON; in a multipart body as a document, of
    /// the first concrete media type of `contentType`, else of the default of the property's type
    /// (or of its items' when it is a list).
    pub encoding: ParameterEncoding,
    /// The media types and ranges that a part of a multipart body may have; empty when the document
    /// says nothing of it.
    pub media_types: Vec<MediaType>,
    /// The headers that a part of bytes must have.
    pub headers: Vec<String>,
}
