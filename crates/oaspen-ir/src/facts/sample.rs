//! A small value of each type: what tests feed to generated code.
//!
//! Required properties alone, the first value of an enum, the first branch of a union, the shortest
//! array. Nested values are followed to a fixed depth; where nothing small is found there is none.

use std::collections::BTreeMap;

use crate::ir::{
    Bounds, Constraints, Demand, Ir, Json, JsonKind, KindSet, Plan, Rule, Scalar, Shape,
    StringFormat, Struct, Test, TypeId, Union,
};

/// How deep a sample nests.
const DEEPEST: usize = 32;
/// How many values one sample is made of.
const MOST_STEPS: usize = 2_000;

/// A small value of a type; `None` when there is none or it is hard to find, as with patterns.
pub fn sample(ir: &Ir, id: TypeId) -> Option<Json> {
    let mut steps = MOST_STEPS;
    Sampling {
        ir,
        steps: &mut steps,
    }
    .value(id, 0)
}

/// A small value that the plan of a union sends to the branch at this position, and why nothing
/// else: the rule that it satisfies first.
pub fn sample_of_branch<'i>(
    ir: &'i Ir,
    union: &'i Union,
    position: usize,
) -> Option<(Json, &'i Rule)> {
    let branch = union.branches.get(position)?;
    let value = sample(ir, branch.ty.id)?;
    let rules = union.plan.rules.iter();
    let own = rules.filter(|rule| rule.branch == position);
    own.filter(|rule| !matches!(rule.test, Test::Tolerated))
        .find_map(|rule| Some((satisfying(&value, rule)?, rule)))
        .filter(|(value, rule)| first_rule(&union.plan, value) == Some(*rule))
}

/// The value with what a rule asks for; `None` when its kind is another.
fn satisfying(value: &Json, rule: &Rule) -> Option<Json> {
    if !rule.kinds.contains(value.kind()) {
        return None;
    }
    let mut value = value.clone();
    match (&rule.test, &mut value) {
        (Test::KeyEquals(key, values), Json::Object(entries)) => {
            let known = entries.iter().find(|(other, _)| other == key);
            if known.is_none_or(|(_, value)| !values.contains(value)) {
                entries.retain(|(other, _)| other != key);
                entries.insert(0, (key.clone(), values.first()?.clone()));
            }
        }
        (Test::HasKey(key), Json::Object(entries)) => {
            entries.iter().find(|(other, _)| other == key)?;
        }
        (Test::LacksKey(key), Json::Object(entries)) => entries.retain(|(other, _)| other != key),
        (Test::Equals(values), _) => value = values.first()?.clone(),
        (Test::FirstItem(kinds), Json::Array(items)) => {
            let first = items
                .first()
                .map_or(KindSet::EMPTY, |item| KindSet::of(item.kind()));
            if first.intersection(*kinds) != first || first.is_empty() != kinds.is_empty() {
                return None;
            }
        }
        (Test::Always | Test::Decodes, _) => {}
        (
            Test::KeyEquals(..)
            | Test::HasKey(_)
            | Test::LacksKey(_)
            | Test::FirstItem(_)
            | Test::Tolerated,
            _,
        ) => return None,
    }
    Some(value)
}

/// The first rule that a value satisfies; trials are taken to fail for all but the last.
fn first_rule<'p>(plan: &'p Plan, value: &Json) -> Option<&'p Rule> {
    let mut rules = plan.rules.iter();
    rules.find(|rule| rule.kinds.contains(value.kind()) && holds(&rule.test, value))
}

fn holds(test: &Test, value: &Json) -> bool {
    let get = |key: &String| match value {
        Json::Object(entries) => entries.iter().find(|(other, _)| other == key),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => None,
    };
    match test {
        Test::Always | Test::Decodes => true,
        Test::Tolerated => false,
        Test::HasKey(key) => get(key).is_some(),
        Test::LacksKey(key) => get(key).is_none(),
        Test::KeyEquals(key, values) => get(key).is_some_and(|(_, value)| values.contains(value)),
        Test::Equals(values) => values.contains(value),
        Test::FirstItem(kinds) => match value {
            Json::Array(items) => match items.first() {
                Some(item) => kinds.contains(item.kind()),
                None => kinds.is_empty(),
            },
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
                false
            }
        },
    }
}

struct Sampling<'i, 's> {
    ir: &'i Ir,
    steps: &'s mut usize,
}

impl Sampling<'_, '_> {
    fn value(&mut self, id: TypeId, depth: usize) -> Option<Json> {
        *self.steps = self.steps.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let ir = self.ir;
        let ty = ir.ty(id);
        match &ty.shape {
            Shape::Alias(target) => self.value(target.id, depth + 1),
            Shape::Any => Some(Json::Bool(true)),
            Shape::Never => None,
            Shape::Scalar(scalar) => sample_scalar(scalar, &ty.constraints),
            Shape::Enum(values) => Some(values.variants.first()?.value.clone()),
            Shape::Union(union) => {
                let mut branches = 0..union.branches.len();
                branches.find_map(|position| self.branch(union, position, depth + 1))
            }
            Shape::List(list) => self.items(&[], list.item.id, ty.constraints.items, depth),
            Shape::Tuple(tuple) => {
                let head: Vec<TypeId> = tuple.items.iter().map(|item| item.id).collect();
                match tuple.rest {
                    Some(rest) => self.items(&head, rest.id, ty.constraints.items, depth),
                    None => self.all(&head, depth).map(Json::Array),
                }
            }
            Shape::Map(map) => {
                let count = ty.constraints.properties.min.unwrap_or(0);
                let keys = (0..count).map(|at| format!("key{at}"));
                let entries = keys.map(|key| Some((key, self.value(map.value.id, depth + 1)?)));
                entries.collect::<Option<_>>().map(Json::Object)
            }
            Shape::Struct(object) => self.object(object, depth),
        }
    }

    fn branch(&mut self, union: &Union, position: usize, depth: usize) -> Option<Json> {
        let value = self.value(union.branches.get(position)?.ty.id, depth)?;
        let rules = union.plan.rules.iter();
        let mut own = rules.filter(|rule| rule.branch == position);
        own.find_map(|rule| satisfying(&value, rule))
    }

    fn object(&mut self, object: &Struct, depth: usize) -> Option<Json> {
        let demanded: Vec<&String> = object.demands.iter().flat_map(first_set).collect();
        let wanted = object
            .fields
            .iter()
            .filter(|field| field.required || demanded.contains(&&field.name));
        let entries = wanted.map(|field| {
            let value = if field.ty.nullable && field.required {
                Json::Null
            } else {
                self.value(field.ty.id, depth + 1)?
            };
            Some((field.name.clone(), value))
        });
        entries.collect::<Option<_>>().map(Json::Object)
    }

    fn items(
        &mut self,
        head: &[TypeId],
        rest: TypeId,
        bounds: Bounds,
        depth: usize,
    ) -> Option<Json> {
        let mut items = self.all(head, depth)?;
        let least = usize::try_from(bounds.min.unwrap_or(0)).ok()?;
        while items.len() < least {
            items.push(self.value(rest, depth + 1)?);
        }
        Some(Json::Array(items))
    }

    fn all(&mut self, types: &[TypeId], depth: usize) -> Option<Vec<Json>> {
        types.iter().map(|id| self.value(*id, depth + 1)).collect()
    }
}

fn first_set(demand: &Demand) -> &[String] {
    demand.sets.first().map_or(&[], Vec::as_slice)
}

fn sample_scalar(scalar: &Scalar, limits: &Constraints) -> Option<Json> {
    match scalar {
        Scalar::Boolean => Some(Json::Bool(true)),
        Scalar::Null => Some(Json::Null),
        Scalar::Integer(_) | Scalar::Number(_) => sample_number(scalar, limits),
        Scalar::String(format) => sample_text(format, limits),
        Scalar::Binary => Some(Json::String("bytes".to_owned())),
        Scalar::Base64 => Some(Json::String("AAAA".to_owned())),
        // What texts a type from outside reads is not known.
        Scalar::External(_) => None,
    }
}

fn sample_number(scalar: &Scalar, limits: &Constraints) -> Option<Json> {
    let whole = |limit: &Option<String>| limit.as_deref()?.parse::<i64>().ok();
    let above = whole(&limits.minimum).or_else(|| whole(&limits.exclusive_minimum)?.checked_add(1));
    let below = whole(&limits.maximum).or_else(|| whole(&limits.exclusive_maximum)?.checked_sub(1));
    let mut value = match (above, below) {
        (Some(least), _) if least > 0 => least,
        (_, Some(most)) if most < 0 => most,
        (_, _) => 0,
    };
    for step in &limits.multiple_of {
        let step = step.parse::<i64>().ok().filter(|step| *step > 0)?;
        value = value
            .checked_add(step - 1)?
            .div_euclid(step)
            .checked_mul(step)?;
    }
    let is_fraction = matches!(scalar, Scalar::Number(_)) && *limits == Constraints::default();
    let text = value.to_string();
    Some(Json::Number(if is_fraction {
        format!("{text}.5")
    } else {
        text
    }))
}

fn sample_text(format: &StringFormat, limits: &Constraints) -> Option<Json> {
    if !limits.patterns.is_empty() {
        return None;
    }
    let text = match format {
        StringFormat::DateTime => "2000-01-01T00:00:00Z",
        StringFormat::Date => "2000-01-01",
        StringFormat::Time => "00:00:00Z",
        StringFormat::Duration => "P1D",
        StringFormat::Uuid => "00000000-0000-0000-0000-000000000000",
        StringFormat::Uri => "https://example.com/",
        StringFormat::Ipv4 => "127.0.0.1",
        StringFormat::Ipv6 => "::1",
        StringFormat::Decimal => "1.5",
        StringFormat::Plain | StringFormat::Password | StringFormat::Other(_) => "text",
    };
    let least = usize::try_from(limits.length.min.unwrap_or(0)).ok()?;
    let most = limits
        .length
        .max
        .map_or(Some(usize::MAX), |most| usize::try_from(most).ok())?;
    let padding = std::iter::repeat_n('a', least.saturating_sub(text.len()));
    Some(Json::String(
        text.chars().chain(padding).take(most).collect(),
    ))
}

/// A value of a kind that no rule of a plan is for.
pub fn sample_of_none(plan: &Plan) -> Option<Json> {
    let kinds = plan
        .rules
        .iter()
        .fold(KindSet::EMPTY, |all, rule| all.union(rule.kinds));
    let values = BTreeMap::from([
        (JsonKind::Boolean, Json::Bool(true)),
        (JsonKind::Integer, Json::Number("7".to_owned())),
        (JsonKind::Object, Json::Object(Vec::new())),
    ]);
    let mut values = values.into_iter();
    values.find_map(|(kind, value)| (!kinds.contains(kind)).then_some(value))
}
