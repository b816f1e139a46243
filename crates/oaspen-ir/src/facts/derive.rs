//! Equality, hashing and copying.
//!
//! Each holds for a type unless something says otherwise: the greatest fixed point, found by
//! spreading what does not hold from a type to those that contain it.

use super::edges::{additional, holders};
use super::recursion::Recursion;
use super::walk::reach;
use crate::ir::{EnumBase, FloatFormat, IntegerFormat, Ir, Scalar, Shape, StringFormat};

/// What can be derived for a type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Derives {
    pub(super) is_eq: bool,
    pub(super) is_hash: bool,
    pub(super) is_copy: bool,
    pub(super) holds_struct: bool,
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
    let holds_struct = reach(&holders, spread(is_no_struct));
    // A box is not copied.
    let boxes = recursion.iter().enumerate();
    let boxes = boxes.filter(|(_, recursion)| !recursion.boxed.is_empty());
    let boxes = boxes.map(|(index, _)| index);
    let not_copy = reach(&holders, spread(is_copy_alone).into_iter().chain(boxes));
    not_eq
        .into_iter()
        .zip(not_hash)
        .zip(not_copy)
        .zip(holds_struct)
        .map(|(((not_eq, not_hash), not_copy), holds_struct)| Derives {
            is_eq: !not_eq,
            is_hash: !not_hash,
            is_copy: !not_copy,
            holds_struct,
        })
        .collect()
}

/// Whether equality is total, apart from what is inside.
fn is_eq_alone(shape: &Shape) -> bool {
    match shape {
        // Any JSON value has exact numbers, and so has what a union or an enum keeps.
        Shape::Scalar(scalar) => !is_partly_equal(scalar),
        Shape::Any
        | Shape::Union(_)
        | Shape::Enum(_)
        | Shape::Tuple(_)
        | Shape::Struct(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Never => true,
    }
}

/// Of a type from outside no more is known than `PartialEq`.
fn is_partly_equal(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::External(_) => true,
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

/// Whether a type is no struct, apart from what is inside.
fn is_no_struct(shape: &Shape) -> bool {
    !matches!(shape, Shape::Struct(_))
}

/// Whether nothing on the heap is needed, apart from what is inside.
fn is_copy_alone(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(object) => additional(object).is_none(),
        Shape::Tuple(tuple) => tuple.rest.is_none(),
        Shape::Scalar(scalar) => is_copied(scalar),
        Shape::Alias(_) | Shape::Never => true,
        // Enums are open: they keep a value that nobody listed.
        Shape::Enum(values) => match values.base {
            EnumBase::Integer | EnumBase::Boolean => true,
            EnumBase::String | EnumBase::Number | EnumBase::Mixed => false,
        },
        Shape::Union(_) | Shape::List(_) | Shape::Map(_) | Shape::Any => false,
    }
}

fn is_copied(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Integer(IntegerFormat::Exact)
        | Scalar::Number(FloatFormat::Decimal)
        | Scalar::Binary
        | Scalar::Base64
        | Scalar::External(_) => false,
        Scalar::Boolean
        | Scalar::Integer(_)
        | Scalar::Number(FloatFormat::F32 | FloatFormat::F64)
        | Scalar::Null => true,
        Scalar::String(format) => match format {
            StringFormat::DateTime
            | StringFormat::Date
            | StringFormat::Time
            | StringFormat::Duration
            | StringFormat::Uuid
            | StringFormat::Ipv4
            | StringFormat::Ipv6 => true,
            StringFormat::Plain
            | StringFormat::Uri
            | StringFormat::Decimal
            | StringFormat::Password
            | StringFormat::Other(_) => false,
        },
    }
}
