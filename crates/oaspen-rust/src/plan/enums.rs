//! Enums of constants.

use oaspen_ir::ir::{self, EnumBase, Json, TypeId};

use super::{Cx, DocsWriter, items};
use crate::model::{Derive, Enum, EnumValue, EnumVariant, Primitive, RuntimeType, Ty};
use crate::name::{Case, RustIdent, Scope, Words};

/// The enums that become a type of their own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumKind(EnumValue);

impl EnumKind {
    /// Strings and integers of 64 bits; `None` for the others, which keep their base type.
    pub(crate) fn of(constants: &ir::Enum) -> Option<Self> {
        let values = constants.variants.iter().map(|variant| &variant.value);
        let values = match constants.base {
            EnumBase::String => EnumValue::String(values.map(string).collect::<Option<_>>()?),
            EnumBase::Integer => EnumValue::Integer(values.map(integer).collect::<Option<_>>()?),
            EnumBase::Number | EnumBase::Boolean | EnumBase::Mixed => return None,
        };
        Some(Self(values))
    }
}

fn string(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn integer(value: &Json) -> Option<i64> {
    match value {
        Json::Number(text) => text.parse().ok(),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

/// The type of an enum that has none of its own.
pub(crate) fn base_ty(base: EnumBase) -> Ty {
    match base {
        EnumBase::String => Ty::String,
        EnumBase::Integer => Ty::Primitive(Primitive::I64),
        EnumBase::Number => Ty::Primitive(Primitive::F64),
        EnumBase::Boolean => Ty::Primitive(Primitive::Bool),
        EnumBase::Mixed => Ty::Runtime(RuntimeType::Any),
    }
}

/// Plans an enum of a kind.
pub(crate) fn plan_enum(
    cx: &Cx<'_>,
    id: TypeId,
    ident: RustIdent,
    (constants, kind): (&ir::Enum, EnumKind),
) -> Enum {
    let mut scope = Scope::new();
    let variants = constants
        .variants
        .iter()
        .map(|variant| plan_variant(&mut scope, variant))
        .collect();
    let EnumKind(values) = kind;
    let mut derives = vec![
        Derive::Clone,
        Derive::Debug,
        Derive::PartialEq,
        Derive::Eq,
        Derive::Hash,
    ];
    match &values {
        EnumValue::String(_) => {}
        EnumValue::Integer(_) => derives.insert(1, Derive::Copy),
    }
    Enum {
        docs: items::type_docs(cx, id).finish(),
        ident,
        derives,
        variants,
        unknown: if constants.open {
            scope.claim_first(
                &["other", "unknown", "unlisted"].map(Words::of),
                Case::Pascal,
            )
        } else {
            claim_unknown(&mut scope)
        },
        open: constants.open,
        values,
        lenient: cx.ir.ty(id).lenient,
    }
}

/// The catch-all's name, claimed last: a value of the document's keeps its own.
pub(crate) fn claim_unknown(scope: &mut Scope) -> RustIdent {
    scope.claim_first(
        &["unknown", "other", "unlisted"].map(Words::of),
        Case::Pascal,
    )
}

fn plan_variant(scope: &mut Scope, variant: &ir::EnumVariant) -> EnumVariant {
    let (text, shown) = match &variant.value {
        Json::String(text) => (text.as_str(), format!("{text:?}")),
        Json::Number(text) => (text.as_str(), text.clone()),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => ("", String::new()),
    };
    let name = variant.name.as_deref().unwrap_or(text);
    let docs = DocsWriter::new().markdown_option(variant.description.as_deref());
    EnumVariant {
        docs: docs.code(&shown).finish(),
        ident: scope.claim(&Words::of(name), Case::Pascal),
    }
}
