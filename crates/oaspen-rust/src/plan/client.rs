//! The client part: `Client`, its methods by tag, one call for each operation.

use std::sync::Arc;

use super::address::plan_servers_module;
use super::docs::one_line;
use super::module::plan_module;
use super::operations::{Operated, Operations, module, operation_module};
use super::parts::plan_root;
use super::tags::TagGroup;
use super::{Cx, DocsWriter, package, paths};
use crate::model::{
    Client, ClientMethods, Docs, Item, Module, Part, PartModel, Surface, Use, Visibility,
};
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

/// The client part: for the API its root, for each other surface a module of the same form.
pub(super) fn plan_client(cx: &Cx<'_>, operations: &Operations) -> PartModel {
    let mut root = plan_root(cx, Part::Client, "client");
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
    for operated in &operations.surfaces {
        match paths::surface_module(operated.surface) {
            None => {
                fill(cx, &mut root, operated);
                root.modules.extend(plan_servers_module(cx.ir));
            }
            Some(name) => {
                let docs = sender_docs(operated.surface);
                let mut module = module(name, Visibility::Public, docs);
                fill(cx, &mut module, operated);
                root.modules.push(module);
            }
        }
    }
    PartModel {
        part: Part::Client,
        package: package::plan_client_package(cx),
        root,
    }
}

/// Puts into a module what calls the operations of a surface.
fn fill(cx: &Cx<'_>, into: &mut Module, operated: &Operated) {
    into.uses_runtime = true;
    into.modules.push(plan_calls(operated));
    into.modules.push(plan_tag_modules(operated));
    into.items.push(Item::Client(Client {
        docs: client_docs(cx, operated.surface),
        is_called_by_url: operated.surface.is_called_by_url(),
        schemes: operated.used_schemes.clone(),
    }));
}

/// Whose business a module is.
fn sender_docs(surface: Surface) -> &'static str {
    match surface {
        Surface::Api => "Calls of the API.",
        Surface::Webhooks => "Sending of webhooks, for who provides the API.",
        Surface::Callbacks => "Sending of callbacks, for who provides the API.",
    }
}

fn client_docs(cx: &Cx<'_>, surface: Surface) -> Docs {
    let title = one_line(&cx.ir.title);
    let opening = match surface {
        Surface::Api => format!("A client of {title}."),
        Surface::Webhooks => format!("Sends the webhooks of {title}."),
        Surface::Callbacks => format!("Sends the callbacks of {title}."),
    };
    let docs = DocsWriter::new().markdown(&opening);
    let docs = docs.paragraph("Cheap to clone: clones share their connections.");
    if surface.is_called_by_url() {
        return docs
            .paragraph(
                "Each call is given its URL, which strangers may have chosen: whether it may be \
                 called is for you to say.",
            )
            .finish();
    }
    let servers = cx.ir.servers.iter();
    let servers: Vec<_> = servers
        .map(|server| super::docs::code_span(&server.url))
        .collect();
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
fn plan_calls(operations: &Operated) -> Module {
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
fn plan_tag_modules(operations: &Operated) -> Module {
    let mut root = module(
        paths::TAGS,
        Visibility::Private,
        "The methods of the client, by tag.",
    );
    for group in &operations.groups {
        let docs = group.docs.clone();
        let methods = vec![Item::ClientMethods(plan_methods(operations.surface, group))];
        let mut module = plan_module(group.module.clone(), Visibility::Private, docs, methods);
        module.uses.extend(paths::import(&group.operations));
        root.modules.push(module);
    }
    root
}

fn plan_methods(surface: Surface, group: &TagGroup) -> ClientMethods {
    ClientMethods {
        docs: group.docs.clone(),
        client: paths::surface_item(Part::Client, surface, &[], RustIdent::fixed("Client")),
        operations: group.operations.clone(),
    }
}
