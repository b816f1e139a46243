//! Fields for which a new object has no choice: constants, and discriminators of a branch.
//!
//! A discriminator counts only when exactly one of its values leads to the branch, in all unions of
//! the document together; where two disagree, whoever makes the object says which.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Lower;
use crate::ir::{
    Field, Json, Reason, Scalar, Shape, StringFormat, Test, Type, TypeId, TypeUse, Union,
};

/// Longer chains of names for a type are not followed.
const LONGEST_CHAIN: usize = 64;

/// The values of a property that lead to a struct.
type Tags = BTreeMap<(TypeId, String), BTreeSet<String>>;

/// Writes the fixed value of every field, when all types are lowered.
pub(super) fn lower_fixed(cx: &mut Lower<'_>) {
    let tags = tags_of_structs(&cx.types);
    let mut found: Vec<(TypeId, usize, Json)> = Vec::new();
    for (index, ty) in cx.types.iter().enumerate() {
        let Shape::Struct(object) = &ty.shape else {
            continue;
        };
        let id = TypeId::from_index(index);
        for (at, field) in object.fields.iter().enumerate() {
            let fixed =
                constant_of(&cx.types, field).or_else(|| tag_of(&cx.types, &tags, id, field));
            found.extend(fixed.map(|fixed| (id, at, fixed)));
        }
    }
    for (id, at, fixed) in found {
        let ty = cx.types.get_mut(id.index());
        if let Some(Shape::Struct(object)) = ty.map(|ty| &mut ty.shape)
            && let Some(field) = object.fields.get_mut(at)
        {
            field.fixed = Some(fixed);
        }
    }
}

/// The only value of a property that must be there.
fn constant_of(types: &[Type], field: &Field) -> Option<Json> {
    match end_of(types, field.ty).filter(|_| field.required)? {
        (_, Shape::Scalar(Scalar::Null)) => Some(Json::Null),
        (_, Shape::Enum(values)) if !values.open => match values.variants.as_slice() {
            [only] => Some(only.value.clone()),
            [..] => None,
        },
        (
            _,
            Shape::Struct(_)
            | Shape::Enum(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Alias(_)
            | Shape::Any
            | Shape::Never,
        ) => None,
    }
}

/// The only value of a discriminator that leads to a struct, if its field can hold it.
fn tag_of(types: &[Type], tags: &Tags, id: TypeId, field: &Field) -> Option<Json> {
    let values = tags.get(&(id, field.name.clone()))?;
    let only = values.first().filter(|_| values.len() == 1)?;
    let only = Json::String(only.clone());
    let holds = match end_of(types, field.ty)? {
        (_, Shape::Scalar(Scalar::String(StringFormat::Plain))) => true,
        (_, Shape::Enum(values)) => values.variants.iter().any(|variant| variant.value == only),
        (
            _,
            Shape::Struct(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Alias(_)
            | Shape::Any
            | Shape::Never,
        ) => false,
    };
    holds.then_some(only)
}

fn tags_of_structs(types: &[Type]) -> Tags {
    let mut tags = Tags::new();
    for ty in types {
        if let Shape::Union(union) = &ty.shape {
            collect_tags(types, &mut tags, union);
        }
    }
    tags
}

fn collect_tags(types: &[Type], tags: &mut Tags, union: &Union) {
    let Reason::Discriminator(property) = &union.plan.reason else {
        return;
    };
    for rule in &union.plan.rules {
        let (Test::KeyEquals(key, values), Some(branch)) =
            (&rule.test, union.branches.get(rule.branch))
        else {
            continue;
        };
        let Some((id, Shape::Struct(_))) = end_of(types, branch.ty).filter(|_| key == property)
        else {
            continue;
        };
        let known = tags.entry((id, property.clone())).or_default();
        known.extend(values.iter().filter_map(text_of));
    }
}

fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

/// What a use is by way of aliases; `None` where `null` is a value too.
fn end_of(types: &[Type], used: TypeUse) -> Option<(TypeId, &Shape)> {
    let mut used = used;
    for _ in 0..LONGEST_CHAIN {
        if used.nullable {
            return None;
        }
        match &types.get(used.id.index())?.shape {
            Shape::Alias(target) => used = *target,
            shape @ (Shape::Struct(_)
            | Shape::Enum(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Any
            | Shape::Never) => return Some((used.id, shape)),
        }
    }
    None
}
