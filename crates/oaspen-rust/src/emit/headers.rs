//! Headers of answers: what a client reads and a server writes.

use proc_macro2::TokenStream;
use quote::quote;

use super::place::Place;
use super::wire::{emit_header_form, emit_shape};
use crate::model::{HeaderField, HeaderSet, Operation, SideHeaders};
use crate::name::RustIdent;

/// The type of the headers that a client reads.
pub(super) fn emit_headers_type(module: &RustIdent, headers: &SideHeaders) -> TokenStream {
    match headers.named() {
        Some((ident, _)) => quote!(#module::#ident),
        None => quote!(()),
    }
}

/// How the headers of successes and those of failures are read; nothing where there are none.
pub(super) fn emit_decode_headers(place: &Place<'_>, operation: &Operation) -> Vec<TokenStream> {
    let answers = &operation.answers;
    let sides = [&answers.headers, &answers.error_headers];
    let sides = sides.into_iter().filter_map(SideHeaders::named);
    sides
        .map(|(ident, set)| emit_implementation(place, operation, ident, set))
        .collect()
}

fn emit_implementation(
    place: &Place<'_>,
    operation: &Operation,
    ident: &RustIdent,
    set: &HeaderSet,
) -> TokenStream {
    let (module, reader) = (&operation.module, &set.reader);
    let client = place.path(&operation.call.client);
    let local = |header: &HeaderField| header.field.binding();
    let lets = set.headers.iter().map(|header| {
        let (local, read) = (local(header), emit_read(header));
        quote!(let #local = #reader.#read;)
    });
    let fields = set.headers.iter().map(|header| {
        let (field, local) = (&header.field, local(header));
        quote!(#field: #local?,)
    });
    quote! {
        impl rt::client::DecodeHeaders<#client> for #module::#ident {
            fn decode_headers(#reader: &rt::client::HeaderReader<'_>) -> Option<Self> {
                #(#lets)*
                Some(Self {
                    #(#fields)*
                })
            }
        }
    }
}

fn emit_read(header: &HeaderField) -> TokenStream {
    let name = &header.name;
    let (form, shape) = (emit_header_form(header.form), emit_shape(header.shape));
    if header.required {
        quote!(required(#name, #form, #shape))
    } else {
        quote!(optional(#name, #form, #shape))
    }
}

/// `.with_headers(…)` of a reply.
pub(super) fn emit_with_headers(set: &HeaderSet) -> TokenStream {
    let headers = set.headers.iter().map(|header| {
        let (name, field) = (&header.name, &header.field);
        let form = emit_header_form(header.form);
        quote!((#name, #form, &headers.#field))
    });
    quote!(.with_headers(&[#(#headers),*]))
}
