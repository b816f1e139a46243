//! The kind of values that a schema without `type` means, and that it says so only between the lines.
//!
//! JSON Schema lets values of every other kind pass. Who speaks of a shape means values of that shape,
//! so others are refused, and whoever generates is told, once for each kind. What only checks values
//! of a kind (`minimum`, `pattern`, a `format`) says nothing of what is meant.

use indexmap::{IndexMap, IndexSet};
use oaspen_diagnostics::{Code, Diagnostic, Span};
use oaspen_document::format::is_bytes;
use oaspen_document::model::{SchemaId, SchemaObject};

use super::all_of::View;
use super::context::Lower;
use crate::ir::{JsonKind, KindSet};

/// Schemas whose kind is implied, in order of finding, by what is told of them.
#[derive(Default)]
pub(super) struct Implied {
    by_kind: IndexMap<JsonKind, IndexSet<SchemaId>>,
    formats: IndexSet<SchemaId>,
}

const OF_OBJECTS: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
];
const OF_ARRAYS: &[&str] = &["items", "prefixItems"];
const OF_TEXT: &[&str] = &["contentEncoding", "contentMediaType", "format"];

/// The kinds of whose shape keywords other than `type` speak.
pub(super) fn implied_kinds(object: &SchemaObject<SchemaId>) -> KindSet {
    let mut kinds = KindSet::EMPTY;
    let mut imply = |holds: bool, kind: JsonKind| {
        if holds {
            kinds = kinds.union(KindSet::of(kind));
        }
    };
    let is_object = !object.properties.is_empty()
        || !object.required.is_empty()
        || object.additional_properties.is_some()
        || !object.pattern_properties.is_empty();
    imply(is_object, JsonKind::Object);
    let is_array = object.items.is_some() || !object.prefix_items.is_empty();
    imply(is_array, JsonKind::Array);
    let format = object.format.as_ref();
    // OAS 3.1 §4.4.2: bytes in JSON are text in an encoding.
    let is_text = object.content_encoding.is_some()
        || object.content_media_type.is_some()
        || format.is_some_and(|format| is_bytes(&format.value));
    imply(is_text, JsonKind::String);
    kinds
}

/// Remembers what a type owes to keywords that do not say it.
pub(super) fn note_implied(cx: &mut Lower<'_>, view: &View) {
    let kinds = view.implied_kinds();
    for id in &view.members {
        let Some(object) = cx.object(*id) else {
            continue;
        };
        if kinds.is_some_and(|kinds| kinds == implied_kinds(object)) {
            for kind in implied_kinds(object).iter() {
                cx.implied.by_kind.entry(kind).or_default().insert(*id);
            }
        }
        let format = object.format.as_ref().filter(|_| view.is_any());
        if format.is_some_and(|format| is_unused(cx, &format.value)) {
            cx.implied.formats.insert(*id);
        }
    }
}

/// Whether a format is known and no type of one's own stands for it.
fn is_unused(cx: &Lower<'_>, format: &str) -> bool {
    let is_known = oaspen_document::format::type_of_format(format).is_some();
    is_known && !cx.externals.formats.contains_key(format)
}

/// Tells of each kind once, at the first schema of the document.
pub(super) fn report_implied(cx: &mut Lower<'_>) {
    let Implied { by_kind, formats } = std::mem::take(&mut cx.implied);
    for (kind, schemas) in by_kind {
        let (keywords, meant) = match kind {
            JsonKind::Object => (OF_OBJECTS, "object"),
            JsonKind::Array => (OF_ARRAYS, "array"),
            JsonKind::String => (OF_TEXT, "string"),
            // Nothing implies these.
            JsonKind::Null | JsonKind::Boolean | JsonKind::Integer | JsonKind::Number => continue,
        };
        let message = |keyword: &str| {
            format!(
                "`{keyword}` without a `type` is read as `type: {meant}`: other values are refused"
            )
        };
        let help = format!("write `type: {meant}`");
        report_first(cx, &schemas, keywords, (&message, help));
    }
    let message =
        |_: &str| "a `format` without a `type` asks nothing: any value is accepted".into();
    let help = "write the `type` that is meant, such as `string`".to_owned();
    report_first(cx, &formats, &["format"], (&message, help));
}

fn report_first(
    cx: &mut Lower<'_>,
    schemas: &IndexSet<SchemaId>,
    keywords: &[&str],
    (message, help): (&dyn Fn(&str) -> String, String),
) {
    let places = schemas
        .iter()
        .filter_map(|id| Some((*id, place_of(cx, *id, keywords)?)));
    let first = places.min_by_key(|(_, (_, span))| (span.file, span.start));
    let Some((id, (keyword, span))) = first else {
        return;
    };
    let mut message = message(keyword);
    if schemas.len() > 1 {
        message.push_str(&format!("; here and in {} more places", schemas.len() - 1));
    }
    let pointer = cx.schema(id).origin.pointer.join(keyword);
    cx.sink.push(
        Diagnostic::new(Code::ImpliedType, message)
            .at(span, &pointer)
            .help(help),
    );
}

/// The first of the keywords that a schema has, and where.
fn place_of<'k>(cx: &Lower<'_>, id: SchemaId, keywords: &[&'k str]) -> Option<(&'k str, Span)> {
    let object = cx.object(id)?;
    let mut written = keywords.iter();
    let found = written.find_map(|keyword| Some((*keyword, object.keys.get(keyword)?)));
    found.or_else(|| Some((*keywords.first()?, cx.schema(id).origin.span)))
}
