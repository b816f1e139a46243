//! `readOnly` and `writeOnly` where they mean nothing: only reports. What they do to properties is
//! `crate::direction`'s matter.

use std::collections::BTreeSet;

use oaspen_document::model::{KeySpans, Origin, SchemaId};

use super::context::Lower;
use super::grouped::Places;

/// Looks at the whole document. OAS 3.1 §4.8.24.2: both are said of properties; elsewhere there is nothing to leave out.
pub(super) fn report_directions(cx: &mut Lower<'_>) {
    let of_properties = schemas_of_properties(cx);
    for keyword in ["readOnly", "writeOnly"] {
        let mut places = Places::default();
        let mut contradictions = Places::default();
        for (id, schema) in cx.resolved.schemas.iter() {
            let written = schema.object().filter(|object| match keyword {
                "readOnly" => object.read_only,
                _ => object.write_only,
            });
            let Some(object) = written else {
                continue;
            };
            if !of_properties.contains(&id) {
                add(&mut places, &schema.origin, &object.keys, keyword);
            } else if keyword == "writeOnly" && object.read_only {
                add(&mut contradictions, &schema.origin, &object.keys, keyword);
            }
        }
        let message = format!("`{keyword}` is acted upon at properties only");
        places.report(cx, &message);
        let message = "a property that is `readOnly` and `writeOnly` would travel nowhere: it is \
                       taken as neither";
        contradictions.report(cx, message);
    }
}

/// The schemas of properties, with what they refer to and consist of.
fn schemas_of_properties(cx: &Lower<'_>) -> BTreeSet<SchemaId> {
    let objects = cx.resolved.schemas.iter();
    let objects = objects.filter_map(|(_, schema)| schema.object());
    let mut open: Vec<SchemaId> = objects
        .flat_map(|object| object.properties.values().copied())
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if let Some(object) = cx.object(id).filter(|_| seen.insert(id)) {
            open.extend(object.reference);
            open.extend(&object.all_of);
        }
    }
    seen
}

fn add(places: &mut Places, origin: &Origin, keys: &KeySpans, keyword: &str) {
    let span = keys.get(keyword).unwrap_or(origin.span);
    places.add(span, origin.pointer.join(keyword));
}
