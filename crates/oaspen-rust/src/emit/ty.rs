//! Type expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::place::Place;
use crate::model::{ExternalAround, ExternalTy, Primitive, RuntimeType, Ty};

/// A type as written at a place.
pub(crate) fn emit_ty(place: &Place<'_>, of: &Ty) -> TokenStream {
    match of {
        Ty::Primitive(primitive) => emit_primitive(*primitive),
        Ty::String => place.string(),
        Ty::Unit => quote!(()),
        Ty::Vec(inner) => emit_generic(place, place.vec(), inner),
        Ty::Option(inner) => emit_generic(place, place.option(), inner),
        Ty::Box(inner) => emit_generic(place, place.boxed(), inner),
        Ty::Tuple(items) => emit_tuple(place, items),
        Ty::AtLeast(items, least) => {
            let items = emit_tuple(place, items);
            let least = Literal::usize_unsuffixed(*least);
            quote!(rt::AtLeast<#items, #least>)
        }
        Ty::Prefixed(head, rest) => {
            let (head, rest) = (emit_ty(place, head), emit_ty(place, rest));
            quote!(rt::Prefixed<#head, #rest>)
        }
        Ty::Map(inner) => emit_generic(place, quote!(rt::Map), inner),
        Ty::Presence(inner) => emit_generic(place, quote!(rt::Presence), inner),
        Ty::ItemStream(inner) => emit_generic(place, quote!(rt::ItemStream), inner),
        Ty::EventStream(inner) => emit_generic(place, quote!(rt::EventStream), inner),
        Ty::Runtime(runtime) => emit_runtime_ty(*runtime),
        Ty::Infallible => quote!(::core::convert::Infallible),
        Ty::Item(path) => place.path(path),
        Ty::External(external) => emit_external(external),
    }
}

fn emit_tuple(place: &Place<'_>, items: &[Ty]) -> TokenStream {
    let items = items.iter().map(|item| emit_ty(place, item));
    quote!((#(#items,)*))
}

fn emit_external(external: &ExternalTy) -> TokenStream {
    let path = &external.path;
    let root = external.is_absolute.then(|| quote!(::));
    let ty = quote!(#root #(#path)::*);
    match external.around {
        None => ty,
        Some(ExternalAround::Text) => quote!(rt::Text<#ty>),
        Some(ExternalAround::Serde) => quote!(rt::Serde<#ty>),
    }
}

fn emit_generic(place: &Place<'_>, name: TokenStream, inner: &Ty) -> TokenStream {
    let inner = emit_ty(place, inner);
    quote!(#name<#inner>)
}

fn emit_primitive(primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::Bool => quote!(bool),
        Primitive::I8 => quote!(i8),
        Primitive::I16 => quote!(i16),
        Primitive::I32 => quote!(i32),
        Primitive::I64 => quote!(i64),
        Primitive::I128 => quote!(i128),
        Primitive::U8 => quote!(u8),
        Primitive::U16 => quote!(u16),
        Primitive::U32 => quote!(u32),
        Primitive::U64 => quote!(u64),
        Primitive::F32 => quote!(f32),
        Primitive::F64 => quote!(f64),
    }
}

fn emit_runtime_ty(runtime: RuntimeType) -> TokenStream {
    match runtime {
        RuntimeType::Body => quote!(rt::Body),
        RuntimeType::Any => quote!(rt::Any),
        RuntimeType::Number => quote!(rt::Number),
        RuntimeType::Bytes => quote!(rt::Bytes),
        RuntimeType::Never => quote!(rt::Never),
        RuntimeType::File => quote!(rt::File),
        RuntimeType::Base64 => quote!(rt::Base64),
        RuntimeType::DateTime => quote!(rt::DateTime),
        RuntimeType::Date => quote!(rt::Date),
        RuntimeType::Time => quote!(rt::Time),
        RuntimeType::Duration => quote!(rt::Duration),
        RuntimeType::Uuid => quote!(rt::Uuid),
        RuntimeType::Ipv4Addr => quote!(rt::Ipv4Addr),
        RuntimeType::Ipv6Addr => quote!(rt::Ipv6Addr),
        RuntimeType::Decimal => quote!(rt::Decimal),
        RuntimeType::Secret => quote!(rt::Secret),
        RuntimeType::StatusCode => quote!(rt::StatusCode),
    }
}
