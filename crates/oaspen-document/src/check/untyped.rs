//! JSON bodies of which nothing is known.

use indexmap::IndexSet;
use oaspen_diagnostics::{Code, Diagnostic, Sink, Span};

use crate::media_type::may_be_json;
use crate::model::{JsonType, MediaType, Schema, SchemaBody, SchemaId, SchemaObject};
use crate::resolved::Resolved;

pub(super) fn check_untyped_bodies(sink: &mut Sink, resolved: &Resolved) {
    let requests = resolved
        .request_bodies
        .iter()
        .map(|(_, body)| &body.content);
    let responses = resolved
        .responses
        .iter()
        .map(|(_, response)| &response.content);
    let mut seen: IndexSet<Span> = IndexSet::new();
    for media_type in requests.chain(responses).flatten() {
        if may_be_json(&media_type.name.value)
            && is_untyped(resolved, media_type)
            && seen.insert(media_type.name.span)
        {
            report(sink, resolved, media_type);
        }
    }
}

/// The schema at the end of a chain of references, which `resolve` has made sure to end.
fn described_by(resolved: &Resolved, mut id: SchemaId) -> Option<&Schema<SchemaId>> {
    loop {
        let schema = resolved.schemas.get(id)?;
        match schema.object().and_then(|object| object.reference) {
            Some(next) => id = next,
            None => return Some(schema),
        }
    }
}

fn is_untyped(resolved: &Resolved, media_type: &MediaType) -> bool {
    let Some(id) = media_type.schema else {
        return media_type.item_schema.is_none();
    };
    match described_by(resolved, id).map(|schema| &schema.body) {
        Some(SchemaBody::Boolean(accepts)) => *accepts,
        Some(SchemaBody::Object(object)) => says_nothing(object),
        None => false,
    }
}

fn says_nothing(object: &SchemaObject<SchemaId>) -> bool {
    let is_object_or_any = object
        .types
        .as_ref()
        .is_none_or(|types| types.value.names == [JsonType::Object]);
    is_object_or_any
        && object.properties.is_empty()
        && object.pattern_properties.is_empty()
        && object.additional_properties.is_none()
        && object.required.is_empty()
        && object.items.is_none()
        && object.enumeration.is_none()
        && object.constant.is_none()
        && object.all_of.is_empty()
        && object.one_of.is_none()
        && object.any_of.is_none()
}

fn report(sink: &mut Sink, resolved: &Resolved, media_type: &MediaType) {
    let message = format!(
        "nothing is known about what this `{}` body holds",
        media_type.name.value
    );
    let mut diagnostic = Diagnostic::new(Code::UntypedBody, message)
        .at(media_type.name.span, &media_type.origin.pointer);
    if let Some(schema) = media_type.schema.and_then(|id| described_by(resolved, id)) {
        diagnostic = diagnostic.label(schema.origin.span, "this is its schema");
    }
    sink.push(diagnostic);
}
