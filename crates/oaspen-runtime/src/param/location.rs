//! Which styles stand in which place (OAS 3.1 §4.8.12.2), and the functions that client and
//! server call. Values come as JSON trees and go as JSON trees of strings.

use crate::json::Value;

use super::cookie::{decode_cookie_style, encode_cookie_style};
use super::deep_object::{decode_deep_object, encode_deep_object};
use super::delimited::{decode_delimited, encode_delimited};
use super::form::{Pair, decode_form, encode_form};
use super::label::{decode_label, encode_label};
use super::matrix::{decode_matrix, encode_matrix};
use super::pairs::Pairs;
use super::percent::Keep;
#[cfg(feature = "client")]
use super::percent::encode_percent;
use super::plain::Plain;
use super::simple::{Place, decode_simple, encode_simple};
use super::{Encoding, ParameterError, ParameterFault, Shape, Style};

/// The text of a path parameter, percent-encoded; `None` when there is no value.
///
/// # Errors
/// When the style has no spelling for the value.
pub fn encode_path(
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<Option<String>, ParameterError> {
    let encode = |plain| match encoding.style {
        Style::Simple => encode_simple(plain, encoding.explode, Place::Path),
        Style::Label => encode_label(plain, encoding.explode),
        Style::Matrix => encode_matrix(name, plain, encoding.explode),
        Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => super::plain::misfit(encoding.style),
    };
    plain_of(name, value)?
        .as_ref()
        .map(encode)
        .transpose()
        .map_err(|fault| fault.of(name))
}

/// Appends a path parameter, percent-encoded: nothing when there is no value.
///
/// # Errors
/// When the style has no spelling for the value.
#[cfg(feature = "client")]
pub(crate) fn write_path(
    path: &mut String,
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<(), ParameterError> {
    match plain_text(value) {
        Some(text) if encoding.style == Style::Simple => {
            path.push_str(&encode_percent(text, Keep::Unreserved));
        }
        _ => path.push_str(&encode_path(name, encoding, value)?.unwrap_or_default()),
    }
    Ok(())
}

/// Reads a path parameter from the text that stands in its place, still percent-encoded.
///
/// # Errors
/// When the text is not what the style writes.
pub fn decode_path(
    name: &str,
    encoding: Encoding,
    shape: Shape,
    text: &str,
) -> Result<Value<'static>, ParameterError> {
    let plain = match encoding.style {
        Style::Simple => decode_simple(text, encoding.explode, shape, Place::Path),
        Style::Label => decode_label(text, encoding.explode, shape),
        Style::Matrix => decode_matrix(name, text, encoding.explode, shape),
        Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => super::plain::misfit(encoding.style),
    };
    plain.map(Plain::into_value).map_err(|fault| fault.of(name))
}

/// The text of a header; `None` when there is no value.
///
/// # Errors
/// When the style has no spelling for the value, or an item holds a comma.
pub fn encode_header(
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<Option<String>, ParameterError> {
    let encode = |plain| encode_simple(plain, encoding.explode, Place::Header);
    plain_of(name, value)?
        .as_ref()
        .map(encode)
        .transpose()
        .map_err(|fault| fault.of(name))
}

/// Reads a header. Several header lines are one, joined with `, ` (RFC 9110 §5.3).
///
/// # Errors
/// When the text is not what the style writes.
pub fn decode_header(
    name: &str,
    encoding: Encoding,
    shape: Shape,
    text: &str,
) -> Result<Value<'static>, ParameterError> {
    decode_simple(text, encoding.explode, shape, Place::Header)
        .map(Plain::into_value)
        .map_err(|fault| fault.of(name))
}

/// The pairs of a query parameter, name and value percent-encoded: none when there is no
/// value.
///
/// # Errors
/// When the style has no spelling for the value, or an item holds the delimiter.
pub fn encode_query(
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<Vec<(String, String)>, ParameterError> {
    encode_pairs(name, encoding, value).map_err(|fault| fault.of(name))
}

/// Appends a query parameter, name and value percent-encoded: nothing when there is no value.
///
/// # Errors
/// When the style has no spelling for the value, or an item holds the delimiter.
#[cfg(feature = "client")]
pub(crate) fn write_query(
    query: &mut String,
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<(), ParameterError> {
    match plain_text(value) {
        Some(text) if encoding.style == Style::Form => {
            let name = encode_percent(name, Keep::Unreserved);
            push_pair(query, &name, &encode_percent(text, keep(encoding)));
        }
        _ => {
            for (name, value) in encode_query(name, encoding, value)? {
                push_pair(query, &name, &value);
            }
        }
    }
    Ok(())
}

/// Appends an encoded pair to a query.
#[cfg(feature = "client")]
pub(crate) fn push_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend([name, "=", value]);
}

/// The text of a value that every style spells as it is, which most parameters are.
#[cfg(feature = "client")]
fn plain_text<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        Value::Number(text) | Value::String(text) => Some(text),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn keep(encoding: Encoding) -> Keep {
    if encoding.allow_reserved {
        Keep::Reserved
    } else {
        Keep::Unreserved
    }
}

/// Reads a query parameter; `None` when it is absent. An exploded object has no name of its
/// own in the query and takes every pair: see [`Pairs::without`].
///
/// # Errors
/// When the text is not what the style writes.
pub fn decode_query(
    name: &str,
    encoding: Encoding,
    shape: Shape,
    pairs: &Pairs<'_>,
) -> Result<Option<Value<'static>>, ParameterError> {
    decode_pairs(name, encoding, shape, pairs).map_err(|fault| fault.of(name))
}

/// The pairs of a cookie parameter, name and value percent-encoded, to be joined with `; `.
///
/// # Errors
/// When the style has no spelling for the value.
pub fn encode_cookie(
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<Vec<(String, String)>, ParameterError> {
    let encoding = Encoding {
        allow_reserved: false,
        ..encoding
    };
    encode_pairs(name, encoding, value).map_err(|fault| fault.of(name))
}

/// Reads a cookie parameter; `None` when it is absent.
///
/// # Errors
/// When the text is not what the style writes.
pub fn decode_cookie(
    name: &str,
    encoding: Encoding,
    shape: Shape,
    cookies: &Pairs<'_>,
) -> Result<Option<Value<'static>>, ParameterError> {
    decode_pairs(name, encoding, shape, cookies).map_err(|fault| fault.of(name))
}

fn plain_of(name: &str, value: &Value) -> Result<Option<Plain>, ParameterError> {
    Plain::of(value).map_err(|fault| fault.of(name))
}

fn encode_pairs(
    name: &str,
    encoding: Encoding,
    value: &Value<'_>,
) -> Result<Vec<Pair>, ParameterFault> {
    let Encoding {
        style,
        explode,
        allow_reserved,
    } = encoding;
    let keep = keep(encoding);
    if style == Style::DeepObject {
        return encode_deep_object(name, value, keep);
    }
    let Some(plain) = Plain::of(value)? else {
        return Ok(Vec::new());
    };
    match style {
        Style::SpaceDelimited if !explode => {
            encode_delimited(name, &plain, ' ', keep).map(|pair| vec![pair])
        }
        Style::PipeDelimited if !explode => {
            encode_delimited(name, &plain, '|', keep).map(|pair| vec![pair])
        }
        // OAS 3.0 §4.7.12.3: with explode the delimited styles are written as form.
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited => {
            Ok(encode_form(name, &plain, explode, allow_reserved))
        }
        Style::Cookie => encode_cookie_style(name, &plain, explode),
        Style::Simple | Style::Label | Style::Matrix | Style::DeepObject => {
            super::plain::misfit(style)
        }
    }
}

fn decode_pairs(
    name: &str,
    encoding: Encoding,
    shape: Shape,
    pairs: &Pairs<'_>,
) -> Result<Option<Value<'static>>, ParameterFault> {
    let Encoding { style, explode, .. } = encoding;
    let plain = match style {
        Style::DeepObject => return decode_deep_object(name, pairs, shape),
        Style::SpaceDelimited if !explode => decode_delimited(name, pairs, ' ', shape)?,
        Style::PipeDelimited if !explode => decode_delimited(name, pairs, '|', shape)?,
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited => {
            decode_form(name, pairs, explode, shape)?
        }
        Style::Cookie => decode_cookie_style(name, pairs, explode, shape)?,
        Style::Simple | Style::Label | Style::Matrix => return super::plain::misfit(style),
    };
    Ok(plain.map(Plain::into_value))
}
