//! The `default` of a parameter: kept when it is a value of the parameter's type.
//!
//! One that is not has been reported by the document's check.

use oaspen_document::model::SchemaId;

use super::accept::accepts;
use super::all_of::view_of;
use super::context::{Lower, Operand};
use crate::ir::Json;

/// What the absence of a value of `schema` means, whether said at the schema or where it refers to.
pub(super) fn lower_default(cx: &mut Lower<'_>, schema: SchemaId) -> Option<Json> {
    let conditions = [Operand::Schema(schema)];
    let default = view_of(cx, &conditions).default.clone();
    default.filter(|value| accepts(cx, &conditions, value))
}
