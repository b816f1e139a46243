//! Path parameters of longer paths.
//!
//! Frameworks that know one handler under several paths write its parameters at all of them. Where
//! the document has the longer path, there is one sensible reading of the shorter one.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink};

use crate::model::{Id, Location, Parameter, PathItem};
use crate::resolved::Resolved;

/// Leaves out the path parameters that a longer path of the document has and this one has not.
pub(super) fn leave_out_of_longer(
    sink: &mut Sink,
    resolved: &Resolved,
    paths: &IndexMap<String, Id<PathItem>>,
    path: &str,
    mut parameters: Vec<Id<Parameter>>,
) -> Vec<Id<Parameter>> {
    parameters.retain(|id| {
        let Some(parameter) = resolved.parameters.get(*id) else {
            return true;
        };
        let name = &parameter.name.value;
        let place = format!("{{{name}}}");
        if parameter.location != Location::Path || path.contains(&place) {
            return true;
        }
        let base = path.trim_end_matches('/');
        let is_longer = |other: &&String| {
            let rest = other.strip_prefix(base);
            rest.is_some_and(|rest| rest.starts_with('/') && rest.contains(&place))
        };
        let Some(longer) = paths.keys().find(is_longer) else {
            return true;
        };
        let message = format!(
            "the path parameter `{name}` belongs to `{longer}`; it is left out of `{path}`"
        );
        sink.push(
            Diagnostic::new(Code::UnusedPathParameter, message)
                .at(parameter.name.span, &parameter.origin.pointer)
                .severity(Severity::Weakened),
        );
        false
    });
    parameters
}
