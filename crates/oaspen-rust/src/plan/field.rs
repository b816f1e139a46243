//! A field of a struct, whether from a schema or from an operation's parameters.

use oaspen_ir::ir::{Json, Scalar, Shape, TypeId, TypeUse};

use super::Cx;
use crate::model::{Boxing, Codec, Docs, Field, Fixed, Presence, Reader, Ty};
use crate::name::{Case, RustIdent, Scope, Words};

/// What a field is made of.
pub(crate) struct FieldSpec<'a> {
    /// Its name in the document.
    pub(crate) wire: &'a str,
    /// Its type.
    pub(crate) ty: TypeUse,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Whether it must be boxed.
    pub(crate) boxed: bool,
    /// Whether the document says not to use it.
    pub(crate) deprecated: bool,
    /// The one value that a new struct has here.
    pub(crate) fixed: Option<&'a Json>,
    /// What is said about it.
    pub(crate) docs: Docs,
}

/// Names of methods that a setter must not have: the constructor's, those of traits that clippy
/// or people would take it for, and the codec's.
const NOT_SETTERS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "cmp",
    "decode",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "encode",
    "eq",
    "fmt",
    "from",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into",
    "into_iter",
    "into_request",
    "mul",
    "ne",
    "neg",
    "new",
    "next",
    "not",
    "partial_cmp",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
];

/// Plans a field and claims its name in `scope`, the struct's own.
pub(crate) fn plan_field(cx: &Cx<'_>, scope: &mut Scope, spec: FieldSpec<'_>) -> Field {
    let value = cx.value(spec.ty);
    let presence = match (spec.required, value.nullable) {
        (true, _) => Presence::Required,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    };
    let ident = scope.claim(&Words::of(spec.wire), Case::Snake);
    let mut argument = cx.argument(&ident, spec.ty, spec.boxed);
    if presence == Presence::OptionalNullable {
        // So that `null` can be said: `None` is it.
        argument.ty = Ty::Presence(Box::new(argument.ty));
        argument.into = true;
        argument.boxing = boxing_inside(spec.boxed);
    }
    let held = if spec.boxed {
        Ty::boxed(value.ty)
    } else {
        value.ty
    };
    let ty = match presence {
        Presence::Required if value.nullable => {
            // The constructor takes the whole `Option`.
            argument.ty = Ty::option(argument.ty);
            argument.into = false;
            argument.boxing = boxing_inside(spec.boxed);
            Ty::option(held)
        }
        Presence::Required => held,
        Presence::Optional => Ty::option(held),
        Presence::OptionalNullable => Ty::Presence(Box::new(held)),
    };
    let fixed = spec
        .fixed
        .and_then(|value| plan_fixed(cx, presence, (spec.ty.id, value)));
    let setter = match presence {
        Presence::Required => None,
        Presence::Optional | Presence::OptionalNullable => Some(setter_ident(scope, &ident)),
    };
    Field {
        fixed,
        default: None,
        docs: field_docs(spec.docs, &ident, setter.as_ref()),
        setter,
        ident,
        setter_docs: setter_docs(spec.wire),
        wire: spec.wire.to_owned(),
        ty,
        presence,
        argument,
        deprecated: spec.deprecated,
        codec: field_codec(cx, spec.ty, spec.required),
    }
}

/// A constant is its type's default; a discriminator is made from its text.
fn plan_fixed(cx: &Cx<'_>, presence: Presence, (id, value): (TypeId, &Json)) -> Option<Fixed> {
    let is_default = cx.facts.of(cx.unaliased(id)).has_default;
    match (presence, value) {
        (Presence::Required, _) if is_default => Some(Fixed::Default),
        (Presence::Required | Presence::Optional, Json::String(text)) => {
            Some(Fixed::Text(text.clone()))
        }
        (Presence::Required | Presence::Optional | Presence::OptionalNullable, _) => None,
    }
}

pub(super) const fn boxing_inside(boxed: bool) -> Boxing {
    if boxed {
        Boxing::Inside
    } else {
        Boxing::Unboxed
    }
}

pub(crate) fn setter_docs(wire: &str) -> Docs {
    let name = super::docs::code_span(wire);
    super::DocsWriter::new()
        .paragraph(&format!("Sets {name}."))
        .finish()
}

/// What is said of a field; with the setter when that is not called as the field is.
fn field_docs(docs: Docs, ident: &RustIdent, setter: Option<&RustIdent>) -> Docs {
    match setter {
        Some(setter) if setter != ident => super::DocsWriter::said(docs)
            .paragraph(&format!("Its setter is `{}`.", setter.plain()))
            .finish(),
        Some(_) | None => docs,
    }
}

/// The field's own name, unless that would be taken for something else. Then the name is claimed
/// among the fields, because one of them may be called so and have a setter too.
fn setter_ident(scope: &mut Scope, ident: &RustIdent) -> RustIdent {
    if NOT_SETTERS.binary_search(&ident.plain()).is_ok() {
        let words = Words::of("with").join(&Words::of(ident.plain()));
        scope.claim(&words, Case::Snake)
    } else {
        ident.clone()
    }
}

/// How a field is read.
pub(super) fn field_codec(cx: &Cx<'_>, at: TypeUse, required: bool) -> Codec {
    let value = cx.value(at);
    match plan_reader(cx, value.id) {
        Some(reader) => Codec::Lenient(reader, required && value.nullable),
        None => Codec::Plain,
    }
}

/// Scalars have no impl of their own that could be lenient, so the field is, for itself or for the
/// items of its list. Enums do it themselves.
fn plan_reader(cx: &Cx<'_>, id: TypeId) -> Option<Reader> {
    let end = cx.unaliased(id);
    let (of, is_list) = if let Shape::List(list) = &cx.ir.ty(end).shape
        && !cx.value(list.item).nullable
    {
        (list.item.id, true)
    } else {
        (id, false)
    };
    Some(match (lenient_kind(cx, of)?, is_list) {
        (LenientKind::Text, false) => Reader::Text,
        (LenientKind::Text, true) => Reader::Texts,
        (LenientKind::Scalar, false) => Reader::Scalar,
        (LenientKind::Scalar, true) => Reader::Scalars,
    })
}

/// What is read leniently.
enum LenientKind {
    Text,
    Scalar,
}

fn lenient_kind(cx: &Cx<'_>, id: TypeId) -> Option<LenientKind> {
    let end = cx.unaliased(id);
    if !cx.ir.ty(id).lenient && !cx.ir.ty(end).lenient {
        return None;
    }
    match &cx.ir.ty(end).shape {
        Shape::Scalar(Scalar::String(_)) if cx.written_out(end) == Ty::String => {
            Some(LenientKind::Text)
        }
        Shape::Scalar(Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_)) => {
            Some(LenientKind::Scalar)
        }
        Shape::Scalar(
            Scalar::String(_)
            | Scalar::Binary
            | Scalar::Base64
            | Scalar::Null
            | Scalar::External(_),
        )
        | Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => None,
    }
}
