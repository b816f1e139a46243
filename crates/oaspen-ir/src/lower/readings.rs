//! Where a document is read in the sense that people mean rather than by the letter, so that a server
//! accepts what JSON Schema would refuse, or the other way round. Each reading is told once, with a
//! count, because generators write the same thing everywhere.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Pointer, Span};
use oaspen_document::model::{JsonType, SchemaId};

use super::context::{Lower, Operand};
use super::grouped::Places;
use super::union::kinds_of;
use crate::ir::{JsonKind, KindSet};

/// A reading in another sense than the letter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// Several branches of a `oneOf` accept `null`.
    NullTwice,
    /// A branch of a `oneOf` is an object that requires nothing.
    VagueBranch,
    /// A `oneOf` of text and of listed texts.
    OpenEnum,
    /// An `anyOf` of objects that is one struct.
    MergedBranches,
    /// A closed member of an `allOf`, and the properties of the others.
    ClosedMember,
}

/// The places of each reading, in order of finding.
pub(super) type Readings = IndexMap<Reading, Places>;

impl Reading {
    /// What is told.
    const fn told(self) -> (Code, &'static str) {
        match self {
            Self::NullTwice => (
                Code::AmbiguousUnion,
                "`null` fits several branches of this `oneOf` and is accepted",
            ),
            Self::VagueBranch => (
                Code::AmbiguousUnion,
                "an object that requires nothing would be every object: values of this `oneOf` may fit \
                 it beside another branch and are accepted",
            ),
            Self::OpenEnum => (
                Code::AmbiguousUnion,
                "a listed text fits two branches of this `oneOf` and is accepted",
            ),
            Self::MergedBranches => (
                Code::AmbiguousUnion,
                "the objects of this `anyOf` are read as one: what a branch says of a property holds \
                 where another branch is meant, too",
            ),
            Self::ClosedMember => (
                Code::ConflictingAllOf,
                "`additionalProperties: false` of this member refuses the properties of the others, \
                 which are accepted",
            ),
        }
    }
}

/// Remembers a reading of a keyword.
pub(super) fn note_reading(cx: &mut Lower<'_>, reading: Reading, id: SchemaId, keyword: &str) {
    let (span, pointer) = place_of(cx, id, keyword);
    cx.readings.entry(reading).or_default().add(span, pointer);
}

fn place_of(cx: &Lower<'_>, id: SchemaId, keyword: &str) -> (Span, Pointer) {
    let origin = &cx.schema(id).origin;
    let keys = cx.object(id).map(|object| &object.keys);
    let span = keys.and_then(|keys| keys.get(keyword));
    (span.unwrap_or(origin.span), origin.pointer.join(keyword))
}

/// Looks for `null` in several branches of a `oneOf`: nobody who writes so means that it is refused.
/// Branches of every kind are another matter.
pub(super) fn note_nulls(cx: &mut Lower<'_>, id: SchemaId, branches: &[SchemaId]) {
    let types = cx.object(id).and_then(|object| object.types.as_ref());
    if types.is_some_and(|types| !types.value.names.contains(&JsonType::Null)) {
        return;
    }
    let mut nulls = 0;
    for branch in branches {
        let kinds = kinds_of(cx, &[Operand::Schema(*branch)]);
        nulls += usize::from(kinds != KindSet::ALL && kinds.contains(JsonKind::Null));
    }
    if nulls > 1 {
        note_reading(cx, Reading::NullTwice, id, "oneOf");
    }
}

/// Tells of every reading.
pub(super) fn report_readings(cx: &mut Lower<'_>) {
    for (reading, places) in std::mem::take(&mut cx.readings) {
        let (code, message) = reading.told();
        places.note(cx, code, message);
    }
}
