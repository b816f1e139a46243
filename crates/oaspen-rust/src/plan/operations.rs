//! All operations: what the types part holds of them, and what the other parts are made of.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use indexmap::IndexMap;
use oaspen_ir::ir;

use super::module::plan_module;
use super::operation::{SharedNames, plan_operation};
use super::parts::plan_items;
use super::security::{has_joins, plan_security, used_schemes};
use super::tags::{TagGroup, plan_groups};
use super::{Cx, DocsWriter, paths};
use crate::model::{Item, Module, Operation, SecurityScheme, Surface, Visibility};
use crate::name::RustIdent;

/// Everything that is not a schema, decided.
pub(super) struct Operations {
    /// Those that have operations, in order.
    pub(super) surfaces: Vec<Operated>,
    /// Every scheme.
    pub(super) schemes: Vec<SecurityScheme>,
}

/// The operations of one surface.
pub(super) struct Operated {
    /// Which one.
    pub(super) surface: Surface,
    /// By position in the document, in order; those that cannot be written are left out.
    pub(super) list: IndexMap<usize, Arc<Operation>>,
    /// By tag.
    pub(super) groups: Vec<TagGroup>,
    /// The schemes that some operation asks for.
    pub(super) used_schemes: Vec<SecurityScheme>,
    /// Whether two schemes must hold together somewhere.
    pub(super) joins: bool,
}

impl Operated {
    /// Whether some operation asks who calls.
    pub(super) fn is_secured(&self) -> bool {
        !self.used_schemes.is_empty()
    }
}

/// Plans every operation.
pub(super) fn plan_operations(cx: &mut Cx<'_>) -> Operations {
    let schemes = plan_security(cx.ir);
    let surfaces = Surface::ALL.into_iter();
    let surfaces = surfaces.filter_map(|surface| plan_operated(cx, surface, &schemes));
    Operations {
        surfaces: surfaces.collect(),
        schemes,
    }
}

fn plan_operated(
    cx: &mut Cx<'_>,
    surface: Surface,
    schemes: &[SecurityScheme],
) -> Option<Operated> {
    let ir = cx.ir;
    let mut shared = SharedNames::new(schemes);
    let mut list = IndexMap::new();
    let operations = ir.operations.iter().enumerate();
    let own: Vec<(usize, &ir::Operation)> = operations
        .filter(|(_, operation)| paths::plan_surface(&operation.surface) == surface)
        .collect();
    for (index, operation) in &own {
        let planned = plan_operation(cx, &mut shared, schemes, (*index, operation));
        list.insert(*index, Arc::new(planned));
    }
    if list.is_empty() {
        return None;
    }
    let security = || {
        own.iter()
            .map(|(_, operation)| operation.security.as_slice())
    };
    Some(Operated {
        surface,
        groups: plan_groups(ir, surface, &list),
        list,
        used_schemes: used_schemes(security(), schemes),
        joins: has_joins(security()),
    })
}

/// `operations` of the types part, `webhooks` or `callbacks`: one module for each; none where there
/// is no operation.
pub(super) fn plan_operations_module(cx: &mut Cx<'_>, operated: &Operated) -> Option<Module> {
    let docs = match operated.surface {
        Surface::Api => {
            "One module for each operation: what is known of it, its request and its answers."
        }
        Surface::Webhooks => {
            "One module for each webhook: what is known of it, what the API sends and what it \
             takes for an answer."
        }
        Surface::Callbacks => {
            "One module for each callback: what is known of it, what the API sends and what it \
             takes for an answer."
        }
    };
    let name = paths::types_module(operated.surface);
    let mut root = module(name, Visibility::Public, docs);
    for (index, operation) in &operated.list {
        let names = cx.names.operations.get(*index);
        let types = names.map(|names| names.types.clone());
        let mut items = vec![Item::Operation(Arc::clone(operation))];
        items.extend(plan_items(cx, &types.unwrap_or_default()));
        let module = operation_module(operation, Visibility::Public, items);
        root.modules.push(module);
    }
    (!root.modules.is_empty()).then_some(root)
}

/// `security` of the types part: one static for each scheme; none for an API without schemes.
pub(super) fn plan_security_module(operations: &Operations) -> Option<Module> {
    let docs = "The document's security schemes.";
    let mut module = module(paths::SECURITY, Visibility::Public, docs);
    module.uses_runtime = true;
    let schemes = operations.schemes.clone();
    module.items.push(Item::Security(schemes));
    (!operations.schemes.is_empty()).then_some(module)
}

/// A module of a fixed name, without anything in it.
pub(super) fn module(name: &'static str, visibility: Visibility, docs: &str) -> Module {
    let docs = DocsWriter::new().paragraph(docs).finish();
    Module::new(RustIdent::fixed(name), visibility, docs)
}

/// The module of an operation.
pub(super) fn operation_module(
    operation: &Operation,
    visibility: Visibility,
    items: Vec<Item>,
) -> Module {
    let docs = DocsWriter::new().paragraph(&operation.title).finish();
    plan_module(operation.module.clone(), visibility, docs, items)
}
