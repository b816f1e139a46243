//! Which edges close a cycle: what must be boxed, and which aliases need a type of their own.
//!
//! Lists and maps break cycles by themselves. Types are visited in the order of their names and
//! edges in the order of what they lead to, so that the order of the document does not matter.

use super::walk::{BackEdge, Edge, back_edges};
use crate::ir::{Ir, Name, Shape, TypeUse};

/// How a type contains itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Recursion {
    pub(super) is_recursive_alias: bool,
    pub(super) boxed: Vec<usize>,
}

pub(super) fn find_recursion(ir: &Ir) -> Vec<Recursion> {
    let mut found = vec![Recursion::default(); ir.types.len()];
    let mut order: Vec<usize> = (0..ir.types.len()).collect();
    order.sort_by_key(|index| (name_of(ir, *index), *index));
    for BackEdge { edge, .. } in alias_cycles(ir, &order) {
        if let Some(recursion) = found.get_mut(edge.target) {
            recursion.is_recursive_alias = true;
        }
    }
    for BackEdge { node, edge } in value_cycles(ir, &order) {
        if let Some(recursion) = found.get_mut(node) {
            recursion.boxed.push(edge.position);
        }
    }
    for recursion in &mut found {
        recursion.boxed.sort_unstable();
    }
    found
}

fn name_of(ir: &Ir, index: usize) -> Option<&Name> {
    ir.types.get(index).map(|ty| &ty.name)
}

/// Cycles among types that have no name of their own in a printer's language.
fn alias_cycles(ir: &Ir, order: &[usize]) -> Vec<BackEdge> {
    let edges: Vec<Vec<Edge>> = ir
        .types
        .iter()
        .map(|ty| match &ty.shape {
            Shape::Alias(_) | Shape::List(_) | Shape::Map(_) | Shape::Tuple(_) => {
                let targets = super::edges::parts_of(&ty.shape);
                sorted(ir, targets.iter().map(|target| target.id.index()))
            }
            Shape::Struct(_)
            | Shape::Enum(_)
            | Shape::Union(_)
            | Shape::Scalar(_)
            | Shape::Any
            | Shape::Never => Vec::new(),
        })
        .collect();
    back_edges(&edges, order)
}

/// Cycles of types that hold each other by value.
fn value_cycles(ir: &Ir, order: &[usize]) -> Vec<BackEdge> {
    let ends = ends_of_aliases(ir);
    let edges: Vec<Vec<Edge>> = ir
        .types
        .iter()
        .map(|ty| {
            let targets = held_by_value(&ty.shape);
            let end = |ty: &TypeUse| ends.get(ty.id.index()).copied().unwrap_or(ty.id.index());
            sorted(ir, targets.iter().map(end))
        })
        .collect();
    let mut order = order.to_vec();
    order.sort_by_key(|index| ir.types.get(*index).map(|ty| reluctance(&ty.shape)));
    back_edges(&edges, &order)
}

/// Where a box is most in the way the walk begins, because the edge that leads back to there is
/// elsewhere: tuples are written out, variants are matched, fields have setters that hide it.
const fn reluctance(shape: &Shape) -> u8 {
    match shape {
        Shape::Tuple(_) => 0,
        Shape::Union(_) => 1,
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => 2,
    }
}

/// The positions of a shape that hold a value in place: an alias is looked through, and a tuple's
/// rest is a list.
fn held_by_value(shape: &Shape) -> Vec<TypeUse> {
    match shape {
        Shape::Struct(object) => object.fields.iter().map(|field| field.ty).collect(),
        Shape::Union(union) => union.branches.iter().map(|branch| branch.ty).collect(),
        Shape::Tuple(tuple) => tuple.items.clone(),
        Shape::Enum(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => Vec::new(),
    }
}

/// For every type, what it is when aliases are looked through; one that names itself is itself.
fn ends_of_aliases(ir: &Ir) -> Vec<usize> {
    let mut ends: Vec<Option<usize>> = vec![None; ir.types.len()];
    for start in 0..ir.types.len() {
        let mut chain = Vec::new();
        let mut index = start;
        let end = loop {
            if let Some(Some(known)) = ends.get(index) {
                break *known;
            }
            let Some(Shape::Alias(target)) = ir.types.get(index).map(|ty| &ty.shape) else {
                break index;
            };
            chain.push(index);
            if chain.len() > ir.types.len() {
                break start;
            }
            index = target.id.index();
        };
        for link in chain {
            if let Some(known) = ends.get_mut(link) {
                *known = Some(end);
            }
        }
    }
    ends.into_iter()
        .enumerate()
        .map(|(index, end)| end.unwrap_or(index))
        .collect()
}

/// Edges with their positions, in the order of the names they lead to.
fn sorted(ir: &Ir, targets: impl Iterator<Item = usize>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = targets
        .enumerate()
        .map(|(position, target)| Edge { target, position })
        .collect();
    edges.sort_by_key(|edge| (name_of(ir, edge.target), edge.position));
    edges
}
