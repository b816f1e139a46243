//! `style: form` (RFC 6570 §3.2.8): `color=blue`, `color=blue,black`,
//! `color=blue&color=black`, `color=R,100,G,200`, `R=100&G=200`. Gives and takes pairs; the
//! place joins them with `&` or `; `.

use super::pairs::{Pairs, decode_value};
use super::percent::{Keep, encode_percent};
use super::plain::Plain;
use super::{ParameterFault, Shape};

/// An encoded name and its encoded value.
pub(crate) type Pair = (String, String);

/// Writes `plain`.
pub(crate) fn encode_form(
    name: &str,
    plain: &Plain,
    explode: bool,
    allow_reserved: bool,
) -> Vec<Pair> {
    let (whole, item) = if allow_reserved {
        (Keep::Reserved, Keep::ReservedButComma)
    } else {
        (Keep::Unreserved, Keep::Unreserved)
    };
    match plain {
        Plain::Scalar(text) => vec![pair(name, text, whole)],
        Plain::Array(items) if explode => {
            items.iter().map(|text| pair(name, text, whole)).collect()
        }
        Plain::Object(members) if explode => members
            .iter()
            .map(|(key, text)| pair(key, text, whole))
            .collect(),
        Plain::Array(items) => vec![joined(name, items.iter().map(String::as_str), item)],
        Plain::Object(members) => {
            let pieces = members
                .iter()
                .flat_map(|(key, text)| [key.as_str(), text.as_str()]);
            vec![joined(name, pieces, item)]
        }
    }
}

/// One encoded pair.
pub(crate) fn pair(name: &str, text: &str, keep: Keep) -> Pair {
    let name = encode_percent(name, Keep::Unreserved);
    (name.into_owned(), encode_percent(text, keep).into_owned())
}

fn joined<'a>(name: &str, pieces: impl Iterator<Item = &'a str>, keep: Keep) -> Pair {
    let pieces: Vec<_> = pieces.map(|piece| encode_percent(piece, keep)).collect();
    (
        encode_percent(name, Keep::Unreserved).into_owned(),
        pieces.join(","),
    )
}

/// Reads what belongs to `name`; `None` when nothing does. An exploded object has no name on
/// the wire, so every pair belongs to it.
pub(crate) fn decode_form(
    name: &str,
    pairs: &Pairs<'_>,
    explode: bool,
    shape: Shape,
) -> Result<Option<Plain>, ParameterFault> {
    if shape == Shape::Object && explode {
        let members = pairs
            .iter()
            .map(|(key, value)| Ok((key.to_owned(), decode_value(value)?)));
        let members: Vec<_> = members.collect::<Result<_, ParameterFault>>()?;
        return Ok((!members.is_empty()).then_some(Plain::Object(members)));
    }
    let split = !explode && shape != Shape::Scalar;
    let mut items = Vec::new();
    for value in pairs.raw(name) {
        if split {
            for piece in value.split(',') {
                items.push(decode_value(piece)?);
            }
        } else {
            items.push(decode_value(value)?);
        }
    }
    if items.is_empty() {
        Ok(None)
    } else {
        Plain::of_items(shape, items).map(Some)
    }
}
