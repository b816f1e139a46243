//! Sequential media types: OAS 3.2 §4.14.3 and §4.14.4. A body of one value after the other, each
//! of which can be used as soon as it is there.
//!
//! `itemSchema` describes a value. Before 3.2 there is only `schema`, by which documents mean a
//! value too, or the list of all of them. What describes a value of server-sent events is its
//! data, unless it has the form of a whole event: an object with the text `data`.

use oaspen_document::model as doc;

use super::context::Lower;
use super::name::step;
use super::origin::lower_origin;
use super::part::item_of;
use super::plain::{make_any, make_string};
use super::schema::lower_schema;
use super::wire::{Form, forms, leaves, shape_of};
use crate::ir::{ContentKind, EnumBase, Framing, Name, NameStep, Scalar, Shape, TypeId, TypeUse};

/// A sequential media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequential {
    Events,
    JsonLines,
    JsonSequence,
}

/// The sequential media type that an essence is. JSON Lines have no registered name, and several
/// in use.
pub(super) fn sequence_of(essence: &str) -> Option<Sequential> {
    match essence {
        "text/event-stream" => Some(Sequential::Events),
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json"
        | "text/jsonl"
        | "text/x-ndjson" => Some(Sequential::JsonLines),
        "application/json-seq" => Some(Sequential::JsonSequence),
        other if other.ends_with("+json-seq") => Some(Sequential::JsonSequence),
        _ => None,
    }
}

/// What a sequential media type carries.
pub(super) fn lower_sequence(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    sequence: Sequential,
    name: Name,
) -> ContentKind {
    let origin = lower_origin(&media_type.origin);
    let ty = match (media_type.item_schema, media_type.schema) {
        (Some(item), _) => lower_schema(cx, item, step(&name, NameStep::Item)),
        (None, Some(schema)) => {
            let ty = lower_schema(cx, schema, name);
            item_of(cx, ty).unwrap_or(ty)
        }
        (None, None) if sequence == Sequential::Events => make_string(cx, name, origin),
        (None, None) => make_any(cx, name, origin),
    };
    let framing = match sequence {
        Sequential::Events => event_framing(cx, ty, media_type.item_schema.is_some()),
        Sequential::JsonLines => Framing::JsonLines,
        Sequential::JsonSequence => Framing::JsonSequence,
    };
    ContentKind::Items { ty, framing }
}

fn event_framing(cx: &Lower<'_>, ty: TypeUse, is_item_schema: bool) -> Framing {
    let leaves = leaves(cx, ty);
    if is_item_schema && leaves.iter().all(|leaf| is_whole_event(cx, *leaf)) {
        return Framing::WholeEvents;
    }
    if leaves.iter().all(|leaf| is_string(cx, *leaf)) {
        Framing::TextEvents
    } else {
        Framing::Events
    }
}

fn is_string(cx: &Lower<'_>, leaf: TypeId) -> bool {
    match shape_of(cx, leaf) {
        Shape::Scalar(Scalar::String(_) | Scalar::Base64) => true,
        Shape::Enum(values) => values.base == EnumBase::String,
        Shape::Scalar(_)
        | Shape::Struct(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => false,
    }
}

/// Whether a type is an object with the text `data` and nothing that an event does not have.
fn is_whole_event(cx: &Lower<'_>, leaf: TypeId) -> bool {
    let Shape::Struct(object) = shape_of(cx, leaf) else {
        return false;
    };
    let known = ["data", "event", "id", "retry"];
    let is_text = |ty| {
        forms(cx, ty)
            .iter()
            .all(|form| matches!(form, Form::Text | Form::Any))
    };
    let mut fields = object.fields.iter();
    fields
        .clone()
        .any(|field| field.name == "data" && is_text(field.ty))
        && fields.all(|field| known.contains(&field.name.as_str()))
}
