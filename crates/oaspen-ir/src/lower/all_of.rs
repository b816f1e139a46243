//! A conjunction of schemas seen as one: `allOf`, `$ref` with siblings, properties that two members
//! describe, a union's branch with what stands beside the union.
//!
//! Nothing is rewritten: a [`View`] says what all members demand together, and where values are
//! described further it names conjunctions again. Each schema is visited once for each view,
//! so a diamond of `allOf`s costs its size and not the number of ways through it.

mod merge;
mod tag;

use std::collections::BTreeSet;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model::{JsonType, SchemaBody, SchemaId};

use self::merge::merge_object;
use super::constraint::{intersect_constraints, is_impossible, lower_constraints};
use super::context::{Conjunction, Lower, Operand, UnionKeyword, conjoin, place_of};
use super::schema::is_all_of_only;
use crate::ir::{Constraints, Demand, EnumVariant, Json, JsonKind, KindSet};

/// What the members of a conjunction demand together.
#[derive(Clone, Debug)]
pub(crate) struct View {
    /// A member accepts nothing.
    pub(super) never: bool,
    /// What every written `type` allows; all kinds when none is written.
    pub(super) kinds: KindSet,
    /// The first written `type`, in its order.
    pub(super) types: Vec<JsonType>,
    /// The kinds of whose shape other keywords speak.
    pub(super) implied: KindSet,
    /// The schema whose `type` is in force, to say what another contradicts.
    pub(super) typed_by: Option<SchemaId>,
    /// `enum` and `const`: what all of them list, `null` included.
    pub(super) values: Option<Vec<EnumVariant>>,
    pub(super) values_by: Option<SchemaId>,
    /// The values that the first `x-extensible-enum` names.
    pub(super) extensible: Option<Vec<EnumVariant>>,
    /// `format`, the first written.
    pub(super) format: Option<String>,
    /// `contentEncoding`.
    pub(super) content_encoding: Option<String>,
    /// `contentMediaType`.
    pub(super) content_media_type: Option<String>,
    /// Properties and the conditions on each, base members first.
    pub(super) properties: IndexMap<String, Conjunction>,
    pub(super) required: IndexSet<String>,
    /// What each member says of properties that it does not name.
    pub(super) additional: Vec<Additional>,
    /// Schemas of `patternProperties`.
    pub(super) by_pattern: Vec<SchemaId>,
    /// The conditions on items after the prefix; `None` when nothing is said.
    pub(super) items: Option<Conjunction>,
    pub(super) prefix_items: Vec<Conjunction>,
    pub(super) constraints: Constraints,
    /// Unions that have not been decided, in order.
    pub(super) unions: Vec<UnionView>,
    /// What unions that only demand properties ask for, as far as sets of names say it.
    pub(super) demands: Vec<Demand>,
    /// Unions that only demand properties or narrow them, which no type can say.
    pub(super) demanded_by: Vec<(SchemaId, UnionKeyword)>,
    /// Every schema that was merged, in order.
    pub(super) members: Vec<SchemaId>,
    pub(super) default: Option<Json>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    /// Why no value can satisfy all members.
    pub(super) conflict: Option<Conflict>,
}

/// `additionalProperties` of one member.
#[derive(Clone, Debug)]
pub(super) struct Additional {
    pub(super) member: SchemaId,
    /// `None` for `false`.
    pub(super) schema: Option<SchemaId>,
}

/// A `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct UnionView {
    pub(super) owner: SchemaId,
    pub(super) keyword: UnionKeyword,
    pub(super) branches: Vec<SchemaId>,
}

/// Two members that no value satisfies.
#[derive(Clone, Debug)]
pub(super) struct Conflict {
    pub(super) first: SchemaId,
    pub(super) second: SchemaId,
    pub(super) message: String,
}

impl View {
    pub(super) fn new() -> Self {
        Self {
            never: false,
            kinds: KindSet::ALL,
            types: Vec::new(),
            implied: KindSet::EMPTY,
            typed_by: None,
            values: None,
            values_by: None,
            extensible: None,
            format: None,
            content_encoding: None,
            content_media_type: None,
            properties: IndexMap::new(),
            required: IndexSet::new(),
            additional: Vec::new(),
            by_pattern: Vec::new(),
            items: None,
            prefix_items: Vec::new(),
            constraints: Constraints::default(),
            unions: Vec::new(),
            demands: Vec::new(),
            demanded_by: Vec::new(),
            members: Vec::new(),
            default: None,
            read_only: false,
            write_only: false,
            conflict: None,
        }
    }

    /// The kinds of values without what unions add: `type`, else the kind of whose shape other
    /// keywords speak, if it is one.
    pub(super) fn own_kinds(&self) -> KindSet {
        if self.never || self.conflict.is_some() {
            return KindSet::EMPTY;
        }
        if let Some(values) = &self.values {
            return values
                .iter()
                .map(|variant| KindSet::of(variant.value.kind()))
                .fold(KindSet::EMPTY, KindSet::union)
                .intersection(self.kinds);
        }
        self.implied_kinds().unwrap_or(self.kinds)
    }

    /// The kind of whose shape keywords speak, where nothing else says what is meant.
    pub(super) fn implied_kinds(&self) -> Option<KindSet> {
        let is_said = self.never
            || self.conflict.is_some()
            || self.typed_by.is_some()
            || self.kinds != KindSet::ALL
            || self.values.is_some();
        (!is_said && self.unions.is_empty() && is_one_type(self.implied)).then_some(self.implied)
    }

    /// Whether nothing is demanded but (perhaps) a type.
    pub(super) fn is_bare(&self) -> bool {
        !self.never
            && self.values.is_none()
            && self.format.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_empty()
            && self.by_pattern.is_empty()
            && self.items.is_none()
            && self.prefix_items.is_empty()
            && self.constraints == Constraints::default()
            && self.unions.is_empty()
            && self.conflict.is_none()
    }

    /// Whether every value, `null` included, is accepted.
    pub(super) fn is_any(&self) -> bool {
        self.unions.is_empty() && self.values.is_none() && self.own_kinds() == KindSet::ALL
    }

    /// Whether properties that are not named are refused.
    pub(super) fn is_closed(&self) -> bool {
        self.additional
            .iter()
            .any(|additional| additional.schema.is_none())
    }
}

/// What a member of a view still has to give.
enum Step {
    /// A schema: what it includes comes first, then itself.
    Enter(SchemaId),
    /// Its own keywords.
    Own(SchemaId),
}

/// What a conjunction demands; computed once for each.
pub(super) fn view_of(cx: &mut Lower<'_>, conjunction: &[Operand]) -> Rc<View> {
    if let Some(known) = cx.views.get(conjunction) {
        return Rc::clone(known);
    }
    // A chain of plain references has one view, however long it is.
    let mut chain = vec![conjunction.to_vec()];
    let mut end = conjunction.to_vec();
    let mut known = None;
    while let Some(next) = plain_target(cx, &end) {
        end = vec![Operand::Schema(next)];
        known = cx.views.get(&end).map(Rc::clone);
        if known.is_some() {
            break;
        }
        chain.push(end.clone());
    }
    let view = known.unwrap_or_else(|| Rc::new(collect_within(cx, &end)));
    for conjunction in chain {
        cx.views.insert(conjunction, Rc::clone(&view));
    }
    view
}

/// What a conjunction of one plain reference names.
fn plain_target(cx: &Lower<'_>, conjunction: &[Operand]) -> Option<SchemaId> {
    let [Operand::Schema(id)] = conjunction else {
        return None;
    };
    let object = cx.object(*id)?;
    if object.default.is_some() || object.read_only || object.write_only {
        return None;
    }
    let target = super::schema::target_of(cx, *id);
    if target != *id {
        return Some(target);
    }
    match object.all_of.as_slice() {
        [only] if is_all_of_only(object) && !cx.families.is_heir(*id) => Some(*only),
        _ => None,
    }
}

/// What a conjunction demands, as long as there is room for it; beyond that everything is accepted.
fn collect_within(cx: &mut Lower<'_>, conjunction: &[Operand]) -> View {
    if cx.members > 0 {
        let view = collect(cx, conjunction);
        let size = view.members.len() + view.properties.len();
        cx.members = cx.members.saturating_sub(size);
        return view;
    }
    let place = place_of(conjunction);
    if let Some(id) = place.filter(|id| cx.reported.insert((*id, "members"))) {
        let message = "the schemas of this document include each other so often that this one is \
                       typed as any value";
        let origin = &cx.schema(id).origin;
        cx.sink.push(
            Diagnostic::new(Code::DepthLimit, message)
                .at(origin.span, &origin.pointer)
                .severity(Severity::Weakened),
        );
    }
    View::new()
}

fn collect(cx: &Lower<'_>, conjunction: &[Operand]) -> View {
    let mut view = View::new();
    let mut decided = BTreeSet::new();
    let mut unlisted = BTreeSet::new();
    let mut steps = Vec::new();
    for operand in conjunction {
        match operand {
            Operand::Schema(id) => steps.push(Step::Enter(*id)),
            Operand::Unlisted(id) => {
                // First, so that what it lists is forgotten before another is compared with it.
                unlisted.insert(*id);
                steps.insert(0, Step::Enter(*id));
            }
            Operand::Kinds(kinds) => view.kinds = view.kinds.intersection(*kinds),
            Operand::Without(owner, keyword) => {
                decided.insert((*owner, *keyword));
            }
        }
    }
    steps.reverse();
    let mut entered = IndexSet::new();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(id) => {
                if entered.insert(id) {
                    enter(cx, &mut view, &mut steps, id);
                }
            }
            Step::Own(id) => {
                own(cx, &mut view, &decided, id);
                if unlisted.contains(&id) {
                    merge::forget_values(&mut view, id);
                }
            }
        }
    }
    merge::finish(cx, &mut view);
    view
}

/// How many members are looked at for two that contradict each other.
const MOST_COMPARED: usize = 32;

/// Two members whose limits no value is within, although it is within those of each.
pub(super) fn contradiction_in(cx: &Lower<'_>, view: &View) -> Option<Conflict> {
    if !is_impossible(&view.constraints) {
        return None;
    }
    let members = view.members.iter().take(MOST_COMPARED);
    let limits: Vec<(SchemaId, Constraints)> = members
        .filter_map(|id| Some((*id, lower_constraints(cx.object(*id)?))))
        .filter(|(_, limits)| !is_impossible(limits))
        .collect();
    let mut pairs = limits.iter().enumerate().flat_map(|(at, first)| {
        let rest = limits.iter().skip(at + 1);
        rest.map(move |second| (first, second))
    });
    let (first, second) = pairs.find(|((_, first), (_, second))| {
        let mut both = first.clone();
        intersect_constraints(&mut both, second.clone());
        is_impossible(&both)
    })?;
    Some(Conflict {
        first: first.0,
        second: second.0,
        message: "no value is within the limits of both members".to_owned(),
    })
}

/// Visits what a schema includes before the schema itself, in order.
fn enter(cx: &Lower<'_>, view: &mut View, steps: &mut Vec<Step>, id: SchemaId) {
    let object = match &cx.schema(id).body {
        SchemaBody::Boolean(accepts) => {
            view.never |= !accepts;
            return;
        }
        SchemaBody::Object(object) => object,
    };
    steps.push(Step::Own(id));
    let included = object.reference.iter().chain(&object.all_of);
    steps.extend(included.rev().map(|id| Step::Enter(*id)));
}

fn own(
    cx: &Lower<'_>,
    view: &mut View,
    decided: &BTreeSet<(SchemaId, UnionKeyword)>,
    id: SchemaId,
) {
    let Some(object) = cx.object(id) else {
        return;
    };
    view.members.push(id);
    merge_object(cx, view, id, object);
    for (keyword, branches) in [
        (UnionKeyword::OneOf, &object.one_of),
        (UnionKeyword::AnyOf, &object.any_of),
    ] {
        if let Some(branches) = branches
            && !branches.is_empty()
            && !decided.contains(&(id, keyword))
        {
            view.unions.push(UnionView {
                owner: id,
                keyword,
                branches: branches.clone(),
            });
        }
    }
}

/// Adds conditions on one property or on items.
fn conjoin_schema(conjunction: &mut Conjunction, id: SchemaId) {
    conjoin(conjunction, Operand::Schema(id));
}

/// Whether these are the kinds of one `type`, or some of them.
fn is_one_type(kinds: KindSet) -> bool {
    let number = kinds_of_type(JsonType::Number);
    !kinds.is_empty() && (kinds.without(number).is_empty() || kinds.iter().count() == 1)
}

/// The kinds of a `type`.
pub(super) fn kinds_of_type(name: JsonType) -> KindSet {
    match name {
        JsonType::Null => KindSet::of(JsonKind::Null),
        JsonType::Boolean => KindSet::of(JsonKind::Boolean),
        JsonType::Object => KindSet::of(JsonKind::Object),
        JsonType::Array => KindSet::of(JsonKind::Array),
        JsonType::Integer => KindSet::of(JsonKind::Integer),
        JsonType::Number => KindSet::of(JsonKind::Integer).union(KindSet::of(JsonKind::Number)),
        JsonType::String => KindSet::of(JsonKind::String),
    }
}
