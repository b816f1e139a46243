//! From what answers carry to what requests carry, where these are two types.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::place::{Place, ident};
use super::structs::{emit_argument_ty, emit_argument_value, emit_fixed, emit_initialised};
use crate::model::{
    Argument, ItemPath, Presence, StructIntoRequest, Transfer, Union, UnionIntoRequest,
};
use crate::name::RustIdent;

/// The conversion of a struct: a trait where nothing is missing, else a method.
pub(crate) fn emit_struct_into_request(
    place: &Place<'_>,
    answer: &RustIdent,
    into: &StructIntoRequest,
) -> Vec<TokenStream> {
    let request = place.path(&into.request);
    let fields = into.fields.iter().map(|(name, transfer)| {
        let name = ident(name);
        let value = emit_transfer(place, &quote!(self), transfer);
        emit_initialised(&name, &value)
    });
    let body = quote!(#request { #(#fields)* });
    let mut arguments = into
        .fields
        .iter()
        .filter_map(|(_, transfer)| argument(transfer));
    match arguments.next() {
        None => emit_whole(place, answer, &into.request, &body),
        Some(first) => {
            let arguments = std::iter::once(first).chain(arguments).map(|argument| {
                let name = ident(&argument.ident);
                let ty = emit_argument_ty(place, argument);
                quote!(#name: #ty)
            });
            let answer = ident(answer);
            let docs =
                docs::emit_line("As a request carries it, with what an answer does not hold.");
            vec![quote! {
                impl #answer {
                    #docs
                    #[must_use]
                    pub fn into_request(self, #(#arguments),*) -> #request { #body }
                }
            }]
        }
    }
}

fn argument(transfer: &Transfer) -> Option<&Argument> {
    match transfer {
        Transfer::Argument(argument) => Some(argument),
        Transfer::Moved(_)
        | Transfer::Wrapped(_)
        | Transfer::Converted(_)
        | Transfer::Absent(_)
        | Transfer::Fixed(..) => None,
    }
}

/// The value of a field that is made from the fields of `source`.
pub(super) fn emit_transfer(
    place: &Place<'_>,
    source: &TokenStream,
    transfer: &Transfer,
) -> TokenStream {
    let some = place.some();
    match transfer {
        Transfer::Moved(field) => {
            let field = ident(field);
            quote!(#source.#field)
        }
        Transfer::Wrapped(field) => {
            let field = ident(field);
            quote!(#some(#source.#field))
        }
        Transfer::Converted(field) => {
            let field = ident(field);
            quote!(rt::IntoRequest::into_request(#source.#field))
        }
        Transfer::Fixed(fixed, presence) => {
            let value = emit_fixed(place, fixed);
            match presence {
                Presence::Required => value,
                Presence::Optional | Presence::OptionalNullable => quote!(#some(#value)),
            }
        }
        Transfer::Absent(Presence::OptionalNullable) => quote!(rt::Presence::Absent),
        Transfer::Absent(Presence::Required | Presence::Optional) => place.none(),
        Transfer::Argument(argument) => emit_argument_value(place, argument),
    }
}

/// The conversion of a union.
pub(crate) fn emit_union_into_request(
    place: &Place<'_>,
    union: &Union,
    into: &UnionIntoRequest,
) -> Vec<TokenStream> {
    let request = place.path(&into.request);
    let arms = into.variants.iter().map(|variant| {
        let (from, to) = (ident(&variant.from), ident(&variant.to));
        let value = if variant.unboxes {
            quote!(*value)
        } else {
            quote!(value)
        };
        let value = if variant.converts {
            quote!(rt::IntoRequest::into_request(#value))
        } else {
            value
        };
        let value = if variant.boxes {
            let boxed = place.boxed();
            quote!(#boxed::new(#value))
        } else {
            value
        };
        quote!(Self::#from(value) => #request::#to(#value),)
    });
    let unknown = ident(&union.unknown);
    let body = quote! {
        match self {
            #(#arms)*
            Self::#unknown(value) => #request::#unknown(value),
        }
    };
    emit_whole(place, &union.ident, &into.request, &body)
}

fn emit_whole(
    place: &Place<'_>,
    answer: &RustIdent,
    request: &ItemPath,
    body: &TokenStream,
) -> Vec<TokenStream> {
    let from = place.trait_from();
    let answer = ident(answer);
    let request = place.path(request);
    vec![
        quote! {
            impl rt::IntoRequest for #answer {
                type Request = #request;
                fn into_request(self) -> #request { #body }
            }
        },
        quote! {
            impl #from<#answer> for #request {
                fn from(answer: #answer) -> Self {
                    rt::IntoRequest::into_request(answer)
                }
            }
        },
    ]
}
