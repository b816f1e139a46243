//! The server part: the traits that a user implements, `Server`, one handler for each operation.

use std::sync::Arc;

use super::docs::one_line;
use super::operations::{Operations, module, operation_module};
use super::parts::plan_root;
use super::tags::TagGroup;
use super::{Cx, DocsWriter, package, paths, security};
use crate::model::{
    Api, Authenticator, Dispatch, Handler, Item, ItemPath, Module, Part, PartModel, Server,
    TagTrait, Use, Visibility,
};
use crate::name::RustIdent;

/// What a server meets of the runtime, handed on by the root.
const HANDED_ON: &[&str] = &[
    "Context",
    "IntoErrorResponse",
    "Limits",
    "Problem",
    "Rejection",
    "Service",
    "StatusCode",
];

/// What an authenticator meets.
const HANDED_ON_FOR_SECURITY: &[&str] = &["ApiKey", "AuthError", "AuthRequest", "Basic", "Bearer"];

/// The server part.
pub(super) fn plan_server(cx: &Cx<'_>, operations: &Operations) -> PartModel {
    let is_secured = !operations.used_schemes.is_empty();
    let mut root = plan_root(cx, Part::Server, "server");
    root.uses.extend(plan_uses(operations, is_secured));
    root.modules.push(plan_api(operations, is_secured));
    if is_secured {
        root.modules.push(plan_authenticator(cx, operations));
    }
    root.modules.push(plan_dispatch(operations, is_secured));
    root.modules.push(plan_handlers(operations, is_secured));
    root.modules.push(plan_server_module(cx, is_secured));
    root.modules.push(plan_traits(operations));
    PartModel {
        part: Part::Server,
        package: package::plan_server_package(cx),
        root,
    }
}

fn plan_uses(operations: &Operations, is_secured: bool) -> Vec<Use> {
    let names = |module: &'static str, names: &[&'static str]| Use::Names {
        deprecated: false,
        module: RustIdent::fixed(module),
        names: names.iter().copied().map(RustIdent::fixed).collect(),
    };
    let mut uses = vec![
        Use::Part {
            part: Part::Types,
            ident: RustIdent::fixed("types"),
        },
        names("api", &["Api", "Operations"]),
        names("service", &["Server"]),
        Use::Runtime {
            path: &["server"],
            names: HANDED_ON,
        },
    ];
    if is_secured {
        uses.push(names("authenticator", &["Authenticator"]));
        uses.push(Use::Runtime {
            path: &["server"],
            names: HANDED_ON_FOR_SECURITY,
        });
    }
    if !operations.groups.is_empty() {
        let traits = operations.groups.iter().map(|group| group.ident.clone());
        uses.push(Use::Names {
            deprecated: false,
            module: RustIdent::fixed(paths::TAGS),
            names: traits.collect(),
        });
    }
    uses
}

fn trait_path(group: &TagGroup) -> ItemPath {
    paths::item(Part::Server, &[], group.ident.clone())
}

fn plan_api(operations: &Operations, is_secured: bool) -> Module {
    let mut module = module("api", Visibility::Private, "What an implementation is.");
    module.uses_runtime = true;
    module.items.push(Item::Api(Api {
        is_secured,
        traits: operations.groups.iter().map(trait_path).collect(),
    }));
    module
}

fn plan_authenticator(cx: &Cx<'_>, operations: &Operations) -> Module {
    let mut module = module("authenticator", Visibility::Private, "Who may call.");
    module.uses_runtime = true;
    let authenticator = Authenticator {
        paths: paths::server_paths(),
        schemes: operations.used_schemes.clone(),
        joins: security::has_joins(cx.ir),
    };
    module.items.push(Item::Authenticator(authenticator));
    module
}

fn plan_dispatch(operations: &Operations, is_secured: bool) -> Module {
    let docs = "Which handler an operation has, and what handlers share.";
    let mut module = module("dispatch", Visibility::Private, docs);
    module.uses_runtime = true;
    module.items.push(Item::Dispatch(Dispatch {
        paths: paths::server_paths(),
        is_secured,
        operations: operations.list.values().cloned().collect(),
    }));
    module
}

fn plan_server_module(cx: &Cx<'_>, is_secured: bool) -> Module {
    let mut module = module("service", Visibility::Private, "The server as a whole.");
    module.uses_runtime = true;
    module.items.push(Item::Server(Server {
        docs: DocsWriter::new()
            .markdown(&format!("A server of {}.", one_line(&cx.ir.title)))
            .finish(),
        paths: paths::server_paths(),
        is_secured,
        // A feature is the package's; a module has none.
        has_router: matches!(cx.config.layout, crate::Layout::Crates { .. }),
    }));
    module
}

/// `tags`: one trait for each.
fn plan_traits(operations: &Operations) -> Module {
    let mut root = module(paths::TAGS, Visibility::Private, "One trait for each tag.");
    for group in &operations.groups {
        let docs = group.docs.clone();
        let mut module = Module::new(group.module.clone(), Visibility::Private, docs);
        module.uses_runtime = true;
        module.uses.extend(paths::import(&group.operations));
        module.items.push(Item::TagTrait(TagTrait {
            ident: group.ident.clone(),
            docs: group.docs.clone(),
            api: paths::server_paths().api,
            operations: group.operations.clone(),
        }));
        root.uses.push(Use::Names {
            deprecated: false,
            module: group.module.clone(),
            names: vec![group.ident.clone()],
        });
        root.modules.push(module);
    }
    root
}

/// `handlers`: one module for each operation.
fn plan_handlers(operations: &Operations, is_secured: bool) -> Module {
    let docs = "What stands between a request and a trait method, one module for each operation.";
    let mut root = module(paths::HANDLERS, Visibility::Private, docs);
    let members = operations.groups.iter().flat_map(|group| {
        let members = group.operations.iter();
        members.map(move |operation| (group, operation))
    });
    for (group, operation) in members {
        let handler = Item::Handler(Handler {
            operation: Arc::clone(operation),
            tag: trait_path(group),
            paths: paths::server_paths(),
            is_secured,
        });
        let mut module = operation_module(operation, Visibility::Crate, vec![handler]);
        module.uses.extend(paths::import([operation]));
        root.modules.push(module);
    }
    root
}
