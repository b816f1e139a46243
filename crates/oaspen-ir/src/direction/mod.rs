//! `readOnly` and `writeOnly`: what travels in answers only and what travels in requests only
//! (OAS 3.1 §4.8.24.2, JSON Schema 2020-12 §9.4).
//!
//! A property is left out of a type in the direction in which it does not travel, and passed over
//! should one come all the same. A schema that is used both ways means two types only where a
//! property that must be there says so: then the schema's own type is what answers carry, and a
//! twin is what requests carry. Types that hold such a one have a twin too. Where such properties
//! may be absent anyway, one type serves both ways.
//!
//! Invariant: twins stand after all other types, so that what they are called renames nothing.

mod conditions;
mod pins;

use std::collections::BTreeMap;

use oaspen_diagnostics::{Code, Diagnostic, Sink};

use self::conditions::{strike_assertions, strike_demands};
use self::pins::{Pins, find_pins, loosen_answers};
use crate::facts::{Usage, find_usage, holders, reach};
use crate::ir::{
    Additional, Content, ContentKind, Field, Ir, NameStep, Shape, Struct, Type, TypeId, TypeUse,
};

/// The way that values of a type travel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Answer,
}

/// Gives each direction its types.
pub(crate) fn split_directions(sink: &mut Sink, ir: &mut Ir) {
    let usage = find_usage(ir);
    let pins = find_pins(ir, &usage);
    free_pinned(sink, ir, &pins);
    let twins = find_twins(ir, &usage);
    let mut made: Vec<Type> = Vec::with_capacity(twins.len());
    for answer in twins.keys() {
        made.push(make_twin(ir.ty(*answer), &twins));
    }
    for (index, usage) in usage.iter().enumerate() {
        let is_split = twins.contains_key(&TypeId::from_index(index));
        let Some(ty) = ir.types.get_mut(index) else {
            continue;
        };
        match (usage.in_request, usage.in_response) {
            (true, false) => {
                leave_out(ty, Direction::Request);
                redirect(&mut ty.shape, &twins);
            }
            (false, true) => leave_out(ty, Direction::Answer),
            (true, true) if is_split => leave_out(ty, Direction::Answer),
            (true, true) | (false, false) => {}
        }
    }
    loosen_answers(ir, &usage);
    ir.types.extend(made);
    redirect_requests(ir, &twins);
    ir.request_types = twins;
}

/// A property by which requests (or answers) tell the branches of a union apart travels both ways.
fn free_pinned(sink: &mut Sink, ir: &mut Ir, pins: &Pins) {
    for (index, ty) in ir.types.iter_mut().enumerate() {
        let Shape::Struct(object) = &mut ty.shape else {
            continue;
        };
        for field in &mut object.fields {
            let (keyword, other) = if field.read_only && pins.in_requests(index, &field.name) {
                field.read_only = false;
                ("readOnly", "requests")
            } else if field.write_only && pins.in_answers(index, &field.name) {
                field.write_only = false;
                ("writeOnly", "answers")
            } else {
                continue;
            };
            let message = format!(
                "`{}` is `{keyword}` and is in {other} all the same: a union is told apart by it",
                field.name
            );
            sink.push(
                Diagnostic::new(Code::UnsupportedKeyword, message)
                    .at(field.origin.span, &field.origin.pointer),
            );
        }
    }
}

/// The types that mean two, each with the id of the one that requests carry, in order.
fn find_twins(ir: &Ir, usage: &[Usage]) -> BTreeMap<TypeId, TypeId> {
    let is_shared = |index: usize| {
        let usage = usage.get(index);
        usage.is_some_and(|usage| usage.in_request && usage.in_response)
    };
    let differing = ir.types.iter().enumerate();
    let differing = differing.filter(|(index, ty)| is_shared(*index) && differs(&ty.shape));
    let differing = differing.map(|(index, _)| index);
    let reached = reach(&holders(ir), differing);
    let split = reached.into_iter().enumerate();
    let split = split.filter(|(index, reached)| *reached && is_shared(*index));
    split
        .enumerate()
        .map(|(at, (index, _))| {
            let twin = TypeId::from_index(ir.types.len() + at);
            (TypeId::from_index(index), twin)
        })
        .collect()
}

/// Whether a property that must be there travels in one direction only.
fn differs(shape: &Shape) -> bool {
    let Shape::Struct(object) = shape else {
        return false;
    };
    let mut fields = object.fields.iter();
    fields.any(|field| field.required && field.read_only != field.write_only)
}

fn make_twin(answer: &Type, twins: &BTreeMap<TypeId, TypeId>) -> Type {
    let mut twin = answer.clone();
    twin.name.steps.push(NameStep::Request);
    leave_out(&mut twin, Direction::Request);
    redirect(&mut twin.shape, twins);
    twin
}

/// Leaves out what does not travel in a direction. A property that is both travels in neither, which
/// nobody means; it stays. With a property goes what is demanded of it.
fn leave_out(ty: &mut Type, direction: Direction) {
    let Shape::Struct(object) = &mut ty.shape else {
        return;
    };
    let is_elsewhere = |field: &Field| match direction {
        Direction::Request => field.read_only && !field.write_only,
        Direction::Answer => field.write_only && !field.read_only,
    };
    let elsewhere = object.fields.iter().filter(|field| is_elsewhere(field));
    let elsewhere: Vec<String> = elsewhere.map(|field| field.name.clone()).collect();
    if elsewhere.is_empty() {
        return;
    }
    object.fields.retain(|field| !is_elsewhere(field));
    strike_demands(&mut object.demands, &elsewhere);
    strike_assertions(&mut ty.assertions, &elsewhere);
    object.passed_over.extend(elsewhere);
}

/// Makes a type of requests hold types of requests.
fn redirect(shape: &mut Shape, twins: &BTreeMap<TypeId, TypeId>) {
    let redirect = |ty: &mut TypeUse| redirect_use(ty, twins);
    match shape {
        Shape::Struct(object) => redirect_struct(object, twins),
        Shape::Union(union) => {
            for branch in &mut union.branches {
                redirect(&mut branch.ty);
            }
        }
        Shape::List(list) => redirect(&mut list.item),
        Shape::Map(map) => redirect(&mut map.value),
        Shape::Tuple(tuple) => tuple
            .items
            .iter_mut()
            .chain(&mut tuple.rest)
            .for_each(redirect),
        Shape::Alias(target) => redirect(target),
        Shape::Enum(_) | Shape::Scalar(_) | Shape::Any | Shape::Never => {}
    }
}

fn redirect_struct(object: &mut Struct, twins: &BTreeMap<TypeId, TypeId>) {
    for field in &mut object.fields {
        redirect_use(&mut field.ty, twins);
    }
    match &mut object.additional {
        Additional::Typed(value) => redirect_use(value, twins),
        Additional::Ignored | Additional::Denied => {}
    }
    for part in object.parts.iter_mut().chain(&mut object.any_of) {
        if let Some(twin) = twins.get(part) {
            *part = *twin;
        }
    }
}

fn redirect_use(ty: &mut TypeUse, twins: &BTreeMap<TypeId, TypeId>) {
    if let Some(twin) = twins.get(&ty.id) {
        ty.id = *twin;
    }
}

fn redirect_requests(ir: &mut Ir, twins: &BTreeMap<TypeId, TypeId>) {
    for operation in &mut ir.operations {
        for parameter in &mut operation.parameters {
            redirect_use(&mut parameter.ty, twins);
        }
        let contents = operation.body.iter_mut();
        for content in contents.flat_map(|body| &mut body.contents) {
            redirect_content(content, twins);
        }
    }
}

fn redirect_content(content: &mut Content, twins: &BTreeMap<TypeId, TypeId>) {
    match &mut content.kind {
        ContentKind::Json(ty)
        | ContentKind::Text(ty)
        | ContentKind::Form { ty, .. }
        | ContentKind::Items { ty, .. }
        | ContentKind::Multipart { ty, .. } => redirect_use(ty, twins),
        ContentKind::Bytes => {}
    }
}
