//! Methods that give an optional field's value, or what its absence means.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::place::{Place, ident};
use super::{docs, ty};
use crate::model::{DefaultAccessor, DefaultValue, Field, Primitive, Ty};

/// The method of a field.
pub(crate) fn emit_default_accessor(
    place: &Place<'_>,
    field: &Field,
    accessor: &DefaultAccessor,
) -> TokenStream {
    let docs = docs::emit_docs(&accessor.docs);
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let name = ident(&accessor.ident);
    let field = ident(&field.ident);
    let (ty, value) = match &accessor.value {
        DefaultValue::Bool(value) => (quote!(bool), quote!(unwrap_or(#value))),
        DefaultValue::Number { ty, text } => {
            let value = emit_number(*ty, text);
            let ty = ty::emit_ty(place, &Ty::Primitive(*ty));
            (ty, quote!(unwrap_or(#value)))
        }
        DefaultValue::Text(text) => (quote!(&str), quote!(as_deref().unwrap_or(#text))),
        DefaultValue::Variant {
            path,
            ident: variant,
            copies,
        } => {
            let path = place.path(path);
            let variant = ident(variant);
            let clone = (!copies).then(|| quote!(clone().));
            (quote!(#path), quote!(#clone unwrap_or(#path::#variant)))
        }
        DefaultValue::EmptyList(item) => {
            let item = ty::emit_ty(place, item);
            (quote!(&[#item]), quote!(as_deref().unwrap_or_default()))
        }
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #ty { self.#field.#value }
    }
}

/// A number of a type that holds it; the plan has seen to that.
fn emit_number(ty: Primitive, text: &str) -> TokenStream {
    let negative = text.strip_prefix('-');
    let digits = negative.unwrap_or(text);
    let value = if matches!(ty, Primitive::F32 | Primitive::F64) {
        Literal::f64_unsuffixed(digits.parse().unwrap_or_default())
    } else {
        Literal::u128_unsuffixed(digits.parse().unwrap_or_default())
    };
    let sign = negative.map(|_| quote!(-));
    quote!(#sign #value)
}
