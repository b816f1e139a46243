//! What lowering carries along: the document, the types made so far, and what waits to be lowered.
//!
//! A type is made from a *conjunction*: schemas that must hold together. Most hold one schema;
//! `allOf`, properties that two members describe, and siblings of a union make longer ones.
//! Invariant: a conjunction has one type, and nothing here recurses — a type is reserved when it
//! is first named and filled in when its turn comes.

use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use oaspen_diagnostics::{Code, Diagnostic, Severity, Sink};
use oaspen_document::Resolved;
use oaspen_document::model::{self as doc, SchemaId, SchemaObject};
use regex::Regex;

use super::Externals;
use super::all_of::View;
use super::component::PlacedComponents;
use super::family::Families;
use super::implied::Implied;
use super::name::{inherited_name, named_by_pointer};
use super::origin::lower_origin;
use super::readings::Readings;
use crate::ir::{Constraints, Docs, KindSet, Name, Pattern, Shape, Type, TypeId};

/// One of several conditions that hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Operand {
    /// A schema with everything it says.
    Schema(SchemaId),
    /// A schema but for the values that it lists.
    Unlisted(SchemaId),
    /// The value is of one of these kinds.
    Kinds(KindSet),
    /// This union of the conjunction has been decided and counts no more.
    Without(SchemaId, UnionKeyword),
}

/// The two keywords that make unions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum UnionKeyword {
    OneOf,
    AnyOf,
}

impl UnionKeyword {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OneOf => "oneOf",
            Self::AnyOf => "anyOf",
        }
    }
}

/// Conditions that hold together; none of them is every value.
pub(crate) type Conjunction = Vec<Operand>;

/// A type that has an id and waits for its shape.
pub(super) struct Pending {
    pub(super) id: TypeId,
    /// What was named: says what people are told.
    pub(super) source: Conjunction,
    /// What it comes to without wrappers: says what the shape is.
    pub(super) meaning: Conjunction,
}

/// What lowering shares.
pub(crate) struct Lower<'a> {
    pub(crate) sink: &'a mut Sink,
    pub(crate) resolved: &'a Resolved,
    /// Every type made so far; those that wait are [`Shape::Any`].
    pub(crate) types: Vec<Type>,
    pub(super) pending: VecDeque<Pending>,
    /// Component schemas, and what a component that is only a reference names.
    pub(super) components: IndexMap<SchemaId, TypeId>,
    pub(super) known: IndexMap<Conjunction, TypeId>,
    pub(super) views: IndexMap<Conjunction, Rc<View>>,
    pub(super) kinds: IndexMap<Conjunction, KindSet>,
    /// How many members and properties views may still hold.
    pub(super) members: usize,
    /// Schemas that a `$ref` names: called by their place, not by who comes first.
    referenced: IndexSet<SchemaId>,
    /// Discriminated parents and who extends them.
    pub(super) families: Families,
    /// Components other than schemas, which name the types inside them.
    pub(super) placed: PlacedComponents,
    /// The schema that each type was made from, for `lenient`.
    pub(super) made_from: BTreeMap<SchemaId, TypeId>,
    /// For structs merged from an `allOf`: its `$ref` members.
    pub(super) parts: BTreeMap<TypeId, Vec<SchemaId>>,
    /// How many types came from more than one schema.
    merged: usize,
    /// How much may still be spent on telling branches apart.
    pub(super) effort: usize,
    /// Schemas whose readers keep what they do not know.
    pub(super) undeclared_in_examples: BTreeSet<SchemaId>,
    /// Types from outside in place of the document's.
    pub(super) externals: Externals,
    /// Which of them were put in place.
    pub(super) used_externals: BTreeSet<String>,
    /// What is read in another sense than the letter's.
    pub(super) readings: Readings,
    /// Schemas that leave their kind to be guessed.
    pub(super) implied: Implied,
    pub(super) reported: BTreeSet<(SchemaId, &'static str)>,
    /// Patterns by what is written; why, when one cannot be carried out.
    pub(super) patterns: IndexMap<String, Result<Pattern, String>>,
    /// Those by which values of the document were judged, ready to be carried out.
    pub(super) expressions: IndexMap<String, Option<Regex>>,
}

/// How many types may be merged from several schemas: a hostile document can ask for a number that
/// is exponential in its size; the largest real ones ask for hundreds.
const MOST_MERGED: usize = 4_000;

/// How many branches are unfolded, and (dearer) pairs compared, in one document; real ones
/// take a tenth of it.
const MOST_EFFORT: usize = 200_000;

/// How many members and properties views may hold together, and how many more for each schema of the
/// document: a chain of `allOf`s has, for each of its schemas, all that come after it. Real documents
/// need a tenth of it.
const MOST_MEMBERS: usize = 500_000;
const MEMBERS_EACH: usize = 100;

impl<'a> Lower<'a> {
    pub(crate) fn new(sink: &'a mut Sink, resolved: &'a Resolved) -> Self {
        let referenced = resolved
            .schemas
            .iter()
            .filter_map(|(_, schema)| schema.object()?.reference)
            .collect();
        Self {
            sink,
            resolved,
            types: Vec::new(),
            pending: VecDeque::new(),
            components: IndexMap::new(),
            known: IndexMap::new(),
            views: IndexMap::new(),
            kinds: IndexMap::new(),
            members: MOST_MEMBERS + MEMBERS_EACH * resolved.schemas.len(),
            referenced,
            families: Families::default(),
            placed: PlacedComponents::new(resolved),
            made_from: BTreeMap::new(),
            parts: BTreeMap::new(),
            merged: 0,
            effort: MOST_EFFORT,
            undeclared_in_examples: BTreeSet::new(),
            externals: Externals::default(),
            used_externals: BTreeSet::new(),
            readings: Readings::default(),
            implied: Implied::default(),
            reported: BTreeSet::new(),
            patterns: IndexMap::new(),
            expressions: IndexMap::new(),
        }
    }

    /// The keywords of a schema; `None` for `true` and `false`.
    pub(super) fn object(&self, id: SchemaId) -> Option<&'a SchemaObject<SchemaId>> {
        let resolved = self.resolved;
        resolved.schemas.get(id)?.object()
    }

    /// The schema of an id.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are those of the resolved document, from which nothing is removed"
    )]
    pub(super) fn schema(&self, id: SchemaId) -> &'a doc::Schema<SchemaId> {
        let resolved = self.resolved;
        &resolved.schemas[id]
    }

    /// Reports something about a schema.
    pub(super) fn report(&mut self, code: Code, id: SchemaId, message: impl Into<String>) {
        let origin = &self.schema(id).origin;
        self.sink
            .push(Diagnostic::new(code, message).at(origin.span, &origin.pointer));
    }

    /// Gives a type an id; its shape is lowered later.
    pub(super) fn reserve(&mut self, pending: (Conjunction, Conjunction), name: Name) -> TypeId {
        let (mut source, meaning) = pending;
        if meaning.is_empty() {
            // Any value is one type, of which no place says anything.
            source.clear();
        }
        if let [Operand::Schema(only)] = meaning.as_slice()
            && self.referenced.contains(only)
        {
            // What stands at the reference is said of the use, not of the type.
            source.clone_from(&meaning);
        }
        let id = self.push_placeholder(&source, name);
        if meaning.len() > 1 {
            self.merged += 1;
        }
        self.known.insert(meaning.clone(), id);
        if self.merged > MOST_MERGED {
            self.report_too_many(&source);
        } else {
            let pending = Pending {
                id,
                source,
                meaning,
            };
            self.pending.push_back(pending);
        }
        id
    }

    /// A type without a shape.
    pub(super) fn push_placeholder(&mut self, source: &[Operand], name: Name) -> TypeId {
        let id = TypeId::from_index(self.types.len());
        let place = place_of(source);
        let origin = match place {
            Some(place) => lower_origin(&self.schema(place).origin),
            // Only the empty conjunction has no schema: it stands for what nobody wrote.
            None => super::origin::nowhere(self.resolved),
        };
        let is_whole = source.len() == 1;
        let named = match place.filter(|_| is_whole) {
            Some(place) if self.referenced.contains(&place) => named_by_pointer(&origin.pointer),
            Some(_) => inherited_name(&origin.pointer, &name),
            None => None,
        };
        let name = named.unwrap_or(name);
        self.types.push(Type {
            name,
            origin,
            docs: Docs::default(),
            shape: Shape::Any,
            constraints: Constraints::default(),
            assertions: Vec::new(),
            default: None,
            lenient: false,
        });
        if let (true, Some(schema)) = (is_whole, place) {
            self.made_from.entry(schema).or_insert(id);
        }
        id
    }

    /// Spends effort; `false` when there is none left.
    pub(super) fn spend(&mut self, effort: usize) -> bool {
        self.effort = self.effort.saturating_sub(effort);
        self.effort > 0
    }

    fn report_too_many(&mut self, source: &[Operand]) {
        let Some(place) = place_of(source) else {
            return;
        };
        if self.reported.insert((place, "merged")) {
            let origin = &self.schema(place).origin;
            let message = "so many schemas are combined that this one is typed as any JSON value";
            self.sink.push(
                Diagnostic::new(Code::DepthLimit, message)
                    .severity(Severity::Weakened)
                    .at(origin.span, &origin.pointer),
            );
        }
    }
}

/// The schema that says where a conjunction stands: the first, or the branch of a union, which is
/// the last.
pub(super) fn place_of(conjunction: &[Operand]) -> Option<SchemaId> {
    let is_branch = conjunction
        .iter()
        .any(|operand| matches!(operand, Operand::Without(..)));
    if is_branch {
        schemas_in(conjunction).last()
    } else {
        schemas_in(conjunction).next()
    }
}

/// The schemas of a conjunction, in order.
pub(super) fn schemas_in(conjunction: &[Operand]) -> impl Iterator<Item = SchemaId> + '_ {
    conjunction.iter().filter_map(|operand| match operand {
        Operand::Schema(id) | Operand::Unlisted(id) => Some(*id),
        Operand::Kinds(_) | Operand::Without(..) => None,
    })
}

/// Adds a condition that is not there yet.
pub(super) fn conjoin(conjunction: &mut Conjunction, operand: Operand) {
    if !conjunction.contains(&operand) {
        conjunction.push(operand);
    }
}
