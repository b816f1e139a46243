//! Parameters: how a value becomes text in a path, query, header or cookie, and how it is
//! read back.
//!
//! One file per style family, encode and decode side by side; `location` chooses the family
//! for a place. Nothing here is generic: a value is written to a JSON tree first, and what is
//! read is a JSON tree of strings. Invariant: whatever encodes without an error decodes to the
//! same strings.

mod cookie;
mod deep_object;
mod delimited;
mod error;
mod form;
mod header;
mod label;
mod location;
mod matrix;
mod pairs;
mod percent;
mod plain;
mod simple;
#[cfg(test)]
mod tests;

pub use error::{ParameterError, ParameterFault};
#[cfg(feature = "server")]
pub(crate) use header::header_text;
pub use header::{HeaderForm, read_header, write_header};
pub use location::{
    decode_cookie, decode_header, decode_path, decode_query, encode_cookie, encode_header,
    encode_path, encode_query,
};
#[cfg(feature = "client")]
pub(crate) use location::{push_pair, write_path, write_query};
pub use pairs::Pairs;
#[cfg(feature = "server")]
pub(crate) use pairs::decode_value;
#[cfg(feature = "client")]
pub(crate) use percent::escape_character;
pub use percent::{decode_percent, encode_component};
pub(crate) use plain::scalar_text;

/// How a parameter is serialised (OAS 3.1 §4.8.12.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `blue,black` in paths and headers.
    Simple,
    /// `.blue,black` in paths.
    Label,
    /// `;color=blue,black` in paths.
    Matrix,
    /// `color=blue,black` in queries and cookies.
    Form,
    /// `color=blue%20black` in queries.
    SpaceDelimited,
    /// `color=blue%7Cblack` in queries.
    PipeDelimited,
    /// `color%5BR%5D=100` in queries.
    DeepObject,
    /// `color=blue` in cookies, as it is.
    Cookie,
}

/// The three keywords that say how a parameter or a form property is serialised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// `style`.
    pub style: Style,
    /// `explode`: one `name=value` per item or property.
    pub explode: bool,
    /// `allowReserved`: the reserved characters of RFC 3986 stay as they are in a query, but
    /// for `&`, `#` and `+`, which would change its meaning.
    pub allow_reserved: bool,
}

/// What a parameter's schema asks for; text alone does not tell `a,b` from `["a", "b"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One value.
    Scalar,
    /// A list of values.
    Array,
    /// Named values.
    Object,
}

/// What paths and headers use unless told otherwise: `style: simple, explode: false`.
pub const SIMPLE: Encoding = Encoding {
    style: Style::Simple,
    explode: false,
    allow_reserved: false,
};

/// What queries and cookies use unless told otherwise: `style: form, explode: true`.
pub const FORM: Encoding = Encoding {
    style: Style::Form,
    explode: true,
    allow_reserved: false,
};
