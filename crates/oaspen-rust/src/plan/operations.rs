//! All operations: what the types part holds of them, and what the other parts are made of.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_ir::ir;

use super::module::plan_module;
use super::operation::{SharedNames, plan_operation};
use super::parts::plan_items;
use super::security::{plan_security, used_schemes};
use super::tags::{TagGroup, plan_tags};
use super::{Cx, DocsWriter, paths};
use crate::model::{Item, Module, Operation, SecurityScheme, Visibility};
use crate::name::RustIdent;

/// Everything that is not a schema, decided.
pub(super) struct Operations {
    /// By position in the document, in order; those that cannot be written are left out.
    pub(super) list: IndexMap<usize, Arc<Operation>>,
    /// By tag.
    pub(super) groups: Vec<TagGroup>,
    /// Every scheme.
    pub(super) schemes: Vec<SecurityScheme>,
    /// The schemes that some operation asks for.
    pub(super) used_schemes: Vec<SecurityScheme>,
}

/// Plans every operation.
pub(super) fn plan_operations(cx: &mut Cx<'_>) -> Operations {
    let ir = cx.ir;
    let schemes = plan_security(ir);
    let mut shared = SharedNames::new(&schemes);
    let mut list = IndexMap::new();
    for (index, operation) in ir.operations.iter().enumerate() {
        if has_method(cx, operation) {
            let planned = plan_operation(cx, &mut shared, &schemes, (index, operation));
            list.insert(index, Arc::new(planned));
        }
    }
    Operations {
        groups: plan_tags(ir, &list),
        list,
        used_schemes: used_schemes(ir, &schemes),
        schemes,
    }
}

/// Whether the method is one that a static can hold.
fn has_method(cx: &mut Cx<'_>, operation: &ir::Operation) -> bool {
    let ir::Method::Other(token) = &operation.method else {
        return true;
    };
    let message = format!("the method {token} has no constant, so its operation is left out");
    let diagnostic = Diagnostic::new(Code::UnsupportedKeyword, message)
        .severity(Severity::Skipped)
        .at(operation.origin.span, &operation.origin.pointer);
    cx.sink.push(diagnostic);
    false
}

/// `operations` of the types part: one module for each; none for an API without operations.
pub(super) fn plan_operations_module(cx: &mut Cx<'_>, operations: &Operations) -> Option<Module> {
    let docs = "One module for each operation: what is known of it, its request and its answers.";
    let mut root = module(paths::OPERATIONS, Visibility::Public, docs);
    for (index, operation) in &operations.list {
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
