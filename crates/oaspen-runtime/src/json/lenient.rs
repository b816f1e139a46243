//! Reading what documents say they accept beside the declared type: a number for a string, a
//! string for a number. What is written is always the declared type.

use super::decode::{Decode, DecodeResult};
use super::tree::Outline;
use super::view::View;

/// Reads a string; a number is accepted as its text.
///
/// # Errors
/// When the value is neither.
pub fn lenient_string(json: View<'_>) -> DecodeResult<String> {
    match json.outline() {
        Outline::Number(text) => Ok(text.to_owned()),
        Outline::Null
        | Outline::Bool(_)
        | Outline::String(_)
        | Outline::Array
        | Outline::Object => String::decode(json),
    }
}

/// Reads a number or boolean; a string that reads as one is accepted.
///
/// # Errors
/// When the value is not a `T` even so.
pub fn lenient_scalar<T: Decode>(json: View<'_>) -> DecodeResult<T> {
    T::decode(json.text())
}

/// Reads an array of what [`lenient_string`] reads.
///
/// # Errors
/// When the value is none, or an item is not what it should be.
pub fn lenient_strings(json: View<'_>) -> DecodeResult<Vec<String>> {
    read_items(json, lenient_string)
}

/// Reads an array of what [`lenient_scalar`] reads.
///
/// # Errors
/// When the value is none, or an item is not what it should be.
pub fn lenient_scalars<T: Decode>(json: View<'_>) -> DecodeResult<Vec<T>> {
    read_items(json, lenient_scalar)
}

/// [`lenient_string`], or `null`.
///
/// # Errors
/// When the value is neither.
pub fn lenient_string_or_null(json: View<'_>) -> DecodeResult<Option<String>> {
    or_null(json, lenient_string)
}

/// [`lenient_strings`], or `null`.
///
/// # Errors
/// When the value is neither.
pub fn lenient_strings_or_null(json: View<'_>) -> DecodeResult<Option<Vec<String>>> {
    or_null(json, lenient_strings)
}

/// [`lenient_scalar`], or `null`.
///
/// # Errors
/// When the value is neither.
pub fn lenient_scalar_or_null<T: Decode>(json: View<'_>) -> DecodeResult<Option<T>> {
    or_null(json, lenient_scalar)
}

/// [`lenient_scalars`], or `null`.
///
/// # Errors
/// When the value is neither.
pub fn lenient_scalars_or_null<T: Decode>(json: View<'_>) -> DecodeResult<Option<Vec<T>>> {
    or_null(json, lenient_scalars)
}

fn or_null<T>(json: View<'_>, read: fn(View<'_>) -> DecodeResult<T>) -> DecodeResult<Option<T>> {
    if json.is_null() {
        return Ok(None);
    }
    read(json).map(Some)
}

fn read_items<T>(json: View<'_>, read: fn(View<'_>) -> DecodeResult<T>) -> DecodeResult<Vec<T>> {
    let items = json.items()?.enumerate();
    items
        .map(|(at, item)| read(item).map_err(|error| error.within_index(at)))
        .collect()
}
