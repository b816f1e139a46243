//! Examples and links: OAS 3.1 §4.8.19 and §4.8.20.

use oaspen_diagnostics::Code;

use super::server::read_server;
use super::{Fields, Place, Read, read_object};
use crate::model::{Example, Id, Link, RefOr};

pub(super) fn read_example(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Example> {
    if place.node.entries().is_none() {
        cx.note_reading(
            place,
            "an example is an object; this is read as its `value`",
        );
        return Some(bare_example(place));
    }
    let mut fields = Fields::open_annotation(cx, place, "an example")?;
    let value = fields.take_any("value");
    // OAS 3.2 §4.20.1: `dataValue` is the value, `serializedValue` its text on the wire.
    let value = fields.take_any("dataValue").or(value);
    fields.unsupported_note(cx, &["serializedValue"]);
    let example = Example {
        origin: place.origin(),
        summary: fields.string(cx, "summary"),
        description: fields.string(cx, "description"),
        value: value.map(|value| value.node.clone()),
        external_value: fields.spanned_string(cx, "externalValue"),
    };
    fields.finish(cx);
    Some(example)
}

/// A bare value in the place of an example.
pub(super) fn bare_example(place: &Place<'_>) -> Example {
    Example {
        origin: place.origin(),
        summary: None,
        description: None,
        value: Some(place.node.clone()),
        external_value: None,
    }
}

/// Whether a bare `example:` was written with a value, even `null`.
pub(super) fn is_written(place: &Place<'_>) -> bool {
    !place.node.is_null() || place.node.span.start < place.node.span.end
}

/// Reads the fields `example` and `examples` of a parameter, header or media type.
pub(super) fn read_examples(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<Id<Example>> {
    let mut ids = Vec::new();
    if let Some(place) = fields.take_any("example").filter(is_written) {
        ids.push(cx.objects.examples.push(RefOr::Item(bare_example(&place))));
    }
    let Some(examples) = fields.take("examples") else {
        return ids;
    };
    // JSON Schema's `examples` is a list of values; here it is a map of objects.
    if let Some(items) = examples.node.items() {
        cx.report(
            Code::UnknownKeyword,
            &examples,
            "`examples` is a map from names to examples here; the list is read as bare values",
        );
        for (index, item) in items.iter().enumerate() {
            let example = bare_example(&examples.item(index, item));
            ids.push(cx.objects.examples.push(RefOr::Item(example)));
        }
        return ids;
    }
    for (_, place) in super::fields::read_map(cx, &examples).unwrap_or_default() {
        ids.extend(read_object::<Example>(cx, &place));
    }
    ids
}

pub(super) fn read_link(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Link> {
    let mut fields = Fields::open_annotation(cx, place, "a link")?;
    let parameters = fields.map(cx, "parameters");
    let server = fields.take("server");
    let link = Link {
        origin: place.origin(),
        operation_ref: fields.string(cx, "operationRef"),
        operation_id: fields.string(cx, "operationId"),
        parameters: parameters
            .into_iter()
            .map(|(entry, _)| (entry.key.clone(), entry.value.clone()))
            .collect(),
        request_body: fields
            .take_any("requestBody")
            .map(|place| place.node.clone()),
        description: fields.string(cx, "description"),
        server: server
            .and_then(|place| read_server(cx, &place))
            .map(Box::new),
    };
    fields.finish(cx);
    Some(link)
}
