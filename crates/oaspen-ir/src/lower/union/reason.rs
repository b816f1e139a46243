//! What a plan rests on, gathered while it is made.

use crate::ir::{Json, JsonKind, KindSet, Reason};

/// Evidence within one kind of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Evidence {
    Discriminator(String),
    Constant(String),
    RequiredKey,
    /// Scalars of different values or formats.
    Values,
}

/// Two branches that a value fits.
#[derive(Clone, Debug)]
pub(super) struct Ambiguity {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) witness: Json,
}

/// Everything that a plan rests on.
#[derive(Default)]
pub(super) struct Grounds {
    pub(super) evidence: Vec<Evidence>,
    pub(super) ambiguity: Option<Ambiguity>,
    /// The kinds within which branches had to be told apart by more than the kind.
    pub(super) contested: KindSet,
}

impl Grounds {
    pub(super) fn rest_on(&mut self, evidence: Evidence) {
        if !self.evidence.contains(&evidence) {
            self.evidence.push(evidence);
        }
    }

    pub(super) fn contest(&mut self, kind: JsonKind) {
        self.contested = self.contested.union(KindSet::of(kind));
    }

    /// The reason of a plan over values of these kinds.
    pub(super) fn into_reason(self, kinds: KindSet) -> Reason {
        if let Some(ambiguity) = self.ambiguity {
            return Reason::Order {
                first: ambiguity.first,
                second: ambiguity.second,
                witness: ambiguity.witness,
            };
        }
        let is_one_kind = self.contested == kinds;
        match (self.evidence.as_slice(), is_one_kind) {
            ([], _) if self.contested.is_empty() => Reason::Kind,
            ([Evidence::Discriminator(property)], true) => Reason::Discriminator(property.clone()),
            ([Evidence::Constant(property)], true) => Reason::Constant(property.clone()),
            ([Evidence::RequiredKey], true) => Reason::RequiredKey,
            (_, _) => Reason::Mixed,
        }
    }
}
