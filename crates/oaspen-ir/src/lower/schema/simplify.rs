//! What a conjunction comes to when wrappers and repetitions are seen through.
//!
//! `null` is not kept: nullability is asked of the conjunction as written.

use indexmap::IndexSet;

use oaspen_document::model::{SchemaBody, SchemaId, SchemaObject};

use super::without_null;
use crate::ir::{Constraints, KindSet};
use crate::lower::all_of::kinds_of_type;
use crate::lower::assertion::is_conditioned;
use crate::lower::constraint::lower_constraints;
use crate::lower::context::{Conjunction, Lower, Operand, conjoin};
use crate::lower::union::{is_only_null, kinds_of};

/// The shortest conjunction with the same values, `null` aside.
pub(in crate::lower) fn meaning_of(cx: &mut Lower<'_>, source: Conjunction) -> Conjunction {
    let mut meaning = Conjunction::new();
    for operand in source {
        match operand {
            Operand::Schema(id) => {
                if let Some(id) = see_through(cx, id) {
                    conjoin(&mut meaning, Operand::Schema(id));
                }
            }
            Operand::Unlisted(_) | Operand::Kinds(_) | Operand::Without(..) => {
                conjoin(&mut meaning, operand);
            }
        }
    }
    if meaning.len() > 1 {
        drop_included(cx, &mut meaning);
        drop_twins(cx, &mut meaning);
    }
    meaning
}

/// The same for a component, which is not its own meaning but what it wraps.
pub(in crate::lower) fn meaning_of_component(cx: &mut Lower<'_>, id: SchemaId) -> Conjunction {
    match step_through(cx, id) {
        Step::Stay => vec![Operand::Schema(id)],
        Step::Everything => Conjunction::new(),
        Step::To(next) => meaning_of(cx, vec![Operand::Schema(next)]),
    }
}

/// Whether a schema accepts everything and only annotates.
pub(in crate::lower) fn says_nothing(cx: &Lower<'_>, id: SchemaId) -> bool {
    match &cx.schema(id).body {
        SchemaBody::Boolean(accepts) => *accepts,
        SchemaBody::Object(object) => {
            object.types.is_none()
                && object.reference.is_none()
                && object
                    .all_of
                    .iter()
                    .all(|member| says_nothing_shallow(cx, *member))
                && object.one_of.as_ref().is_none_or(Vec::is_empty)
                && object.any_of.as_ref().is_none_or(Vec::is_empty)
                && is_silent(object)
        }
    }
}

/// The same without looking into members.
fn says_nothing_shallow(cx: &Lower<'_>, id: SchemaId) -> bool {
    let is_flat = cx.object(id).is_none_or(|object| object.all_of.is_empty());
    is_flat && says_nothing(cx, id)
}

/// Whether there is no keyword that restricts, `type`, `$ref` and those that combine aside.
fn is_silent(object: &SchemaObject<SchemaId>) -> bool {
    is_silent_but_conditions(object) && !is_conditioned(object)
}

fn is_silent_but_conditions(object: &SchemaObject<SchemaId>) -> bool {
    object.format.is_none()
        && object.enumeration.is_none()
        && object.constant.is_none()
        && object.properties.is_empty()
        && object.required.is_empty()
        && object.additional_properties.is_none()
        && object.pattern_properties.is_empty()
        && object.items.is_none()
        && object.prefix_items.is_empty()
        && object.content_encoding.is_none()
        && object.content_media_type.is_none()
        && lower_constraints(object) == Constraints::default()
}

/// What a schema names that only adds conditions to it: no type but the target's can say more.
pub(in crate::lower) fn conditioned_target(
    cx: &Lower<'_>,
    meaning: &[Operand],
) -> Option<SchemaId> {
    let [Operand::Schema(id)] = meaning else {
        return None;
    };
    let object = cx.object(*id).filter(|object| {
        is_conditioned(object) && object.types.is_none() && is_silent_but_conditions(object)
    })?;
    only_included(cx, object).filter(|only| cx.components.contains_key(&target_of(cx, *only)))
}

/// Whether an `allOf` is the only keyword that restricts.
pub(in crate::lower) fn is_all_of_only(object: &SchemaObject<SchemaId>) -> bool {
    is_silent(object)
        && object.types.is_none()
        && object.reference.is_none()
        && object.one_of.is_none()
        && object.any_of.is_none()
}

enum Step {
    /// It is a schema of its own.
    Stay,
    /// Every value.
    Everything,
    /// It means this one.
    To(SchemaId),
}

/// Follows wrappers to a component or to something of its own; `None` for every value.
fn see_through(cx: &mut Lower<'_>, start: SchemaId) -> Option<SchemaId> {
    let mut id = start;
    // Cycles of wrappers have been refused; this only bounds what a mistake there would cost.
    for _ in 0..=cx.resolved.schemas.len() {
        if cx.components.contains_key(&id) {
            return Some(id);
        }
        match step_through(cx, id) {
            Step::Stay => return Some(id),
            Step::Everything => return None,
            Step::To(next) => id = next,
        }
    }
    Some(id)
}

fn step_through(cx: &mut Lower<'_>, id: SchemaId) -> Step {
    if says_nothing(cx, id) {
        return Step::Everything;
    }
    let Some(object) = cx.object(id) else {
        return Step::Stay;
    };
    if !is_silent(object) || cx.families.is_heir(id) {
        return Step::Stay;
    }
    let Some(only) = only_included(cx, object).or_else(|| only_branch(cx, object)) else {
        return Step::Stay;
    };
    if allows_all_kinds(cx, object, only) {
        Step::To(only)
    } else {
        Step::Stay
    }
}

/// The one schema that a `$ref` or an `allOf` brings in, when nothing else is combined.
fn only_included(cx: &Lower<'_>, object: &SchemaObject<SchemaId>) -> Option<SchemaId> {
    if object.one_of.is_some() || object.any_of.is_some() {
        return None;
    }
    let mut included: Vec<SchemaId> = Vec::new();
    for member in object.reference.iter().chain(&object.all_of) {
        if !says_nothing(cx, *member) && !included.contains(member) {
            included.push(*member);
        }
    }
    match included.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The one branch of a union that is not `null`, when nothing else is combined.
fn only_branch(cx: &Lower<'_>, object: &SchemaObject<SchemaId>) -> Option<SchemaId> {
    if object.reference.is_some() || !object.all_of.is_empty() {
        return None;
    }
    let branches = match (&object.one_of, &object.any_of) {
        (Some(branches), None) | (None, Some(branches)) => branches,
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let mut only: Option<SchemaId> = None;
    for branch in branches {
        let is_false = matches!(cx.schema(*branch).body, SchemaBody::Boolean(false));
        if is_false || is_only_null(cx, *branch) {
            continue;
        }
        match only {
            None => only = Some(*branch),
            Some(known) if target_of(cx, known) == target_of(cx, *branch) => {}
            Some(_) => return None,
        }
    }
    only
}

/// What a plain reference names, itself for anything else.
pub(in crate::lower) fn target_of(cx: &Lower<'_>, id: SchemaId) -> SchemaId {
    match cx.object(id) {
        Some(object) => object
            .reference
            .filter(|_| {
                is_silent(object)
                    && object.types.is_none()
                    && object.all_of.is_empty()
                    && object.one_of.is_none()
                    && object.any_of.is_none()
            })
            .unwrap_or(id),
        None => id,
    }
}

/// Whether the wrapper's own `type` takes nothing away from what it wraps.
fn allows_all_kinds(
    cx: &mut Lower<'_>,
    object: &SchemaObject<SchemaId>,
    wrapped: SchemaId,
) -> bool {
    let Some(types) = &object.types else {
        return true;
    };
    let names = types.value.names.iter();
    let allowed = names
        .map(|name| kinds_of_type(*name))
        .fold(KindSet::EMPTY, KindSet::union);
    let kinds = without_null(kinds_of(cx, &[Operand::Schema(wrapped)]));
    kinds.intersection(allowed) == kinds
}

/// Drops a schema that another of the conjunction includes by `$ref` and `allOf`, all the way. Cycles
/// of these have been refused, so nothing includes itself.
fn drop_included(cx: &Lower<'_>, meaning: &mut Conjunction) {
    let mut included = IndexSet::new();
    let mut waiting: Vec<SchemaId> = meaning
        .iter()
        .filter_map(|operand| match operand {
            Operand::Schema(id) => Some(*id),
            Operand::Unlisted(_) | Operand::Kinds(_) | Operand::Without(..) => None,
        })
        .collect();
    while let Some(object) = waiting.pop().map(|id| cx.object(id)) {
        let included_here = object.map(|object| object.reference.iter().chain(&object.all_of));
        let new = included_here.into_iter().flatten();
        waiting.extend(new.filter(|id| included.insert(**id)));
    }
    meaning.retain(|operand| !matches!(operand, Operand::Schema(id) if included.contains(id)));
}

/// Drops a scalar schema that says what another says.
fn drop_twins(cx: &Lower<'_>, meaning: &mut Conjunction) {
    let mut kept: Conjunction = Vec::new();
    for operand in meaning.iter() {
        let is_twin = kept.iter().any(|other| match (operand, other) {
            (Operand::Schema(id), Operand::Schema(other)) => are_twins(cx, *id, *other),
            (
                Operand::Schema(_)
                | Operand::Unlisted(_)
                | Operand::Kinds(_)
                | Operand::Without(..),
                _,
            ) => false,
        });
        if !is_twin {
            kept.push(*operand);
        }
    }
    *meaning = kept;
}

fn are_twins(cx: &Lower<'_>, left: SchemaId, right: SchemaId) -> bool {
    let (Some(left), Some(right)) = (cx.object(left), cx.object(right)) else {
        return false;
    };
    let format =
        |object: &SchemaObject<SchemaId>| object.format.as_ref().map(|format| format.value.clone());
    let types = |object: &SchemaObject<SchemaId>| {
        object.types.as_ref().map(|types| types.value.names.clone())
    };
    is_plain(left)
        && is_plain(right)
        && types(left) == types(right)
        && format(left) == format(right)
        && lower_constraints(left) == lower_constraints(right)
        && crate::lower::enumeration::lower_values(left)
            == crate::lower::enumeration::lower_values(right)
}

/// Whether a schema holds no other.
pub(in crate::lower) fn is_plain(object: &SchemaObject<SchemaId>) -> bool {
    !is_conditioned(object)
        && object.reference.is_none()
        && object.all_of.is_empty()
        && object.one_of.is_none()
        && object.any_of.is_none()
        && object.properties.is_empty()
        && object.required.is_empty()
        && object.additional_properties.is_none()
        && object.pattern_properties.is_empty()
        && object.items.is_none()
        && object.prefix_items.is_empty()
        && object.content_encoding.is_none()
        && object.content_media_type.is_none()
}
