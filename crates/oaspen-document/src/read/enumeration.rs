//! `enum`, and what documents call its values and say of them.

use std::collections::BTreeMap;

use oaspen_diagnostics::{Code, Span};

use super::fields::{read_list, read_string};
use super::{Fields, Place, Read};
use crate::model::Spanned;
use crate::node::{Node, Value};

pub(super) fn read_enum(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<Spanned<Vec<Node>>> {
    let place = fields.take("enum")?;
    let Some(items) = place.node.items() else {
        if place.node.entries().is_some_and(<[_]>::is_empty) {
            cx.report(Code::EmptyEnum, &place, "this `enum` lists no value");
            return None;
        }
        if place.node.entries().is_some() {
            cx.unexpected(&place, "a list of values");
            return None;
        }
        cx.note_reading(&place, "a list is expected; this is read as its only item");
        return Some(Spanned {
            value: vec![place.node.clone()],
            span: place.node.span,
        });
    };
    if items.is_empty() {
        cx.report(Code::EmptyEnum, &place, "this `enum` lists no value");
        return None;
    }
    Some(Spanned {
        value: items.to_vec(),
        span: place.node.span,
    })
}

/// The first of these lists that is written; none when the caller does not want names.
pub(super) fn read_enum_texts(
    cx: &mut Read<'_>,
    keys: &mut Fields<'_>,
    names: &[&'static str],
) -> Option<Spanned<Vec<String>>> {
    if !cx.extensions.enum_names {
        return None;
    }
    names.iter().find_map(|name| read_texts(cx, keys, name))
}

fn read_texts(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Option<Spanned<Vec<String>>> {
    let place = fields.take(key)?;
    let span: Span = place.node.span;
    let value = match &place.node.value {
        Value::List(_) => {
            let items = read_list(cx, &place)?;
            items.iter().map(|item| read_text(cx, item)).collect()
        }
        Value::Map(_) => texts_by_value(cx, fields, &place),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let message = format!("`{key}` is a list, one entry for each value of `enum`");
            cx.report(Code::EnumDescriptionsMismatch, &place, message);
            return None;
        }
    };
    Some(Spanned { value, span })
}

/// What is said of one value of an `enum`; nothing where it is `null`.
fn read_text(cx: &mut Read<'_>, place: &Place<'_>) -> String {
    if place.node.is_null() {
        return String::new();
    }
    read_string(cx, place).map_or_else(String::new, |text| text.value)
}

/// The same of all values, where a map says it by value.
fn texts_by_value(cx: &mut Read<'_>, fields: &mut Fields<'_>, place: &Place<'_>) -> Vec<String> {
    let values = fields.take("enum");
    let values = values.as_ref().and_then(|values| values.node.items());
    let entries = place.node.entries().into_iter().flatten();
    let said: BTreeMap<&str, &Node> = entries
        .map(|entry| (entry.key.as_str(), &entry.value))
        .collect();
    let mut texts = Vec::new();
    for value in values.into_iter().flatten() {
        let key = match &value.value {
            Value::String(text) | Value::Number(text) => text.as_str(),
            Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => "",
        };
        let text = said
            .get(key)
            .map(|node| read_text(cx, &place.child(key, node)));
        texts.push(text.unwrap_or_default());
    }
    texts
}
