//! The plan of a union: kinds first, then within each kind what tells its branches apart.

use super::array::plan_arrays;
use super::exclusive::is_vague;
use super::leaf::Leaf;
use super::object::plan_objects;
use super::overlap::find_ambiguity;
use super::reason::{Evidence, Grounds};
use super::tag::Tagging;
use crate::ir::{IntegerFormat, Json, JsonKind, KindSet, Plan, Rule, Scalar, StringFormat, Test};
use crate::lower::context::Lower;
use crate::lower::json::same_json;
use crate::lower::scalar::lower_scalar;

/// Plans how a value finds its branch.
pub(super) fn plan_union(cx: &mut Lower<'_>, leaves: &[Leaf], tagging: Option<&Tagging>) -> Plan {
    let mut grounds = Grounds::default();
    let mut by_kind: Vec<Rule> = Vec::new();
    let mut contested: Vec<Rule> = Vec::new();
    let mut all = KindSet::EMPTY;
    for kind in KindSet::ALL.iter() {
        let candidates: Vec<&Leaf> = leaves
            .iter()
            .filter(|leaf| leaf.kinds.contains(kind))
            .collect();
        let Some(first) = candidates.first() else {
            continue;
        };
        all = all.union(KindSet::of(kind));
        if candidates.iter().all(|leaf| leaf.branch == first.branch) {
            add_rule(&mut by_kind, rule(kind, Test::Always, first.branch));
            continue;
        }
        if matches!(kind, JsonKind::Object | JsonKind::Array) {
            grounds.contest(kind);
        }
        let rules = match kind {
            JsonKind::Object => plan_objects(cx, &mut grounds, candidates, tagging),
            JsonKind::Array => plan_arrays(cx, &mut grounds, &candidates),
            JsonKind::Null
            | JsonKind::Boolean
            | JsonKind::Integer
            | JsonKind::Number
            | JsonKind::String => plan_scalars(cx, &mut grounds, candidates, kind),
        };
        contested.extend(rules);
    }
    let mut rules = by_kind;
    rules.sort_by_key(|rule| rule.branch);
    rules.extend(contested);
    Plan {
        reconsiders: tagging.is_none() && may_be_anothers(&rules, leaves),
        rules,
        reason: grounds.into_reason(all),
    }
}

/// Whether an object may satisfy what a rule asks for and be a value of another branch alone, to which
/// a later rule leads. A discriminator decides, whatever else is there; what is tried is found so.
fn may_be_anothers(rules: &[Rule], leaves: &[Leaf]) -> bool {
    let of_objects = |rule: &&Rule| rule.kinds.contains(JsonKind::Object);
    let rules: Vec<&Rule> = rules.iter().filter(of_objects).collect();
    let is_tried = rules.iter().any(|rule| rule.test == Test::Decodes);
    let mut earlier = rules.iter().enumerate();
    !is_tried
        && earlier.any(|(at, rule)| {
            let mut later = rules.iter().skip(at + 1);
            later.any(|other| {
                other.branch != rule.branch
                    && !exclude_each_other(&rule.test, &other.test)
                    && !takes_the_rest(other, leaves)
            })
        })
}

/// Whether no object satisfies both.
fn exclude_each_other(first: &Test, second: &Test) -> bool {
    match (first, second) {
        (Test::KeyEquals(key, _), Test::KeyEquals(other, _))
        | (Test::HasKey(key) | Test::KeyEquals(key, _), Test::LacksKey(other))
        | (Test::LacksKey(key), Test::HasKey(other) | Test::KeyEquals(other, _)) => key == other,
        (
            Test::Always
            | Test::HasKey(_)
            | Test::LacksKey(_)
            | Test::KeyEquals(..)
            | Test::FirstItem(_)
            | Test::Equals(_)
            | Test::Decodes
            | Test::Tolerated,
            _,
        ) => false,
    }
}

/// Whether a rule leads whatever is left to a branch that would be any object, if one took it by the
/// word: its author means that one of its properties is there.
fn takes_the_rest(rule: &Rule, leaves: &[Leaf]) -> bool {
    let mut own = leaves.iter().filter(|leaf| leaf.branch == rule.branch);
    rule.test == Test::Tolerated || (rule.test == Test::Always && own.all(is_vague))
}

pub(super) const fn rule(kind: JsonKind, test: Test, branch: usize) -> Rule {
    Rule {
        kinds: KindSet::of(kind),
        test,
        branch,
    }
}

/// Adds a rule; one that asks the same of another kind becomes one with it.
fn add_rule(rules: &mut Vec<Rule>, rule: Rule) {
    let same = rules
        .iter_mut()
        .find(|other| other.branch == rule.branch && other.test == rule.test);
    match same {
        Some(other) => other.kinds = other.kinds.union(rule.kinds),
        None => rules.push(rule),
    }
}

/// Decoding decides: every branch is tried in order, the last is taken.
pub(super) fn plan_in_order(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    candidates: &[&Leaf],
    kind: JsonKind,
) -> Vec<Rule> {
    if grounds.ambiguity.is_none() {
        grounds.ambiguity = find_ambiguity(cx, candidates, kind);
    }
    in_order(candidates.iter(), kind)
}

fn in_order<'l>(candidates: impl Iterator<Item = &'l &'l Leaf>, kind: JsonKind) -> Vec<Rule> {
    let mut branches: Vec<usize> = Vec::new();
    for leaf in candidates {
        if !branches.contains(&leaf.branch) {
            branches.push(leaf.branch);
        }
    }
    let last = branches.pop();
    let tried = branches
        .into_iter()
        .map(|branch| rule(kind, Test::Decodes, branch));
    let taken = last.map(|branch| rule(kind, Test::Always, branch));
    tried.chain(taken).collect()
}

/// Listed values first, then the narrower formats, then whatever is left.
fn plan_scalars(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    candidates: Vec<&Leaf>,
    kind: JsonKind,
) -> Vec<Rule> {
    let (mut listed, mut open): (Vec<&Leaf>, Vec<&Leaf>) = candidates
        .into_iter()
        .partition(|leaf| leaf.view.values.is_some());
    if share_a_value(&listed, kind) {
        listed.sort_by_key(|leaf| width_of(leaf, kind));
    }
    open.sort_by_key(|leaf| width_of(leaf, kind));
    let is_integer_or_number = kind == JsonKind::Integer && listed.is_empty();
    if !is_integer_or_number {
        grounds.contest(kind);
        grounds.rest_on(Evidence::Values);
    }
    let mut rules = plan_listed(cx, grounds, &listed, kind);
    rules.extend(plan_open(cx, grounds, &open, kind));
    rules
}

fn share_a_value(listed: &[&Leaf], kind: JsonKind) -> bool {
    listed.iter().enumerate().any(|(at, leaf)| {
        let values = values_of_kind(leaf, kind);
        let mut others = listed
            .iter()
            .skip(at + 1)
            .flat_map(|other| values_of_kind(other, kind));
        others.any(|other| values.iter().any(|value| same_json(value, &other)))
    })
}

/// Of two leaves of the same width nothing but the order decides; of others the narrower
/// comes first.
fn plan_open(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    open: &[&Leaf],
    kind: JsonKind,
) -> Vec<Rule> {
    let alike: Vec<&Leaf> = open
        .iter()
        .filter(|leaf| {
            open.iter().any(|other| {
                other.branch != leaf.branch && width_of(other, kind) == width_of(leaf, kind)
            })
        })
        .copied()
        .collect();
    if !alike.is_empty() && grounds.ambiguity.is_none() {
        grounds.ambiguity = find_ambiguity(cx, &alike, kind);
    }
    // What decodes any text leaves nothing for those behind it.
    let is_last = |leaf: &&Leaf| {
        kind == JsonKind::String && width_of(leaf, kind) >= Width::Open && is_plain_text(leaf)
    };
    let end = open
        .iter()
        .position(is_last)
        .map_or(open.len(), |at| at + 1);
    in_order(open.iter().take(end), kind)
}

fn is_plain_text(leaf: &Leaf) -> bool {
    leaf.view.constraints == crate::ir::Constraints::default()
}

fn plan_listed(
    cx: &mut Lower<'_>,
    grounds: &mut Grounds,
    listed: &[&Leaf],
    kind: JsonKind,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut claimed: Vec<(Json, usize)> = Vec::new();
    let mut overlaps: Vec<&Leaf> = Vec::new();
    for leaf in listed {
        let values: Vec<Json> = values_of_kind(leaf, kind);
        let (taken, free): (Vec<Json>, Vec<Json>) = values.into_iter().partition(|value| {
            let mut claimed = claimed.iter();
            claimed.any(|(other, branch)| *branch != leaf.branch && same_json(other, value))
        });
        // Values that are a part of another branch's belong to the narrower one, which comes first.
        let owners = claimed
            .iter()
            .filter(|(value, _)| taken.iter().any(|taken| same_json(taken, value)));
        for (_, owner) in owners {
            let is_part = listed
                .iter()
                .filter(|other| other.branch == *owner)
                .all(|other| values_of_kind(other, kind).len() <= taken.len());
            if !is_part || free.is_empty() {
                overlaps.extend(listed.iter().filter(|other| other.branch == *owner));
                overlaps.push(leaf);
            }
        }
        claimed.extend(free.iter().map(|value| (value.clone(), leaf.branch)));
        if !free.is_empty() {
            rules.push(rule(kind, Test::Equals(free), leaf.branch));
        }
    }
    if !overlaps.is_empty() && grounds.ambiguity.is_none() {
        grounds.ambiguity = find_ambiguity(cx, &overlaps, kind);
    }
    rules
}

fn values_of_kind(leaf: &Leaf, kind: JsonKind) -> Vec<Json> {
    let variants = leaf.view.values.iter().flatten();
    variants
        .map(|variant| variant.value.clone())
        .filter(|value| value.kind() == kind)
        .collect()
}

/// How many values a scalar leaf has, roughly: the narrower is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    Listed(usize),
    /// A format that few texts have, or the width of an integer.
    Format(u8),
    Open,
    /// Values of every kind.
    Everything,
}

fn width_of(leaf: &Leaf, kind: JsonKind) -> Width {
    if let Some(values) = &leaf.view.values {
        return Width::Listed(values.len());
    }
    if leaf.view.is_any() || leaf.view.conflict.is_some() {
        return Width::Everything;
    }
    match lower_scalar(&leaf.view, leaf.kinds.intersection(scalars_like(kind))) {
        Scalar::Integer(format) => Width::Format(match format {
            IntegerFormat::I8 => 0,
            IntegerFormat::U8 => 1,
            IntegerFormat::I16 => 2,
            IntegerFormat::U16 => 3,
            IntegerFormat::I32 => 4,
            IntegerFormat::U32 => 5,
            IntegerFormat::I64 => 6,
            IntegerFormat::U64 => 7,
            IntegerFormat::I128 => 8,
            IntegerFormat::Exact => 9,
        }),
        Scalar::String(format) => match format {
            StringFormat::DateTime => Width::Format(0),
            StringFormat::Date => Width::Format(1),
            StringFormat::Time => Width::Format(2),
            StringFormat::Duration => Width::Format(3),
            StringFormat::Uuid => Width::Format(4),
            StringFormat::Ipv4 => Width::Format(5),
            StringFormat::Ipv6 => Width::Format(6),
            StringFormat::Decimal => Width::Format(7),
            StringFormat::Plain
            | StringFormat::Uri
            | StringFormat::Password
            | StringFormat::Other(_) => Width::Open,
        },
        Scalar::Number(_)
        | Scalar::Boolean
        | Scalar::Binary
        | Scalar::Base64
        | Scalar::Null
        | Scalar::External(_) => Width::Open,
    }
}

const fn scalars_like(kind: JsonKind) -> KindSet {
    match kind {
        JsonKind::Integer | JsonKind::Number => {
            KindSet::of(JsonKind::Integer).union(KindSet::of(JsonKind::Number))
        }
        JsonKind::Null
        | JsonKind::Boolean
        | JsonKind::String
        | JsonKind::Array
        | JsonKind::Object => KindSet::of(kind),
    }
}
