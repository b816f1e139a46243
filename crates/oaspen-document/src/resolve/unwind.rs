//! Cycles of schemas that have one sensible reading.
//!
//! Two do. A union's alternative that leads straight back to the union adds no value and is left
//! out. A union whose alternatives extend it by `allOf`, which is how documents write a base and its
//! kinds, is for an alternative what stands beside the union. Whether there is a cycle is decided in
//! `cycle`.

use std::collections::BTreeMap;

use oaspen_diagnostics::{Code, Diagnostic, Sink};

use crate::model::{AnySchema, Arena, Schema, SchemaBody, SchemaId, SchemaObject};

/// How one schema speaks of another's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Reference,
    AllOf,
    Union,
    Not,
}

/// What was made while unwinding.
#[derive(Default)]
pub(super) struct Unwind {
    /// A schema with a union → what stands beside its union.
    bases: BTreeMap<SchemaId, SchemaId>,
}

impl Unwind {
    /// Takes the cycle apart; `false`, and nothing is changed, when it has no sensible reading.
    /// The last schema of the cycle leads to the first.
    pub(super) fn unwind(
        &mut self,
        sink: &mut Sink,
        schemas: &mut Arena<AnySchema, Schema<SchemaId>>,
        cycle: &[SchemaId],
    ) -> bool {
        let next = cycle.iter().cycle().skip(1).copied();
        let steps: Vec<(SchemaId, SchemaId)> = cycle.iter().copied().zip(next).collect();
        let edges: Option<Vec<Edge>> = steps
            .iter()
            .map(|(from, to)| edge(schemas.get(*from)?, *to))
            .collect();
        // A step that is gone was part of another cycle, which has been unwound.
        let Some(edges) = edges else { return true };
        let steps: Vec<Step> = steps
            .into_iter()
            .zip(edges)
            .map(|((from, to), edge)| Step { from, to, edge })
            .collect();
        if let Some((union, alternative)) = returning_alternative(&steps) {
            return leave_out(sink, schemas, union, alternative);
        }
        match extended_union(&steps) {
            Some((union, extension)) => self.extend_base(sink, schemas, union, extension),
            None => false,
        }
    }

    /// Takes from each union what all its alternatives got by extending it, so that an alternative
    /// is its schema and no mixture. To be called when no cycle is left.
    pub(super) fn finish(self, schemas: &mut Arena<AnySchema, Schema<SchemaId>>) {
        for (union, base) in self.bases {
            let Some(object) = schemas.get(union).and_then(Schema::object) else {
                continue;
            };
            if alternatives(object).all(|id| extends(schemas, id, base))
                && let Some(object) = schemas.get_mut(union).and_then(object_mut)
            {
                clear_members(object);
            }
        }
    }

    /// Lets a reference that extends a union name what stands beside the union.
    fn extend_base(
        &mut self,
        sink: &mut Sink,
        schemas: &mut Arena<AnySchema, Schema<SchemaId>>,
        union: SchemaId,
        extension: SchemaId,
    ) -> bool {
        let known = self.bases.get(&union).copied();
        let Some(base) = known.or_else(|| without_union(schemas, union)) else {
            return false;
        };
        self.bases.insert(union, base);
        let Some(schema) = schemas.get_mut(extension) else {
            return false;
        };
        let message = "this extends a union that it is an alternative of: what stands beside the \
                       union is extended";
        sink.push(note(schema, message));
        if let Some(object) = object_mut(schema) {
            object.reference = Some(base);
        }
        true
    }
}

/// One schema of a cycle and how it leads to the next.
struct Step {
    from: SchemaId,
    to: SchemaId,
    edge: Edge,
}

/// The union and its alternative when nothing but references leads from that back to the union.
fn returning_alternative(steps: &[Step]) -> Option<(SchemaId, SchemaId)> {
    let mut others = steps.iter().filter(|step| step.edge != Edge::Reference);
    let step = others.next()?;
    let only = others.next().is_none();
    (only && step.edge == Edge::Union).then_some((step.from, step.to))
}

/// The union and the `$ref` in an `allOf` that leads to it.
fn extended_union(steps: &[Step]) -> Option<(SchemaId, SchemaId)> {
    if steps.iter().any(|step| step.edge == Edge::Not) {
        return None;
    }
    let mut member = None;
    // Twice around, because the `allOf` may stand at the end of the cycle and its union at the start.
    for step in steps.iter().chain(steps) {
        match (step.edge, member) {
            (Edge::AllOf, _) => member = Some((step.to, false)),
            (Edge::Reference, Some((extension, _))) => member = Some((extension, true)),
            (Edge::Union, Some((extension, true))) => return Some((step.from, extension)),
            (Edge::Union, _) => member = None,
            (Edge::Reference | Edge::Not, _) => {}
        }
    }
    None
}

fn edge(from: &Schema<SchemaId>, to: SchemaId) -> Option<Edge> {
    let object = from.object()?;
    if object.reference == Some(to) {
        Some(Edge::Reference)
    } else if object.all_of.contains(&to) {
        Some(Edge::AllOf)
    } else if alternatives(object).any(|id| id == to) {
        Some(Edge::Union)
    } else {
        (object.not == Some(to)).then_some(Edge::Not)
    }
}

fn alternatives(object: &SchemaObject<SchemaId>) -> impl Iterator<Item = SchemaId> {
    let unions = [&object.one_of, &object.any_of];
    unions.into_iter().flatten().flatten().copied()
}

/// Whether a schema, or the one it refers to, names `base` in its `allOf`.
fn extends(schemas: &Arena<AnySchema, Schema<SchemaId>>, mut id: SchemaId, base: SchemaId) -> bool {
    while let Some(object) = schemas.get(id).and_then(Schema::object) {
        let Some(target) = object.reference else {
            let mut members = object
                .all_of
                .iter()
                .filter_map(|id| schemas.get(*id)?.object());
            return members.any(|member| member.reference == Some(base));
        };
        id = target;
    }
    false
}

/// Removes what a schema says of an object's members, by itself and by `allOf`.
fn clear_members(object: &mut SchemaObject<SchemaId>) {
    object.all_of.clear();
    object.properties.clear();
    object.required.clear();
    object.additional_properties = None;
    object.pattern_properties.clear();
    object.property_names = None;
    object.dependent_required.clear();
    object.dependent_schemas.clear();
    object.unevaluated_properties = None;
    object.min_properties = None;
    object.max_properties = None;
}

/// Leaves an alternative out of a union, unless that would leave the union empty.
fn leave_out(
    sink: &mut Sink,
    schemas: &mut Arena<AnySchema, Schema<SchemaId>>,
    union: SchemaId,
    alternative: SchemaId,
) -> bool {
    let told = schemas.get(alternative).map(|schema| {
        note(
            schema,
            "this alternative is the union itself and is left out",
        )
    });
    let Some(object) = schemas.get_mut(union).and_then(object_mut) else {
        return false;
    };
    let unions = [&mut object.one_of, &mut object.any_of];
    let Some(branches) = unions
        .into_iter()
        .flatten()
        .find(|branches| branches.contains(&alternative))
    else {
        return false;
    };
    if branches.len() < 2 {
        return false;
    }
    branches.retain(|branch| *branch != alternative);
    told.into_iter()
        .for_each(|diagnostic| sink.push(diagnostic));
    true
}

/// A new schema with all that a schema says beside its union.
fn without_union(
    schemas: &mut Arena<AnySchema, Schema<SchemaId>>,
    union: SchemaId,
) -> Option<SchemaId> {
    let mut base = schemas.get(union)?.clone();
    let object = object_mut(&mut base)?;
    object.one_of = None;
    object.any_of = None;
    object.discriminator = None;
    Some(schemas.push(base))
}

fn object_mut(schema: &mut Schema<SchemaId>) -> Option<&mut SchemaObject<SchemaId>> {
    match &mut schema.body {
        SchemaBody::Object(object) => Some(object),
        SchemaBody::Boolean(_) => None,
    }
}

fn note(schema: &Schema<SchemaId>, message: &str) -> Diagnostic {
    Diagnostic::new(Code::CircularUnion, message).at(schema.origin.span, &schema.origin.pointer)
}
