//! Servers: a type for each that the document names anywhere, and where an operation's own is.

use std::collections::BTreeMap;

use oaspen_ir::ir;

use super::docs::code_span;
use super::module::plan_module;
use super::operations::module;
use super::{DocsWriter, paths};
use crate::model::{
    Address, AddressValue, AddressValues, AddressVariable, Item, Module, Visibility,
};
use crate::name::{Case, Scope, Words};

/// Names that the file of the servers means something else by.
const TAKEN: &[&str] = &["AsRef", "Into", "Self", "String", "rt"];

/// Methods that every server has.
const METHODS: &[&str] = &[
    "as_ref", "as_str", "at", "borrow", "clone", "default", "fmt", "from", "into", "new",
    "to_owned", "try_into",
];

/// A description of so many words still is a name.
const LONGEST_NAME: usize = 4;

/// `servers` of the client part; none for a document that names no server.
pub(super) fn plan_servers_module(ir: &ir::Ir) -> Option<Module> {
    let addresses = plan_addresses(ir);
    if addresses.is_empty() {
        return None;
    }
    let head = module(
        paths::SERVERS,
        Visibility::Public,
        "Servers that the document names, to give to `Client::builder` or to a call's `base_url`.",
    );
    let items = vec![Item::Addresses(addresses)];
    Some(plan_module(head.ident, head.visibility, head.docs, items))
}

/// Where the operation goes when its client was given a server of the document: its own first
/// server, the variables as preset. OAS 3.1 §4.8.10.1.
pub(super) fn plan_own_server(operation: &ir::Operation) -> Option<String> {
    operation.servers.first().map(preset_url)
}

fn plan_addresses(ir: &ir::Ir) -> Vec<Address> {
    let own = ir
        .operations
        .iter()
        .flat_map(|operation| &operation.servers);
    let mut distinct: Vec<&ir::Server> = Vec::new();
    let mut seen = indexmap::IndexSet::new();
    for server in ir.servers.iter().chain(own) {
        // Equal URLs that differ in what is said about them are one place.
        if seen.insert(&server.url) {
            distinct.push(server);
        }
    }
    let mut scope = Scope::reserving(TAKEN);
    let addresses = distinct.into_iter();
    addresses
        .map(|server| plan_address(&mut scope, server))
        .collect()
}

fn plan_address(scope: &mut Scope, server: &ir::Server) -> Address {
    let words = server_words(server);
    let ident = scope.claim(&words, Case::Pascal);
    let mut methods = Scope::reserving(METHODS);
    let variables = server.variables.iter();
    let variables = variables
        .map(|variable| plan_variable(scope, &mut methods, &words, variable))
        .collect();
    let docs = DocsWriter::new().code(&server.url);
    Address {
        docs: docs.markdown_option(server.description.as_deref()).finish(),
        ident,
        is_relative: is_relative(&preset_url(server)),
        url: server.url.clone(),
        variables,
    }
}

fn plan_variable(
    scope: &mut Scope,
    methods: &mut Scope,
    server: &Words,
    variable: &ir::ServerVariable,
) -> AddressVariable {
    let words = Words::of(&variable.name);
    let preset = format!(
        "Sets {}, which is {} otherwise.",
        code_span(&variable.name),
        code_span(&variable.default)
    );
    let docs = DocsWriter::new().paragraph(&preset);
    let values =
        (!variable.values.is_empty()).then(|| plan_values(scope, &server.join(&words), variable));
    AddressVariable {
        docs: docs
            .markdown_option(variable.description.as_deref())
            .finish(),
        name: variable.name.clone(),
        default: variable.default.clone(),
        method: methods.claim(&words, Case::Snake),
        values,
    }
}

fn plan_values(scope: &mut Scope, words: &Words, variable: &ir::ServerVariable) -> AddressValues {
    let mut variants = Scope::reserving(&["Self"]);
    let docs = format!("Values of {}.", code_span(&variable.name));
    let values: indexmap::IndexSet<&String> = variable.values.iter().collect();
    AddressValues {
        docs: DocsWriter::new().paragraph(&docs).finish(),
        ident: scope.claim(words, Case::Pascal),
        variants: values
            .into_iter()
            .map(|value| AddressValue {
                docs: DocsWriter::new().code(value).finish(),
                ident: variants.claim(&Words::of(value), Case::Pascal),
                value: value.clone(),
            })
            .collect(),
    }
}

/// The server's name, else a description that is short enough for one, else its host.
fn server_words(server: &ir::Server) -> Words {
    let description = server.description.as_deref().map(Words::of);
    let description = description.filter(|words| words.count() <= LONGEST_NAME);
    let name = server.name.as_deref().map(Words::of);
    name.or(description).unwrap_or_else(|| {
        let url = preset_url(server);
        let (_, host) = url.split_once("://").unwrap_or(("", &url));
        match host.split(['/', ':']).find(|part| !part.is_empty()) {
            Some(host) => Words::of(host),
            None => Words::of("server"),
        }
    })
}

/// The URL with its variables as the document presets them.
fn preset_url(server: &ir::Server) -> String {
    let mut url = String::new();
    let mut rest = server.url.as_str();
    let variables: BTreeMap<&str, &str> = server
        .variables
        .iter()
        .map(|variable| (variable.name.as_str(), variable.default.as_str()))
        .collect();
    // One pass, for a default that holds braces stands for nothing more.
    while let Some((before, after)) = rest.split_once('{')
        && let Some((name, behind)) = after.split_once('}')
    {
        url.push_str(before);
        url.push_str(variables.get(name).copied().unwrap_or_default());
        rest = behind;
    }
    url.push_str(rest);
    url
}

/// OAS 3.1 §4.8.5: a relative URL is one of where the document is.
fn is_relative(url: &str) -> bool {
    !url.contains("://") && !url.starts_with("//")
}
