//! Whether a value fits two branches, and which: the witness of an `ambiguous-union`.

use oaspen_document::decimal::Decimal;

use super::leaf::Leaf;
use super::reason::Ambiguity;
use crate::ir::{Json, JsonKind, KindSet, Scalar, StringFormat};
use crate::lower::accept::accepts;
use crate::lower::all_of::{View, view_of};
use crate::lower::assertion::pattern::lower_pattern;
use crate::lower::assertion::sample::sample_of_pattern;
use crate::lower::context::{Conjunction, Lower, Operand, conjoin};
use crate::lower::scalar::lower_scalar;
use crate::lower::schema::without_null;

/// How many pairs are looked at before the rest is believed to be disjoint.
const MOST_PAIRS: usize = 128;
/// What comparing a pair costs, measured in branches that are unfolded, and what each schema costs
/// beside that is visited for it.
const EFFORT_OF_PAIR: usize = 20;
const EFFORT_OF_STEP: usize = 5;
/// How deep a witness is built.
const DEEPEST: usize = 6;
/// How many schemas the search for one witness visits.
const MOST_STEPS: usize = 500;

/// The first two leaves of different branches that a value of `kind` fits.
pub(super) fn find_ambiguity(
    cx: &mut Lower<'_>,
    leaves: &[&Leaf],
    kind: JsonKind,
) -> Option<Ambiguity> {
    let mut pairs = 0;
    for (at, first) in leaves.iter().enumerate() {
        for second in leaves.iter().skip(at + 1) {
            if first.branch == second.branch {
                continue;
            }
            pairs += 1;
            if pairs > MOST_PAIRS || !cx.spend(EFFORT_OF_PAIR) {
                return None;
            }
            if let Some(witness) = witness_of_both(cx, first, second, kind) {
                let (first, second) = (first.branch, second.branch);
                return Some(Ambiguity {
                    first: first.min(second),
                    second: first.max(second),
                    witness,
                });
            }
        }
    }
    None
}

fn witness_of_both(
    cx: &mut Lower<'_>,
    first: &Leaf,
    second: &Leaf,
    kind: JsonKind,
) -> Option<Json> {
    let mut both: Conjunction = first.conjunction.clone();
    for operand in &second.conjunction {
        conjoin(&mut both, *operand);
    }
    both.push(Operand::Kinds(KindSet::of(kind)));
    let mut steps = MOST_STEPS;
    let witness = witness_of(cx, &both, &mut steps, 0);
    // Real pairs take a handful of steps; unions in unions take all of them, for each pair.
    cx.spend((MOST_STEPS - steps) * EFFORT_OF_STEP);
    let witness = witness?;
    let fits =
        accepts(cx, &first.conjunction, &witness) && accepts(cx, &second.conjunction, &witness);
    fits.then_some(witness)
}

/// A small value of a conjunction; `None` when there is none or it is too hard to find.
pub(super) fn witness_of(
    cx: &mut Lower<'_>,
    conjunction: &[Operand],
    steps: &mut usize,
    depth: usize,
) -> Option<Json> {
    *steps = steps.checked_sub(1)?;
    if depth > DEEPEST {
        return None;
    }
    let view = view_of(cx, conjunction);
    if view.never || view.conflict.is_some() {
        return None;
    }
    if let Some(values) = &view.values {
        let values: Vec<Json> = values.iter().map(|variant| variant.value.clone()).collect();
        return values
            .into_iter()
            .find(|value| *value != Json::Null && accepts(cx, conjunction, value));
    }
    if let Some(union) = view.unions.first() {
        let mut rest = conjunction.to_vec();
        rest.push(Operand::Without(union.owner, union.keyword));
        return union.branches.iter().find_map(|branch| {
            let mut conjunction = rest.clone();
            conjoin(&mut conjunction, Operand::Schema(*branch));
            witness_of(cx, &conjunction, steps, depth + 1)
        });
    }
    let kinds = without_null(view.own_kinds());
    if kinds.contains(JsonKind::String) {
        witness_text(cx, conjunction, &view)
    } else if kinds.contains(JsonKind::Integer) || kinds.contains(JsonKind::Number) {
        witness_number(&view)
    } else if kinds.contains(JsonKind::Boolean) {
        Some(Json::Bool(true))
    } else if kinds.contains(JsonKind::Object) {
        witness_object(cx, &view, steps, depth)
    } else if kinds.contains(JsonKind::Array) {
        witness_array(cx, &view, steps, depth)
    } else {
        None
    }
}

fn witness_object(
    cx: &mut Lower<'_>,
    view: &View,
    steps: &mut usize,
    depth: usize,
) -> Option<Json> {
    let mut entries = Vec::new();
    for name in &view.required {
        let conditions = view.properties.get(name).cloned().unwrap_or_default();
        entries.push((name.clone(), witness_of(cx, &conditions, steps, depth + 1)?));
    }
    Some(Json::Object(entries))
}

fn witness_array(cx: &mut Lower<'_>, view: &View, steps: &mut usize, depth: usize) -> Option<Json> {
    let least = usize::try_from(view.constraints.items.min.unwrap_or(0)).ok()?;
    if least > DEEPEST {
        return None;
    }
    let count = least.max(view.prefix_items.len());
    let mut items = Vec::new();
    for position in 0..count {
        let conditions = view.prefix_items.get(position).or(view.items.as_ref());
        let conditions = conditions.cloned().unwrap_or_default();
        items.push(witness_of(cx, &conditions, steps, depth + 1)?);
    }
    Some(Json::Array(items))
}

fn witness_number(view: &View) -> Option<Json> {
    let limits = &view.constraints;
    let whole = |limit: &Option<String>| Decimal::read(limit.as_deref()?)?.to_i64();
    let least = whole(&limits.minimum)
        .or_else(|| whole(&limits.exclusive_minimum).and_then(|limit| limit.checked_add(1)));
    let most = whole(&limits.maximum)
        .or_else(|| whole(&limits.exclusive_maximum).and_then(|limit| limit.checked_sub(1)));
    let value = match (least, most) {
        (Some(least), _) if least > 0 => least,
        (_, Some(most)) if most < 0 => most,
        (_, _) => 0,
    };
    Some(Json::Number(value.to_string()))
}

/// A text of the format, of the right length, else one that a pattern wants.
fn witness_text(cx: &mut Lower<'_>, conjunction: &[Operand], view: &View) -> Option<Json> {
    let patterns = view.constraints.patterns.clone();
    let formatted = Json::String(formatted_text(view));
    if patterns.is_empty() {
        return Some(formatted);
    }
    let mut texts = vec![formatted];
    for written in &patterns {
        let pattern = lower_pattern(cx, written);
        let sample = pattern.and_then(|pattern| sample_of_pattern(&pattern.regex));
        texts.extend(sample.map(Json::String));
    }
    texts
        .into_iter()
        .find(|text| accepts(cx, conjunction, text))
}

fn formatted_text(view: &View) -> String {
    const LONGEST: u64 = 64;
    let format = match lower_scalar(view, KindSet::of(JsonKind::String)) {
        Scalar::String(format) => format,
        Scalar::Boolean
        | Scalar::Integer(_)
        | Scalar::Number(_)
        | Scalar::Binary
        | Scalar::Base64
        | Scalar::Null
        | Scalar::External(_) => StringFormat::Plain,
    };
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
    let length = view.constraints.length;
    let least = usize::try_from(length.min.unwrap_or(0).min(LONGEST)).unwrap_or(0);
    let most = usize::try_from(length.max.unwrap_or(LONGEST)).unwrap_or(usize::MAX);
    let padding = std::iter::repeat_n('a', least.saturating_sub(text.len()));
    text.chars().chain(padding).take(most).collect()
}
