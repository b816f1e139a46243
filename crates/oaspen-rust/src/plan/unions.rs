//! Unions.

use indexmap::IndexMap;
use oaspen_ir::ir::{self, Json, NameStep, Reason, Scalar, Shape, StringFormat, TypeId};

use super::deprecated::is_deprecated;
use super::docs::code_span;
use super::enums::claim_unknown;
use super::equality::plan_equality;
use super::spelling::Spelling;
use super::{Cx, DocsWriter, checks, constraints, items, json, names};
use crate::model::{
    Check, Derive, Kind, Kinds, Literal, Rule, Test, Through, Union, UnionPlan, UnionVariant,
};
use crate::name::{Case, RustIdent, Scope, Words};

/// Plans the enum of a union.
pub(crate) fn plan_union(cx: &Cx<'_>, id: TypeId, ident: RustIdent, union: &ir::Union) -> Union {
    let variants = plan_variants(cx, id, union);
    let through = plan_through(cx, union, &variants);
    let mut scope = Scope::new();
    for variant in &variants {
        scope.reserve(variant.ident.as_str());
    }
    let mut derives = vec![Derive::Clone, Derive::Debug, Derive::PartialEq];
    derives.extend(plan_equality(cx, id));
    let checks = checks::plan_type_checks(cx, id);
    let mut plan = plan_plan(&ident, &union.plan);
    plan.is_shared = checks
        .iter()
        .any(|check| matches!(check, Check::Branches(_)));
    let docs = items::type_words(cx.ir.ty(id));
    let docs = describe_plan(docs, &union.plan, &variants);
    Union {
        deprecated: is_deprecated(cx, id),
        docs: docs.join(items::type_docs_rest(cx, id)).finish(),
        ident,
        derives,
        variants,
        through,
        into_request: super::direction::plan_union_into_request(cx, id, union),
        unknown: claim_unknown(&mut scope),
        plan,
        checks,
    }
}

pub(super) fn plan_variants(cx: &Cx<'_>, id: TypeId, union: &ir::Union) -> Vec<UnionVariant> {
    let mut scope = Scope::new();
    let whole = names::shared_words(&cx.ir.ty(id).name);
    let mut uses: IndexMap<Spelling, usize> = IndexMap::new();
    for branch in &union.branches {
        *uses.entry(cx.spelling(branch.ty)).or_default() += 1;
    }
    let mut variants = Vec::with_capacity(union.branches.len());
    for (at, branch) in union.branches.iter().enumerate() {
        let value = cx.value(branch.ty);
        let once = uses.get(&cx.spelling(branch.ty)) == Some(&1);
        variants.push(UnionVariant {
            docs: branch_docs(cx, branch),
            ident: scope.claim_first(&variant_words(cx, branch, &whole), Case::Pascal),
            boxed: cx.facts.of(id).boxed.contains(&at) || cx.sizes.is_large(branch.ty),
            from: once && !value.nullable,
            ty: cx.ty(branch.ty),
        });
    }
    variants
}

/// The most types that a union is made from by way of a variant.
const MOST_THROUGH: usize = 256;

/// What extends a parent that itself extends the one whose union this is.
fn plan_through(cx: &Cx<'_>, union: &ir::Union, variants: &[UnionVariant]) -> Vec<Through> {
    let mut taken: Vec<Spelling> = union.branches.iter().map(|it| cx.spelling(it.ty)).collect();
    let mut through = Vec::new();
    for (branch, variant) in union.branches.iter().zip(variants) {
        let mut open = vec![branch.ty.id];
        while let Some(inner) = open.pop().and_then(|id| family_of(cx, id)) {
            for branch in &inner.branches {
                let spelling = cx.spelling(branch.ty);
                if taken.contains(&spelling) || through.len() >= MOST_THROUGH {
                    continue;
                }
                taken.push(spelling);
                open.push(branch.ty.id);
                through.push(Through {
                    ty: cx.ty(branch.ty),
                    variant: variant.ident.clone(),
                    boxed: variant.boxed,
                });
            }
        }
    }
    through
}

/// The union of a discriminated parent.
fn family_of<'c>(cx: &'c Cx<'_>, id: TypeId) -> Option<&'c ir::Union> {
    let Shape::Union(union) = &cx.ir.ty(cx.unaliased(id)).shape else {
        return None;
    };
    let own = union.branches.last()?;
    let is_base = matches!(
        cx.ir.ty(own.ty.id).name.steps.as_slice(),
        [NameStep::Base] | [NameStep::Base, NameStep::Request]
    );
    is_base.then_some(union)
}

fn branch_docs(cx: &Cx<'_>, branch: &ir::Branch) -> crate::model::Docs {
    let pointer = match cx.names.of(branch.ty.id) {
        Some(_) => &cx.ir.ty(branch.ty.id).origin.pointer,
        None => &branch.origin.pointer,
    };
    let writer = DocsWriter::described(&branch.docs);
    let writer = match cx.ir.ty(branch.ty.id).name.steps.as_slice() {
        [NameStep::Base] | [NameStep::Base, NameStep::Request] => writer.paragraph(
            "The parent itself; on the client also a value whose kind is not known, with all that \
             it holds.",
        ),
        _ => writer,
    };
    constraints::describe_use(cx, writer, branch.ty.id)
        .code(&pointer.to_string())
        .finish()
}

/// A title of more words is a sentence and names nothing.
const LONGEST_TITLE: usize = 4;

/// What a branch may be called, best first: as its type is called within the union's, by its tag, by
/// its type's name without the union's, by that name, by its title, by its kind.
fn variant_words(cx: &Cx<'_>, branch: &ir::Branch, union: &Words) -> Vec<Words> {
    let ty = cx.ir.ty(branch.ty.id);
    if let [NameStep::Base] | [NameStep::Base, NameStep::Request] = ty.name.steps.as_slice() {
        return ["base", "parent", "base value"].map(Words::of).to_vec();
    }
    // A number names nothing.
    let tag = branch
        .tag
        .as_ref()
        .filter(|tag| !tag.starts_with(|first: char| first.is_ascii_digit() || first == '-'));
    let mut steps = ty.name.steps.iter().rev();
    let last = steps.find(|step| **step != NameStep::Request);
    let mut choices: Vec<Words> = Vec::new();
    choices.extend(last.and_then(|step| own_words(step, union)));
    choices.extend(tag.map(|tag| Words::of(tag)));
    let is_inline_branch = matches!(
        last,
        Some(NameStep::Branch(_) | NameStep::Title(_) | NameStep::Constant(_) | NameStep::Key(_))
    );
    if cx.names.of(branch.ty.id).is_some() && !is_inline_branch {
        let words = names::shared_words(&ty.name);
        choices.extend(words.strip_prefix(union));
        choices.push(words);
        return choices;
    }
    let titles = [&branch.docs.title, &ty.docs.title];
    let title = titles
        .into_iter()
        .flatten()
        .next()
        .map(|title| Words::of(title));
    if let Some(title) = title.filter(|title| title.count() <= LONGEST_TITLE) {
        choices.extend(title.strip_prefix(union));
        choices.push(title);
    }
    let kind = kind_words(cx, branch.ty.id);
    choices.push(kind.clone());
    if let Shape::List(list) = &ty.shape {
        let item = names::name_words(&cx.ir.ty(list.item.id).name);
        choices.push(item.join(&kind));
    }
    choices
}

/// The last words of the type of an inline branch.
fn own_words(step: &NameStep, union: &Words) -> Option<Words> {
    match step {
        NameStep::Title(title) => {
            let title = Words::of(title);
            Some(title.strip_prefix(union).unwrap_or(title))
        }
        NameStep::Constant(value) => Some(Words::of(value)),
        NameStep::Key(key) => Some(names::key_words(key)),
        NameStep::Property(_)
        | NameStep::Item
        | NameStep::Value
        | NameStep::Branch(_)
        | NameStep::Position(_)
        | NameStep::Base
        | NameStep::RequestBody
        | NameStep::Response(_)
        | NameStep::Media(_)
        | NameStep::Parameter(_)
        | NameStep::Request => None,
    }
}

fn kind_words(cx: &Cx<'_>, id: TypeId) -> Words {
    Words::of(match &cx.ir.ty(cx.unaliased(id)).shape {
        Shape::Struct(_) => "object",
        Shape::Enum(_) => "enum",
        Shape::Union(_) | Shape::Alias(_) => "union",
        Shape::List(_) => "list",
        Shape::Map(_) => "map",
        Shape::Tuple(_) => "tuple",
        Shape::Any => "any",
        Shape::Never => "never",
        Shape::Scalar(scalar) => match scalar {
            Scalar::Boolean => "boolean",
            Scalar::Integer(_) => "integer",
            Scalar::Number(_) => "number",
            Scalar::String(format) => format_word(format),
            Scalar::Base64 => "base64",
            Scalar::Binary => "bytes",
            Scalar::Null => "null",
            Scalar::External(_) => "value",
        },
    })
}

fn format_word(format: &StringFormat) -> &'static str {
    match format {
        StringFormat::DateTime => "date time",
        StringFormat::Date => "date",
        StringFormat::Time => "time",
        StringFormat::Duration => "duration",
        StringFormat::Uuid => "uuid",
        StringFormat::Uri => "uri",
        StringFormat::Ipv4 => "ipv4",
        StringFormat::Ipv6 => "ipv6",
        StringFormat::Decimal => "decimal",
        StringFormat::Plain | StringFormat::Password | StringFormat::Other(_) => "string",
    }
}

fn plan_plan(ident: &RustIdent, plan: &ir::Plan) -> UnionPlan {
    let rules: Vec<Rule> = plan.rules.iter().filter_map(plan_rule).collect();
    let mut tried: Vec<usize> = rules
        .iter()
        .filter(|rule| rule.test == Test::Decodes)
        .map(|rule| rule.branch)
        .collect();
    tried.sort_unstable();
    tried.dedup();
    UnionPlan {
        ident: Scope::new().claim(&Words::of(ident.plain()), Case::Screaming),
        rules,
        tried,
        is_shared: false,
        reconsiders: plan.reconsiders,
    }
}

/// `None` for a rule that asks for a value no rule can hold, such as an object.
fn plan_rule(rule: &ir::Rule) -> Option<Rule> {
    let test = match &rule.test {
        ir::Test::Always => Test::Always,
        ir::Test::HasKey(name) => Test::HasKey(name.clone()),
        ir::Test::KeyEquals(name, values) => Test::KeyEquals(name.clone(), literals(values)?),
        ir::Test::Equals(values) => Test::Equals(literals(values)?),
        ir::Test::Decodes => Test::Decodes,
        ir::Test::FirstItem(kinds) if kinds.is_empty() => Test::FirstItem(Kinds::None),
        ir::Test::FirstItem(kinds) => Test::FirstItem(plan_kinds(*kinds)),
        ir::Test::LacksKey(key) => Test::LacksKey(key.clone()),
        ir::Test::Tolerated => Test::Tolerated,
    };
    Some(Rule {
        kinds: plan_kinds(rule.kinds),
        test,
        branch: rule.branch,
    })
}

/// The runtime's numbers are all numbers, so they stand for whole ones and fractions at once.
pub(super) fn plan_kinds(kinds: ir::KindSet) -> Kinds {
    if kinds == ir::KindSet::ALL {
        return Kinds::Any;
    }
    let has_all_numbers =
        kinds.contains(ir::JsonKind::Integer) && kinds.contains(ir::JsonKind::Number);
    let named = kinds.iter().filter_map(|kind| match kind {
        ir::JsonKind::Null => Some(Kind::Null),
        ir::JsonKind::Boolean => Some(Kind::Boolean),
        ir::JsonKind::Integer => (!has_all_numbers).then_some(Kind::Integer),
        ir::JsonKind::Number if has_all_numbers => Some(Kind::Number),
        ir::JsonKind::Number => Some(Kind::Fraction),
        ir::JsonKind::String => Some(Kind::String),
        ir::JsonKind::Array => Some(Kind::Array),
        ir::JsonKind::Object => Some(Kind::Object),
    });
    let named: Vec<Kind> = named.collect();
    // A rule for no kind asks for nothing of the kind.
    if named.is_empty() {
        Kinds::Any
    } else {
        Kinds::Of(named)
    }
}

fn literals(values: &[Json]) -> Option<Vec<Literal>> {
    let literals: Option<Vec<Literal>> = values.iter().map(literal).collect();
    literals.filter(|literals| !literals.is_empty())
}

fn literal(value: &Json) -> Option<Literal> {
    match value {
        Json::Null => Some(Literal::Null),
        Json::Bool(value) => Some(Literal::Bool(*value)),
        Json::Number(text) => Some(Literal::Number(text.clone())),
        Json::String(text) => Some(Literal::String(text.clone())),
        Json::Array(_) | Json::Object(_) => None,
    }
}

/// Says in words how a value finds its branch.
fn describe_plan(writer: DocsWriter, plan: &ir::Plan, variants: &[UnionVariant]) -> DocsWriter {
    let rules: Vec<String> = plan
        .rules
        .iter()
        .filter_map(|rule| {
            let variant = variants.get(rule.branch)?;
            Some(format!("{} → [`Self::{}`]", rule_text(rule), variant.ident))
        })
        .collect();
    if rules.len() < 2 {
        return writer;
    }
    let writer = writer.paragraph(&format!("Told apart by: {}.", rules.join("; ")));
    match &plan.reason {
        Reason::Order { witness, .. } => writer.paragraph(&format!(
            "The order decides, because some values fit several, such as {}.",
            code_span(&json::shown(witness))
        )),
        Reason::Single
        | Reason::Discriminator(_)
        | Reason::Constant(_)
        | Reason::Kind
        | Reason::RequiredKey
        | Reason::Mixed => writer,
    }
}

fn rule_text(rule: &ir::Rule) -> String {
    let values = |values: &[Json]| {
        let shown: Vec<String> = values
            .iter()
            .map(|value| code_span(&json::shown(value)))
            .collect();
        shown.join(" or ")
    };
    match &rule.test {
        ir::Test::Always => kinds_text(rule.kinds),
        ir::Test::HasKey(name) => format!("key {}", code_span(name)),
        ir::Test::FirstItem(kinds) if kinds.is_empty() => "empty array".to_owned(),
        ir::Test::FirstItem(kinds) => format!("array that begins with {}", kinds_text(*kinds)),
        ir::Test::LacksKey(name) => format!("no key {}", code_span(name)),
        ir::Test::Tolerated => "anything else, on the client".to_owned(),
        ir::Test::KeyEquals(name, of) => format!("key {} = {}", code_span(name), values(of)),
        ir::Test::Equals(of) => values(of),
        ir::Test::Decodes => format!("{} of its shape", kinds_text(rule.kinds)),
    }
}

pub(super) fn kinds_text(kinds: ir::KindSet) -> String {
    if kinds == ir::KindSet::ALL {
        return "any value".to_owned();
    }
    let has_integers = kinds.contains(ir::JsonKind::Integer);
    let has_all_numbers = has_integers && kinds.contains(ir::JsonKind::Number);
    let names: Vec<&str> = kinds
        .iter()
        .filter_map(|kind| match kind {
            ir::JsonKind::Null => Some("null"),
            ir::JsonKind::Boolean => Some("boolean"),
            ir::JsonKind::Integer => (!has_all_numbers).then_some("integer"),
            ir::JsonKind::Number if has_all_numbers => Some("number"),
            ir::JsonKind::Number => Some("fraction"),
            ir::JsonKind::String => Some("string"),
            ir::JsonKind::Array => Some("array"),
            ir::JsonKind::Object => Some("object"),
        })
        .collect();
    names.join(" or ")
}
