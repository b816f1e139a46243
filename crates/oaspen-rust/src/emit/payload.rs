//! Enums of payloads: by media type, by status, or of all answers. Nothing is read or written here.

use proc_macro2::TokenStream;
use quote::quote;

use super::place::Place;
use super::{docs, item, ty};
use crate::model::{InnerPayload, PayloadAccess, PayloadEnum, PayloadVariant, Ty};

/// The enum, its functions and its `From` impls.
pub(super) fn emit_payload_enum(place: &Place<'_>, choice: &PayloadEnum) -> Vec<TokenStream> {
    let docs = docs::emit_docs(&choice.docs);
    let derives = item::emit_derives(&choice.derives);
    let ident = &choice.ident;
    let variants = choice.variants.iter();
    let conversions = variants.clone().filter(|variant| variant.has_from);
    let conversions = conversions.map(|variant| emit_conversion(place, choice, variant));
    let functions = choice.access.iter();
    let functions = functions.map(|access| emit_access(place, choice, access));
    let variants = variants.map(|variant| emit_payload_variant(place, variant));
    let declaration = quote! {
        #docs
        #derives
        pub enum #ident {
            #(#variants,)*
        }
    };
    std::iter::once(declaration)
        .chain(functions)
        .chain(conversions)
        .collect()
}

/// Which media type a payload has, and the payload where it is the same for each.
fn emit_access(place: &Place<'_>, choice: &PayloadEnum, access: &PayloadAccess) -> TokenStream {
    let ident = &choice.ident;
    let variants = choice.variants.iter().map(|variant| &variant.ident);
    let media_types = &access.media_types;
    let inner = access
        .inner
        .iter()
        .map(|inner| emit_into_inner(place, choice, inner));
    quote! {
        impl #ident {
            /// The media type or range, as the document has it.
            #[must_use]
            pub const fn media_type(&self) -> &'static str {
                match self {
                    #(Self::#variants(_) => #media_types,)*
                }
            }

            #(#inner)*
        }
    }
}

fn emit_into_inner(place: &Place<'_>, choice: &PayloadEnum, inner: &InnerPayload) -> TokenStream {
    let variants = choice.variants.iter().map(|variant| &variant.ident);
    let ty = ty::emit_ty(place, &inner.ty);
    let value = if inner.boxed {
        quote!(*inner)
    } else {
        quote!(inner)
    };
    quote! {
        /// What it holds, whatever the media type.
        #[must_use]
        pub fn into_inner(self) -> #ty {
            match self {
                #(Self::#variants(inner))|* => #value,
            }
        }
    }
}

fn emit_payload_variant(place: &Place<'_>, variant: &PayloadVariant) -> TokenStream {
    let docs = docs::emit_docs(&variant.docs);
    let ident = &variant.ident;
    let status = variant.has_status.then(|| quote!(rt::StatusCode));
    let headers = variant.headers.iter().map(|headers| {
        let ident = &headers.ident;
        emit_boxed(place, headers.boxed, &quote!(#ident))
    });
    let payload = variant.payload.iter().map(|ty| {
        let ty = ty::emit_ty(place, ty);
        emit_boxed(place, variant.boxed, &ty)
    });
    let fields: Vec<_> = status.into_iter().chain(headers).chain(payload).collect();
    match fields.as_slice() {
        [] => quote!(#docs #ident),
        fields => quote!(#docs #ident(#(#fields),*)),
    }
}

fn emit_boxed(place: &Place<'_>, boxed: bool, ty: &TokenStream) -> TokenStream {
    if boxed {
        let boxed = place.boxed();
        quote!(#boxed<#ty>)
    } else {
        ty.clone()
    }
}

fn emit_conversion(
    place: &Place<'_>,
    choice: &PayloadEnum,
    variant: &PayloadVariant,
) -> TokenStream {
    let ty = ty::emit_ty(place, variant.payload.as_ref().unwrap_or(&Ty::Unit));
    let (boxed, from) = (place.boxed(), place.trait_from());
    let value = if variant.boxed {
        quote!(#boxed::new(value))
    } else {
        quote!(value)
    };
    let headers = variant.headers.iter().map(|_| {
        let default = place.trait_default();
        quote!(#default::default())
    });
    let values = headers.chain([value]);
    let (ident, variant) = (&choice.ident, &variant.ident);
    quote! {
        impl #from<#ty> for #ident {
            fn from(value: #ty) -> Self {
                Self::#variant(#(#values),*)
            }
        }
    }
}
