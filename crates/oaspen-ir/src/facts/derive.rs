//! Equality, hashing and copying.
//!
//! Each holds for a type unless something says otherwise: the greatest fixed point, found by
//! spreading what does not hold from a type to those that contain it.

use super::edges::{additional, holders};
use super::recursion::Recursion;
use super::walk::reach;
use crate::ir::{EnumBase, FloatFormat, Ir, Scalar, Shape};

/// What can be derived for a type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Derives {
    pub(super) is_eq: bool,
    pub(super) is_hash: bool,
    pub(super) is_copy: bool,
}

pub(super) fn find_derives(ir: &Ir, recursion: &[Recursion]) -> Vec<Derives> {
    let holders = holders(ir);
    let spread = |holds: fn(&Shape) -> bool| {
        let starts = ir.types.iter().enumerate();
        let starts = starts.filter(move |(_, ty)| !holds(&ty.shape));
        starts.map(|(index, _)| index).collect::<Vec<usize>>()
    };
    let not_eq = reach(&holders, spread(is_eq_alone));
    let not_hash = reach(&holders, spread(is_hash_alone));
    // A box is not copied.
    let boxes = recursion.iter().enumerate();
    let boxes = boxes.filter(|(_, recursion)| !recursion.boxed.is_empty());
    let boxes = boxes.map(|(index, _)| index);
    let not_copy = reach(&holders, spread(is_copy_alone).into_iter().chain(boxes));
    not_eq
        .into_iter()
        .zip(not_hash)
        .zip(not_copy)
        .map(|((not_eq, not_hash), not_copy)| Derives {
            is_eq: !not_eq,
            is_hash: !not_hash,
            is_copy: !not_copy,
        })
        .collect()
}

/// Whether equality is total, apart from what is inside.
fn is_eq_alone(shape: &Shape) -> bool {
    match shape {
        // Any JSON value has exact numbers, and so has what a union keeps of no branch.
        Shape::Any | Shape::Union(_) => true,
        Shape::Enum(values) => match values.base {
            EnumBase::String | EnumBase::Integer | EnumBase::Boolean | EnumBase::Mixed => true,
            EnumBase::Number => false,
        },
        Shape::Scalar(scalar) => !is_float(scalar),
        Shape::Struct(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Never => true,
    }
}

fn is_float(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Number(FloatFormat::F32 | FloatFormat::F64) => true,
        Scalar::Number(FloatFormat::Decimal)
        | Scalar::Boolean
        | Scalar::Integer(_)
        | Scalar::String(_)
        | Scalar::Binary
        | Scalar::Base64
        | Scalar::Null => false,
    }
}

/// Whether hashing agrees with equality, apart from what is inside. Maps have no order to hash in.
fn is_hash_alone(shape: &Shape) -> bool {
    let is_map = match shape {
        Shape::Map(_) => true,
        Shape::Struct(object) => additional(object).is_some(),
        Shape::Enum(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => false,
    };
    !is_map && is_eq_alone(shape)
}

/// Whether nothing on the heap is needed, apart from what is inside.
fn is_copy_alone(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(object) => additional(object).is_none(),
        Shape::Tuple(tuple) => tuple.rest.is_none(),
        Shape::Scalar(scalar) => match scalar {
            Scalar::Boolean
            | Scalar::Integer(_)
            | Scalar::Number(FloatFormat::F32 | FloatFormat::F64)
            | Scalar::Null => true,
            Scalar::Number(FloatFormat::Decimal)
            | Scalar::String(_)
            | Scalar::Binary
            | Scalar::Base64 => false,
        },
        Shape::Alias(_) | Shape::Never => true,
        // Enums and unions are open: they keep a value that nobody listed.
        Shape::Enum(_) | Shape::Union(_) | Shape::List(_) | Shape::Map(_) | Shape::Any => false,
    }
}
