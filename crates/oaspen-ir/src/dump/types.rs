//! The types of an Ir as text.

use super::reference::{is_shown_in_place, push_constraints, show_name, show_scalar, show_use};
use super::{Page, push_default, push_docs, push_said};
use crate::facts::TypeFacts;
use crate::ir::{
    Additional, Assertion, Enum, EnumBase, Field, JsonKind, KindSet, Plan, Reason, Rule, Shape,
    Struct, Test, Type, TypeId, Union,
};

impl Page<'_> {
    pub(super) fn types(&mut self) {
        for (index, ty) in self.ir.types.iter().enumerate() {
            let id = TypeId::from_index(index);
            if !is_shown_in_place(self.ir, id) {
                self.text.push('\n');
                self.ty(id, ty);
            }
        }
    }

    fn ty(&mut self, id: TypeId, ty: &Type) {
        let mut line = format!("type {}: {}", show_name(&ty.name), self.head(&ty.shape));
        push_constraints(&mut line, ty);
        push_default(&mut line, ty.default.as_ref());
        line.push_str(&format!(" at {}", ty.origin.pointer));
        push_docs(&mut line, &ty.docs);
        self.line(0, &line);
        if let Some(facts) = self.facts {
            let facts = show_facts(facts.of(id));
            self.line(1, &format!("facts {facts}"));
        }
        for assertion in ty.assertions.iter().filter(|one| !is_constraint(one)) {
            self.line(1, &format!("demands {assertion:?}"));
        }
        match &ty.shape {
            Shape::Struct(object) => self.object(object),
            Shape::Enum(values) => self.variants(values),
            Shape::Union(union) => self.union(union),
            Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Alias(_)
            | Shape::Any
            | Shape::Never => {}
        }
    }

    /// A shape in a word, or whole when it fits.
    fn head(&self, shape: &Shape) -> String {
        let show = |ty| show_use(self.ir, ty);
        match shape {
            Shape::Struct(_) => "struct".to_owned(),
            Shape::Enum(values) => {
                let open = if values.open { "open " } else { "" };
                format!("{open}enum of {}", show_base(values.base))
            }
            Shape::Union(union) => {
                let exactly = if union.is_exclusive {
                    ", exactly one"
                } else {
                    ""
                };
                let again = if union.plan.reconsiders {
                    ", reconsidered"
                } else {
                    ""
                };
                let reason = show_reason(&union.plan.reason);
                format!("union by {reason}{again}{exactly}")
            }
            Shape::List(list) => format!("[{}]", show(list.item)),
            Shape::Map(map) => format!("{{{}}}", show(map.value)),
            Shape::Tuple(tuple) => {
                let optional = |at: usize| if at < tuple.least { "" } else { "?" };
                let items = tuple.items.iter().enumerate();
                let items = items.map(|(at, item)| format!("{}{}", show(*item), optional(at)));
                let mut items: Vec<String> = items.collect();
                items.extend(tuple.rest.map(|rest| format!("{}...", show(rest))));
                format!("({})", items.join(", "))
            }
            Shape::Scalar(scalar) => show_scalar(scalar),
            Shape::Alias(target) => format!("= {}", show(*target)),
            Shape::Any => "any".to_owned(),
            Shape::Never => "never".to_owned(),
        }
    }

    fn object(&mut self, object: &Struct) {
        for field in &object.fields {
            self.field(field);
        }
        match &object.additional {
            Additional::Ignored => {}
            Additional::Denied => self.line(1, "no others"),
            Additional::Typed(ty) => {
                let line = format!("others: {}", show_use(self.ir, *ty));
                self.line(1, &line);
            }
        }
        if !object.passed_over.is_empty() {
            let line = format!("passes over {}", object.passed_over.join(", "));
            self.line(1, &line);
        }
        if !object.parts.is_empty() {
            let parts = object.parts.iter().map(|part| &self.ir.ty(*part).name);
            let parts: Vec<String> = parts.map(show_name).collect();
            self.line(1, &format!("holds {}", parts.join(", ")));
        }
        if !object.any_of.is_empty() {
            let branches = object.any_of.iter().map(|id| &self.ir.ty(*id).name);
            let branches: Vec<String> = branches.map(show_name).collect();
            self.line(1, &format!("is any of {}", branches.join(", ")));
        }
        for demand in &object.demands {
            let sets: Vec<String> = demand.sets.iter().map(|set| set.join(" and ")).collect();
            let count = if demand.exactly_one {
                "exactly"
            } else {
                "at least"
            };
            self.line(1, &format!("{count} one of {}", sets.join(", ")));
        }
    }

    fn field(&mut self, field: &Field) {
        let optional = if field.required { "" } else { "?" };
        let mut line = format!("{}{optional}: {}", field.name, show_use(self.ir, field.ty));
        push_default(&mut line, field.default.as_ref());
        if field.read_only {
            line.push_str(" read-only");
        }
        if field.write_only {
            line.push_str(" write-only");
        }
        if let Some(fixed) = &field.fixed {
            line.push_str(&format!(" fixed {}", fixed));
        }
        push_docs(&mut line, &field.docs);
        self.line(1, &line);
    }

    fn variants(&mut self, values: &Enum) {
        for variant in &values.variants {
            let mut line = variant.value.to_string();
            if let Some(name) = &variant.name {
                line.push_str(&format!(" called {name:?}"));
            }
            if variant.deprecated {
                line.push_str(" deprecated");
            }
            push_said(&mut line, "", variant.description.as_deref());
            self.line(1, &line);
        }
    }

    fn union(&mut self, union: &Union) {
        for (index, branch) in union.branches.iter().enumerate() {
            let mut line = format!("{index}: {}", show_use(self.ir, branch.ty));
            if let Some(tag) = &branch.tag {
                line.push_str(&format!(" tagged {tag:?}"));
            }
            push_docs(&mut line, &branch.docs);
            self.line(1, &line);
        }
        self.plan(&union.plan);
    }

    fn plan(&mut self, plan: &Plan) {
        for Rule {
            kinds,
            test,
            branch,
        } in &plan.rules
        {
            let line = format!("{}{} -> {branch}", show_kinds(*kinds), show_test(test));
            self.line(1, &line);
        }
    }
}

/// Whether an assertion is shown among the constraints.
fn is_constraint(assertion: &Assertion) -> bool {
    match assertion {
        Assertion::MinLength(_)
        | Assertion::MaxLength(_)
        | Assertion::Pattern(_)
        | Assertion::Minimum(_)
        | Assertion::Maximum(_)
        | Assertion::ExclusiveMinimum(_)
        | Assertion::ExclusiveMaximum(_)
        | Assertion::MultipleOf(_)
        | Assertion::MinItems(_)
        | Assertion::MaxItems(_)
        | Assertion::UniqueItems
        | Assertion::MinProperties(_)
        | Assertion::MaxProperties(_) => true,
        Assertion::Never
        | Assertion::Kinds(_)
        | Assertion::Values(_)
        | Assertion::Position(..)
        | Assertion::ItemsFrom(..)
        | Assertion::Contains(..)
        | Assertion::UnevaluatedItems(..)
        | Assertion::Required(_)
        | Assertion::Property(..)
        | Assertion::Matching(..)
        | Assertion::Others(..)
        | Assertion::Names(_)
        | Assertion::DependentRequired(..)
        | Assertion::Dependent(..)
        | Assertion::UnevaluatedProperties(..)
        | Assertion::Not(_)
        | Assertion::AnyOf(_)
        | Assertion::OneOf(_)
        | Assertion::If(..) => false,
    }
}

fn show_facts(facts: &TypeFacts) -> String {
    let words = [
        ("request", facts.in_request),
        ("response", facts.in_response),
        ("eq", facts.is_eq),
        ("hash", facts.is_hash),
        ("copy", facts.is_copy),
        ("default", facts.has_default),
        ("checked", facts.is_checked),
        ("recursive-alias", facts.is_recursive_alias),
    ];
    let holding = words.iter().filter(|(_, holds)| *holds);
    let mut words: Vec<String> = holding.map(|(word, _)| (*word).to_owned()).collect();
    if !facts.boxed.is_empty() {
        words.push(format!("boxed {:?}", facts.boxed));
    }
    words.join(" ")
}

fn show_base(base: EnumBase) -> &'static str {
    match base {
        EnumBase::String => "string",
        EnumBase::Integer => "integer",
        EnumBase::Number => "number",
        EnumBase::Boolean => "boolean",
        EnumBase::Mixed => "several kinds",
    }
}

fn show_reason(reason: &Reason) -> String {
    match reason {
        Reason::Single => "having one branch".to_owned(),
        Reason::Discriminator(name) => format!("discriminator {name:?}"),
        Reason::Constant(name) => format!("constant {name:?}"),
        Reason::Kind => "kind".to_owned(),
        Reason::RequiredKey => "required key".to_owned(),
        Reason::Mixed => "several tests".to_owned(),
        Reason::Order {
            first,
            second,
            witness,
        } => format!("order, as {first} and {second} both fit {}", witness),
    }
}

fn show_kinds(kinds: KindSet) -> String {
    if kinds == KindSet::ALL {
        return "value".to_owned();
    }
    let words: Vec<&str> = kinds.iter().map(show_kind).collect();
    words.join("|")
}

fn show_kind(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    }
}

fn show_test(test: &Test) -> String {
    let list = |values: &[crate::ir::Json]| {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        values.join(" | ")
    };
    match test {
        Test::Always => String::new(),
        Test::HasKey(key) => format!(" with {key:?}"),
        Test::FirstItem(KindSet::EMPTY) => " that is empty".to_owned(),
        Test::FirstItem(kinds) => format!(" of {}", show_kinds(*kinds)),
        Test::LacksKey(key) => format!(" without {key:?}"),
        Test::KeyEquals(key, values) => format!(" with {key:?} = {}", list(values)),
        Test::Equals(values) => format!(" = {}", list(values)),
        Test::Decodes => " that decodes".to_owned(),
        Test::Tolerated => " tolerated".to_owned(),
    }
}
