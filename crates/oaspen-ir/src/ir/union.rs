//! Unions and the plan by which a value finds its branch.

use super::{Docs, Json, Origin, TypeUse};

/// One of several types: `oneOf` or `anyOf`.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The branches in document order, without `null` (that is nullability).
    pub branches: Vec<Branch>,
    /// How a value finds its branch.
    pub plan: Plan,
    /// Whether a value may fit several branches although only one may hold: a `oneOf` whose branches
    /// are not proven to exclude each other. A server refuses such a value.
    pub is_exclusive: bool,
}

/// A branch.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The branch's type.
    pub ty: TypeUse,
    /// Where it stands.
    pub origin: Origin,
    /// What is said about it when it is inline.
    pub docs: Docs,
    /// The discriminator's value for it, when there is one.
    pub tag: Option<String>,
}

/// A decision list: the first rule that holds names the branch; none means that the value is unknown.
///
/// A rule looks at the value's JSON kind and at its keys, once; the chosen branch is then decoded
/// and its error is the union's error. Nothing is tried and thrown away, except under [`Test::Decodes`]
/// and where a plan reconsiders.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In order of testing.
    pub rules: Vec<Rule>,
    /// Why this works, for the doc comment and for diagnostics.
    pub reason: Reason,
    /// Whether a value that the chosen branch does not decode may be another's that a rule leads to.
    pub reconsiders: bool,
}

/// One line of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The JSON kinds the value may have.
    pub kinds: KindSet,
    /// What else must hold.
    pub test: Test,
    /// The branch, by position.
    pub branch: usize,
}

/// What a rule asks beyond the kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Nothing.
    Always,
    /// The object has this key.
    HasKey(String),
    /// The object does not have this key.
    LacksKey(String),
    /// The object has this key with one of these values.
    KeyEquals(String, Vec<Json>),
    /// The array has a first item of one of these kinds.
    FirstItem(KindSet),
    /// The value is one of these.
    Equals(Vec<Json>),
    /// The branch decodes without an error: only where nothing else tells branches apart.
    Decodes,
    /// Nothing, of a reader that keeps what it does not know; a strict one passes the rule over.
    Tolerated,
}

/// What tells the branches apart: the strongest of the kinds of evidence, by mapping order.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// There is one branch.
    Single,
    /// `discriminator`: the property.
    Discriminator(String),
    /// A property that is constant, or a different enum, in each branch.
    Constant(String),
    /// The JSON kinds differ.
    Kind,
    /// Each branch (but perhaps the last) requires a key that no other has.
    RequiredKey,
    /// Several of these, first by kind, then within the kind.
    Mixed,
    /// The order of the document, because these two branches (by position) accept the same value,
    /// of which an example is given.
    Order {
        /// The branch that is taken.
        first: usize,
        /// The branch that would fit too.
        second: usize,
        /// A value that fits both.
        witness: Json,
    },
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are JSON's words")]
pub enum JsonKind {
    Null,
    Boolean,
    /// A number that is mathematically an integer.
    Integer,
    /// Another number.
    Number,
    String,
    Array,
    Object,
}

/// A set of [`JsonKind`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindSet(u8);

impl KindSet {
    /// No kind.
    pub const EMPTY: Self = Self(0);
    /// Every kind.
    pub const ALL: Self = Self(0x7f);

    /// The set of one kind.
    pub const fn of(kind: JsonKind) -> Self {
        Self(1 << kind as u8)
    }

    /// This set and that.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both hold.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// This set without what that holds.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `kind` is in it.
    pub const fn contains(self, kind: JsonKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Its kinds, in their order.
    pub fn iter(self) -> impl Iterator<Item = JsonKind> {
        [
            JsonKind::Null,
            JsonKind::Boolean,
            JsonKind::Integer,
            JsonKind::Number,
            JsonKind::String,
            JsonKind::Array,
            JsonKind::Object,
        ]
        .into_iter()
        .filter(move |kind| self.contains(*kind))
    }
}
