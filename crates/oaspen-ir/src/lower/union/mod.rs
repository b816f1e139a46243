//! `oneOf`, `anyOf` and lists of types → [`Union`].
//!
//! What stands beside a union is distributed into its branches. How a value finds its branch is
//! [`plan`]'s work; it looks at the document's schemas, never at lowered types, so that the order of
//! lowering decides nothing.

mod kinds;
mod leaf;
mod object;
mod overlap;
mod plan;
mod reason;
mod tag;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model::{JsonType, SchemaBody, SchemaId};

pub(super) use self::kinds::kinds_of;
use self::leaf::leaves_of;
use self::plan::plan_union;
use self::tag::tag_leaves;
use super::all_of::{UnionView, View, view_of};
use super::context::{Conjunction, Lower, Operand, UnionKeyword};
use super::docs::lower_own_docs;
use super::json::show_json;
use super::schema::{branch_name, meaning_of, origin_of, target_of, use_conjunction, without_null};
use crate::ir::{Branch, Docs, JsonKind, KindSet, Name, Reason, Scalar, Shape, TypeUse, Union};

/// A branch with what stands beside the union.
#[derive(Clone, Debug)]
pub(super) struct BranchView {
    /// The place in the list, from zero, `null` counted.
    pub(super) position: usize,
    /// The branch as written.
    pub(super) schema: SchemaId,
    pub(super) conjunction: Conjunction,
    /// Whether it is described here rather than by a reference.
    pub(super) is_inline: bool,
}

/// Into how many branches what stands beside a union is distributed.
const MOST_DISTRIBUTED: usize = 64;

/// The shape of a conjunction with a union in it.
pub(super) fn lower_union(
    cx: &mut Lower<'_>,
    meaning: &[Operand],
    union: &UnionView,
    name: &Name,
) -> Shape {
    if union
        .branches
        .iter()
        .all(|branch| is_only_null(cx, *branch))
    {
        return Shape::Scalar(Scalar::Null);
    }
    let Some(branches) = branches_of(cx, meaning, union) else {
        report_too_many(cx, union);
        return Shape::Any;
    };
    if branches.is_empty() {
        return lower_without_branches(cx, union);
    }
    let place = (union.owner, union.keyword);
    lower_branches(cx, branches, Some(union.owner), place, name)
}

/// Every branch is `false`, or contradicts what stands beside the union.
fn lower_without_branches(cx: &mut Lower<'_>, union: &UnionView) -> Shape {
    let is_never = |id: &SchemaId| matches!(cx.schema(*id).body, SchemaBody::Boolean(false));
    if union.branches.iter().all(is_never) {
        return Shape::Never;
    }
    if cx.reported.insert((union.owner, "branches")) {
        let keyword = union.keyword.name();
        let message = format!("no branch of this `{keyword}` goes with what stands beside it");
        cx.report(Code::ConflictingAllOf, union.owner, message);
    }
    Shape::Any
}

/// The branches that can hold, each once, `null` left out; `None` when there are too many.
pub(super) fn branches_of(
    cx: &mut Lower<'_>,
    meaning: &[Operand],
    union: &UnionView,
) -> Option<Vec<BranchView>> {
    let mut rest = meaning.to_vec();
    rest.push(Operand::Without(union.owner, union.keyword));
    let beside = view_of(cx, &rest);
    if !beside.is_bare() && union.branches.len() > MOST_DISTRIBUTED {
        return None;
    }
    let mut branches: Vec<BranchView> = Vec::new();
    let mut meanings: Vec<Conjunction> = Vec::new();
    for (position, schema) in union.branches.iter().enumerate() {
        let Some(conjunction) = distribute(cx, &rest, &beside, *schema) else {
            continue;
        };
        let meaning = meaning_of(cx, conjunction.clone());
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
            branches.push(BranchView {
                position,
                schema: *schema,
                conjunction,
                is_inline: target_of(cx, *schema) == *schema,
            });
        }
    }
    Some(branches)
}

/// A branch with what stands beside the union; `None` when nothing but `null` can satisfy both.
fn distribute(
    cx: &mut Lower<'_>,
    rest: &[Operand],
    beside: &Rc<View>,
    branch: SchemaId,
) -> Option<Conjunction> {
    if is_only_null(cx, branch) {
        return None;
    }
    let alone = vec![Operand::Schema(branch)];
    let own = without_null(kinds_of(cx, &alone));
    if own.is_empty() {
        // A branch that contradicts itself is told so where it is lowered.
        let is_false = view_of(cx, &alone).never;
        return (!is_false).then_some(alone);
    }
    let conjunction = if beside.is_bare() {
        let allowed = beside.own_kinds();
        let mut conjunction = alone;
        if own.intersection(allowed) != own {
            conjunction.push(Operand::Kinds(allowed));
        }
        conjunction
    } else {
        let mut conjunction = rest.to_vec();
        conjunction.push(Operand::Schema(branch));
        conjunction
    };
    let kinds = without_null(kinds_of(cx, &conjunction));
    (!kinds.is_empty()).then_some(conjunction)
}

/// The union of some branches; one branch is another name for its type.
pub(super) fn lower_branches(
    cx: &mut Lower<'_>,
    branches: Vec<BranchView>,
    discriminated_by: Option<SchemaId>,
    place: (SchemaId, UnionKeyword),
    name: &Name,
) -> Shape {
    let mut lowered: Vec<Branch> = Vec::new();
    for branch in &branches {
        let used = use_conjunction(
            cx,
            branch.conjunction.clone(),
            branch_name(name, branch.position),
        );
        lowered.push(Branch {
            // `null` is the union's matter.
            ty: TypeUse {
                id: used.id,
                nullable: false,
            },
            origin: origin_of(cx, branch.schema),
            docs: if branch.is_inline {
                lower_own_docs(cx, branch.schema)
            } else {
                Docs::default()
            },
            tag: None,
        });
    }
    if let [only] = lowered.as_slice() {
        return Shape::Alias(only.ty);
    }
    let mut leaves = leaves_of(cx, &branches);
    let tagging = discriminated_by.and_then(|owner| tag_leaves(cx, owner, &mut leaves));
    for (position, branch) in lowered.iter_mut().enumerate() {
        let mut own = leaves.iter().filter(|leaf| leaf.branch == position);
        branch.tag = own.find_map(|leaf| leaf.tags.first()).cloned();
    }
    let plan = plan_union(cx, &leaves, tagging.as_ref());
    report_ambiguity(cx, &branches, &plan.reason, place);
    if cx.effort == 0 {
        report_exhausted(cx, place);
    }
    Shape::Union(Union {
        branches: lowered,
        plan,
    })
}

/// How much of a witness a report shows, in characters.
const LONGEST_SHOWN: usize = 160;

fn report_ambiguity(
    cx: &mut Lower<'_>,
    branches: &[BranchView],
    reason: &Reason,
    place: (SchemaId, UnionKeyword),
) {
    let Reason::Order {
        first,
        second,
        witness,
    } = reason
    else {
        return;
    };
    let (owner, keyword) = place;
    let (Some(first), Some(second)) = (branches.get(*first), branches.get(*second)) else {
        return;
    };
    if !cx.reported.insert((owner, "ambiguous")) {
        return;
    }
    let origin = &cx.schema(owner).origin;
    let mut shown = show_json(witness);
    if shown.chars().count() > LONGEST_SHOWN {
        shown = shown.chars().take(LONGEST_SHOWN).chain(['…']).collect();
    }
    let message = format!(
        "`{shown}` fits two branches of this `{}`: their order decides",
        keyword.name()
    );
    let first = cx.schema(first.schema).origin.span;
    let second = cx.schema(second.schema).origin.span;
    cx.sink.push(
        Diagnostic::new(Code::AmbiguousUnion, message)
            .at(origin.span, &origin.pointer.join(keyword.name()))
            .label(first, "it is read as this branch")
            .label(second, "it fits this branch too"),
    );
}

fn report_exhausted(cx: &mut Lower<'_>, place: (SchemaId, UnionKeyword)) {
    let (owner, keyword) = place;
    if cx.reported.insert((owner, "exhausted")) {
        let origin = &cx.schema(owner).origin;
        let message = format!(
            "unions are nested so often that the branches of this `{}` were not all compared",
            keyword.name()
        );
        cx.sink.push(
            Diagnostic::new(Code::DepthLimit, message)
                .severity(Severity::Weakened)
                .at(origin.span, &origin.pointer),
        );
    }
}

fn report_too_many(cx: &mut Lower<'_>, union: &UnionView) {
    if cx.reported.insert((union.owner, "too many")) {
        let origin = &cx.schema(union.owner).origin;
        let message = format!(
            "what stands beside this `{}` would have to be repeated in {} branches; \
             it is typed as any JSON value",
            union.keyword.name(),
            union.branches.len()
        );
        cx.sink.push(
            Diagnostic::new(Code::DepthLimit, message)
                .severity(Severity::Weakened)
                .at(origin.span, &origin.pointer),
        );
    }
}

/// Whether a schema is plainly written to accept `null` and nothing else.
pub(super) fn is_only_null(cx: &Lower<'_>, id: SchemaId) -> bool {
    let Some(object) = cx.object(target_of(cx, id)) else {
        return false;
    };
    let is_null_type = object
        .types
        .as_ref()
        .is_some_and(|types| types.value.names == [JsonType::Null]);
    let values = super::enumeration::lower_values(object);
    let lists_null = values.is_some_and(|values| {
        let is_null = |kind: JsonKind| kind == JsonKind::Null;
        values
            .iter()
            .all(|variant| is_null(super::json::kind_of(&variant.value)))
    });
    is_null_type || lists_null
}

/// Every kind but `null`.
const fn every_kind() -> KindSet {
    KindSet::ALL.without(KindSet::of(JsonKind::Null))
}
