//! Items.

use proc_macro2::TokenStream;
use quote::quote;

use super::place::{Place, ident};
use super::{
    address, authenticator, call, checks, client, docs, enums, handler, operation, security,
    server, structs, ty, unions,
};
use crate::model::{Alias, Derive, Item, Newtype};

/// The Rust items of an item of the model, in order.
pub(crate) fn emit_item(place: &Place<'_>, item: &Item) -> Vec<TokenStream> {
    match item {
        Item::Struct(object) => structs::emit_struct(place, object),
        Item::Enum(constants) => enums::emit_enum(place, constants),
        Item::Union(union) => unions::emit_union(place, union),
        Item::Alias(alias) => vec![emit_alias(place, alias)],
        Item::Newtype(newtype) => emit_newtype(place, newtype),
        Item::Operation(of) => operation::emit_operation(place, of),
        Item::Addresses(addresses) => address::emit_addresses(addresses),
        Item::Security(schemes) => security::emit_security(schemes),
        Item::Client(of) => client::emit_client(place, of),
        Item::ClientMethods(methods) => vec![client::emit_client_methods(place, methods)],
        Item::Call(of) => call::emit_call(place, of),
        Item::Api(api) => server::emit_api(place, api),
        Item::TagTrait(tag) => vec![server::emit_tag_trait(place, tag)],
        Item::Authenticator(of) => authenticator::emit_authenticator(place, of),
        Item::Server(of) => server::emit_server(place, of),
        Item::Dispatch(dispatch) => server::emit_dispatch(place, dispatch),
        Item::Handler(of) => handler::emit_handler(place, of),
    }
}

fn emit_alias(place: &Place<'_>, alias: &Alias) -> TokenStream {
    let docs = docs::emit_docs(&alias.docs);
    let name = ident(&alias.ident);
    let deprecated = emit_deprecated(alias.deprecated);
    let ty = ty::emit_ty(place, &alias.ty);
    quote!(#docs #deprecated pub type #name = #ty;)
}

fn emit_newtype(place: &Place<'_>, newtype: &Newtype) -> Vec<TokenStream> {
    let docs = docs::emit_docs(&newtype.docs);
    let derives = emit_derives(&newtype.derives);
    let deprecated = emit_deprecated(newtype.deprecated);
    let name = ident(&newtype.ident);
    let ty = ty::emit_ty(place, &newtype.ty);
    let from = place.trait_from();
    let checks = checks::emit_checks_function(place, &newtype.checks);
    vec![
        quote!(#docs #derives #deprecated pub struct #name(pub #ty);),
        quote! {
            impl rt::Decode for #name {
                const NULLABLE: bool = <#ty as rt::Decode>::NULLABLE;
                fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
                    json.decode().map(Self)
                }
                #checks
            }
        },
        quote! {
            impl rt::Encode for #name {
                fn encode(&self, writer: &mut rt::Writer) {
                    rt::Encode::encode(&self.0, writer);
                }
            }
        },
        quote! {
            impl #from<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self(value)
                }
            }
        },
        emit_serde(place, &newtype.ident),
    ]
}

/// `#[deprecated]` of what the document says not to use.
pub(crate) fn emit_deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated]))
}

/// `#[derive(…)]`; nothing without a trait.
pub(crate) fn emit_derives(derives: &[Derive]) -> TokenStream {
    let traits = derives.iter().map(|derive| match derive {
        Derive::Clone => quote!(Clone),
        Derive::Copy => quote!(Copy),
        Derive::Debug => quote!(Debug),
        Derive::Default => quote!(Default),
        Derive::PartialEq => quote!(PartialEq),
        Derive::Eq => quote!(Eq),
        Derive::Hash => quote!(Hash),
    });
    quote!(#[derive(#(#traits),*)])
}

/// `rt::serde!(Name);`
pub(crate) fn emit_serde(_place: &Place<'_>, name: &crate::name::RustIdent) -> TokenStream {
    let name = ident(name);
    quote!(rt::serde!(#name);)
}
