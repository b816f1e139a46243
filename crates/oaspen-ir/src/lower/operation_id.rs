//! A unique id for every operation: what the document says, else method and path.
//!
//! An id that is written is never changed by one that is made, and the first of two equal ones
//! keeps it.

use std::collections::BTreeSet;

use oaspen_document::Operation;

/// The ids, in the order of the operations. Missing and equal ones are reported by the document's
/// check.
pub(super) fn lower_operation_ids(operations: &[Operation]) -> Vec<String> {
    let written = operations.iter().filter_map(written_id);
    let mut taken: BTreeSet<String> = written.map(str::to_owned).collect();
    let mut used = BTreeSet::new();
    operations
        .iter()
        .map(|operation| match written_id(operation) {
            Some(id) if used.insert(id) => id.to_owned(),
            Some(id) => claim(&mut taken, format!("{id}_{}", id_from_path(operation))),
            None => claim(&mut taken, id_from_path(operation)),
        })
        .collect()
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
