//! Values that change a part of others: JSON merge patches (RFC 7396). Conditions of a document are
//! not checked here.

use super::decode::{Decode, DecodeResult};
use super::encode::Encode;
use crate::types::{Any, Map};

/// `value` with the changes of `patch`, as a `PATCH` request of the media type
/// `application/merge-patch+json` asks for them (RFC 7396): properties that the patch has take the
/// place of the value's, objects within objects are merged alike, `null` removes, everything else
/// stays. Lists are replaced as a whole.
///
/// Both go by what they are as JSON, so the patch may be of another type than the value: a field
/// that is `None` or absent changes nothing, and one that is [`Presence::Null`] removes.
///
/// ```
/// use oaspen_runtime::json::{self, merge_patch};
/// use oaspen_runtime::types::Any;
///
/// let settings: Any = r#"{"name":"a","size":{"width":1,"height":2}}"#.parse()?;
/// let patch: Any = r#"{"name":null,"size":{"width":3}}"#.parse()?;
/// let patched = merge_patch(&settings, &patch)?;
/// assert_eq!(patched.to_string(), r#"{"size":{"width":3,"height":2}}"#);
/// # Ok::<(), json::DecodeError>(())
/// ```
///
/// [`Presence::Null`]: crate::types::Presence::Null
///
/// # Errors
/// When the result is not a `T`, as when a required property is removed; when either is nested more
/// than 128 levels deep.
pub fn merge_patch<T: Decode + Encode, P: Encode + ?Sized>(
    value: &T,
    patch: &P,
) -> DecodeResult<T> {
    let mut merged = Any::encode(value)?;
    merge(&mut merged, Any::encode(patch)?);
    merged.decode()
}

/// RFC 7396 §2, in place. As deep as `patch`, which was read from text.
fn merge(target: &mut Any, patch: Any) {
    match patch {
        Any::Object(patch) => merge_object(as_object(target), patch),
        Any::Null | Any::Bool(_) | Any::Number(_) | Any::String(_) | Any::Array(_) => {
            *target = patch;
        }
    }
}

/// An object takes the place of anything else.
fn as_object(target: &mut Any) -> &mut Map<Any> {
    loop {
        match target {
            Any::Object(map) => return map,
            Any::Null | Any::Bool(_) | Any::Number(_) | Any::String(_) | Any::Array(_) => {
                *target = Any::Object(Map::new());
            }
        }
    }
}

fn merge_object(target: &mut Map<Any>, patch: Map<Any>) {
    target.retain(|name, _| !patch.get(name).is_some_and(Any::is_null));
    let changes = patch.into_iter().filter(|(_, value)| !value.is_null());
    for (name, value) in changes {
        merge(target.entry(name).or_default(), value);
    }
}
