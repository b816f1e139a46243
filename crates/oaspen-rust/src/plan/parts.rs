//! The three parts and their modules.

use oaspen_ir::ir::TypeId;

use super::client::plan_client;
use super::module::plan_module;
use super::operations::{
    Operations, plan_operations, plan_operations_module, plan_security_module,
};
use super::server::plan_server;
use super::{Cx, DocsWriter, items, package};
use crate::model::{Item, Module, Part, PartModel, SchemaType, Use, Visibility};
use crate::name::RustIdent;

/// Plans the parts that the configuration asks for. Where there is no operation, there is nothing to
/// call or to serve.
pub(crate) fn plan_parts(cx: &mut Cx<'_>) -> Vec<PartModel> {
    let mut parts = Vec::new();
    let operations = plan_operations(cx);
    let has_operations = !operations.surfaces.is_empty();
    if cx.config.crates.types {
        parts.push(plan_types(cx, &operations));
    }
    if cx.config.crates.client && has_operations {
        parts.push(plan_client(cx, &operations));
    }
    if cx.config.crates.server && has_operations {
        parts.push(plan_server(cx, &operations));
    }
    parts
}

/// Where the type of each component schema is.
pub(crate) fn plan_schema_types(cx: &Cx<'_>) -> Vec<SchemaType> {
    (0..cx.ir.component_count)
        .map(TypeId::from_index)
        .filter_map(|id| {
            Some(SchemaType {
                pointer: cx.ir.ty(id).origin.pointer.to_string(),
                path: cx.names.of(id)?.clone(),
            })
        })
        .collect()
}

fn plan_types(cx: &mut Cx<'_>, operations: &Operations) -> PartModel {
    let mut root = plan_root(cx, Part::Types, "types");
    for operated in &operations.surfaces {
        root.modules.extend(plan_operations_module(cx, operated));
    }
    root.modules.extend(plan_security_module(operations));
    if let Some(schemas) = plan_schemas(cx) {
        root.uses.push(Use::All {
            module: schemas.ident.clone(),
        });
        root.modules.push(schemas);
    }
    PartModel {
        part: Part::Types,
        package: package::plan_types_package(cx, &root),
        root,
    }
}

/// The root of a part, with what the document says of the API.
pub(crate) fn plan_root(cx: &Cx<'_>, part: Part, what: &str) -> Module {
    let title = super::docs::one_line(&cx.ir.title);
    let docs = DocsWriter::new()
        .markdown(&format!("{title}, version {}: {what}.", cx.ir.version))
        .markdown_option(cx.ir.description.as_deref())
        .external(cx.ir.external.as_ref());
    let mut root = Module::new(
        RustIdent::fixed(part.module()),
        Visibility::Public,
        docs.finish(),
    );
    // A user needs no dependency of their own to name its types.
    root.uses.push(Use::RuntimeCrate {
        ident: RustIdent::fixed("runtime"),
    });
    root
}

/// One module for each component that holds a type, none of them public: their items are handed on
/// by name.
fn plan_schemas(cx: &mut Cx<'_>) -> Option<Module> {
    let files: Vec<(RustIdent, String, Vec<TypeId>)> = cx
        .names
        .files
        .iter()
        .map(|file| (file.ident.clone(), file.pointer.clone(), file.types.clone()))
        .collect();
    let docs = DocsWriter::new().paragraph("Schemas, one module for each component.");
    let mut schemas = Module::new(
        RustIdent::fixed("schemas"),
        Visibility::Private,
        docs.finish(),
    );
    for (ident, pointer, types) in files {
        let docs = DocsWriter::new().code(&pointer).finish();
        let mut module = plan_module(
            ident.clone(),
            Visibility::Private,
            docs,
            plan_items(cx, &types),
        );
        module.is_handed_on = true;
        schemas.uses.push(Use::Names {
            deprecated: false,
            module: ident,
            names: module
                .items
                .iter()
                .flat_map(Item::declared)
                .cloned()
                .collect(),
        });
        schemas.modules.push(module);
    }
    (!schemas.modules.is_empty()).then_some(schemas)
}

/// The items of types that have one.
pub(crate) fn plan_items(cx: &mut Cx<'_>, types: &[TypeId]) -> Vec<Item> {
    types
        .iter()
        .filter_map(|id| items::plan_item(cx, *id))
        .collect()
}
