//! `style: label` (RFC 6570 §3.2.5): `.blue`, `.blue,black`, `.blue.black`, `.R=100.G=200`.
//! Where the dot separates items, a dot inside an item is percent-encoded, which RFC 3986
//! allows and without which `["a.b"]` would read as `["a", "b"]`.

use super::percent::{Keep, encode_percent};
use super::plain::Plain;
use super::simple::{Place, decode_simple, encode_simple};
use super::{ParameterFault, Shape, decode_percent};

/// Writes `plain`.
pub(crate) fn encode_label(plain: &Plain, explode: bool) -> Result<String, ParameterFault> {
    let encode = |text| encode_percent(text, Keep::UnreservedButDot);
    let pieces: Vec<String> = match plain {
        Plain::Array(items) if explode => {
            items.iter().map(|item| encode(item).into_owned()).collect()
        }
        Plain::Object(members) if explode => members
            .iter()
            .map(|(key, text)| format!("{}={}", encode(key), encode(text)))
            .collect(),
        Plain::Scalar(_) | Plain::Array(_) | Plain::Object(_) => {
            vec![encode_simple(plain, false, Place::Path)?]
        }
    };
    Ok(format!(".{}", pieces.join(".")))
}

/// Reads `text`.
pub(crate) fn decode_label(
    text: &str,
    explode: bool,
    shape: Shape,
) -> Result<Plain, ParameterFault> {
    let text = text.strip_prefix('.').ok_or(ParameterFault::Prefix('.'))?;
    match shape {
        Shape::Array if explode => {
            let items = text.split('.').map(decode);
            Ok(Plain::Array(items.collect::<Result<_, _>>()?))
        }
        Shape::Object if explode => {
            let members = text.split('.').map(|piece| {
                let (key, text) = piece.split_once('=').ok_or(ParameterFault::OddLength)?;
                Ok((decode(key)?, decode(text)?))
            });
            Ok(Plain::Object(
                members.collect::<Result<_, ParameterFault>>()?,
            ))
        }
        Shape::Scalar | Shape::Array | Shape::Object => {
            decode_simple(text, false, shape, Place::Path)
        }
    }
}

fn decode(text: &str) -> Result<String, ParameterFault> {
    let text = decode_percent(text).ok_or(ParameterFault::NotUtf8)?;
    Ok(text.into_owned())
}
