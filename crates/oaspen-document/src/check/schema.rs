//! Keywords of one schema that contradict each other.

use indexmap::IndexMap;
use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink};

use super::constraint::check_constraints;
use super::validate::{canonical, describe, is_typed};
use crate::model::{JsonType, Origin, Schema, SchemaId, SchemaObject, TypeSet};
use crate::node::{Node, Value};
use crate::resolved::Resolved;
use oaspen_diagnostics::nearest;

/// How many schemas are searched for declarations in all; beyond, nothing more is reported.
const SEARCH_LIMIT: usize = 500_000;

pub(super) fn check_schemas(sink: &mut Sink, resolved: &Resolved) {
    let mut search = Search {
        resolved,
        parents: parents_of(resolved),
        negated: negated(resolved),
        components: resolved.components.schemas.values().copied().collect(),
        left: SEARCH_LIMIT,
    };
    for (id, schema) in resolved.schemas.iter() {
        if let Some(object) = schema.object() {
            check_enum_texts(sink, &schema.origin, object);
            check_enum_values(sink, &schema.origin, object);
            check_constraints(sink, &schema.origin, object);
            check_required(sink, &mut search, id);
        }
    }
}

fn check_enum_texts(sink: &mut Sink, origin: &Origin, object: &SchemaObject<SchemaId>) {
    let lists = [
        ("x-enum-varnames", &object.enum_names),
        ("x-enum-descriptions", &object.enum_descriptions),
    ];
    for (keyword, texts) in lists {
        let Some(texts) = texts else { continue };
        let count = object.written_values();
        if texts.value.len() == count {
            continue;
        }
        let message = format!(
            "`{keyword}` has {} entries, `enum` has {count}; the list is ignored",
            texts.value.len()
        );
        let mut diagnostic = Diagnostic::new(Code::EnumDescriptionsMismatch, message)
            .at(texts.span, &origin.pointer.join(keyword));
        if let Some(values) = &object.enumeration {
            diagnostic = diagnostic.label(values.span, "these are the values");
        }
        sink.push(diagnostic);
    }
}

fn check_enum_values(sink: &mut Sink, origin: &Origin, object: &SchemaObject<SchemaId>) {
    let Some(values) = &object.enumeration else {
        return;
    };
    let mut seen = IndexMap::new();
    for (index, value) in values.value.iter().enumerate() {
        let pointer = origin.pointer.join("enum").index(index);
        if let Some(first) = seen.get(&canonical(value)) {
            let message = format!("{} is listed twice", describe(value));
            sink.push(
                Diagnostic::new(Code::DuplicateEnumValue, message)
                    .at(value.span, &pointer)
                    .label(*first, "it is here already"),
            );
            continue;
        }
        seen.insert(canonical(value), value.span);
        let excluding = object
            .types
            .as_ref()
            .filter(|types| !is_typed(&types.value, value));
        let Some(types) = excluding else { continue };
        let (outcome, help) = if lacks_quotes(&types.value, value) {
            ("it is read as text", "put it in quotes")
        } else {
            ("it is left out", "correct the value or the type")
        };
        let message = format!("{} is not of the schema's type; {outcome}", describe(value));
        sink.push(
            Diagnostic::new(Code::MistypedEnumValue, message)
                .at(value.span, &pointer)
                .label(types.span, "this is the type")
                .help(help),
        );
    }
}

/// Whether a value of a schema for text is written without quotes.
fn lacks_quotes(types: &TypeSet, value: &Node) -> bool {
    let is_text = |name: &JsonType| matches!(name, JsonType::String | JsonType::Null);
    matches!(value.value, Value::Number(_) | Value::Bool(_))
        && types.names.contains(&JsonType::String)
        && types.names.iter().all(is_text)
}

/// For each schema, those that say more about the same value by naming it, and whether it is one of
/// several alternatives there.
fn parents_of(resolved: &Resolved) -> Vec<Vec<(SchemaId, bool)>> {
    let mut parents = vec![Vec::new(); resolved.schemas.len()];
    for (id, schema) in resolved.schemas.iter() {
        let Some(object) = schema.object() else {
            continue;
        };
        let alternatives = alternatives(object).map(|part| (part, true));
        for (part, is_alternative) in speakers(object)
            .map(|part| (part, false))
            .chain(alternatives)
        {
            if let Some(list) = parents.get_mut(part.index()) {
                list.push((id, is_alternative));
            }
        }
    }
    parents
}

/// The schemas that a value of this schema fits as well, or may fit.
pub(super) fn parts(object: &SchemaObject<SchemaId>) -> impl Iterator<Item = SchemaId> + '_ {
    object
        .reference
        .into_iter()
        .chain(object.all_of.iter().copied())
        .chain(object.one_of.iter().flatten().copied())
        .chain(object.any_of.iter().flatten().copied())
}

/// The schemas that say something of the same value, conditions and exclusions included, without
/// alternatives.
fn speakers(object: &SchemaObject<SchemaId>) -> impl Iterator<Item = SchemaId> + '_ {
    let conditions = [object.condition, object.then, object.otherwise, object.not];
    object
        .reference
        .into_iter()
        .chain(object.all_of.iter().copied())
        .chain(conditions.into_iter().flatten())
        .chain(object.dependent_schemas.values().copied())
}

fn alternatives(object: &SchemaObject<SchemaId>) -> impl Iterator<Item = SchemaId> + '_ {
    object
        .one_of
        .iter()
        .chain(&object.any_of)
        .flatten()
        .copied()
}

/// The schemas that `not` excludes.
fn negated(resolved: &Resolved) -> BTreeSet<SchemaId> {
    let schemas = resolved.schemas.iter();
    schemas
        .filter_map(|(_, schema)| schema.object()?.not)
        .collect()
}

fn check_required(sink: &mut Sink, search: &mut Search<'_>, id: SchemaId) {
    let resolved = search.resolved;
    let Some((schema, object)) = resolved
        .schemas
        .get(id)
        .and_then(|schema| Some((schema, schema.object()?)))
    else {
        return;
    };
    let missing = object
        .required
        .iter()
        .filter(|name| !object.properties.contains_key(&name.value));
    for name in missing {
        let (severity, message) = match search.declared(id, &name.value) {
            Declared::Here => continue,
            // What has no name of its own is no type of its own either.
            Declared::Above if !search.components.contains(&id) => continue,
            Declared::Above => (
                Severity::Note,
                "declared only by schemas that are made of this",
            ),
            Declared::Nowhere => (Severity::Weakened, "not declared"),
        };
        let message = format!("`{}` is required and {message}", name.value);
        let pointer = schema.origin.pointer.join("required");
        let mut diagnostic = Diagnostic::new(Code::RequiredUndeclared, message)
            .severity(severity)
            .at(name.span, &pointer);
        let names = object.properties.keys().map(String::as_str);
        if severity == Severity::Weakened
            && let Some(near) = nearest(&name.value, names)
        {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        sink.push(diagnostic);
    }
}

/// The search for declarations of properties.
struct Search<'r> {
    resolved: &'r Resolved,
    /// For each schema, those that say more about the same value by naming it.
    parents: Vec<Vec<(SchemaId, bool)>>,
    negated: BTreeSet<SchemaId>,
    components: BTreeSet<SchemaId>,
    left: usize,
}

/// Where a property of a schema is declared.
enum Declared {
    /// By the schema or by what it is made of.
    Here,
    /// By what is made of it.
    Above,
    Nowhere,
}

impl Search<'_> {
    fn declared(&mut self, start: SchemaId, name: &str) -> Declared {
        if self.is_declared((start, name), false) {
            Declared::Here
        } else if self.is_declared((start, name), true) {
            Declared::Above
        } else {
            Declared::Nowhere
        }
    }

    /// Whether the schema, what it is made of, or, `upwards`, what is made of it declares a
    /// property. What one alternative declares is nothing to another.
    fn is_declared(&mut self, (start, name): (SchemaId, &str), upwards: bool) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![(start, true)];
        while let Some((id, with_alternatives)) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            self.left = self.left.saturating_sub(1);
            if self.left == 0 {
                return true;
            }
            let object = self.resolved.schemas.get(id).and_then(Schema::object);
            let Some(object) = object else { continue };
            if object.properties.contains_key(name) || describes_others(self.resolved, object) {
                return true;
            }
            open.extend(speakers(object).map(|part| (part, true)));
            if with_alternatives {
                open.extend(alternatives(object).map(|part| (part, true)));
            }
            if upwards {
                let parents = self.parents.get(id.index()).into_iter().flatten();
                open.extend(parents.map(|(parent, is_alternative)| (*parent, !is_alternative)));
            }
        }
        // A schema under `not` asks for the absence of what it names.
        upwards && !seen.is_disjoint(&self.negated)
    }
}

/// Whether `additionalProperties` or `patternProperties` say something of every other property.
fn describes_others(resolved: &Resolved, object: &SchemaObject<SchemaId>) -> bool {
    let others = object
        .additional_properties
        .and_then(|id| resolved.schemas.get(id));
    others.and_then(Schema::object).is_some() || !object.pattern_properties.is_empty()
}
