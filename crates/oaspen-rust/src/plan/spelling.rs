//! Which Rust type a type of the document is in the end, whatever names stand between: as a number,
//! so that two are compared without writing either out.

use indexmap::IndexSet;
use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{Ir, Shape, TypeId, TypeUse};

use super::order::{order_types, written_inside};
use super::types::{is_own_type, is_typed_tuple, leaf_ty, rest_of};
use crate::model::{RuntimeType, Ty};

/// A Rust type, by number. Two uses with equal spellings are one type to the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Spelling {
    core: usize,
    nullable: bool,
}

impl Spelling {
    const ANY: Self = Self::first(0);
    /// The runtime's bytes.
    pub(super) const BYTES: Self = Self::first(1);
    /// `()`.
    pub(super) const UNIT: Self = Self::first(2);
    /// The type without values.
    pub(super) const NEVER: Self = Self::first(3);

    const fn first(core: usize) -> Self {
        Self {
            core,
            nullable: false,
        }
    }
}

/// The spellings that are there in any case, in order.
const FIRST: [Ty; 4] = [
    Ty::Runtime(RuntimeType::Any),
    Ty::Runtime(RuntimeType::Bytes),
    Ty::Unit,
    Ty::Runtime(RuntimeType::Never),
];

/// Where a chain of aliases ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    /// The first type that is no alias.
    pub(super) end: TypeId,
    /// What the last nullable alias of the chain stands for.
    pub(super) after_null: Option<TypeId>,
}

/// A Rust type whose parts are spellings.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Core {
    Own(TypeId),
    Leaf(Ty),
    List(Spelling),
    Map(Spelling),
    /// Of which so many are always there.
    Tuple(Vec<Spelling>, usize),
    /// The last one is that of what follows.
    Prefixed(Vec<Spelling>, usize),
}

/// What is known of every type, found once.
pub(crate) struct Spellings {
    types: Vec<Spelling>,
    chains: Vec<Chain>,
    cores: IndexSet<Core>,
}

impl Spellings {
    /// Spells every type.
    pub(super) fn find(ir: &Ir, facts: &Facts) -> Self {
        let unknown = |index| Chain {
            end: TypeId::from_index(index),
            after_null: None,
        };
        let mut found = Self {
            types: vec![Spelling::ANY; ir.types.len()],
            chains: (0..ir.types.len()).map(unknown).collect(),
            cores: FIRST.into_iter().map(Core::Leaf).collect(),
        };
        for id in order_types(ir, facts) {
            let inside = written_inside(ir, facts, id);
            if let (Shape::Alias(_), [link]) = (&ir.ty(id).shape, inside.as_slice()) {
                found.follow(id, *link);
            } else {
                let core = found.core(ir, facts, id, &inside);
                let spelling = found.spell(core);
                found.set(id, spelling);
            }
        }
        found
    }

    /// The spelling of a use.
    pub(super) fn of(&self, at: TypeUse) -> Spelling {
        let spelt = self.types.get(at.id.index()).copied();
        let spelt = spelt.unwrap_or(Spelling::ANY);
        Spelling {
            core: spelt.core,
            // Any value may be `null`; there is no second `null` around it.
            nullable: spelt != Spelling::ANY && (spelt.nullable || at.nullable),
        }
    }

    /// Where the chain of aliases from a type on ends.
    pub(super) fn chain(&self, id: TypeId) -> Chain {
        let chain = self.chains.get(id.index()).copied();
        chain.unwrap_or(Chain {
            end: id,
            after_null: None,
        })
    }

    fn spell(&mut self, core: Core) -> Spelling {
        let (core, _) = self.cores.insert_full(core);
        Spelling::first(core)
    }

    fn set(&mut self, id: TypeId, spelling: Spelling) {
        if let Some(slot) = self.types.get_mut(id.index()) {
            *slot = spelling;
        }
    }

    fn follow(&mut self, id: TypeId, link: TypeUse) {
        let next = self.chain(link.id);
        if let Some(slot) = self.chains.get_mut(id.index()) {
            *slot = Chain {
                end: next.end,
                after_null: next.after_null.or(link.nullable.then_some(link.id)),
            };
        }
        self.set(id, self.of(link));
    }

    fn core(&self, ir: &Ir, facts: &Facts, id: TypeId, inside: &[TypeUse]) -> Core {
        if is_own_type(ir, facts, id) {
            return Core::Own(id);
        }
        match (&ir.ty(id).shape, inside) {
            (Shape::List(_), [item]) => Core::List(self.of(*item)),
            (Shape::Map(_), [value]) => Core::Map(self.of(*value)),
            (Shape::Tuple(tuple), _) => {
                let mut spelt: Vec<Spelling> = inside.iter().map(|item| self.of(*item)).collect();
                if is_typed_tuple(tuple) {
                    return Core::Tuple(spelt, tuple.least);
                }
                if rest_of(tuple).is_none() {
                    spelt.push(Spelling::ANY);
                }
                Core::Prefixed(spelt, tuple.least)
            }
            (shape, _) => Core::Leaf(leaf_ty(shape, facts.of(id))),
        }
    }
}
