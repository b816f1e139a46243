//! Validation keywords → [`Constraints`], and the tightest of two.

use std::cmp::Ordering;

use oaspen_document::decimal::Decimal;
use oaspen_document::model::{SchemaId, SchemaObject, Spanned};

use crate::ir::{Bounds, Constraints};

/// What the keywords of one schema demand.
pub(super) fn lower_constraints(object: &SchemaObject<SchemaId>) -> Constraints {
    Constraints {
        length: bounds(object.min_length, object.max_length),
        items: bounds(object.min_items, object.max_items),
        properties: bounds(object.min_properties, object.max_properties),
        unique_items: object.unique_items,
        patterns: text(object.pattern.as_ref()).into_iter().collect(),
        minimum: text(object.minimum.as_ref()),
        maximum: text(object.maximum.as_ref()),
        exclusive_minimum: text(object.exclusive_minimum.as_ref()),
        exclusive_maximum: text(object.exclusive_maximum.as_ref()),
        multiple_of: text(object.multiple_of.as_ref()).into_iter().collect(),
    }
}

/// Narrows `all` to what `more` demands too.
pub(super) fn intersect_constraints(all: &mut Constraints, more: Constraints) {
    intersect_bounds(&mut all.length, more.length);
    intersect_bounds(&mut all.items, more.items);
    intersect_bounds(&mut all.properties, more.properties);
    all.unique_items |= more.unique_items;
    add_new(&mut all.patterns, more.patterns);
    add_new(&mut all.multiple_of, more.multiple_of);
    tighten(&mut all.minimum, more.minimum, Ordering::Greater);
    tighten(
        &mut all.exclusive_minimum,
        more.exclusive_minimum,
        Ordering::Greater,
    );
    tighten(&mut all.maximum, more.maximum, Ordering::Less);
    tighten(
        &mut all.exclusive_maximum,
        more.exclusive_maximum,
        Ordering::Less,
    );
}

/// Whether no value, or no count, is within the limits.
pub(super) fn is_impossible(limits: &Constraints) -> bool {
    let is_empty =
        |bounds: Bounds| matches!((bounds.min, bounds.max), (Some(min), Some(max)) if min > max);
    let compared = |low: &Option<String>, high: &Option<String>| {
        let (low, high) = (low.as_deref()?, high.as_deref()?);
        Some(Decimal::read(low)?.cmp(&Decimal::read(high)?))
    };
    let (low, above) = (&limits.minimum, &limits.exclusive_minimum);
    let (high, below) = (&limits.maximum, &limits.exclusive_maximum);
    [limits.length, limits.items, limits.properties]
        .into_iter()
        .any(is_empty)
        || compared(low, high).is_some_and(Ordering::is_gt)
        || [
            compared(low, below),
            compared(above, high),
            compared(above, below),
        ]
        .into_iter()
        .flatten()
        .any(Ordering::is_ge)
}

const fn bounds(min: Option<u64>, max: Option<u64>) -> Bounds {
    Bounds { min, max }
}

fn text(written: Option<&Spanned<String>>) -> Option<String> {
    written.map(|written| written.value.clone())
}

fn intersect_bounds(all: &mut Bounds, more: Bounds) {
    all.min = all.min.max(more.min);
    all.max = match (all.max, more.max) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
}

fn add_new(all: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// Takes `more` when it is on the `tighter` side.
fn tighten(limit: &mut Option<String>, more: Option<String>, tighter: Ordering) {
    let Some(more) = more else {
        return;
    };
    let is_tighter = limit
        .as_deref()
        .is_none_or(|limit| Decimal::read(&more).cmp(&Decimal::read(limit)) == tighter);
    if is_tighter {
        *limit = Some(more);
    }
}
