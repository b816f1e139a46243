//! From a type of the Ir to a Rust type.

use oaspen_ir::facts::{Facts, TypeFacts};
use oaspen_ir::ir::{
    External, ExternalCodec, FloatFormat, IntegerFormat, Ir, Scalar, Shape, StringFormat, Tuple,
    TypeId, TypeUse,
};

use super::Cx;
use super::spelling::Spelling;
use crate::model::{Argument, Boxing, ExternalAround, ExternalTy, Primitive, RuntimeType, Ty};
use crate::name::RustIdent;

/// The longest tuple that has the traits of the standard library.
const LONGEST_TUPLE: usize = 12;

/// A type without its `null`.
pub(crate) struct Value {
    /// The Rust type of what is not `null`.
    pub(crate) ty: Ty,
    /// Whether `null` is a value too.
    pub(crate) nullable: bool,
    /// The type of the Ir that `ty` is printed for.
    pub(crate) id: TypeId,
}

impl Cx<'_> {
    /// The type of a use, in an `Option` when `null` is a value.
    pub(crate) fn ty(&self, at: TypeUse) -> Ty {
        let value = self.value(at);
        if value.nullable {
            Ty::option(value.ty)
        } else {
            value.ty
        }
    }

    /// The type of a use without its `null`, which may come from the use or from an alias.
    pub(crate) fn value(&self, at: TypeUse) -> Value {
        // A nullable alias is itself an `Option`; two of them would tell `null` from `null`.
        let after_null = self.spellings.chain(at.id).after_null;
        let core = after_null.unwrap_or(at.id);
        let mut nullable = at.nullable || after_null.is_some();
        // Any value may be `null`; there is no second `null` around it.
        if matches!(self.ir.ty(self.unaliased(core)).shape, Shape::Any) {
            nullable = false;
        }
        Value {
            ty: match self.names.of(core) {
                Some(path) => Ty::Item(path.clone()),
                None => self.written_out(core),
            },
            nullable,
            id: core,
        }
    }

    /// What an argument for a value of this use is, `null` apart; `boxed` when the field of this
    /// name holds a box.
    pub(crate) fn argument(&self, field: &RustIdent, at: TypeUse, boxed: bool) -> Argument {
        let value = self.value(at);
        Argument {
            ident: field.binding(),
            into: self.takes_into(value.id),
            ty: value.ty,
            boxing: if boxed {
                Boxing::Whole
            } else {
                Boxing::Unboxed
            },
        }
    }

    /// The type at the end of a chain of aliases.
    pub(crate) fn unaliased(&self, id: TypeId) -> TypeId {
        self.spellings.chain(id).end
    }

    /// Which Rust type a use is in the end, so that two ways to write one type are equal.
    pub(crate) fn spelling(&self, at: TypeUse) -> Spelling {
        self.spellings.of(at)
    }

    /// What is written for a type where it is used, or behind its alias. As deep as types without a
    /// name are nested, which [`super::Names`] bounds.
    pub(crate) fn written_out(&self, id: TypeId) -> Ty {
        match &self.ir.ty(id).shape {
            Shape::List(list) => Ty::vec(self.ty(list.item)),
            Shape::Map(map) => Ty::Map(Box::new(self.ty(map.value))),
            Shape::Tuple(tuple) if is_typed_tuple(tuple) => self.head(id, tuple),
            Shape::Tuple(tuple) => {
                let rest = rest_of(tuple).map(|rest| self.ty(rest));
                let rest = rest.unwrap_or(Ty::Runtime(RuntimeType::Any));
                Ty::Prefixed(Box::new(self.head(id, tuple)), Box::new(rest))
            }
            Shape::Alias(link) => self.ty(*link),
            shape @ (Shape::Scalar(_)
            | Shape::Enum(_)
            | Shape::Never
            | Shape::Any
            | Shape::Struct(_)
            | Shape::Union(_)) => leaf_ty(shape, self.facts.of(id)),
        }
    }

    /// The positions that have types of their own.
    fn head(&self, id: TypeId, tuple: &Tuple) -> Ty {
        let head = head_of(tuple);
        let boxed = &self.facts.of(id).boxed;
        let held = |at: usize, ty: Ty| {
            if boxed.contains(&at) {
                Ty::boxed(ty)
            } else {
                ty
            }
        };
        let items = head.iter().enumerate().map(|(at, item)| {
            if at < tuple.least {
                held(at, self.ty(*item))
            } else if self.holds_null(*item) {
                Ty::Presence(Box::new(held(at, self.value(*item).ty)))
            } else {
                Ty::option(held(at, self.ty(*item)))
            }
        });
        let items = items.collect();
        if tuple.least < head.len() {
            Ty::AtLeast(items, tuple.least)
        } else {
            Ty::Tuple(items)
        }
    }

    /// Whether `null` is a value, of the use or of the type itself.
    pub(super) fn holds_null(&self, at: TypeUse) -> bool {
        let value = self.value(at);
        let end = self.unaliased(value.id);
        value.nullable || matches!(self.ir.ty(end).shape, Shape::Any)
    }

    /// Whether arguments of this type are `impl Into<T>`: text, and types that are made from others.
    fn takes_into(&self, id: TypeId) -> bool {
        let end = self.unaliased(id);
        let is_text = || {
            let ty = self.written_out(end);
            let is_around = matches!(&ty, Ty::External(external) if external.around.is_some());
            let is_made =
                Ty::Runtime(RuntimeType::Secret) == ty || Ty::Runtime(RuntimeType::File) == ty;
            is_made || is_around || ty == Ty::String
        };
        is_own_type(self.ir, self.facts, end) || is_text()
    }
}

/// Whether the item of a type is a struct or enum, not another name.
pub(super) fn is_own_type(ir: &Ir, facts: &Facts, id: TypeId) -> bool {
    if facts.of(id).is_recursive_alias {
        return true;
    }
    match &ir.ty(id).shape {
        Shape::Struct(_) | Shape::Union(_) | Shape::Enum(_) => true,
        Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => false,
    }
}

/// What a shape is that holds no other type and has no name.
pub(super) fn leaf_ty(shape: &Shape, facts: &TypeFacts) -> Ty {
    match shape {
        Shape::Scalar(Scalar::Binary) if facts.is_file => Ty::Runtime(RuntimeType::File),
        Shape::Scalar(scalar) => scalar_ty(scalar),
        Shape::Never => Ty::Runtime(RuntimeType::Never),
        Shape::Any
        | Shape::Enum(_)
        | Shape::Struct(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_) => Ty::Runtime(RuntimeType::Any),
    }
}

/// Whether a tuple can be one in Rust: what may follow has no place in it.
pub(crate) fn is_typed_tuple(tuple: &Tuple) -> bool {
    tuple.rest.is_none() && (1..=LONGEST_TUPLE).contains(&tuple.items.len())
}

/// The positions of a tuple that have types of their own in Rust.
pub(super) fn head_of(tuple: &Tuple) -> &[TypeUse] {
    let items = tuple.items.as_slice();
    items.get(..LONGEST_TUPLE).unwrap_or(items)
}

/// What follows these; `None` when it has no type of its own.
pub(super) fn rest_of(tuple: &Tuple) -> Option<TypeUse> {
    tuple.rest.filter(|_| tuple.items.len() <= LONGEST_TUPLE)
}

fn scalar_ty(scalar: &Scalar) -> Ty {
    match scalar {
        Scalar::Boolean => Ty::Primitive(Primitive::Bool),
        // No primitive is as wide.
        Scalar::Integer(IntegerFormat::Exact) => Ty::Runtime(RuntimeType::Number),
        Scalar::Integer(format) => Ty::Primitive(match format {
            IntegerFormat::I8 => Primitive::I8,
            IntegerFormat::I16 => Primitive::I16,
            IntegerFormat::I32 => Primitive::I32,
            IntegerFormat::I64 => Primitive::I64,
            IntegerFormat::U8 => Primitive::U8,
            IntegerFormat::U16 => Primitive::U16,
            IntegerFormat::U32 => Primitive::U32,
            IntegerFormat::U64 => Primitive::U64,
            IntegerFormat::I128 | IntegerFormat::Exact => Primitive::I128,
        }),
        Scalar::Number(FloatFormat::F32) => Ty::Primitive(Primitive::F32),
        Scalar::Number(FloatFormat::F64) => Ty::Primitive(Primitive::F64),
        // Exact, as its format promises.
        Scalar::Number(FloatFormat::Decimal) => Ty::Runtime(RuntimeType::Number),
        Scalar::String(format) => string_ty(format),
        Scalar::Binary => Ty::Runtime(RuntimeType::Bytes),
        Scalar::Base64 => Ty::Runtime(RuntimeType::Base64),
        Scalar::Null => Ty::Unit,
        Scalar::External(external) => Ty::External(external_ty(external)),
    }
}

fn external_ty(external: &External) -> ExternalTy {
    let is_absolute = external.name.starts_with("::");
    let path = external.name.split("::").filter(|part| !part.is_empty());
    ExternalTy {
        is_absolute,
        path: path.map(RustIdent::of_path).collect(),
        around: match external.codec {
            ExternalCodec::Own => None,
            ExternalCodec::Text => Some(ExternalAround::Text),
            ExternalCodec::Serde => Some(ExternalAround::Serde),
        },
    }
}

fn string_ty(format: &StringFormat) -> Ty {
    match format {
        StringFormat::DateTime => Ty::Runtime(RuntimeType::DateTime),
        StringFormat::Date => Ty::Runtime(RuntimeType::Date),
        StringFormat::Time => Ty::Runtime(RuntimeType::Time),
        StringFormat::Duration => Ty::Runtime(RuntimeType::Duration),
        StringFormat::Uuid => Ty::Runtime(RuntimeType::Uuid),
        StringFormat::Ipv4 => Ty::Runtime(RuntimeType::Ipv4Addr),
        StringFormat::Ipv6 => Ty::Runtime(RuntimeType::Ipv6Addr),
        StringFormat::Decimal => Ty::Runtime(RuntimeType::Decimal),
        StringFormat::Password => Ty::Runtime(RuntimeType::Secret),
        StringFormat::Plain | StringFormat::Uri | StringFormat::Other(_) => Ty::String,
    }
}
