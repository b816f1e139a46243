//! Properties by which the branches of a union are told apart: they must travel where the union does,
//! unless a branch is known by another property too.

use std::collections::BTreeSet;

use crate::facts::Usage;
use crate::ir::{Field, Ir, Shape, Test, TypeId, Union};

/// Pairs of a struct, by index, and one of its properties.
type Pinned = BTreeSet<(usize, String)>;

/// What is told apart in each direction.
#[derive(Default)]
pub(super) struct Pins {
    requests: Pinned,
    answers: Pinned,
}

impl Pins {
    pub(super) fn in_requests(&self, index: usize, property: &str) -> bool {
        self.requests.contains(&(index, property.to_owned()))
    }

    pub(super) fn in_answers(&self, index: usize, property: &str) -> bool {
        self.answers.contains(&(index, property.to_owned()))
    }
}

pub(super) fn find_pins(ir: &Ir, usage: &[Usage]) -> Pins {
    let mut pins = Pins::default();
    for (ty, usage) in ir.types.iter().zip(usage) {
        let Shape::Union(union) = &ty.shape else {
            continue;
        };
        let tests: Vec<(usize, &str)> = tests_of(union).collect();
        for (position, property) in tests.iter().copied() {
            let Some(branch) = union.branches.get(position) else {
                continue;
            };
            for index in structs_of(ir, branch.ty.id) {
                let mut others = tests.iter().filter(|(other, _)| *other == position);
                let goes_both_ways = |field: &Field| field.read_only == field.write_only;
                if others.any(|(_, other)| has(ir, index, goes_both_ways, other)) {
                    continue;
                }
                if usage.in_request && has(ir, index, |field| field.read_only, property) {
                    pins.requests.insert((index, property.to_owned()));
                }
                if usage.in_response && has(ir, index, |field| field.write_only, property) {
                    pins.answers.insert((index, property.to_owned()));
                }
            }
        }
    }
    pins
}

/// Lets an answer fit several branches of a union of which one demands what answers lack: nobody could
/// say which of them is meant.
pub(super) fn loosen_answers(ir: &mut Ir, usage: &[Usage]) {
    let lacks = |union: &Union| {
        let branches = union.branches.iter();
        let structs = branches.flat_map(|branch| structs_of(ir, branch.ty.id));
        let mut shapes = structs.filter_map(|index| ir.types.get(index).map(|ty| &ty.shape));
        shapes.any(|shape| matches!(shape, Shape::Struct(it) if !it.passed_over.is_empty()))
    };
    let mut loose = Vec::new();
    for (index, usage) in usage.iter().enumerate() {
        if let Some(Shape::Union(union)) = ir.types.get(index).map(|ty| &ty.shape)
            && usage.in_response
            && union.is_exclusive
            && lacks(union)
        {
            loose.push(index);
        }
    }
    for index in loose {
        if let Some(Shape::Union(union)) = ir.types.get_mut(index).map(|ty| &mut ty.shape) {
            union.is_exclusive = false;
        }
    }
}

/// The branches with the keys that they are known by.
fn tests_of(union: &Union) -> impl Iterator<Item = (usize, &str)> {
    union.plan.rules.iter().filter_map(|rule| match &rule.test {
        Test::HasKey(property) | Test::KeyEquals(property, _) => {
            Some((rule.branch, property.as_str()))
        }
        Test::Always
        | Test::LacksKey(_)
        | Test::Equals(_)
        | Test::FirstItem(_)
        | Test::Decodes
        | Test::Tolerated => None,
    })
}

fn has(ir: &Ir, index: usize, holds: impl Fn(&Field) -> bool, property: &str) -> bool {
    match ir.types.get(index).map(|ty| &ty.shape) {
        Some(Shape::Struct(object)) => object
            .fields
            .iter()
            .any(|field| field.name == property && holds(field)),
        Some(_) | None => false,
    }
}

/// No branch of a real document is further from its structs.
const FURTHEST: usize = 256;

/// The structs that a branch may be, by way of aliases and unions in it.
fn structs_of(ir: &Ir, id: TypeId) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if seen.len() >= FURTHEST || !seen.insert(id) {
            continue;
        }
        match ir.types.get(id.index()).map(|ty| &ty.shape) {
            Some(Shape::Struct(_)) => found.push(id.index()),
            Some(Shape::Alias(target)) => open.push(target.id),
            Some(Shape::Union(union)) => open.extend(union.branches.iter().map(|at| at.ty.id)),
            Some(
                Shape::Enum(_)
                | Shape::List(_)
                | Shape::Map(_)
                | Shape::Tuple(_)
                | Shape::Scalar(_)
                | Shape::Any
                | Shape::Never,
            )
            | None => {}
        }
    }
    found
}
