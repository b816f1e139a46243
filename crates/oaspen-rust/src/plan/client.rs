//! The client part: `Client`, its methods by tag, one call for each operation.

use std::sync::Arc;

use super::address::plan_servers_module;
use super::docs::one_line;
use super::module::plan_module;
use super::operations::{Operations, module, operation_module};
use super::parts::plan_root;
use super::tags::TagGroup;
use super::{Cx, DocsWriter, package, paths};
use crate::model::{Client, ClientMethods, Docs, Item, Module, Part, PartModel, Use, Visibility};
use crate::name::RustIdent;

/// What a caller meets of the runtime, handed on by the root.
const HANDED_ON: &[&str] = &[
    "ApiError",
    "BuildError",
    "Credential",
    "Error",
    "Problem",
    "RawCall",
    "Response",
    "Retry",
    "StatusCode",
    "Transport",
    "UnexpectedResponse",
];

/// The client part.
pub(super) fn plan_client(cx: &Cx<'_>, operations: &Operations) -> PartModel {
    let mut root = plan_root(cx, Part::Client, "client");
    root.uses_runtime = true;
    root.uses.extend([
        Use::Part {
            part: Part::Types,
            ident: RustIdent::fixed("types"),
        },
        Use::Runtime {
            path: &["client"],
            names: HANDED_ON,
        },
    ]);
    root.modules = vec![plan_calls(operations), plan_tag_modules(operations)];
    root.modules.extend(plan_servers_module(cx.ir));
    root.items = vec![Item::Client(Client {
        docs: client_docs(cx),
        schemes: operations.used_schemes.clone(),
    })];
    PartModel {
        part: Part::Client,
        package: package::plan_client_package(cx),
        root,
    }
}

fn client_docs(cx: &Cx<'_>) -> Docs {
    let servers = cx
        .ir
        .servers
        .iter()
        .map(|server| super::docs::code_span(&server.url));
    let servers: Vec<_> = servers.collect();
    let docs = DocsWriter::new().markdown(&format!("A client of {}.", one_line(&cx.ir.title)));
    let docs = docs.paragraph("Cheap to clone: clones share their connections.");
    if servers.is_empty() {
        return docs.finish();
    }
    docs.paragraph(&format!(
        "Servers that the document names, as types in [`servers`]: {}.",
        servers.join(", ")
    ))
    .finish()
}

/// `calls`: one module for each operation, whose call is handed on.
fn plan_calls(operations: &Operations) -> Module {
    let mut root = module(
        paths::CALLS,
        Visibility::Public,
        "Calls: what the methods of the client return.",
    );
    for operation in operations.list.values() {
        let call = Item::Call(Arc::clone(operation));
        let mut module = operation_module(operation, Visibility::Private, vec![call]);
        module.uses.extend(paths::import([operation]));
        root.uses.push(Use::Names {
            deprecated: false,
            module: module.ident.clone(),
            names: vec![operation.call.ident.clone()],
        });
        root.modules.push(module);
    }
    root
}

/// `tags`: the client's methods, so that no file holds them all.
fn plan_tag_modules(operations: &Operations) -> Module {
    let mut root = module(
        paths::TAGS,
        Visibility::Private,
        "The methods of the client, by tag.",
    );
    for group in &operations.groups {
        let docs = group.docs.clone();
        let methods = vec![Item::ClientMethods(plan_methods(group))];
        let mut module = plan_module(group.module.clone(), Visibility::Private, docs, methods);
        module.uses.extend(paths::import(&group.operations));
        root.modules.push(module);
    }
    root
}

fn plan_methods(group: &TagGroup) -> ClientMethods {
    ClientMethods {
        docs: group.docs.clone(),
        client: paths::item(Part::Client, &[], RustIdent::fixed("Client")),
        operations: group.operations.clone(),
    }
}
