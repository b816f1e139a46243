//! Discriminators whose property nobody declares: OAS 3.1 §4.8.25.

use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Sink};

use super::schema::parts;
use crate::model::{Schema, SchemaId};
use crate::resolved::Resolved;
use oaspen_diagnostics::nearest;

/// How many schemas are searched in all; beyond, nothing more is reported.
const SEARCH_LIMIT: usize = 200_000;

/// Reports each discriminator of a union of which no branch declares the property.
pub(super) fn check_discriminators(sink: &mut Sink, resolved: &Resolved) {
    let mut left = SEARCH_LIMIT;
    for (id, schema) in resolved.schemas.iter() {
        let Some(object) = schema.object() else {
            continue;
        };
        let is_union = object.one_of.is_some() || object.any_of.is_some();
        let Some(discriminator) = object.discriminator.as_ref().filter(|_| is_union) else {
            continue;
        };
        let name = &discriminator.property_name;
        let Some(others) = declared_instead(resolved, id, &name.value, &mut left) else {
            continue;
        };
        let message = format!("no branch declares the property `{}`", name.value);
        let pointer = discriminator.origin.pointer.join("propertyName");
        let mut diagnostic =
            Diagnostic::new(Code::UndeclaredDiscriminator, message).at(name.span, &pointer);
        if let Some(near) = nearest(&name.value, others) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        sink.push(diagnostic);
    }
}

/// The properties that a schema and its branches declare; `None` when the one asked for is among
/// them, or may be.
fn declared_instead<'r>(
    resolved: &'r Resolved,
    start: SchemaId,
    name: &str,
    left: &mut usize,
) -> Option<BTreeSet<&'r str>> {
    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        *left = left.checked_sub(1)?;
        let Some(object) = resolved.schemas.get(id).and_then(Schema::object) else {
            continue;
        };
        if object.properties.contains_key(name) {
            return None;
        }
        names.extend(object.properties.keys().map(String::as_str));
        open.extend(parts(object));
    }
    Some(names)
}
