//! Which types demand more of their values than reading them as the type finds out.

use super::edges::holders;
use super::walk::reach;
use crate::ir::{EnumBase, Ir, Json, Shape, Type};

/// For every type, whether it or something inside of it demands more.
pub(super) fn find_checked(ir: &Ir) -> Vec<bool> {
    let own = ir.types.iter().enumerate();
    let own = own.filter_map(|(index, ty)| demands_more(ty).then_some(index));
    reach(&holders(ir), own)
}

fn demands_more(ty: &Type) -> bool {
    if !ty.assertions.is_empty() {
        return true;
    }
    match &ty.shape {
        // Constants of other kinds have no type of their own.
        Shape::Enum(constants) => match constants.base {
            EnumBase::String => false,
            EnumBase::Integer => constants
                .variants
                .iter()
                .any(|variant| match &variant.value {
                    Json::Number(text) => text.parse::<i64>().is_err(),
                    Json::Null
                    | Json::Bool(_)
                    | Json::String(_)
                    | Json::Array(_)
                    | Json::Object(_) => false,
                }),
            EnumBase::Number | EnumBase::Boolean | EnumBase::Mixed => true,
        },
        Shape::Struct(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => false,
    }
}
