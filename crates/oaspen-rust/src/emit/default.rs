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
    let Parts { ty, access, value } = parts(place, &accessor.value);
    let (ty, read) = if accessor.is_nullable {
        let option = place.option();
        (quote!(#option<#ty>), quote!(value_or(#value)))
    } else if matches!(accessor.value, DefaultValue::EmptyList(_)) {
        (ty, quote!(unwrap_or_default()))
    } else {
        (ty, quote!(unwrap_or(#value)))
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #ty { self.#field.#access #read }
    }
}

/// What an accessor is made of.
struct Parts {
    /// What it gives.
    ty: TokenStream,
    /// How the field gives one.
    access: TokenStream,
    /// What stands for an absent one.
    value: TokenStream,
}

fn parts(place: &Place<'_>, value: &DefaultValue) -> Parts {
    let (ty, access, value) = match value {
        DefaultValue::Bool(value) => (quote!(bool), quote!(), quote!(#value)),
        DefaultValue::Number { ty, text } => {
            let value = emit_number(*ty, text);
            (ty::emit_ty(place, &Ty::Primitive(*ty)), quote!(), value)
        }
        DefaultValue::Text(text) => (quote!(&str), quote!(as_deref().), quote!(#text)),
        DefaultValue::Variant {
            path,
            ident: variant,
            copies,
        } => {
            let path = place.path(path);
            let variant = ident(variant);
            let clone = (!copies).then(|| quote!(clone().));
            (quote!(#path), quote!(#clone), quote!(#path::#variant))
        }
        DefaultValue::EmptyList(item) => {
            let item = ty::emit_ty(place, item);
            (quote!(&[#item]), quote!(as_deref().), quote!(&[]))
        }
    };
    Parts { ty, access, value }
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
