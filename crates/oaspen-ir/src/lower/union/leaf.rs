//! What a plan knows of each branch: kinds, required and declared keys, possible values.
//!
//! A branch that is a union itself counts as the leaves of that union, so that nested unions come
//! into one table; its own plan is asked only once the value has come to it.

use std::rc::Rc;

use indexmap::IndexMap;
use oaspen_document::model::SchemaId;

use super::{BranchView, branches_of, every_kind, kinds_of};
use crate::ir::{Constraints, Json, JsonKind, KindSet, Scalar};
use crate::lower::all_of::{View, view_of};
use crate::lower::context::{Conjunction, Lower, Operand};
use crate::lower::scalar::lower_scalar;
use crate::lower::schema::without_null;

/// A branch, or one of the branches that it is made of.
pub(super) struct Leaf {
    /// The position of the branch among those of the union being planned.
    pub(super) branch: usize,
    pub(super) conjunction: Conjunction,
    pub(super) view: Rc<View>,
    /// Never `null`.
    pub(super) kinds: KindSet,
    /// What it says of an object's keys.
    pub(super) keys: IndexMap<String, Key>,
    /// The schemas that lead to it, for mappings of discriminators.
    pub(super) sources: Vec<SchemaId>,
    /// The values of the discriminator's property that name it.
    pub(super) tags: Vec<Json>,
}

/// A key that a leaf names.
pub(super) struct Key {
    pub(super) required: bool,
    /// Whether it is `readOnly` or `writeOnly`, and so absent in requests or in answers.
    pub(super) is_one_way: bool,
    /// Every value that it can have, when these are listed.
    pub(super) values: Option<Vec<Json>>,
}

impl Leaf {
    pub(super) fn requires(&self, key: &str) -> bool {
        self.keys.get(key).is_some_and(|key| key.required)
    }

    pub(super) fn declares(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    pub(super) fn is_one_way(&self, key: &str) -> bool {
        self.keys.get(key).is_some_and(|key| key.is_one_way)
    }

    /// Whether its values are bytes of which nothing is demanded.
    pub(super) fn is_bytes(&self) -> bool {
        self.kinds == KindSet::of(JsonKind::String)
            && self.view.values.is_none()
            && self.view.constraints == Constraints::default()
            && lower_scalar(&self.view, self.kinds) == Scalar::Binary
    }

    pub(super) fn values_of(&self, key: &str) -> Option<&[Json]> {
        self.keys.get(key)?.values.as_deref()
    }
}

/// How deep unions in unions are flattened, and into how many leaves.
const DEEPEST: usize = 8;
const MOST: usize = 256;

/// The leaves of all branches, in order.
pub(super) fn leaves_of(cx: &mut Lower<'_>, branches: &[BranchView]) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for (position, branch) in branches.iter().enumerate() {
        let sources = with_references(cx, Vec::new(), branch.schema);
        let start = Unfolding {
            branch: position,
            conjunction: branch.conjunction.clone(),
            sources,
            depth: 0,
        };
        unfold(cx, &mut leaves, start);
    }
    leaves
}

pub(super) struct Unfolding {
    pub(super) branch: usize,
    pub(super) conjunction: Conjunction,
    pub(super) sources: Vec<SchemaId>,
    pub(super) depth: usize,
}

fn unfold(cx: &mut Lower<'_>, leaves: &mut Vec<Leaf>, start: Unfolding) {
    let mut waiting = vec![start];
    let mut unfolded = 0;
    while let Some(next) = waiting.pop() {
        unfolded += 1;
        if let Some(inner) = members_of_family(cx, &next)
            && leaves.len() + inner.len() < MOST
            && cx.spend(inner.len())
        {
            waiting.extend(inner.into_iter().rev());
            let view = view_of(cx, &next.conjunction);
            leaves.push(leaf(cx, view, next));
            continue;
        }
        let view = view_of(cx, &next.conjunction);
        let is_open = view.values.is_none() && next.depth < DEEPEST && unfolded < MOST;
        let inner = match view.unions.first() {
            Some(union) if is_open && cx.spend(union.branches.len() * next.conjunction.len()) => {
                branches_of(cx, &next.conjunction, union)
            }
            Some(_) | None => None,
        };
        let Some(inner) = inner.filter(|inner| leaves.len() + inner.len() < MOST) else {
            leaves.push(leaf(cx, view, next));
            continue;
        };
        for branch in inner.into_iter().rev() {
            waiting.push(Unfolding {
                branch: next.branch,
                conjunction: branch.conjunction,
                sources: with_references(cx, next.sources.clone(), branch.schema),
                depth: next.depth + 1,
            });
        }
    }
}

/// The branches of a discriminated parent, which are values of it too.
fn members_of_family(cx: &Lower<'_>, of: &Unfolding) -> Option<Vec<Unfolding>> {
    let [Operand::Schema(parent)] = of.conjunction.as_slice() else {
        return None;
    };
    let family = cx.families.of(*parent).filter(|_| of.depth < DEEPEST)?;
    let branches = family.branches.iter().map(|heir| Unfolding {
        branch: of.branch,
        conjunction: vec![Operand::Schema(*heir)],
        sources: with_references(cx, of.sources.clone(), *heir),
        depth: of.depth + 1,
    });
    Some(branches.collect())
}

pub(super) fn leaf(cx: &mut Lower<'_>, view: Rc<View>, from: Unfolding) -> Leaf {
    let kinds = if view.conflict.is_some() {
        every_kind()
    } else {
        without_null(kinds_of(cx, &from.conjunction))
    };
    let keys = if kinds.contains(JsonKind::Object) {
        keys_of(cx, &view)
    } else {
        IndexMap::new()
    };
    Leaf {
        branch: from.branch,
        conjunction: from.conjunction,
        view,
        kinds,
        keys,
        sources: from.sources,
        tags: Vec::new(),
    }
}

fn scalar(value: Json) -> Option<Json> {
    match value {
        Json::Array(_) | Json::Object(_) => None,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Some(value),
    }
}

fn keys_of(cx: &mut Lower<'_>, view: &View) -> IndexMap<String, Key> {
    let mut keys = IndexMap::new();
    for (name, conditions) in &view.properties {
        let view_of_key = view_of(cx, conditions);
        let values = view_of_key.values.clone();
        // Rules compare scalars alone, so a list with anything else in it is no evidence.
        let values = values.and_then(|values| {
            let scalars = values.into_iter().map(|variant| scalar(variant.value));
            scalars.collect()
        });
        let required = view.required.contains(name);
        let key = Key {
            required,
            is_one_way: view_of_key.read_only != view_of_key.write_only,
            values,
        };
        keys.insert(name.clone(), key);
    }
    for name in &view.required {
        keys.entry(name.clone()).or_insert(Key {
            required: true,
            is_one_way: false,
            values: None,
        });
    }
    keys
}

/// A schema and what its references name, step by step.
fn with_references(cx: &Lower<'_>, mut sources: Vec<SchemaId>, start: SchemaId) -> Vec<SchemaId> {
    let mut next = Some(start);
    while let Some(id) = next {
        sources.push(id);
        next = cx.object(id).and_then(|object| object.reference);
    }
    sources
}
