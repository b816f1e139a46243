//! A unique id for every operation: what the document says, else method and path.
//!
//! An id that is written is never changed by one that is made, and the first of two equal ones
//! keeps it.

use std::collections::BTreeSet;

use oaspen_document::{Hook, HookTarget, Operation};

/// The ids that are taken.
pub(super) struct OperationIds {
    /// Those of the API's operations, in their order.
    pub(super) list: Vec<String>,
    taken: BTreeSet<String>,
}

/// The ids of the API's operations. Missing and equal ones are reported by the document's check.
pub(super) fn lower_operation_ids(operations: &[Operation]) -> OperationIds {
    let written = operations.iter().filter_map(written_id);
    let mut taken: BTreeSet<String> = written.map(str::to_owned).collect();
    let mut used = BTreeSet::new();
    let ids = operations
        .iter()
        .map(|operation| match written_id(operation) {
            Some(id) if used.insert(id) => id.to_owned(),
            Some(id) => claim(&mut taken, format!("{id}_{}", id_from_path(operation))),
            None => claim(&mut taken, id_from_path(operation)),
        });
    OperationIds {
        list: ids.collect(),
        taken,
    }
}

impl OperationIds {
    /// An id for an operation of a webhook or callback: what it says, else the hook's name; with
    /// the method where the hook has several, with the API's operation where that is taken.
    pub(super) fn claim_for_hook(&mut self, hook: &Hook, operation: &Operation) -> String {
        let id = match (written_id(operation), hook.operations.as_slice()) {
            (Some(id), _) => id.to_owned(),
            (None, [_]) => hook.name.clone(),
            (None, _) => format!("{} {}", operation.method.as_str(), hook.name),
        };
        let parent = self.parent(hook).filter(|_| self.taken.contains(&id));
        let id = match parent {
            Some(parent) => format!("{parent}_{id}"),
            None => id,
        };
        claim(&mut self.taken, id)
    }

    /// The id of the operation whose callback a hook is.
    pub(super) fn parent(&self, hook: &Hook) -> Option<&str> {
        match hook.target {
            HookTarget::Webhook => None,
            HookTarget::Callback { operation, .. } => self.list.get(operation).map(String::as_str),
        }
    }
}

/// An empty `operationId` names nothing.
fn written_id(operation: &Operation) -> Option<&str> {
    let id = operation.object.operation_id.as_ref()?;
    Some(id.value.as_str()).filter(|id| !id.trim().is_empty())
}

/// `GET /pets/{petId}/toys` → `get_pets_by_petId_toys`.
fn id_from_path(operation: &Operation) -> String {
    let mut id = operation.method.as_str().to_ascii_lowercase();
    for word in operation
        .path
        .replace('{', "/by/")
        .split(|c: char| !c.is_alphanumeric())
    {
        if !word.is_empty() {
            id.push('_');
            id.push_str(word);
        }
    }
    id
}

/// The id, with a number when it is taken.
fn claim(taken: &mut BTreeSet<String>, id: String) -> String {
    let mut claimed = id.clone();
    let mut number = 2_usize;
    while !taken.insert(claimed.clone()) {
        claimed = format!("{id}_{number}");
        number += 1;
    }
    claimed
}
