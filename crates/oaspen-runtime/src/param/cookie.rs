//! `style: cookie` (OAS 3.2 §4.12.3): as `form`, but nothing is percent-encoded, so that what
//! cannot stand in a cookie is an error.

use super::form::Pair;
use super::pairs::Pairs;
use super::plain::Plain;
use super::{ParameterFault, Shape};

/// Writes `plain`.
pub(crate) fn encode_cookie_style(
    name: &str,
    plain: &Plain,
    explode: bool,
) -> Result<Vec<Pair>, ParameterFault> {
    let pieces: Vec<&str> = match plain {
        Plain::Scalar(text) => return Ok(vec![pair(name, text)?]),
        Plain::Array(items) if explode => {
            return items.iter().map(|item| pair(name, item)).collect();
        }
        Plain::Object(members) if explode => {
            return members.iter().map(|(key, text)| pair(key, text)).collect();
        }
        Plain::Array(items) => items.iter().map(String::as_str).collect(),
        Plain::Object(members) => {
            let members = members.iter();
            members
                .flat_map(|(key, text)| [key.as_str(), text])
                .collect()
        }
    };
    if pieces.iter().any(|piece| piece.contains(',')) {
        return Err(ParameterFault::Delimiter(','));
    }
    Ok(vec![pair(name, &pieces.join(","))?])
}

/// One cookie. RFC 6265 §4.1.1 allows less, but servers take what does not end it; quotes around a
/// value are no part of it.
fn pair(name: &str, text: &str) -> Result<Pair, ParameterFault> {
    let is_name = !name.is_empty() && name.bytes().all(is_name_byte);
    let is_value = text
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~') && byte != b';');
    if is_name && is_value && !text.starts_with([' ', '"']) && !text.ends_with(' ') {
        Ok((name.to_owned(), text.to_owned()))
    } else {
        Err(ParameterFault::Characters)
    }
}

/// A percent sign would be decoded: names are read as those of `form` are.
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&'*+-.^_`|~".contains(&byte)
}

/// Reads what belongs to `name`; `None` when nothing does. An exploded object takes every pair.
pub(crate) fn decode_cookie_style(
    name: &str,
    cookies: &Pairs<'_>,
    explode: bool,
    shape: Shape,
) -> Result<Option<Plain>, ParameterFault> {
    if shape == Shape::Object && explode {
        let members = cookies.iter();
        let members: Vec<_> = members
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        return Ok((!members.is_empty()).then_some(Plain::Object(members)));
    }
    let split = !explode && shape != Shape::Scalar;
    let values = cookies.raw(name);
    let items: Vec<String> = if split {
        let pieces = values.flat_map(|value| value.split(','));
        pieces.map(str::to_owned).collect()
    } else {
        values.map(str::to_owned).collect()
    };
    if items.is_empty() {
        Ok(None)
    } else {
        Plain::of_items(shape, items).map(Some)
    }
}
