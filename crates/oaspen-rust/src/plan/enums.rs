//! Enums of constants.

use oaspen_ir::ir::{self, EnumBase, Json, TypeId};

use super::deprecated::is_deprecated;
use super::equality::plan_equality;
use super::{Cx, DocsWriter, items, json};
use crate::model::{Derive, Enum, EnumValue, EnumVariant};
use crate::name::{Case, RustIdent, Scope, Words};

/// From so many variants on, texts are searched in order and not one by one.
const SEARCHED_IN_ORDER: usize = 32;

/// Plans the enum of a type.
pub(crate) fn plan_enum(cx: &Cx<'_>, id: TypeId, ident: RustIdent, constants: &ir::Enum) -> Enum {
    let mut scope = Scope::new();
    let is_only = constants.variants.len() == 1;
    let variants = constants
        .variants
        .iter()
        .map(|variant| plan_variant(&mut scope, variant, is_only))
        .collect();
    let values = plan_values(constants);
    Enum {
        deprecated: is_deprecated(cx, id),
        docs: items::type_docs(cx, id).finish(),
        ident,
        derives: plan_derives(cx, id, is_only),
        variants,
        unknown: if constants.open {
            scope.claim_first(
                &["other", "unknown", "unlisted"].map(Words::of),
                Case::Pascal,
            )
        } else {
            claim_unknown(&mut scope)
        },
        order: order_of(&values),
        values,
        lenient: cx.ir.ty(id).lenient,
        open: constants.open,
    }
}

fn plan_derives(cx: &Cx<'_>, id: TypeId, has_default: bool) -> Vec<Derive> {
    let facts = cx.facts.of(id);
    let wanted = [
        (Derive::Clone, true),
        (Derive::Copy, facts.is_copy),
        (Derive::Debug, true),
        (Derive::Default, has_default),
        (Derive::PartialEq, true),
    ];
    let wanted = wanted.into_iter().filter(|(_, holds)| *holds);
    let wanted = wanted.map(|(derive, _)| derive);
    wanted.chain(plan_equality(cx, id)).collect()
}

/// The values as literals of the narrowest type that holds them all.
fn plan_values(constants: &ir::Enum) -> EnumValue {
    let values = || constants.variants.iter().map(|variant| &variant.value);
    match constants.base {
        EnumBase::String => EnumValue::String(values().map(text_of).collect()),
        EnumBase::Integer => {
            let integers: Vec<i128> = values().map(integer_of).collect();
            let fit = |least: i128, most: i128| {
                let mut integers = integers.iter();
                integers.all(|value| (least..=most).contains(value))
            };
            if fit(i64::MIN.into(), i64::MAX.into()) {
                EnumValue::Integer(integers)
            } else if fit(0, u64::MAX.into()) {
                EnumValue::Unsigned(integers)
            } else {
                EnumValue::Wide(integers)
            }
        }
        EnumBase::Number => EnumValue::Number(values().map(text_of).collect()),
        EnumBase::Boolean => {
            EnumValue::Boolean(values().map(|value| *value == Json::Bool(true)).collect())
        }
        EnumBase::Mixed => EnumValue::Json(values().map(json::text).collect()),
    }
}

fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) | Json::Number(text) => text.clone(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => String::new(),
    }
}

/// Lowering has written integers as digits that this type holds.
fn integer_of(value: &Json) -> i128 {
    text_of(value).parse().unwrap_or_default()
}

/// Empty when one by one is as good.
fn order_of(values: &EnumValue) -> Vec<u16> {
    let EnumValue::String(texts) = values else {
        return Vec::new();
    };
    let is_many = texts.len() > SEARCHED_IN_ORDER && texts.len() <= usize::from(u16::MAX);
    let mut ordered: Vec<(&String, u16)> = texts.iter().zip(0..).collect();
    ordered.sort();
    let order = ordered.into_iter().map(|(_, place)| place);
    order.filter(|_| is_many).collect()
}

/// The catch-all's name, claimed last: a value of the document's keeps its own.
pub(crate) fn claim_unknown(scope: &mut Scope) -> RustIdent {
    scope.claim_first(
        &["unknown", "other", "unlisted"].map(Words::of),
        Case::Pascal,
    )
}

fn plan_variant(scope: &mut Scope, variant: &ir::EnumVariant, is_default: bool) -> EnumVariant {
    let words = match &variant.name {
        Some(name) => Words::of(name),
        None => words_of_value(&variant.value),
    };
    let docs = DocsWriter::new().markdown_option(variant.description.as_deref());
    EnumVariant {
        docs: docs.code(&json::shown(&variant.value)).finish(),
        ident: scope.claim(&words, Case::Pascal),
        is_default,
        deprecated: variant.deprecated,
    }
}

fn words_of_value(value: &Json) -> Words {
    match value {
        Json::String(text) => Words::of(text),
        // `1.5` and `15` are told apart.
        Json::Number(text) => Words::of(&text.replace('.', " point ")),
        Json::Bool(value) => Words::of(if *value { "true" } else { "false" }),
        Json::Null => Words::of("null"),
        Json::Array(_) => Words::of("array"),
        Json::Object(_) => Words::of("object"),
    }
}
