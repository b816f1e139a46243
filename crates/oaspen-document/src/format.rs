//! Which type a `format` belongs to: the OpenAPI registry of formats and JSON Schema 2020-12 §7.3.
//!
//! What Rust type it becomes is lowering's matter.

use crate::model::JsonType;

/// The type whose values a format is about; `None` for one that nobody knows.
///
/// `decimal` is written of strings and of numbers; alone it is text, which loses nothing.
pub fn type_of_format(format: &str) -> Option<JsonType> {
    Some(match format {
        "int8" | "int16" | "int32" | "int64" | "int128" | "uint8" | "uint16" | "uint32"
        | "uint64" => JsonType::Integer,
        "float" | "double" => JsonType::Number,
        "date-time"
        | "date"
        | "time"
        | "duration"
        | "uuid"
        | "uri"
        | "ipv4"
        | "ipv6"
        | "password"
        | "binary"
        | "byte"
        | "decimal"
        | "decimal128"
        | "email"
        | "idn-email"
        | "hostname"
        | "idn-hostname"
        | "uri-reference"
        | "uri-template"
        | "iri"
        | "iri-reference"
        | "json-pointer"
        | "relative-json-pointer"
        | "regex"
        | "url"
        | "char"
        | "commonmark"
        | "html"
        | "media-range"
        | "http-date" => JsonType::String,
        _ => return None,
    })
}

/// Whether a format is of OpenAPI 3.0's words for bytes, which JSON Schema has as keywords of
/// content: nothing but text is meant, whatever the version.
pub fn is_bytes(format: &str) -> bool {
    matches!(format, "binary" | "byte")
}
