//! `style: matrix` (RFC 6570 §3.2.7): `;color=blue`, `;color=blue,black`,
//! `;color=blue;color=black`, `;R=100;G=200`. An empty value has no `=`.

use super::percent::{Keep, encode_percent};
use super::plain::Plain;
use super::simple::{Place, decode_simple, encode_simple};
use super::{ParameterFault, Shape, decode_percent};

/// Writes `plain`.
pub(crate) fn encode_matrix(
    name: &str,
    plain: &Plain,
    explode: bool,
) -> Result<String, ParameterFault> {
    let encode = |text| encode_percent(text, Keep::Unreserved);
    match plain {
        Plain::Array(items) if explode => Ok(items
            .iter()
            .map(|item| encode_pair(name, &encode(item)))
            .collect()),
        Plain::Object(members) if explode => Ok(members
            .iter()
            .map(|(key, text)| encode_pair(key, &encode(text)))
            .collect()),
        Plain::Scalar(_) | Plain::Array(_) | Plain::Object(_) => Ok(encode_pair(
            name,
            &encode_simple(plain, false, Place::Path)?,
        )),
    }
}

fn encode_pair(name: &str, encoded: &str) -> String {
    let name = encode_percent(name, Keep::Unreserved);
    if encoded.is_empty() {
        format!(";{name}")
    } else {
        format!(";{name}={encoded}")
    }
}

/// Reads `text`.
pub(crate) fn decode_matrix(
    name: &str,
    text: &str,
    explode: bool,
    shape: Shape,
) -> Result<Plain, ParameterFault> {
    let text = text.strip_prefix(';').ok_or(ParameterFault::Prefix(';'))?;
    let mut pairs = Vec::new();
    for pair in text.split(';') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decode(key)?, value));
    }
    if shape == Shape::Object && explode {
        let members = pairs
            .into_iter()
            .map(|(key, value)| Ok((key, decode(value)?)));
        return Ok(Plain::Object(
            members.collect::<Result<_, ParameterFault>>()?,
        ));
    }
    let mut values = pairs
        .iter()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| *value);
    match shape {
        Shape::Array if explode => Ok(Plain::Array(values.map(decode).collect::<Result<_, _>>()?)),
        Shape::Scalar | Shape::Array | Shape::Object => match (values.next(), values.next()) {
            (Some(value), None) => decode_simple(value, false, shape, Place::Path),
            (Some(_), Some(_)) => Err(ParameterFault::Repeated),
            (None, _) => Err(ParameterFault::Prefix(';')),
        },
    }
}

fn decode(text: &str) -> Result<String, ParameterFault> {
    let text = decode_percent(text).ok_or(ParameterFault::NotUtf8)?;
    Ok(text.into_owned())
}
