//! `security.rs` of the types part: one static for each scheme, and its scopes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use crate::model::{KeyLocation, SchemeKind, SchemeScopes, SecurityScheme};

/// The statics.
pub(super) fn emit_security(schemes: &[SecurityScheme]) -> Vec<TokenStream> {
    let scopes = schemes.iter().filter_map(|scheme| scheme.scopes.as_ref());
    let scopes = scopes.map(emit_scopes);
    schemes.iter().map(emit_scheme).chain(scopes).collect()
}

fn emit_scopes(scopes: &SchemeScopes) -> TokenStream {
    let (docs, module) = (docs::emit_docs(&scopes.docs), &scopes.module);
    let constants = scopes.list.iter().map(|scope| {
        let (docs, constant, text) = (docs::emit_docs(&scope.docs), &scope.constant, &scope.scope);
        quote!(#docs pub const #constant: &str = #text;)
    });
    quote! {
        #docs
        pub mod #module {
            #(#constants)*
        }
    }
}

fn emit_scheme(scheme: &SecurityScheme) -> TokenStream {
    let docs = docs::emit_docs(&scheme.docs);
    let SecurityScheme {
        name,
        index,
        constant,
        ..
    } = scheme;
    let index = Literal::usize_unsuffixed(*index);
    let kind = emit_kind(&scheme.kind);
    quote! {
        #docs
        pub static #constant: rt::SecurityScheme = rt::SecurityScheme {
            name: #name,
            index: #index,
            kind: #kind,
        };
    }
}

fn emit_kind(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Basic => quote!(rt::SchemeKind::Basic),
        SchemeKind::Bearer => quote!(rt::SchemeKind::Bearer),
        SchemeKind::Http(scheme) => quote!(rt::SchemeKind::Http(#scheme)),
        SchemeKind::ApiKey { location, name } => {
            let location = emit_location(*location);
            quote!(rt::SchemeKind::ApiKey { location: #location, name: #name })
        }
        SchemeKind::OAuth2 => quote!(rt::SchemeKind::OAuth2),
        SchemeKind::OpenIdConnect => quote!(rt::SchemeKind::OpenIdConnect),
        SchemeKind::MutualTls => quote!(rt::SchemeKind::MutualTls),
    }
}

fn emit_location(location: KeyLocation) -> TokenStream {
    match location {
        KeyLocation::Query => quote!(rt::ApiKeyLocation::Query),
        KeyLocation::Header => quote!(rt::ApiKeyLocation::Header),
        KeyLocation::Cookie => quote!(rt::ApiKeyLocation::Cookie),
    }
}
