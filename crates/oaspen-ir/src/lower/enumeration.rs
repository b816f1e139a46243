//! `enum` and `const` → [`Enum`].

use std::collections::BTreeSet;

use oaspen_document::decimal::Decimal;
use oaspen_document::model::{JsonType, SchemaId, SchemaObject};
use oaspen_document::node::{Node, Value};

use super::enum_names::{description_of_value, name_of_value};
use super::json::{canonical_json, lower_json, same_json};
use crate::ir::{Enum, EnumBase, EnumVariant, Json, JsonKind};

/// The distinct values that a schema's own `enum` and `const` allow, `null` included.
pub(super) fn lower_values(object: &SchemaObject<SchemaId>) -> Option<Vec<EnumVariant>> {
    let listed = object.enumeration.as_ref().map(|listed| {
        let count = object.written_values();
        let mut seen = BTreeSet::new();
        let values = listed.value.iter().enumerate();
        values
            .map(|(position, node)| variant(object, position, count, node))
            .filter(|variant| seen.insert(canonical_json(&variant.value)))
            .collect::<Vec<EnumVariant>>()
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
        deprecated: false,
    })])
}

fn variant(
    object: &SchemaObject<SchemaId>,
    position: usize,
    count: usize,
    node: &Node,
) -> EnumVariant {
    EnumVariant {
        value: read_value(object, node),
        name: name_of_value(object, (position, count), node),
        description: description_of_value(object, (position, count), node),
        deprecated: false,
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

/// The values that `x-extensible-enum` names: others are as good.
pub(super) fn lower_extensible(object: &SchemaObject<SchemaId>) -> Option<Vec<EnumVariant>> {
    let nodes = object.extensions.get("x-extensible-enum")?.items()?;
    let mut seen = BTreeSet::new();
    let values = nodes
        .iter()
        .filter(|node| !node.is_null())
        .map(|node| EnumVariant {
            value: read_value(object, node),
            name: None,
            description: None,
            deprecated: false,
        });
    let distinct: Vec<EnumVariant> = values
        .filter(|variant| seen.insert(canonical_json(&variant.value)))
        .collect();
    (!distinct.is_empty()).then_some(distinct)
}

/// The enum of some values; `None` when `null` is the only one.
pub(super) fn lower_enum(values: &[EnumVariant]) -> Option<Enum> {
    let mut variants: Vec<EnumVariant> = values
        .iter()
        .filter(|variant| variant.value != Json::Null)
        .cloned()
        .collect();
    let kinds: Vec<JsonKind> = variants
        .iter()
        .map(|variant| variant.value.kind())
        .collect();
    let all = |allowed: &[JsonKind]| kinds.iter().all(|kind| allowed.contains(kind));
    let base = if kinds.is_empty() {
        return None;
    } else if all(&[JsonKind::String]) {
        EnumBase::String
    } else if all(&[JsonKind::Integer, JsonKind::Number]) {
        lower_number_base(&mut variants)
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

/// Integers where all of them are: `1.0` and `1e3` are written as `1` and `1000`.
fn lower_number_base(variants: &mut [EnumVariant]) -> EnumBase {
    let integer = |variant: &EnumVariant| match &variant.value {
        Json::Number(text) => Decimal::read(text)?.to_i128(),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
    };
    let integers: Option<Vec<i128>> = variants.iter().map(integer).collect();
    let Some(integers) = integers else {
        return EnumBase::Number;
    };
    for (variant, integer) in variants.iter_mut().zip(integers) {
        variant.value = Json::Number(integer.to_string());
    }
    EnumBase::Integer
}

/// Whether an enum lists both truth values and calls neither by a name: that is what `boolean` is.
pub(super) fn is_every_boolean(lowered: &Enum) -> bool {
    let is_plain = |variant: &EnumVariant| variant.name.is_none() && variant.description.is_none();
    lowered.base == EnumBase::Boolean
        && lowered.variants.len() > 1
        && lowered.variants.iter().all(is_plain)
}
