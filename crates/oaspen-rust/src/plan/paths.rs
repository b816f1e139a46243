//! Where things are in the three parts: the fixed names of modules and items.

use std::sync::Arc;

use super::Cx;
use crate::model::{ItemPath, Operation, Part, ServerPaths, Use};
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

/// The module of an operation in a part, as an item of the module above.
pub(super) fn operation_module(cx: &Cx<'_>, part: Part, index: usize) -> ItemPath {
    let above = match part {
        Part::Types => OPERATIONS,
        Part::Client => CALLS,
        Part::Server => HANDLERS,
    };
    let ident = match cx.names.operations.get(index) {
        Some(names) => names.ident.clone(),
        None => RustIdent::fixed("operation"),
    };
    item(part, &[above], ident)
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

/// What brings in the modules of operations in the types part.
pub(super) fn import<'a>(operations: impl IntoIterator<Item = &'a Arc<Operation>>) -> Option<Use> {
    let operations = operations.into_iter();
    let names: Vec<RustIdent> = operations
        .map(|operation| operation.paths.module.ident.clone())
        .collect();
    let module = item(Part::Types, &[], RustIdent::fixed(OPERATIONS));
    (!names.is_empty()).then_some(Use::Import { module, names })
}

/// The fixed items of the server part.
pub(super) fn server_paths() -> ServerPaths {
    let at_root = |name| item(Part::Server, &[], RustIdent::fixed(name));
    let in_dispatch = |name| item(Part::Server, &["dispatch"], RustIdent::fixed(name));
    ServerPaths {
        api: at_root("Api"),
        operations: at_root("Operations"),
        authenticator: at_root("Authenticator"),
        state: in_dispatch("State"),
        table: in_dispatch("OPERATIONS"),
    }
}
