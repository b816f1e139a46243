//! From what answers carry to what requests carry of a schema that means two types: read, change,
//! send back.
//!
//! A whole conversion exists where nothing that a request needs is missing in an answer; else a
//! struct has a method that is told what is missing.

use std::collections::{BTreeMap, BTreeSet};

use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{self, Ir, Shape, TypeId};

use super::structs::{MOST_ARGUMENTS, plan_fields};
use super::{Cx, DocsWriter};
use crate::model::{
    Argument, Boxing, Field, Presence, StructIntoRequest, Transfer, Ty, UnionIntoRequest,
    UnionTransfer,
};

/// Which types of answers become types of requests as they are.
pub(super) struct Conversions {
    whole: BTreeSet<TypeId>,
    answers: BTreeMap<TypeId, TypeId>,
}

impl Conversions {
    /// Finds those of all types: the largest set in which nothing is missing.
    pub(super) fn find(ir: &Ir, facts: &Facts) -> Self {
        let mut whole: BTreeSet<TypeId> = ir.request_types.keys().copied().collect();
        let mut holders: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        let mut open = Vec::new();
        for (answer, request) in &ir.request_types {
            match inside(ir, facts, *answer, *request) {
                Some(inside) => {
                    for part in inside {
                        holders.entry(part).or_default().push(*answer);
                    }
                }
                None => open.push(*answer),
            }
        }
        while let Some(id) = open.pop() {
            if whole.remove(&id) {
                open.extend(holders.get(&id).into_iter().flatten());
            }
        }
        let answers = ir.request_types.iter();
        Self {
            whole,
            answers: answers
                .map(|(answer, request)| (*request, *answer))
                .collect(),
        }
    }
}

/// The split types that have to be converted inside an answer; `None` when something else is missing.
fn inside(ir: &Ir, facts: &Facts, answer: TypeId, request: TypeId) -> Option<Vec<TypeId>> {
    if facts.of(answer).is_recursive_alias {
        return None;
    }
    let parts: Vec<TypeId> = match (&ir.ty(answer).shape, &ir.ty(request).shape) {
        (Shape::Struct(have), Shape::Struct(want)) => {
            let mut parts = Vec::new();
            for (at, field) in want.fields.iter().enumerate() {
                match source(facts, (answer, have), (request, at, field)) {
                    Source::Field(found) => parts.push(found.ty.id),
                    Source::Missing if field.required => return None,
                    Source::Missing => {}
                    Source::Other => return None,
                }
            }
            if let ir::Additional::Typed(value) = &have.additional {
                parts.push(value.id);
            }
            parts
        }
        (Shape::Union(union), _) => union.branches.iter().map(|branch| branch.ty.id).collect(),
        (Shape::List(list), _) => vec![list.item.id],
        (Shape::Map(map), _) => vec![map.value.id],
        (Shape::Alias(target), _) => vec![target.id],
        (
            Shape::Struct(_)
            | Shape::Tuple(_)
            | Shape::Enum(_)
            | Shape::Scalar(_)
            | Shape::Any
            | Shape::Never,
            _,
        ) => return None,
    };
    let is_split = |id: &TypeId| ir.request_types.contains_key(id);
    Some(parts.into_iter().filter(is_split).collect())
}

/// Where a field of a request comes from.
enum Source<'a> {
    /// From this one of the answer.
    Field(&'a ir::Field),
    /// The answer has none.
    Missing,
    /// The answer has one that is held in another way.
    Other,
}

fn source<'a>(
    facts: &Facts,
    (answer, have): (TypeId, &'a ir::Struct),
    (request, at, field): (TypeId, usize, &ir::Field),
) -> Source<'a> {
    let same = |other: &ir::Field| other.name == field.name;
    let Some(place) = have.fields.iter().position(same) else {
        return Source::Missing;
    };
    let is_boxed = |id: TypeId, at: usize| facts.of(id).boxed.contains(&at);
    match have.fields.get(place) {
        Some(found) if is_boxed(answer, place) == is_boxed(request, at) => Source::Field(found),
        Some(_) | None => Source::Other,
    }
}

impl Cx<'_> {
    /// What to say about a type that is one of two.
    pub(super) fn describe_direction(&self, id: TypeId) -> DocsWriter {
        let docs = DocsWriter::new();
        let request = self.ir.request_types.get(&id);
        if let Some(path) = request.and_then(|request| self.names.of(*request)) {
            let text = format!("As answers carry it; requests carry [`{}`].", path.ident);
            return docs.paragraph(&text);
        }
        let answer = self.conversions.answers.get(&id);
        match answer.and_then(|answer| self.names.of(*answer)) {
            Some(path) => docs.paragraph(&format!(
                "As requests carry it; answers carry [`{}`].",
                path.ident
            )),
            None => docs,
        }
    }

    /// Whether a part moves as it is; `None` when it cannot become what a request holds.
    fn moves(&self, answer: TypeId) -> Option<bool> {
        if !self.ir.request_types.contains_key(&answer) {
            return Some(true);
        }
        self.conversions.whole.contains(&answer).then_some(false)
    }
}

/// How the struct of answers becomes that of requests.
pub(super) fn plan_struct_into_request(
    cx: &Cx<'_>,
    answer: TypeId,
    have: &ir::Struct,
    (fields, additional): (&[Field], Option<&crate::model::Additional>),
) -> Option<StructIntoRequest> {
    let ir = cx.ir;
    let request = *ir.request_types.get(&answer)?;
    let Shape::Struct(want) = &ir.ty(request).shape else {
        return None;
    };
    let (planned, planned_additional) = plan_fields(cx, request, want);
    let mut transfers = Vec::with_capacity(planned.len() + 1);
    for (at, (planned, field)) in planned.into_iter().zip(&want.fields).enumerate() {
        let from = match source(cx.facts, (answer, have), (request, at, field)) {
            Source::Field(found) => cx.moves(found.ty.id),
            Source::Missing | Source::Other => None,
        };
        let own = fields.iter().find(|own| own.wire == planned.wire);
        let transfer = match (from, own) {
            (None, _) if planned.fixed.is_some() => filled(&planned),
            (Some(true), Some(own)) => Transfer::Moved(own.ident.clone()),
            (Some(false), Some(own)) => Transfer::Converted(own.ident.clone()),
            (None, None) => filled(&planned),
            (_, _) => Transfer::Argument(plan_argument(&planned)),
        };
        transfers.push((planned.ident, transfer));
    }
    if let (Some(planned), Some(own), ir::Additional::Typed(value)) =
        (planned_additional, additional, &have.additional)
    {
        let own = own.ident.clone();
        transfers.push(match cx.moves(value.id)? {
            true => (planned.ident, Transfer::Moved(own)),
            false => (planned.ident, Transfer::Converted(own)),
        });
    }
    let arguments = transfers.iter();
    let arguments = arguments.filter(|(_, transfer)| matches!(transfer, Transfer::Argument(_)));
    (arguments.count() <= MOST_ARGUMENTS).then_some(StructIntoRequest {
        request: cx.names.of(request)?.clone(),
        fields: transfers,
    })
}

/// What a new request has, when that is one value.
fn filled(planned: &Field) -> Transfer {
    match (planned.presence, planned.fixed.clone()) {
        (Presence::Required | Presence::Optional, Some(fixed)) => {
            Transfer::Fixed(fixed, planned.presence)
        }
        (Presence::Required, None) => Transfer::Argument(plan_argument(planned)),
        (Presence::Optional | Presence::OptionalNullable, _) => Transfer::Absent(planned.presence),
    }
}

/// A required value is taken as a constructor takes it, another one as an `Option` or `Presence` of
/// it.
fn plan_argument(planned: &Field) -> Argument {
    match planned.presence {
        Presence::Required => planned.argument.clone(),
        Presence::Optional => Argument {
            ty: Ty::option(planned.argument.ty.clone()),
            into: false,
            boxing: match planned.argument.boxing {
                Boxing::Unboxed => Boxing::Unboxed,
                Boxing::Whole | Boxing::Inside => Boxing::Inside,
            },
            ..planned.argument.clone()
        },
        Presence::OptionalNullable => Argument {
            into: false,
            ..planned.argument.clone()
        },
    }
}

/// How the union of answers becomes that of requests.
pub(super) fn plan_union_into_request(
    cx: &Cx<'_>,
    answer: TypeId,
    union: &ir::Union,
) -> Option<UnionIntoRequest> {
    let request = *cx.ir.request_types.get(&answer)?;
    if !cx.conversions.whole.contains(&answer) {
        return None;
    }
    let Shape::Union(want) = &cx.ir.ty(request).shape else {
        return None;
    };
    let own = super::unions::plan_variants(cx, answer, union);
    let planned = super::unions::plan_variants(cx, request, want);
    let mut variants = Vec::with_capacity(own.len());
    for ((own, planned), branch) in own.into_iter().zip(planned).zip(&union.branches) {
        variants.push(UnionTransfer {
            from: own.ident,
            unboxes: own.boxed,
            converts: !cx.moves(branch.ty.id)?,
            to: planned.ident,
            boxes: planned.boxed,
        });
    }
    Some(UnionIntoRequest {
        request: cx.names.of(request)?.clone(),
        variants,
    })
}
