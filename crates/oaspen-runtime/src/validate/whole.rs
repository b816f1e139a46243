//! What is demanded of the parts of a body together, when each was read and checked by itself.
//!
//! Files are not written as JSON for this unless there is a condition to be checked.

use std::collections::HashSet;

use super::{Known, Walk};
use crate::check::{Check, Checks};
use crate::json::{Decode, DecodeError, DecodeResult, Encode, ErrorKind, Mode, Tree, to_string};

/// Whether a value may have the parts that were `sent`, by name and text, and whether they go
/// together: by `checks` when they are given, else by those of the type. All scalars count as text.
///
/// # Errors
/// When a condition is broken; every reason is told.
pub(crate) fn check_whole<T: Encode + Decode>(
    value: &T,
    checks: Option<Checks>,
    sent: &[(&str, &[u8])],
) -> DecodeResult<()> {
    deny_unknown::<T>(sent)?;
    let mut whole = Vec::new();
    list_whole(checks.unwrap_or_else(T::checks), &mut whole);
    if whole.is_empty() {
        return Ok(());
    }
    let text = with_others(&to_string(value), sent)?;
    let tree = Tree::read_text(&text)?;
    let mut walk = Walk::new(false, Known::default());
    for check in whole {
        walk.check(check, tree.view(Mode::Strict).text());
    }
    DecodeError::join(walk.errors).map_or(Ok(()), Err)
}

/// Refuses names that the type does not know when it allows for no others. Reading an object tells
/// that before it looks at any value.
fn deny_unknown<T: Decode>(sent: &[(&str, &[u8])]) -> DecodeResult<()> {
    let empty = sent.iter().map(|(name, _)| (*name, &b""[..]));
    let text = with_others("{}", &empty.collect::<Vec<_>>())?;
    let tree = Tree::read_text(&text)?;
    match T::decode(tree.view(Mode::Strict).text()) {
        Err(error) if error.kind() == ErrorKind::UnknownProperty => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The checks of an object that are not those of one property.
fn list_whole(checks: Checks, whole: &mut Vec<&'static Check>) {
    for check in checks {
        if let Check::Nullable(checks) = check {
            list_whole(checks, whole);
        } else if let Check::Of(checks) = check {
            list_whole(checks(), whole);
        } else if !matches!(
            check,
            Check::Kinds(_) | Check::Required(_) | Check::Property(..)
        ) {
            whole.push(check);
        }
    }
}

/// The text of an object with what was sent beside its properties, each the first of its name.
fn with_others(object: &str, sent: &[(&str, &[u8])]) -> DecodeResult<String> {
    let known = Tree::read_text(object)?;
    let known = known.view(Mode::Strict);
    let mut seen = HashSet::new();
    let mut text = object.strip_suffix('}').unwrap_or(object).to_owned();
    for (name, value) in sent {
        if known.property(name).is_some() || !seen.insert(name) {
            continue;
        }
        if !text.ends_with('{') {
            text.push(',');
        }
        text.push_str(&to_string(*name));
        text.push(':');
        text.push_str(&to_string(&*String::from_utf8_lossy(value)));
    }
    text.push('}');
    Ok(text)
}
