//! A schema where it is used → [`TypeUse`], and the [`Shape`] of each type.
//!
//! Wrappers that only annotate (`allOf: [$ref]`, `anyOf: [$ref, null]`) are seen through here, so
//! that they make no types.

mod simplify;

use oaspen_diagnostics::{Code, Diagnostic};
use oaspen_document::model::{JsonType, SchemaId};

use self::simplify::meaning_of_component;
pub(super) use self::simplify::{
    conditioned_target, is_all_of_only, is_plain, meaning_of, says_nothing, target_of,
};
use super::accept::accepts;
use super::all_of::{Conflict, View, contradiction_in, kinds_of_type, view_of};
use super::array::lower_array;
use super::assertion::lower_assertions;
use super::context::{Conjunction, Lower, Operand, Pending, UnionKeyword, place_of};
use super::docs::lower_docs;
use super::enumeration::{is_every_boolean, lower_enum};
use super::external::{external_format, external_schema};
use super::implied::note_implied;
use super::name::step;
use super::object::lower_object;
use super::origin::lower_origin;
use super::scalar::lower_scalar;
use super::union::{BranchView, Place, kinds_of, lower_branches, lower_family, lower_union};
use crate::ir::{
    Constraints, Enum, EnumVariant, JsonKind, KindSet, Name, NameStep, Scalar, Shape, TypeId,
    TypeUse,
};

/// The type of a schema where it is used: a component's own, else one called `name`.
pub(super) fn lower_schema(cx: &mut Lower<'_>, id: SchemaId, name: Name) -> TypeUse {
    let used = use_conjunction(cx, vec![Operand::Schema(id)], name);
    lower_pending(cx);
    used
}

/// The same for a conjunction; the shape is lowered when its turn comes.
pub(super) fn use_conjunction(cx: &mut Lower<'_>, source: Conjunction, name: Name) -> TypeUse {
    let accepts_null = kinds_of(cx, &source).contains(JsonKind::Null);
    let meaning = meaning_of(cx, source.clone());
    let holds_null = holds_null(cx, &meaning);
    let known = match meaning.as_slice() {
        [Operand::Schema(id)] => cx.components.get(id),
        _ => None,
    };
    let known = known.or_else(|| cx.known.get(&meaning)).copied();
    let id = known.unwrap_or_else(|| cx.reserve((source, meaning), name));
    TypeUse {
        id,
        nullable: accepts_null && !holds_null,
    }
}

/// Whether `null` is a value of the type itself: of any value, and of `null` alone.
fn holds_null(cx: &mut Lower<'_>, meaning: &[Operand]) -> bool {
    let kinds = kinds_of(cx, meaning);
    kinds == KindSet::of(JsonKind::Null) || (kinds.contains(JsonKind::Null) && is_any(cx, meaning))
}

fn is_any(cx: &mut Lower<'_>, meaning: &[Operand]) -> bool {
    let view = view_of(cx, meaning);
    view.is_any() || view.conflict.is_some()
}

/// Lowers the shapes of everything that waits, and of what they name.
pub(super) fn lower_pending(cx: &mut Lower<'_>) {
    while let Some(pending) = cx.pending.pop_front() {
        lower_type(cx, &pending);
    }
}

fn lower_type(cx: &mut Lower<'_>, pending: &Pending) {
    let docs = lower_docs(cx, &pending.source);
    let view = view_of(cx, &pending.meaning);
    let default = view_of(cx, &pending.source).default.clone();
    let default = default.filter(|value| accepts(cx, &pending.source, value));
    let Some(name) = cx.types.get(pending.id.index()).map(|ty| ty.name.clone()) else {
        return;
    };
    note_implied(cx, &view);
    let shape = lower_shape(cx, pending, &view, &name);
    let constraints = relevant_constraints(&view, &shape);
    if let Some(contradiction) = contradiction_in(cx, &view) {
        report_conflict(cx, &contradiction);
    }
    let assertions = lower_assertions(cx, &pending.meaning, &view, &shape);
    if let Some(ty) = cx.types.get_mut(pending.id.index()) {
        ty.docs = docs;
        ty.default = default;
        ty.shape = shape;
        ty.constraints = constraints;
        ty.assertions = assertions;
    }
}

fn lower_shape(cx: &mut Lower<'_>, pending: &Pending, view: &View, name: &Name) -> Shape {
    let meaning = &pending.meaning;
    if let Some(external) = external_schema(cx, pending) {
        return Shape::Scalar(Scalar::External(external));
    }
    if let Some(shape) = lower_parent(cx, pending, view, name) {
        return shape;
    }
    if let [Operand::Schema(target)] = meaning.as_slice()
        && let Some(&id) = cx.components.get(target)
        && id != pending.id
    {
        return Shape::Alias(TypeUse {
            id,
            nullable: false,
        });
    }
    if let Some(target) = conditioned_target(cx, meaning) {
        let used = use_conjunction(cx, vec![Operand::Schema(target)], name.clone());
        return Shape::Alias(TypeUse {
            nullable: false,
            ..used
        });
    }
    if let Some(conflict) = &view.conflict {
        report_conflict(cx, conflict);
        return Shape::Any;
    }
    if view.never {
        return Shape::Never;
    }
    if let Some(values) = &view.values {
        return match lower_enum(values) {
            Some(lowered) if is_every_boolean(&lowered) => Shape::Scalar(Scalar::Boolean),
            Some(lowered) => Shape::Enum(lowered),
            None => Shape::Scalar(Scalar::Null),
        };
    }
    if let Some(union) = view.unions.first() {
        return lower_union(cx, pending, union, name);
    }
    let kinds = view.own_kinds();
    let without_null = without_null(kinds);
    if without_null.is_empty() {
        return match kinds.contains(JsonKind::Null) {
            true => Shape::Scalar(Scalar::Null),
            false => Shape::Never,
        };
    }
    if let Some(external) = external_format(cx, view) {
        return Shape::Scalar(Scalar::External(external));
    }
    if let Some(open) = lower_open_enum(view, without_null) {
        return Shape::Enum(open);
    }
    lower_by_kind(cx, pending, view, name)
}

/// The enum that `x-extensible-enum` makes of scalars, when its values are of the schema's kinds.
fn lower_open_enum(view: &View, kinds: KindSet) -> Option<Enum> {
    let values = view.extensible.as_ref()?;
    let is_scalar =
        kinds == KindSet::of(JsonKind::String) || kinds == KindSet::of(JsonKind::Integer);
    let fits = |variant: &EnumVariant| kinds.contains(variant.value.kind());
    if !is_scalar || !values.iter().all(fits) {
        return None;
    }
    Some(Enum {
        open: true,
        ..lower_enum(values)?
    })
}

/// The union that a discriminated parent is, or what its own values are.
fn lower_parent(cx: &mut Lower<'_>, pending: &Pending, view: &View, name: &Name) -> Option<Shape> {
    let [Operand::Schema(parent)] = pending.meaning.as_slice() else {
        return None;
    };
    let base = cx.families.of(*parent)?.base?;
    if pending.id == base {
        let parent = Name {
            root: name.root.clone(),
            steps: Vec::new(),
        };
        let mut shape = lower_by_kind(cx, pending, view, &parent);
        super::object::keep_unnamed(cx, &mut shape, &parent);
        return Some(shape);
    }
    let is_parent = cx.components.get(parent) == Some(&pending.id);
    is_parent.then(|| lower_family(cx, *parent, base, name))
}

/// The shape of what has neither values nor unions.
fn lower_by_kind(cx: &mut Lower<'_>, pending: &Pending, view: &View, name: &Name) -> Shape {
    let kinds = without_null(view.own_kinds());
    if kinds == without_null(KindSet::ALL) {
        return Shape::Any;
    }
    let is_scalar = |kind: JsonType| kinds.intersection(kinds_of_type(kind)) == kinds;
    if kinds == KindSet::of(JsonKind::Object) {
        lower_object(cx, pending, view, name)
    } else if kinds == KindSet::of(JsonKind::Array) {
        lower_array(cx, view, name)
    } else if [JsonType::String, JsonType::Number, JsonType::Boolean]
        .into_iter()
        .any(is_scalar)
    {
        Shape::Scalar(lower_scalar(view, kinds))
    } else {
        lower_kinds(cx, pending, view, name)
    }
}

/// `type: [string, integer]` is a union of one branch for each.
fn lower_kinds(cx: &mut Lower<'_>, pending: &Pending, view: &View, name: &Name) -> Shape {
    let Some(place) = place_of(&pending.meaning) else {
        return Shape::Any;
    };
    let mut left = without_null(view.own_kinds());
    let mut branches = Vec::new();
    for kind in view.types.iter().copied().chain(EVERY_TYPE) {
        // Both kinds of numbers are one type when both are allowed.
        let kind = if kind == JsonType::Integer && left.contains(JsonKind::Number) {
            JsonType::Number
        } else {
            kind
        };
        let kinds = left.intersection(kinds_of_type(kind));
        if kinds.is_empty() {
            continue;
        }
        left = left.without(kinds);
        let mut conjunction = pending.meaning.clone();
        conjunction.push(Operand::Kinds(kinds));
        branches.push(BranchView {
            position: branches.len(),
            schema: place,
            conjunction,
            is_inline: false,
        });
    }
    let place = Place {
        owner: place,
        keyword: UnionKeyword::AnyOf,
        is_written: false,
    };
    lower_branches(cx, pending, &branches, place, name)
}

const EVERY_TYPE: [JsonType; 6] = [
    JsonType::Boolean,
    JsonType::Number,
    JsonType::Integer,
    JsonType::String,
    JsonType::Array,
    JsonType::Object,
];

pub(super) fn without_null(kinds: KindSet) -> KindSet {
    kinds.without(KindSet::of(JsonKind::Null))
}

/// Constraints of kinds that the type does not have are true of every value.
fn relevant_constraints(view: &View, shape: &Shape) -> Constraints {
    let all = &view.constraints;
    match shape {
        Shape::Struct(_) | Shape::Map(_) => Constraints {
            properties: all.properties,
            ..Constraints::default()
        },
        Shape::List(_) | Shape::Tuple(_) => Constraints {
            items: all.items,
            unique_items: all.unique_items,
            ..Constraints::default()
        },
        Shape::Scalar(Scalar::String(_) | Scalar::Binary | Scalar::Base64) => Constraints {
            length: all.length,
            patterns: all.patterns.clone(),
            ..Constraints::default()
        },
        Shape::Scalar(Scalar::Integer(_) | Scalar::Number(_)) => Constraints {
            minimum: all.minimum.clone(),
            maximum: all.maximum.clone(),
            exclusive_minimum: all.exclusive_minimum.clone(),
            exclusive_maximum: all.exclusive_maximum.clone(),
            multiple_of: all.multiple_of.clone(),
            ..Constraints::default()
        },
        // Who names a type says with it what its values are.
        Shape::Scalar(Scalar::Boolean | Scalar::Null | Scalar::External(_))
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => Constraints::default(),
    }
}

pub(super) fn report_conflict(cx: &mut Lower<'_>, conflict: &Conflict) {
    if !cx.reported.insert((conflict.second, "conflict")) {
        return;
    }
    let first = &cx.schema(conflict.first).origin;
    let second = &cx.schema(conflict.second).origin;
    cx.sink.push(
        Diagnostic::new(Code::ConflictingAllOf, &conflict.message)
            .at(second.span, &second.pointer)
            .label(first.span, "the other member"),
    );
}

/// Makes the types of the components; `types[i]` is the `i`-th.
pub(super) fn reserve_components(cx: &mut Lower<'_>) {
    super::family::find_families(cx);
    let components: Vec<(String, SchemaId)> = cx
        .resolved
        .components
        .schemas
        .iter()
        .map(|(name, id)| (name.clone(), *id))
        .collect();
    for (name, schema) in &components {
        let id = TypeId::from_index(cx.types.len());
        cx.components.insert(*schema, id);
        cx.push_placeholder(
            &[Operand::Schema(*schema)],
            super::name::component_name(name),
        );
    }
    for (_, schema) in &components {
        let source = vec![Operand::Schema(*schema)];
        let Some(id) = cx.components.get(schema).copied() else {
            continue;
        };
        let meaning = meaning_of_component(cx, *schema);
        if let [Operand::Schema(only)] = meaning.as_slice() {
            // A component that wraps what has no name gives it its own.
            cx.components.entry(*only).or_insert(id);
            let members = members_of(cx, *schema);
            if members.len() > 1 {
                cx.known.entry(members).or_insert(id);
            }
        } else if !meaning.is_empty() {
            cx.known.entry(meaning.clone()).or_insert(id);
        }
        cx.pending.push_back(Pending {
            id,
            source,
            meaning,
        });
    }
}

/// The conjunction that a component is, when it is an `allOf` and nothing else: what demands the same
/// members has the same type.
fn members_of(cx: &mut Lower<'_>, id: SchemaId) -> Conjunction {
    let Some(object) = cx.object(id).filter(|object| is_all_of_only(object)) else {
        return Conjunction::new();
    };
    let members = object.all_of.iter().copied().map(Operand::Schema).collect();
    meaning_of(cx, members)
}

/// A step of the name for a branch.
pub(super) fn branch_name(name: &Name, position: usize) -> Name {
    step(name, NameStep::Branch(position))
}

/// Where a schema stands.
pub(super) fn origin_of(cx: &Lower<'_>, id: SchemaId) -> crate::ir::Origin {
    lower_origin(&cx.schema(id).origin)
}
