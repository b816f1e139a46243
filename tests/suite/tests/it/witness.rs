//! Every branch of every union in `spec/features` has a value that is read as that branch and as no
//! other, by client and server, and is written as it was; a value of no branch is kept by the one
//! and refused by the other.
//!
//! The values are made from the Ir; the types that read them are those of `tests/generated`.

use std::collections::BTreeMap;

use oaspen::{Config, Input, check};
use oaspen_ir::facts::{sample, sample_of_branch, sample_of_none};
use oaspen_ir::ir::{Ir, Json, Reason, Shape, Test, TypeId, Union};
use serde_json::Value;

use crate::documents;
use crate::registry::TYPES;
use crate::round_trip::Registered;

fn to_json(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(text) => serde_json::from_str(text).expect("it is a number"),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(to_json).collect()),
        Json::Object(entries) => Value::Object(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), to_json(value)))
                .collect(),
        ),
    }
}

/// What a union reads: the variant's name for each branch.
struct Tried {
    place: String,
    variants: BTreeMap<usize, String>,
}

fn variant_of(debug: &str) -> String {
    debug.split(['(', ' ']).next().unwrap_or(debug).to_owned()
}

/// The same with whole numbers written as such: `0.0` is the number `0`.
fn by_value(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                Value::from(float as i64)
            }
            Some(_) | None => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(by_value).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| (key, by_value(value)));
            Value::Object(entries.collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

/// Reads a witness both ways.
#[track_caller]
fn read(registered: &Registered, place: &str, witness: &Value) -> String {
    let text = witness.to_string();
    let (written, tolerant) = (registered.read)(&text, false).expect(place);
    let written: Value = serde_json::from_str(&written).expect("it is JSON");
    assert_eq!(
        by_value(written),
        by_value(witness.clone()),
        "{place} keeps what it reads"
    );
    let (_, strict) = (registered.read)(&text, true).expect(place);
    assert_eq!(tolerant, strict, "{place} reads {text} the same way twice");
    variant_of(&tolerant)
}

fn try_union(ir: &Ir, union: &Union, place: &str, registered: &Registered) -> Tried {
    let mut tried = Tried {
        place: place.to_owned(),
        variants: BTreeMap::new(),
    };
    for position in 0..union.branches.len() {
        let Some((witness, rule)) = sample_of_branch(ir, union, position) else {
            let others = union
                .plan
                .rules
                .iter()
                .filter(|rule| rule.branch == position);
            let mut rules = union.plan.rules.iter();
            let is_hidden = others.clone().count() == 0
                || rules.any(|rule| matches!(rule.test, Test::Decodes))
                || matches!(union.plan.reason, Reason::Order { .. })
                || others
                    .clone()
                    .all(|rule| matches!(rule.test, Test::Decodes | Test::Tolerated))
                || others
                    .clone()
                    .any(|rule| matches!(rule.test, Test::FirstItem(_)))
                // What travels the other way only, with properties that need not be there.
                || (others.clone().count() > 1
                    && others
                        .clone()
                        .all(|rule| matches!(rule.test, Test::HasKey(_))));
            assert!(is_hidden, "{place}: branch {position} has a witness");
            continue;
        };
        let is_tried = matches!(rule.test, Test::Decodes);
        let variant = read(registered, place, &to_json(&witness));
        let is_new = !tried.variants.values().any(|known| *known == variant);
        let may_share = is_tried || matches!(union.plan.reason, Reason::Order { .. });
        assert!(
            is_new || may_share,
            "{place}: {witness:?} is read as {variant}"
        );
        tried.variants.insert(position, variant);
    }
    if let Some(stranger) = sample_of_none(&union.plan) {
        let text = to_json(&stranger).to_string();
        let (_, debug) = (registered.read)(&text, false).expect(place);
        let unknown = variant_of(&debug);
        assert!(
            !tried.variants.values().any(|known| *known == unknown),
            "{place}: {text}"
        );
        assert!(
            (registered.read)(&text, true).is_err(),
            "{place} refuses {text}"
        );
    }
    tried
}

#[test]
fn every_branch_reads_its_own_values() {
    let (mut unions, mut branches, mut types) = (0, 0, 0);
    // What a configuration changes is not in the document.
    let documents = documents("features").into_iter();
    for (name, path) in documents.filter(|(name, _)| !name.starts_with("config-")) {
        let input = Input::from_path(&path.to_string_lossy());
        let ir = check(&input, &Config::default(), &mut |_| {}).ir.unwrap();
        let module = name.replace('-', "_");
        for index in 0..ir.component_count {
            let id = TypeId::from_index(index);
            let ty = ir.ty(id);
            let pointer = ty.origin.pointer.to_string();
            let registered = TYPES
                .iter()
                .find(|known| known.module == module && known.pointer == pointer);
            let Some(registered) = registered else {
                continue;
            };
            let place = format!("{name} {pointer}");
            if let Shape::Union(union) = &ty.shape {
                let tried = try_union(&ir, union, &place, registered);
                assert!(
                    !tried.variants.is_empty(),
                    "{}: some branch is tried",
                    tried.place
                );
                unions += 1;
                branches += tried.variants.len();
            } else if let Some(value) = sample(&ir, id) {
                read(registered, &place, &to_json(&value));
                types += 1;
            }
        }
    }
    assert!(
        unions >= 20 && branches >= 50 && types >= 60,
        "{unions} {branches} {types}"
    );
}
