//! Operations: their paths, names, bodies and security, and the links between them.

use indexmap::IndexSet;

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink};

use super::template::read_template;
use crate::model::{Location, Method, OperationObject, Origin, StatusKey, Version};
use crate::resolved::{Operation, Resolved};
use oaspen_diagnostics::nearest;

pub(super) fn check_operations(sink: &mut Sink, resolved: &Resolved) {
    check_paths(sink, resolved);
    check_ambiguous_paths(sink, resolved);
    check_ids(sink, resolved);
    check_links(sink, resolved);
    check_successes(sink, resolved);
    for object in objects(resolved) {
        check_body(sink, object);
    }
}

/// Every operation: those of paths and those of webhooks and callbacks.
fn objects(resolved: &Resolved) -> impl Iterator<Item = &OperationObject> {
    let mut seen = IndexSet::new();
    resolved
        .path_items
        .iter()
        .flat_map(|(_, item)| &item.operations)
        .filter(move |object| seen.insert(object.origin.span))
}

fn check_paths(sink: &mut Sink, resolved: &Resolved) {
    let mut malformed = IndexSet::new();
    let mut repeated = IndexSet::new();
    for operation in &resolved.operations {
        match read_template(&operation.path) {
            Ok(names) => {
                if repeated.insert(&operation.path) {
                    check_repeated(sink, operation, &names);
                }
                check_path_parameters(sink, resolved, operation, &distinct(&names));
            }
            Err(problem) if malformed.insert(&operation.path) => {
                let message = format!("the path `{}` is malformed: {problem}", operation.path);
                sink.push(
                    Diagnostic::new(Code::MalformedPath, message)
                        .at(operation.path_key, &operation.path_origin.pointer),
                );
            }
            Err(_) => {}
        }
    }
}

/// OAS 3.1 §4.8.8: templates with the same hierarchy but different names are identical.
fn check_ambiguous_paths(sink: &mut Sink, resolved: &Resolved) {
    let mut paths: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
    for operation in &resolved.operations {
        paths.entry(&operation.path).or_default().push(operation);
    }
    let mut first: IndexMap<Vec<&str>, &[&Operation]> = IndexMap::new();
    for (path, operations) in &paths {
        let other = *first.entry(literals(path)).or_insert(operations);
        let (Some(own), Some(before)) = (operations.first(), other.first()) else {
            continue;
        };
        if before.path == own.path {
            continue;
        }
        let message = format!("the path `{path}` is the same as `{}`", before.path);
        let diagnostic = Diagnostic::new(Code::AmbiguousPaths, message)
            .at(own.path_key, &own.path_origin.pointer)
            .label(before.path_key, "it is here already");
        let is_shared = |method: &Method| {
            other
                .iter()
                .any(|operation| operation.object.method == *method)
        };
        let clash = operations
            .iter()
            .any(|operation| is_shared(&operation.object.method));
        sink.push(if clash {
            diagnostic
        } else {
            diagnostic.severity(Severity::Note)
        });
    }
}

/// What stands between the parameters of a template, as far as it is sent: RFC 3986 §3.5.
fn literals(path: &str) -> Vec<&str> {
    let sent = path.split_once('#').map_or(path, |(sent, _)| sent);
    sent.split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, after)| after))
        .collect()
}

fn distinct<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let names: IndexSet<&str> = names.iter().copied().collect();
    names.into_iter().collect()
}

/// OAS 3.2 §4.8.2: a name occurs once. Where it occurs again the value can only be the same.
fn check_repeated(sink: &mut Sink, operation: &Operation, names: &[&str]) {
    let mut seen = IndexSet::new();
    let again: IndexSet<&str> = names
        .iter()
        .copied()
        .filter(|name| !seen.insert(*name))
        .collect();
    for name in again {
        let message = format!(
            "the name `{name}` occurs twice in the path `{}`: its value is written at each place and read at the first",
            operation.path
        );
        sink.push(
            Diagnostic::new(Code::MalformedPath, message)
                .severity(Severity::Weakened)
                .at(operation.path_key, &operation.path_origin.pointer),
        );
    }
}

fn check_path_parameters(
    sink: &mut Sink,
    resolved: &Resolved,
    operation: &Operation,
    names: &[&str],
) {
    let parameters: Vec<_> = operation
        .parameters
        .iter()
        .filter_map(|id| resolved.parameters.get(*id))
        .filter(|parameter| parameter.location == Location::Path)
        .collect();
    let path = &operation.path;
    let is_declared = |name: &&str| {
        let mut parameters = parameters.iter();
        parameters.any(|parameter| parameter.name.value == *name)
    };
    let undeclared: Vec<&str> = names
        .iter()
        .copied()
        .filter(|it| !is_declared(it))
        .collect();
    let unused: Vec<_> = parameters
        .iter()
        .filter(|parameter| !names.contains(&parameter.name.value.as_str()))
        .collect();
    for parameter in &unused {
        let name = parameter.name.value.as_str();
        let message = format!("the path parameter `{name}` does not occur in `{path}`");
        let mut diagnostic = Diagnostic::new(Code::UnusedPathParameter, message)
            .at(parameter.name.span, &parameter.origin.pointer);
        // Where one name has no parameter and one parameter has no place, they belong together.
        let near = match (undeclared.as_slice(), unused.as_slice()) {
            ([only], [_]) => Some(*only),
            (_, _) => nearest(name, names.iter().copied()),
        };
        if let Some(near) = near {
            diagnostic = diagnostic.help(format!(
                "did you mean `{near}`? The name must be the same in the path and in the parameter"
            ));
        }
        sink.push(diagnostic);
    }
    for name in undeclared {
        let message =
            format!("`{{{name}}}` of `{path}` is not declared; it is taken to be a string");
        let place = &operation.object.origin;
        sink.push(
            Diagnostic::new(Code::UndeclaredPathParameter, message)
                .at(place.span, &place.pointer)
                .help(format!("declare a parameter `{name}` with `in: path`")),
        );
    }
}

fn check_ids(sink: &mut Sink, resolved: &Resolved) {
    let mut first: IndexMap<&str, &Origin> = IndexMap::new();
    for operation in &resolved.operations {
        let object = &operation.object;
        let Some(id) = &object.operation_id else {
            let method = object.method.as_str();
            let message = format!("`{method} {}` has no `operationId`", operation.path);
            sink.push(
                Diagnostic::new(Code::MissingOperationId, message)
                    .at(object.origin.span, &object.origin.pointer),
            );
            continue;
        };
        let Some(other) = first.insert(&id.value, &object.origin) else {
            continue;
        };
        let message = format!("the `operationId` `{}` is used twice", id.value);
        let mut diagnostic = Diagnostic::new(Code::DuplicateOperationId, message)
            .at(id.span, &object.origin.pointer.join("operationId"));
        diagnostic = if other.span == object.origin.span {
            diagnostic.help("two paths refer to the same path item")
        } else {
            diagnostic.label(other.span, format!("{} has it already", other.pointer))
        };
        sink.push(diagnostic);
    }
}

/// An operation is called for what it gives; nothing of that is known without a success.
fn check_successes(sink: &mut Sink, resolved: &Resolved) {
    for operation in &resolved.operations {
        let object = &operation.object;
        let is_success = |status: StatusKey| match status {
            // RFC 9110 §15.2: what comes before the answer is none.
            StatusKey::Code(code) => (200..400).contains(&code),
            StatusKey::Range(first) => (2..4).contains(&first),
            StatusKey::Default => true,
        };
        let written = object.keys.get("responses");
        // In OpenAPI 3.0 the field is required, so its absence has been reported.
        let is_reported = written.is_none() && resolved.version <= Version::V3_0;
        if is_reported
            || object
                .responses
                .iter()
                .any(|(status, _)| is_success(*status))
        {
            continue;
        }
        let message = format!(
            "`{} {}` documents no response for success",
            object.method.as_str(),
            operation.path
        );
        let origin = &object.origin;
        sink.push(Diagnostic::new(Code::UndocumentedSuccess, message).at(
            written.unwrap_or(origin.span),
            &origin.pointer.join("responses"),
        ));
    }
}

/// Links are documented and never followed, so one that leads nowhere loses nothing.
fn check_links(sink: &mut Sink, resolved: &Resolved) {
    let ids: IndexSet<&str> = objects(resolved)
        .filter_map(|object| object.operation_id.as_ref())
        .map(|id| id.value.as_str())
        .collect();
    for (_, link) in resolved.links.iter() {
        let Some(id) = &link.operation_id else {
            continue;
        };
        if !ids.contains(id.as_str()) {
            let message = format!("the link leads to an operation `{id}`, which does not exist");
            sink.push(
                Diagnostic::new(Code::UnresolvedReference, message)
                    .at(link.origin.span, &link.origin.pointer)
                    .severity(Severity::Note),
            );
        }
    }
}

/// RFC 9110 §9.3: content in these requests has no generally defined meaning.
fn check_body(sink: &mut Sink, object: &OperationObject) {
    let unusual = match object.method {
        Method::Get | Method::Head | Method::Delete | Method::Trace => true,
        Method::Put
        | Method::Post
        | Method::Options
        | Method::Patch
        | Method::Query
        | Method::Other(_) => false,
    };
    if unusual && object.request_body.is_some() {
        let message = format!("a {} request usually has no body", object.method.as_str());
        sink.push(Diagnostic::new(Code::BodyOnUnusualMethod, message).at(
            object.keys.get("requestBody").unwrap_or(object.origin.span),
            &object.origin.pointer.join("requestBody"),
        ));
    }
}
