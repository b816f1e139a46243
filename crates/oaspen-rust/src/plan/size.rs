//! How large values are, at most, in bytes on a 64-bit machine.
//!
//! A payload of an enum that may exceed [`LARGEST_PAYLOAD`] is boxed, whatever its siblings are, so
//! that adding a variant changes no other and clippy's `large_enum_variant` never fires.

use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{
    Additional, EnumBase, IntegerFormat, Ir, Scalar, Shape, StringFormat, Struct, TypeId, TypeUse,
    Union,
};

/// The largest payload that a variant holds by itself.
const LARGEST_PAYLOAD: u64 = 200;

/// Types nested deeper than this by value count as large.
const DEEPEST: usize = 64;

const POINTER: u64 = 8;
const TEXT: u64 = 24;
const WIDE_INTEGER: u64 = 32;
const LIST: u64 = 24;
const MAP: u64 = 72;
const ANY: u64 = 80;
const UNKNOWN: u64 = 1 << 30;

/// What rustc follows by itself when it asks what types are made of (`recursion_limit`).
const DEEPEST_BY_ITSELF: usize = 128;

/// How many steps a type may cost that holds another in a list, a map or a box.
const STEPS_OF_TYPE: usize = 8;

/// How deep the compiler has to follow types that hold each other in a chain of this length, when
/// that is deeper than it does by itself.
pub(super) fn recursion_limit(depth: usize) -> Option<usize> {
    let steps = depth.saturating_mul(STEPS_OF_TYPE);
    let limit = steps.checked_next_power_of_two().unwrap_or(steps);
    (steps > DEEPEST_BY_ITSELF).then_some(limit)
}

/// Upper bounds, by type.
pub(crate) struct Sizes {
    types: Vec<u64>,
}

impl Sizes {
    /// Measures every type.
    pub(crate) fn measure(ir: &Ir, facts: &Facts) -> Self {
        let mut measure = Measure {
            ir,
            facts,
            known: vec![None; ir.types.len()],
        };
        let types = (0..ir.types.len())
            .map(|index| measure.size(TypeId::from_index(index), 0))
            .collect();
        Self { types }
    }

    /// Whether a variant holds this type in a box.
    pub(crate) fn is_large(&self, at: TypeUse) -> bool {
        self.of(at) > LARGEST_PAYLOAD
    }

    /// Whether a variant that holds a payload by itself holds these fields beside it in a box.
    /// Without a type, the payload is bytes; of a large one there is no more than a pointer.
    pub(crate) fn are_large(&self, payloads: &[Option<TypeUse>], fields: &[TypeUse]) -> bool {
        let payload = |at: &Option<TypeUse>| match at {
            Some(at) if self.is_large(*at) => POINTER,
            Some(at) => self.of(*at),
            None => 4 * POINTER,
        };
        // With room for which it is, and for saying that a field is absent.
        let payload = payloads.iter().map(payload).max().unwrap_or(0);
        let fields = fields.iter().map(|at| self.of(*at).saturating_add(POINTER));
        fields.fold(payload + 2 * POINTER, u64::saturating_add) > LARGEST_PAYLOAD
    }

    fn of(&self, at: TypeUse) -> u64 {
        self.types.get(at.id.index()).copied().unwrap_or(UNKNOWN)
    }
}

struct Measure<'a> {
    ir: &'a Ir,
    facts: &'a Facts,
    known: Vec<Option<u64>>,
}

impl Measure<'_> {
    fn size(&mut self, id: TypeId, depth: usize) -> u64 {
        if let Some(Some(known)) = self.known.get(id.index()) {
            return *known;
        }
        if depth > DEEPEST {
            return UNKNOWN;
        }
        let size = match &self.ir.ty(id).shape {
            Shape::Struct(object) => self.struct_size(id, object, depth),
            Shape::Enum(constants) => match constants.base {
                EnumBase::String | EnumBase::Number | EnumBase::Boolean => TEXT,
                EnumBase::Integer => WIDE_INTEGER,
                EnumBase::Mixed => ANY,
            },
            Shape::Union(union) => self.union_size(id, union, depth),
            Shape::List(_) => LIST,
            Shape::Map(_) => MAP,
            Shape::Tuple(tuple) => tuple
                .items
                .iter()
                .map(|item| self.optional_size(*item, depth))
                .fold(LIST, u64::saturating_add),
            Shape::Scalar(scalar) => scalar_size(scalar),
            Shape::Alias(link) => self.optional_size(*link, depth),
            Shape::Any => ANY,
            Shape::Never => 0,
        };
        if let Some(known) = self.known.get_mut(id.index()) {
            *known = Some(size);
        }
        size
    }

    /// With the room for saying that it is absent or `null`.
    fn optional_size(&mut self, at: TypeUse, depth: usize) -> u64 {
        let size = self.size(at.id, depth + 1);
        match &self.ir.ty(at.id).shape {
            // These have bit patterns to spare.
            Shape::List(_) | Shape::Map(_) | Shape::Enum(_) => size,
            Shape::Scalar(Scalar::String(_) | Scalar::Boolean) => size,
            Shape::Scalar(_)
            | Shape::Struct(_)
            | Shape::Union(_)
            | Shape::Tuple(_)
            | Shape::Alias(_)
            | Shape::Any
            | Shape::Never => size.saturating_add(POINTER),
        }
    }

    fn struct_size(&mut self, id: TypeId, object: &Struct, depth: usize) -> u64 {
        let facts = self.facts;
        let boxed = &facts.of(id).boxed;
        let additional = match object.additional {
            Additional::Typed(_) => MAP,
            Additional::Ignored | Additional::Denied => 0,
        };
        object
            .fields
            .iter()
            .enumerate()
            .map(|(at, field)| {
                if boxed.contains(&at) {
                    2 * POINTER
                } else {
                    self.optional_size(field.ty, depth)
                }
            })
            .fold(additional, u64::saturating_add)
    }

    fn union_size(&mut self, id: TypeId, union: &Union, depth: usize) -> u64 {
        let facts = self.facts;
        let boxed = &facts.of(id).boxed;
        let largest = union
            .branches
            .iter()
            .enumerate()
            .filter(|(at, _)| !boxed.contains(at))
            .map(|(_, branch)| self.optional_size(branch.ty, depth))
            .filter(|size| *size <= LARGEST_PAYLOAD)
            .fold(ANY, u64::max);
        largest + POINTER
    }
}

fn scalar_size(scalar: &Scalar) -> u64 {
    match scalar {
        Scalar::Boolean | Scalar::Number(_) => POINTER,
        // It stands at multiples of its own size, and so does the room for its absence.
        Scalar::Integer(IntegerFormat::I128) => 4 * POINTER,
        Scalar::Integer(_) => 2 * POINTER,
        Scalar::String(
            StringFormat::DateTime
            | StringFormat::Date
            | StringFormat::Time
            | StringFormat::Uuid
            | StringFormat::Ipv4
            | StringFormat::Ipv6,
        ) => 4 * POINTER,
        Scalar::String(StringFormat::Duration) => 10 * POINTER,
        Scalar::String(_) => TEXT,
        Scalar::Binary | Scalar::Base64 => 4 * POINTER,
        Scalar::Null => 0,
        Scalar::External(_) => UNKNOWN,
    }
}
