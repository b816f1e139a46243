//! `calls/<operation>.rs` of the client part: the call's name, its setters, how its request is written
//! and how its answer is read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::place::Place;
use super::wire::{emit_encoding, emit_form_encodings, emit_framing, emit_texts};
use super::{docs, headers, structs};
use crate::model::{
    Answer, Body, BodyCodec, BodyPart, CallSetter, Content, Multipart, Operation, Outcome,
    Parameter, ParameterEncoding, ParameterLocation, PartCodec, PathPiece, Statuses,
    StreamedAnswer, Wrapping,
};
use crate::name::RustIdent;

/// The call of an operation.
pub(super) fn emit_call(place: &Place<'_>, operation: &Operation) -> Vec<TokenStream> {
    let mut items = vec![emit_alias(place, operation)];
    items.extend(emit_setters(place, operation));
    items.push(emit_implementation(place, operation));
    items.extend(headers::emit_decode_headers(place, operation));
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let multiparts = contents.filter_map(|content| match &content.codec {
        BodyCodec::Multipart(multipart) => Some(emit_multipart(place, multipart)),
        BodyCodec::Json
        | BodyCodec::Form(_)
        | BodyCodec::Text
        | BodyCodec::Bytes
        | BodyCodec::Stream
        | BodyCodec::Items(_) => None,
    });
    items.extend(multiparts);
    items
}

fn emit_alias(place: &Place<'_>, operation: &Operation) -> TokenStream {
    let docs = docs::emit_docs(&operation.call.docs);
    let (ident, module) = (&operation.call.ident, &operation.module);
    let generic = place.path(&operation.call.generic);
    quote! {
        #docs
        pub type #ident<'c> = #generic<'c, #module::Request>;
    }
}

/// The setters; nothing when nothing is optional.
fn emit_setters(place: &Place<'_>, operation: &Operation) -> Option<TokenStream> {
    let setters = &operation.call.setters;
    let module = &operation.module;
    let generic = place.path(&operation.call.generic);
    let methods = setters.iter().map(|setter| emit_setter(place, setter));
    (!setters.is_empty()).then(|| {
        quote! {
            impl #generic<'_, #module::Request> {
                #(#methods)*
            }
        }
    })
}

/// A setter that writes the field of the request, so that a deprecated one warns its caller alone.
fn emit_setter(place: &Place<'_>, setter: &CallSetter) -> TokenStream {
    let docs = docs::emit_docs(&setter.docs);
    let deprecated = setter.deprecated.then(|| quote!(#[deprecated]));
    let (ident, field) = (&setter.ident, &setter.field);
    let argument = &setter.argument.ident;
    let ty = structs::emit_argument_ty(place, &setter.argument);
    let value = structs::emit_argument_value(place, &setter.argument);
    quote! {
        #docs
        #deprecated
        pub fn #ident(mut self, #argument: #ty) -> Self {
            self.request.#field = Some(#value);
            self
        }
    }
}

fn emit_implementation(place: &Place<'_>, operation: &Operation) -> TokenStream {
    let module = &operation.module;
    let client = place.path(&operation.call.client);
    let streamed = emit_streamed(&operation.answers.streamed);
    let encode = emit_encode(operation);
    let decode = emit_decode(operation);
    let headers = headers::emit_headers_type(module, &operation.answers.headers);
    let error_headers = headers::emit_headers_type(module, &operation.answers.error_headers);
    quote! {
        impl rt::client::Operation<#client> for #module::Request {
            type Output = #module::Output;
            type Error = #module::Error;
            type Headers = #headers;
            type ErrorHeaders = #error_headers;
            const INFO: &'static rt::OperationInfo = &#module::INFO;
            #streamed
            #encode
            #decode
        }
    }
}

/// Which answers are handed on as they come; nothing when none is.
fn emit_streamed(answers: &[StreamedAnswer]) -> Option<TokenStream> {
    let rows = answers.iter().map(|answer| {
        let (first, last) = answer.statuses;
        let statuses = [first, last].map(Literal::u16_unsuffixed);
        let documented = emit_texts(&answer.documented);
        let streamed = answer.streamed.iter();
        let streamed = streamed.map(|position| Literal::usize_unsuffixed(*position));
        quote! {
            rt::client::Streamed {
                statuses: (#(#statuses),*),
                documented: #documented,
                streamed: &[#(#streamed),*],
            }
        }
    });
    (!answers.is_empty())
        .then(|| quote!(const STREAMED: &'static [rt::client::Streamed] = &[#(#rows),*];))
}

fn emit_decode(operation: &Operation) -> TokenStream {
    let module = &operation.module;
    let list = &operation.answers.list;
    let arms = list.iter().flat_map(|answer| emit_arms(module, answer));
    let rest = operation.answers.has_rest;
    let rest = rest.then(|| quote!(_ => rt::client::undocumented(),));
    let (argument, body) = if list.is_empty() {
        (quote!(_), quote!(rt::client::undocumented()))
    } else {
        let body = quote! {
            match answer.status() {
                #(#arms)*
                #rest
            }
        };
        (quote!(answer), body)
    };
    quote! {
        fn decode(
            #argument: &rt::client::Answer,
        ) -> rt::client::Decoded<Self::Output, Self::Error> {
            #body
        }
    }
}

fn emit_encode(operation: &Operation) -> TokenStream {
    let path = operation.path.iter().map(|piece| match piece {
        PathPiece::Literal(text) => quote!(request.literal(#text);),
        PathPiece::Parameter(parameter) | PathPiece::Again(parameter) => emit_parameter(parameter),
        PathPiece::Until(parameter, end) => emit_parameter_until(parameter, end),
    });
    let query = operation.query.iter();
    let query = query.map(|(name, value)| quote!(request.query_text(#name, #value);));
    let parameters = operation.parameters.iter().map(emit_parameter);
    let body = operation
        .body
        .as_ref()
        .map(|body| emit_body(&operation.module, body));
    let accept = emit_texts(&operation.answers.accept);
    let server = operation.server.as_ref();
    let server = server.map(|url| quote!(request.server(#url);));
    quote! {
        fn encode(&self, request: &mut rt::client::RequestWriter) {
            #server
            #(#path)*
            #(#query)*
            #(#parameters)*
            #body
            request.accept(#accept);
        }
    }
}

fn emit_parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { name, field, .. } = parameter;
    let value = quote!(&self.#field);
    if let ParameterEncoding::Form(fields) = &parameter.encoding {
        let encodings = emit_form_encodings(fields);
        return quote!(request.query_string_form(#name, #value, #encodings););
    }
    match (parameter.location, emit_encoding(&parameter.encoding)) {
        (ParameterLocation::Path, Some(style)) => quote!(request.path(#name, #style, #value);),
        (ParameterLocation::Query, Some(style)) => quote!(request.query(#name, #style, #value);),
        (ParameterLocation::Header, Some(style)) => quote!(request.header(#name, #style, #value);),
        (ParameterLocation::Cookie, Some(style)) => quote!(request.cookie(#name, #style, #value);),
        (ParameterLocation::Path, None) => quote!(request.path_json(#name, #value);),
        (ParameterLocation::QueryString, _) => quote!(request.query_string_json(#value);),
        (ParameterLocation::Query, None) => quote!(request.query_json(#name, #value);),
        (ParameterLocation::Header, None) => quote!(request.header_json(#name, #value);),
        (ParameterLocation::Cookie, None) => quote!(request.cookie_json(#name, #value);),
    }
}

/// Only what has a style ends before a text.
fn emit_parameter_until(parameter: &Parameter, end: &str) -> TokenStream {
    let Parameter { name, field, .. } = parameter;
    let style = emit_encoding(&parameter.encoding);
    quote!(request.path_until(#end, #name, #style, &self.#field);)
}

fn emit_body(module: &RustIdent, body: &Body) -> TokenStream {
    let field = &body.field;
    let write = match (&body.choice, body.contents.as_slice()) {
        (None, [content]) if body.required => {
            return emit_content(content, &quote!(&self.#field));
        }
        (None, contents) => {
            let writes = contents
                .iter()
                .map(|content| emit_content(content, &quote!(body)));
            quote!(#(#writes)*)
        }
        (Some(choice), contents) => {
            let arms = contents.iter().map(|content| {
                let (choice, variant) = (&choice.ident, &content.variant);
                let write = emit_content(content, &quote!(body));
                quote!(#module::#choice::#variant(body) => { #write })
            });
            let value = if body.required {
                quote!(&self.#field)
            } else {
                quote!(body)
            };
            quote!(match #value { #(#arms)* })
        }
    };
    if body.required {
        write
    } else {
        quote!(if let Some(body) = &self.#field { #write })
    }
}

fn emit_content(content: &Content, value: &TokenStream) -> TokenStream {
    let media_type = &content.sent_as;
    match &content.codec {
        BodyCodec::Json => quote!(request.json(#media_type, #value);),
        BodyCodec::Text => quote!(request.text(#media_type, #value);),
        BodyCodec::Bytes => quote!(request.bytes(#media_type, #value);),
        BodyCodec::Stream => quote!(request.stream(#media_type, #value);),
        BodyCodec::Items(framing) => {
            let method = emit_framing(*framing);
            quote!(request.#method(#media_type, #value);)
        }
        BodyCodec::Form(fields) => {
            let encodings = emit_form_encodings(fields);
            quote!(request.form(#media_type, #value, #encodings);)
        }
        BodyCodec::Multipart(multipart) => {
            let function = &multipart.write;
            quote!(request.multipart(#media_type, #function(#value));)
        }
    }
}

fn emit_multipart(place: &Place<'_>, multipart: &Multipart) -> TokenStream {
    let function = &multipart.write;
    let ty = place.path(&multipart.ty);
    let parts = multipart.parts.iter().map(emit_part);
    if multipart.parts.is_empty() {
        return quote! {
            fn #function(_: &#ty) -> rt::client::MultipartWriter {
                rt::client::MultipartWriter::new()
            }
        };
    }
    quote! {
        fn #function(body: &#ty) -> rt::client::MultipartWriter {
            let mut form = rt::client::MultipartWriter::new();
            #(#parts)*
            form
        }
    }
}

fn emit_part(part: &BodyPart) -> TokenStream {
    let BodyPart {
        name,
        field,
        content_type,
        headers,
        ..
    } = part;
    match part.codec {
        PartCodec::Json => quote!(form.json(#name, #content_type, &body.#field);),
        PartCodec::Text => quote!(form.text(#name, #content_type, &body.#field);),
        PartCodec::Bytes if !headers.is_empty() => {
            quote!(form.files(#name, #content_type, &[#(#headers),*], &body.#field);)
        }
        PartCodec::Bytes => quote!(form.bytes(#name, #content_type, &body.#field);),
    }
}

/// What a client makes of an answer.
#[derive(Clone, Copy)]
enum Kind {
    Success,
    Failure,
}

/// The arms of one answer: two when its status says whether it is a success.
fn emit_arms(module: &RustIdent, answer: &Answer) -> Vec<TokenStream> {
    let pattern = emit_statuses(answer.status);
    let succeed = |wrapping| emit_answer(module, answer, Kind::Success, wrapping);
    let fail = |wrapping| emit_answer(module, answer, Kind::Failure, wrapping);
    match &answer.outcome {
        Outcome::Success(output) => {
            let value = succeed(output);
            vec![quote!(#pattern => #value,)]
        }
        Outcome::Failure(error) => {
            let value = fail(error);
            vec![quote!(#pattern => #value,)]
        }
        Outcome::ByStatus {
            successes: (first, last),
            success,
            failure,
        } => {
            let (success, failure) = (succeed(success), fail(failure));
            let (first, last) = (
                Literal::u16_unsuffixed(*first),
                Literal::u16_unsuffixed(*last),
            );
            vec![
                quote!(#first..=#last => #success,),
                quote!(#pattern => #failure,),
            ]
        }
    }
}

fn emit_statuses(statuses: Statuses) -> TokenStream {
    match statuses {
        Statuses::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        // A range pattern would overlap with the codes in it, which clippy takes for a mistake.
        Statuses::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(status if status / 100 == #digit)
        }
        Statuses::Default => quote!(_),
    }
}

/// The variant of `Output` or `Error` that holds a payload, unless the payload is it.
fn emit_wrapping(module: &RustIdent, kind: Kind, wrapping: &Wrapping) -> Option<TokenStream> {
    match (wrapping, kind) {
        (Wrapping::Bare, _) => None,
        (Wrapping::Variant(variant), Kind::Success) => Some(quote!(#module::Output::#variant)),
        (Wrapping::Variant(variant), Kind::Failure) => Some(quote!(#module::Error::#variant)),
    }
}

/// What is made of an answer: nothing to read, one media type, or the one that came.
fn emit_answer(
    module: &RustIdent,
    answer: &Answer,
    kind: Kind,
    wrapping: &Wrapping,
) -> TokenStream {
    let wrapping = emit_wrapping(module, kind, wrapping);
    let contents = answer.contents.as_slice();
    if contents.is_empty() {
        let value = wrapping.unwrap_or_else(|| quote!(()));
        return match kind {
            Kind::Success => quote!(rt::client::success(#value)),
            Kind::Failure => quote!(Ok(rt::client::Outcome::Failure(#value))),
        };
    }
    let outcome = match kind {
        Kind::Success => quote!(rt::client::Outcome::Success),
        Kind::Failure => quote!(rt::client::Outcome::Failure),
    };
    if let ([content], None, None) = (contents, &wrapping, &answer.choice)
        && matches!(content.codec, BodyCodec::Json)
    {
        let media_type = &content.media_type;
        return match kind {
            Kind::Success => quote!(answer.success_json(#media_type)),
            Kind::Failure => quote!(answer.failure_json(#media_type)),
        };
    }
    let Some(choice) = &answer.choice else {
        let steps = wrapping.iter().chain([&outcome]);
        return contents
            .iter()
            .map(|content| emit_read(content, steps.clone()))
            .collect();
    };
    let media_types = contents.iter().map(|content| &content.media_type);
    let arms = contents.iter().enumerate().map(|(index, content)| {
        let index = Literal::usize_unsuffixed(index);
        let variant = &content.variant;
        let variant = quote!(#module::#choice::#variant);
        let steps = [&variant].into_iter().chain(&wrapping).chain([&outcome]);
        let read = emit_read(content, steps);
        quote!(Some(#index) => #read,)
    });
    quote! {
        match answer.content(&[#(#media_types),*]) {
            #(#arms)*
            Some(_) | None => rt::client::undocumented(),
        }
    }
}

fn emit_read<'a>(content: &Content, steps: impl Iterator<Item = &'a TokenStream>) -> TokenStream {
    let media_type = &content.media_type;
    let read = match content.codec {
        BodyCodec::Json => quote!(answer.json(#media_type)),
        BodyCodec::Text => quote!(answer.text()),
        BodyCodec::Stream => quote!(answer.stream()),
        BodyCodec::Items(framing) => {
            let method = emit_framing(framing);
            quote!(answer.#method(#media_type))
        }
        BodyCodec::Bytes | BodyCodec::Form(_) | BodyCodec::Multipart(_) => quote!(answer.bytes()),
    };
    quote!(#read #(.map(#steps))*)
}
