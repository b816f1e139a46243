//! What is checked of values beyond what reading them as their types finds out.
//!
//! A type with an impl of its own has a table of its own, which others name; what has none is
//! written out where it is used.

use std::cell::Cell;

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_ir::ir::{
    Additional, Assertion, Json, JsonKind, KindSet, Reason, Shape, Struct, Test, TypeId, TypeUse,
    Union,
};

use super::types::{is_own_type, is_typed_tuple};
use super::{Cx, json};
use crate::model::{Check, Codec, Pattern, Reader};

/// How many checks are written out in one place: types without a name may hold each other so that
/// writing them out never ends.
const MOST_CHECKS: usize = 10_000;

/// How deep checks are written out within checks.
const DEEPEST: usize = 32;

/// The checks of a type that has an impl of its own.
pub(super) fn plan_type_checks(cx: &Cx<'_>, id: TypeId) -> Vec<Check> {
    let writer = Writer::new(cx);
    let checks = if cx.facts.of(id).is_checked {
        writer.inside(id)
    } else {
        Vec::new()
    };
    writer.finish(id, checks)
}

/// The checks of a value where it is used; none when those of its Rust type are the same.
pub(super) fn plan_use_checks(cx: &Cx<'_>, at: TypeUse) -> Vec<Check> {
    let writer = Writer::new(cx);
    let checks = writer.used(at);
    let checks = if checks.iter().all(is_of_type) {
        Vec::new()
    } else {
        checks
    };
    writer.finish(at.id, checks)
}

/// Reports the types whose checks were too many.
pub(super) fn report_unchecked(cx: &mut Cx<'_>) {
    for id in cx.unchecked.take() {
        let origin = &cx.ir.ty(id).origin;
        let message = "so many conditions stand inside of this that not all are enforced";
        cx.sink.push(
            Diagnostic::new(Code::DepthLimit, message)
                .severity(Severity::Weakened)
                .at(origin.span, &origin.pointer),
        );
    }
}

/// Whether the traits of Rust's own types check the same.
fn is_of_type(check: &Check) -> bool {
    match check {
        Check::Of(_) => true,
        Check::ItemsFrom(0, inside)
        | Check::Position(_, inside)
        | Check::Values(inside)
        | Check::Nullable(inside) => inside.iter().all(is_of_type),
        Check::Never
        | Check::Kinds(_)
        | Check::OneOfValues(_)
        | Check::MinLength(_)
        | Check::MaxLength(_)
        | Check::Pattern(_)
        | Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_)
        | Check::MultipleOf(_)
        | Check::MinItems(_)
        | Check::MaxItems(_)
        | Check::UniqueItems
        | Check::ItemsFrom(..)
        | Check::Contains(..)
        | Check::UnevaluatedItems(..)
        | Check::MinProperties(_)
        | Check::MaxProperties(_)
        | Check::Required(_)
        | Check::Property(..)
        | Check::Matching(..)
        | Check::Others(..)
        | Check::Names(_)
        | Check::DependentRequired(..)
        | Check::Dependent(..)
        | Check::UnevaluatedProperties(..)
        | Check::Not(_)
        | Check::AnyOf(_)
        | Check::OneOf(_)
        | Check::If(..)
        | Check::AsText(_)
        | Check::AsScalar(_)
        | Check::Branches(_)
        | Check::AnyBranch(_)
        | Check::OneBranch(_) => false,
    }
}

/// Whether a check may refuse `null`.
fn looks_at_null(check: &Check) -> bool {
    match check {
        Check::Never
        | Check::Kinds(_)
        | Check::OneOfValues(_)
        | Check::Not(_)
        | Check::AnyOf(_)
        | Check::OneOf(_)
        | Check::If(..)
        | Check::AsText(_)
        | Check::AsScalar(_)
        | Check::Branches(_)
        | Check::AnyBranch(_)
        | Check::OneBranch(_) => true,
        Check::MinLength(_)
        | Check::MaxLength(_)
        | Check::Pattern(_)
        | Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_)
        | Check::MultipleOf(_)
        | Check::MinItems(_)
        | Check::MaxItems(_)
        | Check::UniqueItems
        | Check::Position(..)
        | Check::ItemsFrom(..)
        | Check::Contains(..)
        | Check::UnevaluatedItems(..)
        | Check::MinProperties(_)
        | Check::MaxProperties(_)
        | Check::Required(_)
        | Check::Property(..)
        | Check::Matching(..)
        | Check::Others(..)
        | Check::Values(_)
        | Check::Names(_)
        | Check::DependentRequired(..)
        | Check::Dependent(..)
        | Check::UnevaluatedProperties(..)
        | Check::Nullable(_)
        | Check::Of(_) => false,
    }
}

struct Writer<'c, 'a> {
    cx: &'c Cx<'a>,
    left: Cell<usize>,
    depth: Cell<usize>,
    /// Whether something was left out.
    is_exhausted: Cell<bool>,
}

impl<'c, 'a> Writer<'c, 'a> {
    fn new(cx: &'c Cx<'a>) -> Self {
        Self {
            cx,
            left: Cell::new(MOST_CHECKS),
            depth: Cell::new(0),
            is_exhausted: Cell::new(false),
        }
    }

    fn finish(&self, id: TypeId, checks: Vec<Check>) -> Vec<Check> {
        if self.is_exhausted.get() {
            self.cx.unchecked.borrow_mut().insert(id);
        }
        checks
    }

    /// The checks of a value where it is used.
    fn used(&self, at: TypeUse) -> Vec<Check> {
        let checks = self.value(at.id);
        if at.nullable && checks.iter().any(looks_at_null) {
            vec![Check::Nullable(checks)]
        } else {
            checks
        }
    }

    fn value(&self, id: TypeId) -> Vec<Check> {
        if !self.cx.facts.of(id).is_checked {
            return Vec::new();
        }
        let left = self.left.get();
        if left == 0 || self.depth.get() == DEEPEST {
            self.is_exhausted.set(true);
            self.left.set(0);
            return Vec::new();
        }
        self.left.set(left - 1);
        self.depth.update(|depth| depth + 1);
        let checks = self.written(id);
        self.depth.update(|depth| depth - 1);
        checks
    }

    /// The checks of a value of a type that has some.
    fn written(&self, id: TypeId) -> Vec<Check> {
        let is_own = is_own_type(self.cx.ir, self.cx.facts, id);
        match (&self.cx.ir.ty(id).shape, self.cx.names.of(id)) {
            // The impls of enums are the runtime's and have no table.
            (Shape::Enum(_), _) | (_, None) => self.inside(id),
            (_, Some(path)) if is_own => vec![Check::Of(crate::model::Ty::Item(path.clone()))],
            (_, Some(_)) => self.inside(id),
        }
    }

    /// What is checked of the values of a type, written out.
    fn inside(&self, id: TypeId) -> Vec<Check> {
        let ty = self.cx.ir.ty(id);
        let mut checks: Vec<Check> = ty.assertions.iter().map(plan_assertion).collect();
        match &ty.shape {
            Shape::Struct(object) => self.object(object, &mut checks),
            Shape::Union(union) => {
                let branches = union.branches.iter().map(|branch| self.used(branch.ty));
                checks.extend(self.branches(union, branches.collect()));
            }
            Shape::List(list) => push(&mut checks, self.used(list.item), |inside| {
                Check::ItemsFrom(0, inside)
            }),
            Shape::Map(map) => push(&mut checks, self.used(map.value), Check::Values),
            Shape::Tuple(tuple) if is_typed_tuple(tuple) => {
                for (position, item) in tuple.items.iter().enumerate() {
                    let mut inside = self.used(*item);
                    // What may be left out is an `Option`, which would take `null` for that.
                    if position >= tuple.least && !self.cx.holds_null(*item) {
                        let kinds = KindSet::ALL.without(KindSet::of(JsonKind::Null));
                        inside.push(Check::Kinds(super::unions::plan_kinds(kinds)));
                    }
                    push(&mut checks, inside, |inside| {
                        Check::Position(position, inside)
                    });
                }
            }
            Shape::Alias(target) => checks.extend(self.used(*target)),
            Shape::Enum(_) | Shape::Tuple(_) | Shape::Scalar(_) | Shape::Any | Shape::Never => {}
        }
        checks
    }

    /// What is checked of the branch that a value is. Where the first that it reads as need not be
    /// the one that is meant, some branch must hold; where only one may hold, no other.
    fn branches(&self, union: &Union, branches: Vec<Vec<Check>>) -> Option<Check> {
        let types = union.branches.iter().map(|branch| self.cx.ty(branch.ty));
        if union.is_exclusive {
            return Some(Check::OneBranch(types.zip(branches).collect()));
        }
        if branches.iter().all(Vec::is_empty) {
            return None;
        }
        // Branches that are tried may differ by their conditions alone, which trying does not ask.
        let is_tried = union
            .plan
            .rules
            .iter()
            .any(|rule| rule.test == Test::Decodes);
        let is_ordered =
            union.plan.reconsiders || matches!(union.plan.reason, Reason::Order { .. });
        Some(if is_tried || is_ordered {
            Check::AnyBranch(types.zip(branches).collect())
        } else {
            Check::Branches(branches)
        })
    }

    fn object(&self, object: &Struct, checks: &mut Vec<Check>) {
        for field in &object.fields {
            let inside = self.used(field.ty);
            let inside = match super::field::field_codec(self.cx, field.ty, field.required) {
                Codec::Plain => inside,
                Codec::Lenient(..) if inside.is_empty() => inside,
                Codec::Lenient(Reader::Text, _) => vec![Check::AsText(inside)],
                Codec::Lenient(Reader::Texts, _) => inside.into_iter().map(items_as_text).collect(),
                Codec::Lenient(Reader::Scalar | Reader::Scalars, _) => {
                    vec![Check::AsScalar(inside)]
                }
            };
            push(checks, inside, |inside| {
                Check::Property(field.name.clone(), inside)
            });
        }
        if let Additional::Typed(value) = &object.additional {
            let named = object.fields.iter().map(|field| &field.name);
            let named = named.chain(&object.passed_over).cloned();
            push(checks, self.used(*value), |inside| {
                Check::Others(named.collect(), Vec::new(), inside)
            });
        }
    }
}

/// The checks of items that are texts, for items that are read as their text.
fn items_as_text(check: Check) -> Check {
    if let Check::ItemsFrom(first, inside) = check {
        Check::ItemsFrom(first, vec![Check::AsText(inside)])
    } else {
        check
    }
}

fn push(checks: &mut Vec<Check>, inside: Vec<Check>, whole: impl FnOnce(Vec<Check>) -> Check) {
    if !inside.is_empty() {
        checks.push(whole(inside));
    }
}

fn plan_list(assertions: &[Assertion]) -> Vec<Check> {
    // As deep as lowering followed schemas, which it bounds.
    assertions.iter().map(plan_assertion).collect()
}

fn plan_lists(lists: &[Vec<Assertion>]) -> Vec<Vec<Check>> {
    lists.iter().map(|list| plan_list(list)).collect()
}

fn plan_pattern(pattern: &oaspen_ir::ir::Pattern) -> Pattern {
    Pattern {
        written: pattern.written.clone(),
        regex: pattern.regex.clone(),
    }
}

fn texts(values: &[Json]) -> Vec<String> {
    values.iter().map(json::text).collect()
}

fn plan_assertion(assertion: &Assertion) -> Check {
    match assertion {
        Assertion::Never => Check::Never,
        Assertion::Kinds(kinds) => Check::Kinds(super::unions::plan_kinds(*kinds)),
        Assertion::Values(values) => Check::OneOfValues(texts(values)),
        Assertion::MinLength(least) => Check::MinLength(*least),
        Assertion::MaxLength(most) => Check::MaxLength(*most),
        Assertion::Pattern(pattern) => Check::Pattern(plan_pattern(pattern)),
        Assertion::Minimum(limit) => Check::Minimum(limit.clone()),
        Assertion::Maximum(limit) => Check::Maximum(limit.clone()),
        Assertion::ExclusiveMinimum(limit) => Check::ExclusiveMinimum(limit.clone()),
        Assertion::ExclusiveMaximum(limit) => Check::ExclusiveMaximum(limit.clone()),
        Assertion::MultipleOf(divisor) => Check::MultipleOf(divisor.clone()),
        Assertion::MinItems(least) => Check::MinItems(*least),
        Assertion::MaxItems(most) => Check::MaxItems(*most),
        Assertion::UniqueItems => Check::UniqueItems,
        Assertion::Position(position, item) => Check::Position(*position, plan_list(item)),
        Assertion::ItemsFrom(first, item) => Check::ItemsFrom(*first, plan_list(item)),
        Assertion::Contains(item, least, most) => Check::Contains(plan_list(item), *least, *most),
        Assertion::UnevaluatedItems(whole, item) => {
            Check::UnevaluatedItems(plan_list(whole), plan_list(item))
        }
        Assertion::MinProperties(least) => Check::MinProperties(*least),
        Assertion::MaxProperties(most) => Check::MaxProperties(*most),
        Assertion::Required(name) => Check::Required(name.clone()),
        Assertion::Property(name, value) => Check::Property(name.clone(), plan_list(value)),
        Assertion::Matching(name, value) => Check::Matching(plan_pattern(name), plan_list(value)),
        Assertion::Others(names, patterns, value) => {
            let patterns = patterns.iter().map(plan_pattern).collect();
            Check::Others(names.clone(), patterns, plan_list(value))
        }
        Assertion::Names(name) => Check::Names(plan_list(name)),
        Assertion::DependentRequired(name, others) => {
            Check::DependentRequired(name.clone(), others.clone())
        }
        Assertion::Dependent(name, whole) => Check::Dependent(name.clone(), plan_list(whole)),
        Assertion::UnevaluatedProperties(whole, value) => {
            Check::UnevaluatedProperties(plan_list(whole), plan_list(value))
        }
        Assertion::Not(list) => Check::Not(plan_list(list)),
        Assertion::AnyOf(lists) => Check::AnyOf(plan_lists(lists)),
        Assertion::OneOf(lists) => Check::OneOf(plan_lists(lists)),
        Assertion::If(condition, then, otherwise) => {
            Check::If(plan_list(condition), plan_list(then), plan_list(otherwise))
        }
    }
}
