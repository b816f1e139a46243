//! Which types a type is made of.

use crate::ir::{Additional, Ir, Shape, Struct, TypeUse};

/// Everything that values of a shape may hold.
pub(super) fn parts_of(shape: &Shape) -> Vec<TypeUse> {
    match shape {
        Shape::Struct(object) => {
            let mut parts: Vec<TypeUse> = object.fields.iter().map(|field| field.ty).collect();
            parts.extend(additional(object));
            parts
        }
        Shape::Union(union) => union.branches.iter().map(|branch| branch.ty).collect(),
        Shape::List(list) => vec![list.item],
        Shape::Map(map) => vec![map.value],
        Shape::Tuple(tuple) => tuple.items.iter().chain(&tuple.rest).copied().collect(),
        Shape::Alias(target) => vec![*target],
        Shape::Enum(_) | Shape::Scalar(_) | Shape::Any | Shape::Never => Vec::new(),
    }
}

/// The values of a struct's undeclared properties, when they are kept.
pub(super) fn additional(object: &Struct) -> Option<TypeUse> {
    match &object.additional {
        Additional::Typed(ty) => Some(*ty),
        Additional::Ignored | Additional::Denied => None,
    }
}

/// For every type, by index, the types that hold it.
pub(crate) fn holders(ir: &Ir) -> Vec<Vec<usize>> {
    let mut holders = vec![Vec::new(); ir.types.len()];
    for (index, ty) in ir.types.iter().enumerate() {
        for part in parts_of(&ty.shape) {
            if let Some(holders) = holders.get_mut(part.id.index()) {
                holders.push(index);
            }
        }
    }
    holders
}
