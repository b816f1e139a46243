//! What documents call the values of an `enum`, and say of them: `x-enum-varnames`,
//! `x-enum-descriptions`, `x-enumNames`, `x-ms-enum`. Not here: which values there are.

use oaspen_document::model::{SchemaId, SchemaObject};
use oaspen_document::node::Node;

use super::json::{lower_json, same_json};

/// The name of the value at `(position, count)` of the list.
pub(super) fn name_of_value(
    object: &SchemaObject<SchemaId>,
    at: (usize, usize),
    value: &Node,
) -> Option<String> {
    let listed = object
        .enum_names
        .as_ref()
        .map(|names| names.value.as_slice());
    text_at(listed, at)
        .or_else(|| extension_at(object, "x-enumNames", at))
        .or_else(|| microsoft_text(object, "name", (at.0, value)))
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// What is said of it.
pub(super) fn description_of_value(
    object: &SchemaObject<SchemaId>,
    at: (usize, usize),
    value: &Node,
) -> Option<String> {
    let listed = object.enum_descriptions.as_ref();
    text_at(listed.map(|texts| texts.value.as_slice()), at)
        .or_else(|| microsoft_text(object, "description", (at.0, value)))
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// A list of another length than the values cannot be told apart from one that is out of date.
fn text_at(texts: Option<&[String]>, (position, count): (usize, usize)) -> Option<&str> {
    let texts = texts.filter(|texts| texts.len() == count)?;
    texts.get(position).map(String::as_str)
}

fn extension_at<'o>(
    object: &'o SchemaObject<SchemaId>,
    keyword: &str,
    (position, count): (usize, usize),
) -> Option<&'o str> {
    let texts = object.extensions.get(keyword)?.items()?;
    let texts = (texts.len() == count).then_some(texts)?;
    texts.get(position)?.as_str()
}

/// How many entries of `x-ms-enum` are looked through for a value that is not in its place.
const SEARCHED: usize = 256;

/// `x-ms-enum: {values: [{value, name, description}]}`: AutoRest's extension names values by value.
fn microsoft_text<'o>(
    object: &'o SchemaObject<SchemaId>,
    key: &str,
    (position, value): (usize, &Node),
) -> Option<&'o str> {
    let values = object.extensions.get("x-ms-enum")?.get("values")?.items()?;
    let wanted = lower_json(value);
    let is_it = |described: &&Node| {
        let named = described.get("value").map(lower_json);
        named.is_some_and(|named| same_json(&named, &wanted))
    };
    // Usually in the same order; a long list in another is not searched for every value.
    let same_place = values.get(position).filter(is_it);
    let searched = values.get(..values.len().min(SEARCHED))?;
    let described = same_place.or_else(|| searched.iter().find(is_it))?;
    described.get(key)?.as_str()
}
