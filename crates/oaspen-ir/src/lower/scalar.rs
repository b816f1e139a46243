//! `type` and `format` of strings, numbers and truth values → [`Scalar`].

use oaspen_document::decimal::Decimal;
use oaspen_document::format::type_of_format;

use super::all_of::{View, kinds_of_type};
use crate::ir::{FloatFormat, IntegerFormat, JsonKind, KindSet, Scalar, StringFormat};

/// What a format says, if it is one that this tool types.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    Integer(IntegerFormat),
    Float(FloatFormat),
    /// Of strings and of numbers.
    Decimal,
    String(StringFormat),
    Binary,
    Base64,
}

fn known(format: &str) -> Option<Known> {
    Some(match format {
        "int8" => Known::Integer(IntegerFormat::I8),
        "int16" => Known::Integer(IntegerFormat::I16),
        "int32" => Known::Integer(IntegerFormat::I32),
        "int128" => Known::Integer(IntegerFormat::I128),
        "int64" => Known::Integer(IntegerFormat::I64),
        "uint8" => Known::Integer(IntegerFormat::U8),
        "uint16" => Known::Integer(IntegerFormat::U16),
        "uint32" => Known::Integer(IntegerFormat::U32),
        "uint64" => Known::Integer(IntegerFormat::U64),
        "float" => Known::Float(FloatFormat::F32),
        "double" => Known::Float(FloatFormat::F64),
        "decimal" | "decimal128" => Known::Decimal,
        "date-time" => Known::String(StringFormat::DateTime),
        "date" => Known::String(StringFormat::Date),
        "time" => Known::String(StringFormat::Time),
        "duration" => Known::String(StringFormat::Duration),
        "uuid" => Known::String(StringFormat::Uuid),
        "uri" => Known::String(StringFormat::Uri),
        "ipv4" => Known::String(StringFormat::Ipv4),
        "ipv6" => Known::String(StringFormat::Ipv6),
        "password" => Known::String(StringFormat::Password),
        "binary" => Known::Binary,
        "byte" => Known::Base64,
        // Text of which JSON Schema (2020-12 §7.3) or the registry of formats says how it is
        // written, and for which Rust's users have no type that all would agree on.
        "email"
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
        | "http-date" => Known::String(StringFormat::Other(format.to_owned())),
        _ => return None,
    })
}

/// How a format goes with the kinds that a schema allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is typed.
    Typed,
    /// It belongs to another type.
    Misplaced,
    /// Nobody knows it.
    Unknown,
}

/// Whether a format can be applied.
pub(super) fn fit_of_format(format: &str, kinds: KindSet) -> Fit {
    let belongs = kinds_of_format(format);
    match known(format) {
        None => Fit::Unknown,
        // The registry of formats allows integer formats on `number`, and `decimal` on both.
        Some(Known::Decimal) if kinds.contains(JsonKind::Number) => Fit::Typed,
        Some(
            Known::Integer(_)
            | Known::Float(_)
            | Known::Decimal
            | Known::String(_)
            | Known::Binary
            | Known::Base64,
        ) => {
            let is_float = known(format).is_some_and(|known| matches!(known, Known::Float(_)));
            let fits = if is_float {
                kinds.contains(JsonKind::Number)
            } else {
                !belongs.intersection(kinds).is_empty()
            };
            if fits { Fit::Typed } else { Fit::Misplaced }
        }
    }
}

/// The kinds of values that a format is about; none when it is not known.
pub(super) fn kinds_of_format(format: &str) -> KindSet {
    type_of_format(format).map_or(KindSet::EMPTY, kinds_of_type)
}

/// The scalar of a view whose values are all of one kind; numbers of both kinds count as one.
pub(super) fn lower_scalar(view: &View, kinds: KindSet) -> Scalar {
    if kinds.contains(JsonKind::String) {
        lower_string(view)
    } else if kinds.contains(JsonKind::Number) {
        lower_number(view)
    } else if kinds.contains(JsonKind::Integer) {
        Scalar::Integer(lower_integer(view))
    } else if kinds.contains(JsonKind::Boolean) {
        Scalar::Boolean
    } else {
        Scalar::Null
    }
}

fn lower_string(view: &View) -> Scalar {
    let encoding = view
        .content_encoding
        .as_deref()
        .map(str::to_ascii_lowercase);
    if encoding.as_deref() == Some("base64") {
        return Scalar::Base64;
    }
    if encoding.as_deref() == Some("binary") {
        return Scalar::Binary;
    }
    let Some(format) = view.format.as_deref() else {
        // OAS 3.1 §4.4.2 spells raw bytes as a media type without an encoding.
        let is_octets = view.content_media_type.as_deref() == Some("application/octet-stream");
        return if is_octets && encoding.is_none() {
            Scalar::Binary
        } else {
            Scalar::String(StringFormat::Plain)
        };
    };
    match known(format) {
        Some(Known::String(format)) => Scalar::String(format),
        Some(Known::Decimal) => Scalar::String(StringFormat::Decimal),
        Some(Known::Binary) => Scalar::Binary,
        Some(Known::Base64) => Scalar::Base64,
        Some(Known::Integer(_) | Known::Float(_)) | None => {
            Scalar::String(StringFormat::Other(format.to_owned()))
        }
    }
}

fn lower_number(view: &View) -> Scalar {
    match view.format.as_deref().and_then(known) {
        Some(Known::Integer(_)) => Scalar::Integer(lower_integer(view)),
        Some(Known::Float(format)) => Scalar::Number(format),
        Some(Known::Decimal) => Scalar::Number(FloatFormat::Decimal),
        Some(Known::String(_) | Known::Binary | Known::Base64) | None => {
            Scalar::Number(FloatFormat::F64)
        }
    }
}

/// The format's width (64 bits, signed, without one), unless the bounds reach beyond it.
fn lower_integer(view: &View) -> IntegerFormat {
    let format = match view.format.as_deref().and_then(known) {
        Some(Known::Integer(format)) => format,
        Some(
            Known::Float(_) | Known::Decimal | Known::String(_) | Known::Binary | Known::Base64,
        )
        | None => IntegerFormat::I64,
    };
    let bounds: Vec<Decimal> = [
        &view.constraints.minimum,
        &view.constraints.exclusive_minimum,
        &view.constraints.maximum,
        &view.constraints.exclusive_maximum,
    ]
    .into_iter()
    .flatten()
    .filter_map(|bound| Decimal::read(bound))
    .collect();
    let holds_bounds = |format: IntegerFormat| {
        let (least, most) = range_of(format);
        bounds.iter().all(|bound| bound.is_within(least, most))
    };
    let widths = [
        format,
        IntegerFormat::I64,
        IntegerFormat::U64,
        IntegerFormat::I128,
    ];
    let holding = widths.into_iter().find(|format| holds_bounds(*format));
    holding.unwrap_or(IntegerFormat::Exact)
}

/// The least and the greatest value of a width.
pub(super) const fn range_of(format: IntegerFormat) -> (i128, i128) {
    match format {
        IntegerFormat::I8 => (i8::MIN as i128, i8::MAX as i128),
        IntegerFormat::I16 => (i16::MIN as i128, i16::MAX as i128),
        IntegerFormat::I32 => (i32::MIN as i128, i32::MAX as i128),
        IntegerFormat::I64 => (i64::MIN as i128, i64::MAX as i128),
        IntegerFormat::U8 => (0, u8::MAX as i128),
        IntegerFormat::U16 => (0, u16::MAX as i128),
        IntegerFormat::U32 => (0, u32::MAX as i128),
        IntegerFormat::U64 => (0, u64::MAX as i128),
        IntegerFormat::I128 | IntegerFormat::Exact => (i128::MIN, i128::MAX),
    }
}
