//! The module of one operation in the types part: `INFO`, `Request`, `Body`, `Output`, `Error`,
//! `Response` and what they hold. No wire format is written here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::payload::emit_payload_enum;
use super::place::Place;
use super::structs::{emit_declaration, emit_struct};
use super::wire::emit_texts;
use super::{docs, ty};
use crate::model::{Operation, OperationInfo, OutcomeType, SchemeUse, SideHeaders};

/// Everything of the module but the inline types.
pub(super) fn emit_operation(place: &Place<'_>, operation: &Operation) -> Vec<TokenStream> {
    let answers = &operation.answers;
    let info = emit_info(place, &operation.info);
    let request = emit_struct(place, &operation.request);
    let body = operation.body.iter().flat_map(|body| &body.choice);
    let choices = body.chain(&answers.choices);
    let choices = choices.flat_map(|choice| emit_payload_enum(place, choice));
    let mut items = vec![info];
    items.extend(operation.url.as_deref().map(emit_url));
    items.extend(request);
    items.extend(emit_outcome_type(place, "Output", &answers.output));
    items.extend(emit_outcome_type(place, "Error", &answers.error));
    let response = answers.response.iter();
    items.extend(response.flat_map(|response| emit_payload_enum(place, response)));
    items.extend(choices);
    let own = answers.list.iter().flat_map(|answer| &answer.headers);
    items.extend(own.flat_map(|set| emit_struct(place, &set.structure)));
    items.extend(emit_side_headers(place, &answers.headers));
    items.extend(emit_side_headers(place, &answers.error_headers));
    items
}

/// `Headers` or `ErrorHeaders`.
fn emit_side_headers(place: &Place<'_>, headers: &SideHeaders) -> Vec<TokenStream> {
    match headers {
        SideHeaders::None => Vec::new(),
        SideHeaders::Alias { docs, ident, set } => {
            let docs = docs::emit_docs(docs);
            let of = &set.structure.ident;
            vec![quote!(#docs pub type #ident = #of;)]
        }
        SideHeaders::Own(set) => vec![emit_declaration(place, &set.structure)],
    }
}

fn emit_info(place: &Place<'_>, info: &OperationInfo) -> TokenStream {
    let OperationInfo {
        id,
        method,
        path,
        body_required,
        deprecated,
        ..
    } = info;
    let tags = emit_texts(&info.tags);
    let consumes = emit_texts(&info.consumes);
    let produces = emit_texts(&info.produces);
    let security = info.security.iter();
    let security = security.map(|alternative| emit_alternative(place, alternative));
    quote! {
        /// What the document says of the operation as a whole.
        pub static INFO: rt::OperationInfo = rt::OperationInfo {
            id: #id,
            method: #method,
            path: #path,
            tags: #tags,
            consumes: #consumes,
            body_required: #body_required,
            produces: #produces,
            security: &[#(#security),*],
            deprecated: #deprecated,
        };
    }
}

/// Where a callback goes.
fn emit_url(expression: &str) -> TokenStream {
    quote! {
        /// The runtime expression of which the URL is made. Who serves the request that this is a
        /// callback of evaluates it by `Context::callback_url`.
        pub const URL: &str = #expression;
    }
}

fn emit_alternative(place: &Place<'_>, alternative: &[SchemeUse]) -> TokenStream {
    let uses = alternative.iter().map(|scheme_use| {
        let scheme = place.path(&scheme_use.scheme);
        let scopes = emit_texts(&scheme_use.scopes);
        quote!(rt::SchemeUse { scheme: &#scheme, scopes: #scopes })
    });
    quote!(&[#(#uses),*])
}

fn emit_outcome_type(place: &Place<'_>, name: &str, outcome: &OutcomeType) -> Vec<TokenStream> {
    match outcome {
        OutcomeType::Alias { docs, ty } => {
            let docs = docs::emit_docs(docs);
            let name = Ident::new(name, Span::call_site());
            let ty = ty::emit_ty(place, ty);
            vec![quote!(#docs pub type #name = #ty;)]
        }
        OutcomeType::Enum(choice) => emit_payload_enum(place, choice),
    }
}
