//! Operations with what their path item and their document add to them: OAS 3.1 §4.8.9, §4.8.10.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink, Span};

use super::route::leave_out_of_longer;
use crate::model::{Id, Location, OperationObject, Origin, Parameter, PathItem};
use crate::resolved::{Operation, Resolved};

/// Fills [`Resolved::operations`].
pub(super) fn resolve_operations(
    sink: &mut Sink,
    resolved: &mut Resolved,
    (paths, keys): (&IndexMap<String, Id<PathItem>>, &IndexMap<String, Span>),
) {
    let mut operations = Vec::new();
    for (path, id) in paths {
        let Some(item) = resolved.path_items.get(*id) else {
            continue;
        };
        let key = keys.get(path).copied().unwrap_or(item.origin.span);
        for object in &item.operations {
            let inherited = object.security.as_ref().or(resolved.security.as_ref());
            let merged = merge_operation(sink, resolved, (path, key, item), object);
            let parameters = merged.parameters.clone();
            operations.push(Operation {
                security: inherited.cloned().unwrap_or_default(),
                parameters: leave_out_of_longer(sink, resolved, paths, path, parameters),
                ..merged
            });
        }
    }
    resolved.operations = operations;
}

/// An operation with what its path item adds to it, and the security that it states itself.
pub(super) fn merge_operation(
    sink: &mut Sink,
    resolved: &Resolved,
    (path, path_key, item): (&str, Span, &PathItem),
    object: &OperationObject,
) -> Operation {
    let servers = if object.servers.is_empty() {
        &item.servers
    } else {
        &object.servers
    };
    Operation {
        path: path.to_owned(),
        path_origin: item.origin.clone(),
        path_key,
        method: object.method.clone(),
        parameters: merge_parameters(sink, resolved, item, object),
        servers: servers.clone(),
        security: object.security.clone().unwrap_or_default(),
        object: object.clone(),
    }
}

/// The path item's parameters, overridden and followed by the operation's.
fn merge_parameters(
    sink: &mut Sink,
    resolved: &Resolved,
    item: &PathItem,
    object: &OperationObject,
) -> Vec<Id<Parameter>> {
    let mut merged: IndexMap<(&str, Location), Id<Parameter>> = IndexMap::new();
    for list in [&item.parameters, &object.parameters] {
        let mut own: IndexMap<(&str, Location), &Origin> = IndexMap::new();
        for id in list {
            let Some(parameter) = resolved.parameters.get(*id) else {
                continue;
            };
            let key = (parameter.name.value.as_str(), parameter.location);
            if is_ignored_header(parameter) {
                report_ignored_header(sink, parameter);
                continue;
            }
            if let Some(first) = own.insert(key, &parameter.origin) {
                report_duplicate(sink, object, parameter, first);
                continue;
            }
            merged.insert(key, *id);
        }
    }
    merged.into_values().collect()
}

/// OAS 3.1 §4.8.12.2.1: parameters of these names shall be ignored.
fn is_ignored_header(parameter: &Parameter) -> bool {
    const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];
    let name = parameter.name.value.to_ascii_lowercase();
    parameter.location == Location::Header && IGNORED.contains(&name.as_str())
}

fn report_ignored_header(sink: &mut Sink, parameter: &Parameter) {
    let message = format!("the header parameter `{}` is ignored", parameter.name.value);
    sink.push(
        Diagnostic::new(Code::IgnoredHeaderParameter, message)
            .at(parameter.name.span, &parameter.origin.pointer)
            .help("it follows from the media types and the security requirements"),
    );
}

fn report_duplicate(
    sink: &mut Sink,
    object: &OperationObject,
    parameter: &Parameter,
    first: &Origin,
) {
    let message = format!(
        "the parameter `{}` is listed twice in {}",
        parameter.name.value, object.origin.pointer
    );
    let mut diagnostic = Diagnostic::new(Code::DuplicateParameter, message)
        .at(parameter.name.span, &parameter.origin.pointer);
    diagnostic = if *first == parameter.origin {
        // The same reference twice says nothing new.
        diagnostic.severity(Severity::Note)
    } else {
        diagnostic.label(first.span, "it is here already")
    };
    sink.push(diagnostic);
}
