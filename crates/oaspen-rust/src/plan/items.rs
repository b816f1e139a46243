//! From a type that has a name to its item, and what all items share: docs and derives.

use oaspen_ir::ir::{NameStep, Shape, Type, TypeId};

use super::deprecated::is_deprecated;
use super::equality::plan_equality;
use super::{Cx, DocsWriter, checks, constraints, enums, names, structs, unions};
use crate::model::{Alias, Derive, Item, ItemPath, Newtype};

/// Plans the item of a type; `None` for a type without one.
pub(crate) fn plan_item(cx: &mut Cx<'_>, id: TypeId) -> Option<Item> {
    let path = cx.names.of(id)?.clone();
    let ir = cx.ir;
    let ty = ir.ty(id);
    if cx.facts.of(id).is_recursive_alias {
        return Some(Item::Newtype(plan_newtype(cx, id, path)));
    }
    Some(match &ty.shape {
        Shape::Struct(object) => Item::Struct(structs::plan_struct(cx, id, &path, object)),
        Shape::Union(union) => Item::Union(unions::plan_union(cx, id, path.ident, union)),
        Shape::Enum(constants) => Item::Enum(enums::plan_enum(cx, id, path.ident, constants)),
        Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => Item::Alias(plan_alias(cx, id, path)),
    })
}

fn plan_alias(cx: &Cx<'_>, id: TypeId, path: ItemPath) -> Alias {
    Alias {
        docs: type_docs(cx, id).finish(),
        deprecated: is_deprecated(cx, id),
        ident: path.ident,
        ty: cx.written_out(id),
    }
}

fn plan_newtype(cx: &Cx<'_>, id: TypeId, path: ItemPath) -> Newtype {
    let mut derives = vec![Derive::Clone, Derive::Debug, Derive::PartialEq];
    derives.extend(plan_equality(cx, id));
    Newtype {
        docs: type_docs(cx, id).finish(),
        deprecated: is_deprecated(cx, id),
        ident: path.ident,
        derives,
        ty: cx.written_out(id),
        checks: checks::plan_type_checks(cx, id),
    }
}

/// What is said about a type: the document's words, what holds for its values, its pointer.
pub(crate) fn type_docs(cx: &Cx<'_>, id: TypeId) -> DocsWriter {
    type_words(cx.ir.ty(id)).join(type_docs_rest(cx, id))
}

/// The document's words about a type.
pub(crate) fn type_words(ty: &Type) -> DocsWriter {
    let words = DocsWriter::described_as(&ty.docs, Some(&names::shared_words(&ty.name)));
    match ty.name.steps.as_slice() {
        [NameStep::Base] | [NameStep::Base, NameStep::Request] => {
            words.paragraph("What everything that extends this has.")
        }
        _ => words,
    }
}

/// What is said about a type after the document's words.
pub(crate) fn type_docs_rest(cx: &Cx<'_>, id: TypeId) -> DocsWriter {
    let ty = cx.ir.ty(id);
    constraints::describe_type(cx, cx.describe_direction(id), id)
        .labelled("Default", ty.default.as_slice())
        .labelled("Example", ty.docs.examples.get(..1).unwrap_or_default())
        .code(&ty.origin.pointer.to_string())
}
