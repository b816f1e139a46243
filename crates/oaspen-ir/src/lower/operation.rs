//! Operations and tags: OAS 3.1 §4.8.10 and §4.8.22.
//!
//! An operation of which some part cannot be expressed and would change what is sent is left out
//! as a whole; that part has then been reported.

use indexmap::IndexMap;
use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Severity};
use oaspen_document::{self as document, model as doc};

use super::body::lower_request_body;
use super::context::Lower;
use super::docs::lower_external_docs;
use super::hook::{
    lower_hook_path, lower_surface, report_nested, report_path_parameters, with_success,
};
use super::operation_id::lower_operation_ids;
use super::origin::lower_origin;
use super::parameter::{filled, lower_parameters};
use super::path::{Problem, lower_path};
use super::response::lower_responses;
use super::security::{SchemeIndex, index_schemes, lower_security};
use super::server::lower_servers;
use crate::ir::{Docs, Operation, PathTemplate, Surface, Tag};

/// What operations look up in their document.
struct DocumentIndex<'a> {
    schemes: SchemeIndex<'a>,
    path_items: IndexMap<(FileId, &'a Pointer), &'a doc::PathItem>,
}

fn place(origin: &doc::Origin) -> (FileId, &Pointer) {
    (origin.span.file, &origin.pointer)
}

/// What is said of an operation outside of it.
struct Stated {
    id: String,
    surface: Surface,
    /// `None` when it cannot be expressed, which has been reported.
    path: Option<PathTemplate>,
}

/// The operations that can be expressed, in document order. All schemas have been lowered.
pub(super) fn lower_operations(cx: &mut Lower<'_>) -> Vec<Operation> {
    let resolved = cx.resolved;
    let items = resolved.path_items.iter();
    let document = DocumentIndex {
        schemes: index_schemes(&resolved.components),
        path_items: items.map(|(_, item)| (place(&item.origin), item)).collect(),
    };
    let mut ids = lower_operation_ids(&resolved.operations);
    let mut operations = Vec::new();
    for (operation, id) in resolved.operations.iter().zip(ids.list.clone()) {
        let stated = Stated {
            id,
            surface: Surface::Api,
            path: read_path(cx, operation),
        };
        operations.extend(lower_operation(cx, operation, stated, &document));
    }
    let mut paths = BTreeSet::new();
    for hook in &resolved.hooks {
        let path = lower_hook_path(&mut paths, &ids, hook);
        for operation in &hook.operations {
            report_path_parameters(cx, operation);
            report_nested(cx, operation);
            let stated = Stated {
                id: ids.claim_for_hook(hook, operation),
                surface: lower_surface(&ids, hook),
                path: lower_path(&path).ok(),
            };
            let lowered = lower_operation(cx, operation, stated, &document);
            operations.extend(lowered.map(with_success));
        }
    }
    operations
}

fn lower_operation(
    cx: &mut Lower<'_>,
    operation: &document::Operation,
    stated: Stated,
    document: &DocumentIndex<'_>,
) -> Option<Operation> {
    let object = &operation.object;
    let Stated { id, surface, path } = stated;
    // All parts are visited before giving up, so that everything is reported.
    let parameters = path
        .as_ref()
        .and_then(|path| lower_parameters(cx, operation, &id, path));
    let body = object
        .request_body
        .and_then(|body| lower_request_body(cx, body, &id));
    let security = lower_security(&document.schemes, &operation.security);
    let responses = lower_responses(cx, &object.responses, &id);
    Some(Operation {
        id,
        origin: lower_origin(&object.origin),
        surface,
        method: operation.method.clone(),
        path: path?,
        tags: distinct(object.tags.iter().map(|tag| tag.value.as_str())),
        docs: lower_docs(
            object,
            document.path_items.get(&place(&operation.path_origin)),
        ),
        parameters: parameters?,
        body,
        responses,
        security: security?,
        servers: lower_servers(&operation.servers),
    })
}

fn read_path(cx: &mut Lower<'_>, operation: &document::Operation) -> Option<PathTemplate> {
    let path = match lower_path(&operation.path) {
        Err(Problem::NotSent('#')) => read_path_with_fragment(cx, operation),
        path => path,
    };
    // The document's check reports what is no template at all.
    if let Err(Problem::NotSent(character)) = path {
        let message = match character {
            '?' => "a parameter in a path's query would be there twice; the operation is left out",
            _ => "a parameter in a path's fragment is never sent; the operation is left out",
        };
        let origin = &operation.path_origin;
        cx.sink.push(
            Diagnostic::new(Code::MalformedPath, message)
                .severity(Severity::Skipped)
                .at(operation.path_key, &origin.pointer)
                .help("use query parameters, and one path for each method"),
        );
    }
    if let Ok(template) = &path
        && !template.query.is_empty()
    {
        report_query(cx, operation);
    }
    path.ok()
}

/// Documents tell operations with one path and method apart by a query.
fn report_query(cx: &mut Lower<'_>, operation: &document::Operation) {
    let message = "a path holds no query by the specification; this one is sent with every \
                   request, and tells requests from those of other paths";
    cx.sink.push(
        Diagnostic::new(Code::MalformedPath, message)
            .severity(Severity::Weakened)
            .at(operation.path_key, &operation.path_origin.pointer),
    );
}

/// Documents tell operations with one path and method apart by a fragment, which RFC 3986 §3.5 keeps
/// from being sent. A parameter in it would have no place.
fn read_path_with_fragment(
    cx: &mut Lower<'_>,
    operation: &document::Operation,
) -> Result<PathTemplate, Problem> {
    let (path, fragment) = operation.path.split_once('#').unwrap_or_default();
    if fragment.contains(['{', '}']) {
        return Err(Problem::NotSent('#'));
    }
    let template = lower_path(path)?;
    let message = format!("`#{fragment}` is never sent; the path is read as `{path}`");
    cx.sink.push(
        Diagnostic::new(Code::MalformedPath, message)
            .severity(Severity::Weakened)
            .at(operation.path_key, &operation.path_origin.pointer),
    );
    Ok(template)
}

/// OAS 3.1 §4.8.9.1: what a path item says is meant for each of its operations.
fn lower_docs(object: &doc::OperationObject, item: Option<&&doc::PathItem>) -> Docs {
    let summary = filled(object.summary.as_deref());
    let description = filled(object.description.as_deref());
    Docs {
        title: summary.or_else(|| filled(item?.summary.as_deref())),
        description: description.or_else(|| filled(item?.description.as_deref())),
        external: object.external_docs.as_ref().map(lower_external_docs),
        examples: Vec::new(),
        deprecated: object.deprecated,
        sunset: filled(
            object
                .extensions
                .get("x-sunset")
                .and_then(|date| date.as_str()),
        ),
    }
}

/// The declared tags in order, then those that operations use, in order of use.
pub(super) fn lower_tags(cx: &mut Lower<'_>, operations: &[Operation]) -> Vec<Tag> {
    let resolved = cx.resolved;
    let mut seen = BTreeSet::new();
    let mut tags = Vec::new();
    for tag in &resolved.tags {
        report_tag_tree(cx, tag);
        if seen.insert(tag.name.as_str()) {
            tags.push(Tag {
                name: tag.name.clone(),
                description: filled(tag.description.as_deref())
                    .or_else(|| filled(tag.summary.as_deref())),
                external: tag.external_docs.as_ref().map(lower_external_docs),
            });
        }
    }
    for name in operations.iter().flat_map(|operation| &operation.tags) {
        if seen.insert(name) {
            tags.push(Tag {
                name: name.clone(),
                description: None,
                external: None,
            });
        }
    }
    tags
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let names: indexmap::IndexSet<&str> = names.collect();
    names.into_iter().map(str::to_owned).collect()
}

/// In OAS 3.2 tags may form a tree; here they are a list.
fn report_tag_tree(cx: &mut Lower<'_>, tag: &doc::Tag) {
    let written = [("parent", &tag.parent), ("kind", &tag.kind)];
    for (keyword, value) in written {
        if value.is_some() {
            let message = format!("`{keyword}` of a tag is not acted upon");
            cx.sink.push(
                Diagnostic::new(Code::UnsupportedKeyword, message)
                    .severity(Severity::Note)
                    .at(tag.origin.span, &tag.origin.pointer.join(keyword)),
            );
        }
    }
}
