//! `oneOf`, `anyOf` and lists of types → [`Union`].
//!
//! What stands beside a union is distributed into its branches. How a value finds its branch is
//! [`plan`]'s work; it looks at the document's schemas, never at lowered types, so that the order of
//! lowering decides nothing.

mod array;
mod constants;
mod exclusive;
mod family;
mod kinds;
mod leaf;
mod marks;
mod merge;
mod naming;
mod object;
mod overlap;
mod plan;
mod reason;
mod tag;
mod twins;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexSet;
use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model::{JsonType, SchemaBody, SchemaId};

use self::constants::enum_of;
use self::exclusive::{holds_vague, may_overlap};
pub(super) use self::family::lower_family;
pub(super) use self::kinds::kinds_of;
use self::leaf::{Leaf, leaves_of};
use self::merge::{lower_merged, merge_branches, overlap_of};
use self::naming::names_of_branches;
use self::plan::plan_union;
use self::reason::Ambiguity;
use self::tag::{tag_leaves, text_of};
pub(super) use self::twins::{accepts_everything_twice, report_never, report_twins};
use super::all_of::{UnionView, View, view_of};
use super::context::{Conjunction, Lower, Operand, Pending, UnionKeyword};
use super::docs::lower_own_docs;
use super::implied::note_implied;
use super::readings::{Reading, note_reading};
use super::schema::{branch_name, meaning_of, origin_of, target_of, use_conjunction, without_null};
use crate::ir::{
    Branch, Docs, Json, JsonKind, KindSet, Name, Reason, Scalar, Shape, TypeUse, Union,
};

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

/// Where a union stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) owner: SchemaId,
    pub(super) keyword: UnionKeyword,
    /// Whether there is such a keyword; a list of types is a union without one.
    pub(super) is_written: bool,
}

/// Into how many branches what stands beside a union is distributed.
const MOST_DISTRIBUTED: usize = 64;

/// How many combinations the branches of unions that stand beside each other may have.
const MOST_COMBINED: usize = 1024;

/// The shape of a conjunction with a union in it.
pub(super) fn lower_union(
    cx: &mut Lower<'_>,
    pending: &Pending,
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
    let Some(branches) = branches_of(cx, &pending.meaning, union) else {
        report_too_many(cx, union);
        return Shape::Any;
    };
    if branches.is_empty() {
        return lower_without_branches(cx, union);
    }
    report_twins(cx, union);
    let place = Place {
        owner: union.owner,
        keyword: union.keyword,
        is_written: true,
    };
    lower_branches(cx, pending, &branches, place, name)
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
    if !beside.is_bare()
        && (union.branches.len() > MOST_DISTRIBUTED
            || combinations(cx, &rest, &beside) > MOST_COMBINED)
    {
        return None;
    }
    let mut branches: Vec<BranchView> = Vec::new();
    let mut meanings: IndexSet<Conjunction> = IndexSet::new();
    for (position, schema) in union.branches.iter().enumerate() {
        let Some(conjunction) = distribute(cx, &rest, &beside, *schema) else {
            continue;
        };
        let meaning = meaning_of(cx, conjunction.clone());
        if meanings.insert(meaning) {
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

/// How many combinations there are of the branches of the unions that have been distributed on the
/// way here, and of those that have yet to be.
fn combinations(cx: &Lower<'_>, rest: &[Operand], beside: &View) -> usize {
    let distributed = rest.iter().filter_map(|operand| match operand {
        Operand::Without(owner, keyword) => {
            let object = cx.object(*owner)?;
            let branches = match keyword {
                UnionKeyword::OneOf => &object.one_of,
                UnionKeyword::AnyOf => &object.any_of,
            };
            branches.as_ref().map(Vec::len)
        }
        Operand::Schema(_) | Operand::Unlisted(_) | Operand::Kinds(_) => None,
    });
    let others = beside.unions.iter().map(|union| union.branches.len());
    distributed
        .chain(others)
        .fold(1, |product, count| product.saturating_mul(count.max(1)))
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
    pending: &Pending,
    branches: &[BranchView],
    place: Place,
    name: &Name,
) -> Shape {
    for branch in branches {
        let view = view_of(cx, &branch.conjunction);
        note_implied(cx, &view);
    }
    if let [only] = branches {
        let name = branch_name(name, only.position);
        return Shape::Alias(lower_branch(cx, only, name).ty);
    }
    let mut leaves = leaves_of(cx, branches);
    // Bytes of one media type or another are bytes.
    if let (Some(first), true) = (branches.first(), leaves.iter().all(Leaf::is_bytes)) {
        let name = branch_name(name, first.position);
        return Shape::Alias(lower_branch(cx, first, name).ty);
    }
    if let Some(values) = enum_of(&leaves) {
        if values.open && place.is_written && place.keyword == UnionKeyword::OneOf {
            note_reading(cx, Reading::OpenEnum, place.owner, "oneOf");
        }
        return Shape::Enum(values);
    }
    let tagging = if place.is_written {
        tag_leaves(cx, place.owner, &mut leaves)
    } else {
        None
    };
    let plan = plan_union(cx, &leaves, tagging.as_ref());
    let is_any_of = place.keyword == UnionKeyword::AnyOf && tagging.is_none();
    let overlap = overlap_of(cx, &plan, &leaves, is_any_of);
    if is_any_of
        && let Some(overlap) = &overlap
        && let Some(merged) = merge_branches(cx, branches, &leaves, overlap)
    {
        note_reading(cx, Reading::MergedBranches, place.owner, "anyOf");
        return lower_merged(cx, pending, &merged, branches, name);
    }
    let is_exclusive = place.is_written
        && place.keyword == UnionKeyword::OneOf
        && may_overlap(cx, &leaves, &plan, tagging.is_some());
    if place.is_written
        && place.keyword == UnionKeyword::OneOf
        && !is_exclusive
        && tagging.is_none()
        && holds_vague(&leaves)
    {
        note_reading(cx, Reading::VagueBranch, place.owner, "oneOf");
    }
    let mut lowered: Vec<Branch> = Vec::new();
    let names = names_of_branches(cx, branches, (&plan, &leaves), name);
    let mut tags: BTreeMap<usize, &Json> = BTreeMap::new();
    for leaf in &leaves {
        if let Some(tag) = leaf.tags.first() {
            tags.entry(leaf.branch).or_insert(tag);
        }
    }
    for ((position, view), name) in branches.iter().enumerate().zip(names) {
        let mut branch = lower_branch(cx, view, name);
        branch.tag = tags.get(&position).copied().and_then(text_of);
        lowered.push(branch);
    }
    if let Some(overlap) = overlap {
        let is_told_apart = !matches!(plan.reason, Reason::Order { .. });
        let told = Told {
            place,
            is_told_apart,
            is_refused: is_exclusive,
        };
        report_ambiguity(cx, branches, &overlap, told);
    }
    if cx.effort == 0 {
        report_exhausted(cx, place);
    }
    Shape::Union(Union {
        branches: lowered,
        plan,
        is_exclusive,
    })
}

fn lower_branch(cx: &mut Lower<'_>, branch: &BranchView, name: Name) -> Branch {
    let used = use_conjunction(cx, branch.conjunction.clone(), name);
    Branch {
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
    }
}

/// How much of a witness a report shows, in characters.
const LONGEST_SHOWN: usize = 160;

/// What is told of a value that fits two branches.
struct Told {
    place: Place,
    /// Whether a key decides.
    is_told_apart: bool,
    /// Whether a server refuses the value.
    is_refused: bool,
}

fn report_ambiguity(cx: &mut Lower<'_>, branches: &[BranchView], overlap: &Ambiguity, told: Told) {
    let Ambiguity {
        first,
        second,
        witness,
    } = overlap;
    let (owner, keyword) = (told.place.owner, told.place.keyword);
    let (Some(first), Some(second)) = (branches.get(*first), branches.get(*second)) else {
        return;
    };
    if !cx.reported.insert((owner, "ambiguous")) {
        return;
    }
    let origin = &cx.schema(owner).origin;
    let mut shown = witness.to_string();
    if shown.chars().count() > LONGEST_SHOWN {
        shown = shown.chars().take(LONGEST_SHOWN).chain(['…']).collect();
    }
    // With a key that only one branch requires, values of two branches are made up.
    let (severity, decided) = if told.is_told_apart {
        (Severity::Note, "the first key that one of them requires")
    } else {
        (Severity::Weakened, "their order")
    };
    let refused = if told.is_refused {
        "; a server refuses it"
    } else {
        ""
    };
    let message = format!(
        "`{shown}` fits two branches of this `{}`: {decided} decides{refused}",
        keyword.name()
    );
    let first = cx.schema(first.schema).origin.span;
    let second = cx.schema(second.schema).origin.span;
    cx.sink.push(
        Diagnostic::new(Code::AmbiguousUnion, message)
            .severity(severity)
            .at(origin.span, &origin.pointer.join(keyword.name()))
            .label(first, "it is read as this branch")
            .label(second, "it fits this branch too"),
    );
}

fn report_exhausted(cx: &mut Lower<'_>, place: Place) {
    let (owner, keyword) = (place.owner, place.keyword);
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
            "what stands beside this `{}` would have to be repeated in too many branches; \
             it is typed as any JSON value",
            union.keyword.name(),
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
        values.iter().all(|variant| is_null(variant.value.kind()))
    });
    is_null_type || lists_null
}

/// Every kind but `null`.
const fn every_kind() -> KindSet {
    KindSet::ALL.without(KindSet::of(JsonKind::Null))
}
