//! Webhooks and callbacks: what their operations have otherwise than the API's.
//!
//! OAS 3.1 §4.8.1 gives a webhook a name and §4.8.18 a callback an expression where the API has
//! paths. The path that stands in for it is a receiver's, who may choose another.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::{self as document, Hook, HookTarget, model as doc};

use super::context::Lower;
use super::operation_id::OperationIds;
use crate::ir::{Docs, Operation, Response, Status, Surface};

/// Who receives the requests of a hook.
pub(super) fn lower_surface(ids: &OperationIds, hook: &Hook) -> Surface {
    match &hook.target {
        HookTarget::Webhook => Surface::Webhooks,
        HookTarget::Callback { expression, .. } => Surface::Callbacks {
            operation: ids.parent(hook).unwrap_or_default().to_owned(),
            url: expression.clone(),
        },
    }
}

/// The path that stands in for a hook's: its name; with the operation's id, then with a number,
/// when another hook has that.
pub(super) fn lower_hook_path(
    taken: &mut BTreeSet<String>,
    ids: &OperationIds,
    hook: &Hook,
) -> String {
    let kind = match hook.target {
        HookTarget::Webhook => "webhook",
        HookTarget::Callback { .. } => "callback",
    };
    let mut name = hook.name.clone();
    if let Some(parent) = ids.parent(hook)
        && taken.contains(&format!("{kind} {name}"))
    {
        name = format!("{parent}_{name}");
    }
    let stem = name.clone();
    let mut number = 2_usize;
    while !taken.insert(format!("{kind} {name}")) {
        name = format!("{stem}_{number}");
        number += 1;
    }
    format!("/{}", escape(&name))
}

/// A path segment of any text: all but RFC 3986's unreserved characters is percent-encoded.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// A path parameter of a hook stands in no path that oaspen knows.
pub(super) fn report_path_parameters(cx: &mut Lower<'_>, operation: &document::Operation) {
    let resolved = cx.resolved;
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter_map(|id| resolved.parameters.get(*id));
    for parameter in parameters.filter(|known| known.location == doc::Location::Path) {
        let name = &parameter.name.value;
        let message = format!("`{name}` is in no path, so its operation is left out");
        cx.sink.push(
            Diagnostic::new(Code::UnusedPathParameter, message)
                .severity(Severity::Skipped)
                .at(parameter.name.span, &parameter.origin.pointer)
                .help("webhooks and callbacks have a URL as a whole and no path"),
        );
    }
}

/// Callbacks of webhooks and callbacks go nowhere.
pub(super) fn report_nested(cx: &mut Lower<'_>, operation: &document::Operation) {
    let resolved = cx.resolved;
    let callbacks = operation.object.callbacks.values();
    for callback in callbacks.filter_map(|id| resolved.callbacks.get(*id)) {
        let message = "callbacks of webhooks and callbacks are not generated";
        let origin = &callback.origin;
        cx.sink.push(
            Diagnostic::new(Code::UnsupportedKeyword, message)
                .severity(Severity::Weakened)
                .at(origin.span, &origin.pointer),
        );
    }
}

/// Who documents no answer of a receiver expects any success, without a body.
pub(super) fn with_success(mut operation: Operation) -> Operation {
    if operation.responses.is_empty() {
        operation.responses.push(Response {
            status: Status::Range(2),
            origin: operation.origin.clone(),
            docs: Docs::default(),
            headers: Vec::new(),
            links: Vec::new(),
            contents: Vec::new(),
        });
    }
    operation
}
