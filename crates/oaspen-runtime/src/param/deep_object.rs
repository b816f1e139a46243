//! `style: deepObject`: `color%5BR%5D=100&color%5BG%5D=200`. The specification stops at one
//! level; deeper objects are written `a[b][c]`, as everybody reads them, and lists as a
//! repeated name. `a[b][]` is read as a list too. Depth is bounded.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::json::Value;

use super::form::{Pair, pair};
use super::pairs::{Pairs, decode_value};
use super::percent::Keep;
use super::plain::{Texts, object_value, scalar_text};
use super::{ParameterFault, Style};

/// More levels than any real query has.
const DEPTH: usize = 16;

/// Writes an object.
pub(crate) fn encode_deep_object(
    name: &str,
    value: &Value<'_>,
    keep: Keep,
) -> Result<Vec<Pair>, ParameterFault> {
    let mut pairs = Vec::new();
    match value {
        Value::Null => {}
        Value::Object(members) => encode_members(name, members, keep, (&mut pairs, DEPTH))?,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            return super::plain::misfit(Style::DeepObject);
        }
    }
    Ok(pairs)
}

fn encode_members(
    prefix: &str,
    members: &[(Cow<'_, str>, Value<'_>)],
    keep: Keep,
    (pairs, depth): (&mut Vec<Pair>, usize),
) -> Result<(), ParameterFault> {
    let depth = depth.checked_sub(1).ok_or(ParameterFault::Nested)?;
    for (key, member) in members {
        let path = format!("{prefix}[{key}]");
        match member {
            Value::Null => {}
            Value::Object(members) => encode_members(&path, members, keep, (&mut *pairs, depth))?,
            Value::Array(items) => {
                for item in items.iter().filter(|item| !matches!(item, Value::Null)) {
                    pairs.push(pair(&path, &scalar_text(item)?, keep));
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                pairs.push(pair(&path, &scalar_text(member)?, keep));
            }
        }
    }
    Ok(())
}

/// An object while it is gathered.
enum Gathered {
    Texts(Texts),
    Members(IndexMap<String, Gathered>),
}

impl Gathered {
    /// At most [`DEPTH`] levels deep.
    fn into_value(self) -> Value<'static> {
        match self {
            Self::Texts(texts) => texts.into_value(),
            Self::Members(members) => object_value(members, Self::into_value),
        }
    }
}

/// Reads what belongs to `name`; `None` when nothing does.
pub(crate) fn decode_deep_object(
    name: &str,
    pairs: &Pairs<'_>,
) -> Result<Option<Value<'static>>, ParameterFault> {
    let mut members = IndexMap::new();
    for (key, value) in pairs.iter() {
        if let Some(path) = key.strip_prefix(name).and_then(brackets) {
            insert(&mut members, &path, decode_value(value)?)?;
        }
    }
    Ok((!members.is_empty()).then(|| Gathered::Members(members).into_value()))
}

/// `[a][b]` as `a`, `b`; `None` for anything else.
fn brackets(text: &str) -> Option<Vec<&str>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split("][").collect())
}

fn insert(
    members: &mut IndexMap<String, Gathered>,
    path: &[&str],
    text: String,
) -> Result<(), ParameterFault> {
    let (path, list) = match path {
        [path @ .., ""] if !path.is_empty() => (path, true),
        _ => (path, false),
    };
    let Some((last, parents)) = path.split_last() else {
        return Ok(());
    };
    if parents.len() >= DEPTH {
        return Err(ParameterFault::Nested);
    }
    let mut here = members;
    for parent in parents {
        let next = here.entry((*parent).to_owned());
        match next.or_insert_with(|| Gathered::Members(IndexMap::new())) {
            Gathered::Members(inner) => here = inner,
            Gathered::Texts(_) => return Err(ParameterFault::Nested),
        }
    }
    let texts = here.entry((*last).to_owned());
    match texts.or_insert_with(|| Gathered::Texts(Texts::default())) {
        Gathered::Texts(texts) => {
            texts.items.push(text);
            texts.list |= list;
            Ok(())
        }
        Gathered::Members(_) => Err(ParameterFault::Nested),
    }
}
