//! Discriminated parents: schemas with a `discriminator` and no union, which others extend by
//! `allOf`. OAS 3.1 §4.8.24.3.
//!
//! Where such a parent is used as a type, a value of any schema that extends it may stand; within
//! the `allOf` of one that extends it, it is its own properties. Here is found who extends whom;
//! what the union looks like is `union::family`'s matter.

use indexmap::{IndexMap, IndexSet};

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model::{SchemaId, SchemaObject};

use super::context::{Lower, Operand, Pending};
use super::name::{component_name, step};
use super::schema::{is_all_of_only, target_of};
use crate::ir::{NameStep, TypeId};

/// A parent and those who extend it.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// Every component that extends the parent, in document order.
    pub(super) heirs: Vec<SchemaId>,
    /// Those of them that are branches: not those in the family of another heir.
    pub(super) branches: Vec<SchemaId>,
    /// The type of the values that are the parent's own.
    pub(super) base: Option<TypeId>,
}

/// Every family of a document.
#[derive(Debug, Default)]
pub(super) struct Families {
    by_parent: IndexMap<SchemaId, Family>,
    heirs: IndexSet<SchemaId>,
}

impl Families {
    /// The family of a parent.
    pub(super) fn of(&self, parent: SchemaId) -> Option<&Family> {
        self.by_parent.get(&parent)
    }

    /// Whether a component extends some parent.
    pub(super) fn is_heir(&self, id: SchemaId) -> bool {
        self.heirs.contains(&id)
    }
}

/// The largest family that becomes an enum.
const MOST_HEIRS: usize = 512;

/// Which schemas include each schema by `$ref` or `allOf`.
type Includers = IndexMap<SchemaId, Vec<SchemaId>>;

/// Finds the families; to be called before anything is simplified.
pub(super) fn find_families(cx: &mut Lower<'_>) {
    let components = &cx.resolved.components.schemas;
    let order: IndexSet<SchemaId> = components.values().copied().collect();
    let parents: Vec<SchemaId> = order
        .iter()
        .copied()
        .filter(|id| cx.object(*id).is_some_and(is_parent))
        .collect();
    if parents.is_empty() {
        return;
    }
    let includers = includers_of(cx);
    let mut families = Families::default();
    for parent in parents {
        let heirs = heirs_of(cx, &includers, &order, parent);
        if heirs.len() > MOST_HEIRS {
            report_too_many(cx, parent, heirs.len());
        } else if !heirs.is_empty() {
            families.heirs.extend(&heirs);
            let family = Family {
                branches: heirs.clone(),
                heirs,
                base: None,
            };
            families.by_parent.insert(parent, family);
        }
    }
    leave_out_covered(&mut families);
    cx.families = families;
}

fn is_parent(object: &SchemaObject<SchemaId>) -> bool {
    object.discriminator.is_some() && object.one_of.is_none() && object.any_of.is_none()
}

fn includers_of(cx: &Lower<'_>) -> Includers {
    let mut includers = Includers::new();
    for (id, schema) in cx.resolved.schemas.iter() {
        let Some(object) = schema.object() else {
            continue;
        };
        for included in object.reference.iter().chain(&object.all_of) {
            includers.entry(*included).or_default().push(id);
        }
    }
    includers
}

/// The components that extend a parent, in document order.
fn heirs_of(
    cx: &mut Lower<'_>,
    includers: &Includers,
    order: &IndexSet<SchemaId>,
    parent: SchemaId,
) -> Vec<SchemaId> {
    let mut reached = IndexSet::from([parent]);
    let mut next = 0;
    while let Some(id) = reached.get_index(next).copied() {
        next += 1;
        let includers = includers.get(&id).map_or(&[][..], Vec::as_slice);
        if !cx.spend(includers.len()) {
            break;
        }
        reached.extend(includers);
    }
    reached.shift_remove(&parent);
    let mut heirs: Vec<(usize, SchemaId)> = reached
        .into_iter()
        .filter_map(|id| Some((order.get_index_of(&id)?, id)))
        .filter(|(_, id)| extends(cx, parent, *id))
        .collect();
    heirs.sort_unstable();
    heirs.into_iter().map(|(_, id)| id).collect()
}

/// Whether a component that includes a parent is more than another name for it: a plain reference
/// is not, nor is an annotated one that the discriminator's mapping leaves out.
fn extends(cx: &Lower<'_>, parent: SchemaId, id: SchemaId) -> bool {
    let Some(object) = cx.object(id).filter(|_| target_of(cx, id) == id) else {
        return false;
    };
    let discriminator = cx.object(parent).and_then(|it| it.discriminator.as_ref());
    let is_mapped = discriminator.is_none_or(|discriminator| {
        discriminator.mapping.is_empty() || discriminator.mapping.values().any(|to| *to == id)
    });
    let is_wrapper = is_all_of_only(object) && object.all_of.len() == 1;
    is_mapped || !is_wrapper
}

/// An heir that has a family itself stands for all of it.
fn leave_out_covered(families: &mut Families) {
    let all = families.by_parent.clone();
    for family in families.by_parent.values_mut() {
        let covered: IndexSet<SchemaId> = family
            .heirs
            .iter()
            .filter_map(|heir| all.get(heir))
            .flat_map(|inner| inner.heirs.iter().copied())
            .collect();
        family.branches.retain(|heir| !covered.contains(heir));
    }
}

/// Makes the types of the values that are a parent's own.
pub(super) fn reserve_bases(cx: &mut Lower<'_>) {
    let components = &cx.resolved.components.schemas;
    let mut bases: Vec<Pending> = Vec::new();
    for (name, parent) in components {
        if cx.families.of(*parent).is_none_or(|it| it.base.is_some()) {
            continue;
        }
        let meaning = vec![Operand::Schema(*parent)];
        let name = step(&component_name(name), NameStep::Base);
        let id = cx.push_placeholder(&meaning, name.clone());
        if let Some(ty) = cx.types.get_mut(id.index()) {
            // A schema that references name is called by its place, which here is the union's.
            ty.name = name;
        }
        if let Some(family) = cx.families.by_parent.get_mut(parent) {
            family.base = Some(id);
        }
        bases.push(Pending {
            id,
            source: meaning.clone(),
            meaning,
        });
    }
    // What a parent says is named after it, not after the first who extends it.
    bases.sort_by_cached_key(|base| {
        let [Operand::Schema(parent)] = base.meaning.as_slice() else {
            return 0;
        };
        let families = cx.families.by_parent.values();
        families.filter(|it| it.heirs.contains(parent)).count()
    });
    for base in bases.into_iter().rev() {
        cx.pending.push_front(base);
    }
}

fn report_too_many(cx: &mut Lower<'_>, parent: SchemaId, count: usize) {
    let origin = &cx.schema(parent).origin;
    let message = format!(
        "{count} schemas extend this one: where it is used, their values are read as its own"
    );
    cx.sink.push(
        Diagnostic::new(Code::DepthLimit, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer),
    );
}
