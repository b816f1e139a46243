//! The server part: the traits that a user implements, `Server`, one handler for each operation.

use std::sync::Arc;

use super::docs::one_line;
use super::operations::{Operated, Operations, module, operation_module};
use super::parts::plan_root;
use super::tags::TagGroup;
use super::{Cx, DocsWriter, package, paths};
use crate::model::{
    Api, Authenticator, Dispatch, Handler, Item, ItemPath, Module, Part, PartModel, Server,
    Surface, TagTrait, Use, Visibility,
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

/// The server part: for the API its root, for each other surface a module of the same form.
pub(super) fn plan_server(cx: &Cx<'_>, operations: &Operations) -> PartModel {
    let mut root = plan_root(cx, Part::Server, "server");
    root.uses.extend([
        Use::Part {
            part: Part::Types,
            ident: RustIdent::fixed("types"),
        },
        runtime(HANDED_ON),
    ]);
    for operated in &operations.surfaces {
        match paths::surface_module(operated.surface) {
            None => fill(cx, &mut root, operated),
            Some(name) => {
                let docs = receiver_docs(operated.surface);
                let mut module = module(name, Visibility::Public, docs);
                fill(cx, &mut module, operated);
                root.modules.push(module);
            }
        }
    }
    PartModel {
        part: Part::Server,
        package: package::plan_server_package(cx),
        root,
    }
}

/// Whose business a module is.
fn receiver_docs(surface: Surface) -> &'static str {
    match surface {
        Surface::Api => "The API.",
        Surface::Webhooks => "Receiving of webhooks, for who uses the API.",
        Surface::Callbacks => "Receiving of callbacks, for who uses the API.",
    }
}

/// Puts into a module what serves the operations of a surface.
fn fill(cx: &Cx<'_>, into: &mut Module, operated: &Operated) {
    into.uses.extend(plan_uses(operated));
    into.modules.push(plan_api(operated));
    if operated.is_secured() {
        into.modules.push(plan_authenticator(operated));
    }
    into.modules.extend([
        plan_dispatch(operated),
        plan_handlers(operated),
        plan_server_module(cx, operated),
        plan_traits(operated),
    ]);
}

fn runtime(names: &'static [&'static str]) -> Use {
    Use::Runtime {
        path: &["server"],
        names,
    }
}

fn plan_uses(operated: &Operated) -> Vec<Use> {
    let names = |module: &'static str, names: &[&'static str]| Use::Names {
        deprecated: false,
        module: RustIdent::fixed(module),
        names: names.iter().copied().map(RustIdent::fixed).collect(),
    };
    let mut uses = vec![
        names("api", &["Api", "Operations"]),
        names("service", &["Server"]),
    ];
    if operated.is_secured() {
        uses.push(names("authenticator", &["Authenticator"]));
        uses.push(runtime(HANDED_ON_FOR_SECURITY));
    }
    if !operated.groups.is_empty() {
        let traits = operated.groups.iter().map(|group| group.ident.clone());
        uses.push(Use::Names {
            deprecated: false,
            module: RustIdent::fixed(paths::TAGS),
            names: traits.collect(),
        });
    }
    uses
}

fn trait_path(operated: &Operated, group: &TagGroup) -> ItemPath {
    paths::surface_item(Part::Server, operated.surface, &[], group.ident.clone())
}

/// Who receives webhooks or callbacks takes what it likes; an API is served as a whole.
fn is_partial(operated: &Operated) -> bool {
    operated.surface.is_called_by_url()
}

fn plan_api(operated: &Operated) -> Module {
    let mut module = module("api", Visibility::Private, "What an implementation is.");
    module.uses_runtime = true;
    module.items.push(Item::Api(Api {
        is_secured: operated.is_secured(),
        is_partial: is_partial(operated),
        traits: operated
            .groups
            .iter()
            .map(|group| trait_path(operated, group))
            .collect(),
    }));
    module
}

fn plan_authenticator(operated: &Operated) -> Module {
    let mut module = module("authenticator", Visibility::Private, "Who may call.");
    module.uses_runtime = true;
    let authenticator = Authenticator {
        paths: paths::server_paths(operated.surface),
        schemes: operated.used_schemes.clone(),
        joins: operated.joins,
    };
    module.items.push(Item::Authenticator(authenticator));
    module
}

fn plan_dispatch(operated: &Operated) -> Module {
    let docs = "Which handler an operation has, and what handlers share.";
    let mut module = module("dispatch", Visibility::Private, docs);
    module.uses_runtime = true;
    module.items.push(Item::Dispatch(Dispatch {
        paths: paths::server_paths(operated.surface),
        is_secured: operated.is_secured(),
        operations: operated.list.values().cloned().collect(),
    }));
    module
}

fn plan_server_module(cx: &Cx<'_>, operated: &Operated) -> Module {
    let title = one_line(&cx.ir.title);
    let opening = match operated.surface {
        Surface::Api => format!("A server of {title}."),
        Surface::Webhooks => format!("Receives the webhooks of {title}."),
        Surface::Callbacks => format!("Receives the callbacks of {title}."),
    };
    let mut module = module("service", Visibility::Private, "The server as a whole.");
    module.uses_runtime = true;
    module.items.push(Item::Server(Server {
        docs: DocsWriter::new().markdown(&opening).finish(),
        paths: paths::server_paths(operated.surface),
        is_secured: operated.is_secured(),
        chooses_paths: operated.surface.is_called_by_url(),
        // A feature is the package's; a module has none.
        has_router: matches!(cx.config.layout, crate::Layout::Crates { .. }),
    }));
    module
}

/// `tags`: one trait for each.
fn plan_traits(operated: &Operated) -> Module {
    let mut root = module(paths::TAGS, Visibility::Private, "One trait for each tag.");
    for group in &operated.groups {
        let docs = group.docs.clone();
        let mut module = Module::new(group.module.clone(), Visibility::Private, docs);
        module.uses_runtime = true;
        module.uses.extend(paths::import(&group.operations));
        module.items.push(Item::TagTrait(TagTrait {
            ident: group.ident.clone(),
            docs: group.docs.clone(),
            api: paths::server_paths(operated.surface).api,
            is_partial: is_partial(operated),
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
fn plan_handlers(operated: &Operated) -> Module {
    let docs = "What stands between a request and a trait method, one module for each operation.";
    let mut root = module(paths::HANDLERS, Visibility::Private, docs);
    let members = operated.groups.iter().flat_map(|group| {
        let members = group.operations.iter();
        members.map(move |operation| (group, operation))
    });
    for (group, operation) in members {
        let handler = Item::Handler(Handler {
            operation: Arc::clone(operation),
            tag: trait_path(operated, group),
            paths: paths::server_paths(operated.surface),
            is_secured: operated.is_secured(),
        });
        let mut module = operation_module(operation, Visibility::Crate, vec![handler]);
        module.uses.extend(paths::import([operation]));
        root.modules.push(module);
    }
    root
}
