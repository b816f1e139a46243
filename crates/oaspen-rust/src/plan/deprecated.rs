//! What the document says not to use, and which modules name it none the less: generated code has
//! to, and says so where it does, so that only users are warned.

use indexmap::IndexSet;
use oaspen_ir::ir::TypeId;

use super::{Cx, module};
use crate::model::{
    Argument, BodyCodec, Item, ItemPath, Module, Operation, PartModel, Presence, Struct, Ty, Use,
};
use crate::name::RustIdent;

/// Whether a type is deprecated by itself, and not because the property is that it stands at.
pub(crate) fn is_deprecated(cx: &Cx<'_>, id: TypeId) -> bool {
    id.index() < cx.ir.component_count && cx.ir.ty(id).docs.deprecated
}

/// Marks every module that names what is deprecated.
pub(crate) fn mark_modules(cx: &Cx<'_>, parts: &mut [PartModel]) {
    let components = (0..cx.ir.component_count).map(TypeId::from_index);
    let deprecated: IndexSet<ItemPath> = components
        .filter(|id| is_deprecated(cx, *id))
        .filter_map(|id| cx.names.of(id).cloned())
        .collect();
    for part in parts {
        mark_module(&deprecated, &mut part.root);
    }
}

/// As deep as modules are nested, of which there are four levels.
fn mark_module(deprecated: &IndexSet<ItemPath>, module: &mut Module) {
    for below in &mut module.modules {
        mark_module(deprecated, below);
    }
    module.names_deprecated = module.items.iter().any(|item| names_any(deprecated, item));
    // Looked up by name, as a document may have tens of thousands of modules.
    let modules = module.modules.iter();
    let declaring: IndexSet<&RustIdent> = modules
        .filter(|below| declares_deprecated(below))
        .map(|below| &below.ident)
        .collect();
    for handed_on in &mut module.uses {
        if let Use::Names {
            module: from,
            deprecated,
            ..
        } = handed_on
        {
            *deprecated = declaring.contains(from);
        }
    }
}

fn declares_deprecated(module: &Module) -> bool {
    module.is_handed_on && module.items.iter().any(item_is_deprecated)
}

fn item_is_deprecated(item: &Item) -> bool {
    match item {
        Item::Struct(object) => object.deprecated,
        Item::Enum(constants) => constants.deprecated,
        Item::Union(union) => union.deprecated,
        Item::Alias(alias) => alias.deprecated,
        Item::Newtype(newtype) => newtype.deprecated,
        Item::Operation(_)
        | Item::Security(_)
        | Item::Addresses(_)
        | Item::Client(_)
        | Item::ClientMethods(_)
        | Item::Call(_)
        | Item::Api(_)
        | Item::TagTrait(_)
        | Item::Authenticator(_)
        | Item::Server(_)
        | Item::Dispatch(_)
        | Item::Handler(_) => false,
    }
}

/// Whether the compiler would warn of an item: what is deprecated itself may name what is, but its
/// implementations are not it.
fn names_any(deprecated: &IndexSet<ItemPath>, item: &Item) -> bool {
    let mut types = module::types(item).into_iter();
    match item {
        Item::Alias(alias) => !alias.deprecated && names(deprecated, &alias.ty),
        Item::Struct(object) => {
            let parts = object.parts.iter();
            let mut parts = parts.map(|part| &part.part);
            object.deprecated
                || has_deprecated_field(object)
                || parts.any(|part| deprecated.contains(part))
                || types.any(|ty| names(deprecated, ty))
        }
        Item::Enum(constants) => {
            let mut variants = constants.variants.iter();
            constants.deprecated || variants.any(|variant| variant.deprecated)
        }
        Item::Union(_) | Item::Newtype(_) | Item::Operation(_) => {
            item_is_deprecated(item) || types.any(|ty| names(deprecated, ty))
        }
        Item::ClientMethods(methods) => {
            let mut operations = methods.operations.iter();
            operations.any(|operation| asks_for(deprecated, operation))
        }
        Item::Call(operation) => {
            let mut setters = operation.call.setters.iter();
            setters.any(|setter| warns(deprecated, &setter.argument, setter.deprecated))
                || has_deprecated_part(operation)
        }
        Item::Handler(handler) => has_deprecated_part(&handler.operation),
        Item::Security(_)
        | Item::Addresses(_)
        | Item::Client(_)
        | Item::Api(_)
        | Item::TagTrait(_)
        | Item::Authenticator(_)
        | Item::Server(_)
        | Item::Dispatch(_) => false,
    }
}

/// Whether a multipart body, which is taken apart by its fields, has such a field.
fn has_deprecated_part(operation: &Operation) -> bool {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let mut parts = contents.flat_map(|content| match &content.codec {
        BodyCodec::Multipart(multipart) => multipart.parts.as_slice(),
        BodyCodec::Json
        | BodyCodec::Form(_)
        | BodyCodec::Text
        | BodyCodec::Bytes
        | BodyCodec::Stream
        | BodyCodec::Items(_) => &[],
    });
    parts.any(|part| part.deprecated)
}

fn has_deprecated_field(object: &Struct) -> bool {
    object.codec.is_some() && object.fields.iter().any(|field| field.deprecated)
}

/// Whether an argument of the client's method is of such a type.
fn asks_for(deprecated: &IndexSet<ItemPath>, operation: &Operation) -> bool {
    let mut fields = operation.request.fields.iter();
    !operation.call.takes_request
        && fields.any(|field| {
            let is_argument = field.presence == Presence::Required;
            is_argument && warns(deprecated, &field.argument, operation.info.deprecated)
        })
}

/// A deprecated function may name what is deprecated, but not behind `impl Into`: that bound is
/// checked apart from the function.
fn warns(deprecated: &IndexSet<ItemPath>, argument: &Argument, within_deprecated: bool) -> bool {
    names(deprecated, &argument.ty) && (argument.into || !within_deprecated)
}

/// As deep as types without a name are nested, which [`super::Names`] bounds.
fn names(deprecated: &IndexSet<ItemPath>, ty: &Ty) -> bool {
    match ty {
        Ty::Item(path) => deprecated.contains(path),
        Ty::Vec(inner)
        | Ty::Option(inner)
        | Ty::Box(inner)
        | Ty::Map(inner)
        | Ty::ItemStream(inner)
        | Ty::EventStream(inner)
        | Ty::Presence(inner) => names(deprecated, inner),
        Ty::Tuple(items) | Ty::AtLeast(items, _) => {
            items.iter().any(|item| names(deprecated, item))
        }
        Ty::Prefixed(head, rest) => names(deprecated, rest) || names(deprecated, head),
        Ty::Primitive(_)
        | Ty::String
        | Ty::Unit
        | Ty::Runtime(_)
        | Ty::Infallible
        | Ty::External(_) => false,
    }
}
