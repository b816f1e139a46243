//! Which type a `format` belongs to: the OpenAPI registry of formats and JSON Schema 2020-12 §7.3.
//!
//! What Rust type it becomes is lowering's matter.

use oaspen_diagnostics::nearest;

use crate::model::JsonType;

const INTEGERS: [&str; 9] = [
    "int8", "int16", "int32", "int64", "int128", "uint8", "uint16", "uint32", "uint64",
];
const NUMBERS: [&str; 2] = ["float", "double"];
const TEXTS: [&str; 30] = [
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "uri",
    "ipv4",
    "ipv6",
    "password",
    "binary",
    "byte",
    "decimal",
    "decimal128",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "uri-reference",
    "uri-template",
    "iri",
    "iri-reference",
    "json-pointer",
    "relative-json-pointer",
    "regex",
    "url",
    "char",
    "commonmark",
    "html",
    "media-range",
    "http-date",
];

/// The type whose values a format is about; `None` for one that nobody knows.
///
/// `decimal` is written of strings and of numbers; alone it is text, which loses nothing.
pub fn type_of_format(format: &str) -> Option<JsonType> {
    let types = [
        (INTEGERS.as_slice(), JsonType::Integer),
        (NUMBERS.as_slice(), JsonType::Number),
        (TEXTS.as_slice(), JsonType::String),
    ];
    let found = types.iter().find(|(names, _)| names.contains(&format));
    found.map(|(_, json_type)| *json_type)
}

/// The format that somebody who wrote another one perhaps meant.
pub fn nearest_format(format: &str) -> Option<&'static str> {
    nearest(format, INTEGERS.into_iter().chain(NUMBERS).chain(TEXTS))
}

/// Whether a format is of OpenAPI 3.0's words for bytes, which JSON Schema has as keywords of
/// content: nothing but text is meant, whatever the version.
pub fn is_bytes(format: &str) -> bool {
    matches!(format, "binary" | "byte")
}
