//! What the absence of an optional field means, as a method beside the field. A default that is no
//! constant of a line is documented and has none.

use oaspen_ir::ir::{Json, Shape, TypeUse};

use super::{Cx, DocsWriter};
use crate::model::{DefaultAccessor, DefaultValue, Derive, Docs, Field, Presence, Primitive, Ty};
use crate::name::{Case, RustIdent, Scope, Words};

/// Plans the method of a field and claims its name among the fields.
pub(super) fn plan_default(
    cx: &Cx<'_>,
    scope: &mut Scope,
    field: &mut Field,
    (ty, default): (TypeUse, Option<&Json>),
) {
    // `null` is a value of its own, so that an accessor for what may be that gives an `Option`.
    let is_nullable = match field.presence {
        Presence::Required => return,
        Presence::Optional => false,
        Presence::OptionalNullable => true,
    };
    let Some(default) = default else {
        return;
    };
    let words = Words::of(field.ident.plain()).join(&Words::of("or default"));
    field.default = plan_value(cx, ty, default).map(|value| DefaultAccessor {
        docs: accessor_docs(&field.ident, default),
        ident: scope.claim(&words, Case::Snake),
        value,
        is_nullable,
    });
}

fn accessor_docs(ident: &RustIdent, default: &Json) -> Docs {
    let name = super::docs::code_span(ident.plain());
    let value = super::docs::code_span(&super::json::shown(default));
    DocsWriter::new()
        .paragraph(&format!(
            "{name}, or its default {value} when it is absent."
        ))
        .finish()
}

fn plan_value(cx: &Cx<'_>, ty: TypeUse, default: &Json) -> Option<DefaultValue> {
    let end = cx.unaliased(ty.id);
    if let Shape::Enum(constants) = &cx.ir.ty(end).shape {
        let mut values = constants.variants.iter();
        let at = values.position(|variant| variant.value.is_same(default))?;
        let planned = super::enums::plan_enum(cx, end, ident_of(cx, end)?, constants);
        return Some(DefaultValue::Variant {
            path: cx.names.of(end)?.clone(),
            ident: planned.variants.get(at)?.ident.clone(),
            copies: planned.derives.contains(&Derive::Copy),
        });
    }
    let ty = cx.written_out(end);
    match default {
        Json::String(text) => (ty == Ty::String).then(|| DefaultValue::Text(text.clone())),
        Json::Bool(value) => {
            (ty == Ty::Primitive(Primitive::Bool)).then_some(DefaultValue::Bool(*value))
        }
        Json::Number(text) => {
            let Ty::Primitive(primitive) = ty else {
                return None;
            };
            plan_number(primitive, text)
        }
        Json::Array(items) if items.is_empty() => {
            let Ty::Vec(item) = ty else {
                return None;
            };
            Some(DefaultValue::EmptyList(*item))
        }
        Json::Array(_) | Json::Object(_) | Json::Null => None,
    }
}

fn ident_of(cx: &Cx<'_>, id: oaspen_ir::ir::TypeId) -> Option<RustIdent> {
    cx.names.of(id).map(|path| path.ident.clone())
}

fn plan_number(primitive: Primitive, text: &str) -> Option<DefaultValue> {
    let fits = match primitive {
        Primitive::Bool => false,
        Primitive::I8 => text.parse::<i8>().is_ok(),
        Primitive::I16 => text.parse::<i16>().is_ok(),
        Primitive::I32 => text.parse::<i32>().is_ok(),
        Primitive::I64 => text.parse::<i64>().is_ok(),
        Primitive::I128 => text.parse::<i128>().is_ok(),
        Primitive::U8 => text.parse::<u8>().is_ok(),
        Primitive::U16 => text.parse::<u16>().is_ok(),
        Primitive::U32 => text.parse::<u32>().is_ok(),
        Primitive::U64 => text.parse::<u64>().is_ok(),
        Primitive::F32 | Primitive::F64 => is_short(text),
    };
    fits.then(|| DefaultValue::Number {
        ty: primitive,
        text: text.to_owned(),
    })
}

/// Whether a number is one that everybody writes alike: more digits may be more than its type holds,
/// or be taken for one of the constants of mathematics, and lints refuse both.
fn is_short(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '0', '.']);
    let digits = digits.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
    let looks_special = ["3.14", "6.28"].contains(&text.trim_start_matches('-'));
    is_plain && digits <= 3 && text.len() <= 12 && !looks_special
}
