//! Which types have a value without being told anything.
//!
//! A struct whose fields are all optional or have one value, and what is empty when nothing is in it. A number or a
//! text has none: zero and the empty text would be claims.

use crate::ir::{Ir, Scalar, Shape, TypeUse};

pub(super) fn find_defaults(ir: &Ir) -> Vec<bool> {
    (0..ir.types.len())
        .map(|index| has_default(ir, index))
        .collect()
}

/// Follows aliases; one that leads nowhere has no value.
fn has_default(ir: &Ir, start: usize) -> bool {
    let mut index = start;
    for _ in 0..LONGEST_CHAIN {
        let Some(ty) = ir.types.get(index) else {
            return false;
        };
        match &ty.shape {
            Shape::Alias(TypeUse { nullable: true, .. }) => return true,
            Shape::Alias(target) => index = target.id.index(),
            Shape::Struct(object) => {
                let mut fields = object.fields.iter();
                return fields.all(|field| !field.required || field.fixed.is_some());
            }
            Shape::Enum(values) => return values.variants.len() == 1,
            Shape::List(_) | Shape::Map(_) | Shape::Scalar(Scalar::Null) => return true,
            Shape::Union(_) | Shape::Tuple(_) | Shape::Scalar(_) | Shape::Any | Shape::Never => {
                return false;
            }
        }
    }
    false
}

/// No alias of a real document is longer; an alias that names itself ends here.
const LONGEST_CHAIN: usize = 64;
