//! What a type cannot say → [`Assertion`]s of the type.
//!
//! Types say kinds, properties, what is required and most constants. Here is the rest: constraints
//! of the merged view, and the conditional keywords of each schema that was merged into it. What
//! stands inside such a keyword makes no type, so it is lowered whole by [`schema`].

mod ecma;
pub(super) mod pattern;
pub(super) mod sample;
mod schema;

use oaspen_diagnostics::{Code, Diagnostic};
use oaspen_document::model::{SchemaId, SchemaObject};

use self::schema::{Fault, Whole};
use super::all_of::{View, view_of};
use super::context::{Conjunction, Lower, Operand, UnionKeyword};
use super::schema::conditioned_target;
use crate::ir::{Assertion, Constraints, IntegerFormat, JsonKind, KindSet, Scalar, Shape, Tuple};

/// Whether a schema says something about its values that neither types nor constraints hold.
pub(super) fn is_conditioned(object: &SchemaObject<SchemaId>) -> bool {
    let mut conditions = schema::CONDITIONS.iter();
    conditions.any(|condition| !condition.makes_types && (condition.is_said)(object))
}

/// What is demanded of the values of a type that has this meaning and this shape.
pub(super) fn lower_assertions(
    cx: &mut Lower<'_>,
    meaning: &[Operand],
    view: &View,
    shape: &Shape,
) -> Vec<Assertion> {
    if view.conflict.is_some() || view.never {
        return Vec::new();
    }
    let mut assertions = Vec::new();
    match shape {
        // What is said of another name is said of that; here is only what was added to it.
        Shape::Alias(_) if conditioned_target(cx, meaning).is_some() => {
            for id in super::context::schemas_in(meaning) {
                lower_conditions(cx, &mut assertions, id);
            }
        }
        // One branch for each kind: every branch says all.
        Shape::Union(_) if view.unions.is_empty() => {}
        Shape::Never => {}
        // What stands beside a union has been distributed into it, conditions apart.
        Shape::Union(_) | Shape::Alias(_) => lower_extras(cx, &mut assertions, meaning, view),
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Any => {
            push_constraints(cx, &mut assertions, &view.constraints);
            // A number of any size is one with a fraction, too.
            if *shape == Shape::Scalar(Scalar::Integer(IntegerFormat::Exact)) {
                assertions.push(Assertion::Kinds(KindSet::of(JsonKind::Integer)));
            }
            if let Shape::Tuple(Tuple { rest: Some(_), .. }) = shape {
                lower_positions(cx, &mut assertions, view);
            }
            if *shape == Shape::Any {
                lower_structures(cx, &mut assertions, view);
            }
            lower_extras(cx, &mut assertions, meaning, view);
            lower_merged_unions(cx, &mut assertions, view, shape);
        }
    }
    assertions
}

/// Unions of which one struct was made, or beside which values are listed: a value must still satisfy
/// some of the branches.
fn lower_merged_unions(
    cx: &mut Lower<'_>,
    assertions: &mut Vec<Assertion>,
    view: &View,
    shape: &Shape,
) {
    if matches!(shape, Shape::Struct(_)) || view.values.is_some() {
        for union in &view.unions {
            lower_demand(cx, assertions, union.owner, union.keyword);
        }
    }
}

/// An array that may be longer than its positions has items of any type, so each is looked at.
fn lower_positions(cx: &mut Lower<'_>, assertions: &mut Vec<Assertion>, view: &View) {
    for id in &view.members {
        let Some(object) = cx.object(*id) else {
            continue;
        };
        let mut found = Vec::new();
        match Whole::new(cx).items(object, &mut found) {
            Ok(()) => assertions.append(&mut found),
            Err(fault) => report(cx, *id, "prefixItems", fault),
        }
    }
}

/// What is said of objects and arrays where values may be of any kind, so that no type says it.
fn lower_structures(cx: &mut Lower<'_>, assertions: &mut Vec<Assertion>, view: &View) {
    for id in &view.members {
        let Some(object) = cx.object(*id) else {
            continue;
        };
        let mut found = Vec::new();
        match Whole::new(cx).structure(object, &mut found) {
            Ok(()) => assertions.append(&mut found),
            Err(fault) => report(cx, *id, "properties", fault),
        }
    }
}

/// The conditions of every schema that was merged, but for those that the union says of which this
/// is a branch.
fn lower_extras(
    cx: &mut Lower<'_>,
    assertions: &mut Vec<Assertion>,
    meaning: &[Operand],
    view: &View,
) {
    let said: Vec<SchemaId> = match union_of(meaning) {
        Some(union) => view_of(cx, &union).members.clone(),
        None => Vec::new(),
    };
    for id in view.members.iter().filter(|id| !said.contains(id)) {
        lower_conditions(cx, assertions, *id);
    }
    for (owner, keyword) in &view.demanded_by {
        if !said.contains(owner) {
            lower_demand(cx, assertions, *owner, *keyword);
        }
    }
}

/// The conjunction of the union of which this one is a branch.
fn union_of(meaning: &[Operand]) -> Option<Conjunction> {
    let is_branch = |operand: &Operand| matches!(operand, Operand::Without(..));
    let (last, union) = meaning.split_last()?;
    match last {
        Operand::Schema(_) if union.iter().any(is_branch) => Some(union.to_vec()),
        Operand::Schema(_) | Operand::Unlisted(_) | Operand::Kinds(_) | Operand::Without(..) => {
            None
        }
    }
}

/// A union whose branches only demand properties.
fn lower_demand(
    cx: &mut Lower<'_>,
    assertions: &mut Vec<Assertion>,
    owner: SchemaId,
    keyword: UnionKeyword,
) {
    let Some(object) = cx.object(owner) else {
        return;
    };
    let mut whole = Whole::new(cx);
    let lowered = match keyword {
        UnionKeyword::OneOf => whole.lists(object.one_of.as_deref()).map(Assertion::OneOf),
        UnionKeyword::AnyOf => whole.lists(object.any_of.as_deref()).map(Assertion::AnyOf),
    };
    match lowered {
        Ok(lowered) => assertions.push(lowered),
        Err(fault) => report(cx, owner, keyword.name(), fault),
    }
}

/// The conditional keywords of one schema.
fn lower_conditions(cx: &mut Lower<'_>, assertions: &mut Vec<Assertion>, id: SchemaId) {
    let Some(object) = cx.object(id) else {
        return;
    };
    let said = schema::CONDITIONS.iter();
    for keyword in said.filter(|keyword| (keyword.is_said)(object)) {
        let mut found = Vec::new();
        let lowered = (keyword.lower)(&mut Whole::new(cx), object, &mut found);
        match lowered {
            Ok(()) => assertions.append(&mut found),
            Err(fault) => report(cx, id, keyword.name, fault),
        }
    }
}

fn report(cx: &mut Lower<'_>, id: SchemaId, keyword: &'static str, fault: Fault) {
    if !cx.reported.insert((id, keyword)) {
        return;
    }
    let why = match fault {
        Fault::Recursive => "it leads back to itself",
        Fault::TooLarge => "what it refers to is too large",
    };
    let keys = cx.object(id).map(|object| &object.keys);
    let origin = &cx.schema(id).origin;
    let span = keys.and_then(|keys| keys.get(keyword));
    cx.sink.push(
        Diagnostic::new(
            Code::UnsupportedKeyword,
            format!("`{keyword}` is not enforced: {why}"),
        )
        .at(span.unwrap_or(origin.span), &origin.pointer.join(keyword)),
    );
}

/// Adds what constraints demand.
fn push_constraints(cx: &mut Lower<'_>, all: &mut Vec<Assertion>, constraints: &Constraints) {
    let demanded = |least: Option<u64>| least.filter(|least| *least > 0);
    all.extend(demanded(constraints.length.min).map(Assertion::MinLength));
    all.extend(constraints.length.max.map(Assertion::MaxLength));
    for written in &constraints.patterns {
        all.extend(pattern::lower_pattern(cx, written).map(Assertion::Pattern));
    }
    all.extend(constraints.minimum.clone().map(Assertion::Minimum));
    all.extend(constraints.maximum.clone().map(Assertion::Maximum));
    let exclusive = constraints.exclusive_minimum.clone();
    all.extend(exclusive.map(Assertion::ExclusiveMinimum));
    let exclusive = constraints.exclusive_maximum.clone();
    all.extend(exclusive.map(Assertion::ExclusiveMaximum));
    let divisors = constraints.multiple_of.iter().cloned();
    all.extend(divisors.map(Assertion::MultipleOf));
    all.extend(demanded(constraints.items.min).map(Assertion::MinItems));
    all.extend(constraints.items.max.map(Assertion::MaxItems));
    all.extend(constraints.unique_items.then_some(Assertion::UniqueItems));
    all.extend(demanded(constraints.properties.min).map(Assertion::MinProperties));
    all.extend(constraints.properties.max.map(Assertion::MaxProperties));
}
