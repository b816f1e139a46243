//! `servers.rs` of the client part: a type for each server, with a setter for each variable.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::model::{Address, AddressValue, AddressValues, AddressVariable};

/// The types.
pub(super) fn emit_addresses(addresses: &[Address]) -> Vec<TokenStream> {
    addresses.iter().flat_map(emit_address).collect()
}

fn emit_address(address: &Address) -> Vec<TokenStream> {
    let Address { ident, url, .. } = address;
    let docs = docs::emit_docs(&address.docs);
    let presets = address.variables.iter().map(|variable| {
        let AddressVariable { name, default, .. } = variable;
        quote!((#name, #default))
    });
    let relative = address.is_relative.then(|| quote!(relative));
    let declaration = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #ident {
            server: rt::client::ServerAddress,
        }
    };
    let presets = quote!(rt::client_server!(#relative #ident, #url, [#(#presets),*]););
    let mut items = vec![declaration];
    items.extend(emit_setters(address));
    items.push(presets);
    let values = address.variables.iter();
    let values = values.filter_map(|variable| variable.values.as_ref());
    items.extend(values.flat_map(emit_values));
    items
}

fn emit_setters(address: &Address) -> Option<TokenStream> {
    let ident = &address.ident;
    let setters = address.variables.iter().map(emit_setter);
    (!address.variables.is_empty()).then(|| quote!(impl #ident { #(#setters)* }))
}

fn emit_setter(variable: &AddressVariable) -> TokenStream {
    let AddressVariable { name, method, .. } = variable;
    let docs = docs::emit_docs(&variable.docs);
    let (ty, text) = match &variable.values {
        Some(AddressValues { ident, .. }) => (quote!(#ident), quote!(value.as_str())),
        None => (quote!(impl AsRef<str>), quote!(value.as_ref())),
    };
    quote! {
        #docs
        #[must_use]
        pub fn #method(mut self, value: #ty) -> Self {
            self.server.set(#name, #text);
            self
        }
    }
}

fn emit_values(values: &AddressValues) -> [TokenStream; 2] {
    let ident = &values.ident;
    let docs = docs::emit_docs(&values.docs);
    let list = values.variants.iter();
    let arms = list.clone().map(|variant| {
        let AddressValue { ident, value, .. } = variant;
        quote!(Self::#ident => #value)
    });
    let variants = list.map(|variant| {
        let (docs, ident) = (docs::emit_docs(&variant.docs), &variant.ident);
        quote!(#docs #ident)
    });
    let declaration = quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum #ident {
            #(#variants,)*
        }
    };
    let text = quote! {
        impl #ident {
            /// The value as the URL has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#arms,)*
                }
            }
        }
    };
    [declaration, text]
}
