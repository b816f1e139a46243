//! Types that no schema describes: what an undeclared parameter or a body without a schema is.

use super::context::Lower;
use crate::ir::{
    Constraints, Docs, List, Name, Origin, Scalar, Shape, StringFormat, Type, TypeId, TypeUse,
};

/// Text.
pub(super) fn make_string(cx: &mut Lower<'_>, name: Name, origin: Origin) -> TypeUse {
    let shape = Shape::Scalar(Scalar::String(StringFormat::Plain));
    make_type(cx, name, origin, shape)
}

/// Every JSON value.
pub(super) fn make_any(cx: &mut Lower<'_>, name: Name, origin: Origin) -> TypeUse {
    make_type(cx, name, origin, Shape::Any)
}

/// Any number of these.
pub(super) fn make_list(cx: &mut Lower<'_>, name: Name, origin: Origin, item: TypeUse) -> TypeUse {
    make_type(cx, name, origin, Shape::List(List { item }))
}

fn make_type(cx: &mut Lower<'_>, name: Name, origin: Origin, shape: Shape) -> TypeUse {
    let id = TypeId::from_index(cx.types.len());
    cx.types.push(Type {
        name,
        origin,
        docs: Docs::default(),
        shape,
        assertions: Vec::new(),
        constraints: Constraints::default(),
        default: None,
        lenient: false,
    });
    TypeUse {
        id,
        nullable: false,
    }
}
