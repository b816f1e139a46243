//! Branches of a `oneOf` that are the same, so that by the letter no value of them is valid (JSON
//! Schema 2020-12 §10.2.1.3).
//!
//! A schema that is listed twice is meant once. Of two branches that accept everything nothing else
//! can be meant than what the letter says.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model::SchemaId;

use crate::lower::all_of::UnionView;
use crate::lower::context::{Conjunction, Lower, Operand, UnionKeyword};
use crate::lower::schema::{meaning_of, says_nothing};

/// Beyond so many branches nobody lists one twice by hand.
const MOST: usize = 256;

/// Whether every value is one of two branches at least, so that exactly one never holds.
pub(in crate::lower) fn accepts_everything_twice(cx: &Lower<'_>, union: &UnionView) -> bool {
    let branches = union.branches.iter();
    union.keyword == UnionKeyword::OneOf
        && branches.filter(|branch| says_nothing(cx, **branch)).count() > 1
}

/// Tells of a branch that is listed twice and counts once.
pub(in crate::lower) fn report_twins(cx: &mut Lower<'_>, union: &UnionView) {
    if union.keyword != UnionKeyword::OneOf || union.branches.len() > MOST {
        return;
    }
    let mut known: Vec<(Conjunction, SchemaId)> = Vec::new();
    for branch in &union.branches {
        let meaning = meaning_of(cx, vec![Operand::Schema(*branch)]);
        match known.iter().find(|(other, _)| *other == meaning) {
            Some((_, first)) => {
                let message = "this branch of the `oneOf` is listed twice: it counts once";
                let places = (union.owner, *first, *branch);
                report(cx, places, Severity::Note, message);
                return;
            }
            None => known.push((meaning, *branch)),
        }
    }
}

/// Tells of a union that no value satisfies.
pub(in crate::lower) fn report_never(cx: &mut Lower<'_>, union: (SchemaId, &[SchemaId])) {
    let (owner, branches) = union;
    let mut everything = branches.iter().filter(|branch| says_nothing(cx, **branch));
    if let (Some(first), Some(second)) = (everything.next(), everything.next()) {
        let message = "two branches of this `oneOf` accept every value, so that exactly one never \
                       holds: a server refuses every value";
        report(cx, (owner, *first, *second), Severity::Weakened, message);
    }
}

fn report(
    cx: &mut Lower<'_>,
    (owner, first, second): (SchemaId, SchemaId, SchemaId),
    severity: Severity,
    told: &str,
) {
    if !cx.reported.insert((owner, "twins")) {
        return;
    }
    let pointer = cx.schema(owner).origin.pointer.join("oneOf");
    let first = cx.schema(first).origin.span;
    let second = cx.schema(second).origin.span;
    cx.sink.push(
        Diagnostic::new(Code::AmbiguousUnion, told)
            .severity(severity)
            .at(second, &pointer)
            .label(first, "it is the same as this one"),
    );
}
