//! Where things are in the three parts: the fixed names of modules and items.

use std::sync::Arc;

use oaspen_ir::ir;

use super::Cx;
use crate::model::{ItemPath, Operation, Part, ServerPaths, Surface, Use};
use crate::name::RustIdent;

/// `operations` in the types part.
pub(super) const OPERATIONS: &str = "operations";
/// `security` in the types part.
pub(super) const SECURITY: &str = "security";
/// `calls` in the client part.
pub(super) const CALLS: &str = "calls";
/// `tags` in the client and server parts.
pub(super) const TAGS: &str = "tags";
/// `servers` in the client part.
pub(super) const SERVERS: &str = "servers";
/// `handlers` in the server part.
pub(super) const HANDLERS: &str = "handlers";

/// An item of a part, below modules of fixed names.
pub(super) fn item(part: Part, modules: &[&'static str], ident: RustIdent) -> ItemPath {
    ItemPath {
        part,
        modules: modules.iter().copied().map(RustIdent::fixed).collect(),
        ident,
    }
}

/// An item of what a part has for a surface, below modules of fixed names.
pub(super) fn surface_item(
    part: Part,
    surface: Surface,
    modules: &[&'static str],
    ident: RustIdent,
) -> ItemPath {
    let above = surface_module(surface);
    let modules: Vec<&'static str> = above.into_iter().chain(modules.iter().copied()).collect();
    item(part, &modules, ident)
}

/// The module of a surface in the client and server parts, unless it is their root.
pub(super) fn surface_module(surface: Surface) -> Option<&'static str> {
    match surface {
        Surface::Api => None,
        Surface::Webhooks | Surface::Callbacks => Some(types_module(surface)),
    }
}

/// The module of a surface's operations in the types part.
pub(super) fn types_module(surface: Surface) -> &'static str {
    match surface {
        Surface::Api => OPERATIONS,
        Surface::Webhooks => "webhooks",
        Surface::Callbacks => "callbacks",
    }
}

/// The surface of an operation.
pub(super) fn plan_surface(surface: &ir::Surface) -> Surface {
    match surface {
        ir::Surface::Api => Surface::Api,
        ir::Surface::Webhooks => Surface::Webhooks,
        ir::Surface::Callbacks { .. } => Surface::Callbacks,
    }
}

/// The module of an operation in a part, as an item of the module above.
pub(super) fn operation_module(cx: &Cx<'_>, part: Part, index: usize) -> ItemPath {
    let (surface, ident) = match cx.names.operations.get(index) {
        Some(names) => (names.surface, names.ident.clone()),
        None => (Surface::Api, RustIdent::fixed("operation")),
    };
    match part {
        Part::Types => item(part, &[types_module(surface)], ident),
        Part::Client => surface_item(part, surface, &[CALLS], ident),
        Part::Server => surface_item(part, surface, &[HANDLERS], ident),
    }
}

/// An item in the module of an operation in the types part.
pub(super) fn operation_item(cx: &Cx<'_>, index: usize, ident: RustIdent) -> ItemPath {
    inside(&operation_module(cx, Part::Types, index), ident)
}

/// An item inside a module.
pub(super) fn inside(module: &ItemPath, ident: RustIdent) -> ItemPath {
    let mut modules = module.modules.clone();
    modules.push(module.ident.clone());
    ItemPath {
        part: module.part,
        modules,
        ident,
    }
}

/// What brings in the modules of operations of one surface in the types part.
pub(super) fn import<'a>(operations: impl IntoIterator<Item = &'a Arc<Operation>>) -> Option<Use> {
    let mut operations = operations.into_iter().peekable();
    let surface = operations.peek()?.surface;
    let names = operations.map(|operation| operation.paths.module.ident.clone());
    Some(Use::Import {
        module: item(Part::Types, &[], RustIdent::fixed(types_module(surface))),
        names: names.collect(),
    })
}

/// The fixed items that the server part has for a surface.
pub(super) fn server_paths(surface: Surface) -> ServerPaths {
    let inside =
        |modules, name| surface_item(Part::Server, surface, modules, RustIdent::fixed(name));
    let at_root = |name| inside(&[], name);
    let in_dispatch = |name| inside(&["dispatch"], name);
    ServerPaths {
        api: at_root("Api"),
        operations: at_root("Operations"),
        authenticator: at_root("Authenticator"),
        state: in_dispatch("State"),
        table: in_dispatch("OPERATIONS"),
    }
}
