//! `style: spaceDelimited` and `pipeDelimited` without explode: `color=blue%20black`,
//! `color=R%7C100%7CG%7C200`. RFC 6570 knows neither. The delimiter travels percent-encoded
//! (OAS 3.1.1 §4.8.12.6), so an item that holds it is an error.

use super::form::Pair;
use super::pairs::{Pairs, decode_value};
use super::percent::{Keep, encode_percent};
use super::plain::Plain;
use super::{ParameterFault, Shape};

/// Writes `plain` with `delimiter` between items.
pub(crate) fn encode_delimited(
    name: &str,
    plain: &Plain,
    delimiter: char,
    keep: Keep,
) -> Result<Pair, ParameterFault> {
    let pieces: Vec<&str> = match plain {
        Plain::Scalar(text) => return Ok(super::form::pair(name, text, keep)),
        Plain::Array(items) => items.iter().map(String::as_str).collect(),
        Plain::Object(members) => members
            .iter()
            .flat_map(|(key, text)| [key.as_str(), text.as_str()])
            .collect(),
    };
    if pieces.iter().any(|piece| piece.contains(delimiter)) {
        return Err(ParameterFault::Delimiter(delimiter));
    }
    let joined = pieces.join(delimiter.encode_utf8(&mut [0; 4]));
    let name = encode_percent(name, Keep::Unreserved);
    Ok((
        name.into_owned(),
        encode_percent(&joined, keep).into_owned(),
    ))
}

/// Reads what belongs to `name`; `None` when nothing does.
pub(crate) fn decode_delimited(
    name: &str,
    pairs: &Pairs<'_>,
    delimiter: char,
    shape: Shape,
) -> Result<Option<Plain>, ParameterFault> {
    let mut items = Vec::new();
    for value in pairs.raw(name) {
        let text = decode_value(value)?;
        match shape {
            Shape::Scalar => items.push(text),
            Shape::Array | Shape::Object => {
                items.extend(text.split(delimiter).map(str::to_owned));
            }
        }
    }
    if items.is_empty() {
        Ok(None)
    } else {
        Plain::of_items(shape, items).map(Some)
    }
}
