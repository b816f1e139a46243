//! Which types demand more of their values than reading them as the type finds out.

use super::edges::holders;
use super::walk::reach;
use crate::ir::{Ir, Shape, Type};

/// For every type, whether it or something inside of it demands more.
pub(super) fn find_checked(ir: &Ir) -> Vec<bool> {
    let own = ir.types.iter().enumerate();
    let own = own.filter_map(|(index, ty)| demands_more(ty).then_some(index));
    reach(&holders(ir), own)
}

fn demands_more(ty: &Type) -> bool {
    let has_more = match &ty.shape {
        Shape::Union(union) => union.is_exclusive,
        // `null` does not stand for an item that is left out.
        Shape::Tuple(tuple) => tuple.least < tuple.items.len(),
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => false,
    };
    has_more || !ty.assertions.is_empty()
}
