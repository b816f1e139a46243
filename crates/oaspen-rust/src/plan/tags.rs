//! Operations by tag: each under its first one, those without a tag last.

use std::sync::Arc;

use indexmap::IndexMap;
use oaspen_ir::ir::{Ir, Tag};

use super::DocsWriter;
use super::docs::code_span;
use crate::model::{Docs, Operation, Surface};
use crate::name::{Case, RustIdent, Scope, Words};

/// The operations of one tag.
pub(super) struct TagGroup {
    pub(super) module: RustIdent,
    pub(super) ident: RustIdent,
    pub(super) docs: Docs,
    pub(super) operations: Vec<Arc<Operation>>,
}

/// Names that a trait cannot have: those at the root of the server part, and the prelude's.
const TAKEN: &[&str] = &[
    "Api",
    "ApiKey",
    "Authenticator",
    "AuthError",
    "AuthRequest",
    "Basic",
    "Bearer",
    "Box",
    "Clone",
    "Context",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Future",
    "Into",
    "IntoErrorResponse",
    "Iterator",
    "Limits",
    "None",
    "Ok",
    "Operations",
    "Option",
    "Options",
    "Problem",
    "Rejection",
    "Result",
    "Send",
    "Server",
    "Service",
    "Sized",
    "Some",
    "State",
    "StatusCode",
    "String",
    "Sync",
    "ToString",
    "Unpin",
    "Vec",
    "Violation",
];

/// The groups that have operations: those of the API by tag, all webhooks together, and all
/// callbacks.
pub(super) fn plan_groups(
    ir: &Ir,
    surface: Surface,
    list: &IndexMap<usize, Arc<Operation>>,
) -> Vec<TagGroup> {
    match surface {
        Surface::Api => plan_tags(ir, list),
        Surface::Webhooks => vec![plan_group("Webhooks", "All webhooks.", list)],
        Surface::Callbacks => vec![plan_group("Callbacks", "All callbacks.", list)],
    }
}

fn plan_group(ident: &'static str, docs: &str, list: &IndexMap<usize, Arc<Operation>>) -> TagGroup {
    TagGroup {
        module: RustIdent::fixed("all"),
        ident: RustIdent::fixed(ident),
        docs: DocsWriter::new().paragraph(docs).finish(),
        operations: list.values().cloned().collect(),
    }
}

/// The groups that have operations, in the order of the tags.
fn plan_tags(ir: &Ir, list: &IndexMap<usize, Arc<Operation>>) -> Vec<TagGroup> {
    let mut operations_of: IndexMap<Option<&str>, Vec<Arc<Operation>>> = IndexMap::new();
    for tag in &ir.tags {
        operations_of.entry(Some(&tag.name)).or_default();
    }
    for operation in list.values() {
        let tag = operation.info.tags.first().map(String::as_str);
        let operations = operations_of.entry(tag).or_default();
        operations.push(Arc::clone(operation));
    }
    if let Some(untagged) = operations_of.shift_remove(&None) {
        operations_of.insert(None, untagged);
    }
    let mut modules = Scope::of_files();
    // A module must not be called like the one it is in.
    modules.reserve("tags");
    let mut idents = Scope::reserving(TAKEN);
    let groups = operations_of.into_iter();
    let groups = groups.filter(|(_, operations)| !operations.is_empty());
    let plan = |(name, operations): (Option<&str>, Vec<Arc<Operation>>)| {
        let words = Words::of(name.unwrap_or("untagged"));
        let tag = ir.tags.iter().find(|tag| Some(tag.name.as_str()) == name);
        TagGroup {
            module: modules.claim(&words, Case::Module),
            ident: idents.claim(&words, Case::Pascal),
            docs: tag_docs(name, tag),
            operations,
        }
    };
    groups.map(plan).collect()
}

fn tag_docs(name: Option<&str>, tag: Option<&Tag>) -> Docs {
    match name {
        Some(name) => DocsWriter::new()
            .paragraph(&format!("Tag {}.", code_span(name)))
            .markdown_option(tag.and_then(|tag| tag.description.as_deref()))
            .external(tag.and_then(|tag| tag.external.as_ref()))
            .finish(),
        None => DocsWriter::new()
            .paragraph("Operations without a tag.")
            .finish(),
    }
}
