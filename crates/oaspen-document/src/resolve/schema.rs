//! References of schemas: the text of `$ref` and of discriminator mappings becomes an id.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::object::{Resolve, suggest, target_of};
use crate::model::{
    AnySchema, Arena, Discriminator, Reference, Schema, SchemaBody, SchemaId, SchemaObject,
};

/// Resolves every schema; `None` when a reference is broken.
pub(super) fn resolve_schemas(
    cx: &mut Resolve<'_>,
    arena: Arena<AnySchema, Schema<Reference>>,
) -> Option<Arena<AnySchema, Schema<SchemaId>>> {
    let resolved: Vec<Option<Schema<SchemaId>>> = arena
        .into_entries()
        .map(|schema| {
            let body = match schema.body {
                SchemaBody::Boolean(accepts) => SchemaBody::Boolean(accepts),
                SchemaBody::Object(object) => {
                    SchemaBody::Object(Box::new(resolve_object(cx, *object)?))
                }
            };
            let origin = schema.origin;
            Some(Schema { origin, body })
        })
        .collect();
    resolved.into_iter().collect()
}

fn resolve_reference(cx: &mut Resolve<'_>, reference: &Reference) -> Option<SchemaId> {
    target_of(cx, reference, |locations| &locations.schemas, "schemas")
}

fn resolve_object(
    cx: &mut Resolve<'_>,
    object: SchemaObject<Reference>,
) -> Option<SchemaObject<SchemaId>> {
    // Both are resolved before giving up, so that both are reported.
    let reference = object
        .reference
        .map(|reference| resolve_reference(cx, &reference));
    let discriminator = object
        .discriminator
        .map(|discriminator| resolve_discriminator(cx, discriminator));
    Some(SchemaObject {
        reference: invert(reference)?,
        types: object.types,
        format: object.format,
        enumeration: object.enumeration,
        constant: object.constant,
        properties: object.properties,
        required: object.required,
        additional_properties: object.additional_properties,
        pattern_properties: object.pattern_properties,
        property_names: object.property_names,
        dependent_required: object.dependent_required,
        dependent_schemas: object.dependent_schemas,
        unevaluated_properties: object.unevaluated_properties,
        min_properties: object.min_properties,
        max_properties: object.max_properties,
        items: object.items,
        prefix_items: object.prefix_items,
        contains: object.contains,
        min_contains: object.min_contains,
        max_contains: object.max_contains,
        unevaluated_items: object.unevaluated_items,
        min_items: object.min_items,
        max_items: object.max_items,
        unique_items: object.unique_items,
        min_length: object.min_length,
        max_length: object.max_length,
        pattern: object.pattern,
        minimum: object.minimum,
        maximum: object.maximum,
        exclusive_minimum: object.exclusive_minimum,
        exclusive_maximum: object.exclusive_maximum,
        multiple_of: object.multiple_of,
        content_encoding: object.content_encoding,
        content_media_type: object.content_media_type,
        all_of: object.all_of,
        keys: object.keys,
        one_of: object.one_of,
        any_of: object.any_of,
        not: object.not,
        condition: object.condition,
        then: object.then,
        otherwise: object.otherwise,
        discriminator: invert(discriminator)?,
        title: object.title,
        description: object.description,
        external_docs: object.external_docs,
        default: object.default,
        examples: object.examples,
        deprecated: object.deprecated,
        read_only: object.read_only,
        write_only: object.write_only,
        enum_names: object.enum_names,
        enum_descriptions: object.enum_descriptions,
        extensions: object.extensions,
    })
}

fn resolve_discriminator(
    cx: &mut Resolve<'_>,
    discriminator: Discriminator<Reference>,
) -> Option<Discriminator<SchemaId>> {
    let (known, dangling): (IndexMap<_, _>, _) = discriminator
        .mapping
        .into_iter()
        .partition(|(_, reference)| !is_dangling(cx, reference));
    report_dangling(cx, &dangling);
    let mapping: Vec<(String, Option<SchemaId>)> = known
        .into_iter()
        .map(|(value, reference)| (value, resolve_reference(cx, &reference)))
        .collect();
    let default_mapping = discriminator
        .default_mapping
        .map(|reference| resolve_reference(cx, &reference));
    let mapping: Option<IndexMap<String, SchemaId>> = mapping
        .into_iter()
        .map(|(value, id)| Some((value, id?)))
        .collect();
    Some(Discriminator {
        origin: discriminator.origin,
        property_name: discriminator.property_name,
        mapping: mapping?,
        default_mapping: invert(default_mapping)?,
    })
}

/// Whether a reference leads to a place of the document where there is nothing.
fn is_dangling(cx: &Resolve<'_>, reference: &Reference) -> bool {
    let key = (reference.origin.span.file, reference.text.clone());
    let target = cx.locations.targets.get(&key).and_then(Option::as_ref);
    target.is_some_and(|target| !cx.locations.schemas.contains_key(&target.pointer))
}

/// A value of a discriminator that chooses nothing is a value like any that is not listed.
fn report_dangling(cx: &mut Resolve<'_>, dangling: &IndexMap<String, Reference>) {
    for (value, reference) in dangling {
        let message = format!(
            "`{}` names nothing; `{value}` chooses no branch",
            reference.text
        );
        let diagnostic = Diagnostic::new(Code::UnresolvedReference, message)
            .severity(Severity::Weakened)
            .at(reference.origin.span, &reference.origin.pointer);
        let diagnostic = suggest(cx, diagnostic, reference, |cx| &cx.schemas, "schemas");
        cx.sink.push(diagnostic);
    }
}

/// `None` is fine, `Some(None)` has failed.
fn invert<T>(nested: Option<Option<T>>) -> Option<Option<T>> {
    match nested {
        None => Some(None),
        Some(inner) => inner.map(Some),
    }
}
