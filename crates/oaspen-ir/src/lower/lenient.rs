//! Schemas that the configuration names as lenient.

use oaspen_diagnostics::{Code, Diagnostic, Pointer, nearest_pointer};
use oaspen_document::model::SchemaId;

use super::context::{Lower, Operand};
use super::schema::meaning_of;
use crate::ir::TypeId;

/// Marks the type at each pointer; one that names no schema that is used is an error.
pub(super) fn lower_lenient(cx: &mut Lower<'_>, pointers: &[Pointer]) {
    for pointer in pointers {
        let id = type_at(cx, pointer);
        match id.and_then(|id| cx.types.get_mut(id.index())) {
            Some(ty) => ty.lenient = true,
            None => {
                let message = format!("`lenient` names `{pointer}`, where there is no schema");
                push_unmatched(cx, &pointer.to_string(), message);
            }
        }
    }
}

/// Reports that nothing stands where the configuration names a schema.
pub(super) fn push_unmatched(cx: &mut Lower<'_>, pointer: &str, message: String) {
    let diagnostic = Diagnostic::new(Code::InvalidConfig, message);
    let schemas = cx.resolved.schemas.iter();
    let pointers: Vec<String> = schemas
        .map(|(_, schema)| schema.origin.pointer.to_string())
        .collect();
    let near = nearest_pointer(pointer, pointers.iter().map(String::as_str));
    cx.sink.push(match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    });
}

fn type_at(cx: &mut Lower<'_>, pointer: &Pointer) -> Option<TypeId> {
    let resolved = cx.resolved;
    let schemas: Vec<SchemaId> = resolved
        .schemas
        .iter()
        .filter(|(_, schema)| schema.origin.pointer == *pointer)
        .map(|(id, _)| id)
        .collect();
    schemas.into_iter().find_map(|id| type_of(cx, id))
}

/// The type made from a schema, or from what it wraps.
fn type_of(cx: &mut Lower<'_>, id: SchemaId) -> Option<TypeId> {
    if let Some(own) = cx.components.get(&id).or_else(|| cx.made_from.get(&id)) {
        return Some(*own);
    }
    let meaning = meaning_of(cx, vec![Operand::Schema(id)]);
    if let [Operand::Schema(only)] = meaning.as_slice()
        && let Some(component) = cx.components.get(only)
    {
        return Some(*component);
    }
    cx.known.get(&meaning).copied()
}
