//! One operation: its module in the types part, its call, its handler.

use oaspen_ir::ir;

use super::address::plan_own_server;
use super::body::reader_ident;
use super::request::{Request, plan_request};
use super::response::plan_answers;
use super::security::{plan_access, plan_requirements};
use super::{Cx, DocsWriter, docs, paths};
use crate::model::{
    Answers, Call, CallSetter, Constructor, Docs, Field, ItemPath, Operation, OperationInfo,
    OperationPaths, Part, Presence, SecurityScheme, Struct,
};
use crate::name::{Case, RustIdent, Scope, Words};

/// Names that all operations share.
pub(super) struct SharedNames {
    /// Methods of `Client`.
    methods: Scope,
    /// Names in `calls`, which hands them on.
    calls: Scope,
}

/// Methods of `Client` that are no operation's, and those that would hide a trait's.
const CLIENT_METHODS: &[&str] = &[
    "as_ref",
    "borrow",
    "builder",
    "clone",
    "cmp",
    "fmt",
    "from",
    "in_process",
    "into",
    "new",
    "request",
    "to_owned",
    "try_into",
];

/// Methods of every call.
const CALL_METHODS: &[&str] = &[
    "accept",
    "base_url",
    "borrow",
    "clone",
    "fmt",
    "header",
    "into",
    "into_future",
    "new",
    "retry",
    "send",
    "timeout",
    "to_owned",
    "try_into",
];

/// Names that a call cannot have: what its file means the standard library by.
const PRELUDE: &[&str] = &["Into", "New", "Option", "String", "Vec"];

impl SharedNames {
    /// Nothing but what is there anyway.
    pub(super) fn new(schemes: &[SecurityScheme]) -> Self {
        let mut methods = Scope::reserving(CLIENT_METHODS);
        for scheme in schemes {
            methods.reserve(scheme.with_method.plain());
        }
        Self {
            methods,
            calls: Scope::reserving(PRELUDE),
        }
    }
}

/// Plans the operation at `index`.
pub(super) fn plan_operation(
    cx: &mut Cx<'_>,
    shared: &mut SharedNames,
    schemes: &[SecurityScheme],
    (index, operation): (usize, &ir::Operation),
) -> Operation {
    let Request {
        structure,
        path,
        parameters,
        body,
    } = plan_request(cx, index, operation);
    let answers = plan_answers(cx, index, operation);
    let module = paths::operation_module(cx, Part::Types, index);
    let surface = paths::plan_surface(&operation.surface);
    Operation {
        title: title(operation),
        docs: operation_docs(cx, operation),
        info: plan_info(schemes, operation, &answers),
        call: plan_call(shared, &structure, operation),
        access: plan_access(operation),
        paths: plan_paths(cx, index, &module),
        surface,
        url: match &operation.surface {
            ir::Surface::Api | ir::Surface::Webhooks => None,
            ir::Surface::Callbacks { url, .. } => Some(url.clone()),
        },
        is_against_self: module.ident.is_against_self(),
        module: module.ident,
        reader: reader_ident(&structure.fields),
        request: structure,
        server: plan_own_server(operation),
        path: if surface.is_called_by_url() {
            Vec::new()
        } else {
            path
        },
        query: operation.path.query.clone(),
        parameters,
        body,
        answers,
    }
}

/// `` `POST /account`: `RequestCode` ``
fn title(operation: &ir::Operation) -> String {
    format!("{}: {}", line(operation), docs::code_span(&operation.id))
}

/// `` `POST /account` ``; what stands for the path of a webhook or callback is named as it is.
fn line(operation: &ir::Operation) -> String {
    let method = operation.method.as_str();
    let text = operation.path.text.as_str();
    match &operation.surface {
        ir::Surface::Api => docs::code_span(&format!("{method} {text}")),
        ir::Surface::Webhooks => format!("Webhook, {}", docs::code_span(method)),
        ir::Surface::Callbacks { operation, url } => format!(
            "Callback of {}, {}",
            docs::code_span(operation),
            docs::code_span(&format!("{method} {url}"))
        ),
    }
}

fn operation_docs(cx: &Cx<'_>, operation: &ir::Operation) -> Docs {
    let docs = DocsWriter::described(&operation.docs).paragraph(&line(operation));
    link_docs(scope_docs(cx, docs, operation), operation).finish()
}

/// What can be called with what the answers say: one paragraph for each link.
fn link_docs(docs: DocsWriter, operation: &ir::Operation) -> DocsWriter {
    let answers = operation.responses.iter();
    let links = answers.flat_map(|answer| answer.links.iter().map(move |link| (answer, link)));
    links.fold(docs, |docs, (answer, link)| {
        let values = link.parameters.iter().map(|(name, value)| {
            let (name, value) = (docs::code_span(name), docs::code_span(&value_text(value)));
            format!("{name} = {value}")
        });
        let body = link.body.iter();
        let body = body.map(|body| format!("the body = {}", docs::code_span(&value_text(body))));
        let values: Vec<String> = values.chain(body).collect();
        let with = if values.is_empty() { "" } else { " with " };
        let (name, operation) = (
            docs::code_span(&link.name),
            docs::code_span(&link.operation),
        );
        let status = super::response::status_text(answer.status);
        let text = format!(
            "Link {name} of {status}: {operation}{with}{}.",
            values.join(", ")
        );
        docs.paragraph(&text)
            .markdown_option(link.description.as_deref())
    })
}

/// An expression as it is, a constant as JSON.
fn value_text(value: &ir::Json) -> String {
    match value {
        ir::Json::String(text) => text.clone(),
        ir::Json::Null
        | ir::Json::Bool(_)
        | ir::Json::Number(_)
        | ir::Json::Array(_)
        | ir::Json::Object(_) => super::json::shown(value),
    }
}

/// The scopes (or roles) that each scheme must grant: one paragraph for each use that names
/// some.
fn scope_docs(cx: &Cx<'_>, docs: DocsWriter, operation: &ir::Operation) -> DocsWriter {
    let alternatives = operation.security.iter();
    let uses = alternatives.flat_map(|alternative| &alternative.schemes);
    let scoped = uses.filter(|scheme_use| !scheme_use.scopes.is_empty());
    scoped.fold(docs, |docs, scheme_use| {
        let Some(scheme) = cx.ir.security_schemes.get(scheme_use.scheme) else {
            return docs;
        };
        let scopes = scheme_use.scopes.iter();
        let scopes: Vec<String> = scopes.map(|scope| docs::code_span(scope)).collect();
        let scheme = docs::code_span(&scheme.name);
        docs.paragraph(&format!("Scopes of {scheme}: {}.", scopes.join(", ")))
    })
}

fn plan_paths(cx: &Cx<'_>, index: usize, module: &ItemPath) -> OperationPaths {
    let handler = paths::operation_module(cx, Part::Server, index);
    OperationPaths {
        request: paths::inside(module, RustIdent::fixed("Request")),
        response: paths::inside(module, RustIdent::fixed("Response")),
        info: paths::inside(module, RustIdent::fixed("INFO")),
        handler: paths::inside(&handler, RustIdent::fixed("handle")),
        module: module.clone(),
    }
}

fn plan_info(
    schemes: &[SecurityScheme],
    operation: &ir::Operation,
    answers: &Answers,
) -> OperationInfo {
    let body = operation.body.as_ref();
    let consumes = body.iter().flat_map(|body| &body.contents);
    OperationInfo {
        id: operation.id.clone(),
        method: operation.method.as_str().to_owned(),
        path: operation.path.text.clone(),
        tags: operation.tags.clone(),
        consumes: consumes
            .map(|content| content.media_type.text.clone())
            .collect(),
        body_required: body.is_some_and(|body| body.required),
        produces: answers.accept.clone(),
        security: plan_requirements(schemes, operation),
        deprecated: operation.docs.deprecated,
    }
}

fn plan_call(shared: &mut SharedNames, request: &Struct, operation: &ir::Operation) -> Call {
    let words = Words::of(&operation.id);
    let surface = paths::plan_surface(&operation.surface);
    let ident = shared.calls.claim(&words, Case::Pascal);
    let mut setters = Scope::reserving(CALL_METHODS);
    let is_required = |field: &&Field| field.presence == Presence::Required;
    let docs = format!(
        "A call of {}: `.await` sends it.",
        docs::code_span(&operation.id)
    );
    Call {
        docs: DocsWriter::new()
            .paragraph(&docs)
            .paragraph(&line(operation))
            .finish(),
        path: paths::surface_item(Part::Client, surface, &[paths::CALLS], ident.clone()),
        generic: paths::surface_item(Part::Client, surface, &[], RustIdent::fixed("Call")),
        client: paths::surface_item(Part::Client, surface, &[], RustIdent::fixed("Client")),
        ident,
        method: shared.methods.claim(&words, Case::Snake),
        takes_request: matches!(request.constructor, Constructor::Named(_)),
        setters: request
            .fields
            .iter()
            .filter(|field| !is_required(field))
            .map(|field| plan_setter(&mut setters, field))
            .collect(),
    }
}

fn plan_setter(setters: &mut Scope, field: &Field) -> CallSetter {
    let name = field.setter.as_ref().unwrap_or(&field.ident);
    let words = Words::of(name.plain());
    let set = [words.clone(), Words::of("with").join(&words)];
    CallSetter {
        docs: field.docs.clone(),
        ident: setters.claim_first(&set, Case::Snake),
        field: field.ident.clone(),
        argument: field.argument.clone(),
        deprecated: field.deprecated,
    }
}
