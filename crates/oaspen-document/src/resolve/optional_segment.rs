//! Path parameters of optional segments: OAS 3.1 §4.8.12.1.
//!
//! Where routes may end in an optional segment, documents list a path with it and one without it,
//! and repeat its parameter in both. In the shorter path the parameter is left out. Any other path
//! parameter without a place stays, and is an error that the document's check reports.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink};

use crate::model::{Id, Location, Parameter, PathItem};
use crate::resolved::{Operation, Resolved};

/// Leaves out the parameters of an operation that belong to a longer path.
pub(super) fn leave_out_optional_segments(
    sink: &mut Sink,
    resolved: &Resolved,
    paths: &IndexMap<String, Id<PathItem>>,
    operation: &mut Operation,
) {
    let path = operation.path.clone();
    operation.parameters.retain(|id| {
        let Some(parameter) = resolved.parameters.get(*id) else {
            return true;
        };
        let Some(longer) = longer_path(paths, &path, parameter) else {
            return true;
        };
        report(sink, parameter, &path, longer);
        false
    });
}

/// The path that goes on where this one ends and has a place for the parameter, which this one has
/// not.
fn longer_path<'a>(
    paths: &'a IndexMap<String, Id<PathItem>>,
    path: &str,
    parameter: &Parameter,
) -> Option<&'a str> {
    let place = format!("{{{}}}", parameter.name.value);
    if parameter.location != Location::Path || path.contains(&place) {
        return None;
    }
    let start = path.trim_end_matches('/');
    let is_longer = |other: &&str| {
        let rest = other.strip_prefix(start);
        rest.is_some_and(|rest| rest.starts_with('/') && rest.contains(&place))
    };
    paths.keys().map(String::as_str).find(is_longer)
}

fn report(sink: &mut Sink, parameter: &Parameter, path: &str, longer: &str) {
    let name = &parameter.name.value;
    let message = format!("`{name}` has its place in `{longer}`; for `{path}` it is left out");
    sink.push(
        Diagnostic::new(Code::UnusedPathParameter, message)
            .severity(Severity::Weakened)
            .at(parameter.name.span, &parameter.origin.pointer),
    );
}
