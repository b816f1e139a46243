//! `style: simple` (RFC 6570 §3.2.2): `blue`, `blue,black`, `R,100,G,200`, `R=100,G=200`.
//! In paths percent-encoded; in headers as it is (OAS 3.1 §4.8.12: headers carry no
//! percent-encoding), where an item with a comma is therefore an error.

use super::percent::{Keep, encode_percent};
use super::plain::Plain;
use super::{ParameterFault, Shape, decode_percent};

/// Where simple text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A path segment: percent-encoded.
    Path,
    /// A header: as it is.
    Header,
}

/// Writes `plain`.
pub(crate) fn encode_simple(
    plain: &Plain,
    explode: bool,
    place: Place,
) -> Result<String, ParameterFault> {
    let mut pieces = Vec::new();
    match plain {
        Plain::Scalar(text) => match place {
            Place::Path => return Ok(encode_percent(text, Keep::Unreserved).into_owned()),
            Place::Header => return Ok(text.clone()),
        },
        Plain::Array(items) => {
            for item in items {
                pieces.push(encode_item(item, place, None)?);
            }
        }
        Plain::Object(members) => {
            for (key, text) in members {
                let key = encode_item(key, place, explode.then_some('='))?;
                let text = encode_item(text, place, None)?;
                if explode {
                    pieces.push(format!("{key}={text}"));
                } else {
                    pieces.extend([key, text]);
                }
            }
        }
    }
    Ok(pieces.join(","))
}

fn encode_item(text: &str, place: Place, also: Option<char>) -> Result<String, ParameterFault> {
    match place {
        Place::Path => Ok(encode_percent(text, Keep::Unreserved).into_owned()),
        Place::Header => match text.chars().find(|&c| c == ',' || Some(c) == also) {
            Some(delimiter) => Err(ParameterFault::Delimiter(delimiter)),
            // The reader drops spaces around commas, as RFC 9110 §5.6.1 lets senders add them.
            None if text.trim_matches([' ', '\t']) != text => Err(ParameterFault::Characters),
            None => Ok(text.to_owned()),
        },
    }
}

/// Reads `text`.
pub(crate) fn decode_simple(
    text: &str,
    explode: bool,
    shape: Shape,
    place: Place,
) -> Result<Plain, ParameterFault> {
    let pieces = text.split(',').map(|piece| match place {
        Place::Path => piece,
        Place::Header => piece.trim_matches([' ', '\t']),
    });
    match shape {
        Shape::Scalar => Ok(Plain::Scalar(decode_item(text, place)?)),
        Shape::Object if explode => Ok(Plain::Object(
            pieces
                .map(|piece| {
                    let (key, text) = piece.split_once('=').ok_or(ParameterFault::OddLength)?;
                    Ok((decode_item(key, place)?, decode_item(text, place)?))
                })
                .collect::<Result<_, ParameterFault>>()?,
        )),
        Shape::Array | Shape::Object => {
            let items = pieces.map(|piece| decode_item(piece, place));
            Plain::of_items(shape, items.collect::<Result<_, _>>()?)
        }
    }
}

fn decode_item(text: &str, place: Place) -> Result<String, ParameterFault> {
    match place {
        Place::Header => Ok(text.to_owned()),
        Place::Path => {
            let text = decode_percent(text).ok_or(ParameterFault::NotUtf8)?;
            Ok(text.into_owned())
        }
    }
}
