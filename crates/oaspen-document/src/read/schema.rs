//! Schemas: OAS 3.1 §4.8.24 and JSON Schema 2020-12.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::bare::{bare_schema, is_schema, read_listed};
use super::document::read_external_docs;
use super::enumeration::{read_enum, read_enum_texts};
use super::example::{bare_example, is_written};
use super::fields::{read_list, read_map, read_string};
use super::inline::inline;
use super::{Fields, Place, Read};
use crate::model::{
    Discriminator, Example, JsonType, Reference, Schema, SchemaBody, SchemaId, SchemaObject,
    Spanned, TypeSet, Version,
};
use crate::node::{Node, Value};
use crate::upgrade::{OrNull, upgrade_schema};

/// The names of types: JSON Schema 2020-12 §6.1.1 of its validation vocabulary.
pub(crate) const TYPES: &[(&str, JsonType)] = &[
    ("null", JsonType::Null),
    ("boolean", JsonType::Boolean),
    ("object", JsonType::Object),
    ("array", JsonType::Array),
    ("number", JsonType::Number),
    ("integer", JsonType::Integer),
    ("string", JsonType::String),
];

/// Keywords of JSON Schema 2020-12 that are not acted upon.
const UNSUPPORTED: &[&str] = &[
    "$recursiveRef",
    "$recursiveAnchor",
    "$vocabulary",
    "contentSchema",
];

/// Keywords without which no type and no check is lost.
const UNSUPPORTED_NOTES: &[&str] = &["xml", "$schema"];

/// Reads a schema; each place is read once.
pub(crate) fn read_schema(cx: &mut Read<'_>, place: &Place<'_>) -> Option<SchemaId> {
    if let Some(known) = cx.locations.schemas.get(&place.pointer) {
        return *known;
    }
    let body = match &place.node.value {
        Value::Bool(accepts) => Some(SchemaBody::Boolean(*accepts)),
        Value::Map(_) => read_keywords(cx, place),
        Value::Null | Value::Number(_) | Value::String(_) | Value::List(_) => read_bare(cx, place),
    };
    let id = body.map(|body| push(cx, place, body));
    cx.locations.schemas.insert(place.pointer.clone(), id);
    id
}

fn read_bare(cx: &mut Read<'_>, place: &Place<'_>) -> Option<SchemaBody<Reference>> {
    let Some(node) = bare_schema(cx, place) else {
        let message = format!(
            "expected a schema (an object or a boolean), found {}; any value is accepted",
            place.node.kind()
        );
        cx.sink.push(
            Diagnostic::new(Code::UnexpectedType, message)
                .at(place.node.span, &place.pointer)
                .severity(Severity::Weakened),
        );
        return Some(SchemaBody::Boolean(true));
    };
    match node.value {
        Value::Bool(accepts) => Some(SchemaBody::Boolean(accepts)),
        Value::Null | Value::Number(_) | Value::String(_) | Value::List(_) | Value::Map(_) => {
            let pointer = place.pointer.clone();
            read_keywords(
                cx,
                &Place {
                    node: &node,
                    pointer,
                },
            )
        }
    }
}

fn push(cx: &mut Read<'_>, place: &Place<'_>, body: SchemaBody<Reference>) -> SchemaId {
    let origin = place.origin();
    cx.objects.schemas.push(Schema { origin, body })
}

fn read_keywords(cx: &mut Read<'_>, place: &Place<'_>) -> Option<SchemaBody<Reference>> {
    let upgraded = upgrade_schema(cx, place);
    let outer = Place {
        node: &upgraded.node,
        pointer: place.pointer.clone(),
    };
    let mut object = read_object(cx, &outer)?;
    if let Some(or_null) = &upgraded.or_null {
        object.any_of = Some(read_or_null(cx, place, or_null)?);
    }
    Some(SchemaBody::Object(Box::new(object)))
}

/// The two branches of a schema that is split into itself and `null`; both stand where it stands.
fn read_or_null(cx: &mut Read<'_>, place: &Place<'_>, or_null: &OrNull) -> Option<Vec<SchemaId>> {
    let inner = Place {
        node: &or_null.schema,
        pointer: place.pointer.clone(),
    };
    let object = read_object(cx, &inner)?;
    let schema = push(cx, place, SchemaBody::Object(Box::new(object)));
    let flag = Node {
        span: or_null.span,
        value: Value::Map(Vec::new()),
    };
    let flag = place.child("nullable", &flag);
    let mut null = read_object(cx, &flag)?;
    null.types = Some(Spanned {
        value: TypeSet {
            names: vec![JsonType::Null],
        },
        span: or_null.span,
    });
    let null = push(cx, &flag, SchemaBody::Object(Box::new(null)));
    Some(vec![schema, null])
}

/// Reads every keyword of one schema; others are reported.
fn read_object(cx: &mut Read<'_>, place: &Place<'_>) -> Option<SchemaObject<Reference>> {
    let mut fields = Fields::open(cx, place, "a schema")?;
    let object = read_known(cx, &mut fields);
    read_effectless(cx, &mut fields);
    fields.finish(cx);
    Some(accept_listed_null(cx, place, object))
}

/// The keywords that have a place in the model.
pub(super) fn read_known(cx: &mut Read<'_>, keys: &mut Fields<'_>) -> SchemaObject<Reference> {
    SchemaObject {
        reference: read_ref(cx, keys),
        types: read_types(cx, keys),
        format: keys.spanned_string(cx, "format"),
        enumeration: read_enum(cx, keys),
        constant: keys.take_any("const").map(|place| place.node.clone()),
        properties: schema_map(cx, keys, "properties"),
        required: keys.strings(cx, "required"),
        additional_properties: schema_at(cx, keys, "additionalProperties"),
        pattern_properties: schema_map(cx, keys, "patternProperties"),
        property_names: schema_at(cx, keys, "propertyNames"),
        dependent_required: read_dependent_required(cx, keys),
        dependent_schemas: schema_map(cx, keys, "dependentSchemas"),
        unevaluated_properties: schema_at(cx, keys, "unevaluatedProperties"),
        min_properties: keys.count(cx, "minProperties"),
        max_properties: keys.count(cx, "maxProperties"),
        prefix_items: read_prefix_items(cx, keys),
        items: read_items(cx, keys),
        contains: schema_at(cx, keys, "contains"),
        min_contains: keys.count(cx, "minContains"),
        max_contains: keys.count(cx, "maxContains"),
        unevaluated_items: schema_at(cx, keys, "unevaluatedItems"),
        min_items: keys.count(cx, "minItems"),
        max_items: keys.count(cx, "maxItems"),
        unique_items: keys.flag(cx, "uniqueItems"),
        min_length: keys.count(cx, "minLength"),
        max_length: keys.count(cx, "maxLength"),
        pattern: keys.spanned_string(cx, "pattern"),
        minimum: keys.number(cx, "minimum"),
        maximum: keys.number(cx, "maximum"),
        exclusive_minimum: keys.number(cx, "exclusiveMinimum"),
        exclusive_maximum: keys.number(cx, "exclusiveMaximum"),
        multiple_of: keys.number(cx, "multipleOf"),
        content_encoding: keys.string(cx, "contentEncoding"),
        content_media_type: keys.string(cx, "contentMediaType"),
        all_of: read_branches(cx, keys, "allOf").unwrap_or_default(),
        one_of: read_branches(cx, keys, "oneOf"),
        any_of: read_branches(cx, keys, "anyOf"),
        not: condition_at(cx, keys, "not"),
        condition: condition_at(cx, keys, "if"),
        then: schema_at(cx, keys, "then"),
        otherwise: schema_at(cx, keys, "else"),
        discriminator: read_discriminator(cx, keys),
        title: keys.string(cx, "title"),
        description: keys.string(cx, "description"),
        external_docs: read_external_docs(cx, keys),
        default: keys
            .take_any("default")
            .filter(is_written)
            .map(|place| place.node.clone()),
        examples: read_examples(cx, keys),
        deprecated: keys.deprecated(cx),
        read_only: keys.guard(cx, "readOnly").unwrap_or(false),
        write_only: keys.guard(cx, "writeOnly").unwrap_or(false),
        enum_names: read_enum_texts(cx, keys, &["x-enum-varnames"]),
        enum_descriptions: read_enum_texts(
            cx,
            keys,
            &["x-enum-descriptions", "x-enumDescriptions"],
        ),
        keys: keys.spans(),
        extensions: read_extensions(cx, keys),
    }
}

/// What lowering is to look at.
fn read_extensions(cx: &Read<'_>, keys: &mut Fields<'_>) -> IndexMap<String, Node> {
    let mut extensions = keys.extensions();
    if !cx.extensions.enum_names {
        extensions.shift_remove("x-enumNames");
        extensions.shift_remove("x-ms-enum");
    }
    extensions
}

/// People who list `null` among the values mean that it is one, whatever `type` says.
fn accept_listed_null(
    cx: &mut Read<'_>,
    place: &Place<'_>,
    mut object: SchemaObject<Reference>,
) -> SchemaObject<Reference> {
    let values = object.enumeration.iter().flat_map(|values| &values.value);
    let null = values.into_iter().find(|value| value.is_null());
    if let (Some(null), Some(types)) = (null, &mut object.types)
        && !types.value.names.contains(&JsonType::Null)
    {
        types.value.names.push(JsonType::Null);
        let message = "`null` is listed, so it is added to the types";
        cx.sink.push(
            Diagnostic::new(Code::MistypedEnumValue, message)
                .at(null.span, &place.pointer.join("enum"))
                .severity(Severity::Note)
                .label(types.span, "these are the types"),
        );
    }
    object
}

/// The keywords that say nothing of the values here.
pub(super) fn read_effectless(cx: &mut Read<'_>, fields: &mut Fields<'_>) {
    // JSON Schema 2020-12 §8.3: a comment is neither acted upon nor shown.
    fields.take("$comment");
    // JSON Schema 2020-12 §8.2: names for references, which are followed in `files`.
    for name in ["$id", "$anchor", "$dynamicAnchor"] {
        fields.take(name);
    }
    // Definitions are schemas that wait for a reference.
    for key in ["$defs", "definitions"] {
        for (_, place) in fields.map(cx, key) {
            read_schema(cx, &place);
        }
    }
    fields.unsupported(cx, UNSUPPORTED);
    fields.unsupported_note(cx, UNSUPPORTED_NOTES);
}

/// `items` of a list; drafts before 2020-12 wrote `prefixItems` as a list of `items`.
fn read_prefix_items(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<SchemaId> {
    let Some(place) = fields.take("items").filter(is_list) else {
        return schema_list(cx, fields, "prefixItems").unwrap_or_default();
    };
    let message = "a list of `items` is an older form of `prefixItems`; it is read so";
    cx.sink.push(
        Diagnostic::new(Code::UnknownKeyword, message)
            .at(place.node.span, &place.pointer)
            .severity(Severity::Note),
    );
    let items = read_list(cx, &place).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| read_schema(cx, item))
        .collect()
}

/// The schema of the items after the prefix; beside a list of `items` it is `additionalItems`.
fn read_items(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<SchemaId> {
    match fields.take("items").filter(|place| !is_list(place)) {
        Some(place) => read_schema(cx, &place),
        None => schema_at(cx, fields, "additionalItems"),
    }
}

fn is_list(place: &Place<'_>) -> bool {
    place.node.items().is_some()
}

fn note_reference(cx: &mut Read<'_>, reference: &Reference) {
    cx.note(
        reference,
        "schemas",
        |cx, place| {
            read_schema(cx, place);
        },
        |locations, pointer| locations.schemas.contains_key(pointer),
    );
}

fn read_ref(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<Reference> {
    let dynamic = static_reference(cx, fields);
    let place = fields.take_any("$ref").or(dynamic)?;
    let Some(text) = place.node.as_str() else {
        cx.unexpected_reference(&place);
        return None;
    };
    let reference = Reference {
        text: text.to_owned(),
        origin: fields.place.origin(),
    };
    note_reference(cx, &reference);
    Some(reference)
}

/// `$dynamicRef`, where nothing but one schema can be meant: JSON Schema 2020-12 §8.2.3.2.
fn static_reference<'n>(cx: &mut Read<'_>, fields: &mut Fields<'n>) -> Option<Place<'n>> {
    let place = fields.take("$dynamicRef")?;
    let name = place.node.as_str().and_then(|text| text.strip_prefix('#'));
    let file = cx.files.get(place.node.span.file);
    let is_static = |name: &str| file.is_some_and(|file| file.is_static(name));
    if name.is_some_and(|name| name.starts_with('/') || is_static(name)) {
        return Some(place);
    }
    let message =
        "`$dynamicRef` is not acted upon: what it names depends on who refers to this schema";
    cx.report(Code::UnsupportedKeyword, &place, message);
    None
}

fn read_types(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<Spanned<TypeSet>> {
    let place = fields.take("type")?;
    let mut names = Vec::new();
    match &place.node.value {
        Value::String(_) => names.extend(cx.word(&place, TYPES)),
        Value::List(_) => {
            for item in read_list(cx, &place)? {
                // `[string, null]` without quotes: YAML reads the null value, people mean the type.
                let name = if item.node.is_null() {
                    Some(JsonType::Null)
                } else {
                    cx.word(&item, TYPES)
                };
                names.extend(name.filter(|name| !names.contains(name)));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Map(_) => {
            cx.refuse(&place, "the name of a type or a list of names");
            return None;
        }
    }
    Some(Spanned {
        value: TypeSet { names },
        span: place.node.span,
    })
}

fn read_examples(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    if let Some(place) = fields.take_any("example").filter(is_written) {
        examples.push(bare_example(&place));
    }
    let Some(place) = fields.take("examples") else {
        return examples;
    };
    if place.node.items().is_none() {
        cx.report(
            Code::UnknownKeyword,
            &place,
            "`examples` of a schema is a list of values; what stands here is ignored",
        );
        return examples;
    }
    let items = read_list(cx, &place).unwrap_or_default();
    examples.extend(items.iter().map(bare_example));
    examples
}

fn read_dependent_required(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> IndexMap<String, Vec<String>> {
    let mut map = IndexMap::new();
    for (entry, place) in fields.map(cx, "dependentRequired") {
        let items = read_list(cx, &place).unwrap_or_default();
        let names = items
            .iter()
            .filter_map(|item| read_string(cx, item))
            .map(|name| name.value)
            .collect();
        map.insert(entry.key.clone(), names);
    }
    map
}

fn read_discriminator(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> Option<Discriminator<Reference>> {
    let place = fields.take("discriminator")?;
    if let Some(name) = place.node.as_str() {
        return Some(bare_discriminator(cx, &place, name));
    }
    let mut fields = Fields::open_annotation(cx, &place, "a discriminator")?;
    let discriminator = read_discriminator_fields(cx, &mut fields);
    fields.finish(cx);
    discriminator
}

/// Swagger 2.0, "Schema Object": the name of the property alone.
fn bare_discriminator(
    cx: &mut Read<'_>,
    place: &Place<'_>,
    name: &str,
) -> Discriminator<Reference> {
    if cx.version > Version::V2_0 {
        let message = "a discriminator is an object; this is read as its `propertyName`";
        cx.sink.push(
            Diagnostic::new(Code::UnexpectedType, message)
                .at(place.node.span, &place.pointer)
                .severity(Severity::Note),
        );
    }
    Discriminator {
        origin: place.origin(),
        property_name: Spanned {
            value: name.to_owned(),
            span: place.node.span,
        },
        mapping: IndexMap::new(),
        default_mapping: None,
    }
}

pub(super) fn read_discriminator_fields(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
) -> Option<Discriminator<Reference>> {
    let property_name = fields.require_string(cx, "propertyName");
    let mut mapping = IndexMap::new();
    for (entry, place) in fields.map(cx, "mapping") {
        if let Some(reference) = read_mapping(cx, &place) {
            mapping.insert(entry.key.clone(), reference);
        }
    }
    let default_mapping = fields.take("defaultMapping");
    let default_mapping = default_mapping.and_then(|place| read_mapping(cx, &place));
    Some(Discriminator {
        origin: fields.place.origin(),
        property_name: property_name?,
        mapping,
        default_mapping,
    })
}

/// OAS 3.1 §4.8.25: a mapping's value is the name of a component or a URI reference.
fn read_mapping(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Reference> {
    let written = read_string(cx, place)?.value;
    let is_file = [".yaml", ".yml", ".json"]
        .iter()
        .any(|extension| written.ends_with(extension));
    let text = if is_file || written.contains(['#', '/']) {
        written
    } else {
        oaspen_diagnostics::Pointer::root()
            .join("components")
            .join("schemas")
            .join(&written)
            .to_string()
    };
    let reference = Reference {
        text,
        origin: place.origin(),
    };
    note_reference(cx, &reference);
    Some(reference)
}

fn schema_at(cx: &mut Read<'_>, fields: &mut Fields<'_>, key: &'static str) -> Option<SchemaId> {
    let place = fields.take(key)?;
    read_schema(cx, &place)
}

/// A schema whose outcome is turned round or chosen by: what is no schema counts as not written, for
/// one that accepts any value would refuse everything.
fn condition_at(cx: &mut Read<'_>, fields: &mut Fields<'_>, key: &'static str) -> Option<SchemaId> {
    let place = fields.take(key)?;
    if !is_schema(place.node) {
        cx.unexpected(&place, "a schema (an object or a boolean)");
        return None;
    }
    read_schema(cx, &place)
}

/// JSON Schema 2020-12 §10.2.1: there is at least one branch.
fn read_branches(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Option<Vec<SchemaId>> {
    let place = fields.take(key)?;
    if place.node.items().is_some_and(<[Node]>::is_empty) {
        let message = format!("this `{key}` lists no schema");
        cx.report(Code::EmptyUnion, &place, message);
        return None;
    }
    schema_list(cx, fields, key)
}

fn schema_list(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Option<Vec<SchemaId>> {
    let place = fields.take(key)?;
    let items = read_listed(cx, &place)?;
    Some(
        items
            .iter()
            .filter_map(|item| read_schema(cx, item))
            .collect(),
    )
}

fn schema_map(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
    key: &'static str,
) -> IndexMap<String, SchemaId> {
    let Some(place) = fields.take(key) else {
        return IndexMap::new();
    };
    // A property called `$ref` has a schema; a text is a reference that bundlers follow.
    let is_reference = place
        .node
        .get("$ref")
        .is_some_and(|target| target.as_str().is_some());
    match is_reference.then(|| inline(cx, &place)) {
        Some(Some(inlined)) => inlined.read(cx, read_schemas),
        Some(None) => IndexMap::new(),
        None => read_schemas(cx, &place),
    }
}

fn read_schemas(cx: &mut Read<'_>, place: &Place<'_>) -> IndexMap<String, SchemaId> {
    let mut schemas = IndexMap::new();
    for (entry, place) in read_map(cx, place).unwrap_or_default() {
        if let Some(id) = read_schema(cx, &place) {
            schemas.insert(entry.key.clone(), id);
        }
    }
    schemas
}
