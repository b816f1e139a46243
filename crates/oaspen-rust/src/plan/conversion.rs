//! Structs that are made of each other: a part of an `allOf` from the whole, a merged `anyOf` from
//! one of its branches. Nothing is lost: what a part has no field for goes to its additional
//! properties, if it keeps any.

use oaspen_ir::ir::{self, Shape, TypeId};

use super::Cx;
use super::structs::plan_fields;
use crate::model::{Additional, BranchFrom, Field, PartFrom, Presence, Transfer};

/// The `allOf` members that this struct can be turned into.
pub(super) fn plan_part_froms(
    cx: &Cx<'_>,
    id: TypeId,
    object: &ir::Struct,
    fields: &[Field],
) -> Vec<PartFrom> {
    let mut parts: Vec<PartFrom> = Vec::new();
    for part in &object.parts {
        let part = cx.unaliased(*part);
        let planned = (part != id).then(|| plan_part_from(cx, part, fields));
        if let Some(planned) = planned.flatten()
            && !parts.iter().any(|known| known.part == planned.part)
        {
            parts.push(planned);
        }
    }
    parts
}

/// `None` unless every field of the part has the same type in the whole.
fn plan_part_from(cx: &Cx<'_>, part: TypeId, fields: &[Field]) -> Option<PartFrom> {
    let Shape::Struct(object) = &cx.ir.ty(part).shape else {
        return None;
    };
    let (part_fields, part_additional) = plan_fields(cx, part, object);
    let mut pairs = Vec::with_capacity(part_fields.len());
    let mut named: Vec<String> = Vec::with_capacity(part_fields.len());
    for field in part_fields {
        let same = fields
            .iter()
            .find(|whole| whole.wire == field.wire && whole.ty == field.ty)?;
        pairs.push((field.ident, same.ident.clone()));
        named.push(field.wire);
    }
    let rest = part_additional.map(|additional| additional.ident);
    if pairs.is_empty() && rest.is_none() {
        return None;
    }
    named.extend(object.passed_over.iter().cloned());
    Some(PartFrom {
        part: cx.names.of(part)?.clone(),
        fields: pairs,
        rest,
        named,
    })
}

/// The branches that this struct, merged from an `anyOf`, is made from.
pub(super) fn plan_branch_froms(
    cx: &Cx<'_>,
    object: &ir::Struct,
    whole: (&[Field], Option<&Additional>),
) -> Vec<BranchFrom> {
    let mut froms: Vec<BranchFrom> = Vec::new();
    for branch in &object.any_of {
        let planned = plan_branch_from(cx, cx.unaliased(*branch), whole);
        if let Some(planned) = planned
            && !froms.iter().any(|known| known.branch == planned.branch)
        {
            froms.push(planned);
        }
    }
    froms
}

/// `None` unless the whole holds all that the branch does, as it does.
fn plan_branch_from(
    cx: &Cx<'_>,
    branch: TypeId,
    (fields, additional): (&[Field], Option<&Additional>),
) -> Option<BranchFrom> {
    let Shape::Struct(object) = &cx.ir.ty(branch).shape else {
        return None;
    };
    let (own_fields, own_additional) = plan_fields(cx, branch, object);
    let is_held = |own: &Field| fields.iter().any(|field| field.wire == own.wire);
    if !own_fields.iter().all(is_held) {
        return None;
    }
    let mut transfers = Vec::with_capacity(fields.len());
    for field in fields {
        let own = own_fields.iter().find(|own| own.wire == field.wire);
        transfers.push((field.ident.clone(), transfer(field, own)?));
    }
    let additional = match (additional, own_additional) {
        (None, None) => None,
        (Some(whole), None) => Some((whole.ident.clone(), None)),
        (Some(whole), Some(own)) if whole.value == own.value => {
            Some((whole.ident.clone(), Some(own.ident)))
        }
        (None | Some(_), Some(_)) => return None,
    };
    Some(BranchFrom {
        branch: cx.names.of(branch)?.clone(),
        fields: transfers,
        additional,
    })
}

/// How a field is filled from one of the same name.
fn transfer(field: &Field, own: Option<&Field>) -> Option<Transfer> {
    let Some(own) = own else {
        return match field.presence {
            Presence::Required => None,
            Presence::Optional | Presence::OptionalNullable => {
                Some(Transfer::Absent(field.presence))
            }
        };
    };
    let moved = own.ident.clone();
    if own.ty == field.ty {
        return Some(Transfer::Moved(moved));
    }
    let is_wrapped = own.presence == Presence::Required
        && field.presence == Presence::Optional
        && field.ty == crate::model::Ty::option(own.ty.clone());
    is_wrapped.then_some(Transfer::Wrapped(moved))
}
