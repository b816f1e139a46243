//! Types in an order in which each comes after those it is made of, found without recursion:
//! a document may chain as many types as it likes.

use super::types::{head_of, rest_of};
use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{Ir, Shape, TypeId, TypeUse};

/// Every type once, after the types that are written inside it. Structs, enums and unions have names
/// by which they are written, so nothing is inside them. Should a circle remain, it is cut somewhere.
pub(super) fn order_types(ir: &Ir, facts: &Facts) -> Vec<TypeId> {
    let mut seen = vec![false; ir.types.len()];
    let mut order = Vec::with_capacity(ir.types.len());
    for index in 0..ir.types.len() {
        let mut open = vec![Step::Enter(TypeId::from_index(index))];
        while let Some(step) = open.pop() {
            match step {
                Step::Leave(id) => order.push(id),
                Step::Enter(id) => {
                    let Some(seen) = seen.get_mut(id.index()) else {
                        continue;
                    };
                    if std::mem::replace(seen, true) {
                        continue;
                    }
                    open.push(Step::Leave(id));
                    let inside = written_inside(ir, facts, id).into_iter();
                    open.extend(inside.map(|at| Step::Enter(at.id)));
                }
            }
        }
    }
    order
}

enum Step {
    Enter(TypeId),
    Leave(TypeId),
}

/// The types that are written inside a type where that has no name.
pub(super) fn written_inside(ir: &Ir, facts: &Facts, id: TypeId) -> Vec<TypeUse> {
    if facts.of(id).is_recursive_alias {
        return Vec::new();
    }
    match &ir.ty(id).shape {
        Shape::Alias(link) => vec![*link],
        Shape::List(list) => vec![list.item],
        Shape::Map(map) => vec![map.value],
        Shape::Tuple(tuple) => {
            let mut inside = head_of(tuple).to_vec();
            inside.extend(rest_of(tuple));
            inside
        }
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::Scalar(_)
        | Shape::Any
        | Shape::Never => Vec::new(),
    }
}
