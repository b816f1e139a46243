//! Webhooks and callbacks: OAS 3.1 §4.8.1 and §4.8.18.
//!
//! A callback that several operations refer to is one hook. Callbacks of webhooks and callbacks
//! are not followed, so that there is no cycle.

use indexmap::{IndexMap, IndexSet};
use oaspen_diagnostics::Sink;

use super::operation::merge_operation;
use crate::model::{Id, PathItem};
use crate::resolved::{Hook, HookTarget, Resolved};

/// Fills [`Resolved::hooks`]. The operations have been resolved.
pub(super) fn resolve_hooks(
    sink: &mut Sink,
    resolved: &mut Resolved,
    webhooks: &IndexMap<String, Id<PathItem>>,
) {
    let mut hooks = Vec::new();
    for (name, id) in webhooks {
        hooks.extend(read_hook(sink, resolved, name, *id, HookTarget::Webhook));
    }
    let mut seen = IndexSet::new();
    for (position, operation) in resolved.operations.iter().enumerate() {
        for (name, id) in &operation.object.callbacks {
            let callback = resolved.callbacks.get(*id);
            let Some(callback) = callback.filter(|known| seen.insert(known.origin.span)) else {
                continue;
            };
            for (expression, item) in &callback.expressions {
                let target = HookTarget::Callback {
                    operation: position,
                    expression: expression.clone(),
                };
                hooks.extend(read_hook(sink, resolved, name, *item, target));
            }
        }
    }
    resolved.hooks = hooks;
}

fn read_hook(
    sink: &mut Sink,
    resolved: &Resolved,
    name: &str,
    item: Id<PathItem>,
    target: HookTarget,
) -> Option<Hook> {
    let item = resolved.path_items.get(item)?;
    let key = match &target {
        HookTarget::Webhook => name,
        HookTarget::Callback { expression, .. } => expression,
    };
    let objects = item.operations.iter();
    Some(Hook {
        operations: objects
            .map(|object| merge_operation(sink, resolved, (key, item.origin.span, item), object))
            .collect(),
        target,
        name: name.to_owned(),
    })
}
