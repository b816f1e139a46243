//! `enum` and `const` → [`Enum`].

use oaspen_document::decimal::Decimal;
use oaspen_document::model::{JsonType, SchemaId, SchemaObject};
use oaspen_document::node::{Node, Value};

use super::json::{kind_of, lower_json, same_json};
use crate::ir::{Enum, EnumBase, EnumVariant, Json, JsonKind};

/// The distinct values that a schema's own `enum` and `const` allow, `null` included.
pub(super) fn lower_values(object: &SchemaObject<SchemaId>) -> Option<Vec<EnumVariant>> {
    let listed = object.enumeration.as_ref().map(|listed| {
        let mut variants: Vec<EnumVariant> = Vec::new();
        for (position, node) in listed.value.iter().enumerate() {
            let variant = variant(object, position, object.written_values(), node);
            if !variants
                .iter()
                .any(|known| same_json(&known.value, &variant.value))
            {
                variants.push(variant);
            }
        }
        variants
    });
    let Some(constant) = &object.constant else {
        return listed;
    };
    let constant = read_value(object, constant);
    let described = listed
        .into_iter()
        .flatten()
        .find(|variant| same_json(&variant.value, &constant));
    Some(vec![described.unwrap_or(EnumVariant {
        value: constant,
        name: None,
        description: None,
    })])
}

fn variant(
    object: &SchemaObject<SchemaId>,
    position: usize,
    count: usize,
    node: &Node,
) -> EnumVariant {
    let text_at = |texts: Option<&Vec<String>>| {
        texts
            .filter(|texts| texts.len() == count)
            .and_then(|texts| texts.get(position))
            .filter(|text| !text.trim().is_empty())
            .cloned()
    };
    EnumVariant {
        value: read_value(object, node),
        name: text_at(object.enum_names.as_ref().map(|names| &names.value)),
        description: text_at(object.enum_descriptions.as_ref().map(|texts| &texts.value)),
    }
}

/// Whether a value is written without the quotes that its schema's type asks for.
fn lacks_quotes(object: &SchemaObject<SchemaId>, node: &Node) -> bool {
    let is_scalar = matches!(node.value, Value::Number(_) | Value::Bool(_));
    let names = object
        .types
        .as_ref()
        .map(|types| types.value.names.as_slice());
    is_scalar
        && names.is_some_and(|names| {
            names.contains(&JsonType::String)
                && names
                    .iter()
                    .all(|name| matches!(name, JsonType::String | JsonType::Null))
        })
}

/// `enum: [1, 2]` under `type: string` means `"1"` and `"2"`.
fn read_value(object: &SchemaObject<SchemaId>, node: &Node) -> Json {
    let value = lower_json(node);
    if !lacks_quotes(object, node) {
        return value;
    }
    match value {
        Json::Number(text) => Json::String(text),
        Json::Bool(value) => Json::String(value.to_string()),
        Json::Null | Json::String(_) | Json::Array(_) | Json::Object(_) => value,
    }
}

/// The enum of some values; `None` when `null` is the only one.
pub(super) fn lower_enum(values: &[EnumVariant]) -> Option<Enum> {
    let variants: Vec<EnumVariant> = values
        .iter()
        .filter(|variant| variant.value != Json::Null)
        .cloned()
        .collect();
    let kinds: Vec<JsonKind> = variants
        .iter()
        .map(|variant| kind_of(&variant.value))
        .collect();
    let all = |allowed: &[JsonKind]| kinds.iter().all(|kind| allowed.contains(kind));
    let base = if kinds.is_empty() {
        return None;
    } else if all(&[JsonKind::String]) {
        EnumBase::String
    } else if variants.iter().any(is_beyond_64_bits) {
        // No literal of a number type holds it.
        EnumBase::Mixed
    } else if all(&[JsonKind::Integer]) {
        EnumBase::Integer
    } else if all(&[JsonKind::Integer, JsonKind::Number]) {
        EnumBase::Number
    } else if all(&[JsonKind::Boolean]) {
        EnumBase::Boolean
    } else {
        EnumBase::Mixed
    };
    Some(Enum {
        base,
        variants,
        open: false,
    })
}

fn is_beyond_64_bits(variant: &EnumVariant) -> bool {
    match &variant.value {
        Json::Number(text) => Decimal::read(text)
            .is_some_and(|number| number.is_integer() && number.to_i64().is_none()),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => false,
    }
}
