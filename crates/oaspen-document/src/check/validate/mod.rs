//! A JSON Schema validator over resolved schemas that remembers the places of both sides.
//!
//! It ends on every input: results are remembered, so that schemas which share branches are
//! judged once; nesting and the number of steps are limited. Beyond a limit a value is accepted,
//! because a false alarm is worse than a missed one.

mod array;
mod object;
mod scalar;
mod union;

pub(super) use scalar::{canonical, describe, is_typed};

use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;
use std::rc::Rc;

use oaspen_diagnostics::{Pointer, Span};

use crate::model::{AnySchema, Arena, Schema, SchemaBody, SchemaId, SchemaObject};
use crate::node::Node;
use crate::resolved::Resolved;

/// How deep schemas and values are followed together.
const DEPTH_LIMIT: usize = 128;
/// How many pairs of a schema and a value are looked at for one value.
const STEP_LIMIT: usize = 200_000;
/// How many pairs are looked at for all values of a document together.
const TOTAL_LIMIT: usize = 20_000_000;
/// How many values of an `enum` count as one more step.
const ENUM_STEP: usize = 16;
/// How many mismatches of one value are worth telling.
const MISMATCH_LIMIT: usize = 5;

/// Judges values by the schemas of one document.
pub(super) struct Validator<'r> {
    pub(super) resolved: &'r Resolved,
    schemas: &'r Arena<AnySchema, Schema<SchemaId>>,
    lenient: BTreeSet<SchemaId>,
    known: IndexMap<Key, Rc<Outcome>>,
    /// For each schema, the properties that are only sent one way.
    one_way: IndexMap<SchemaId, Rc<IndexSet<&'r str>>>,
    /// Steps left for the value that is being judged.
    steps: usize,
    /// Steps left for the document.
    total: usize,
}

/// A schema, the schema that it is part of, leniency, and a value by its place and kind.
type Key = (SchemaId, SchemaId, bool, Span, &'static str);

/// What a schema says about a value.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Why the value does not fit; empty when it does.
    pub(super) mismatches: Vec<Mismatch>,
    /// Unions of which more than one branch fits.
    pub(super) ambiguous: Vec<Ambiguity>,
}

/// One reason why a value does not fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mismatch {
    /// The part of the value that is to blame.
    pub(super) span: Span,
    /// How deep that part lies in the value.
    pub(super) level: usize,
    /// What is wrong with it.
    pub(super) reason: String,
    /// The place of the keyword that it breaks, and what it asks for.
    pub(super) keyword: (Span, String),
}

/// A `oneOf` that does not tell its branches apart for a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ambiguity {
    /// The value.
    pub(super) span: Span,
    /// The schema that holds the `oneOf`.
    pub(super) union: SchemaId,
    /// The branches that fit.
    pub(super) branches: Vec<SchemaId>,
}

/// Where in the comparison we are.
#[derive(Clone, Copy)]
struct Frame {
    /// The outermost schema that speaks of the same value.
    whole: SchemaId,
    lenient: bool,
    depth: usize,
    level: usize,
}

/// The keywords of one schema and where it stands.
#[derive(Clone, Copy)]
struct Keywords<'r> {
    id: SchemaId,
    object: &'r SchemaObject<SchemaId>,
    span: Span,
}

impl Outcome {
    pub(super) fn fits(&self) -> bool {
        self.mismatches.is_empty()
    }

    fn refuse(&mut self, mismatch: Mismatch) {
        if self.mismatches.len() < MISMATCH_LIMIT && !self.mismatches.contains(&mismatch) {
            self.mismatches.push(mismatch);
        }
    }

    fn absorb(&mut self, other: &Self) {
        for mismatch in &other.mismatches {
            self.refuse(mismatch.clone());
        }
        for ambiguity in &other.ambiguous {
            self.note(ambiguity.clone());
        }
    }

    fn note(&mut self, ambiguity: Ambiguity) {
        if self.ambiguous.len() < MISMATCH_LIMIT && !self.ambiguous.contains(&ambiguity) {
            self.ambiguous.push(ambiguity);
        }
    }
}

impl<'r> Validator<'r> {
    /// A validator that is lenient at the schemas of these pointers.
    pub(super) fn new(resolved: &'r Resolved, lenient: &[Pointer]) -> Self {
        let lenient = resolved
            .schemas
            .iter()
            .filter(|(_, schema)| lenient.contains(&schema.origin.pointer))
            .map(|(id, _)| id)
            .collect();
        Self {
            resolved,
            schemas: &resolved.schemas,
            lenient,
            known: IndexMap::new(),
            one_way: IndexMap::new(),
            steps: 0,
            total: TOTAL_LIMIT,
        }
    }

    /// Judges one value by one schema.
    pub(super) fn judge(&mut self, schema: SchemaId, node: &Node) -> Rc<Outcome> {
        self.known.clear();
        let allowed = STEP_LIMIT.min(self.total);
        self.steps = allowed;
        let frame = Frame {
            whole: schema,
            lenient: false,
            depth: 0,
            level: 0,
        };
        let outcome = self.visit(schema, node, frame);
        self.total -= allowed - self.steps;
        outcome
    }

    /// Judges a part of the value.
    fn part(&mut self, schema: SchemaId, node: &Node, frame: Frame) -> Rc<Outcome> {
        let frame = Frame {
            whole: schema,
            lenient: false,
            depth: frame.depth,
            level: frame.level + 1,
        };
        self.visit(schema, node, frame)
    }

    fn visit(&mut self, schema: SchemaId, node: &Node, frame: Frame) -> Rc<Outcome> {
        let frame = Frame {
            depth: frame.depth + 1,
            ..frame
        };
        if frame.depth > DEPTH_LIMIT {
            return Rc::default();
        }
        let key = (schema, frame.whole, frame.lenient, node.span, node.kind());
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let outcome = Rc::new(self.follow(schema, node, frame));
        self.known.insert(key, Rc::clone(&outcome));
        outcome
    }

    /// Judges by a schema and by those that its chain of `$ref` leads to, without recursion,
    /// because chains may be thousands long.
    fn follow(&mut self, schema: SchemaId, node: &Node, mut frame: Frame) -> Outcome {
        let mut outcome = Outcome::default();
        let mut next = Some(schema);
        while let Some(id) = next.take() {
            self.steps = self.steps.saturating_sub(1);
            if self.steps == 0 {
                return Outcome::default();
            }
            frame.lenient |= self.lenient.contains(&id);
            let Some(schema) = self.schemas.get(id) else {
                break;
            };
            let span = schema.origin.span;
            match &schema.body {
                SchemaBody::Boolean(true) => {}
                SchemaBody::Boolean(false) => outcome.refuse(Mismatch {
                    span: node.span,
                    level: frame.level,
                    reason: "no value is accepted here".to_owned(),
                    keyword: (span, "`false` accepts nothing".to_owned()),
                }),
                SchemaBody::Object(object) => {
                    let values = object.enumeration.as_ref();
                    let values = values.map_or(0, |values| values.value.len());
                    self.steps = self.steps.saturating_sub(values / ENUM_STEP);
                    self.keywords(Keywords { id, object, span }, node, frame, &mut outcome);
                    next = object.reference;
                }
            }
        }
        outcome
    }

    fn keywords(
        &mut self,
        keywords: Keywords<'r>,
        node: &Node,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        if !scalar::check_kind(keywords, node, frame, outcome) {
            // A value of another kind breaks everything else too; the kind is the cause.
            return;
        }
        scalar::check_scalar(keywords, node, frame, outcome);
        self.check_object(keywords, node, frame, outcome);
        self.check_array(keywords, node, frame, outcome);
        self.check_unions(keywords, node, frame, outcome);
    }
}

impl Keywords<'_> {
    /// A mismatch with a keyword of this schema.
    fn mismatch(
        &self,
        span: Span,
        frame: Frame,
        reason: String,
        keyword: impl Into<String>,
    ) -> Mismatch {
        Mismatch {
            span,
            level: frame.level,
            reason,
            keyword: (self.span, keyword.into()),
        }
    }
}
