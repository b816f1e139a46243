//! Whether a value of the document (a default, a witness) is one of a schema's.
//!
//! `multipleOf` and uniqueness are not looked at. The work is bounded: when it runs
//! out, the answer is yes, because a wrong yes loses nothing that the document says.

use oaspen_document::decimal::Decimal;

use super::all_of::{View, view_of};
use super::assertion::pattern::matches_pattern;
use super::context::{Conjunction, Lower, Operand};
use super::json::same_json;
use super::scalar::{lower_scalar, range_of};
use crate::ir::{Bounds, Json, KindSet, Scalar, StringFormat};

/// How many pairs of value and schema are looked at.
const MOST_STEPS: usize = 5_000;
/// How deep values and unions nest.
const DEEPEST: usize = 64;

/// Whether `value` satisfies the conjunction.
pub(super) fn accepts(cx: &mut Lower<'_>, conjunction: &[Operand], value: &Json) -> bool {
    let mut steps = MOST_STEPS;
    let mut accept = Accept {
        cx,
        steps: &mut steps,
    };
    accept.value(conjunction, value, 0)
}

struct Accept<'c, 'a> {
    cx: &'c mut Lower<'a>,
    steps: &'c mut usize,
}

impl Accept<'_, '_> {
    fn value(&mut self, conjunction: &[Operand], value: &Json, depth: usize) -> bool {
        if *self.steps == 0 || depth > DEEPEST {
            return true;
        }
        *self.steps -= 1;
        let view = view_of(self.cx, conjunction);
        if view.conflict.is_some() {
            return true;
        }
        let kind = value.kind();
        if view.never || !view.own_kinds().contains(kind) {
            return false;
        }
        if let Some(values) = &view.values
            && !values
                .iter()
                .any(|variant| same_json(&variant.value, value))
        {
            return false;
        }
        let fits_unions = view.unions.iter().all(|union| {
            let mut branches = union.branches.iter();
            branches.any(|branch| self.value(&[Operand::Schema(*branch)], value, depth + 1))
        });
        fits_unions && self.inside(&view, value, depth)
    }

    fn inside(&mut self, view: &View, value: &Json, depth: usize) -> bool {
        match value {
            Json::Null | Json::Bool(_) => true,
            Json::Number(text) => accepts_number(view, text),
            Json::String(text) => self.matches(view, text) && accepts_string(view, text),
            Json::Array(items) => self.items(view, items, depth),
            Json::Object(entries) => self.entries(view, entries, depth),
        }
    }

    fn matches(&mut self, view: &View, text: &str) -> bool {
        let mut patterns = view.constraints.patterns.iter();
        patterns.all(|written| matches_pattern(self.cx, written, text))
    }

    fn items(&mut self, view: &View, items: &[Json], depth: usize) -> bool {
        is_within(view.constraints.items, items.len())
            && items.iter().enumerate().all(|(position, item)| {
                let conditions = view.prefix_items.get(position).or(view.items.as_ref());
                conditions.is_none_or(|conditions| self.value(conditions, item, depth + 1))
            })
    }

    fn entries(&mut self, view: &View, entries: &[(String, Json)], depth: usize) -> bool {
        let has = |name: &String| entries.iter().any(|(key, _)| key == name);
        if !view.required.iter().all(has) || !is_within(view.constraints.properties, entries.len())
        {
            return false;
        }
        entries.iter().all(|(key, value)| {
            if let Some(conditions) = view.properties.get(key) {
                return self.value(conditions, value, depth + 1);
            }
            if !view.by_pattern.is_empty() {
                return true;
            }
            let conditions: Conjunction = view
                .additional
                .iter()
                .filter_map(|additional| additional.schema)
                .map(Operand::Schema)
                .collect();
            !view.is_closed() && self.value(&conditions, value, depth + 1)
        })
    }
}

fn is_within(bounds: Bounds, length: usize) -> bool {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    bounds.min.is_none_or(|min| length >= min) && bounds.max.is_none_or(|max| length <= max)
}

fn accepts_number(view: &View, text: &str) -> bool {
    let limits = &view.constraints;
    // Every number of a document is spelt as JSON spells it.
    let Some(number) = Decimal::read(text) else {
        return false;
    };
    let compared = |limit: &Option<String>| {
        let limit = limit.as_deref()?;
        Some(number.cmp(&Decimal::read(limit)?))
    };
    let fits_limits = compared(&limits.minimum).is_none_or(std::cmp::Ordering::is_ge)
        && compared(&limits.maximum).is_none_or(std::cmp::Ordering::is_le)
        && compared(&limits.exclusive_minimum).is_none_or(std::cmp::Ordering::is_gt)
        && compared(&limits.exclusive_maximum).is_none_or(std::cmp::Ordering::is_lt);
    let numbers = numbers_of(view);
    if !fits_limits || numbers.is_empty() {
        return fits_limits;
    }
    match lower_scalar(view, numbers) {
        Scalar::Integer(format) => {
            let (least, most) = range_of(format);
            number.is_integer() && number.is_within(least, most)
        }
        Scalar::Boolean
        | Scalar::Number(_)
        | Scalar::String(_)
        | Scalar::Binary
        | Scalar::Base64
        | Scalar::Null
        | Scalar::External(_) => true,
    }
}

/// The kinds of numbers that a typed view allows.
fn numbers_of(view: &View) -> KindSet {
    use crate::ir::JsonKind::{Integer, Number};
    let kinds = view.own_kinds();
    if kinds == KindSet::ALL {
        return KindSet::EMPTY;
    }
    kinds.intersection(KindSet::of(Integer).union(KindSet::of(Number)))
}

fn accepts_string(view: &View, text: &str) -> bool {
    use crate::ir::JsonKind;
    if !is_within(view.constraints.length, text.chars().count()) {
        return false;
    }
    if view.values.is_some() || view.own_kinds() == KindSet::ALL {
        return true;
    }
    match lower_scalar(view, KindSet::of(JsonKind::String)) {
        Scalar::String(format) => has_format(&format, text),
        Scalar::Boolean
        | Scalar::Integer(_)
        | Scalar::Number(_)
        | Scalar::Binary
        | Scalar::Base64
        | Scalar::Null
        | Scalar::External(_) => true,
    }
}

/// Whether text looks like its format; what people do not get wrong is not looked at.
fn has_format(format: &StringFormat, text: &str) -> bool {
    let date = |text: &str| {
        let shape: String = text
            .chars()
            .map(|character| {
                if character.is_ascii_digit() {
                    '0'
                } else {
                    character
                }
            })
            .collect();
        shape == "0000-00-00"
    };
    match format {
        StringFormat::Date => date(text),
        StringFormat::DateTime => {
            let (day, time) = text.split_at_checked(10).unwrap_or(("", ""));
            date(day) && time.starts_with(['T', 't', ' ']) && time.contains(':')
        }
        StringFormat::Time => text.contains(':'),
        StringFormat::Duration => text.starts_with('P') || text.starts_with("-P"),
        StringFormat::Uuid => {
            let parts: Vec<&str> = text.split('-').collect();
            let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
            let is_hex = |part: &&str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
            lengths == [8, 4, 4, 4, 12] && parts.iter().all(is_hex)
        }
        StringFormat::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
        StringFormat::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
        StringFormat::Decimal => text.bytes().any(|byte| byte.is_ascii_digit()),
        StringFormat::Plain
        | StringFormat::Uri
        | StringFormat::Password
        | StringFormat::Other(_) => true,
    }
}
