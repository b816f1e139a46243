//! What a type looks like outside JSON: text, a list, an object, bytes.
//!
//! Aliases and unions are looked through, each once, so that neither a long chain nor a wide graph
//! costs more than its size.

use std::collections::BTreeSet;

use super::context::Lower;
use crate::ir::{Additional, EnumBase, Scalar, Shape, Struct, TypeId, TypeUse};

/// The shape of a type that has been lowered.
pub(super) fn shape_of<'c>(cx: &'c Lower<'_>, id: TypeId) -> &'c Shape {
    // An id of no type holds what every type may hold.
    cx.types.get(id.index()).map_or(&Shape::Any, |ty| &ty.shape)
}

/// The types that a value of a type can be, aliases and unions looked through.
pub(super) fn leaves(cx: &Lower<'_>, ty: TypeUse) -> Vec<TypeId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![ty.id];
    let mut leaves = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match shape_of(cx, id) {
            Shape::Alias(target) => open.push(target.id),
            // The stack is read from its end.
            Shape::Union(union) => open.extend(union.branches.iter().rev().map(|b| b.ty.id)),
            Shape::Struct(_)
            | Shape::Enum(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Any
            | Shape::Never => leaves.push(id),
        }
    }
    leaves
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Written as text.
    Text,
    /// Written as bytes.
    Bytes,
    /// Several values.
    List,
    /// Named values.
    Object,
    /// Any of these.
    Any,
}

/// The form of a type that is neither an alias nor a union; `None` when it has no value.
pub(super) fn form_of(cx: &Lower<'_>, leaf: TypeId) -> Option<Form> {
    match shape_of(cx, leaf) {
        Shape::Struct(_) | Shape::Map(_) => Some(Form::Object),
        Shape::List(_) | Shape::Tuple(_) => Some(Form::List),
        Shape::Scalar(Scalar::Binary) => Some(Form::Bytes),
        Shape::Scalar(
            Scalar::Boolean
            | Scalar::Integer(_)
            | Scalar::Number(_)
            | Scalar::String(_)
            | Scalar::Base64
            | Scalar::Null,
        ) => Some(Form::Text),
        Shape::Enum(values) => match values.base {
            EnumBase::String | EnumBase::Integer | EnumBase::Number | EnumBase::Boolean => {
                Some(Form::Text)
            }
            EnumBase::Mixed => Some(Form::Any),
        },
        Shape::Any | Shape::Scalar(Scalar::External(_)) => Some(Form::Any),
        Shape::Never | Shape::Alias(_) | Shape::Union(_) => None,
    }
}

/// The forms that a value of a type can have, in order of branches.
pub(super) fn forms(cx: &Lower<'_>, ty: TypeUse) -> Vec<Form> {
    leaves(cx, ty)
        .into_iter()
        .filter_map(|leaf| form_of(cx, leaf))
        .collect()
}

/// Whether some value can be written as one piece of text.
pub(super) fn can_be_text(cx: &Lower<'_>, ty: TypeUse) -> bool {
    forms(cx, ty)
        .iter()
        .any(|form| matches!(form, Form::Text | Form::Bytes | Form::Any))
}

/// Whether a value can be a list whose items are pieces of text.
pub(super) fn can_be_flat_list(cx: &Lower<'_>, ty: TypeUse) -> bool {
    leaves(cx, ty)
        .into_iter()
        .any(|leaf| match shape_of(cx, leaf) {
            Shape::List(list) => can_be_text(cx, list.item),
            Shape::Tuple(tuple) => tuple
                .items
                .iter()
                .chain(&tuple.rest)
                .all(|item| can_be_text(cx, *item)),
            Shape::Any | Shape::Scalar(Scalar::External(_)) => true,
            Shape::Enum(values) => values.base == EnumBase::Mixed,
            Shape::Struct(_)
            | Shape::Union(_)
            | Shape::Map(_)
            | Shape::Scalar(_)
            | Shape::Alias(_)
            | Shape::Never => false,
        })
}

/// Whether a value can be an object whose properties are pieces of text.
pub(super) fn can_be_flat_object(cx: &Lower<'_>, ty: TypeUse) -> bool {
    leaves(cx, ty)
        .into_iter()
        .any(|leaf| match shape_of(cx, leaf) {
            Shape::Struct(object) => is_flat(cx, object),
            Shape::Map(map) => can_be_text(cx, map.value),
            Shape::Any | Shape::Scalar(Scalar::External(_)) => true,
            Shape::Enum(values) => values.base == EnumBase::Mixed,
            Shape::Union(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Alias(_)
            | Shape::Never => false,
        })
}

fn is_flat(cx: &Lower<'_>, object: &Struct) -> bool {
    let additional = match &object.additional {
        Additional::Typed(ty) => can_be_text(cx, *ty),
        Additional::Ignored | Additional::Denied => true,
    };
    additional && object.fields.iter().all(|field| can_be_text(cx, field.ty))
}
