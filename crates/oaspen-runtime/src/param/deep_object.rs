//! `style: deepObject`: `color%5BR%5D=100&color%5BG%5D=200`. The specification stops at one level of
//! an object of text. What is deeper is written `a[b][c]`, a list of text `a[]` for each item, and a
//! list of anything else `a[0]`, `a[1]`; a text alone is `a`. Servers that read brackets at all read
//! these. A repeated name without brackets, and a list of text with numbers, are read too.
//!
//! On the wire nothing tells a list with numbers from an object with the members `0`, `1` and so
//! on, which is therefore read as a list. Depth is bounded.

use indexmap::IndexMap;

use crate::json::Value;

use super::form::{Pair, pair};
use super::pairs::{Pairs, decode_value};
use super::percent::Keep;
use super::plain::{Texts, object_value, scalar_text};
use super::{ParameterFault, Shape};

/// More levels than any real query has.
const DEPTH: usize = 16;

/// Writes a value.
pub(crate) fn encode_deep_object(
    name: &str,
    value: &Value<'_>,
    keep: Keep,
) -> Result<Vec<Pair>, ParameterFault> {
    let mut pairs = Vec::new();
    encode_at(name, value, keep, (&mut pairs, DEPTH))?;
    Ok(pairs)
}

fn encode_at(
    path: &str,
    value: &Value<'_>,
    keep: Keep,
    (pairs, depth): (&mut Vec<Pair>, usize),
) -> Result<(), ParameterFault> {
    let below = || depth.checked_sub(1).ok_or(ParameterFault::Nested);
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            pairs.push(pair(path, &scalar_text(value)?, keep));
        }
        Value::Object(members) => {
            let depth = below()?;
            for (key, member) in members {
                encode_at(
                    &format!("{path}[{key}]"),
                    member,
                    keep,
                    (&mut *pairs, depth),
                )?;
            }
        }
        Value::Array(items) => {
            let depth = below()?;
            let is_text = !items.iter().any(is_structured);
            let items = items.iter().filter(|item| !matches!(item, Value::Null));
            for (position, item) in items.enumerate() {
                let path = match is_text {
                    true => format!("{path}[]"),
                    false => format!("{path}[{position}]"),
                };
                encode_at(&path, item, keep, (&mut *pairs, depth))?;
            }
        }
    }
    Ok(())
}

fn is_structured(value: &Value<'_>) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

/// What stands at one place while it is gathered; no members at first.
enum Gathered {
    Texts(Texts),
    Members(IndexMap<String, Gathered>),
}

impl Gathered {
    fn nothing() -> Self {
        Self::Members(IndexMap::new())
    }

    fn member(&mut self, key: &str) -> Result<&mut Self, ParameterFault> {
        match self {
            Self::Members(members) => {
                Ok(members.entry(key.to_owned()).or_insert_with(Self::nothing))
            }
            Self::Texts(_) => Err(ParameterFault::Nested),
        }
    }

    fn push(&mut self, text: String, list: bool) -> Result<(), ParameterFault> {
        match self {
            Self::Texts(texts) => {
                texts.items.push(text);
                texts.list |= list;
            }
            Self::Members(members) if members.is_empty() => {
                let items = vec![text];
                *self = Self::Texts(Texts { items, list });
            }
            Self::Members(_) => return Err(ParameterFault::Nested),
        }
        Ok(())
    }

    /// At most [`DEPTH`] levels deep.
    fn into_value(self) -> Value<'static> {
        match self {
            Self::Texts(texts) => texts.into_value(),
            Self::Members(members) if is_numbered(&members) => {
                Value::Array(members.into_values().map(Self::into_value).collect())
            }
            Self::Members(members) => object_value(members, Self::into_value),
        }
    }
}

/// Whether the names are 0, 1, and so on.
fn is_numbered(members: &IndexMap<String, Gathered>) -> bool {
    let mut names = members.keys().enumerate();
    !members.is_empty() && names.all(|(position, name)| *name == position.to_string())
}

/// Reads what belongs to `name`; `None` when nothing does.
pub(crate) fn decode_deep_object(
    name: &str,
    pairs: &Pairs<'_>,
    shape: Shape,
) -> Result<Option<Value<'static>>, ParameterFault> {
    let mut gathered = Gathered::nothing();
    for (key, value) in pairs.iter() {
        if let Some(path) = key.strip_prefix(name).and_then(brackets) {
            insert(&mut gathered, &path, decode_value(value)?)?;
        }
    }
    match &mut gathered {
        Gathered::Members(members) if members.is_empty() => return Ok(None),
        Gathered::Texts(texts) => texts.list |= shape == Shape::Array,
        Gathered::Members(_) => {}
    }
    Ok(Some(gathered.into_value()))
}

/// `[a][b]` as `a`, `b`, and nothing as nothing; `None` for anything else.
fn brackets(text: &str) -> Option<Vec<&str>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split("][").collect())
}

fn insert(root: &mut Gathered, path: &[&str], text: String) -> Result<(), ParameterFault> {
    let (path, list) = match path {
        [path @ .., ""] => (path, true),
        _ => (path, false),
    };
    if path.len() > DEPTH {
        return Err(ParameterFault::Nested);
    }
    let mut here = root;
    for key in path {
        here = here.member(key)?;
    }
    here.push(text, list)
}
