//! `handlers/<operation>.rs` of the server part: what is between an HTTP request and a trait method.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::checks::emit_checks;
use super::headers::emit_with_headers;
use super::place::Place;
use super::server::emit_generics;
use super::wire::{
    emit_encoding, emit_form_fields, emit_framing, emit_optional_framing, emit_shape,
};
use crate::model::{
    Access, Answer, Body, BodyCodec, BodyPart, Check, Content, Handler, Multipart, Operation,
    Parameter, ParameterEncoding, ParameterLocation, PartCodec, PathPiece, Statuses,
    StreamedContents,
};
use crate::name::RustIdent;

/// The handler of an operation.
pub(super) fn emit_handler(place: &Place<'_>, handler: &Handler) -> Vec<TokenStream> {
    let operation = &handler.operation;
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
    let mut items = vec![emit_handle(place, handler), emit_decode(place, operation)];
    items.extend(multiparts);
    items.push(emit_encode(operation));
    items
}

fn emit_handle(place: &Place<'_>, handler: &Handler) -> TokenStream {
    let module = &handler.operation.module;
    let state = place.path(&handler.paths.state);
    let generics = emit_generics(place, &handler.tag, &handler.paths, handler.is_secured);
    let (parameters, arguments) = (generics.parameters, generics.arguments);
    let incoming = emit_incoming(&handler.operation);
    let admit = match handler.operation.access {
        Access::Open => quote!(admit_anonymous(&#module::INFO, #incoming)),
        Access::Optional => quote!(admit_optional(&*state, &#module::INFO, #incoming)),
        Access::Known => quote!(admit(&*state, &#module::INFO, #incoming)),
    };
    quote! {
        pub(crate) fn handle #parameters(
            state: ::std::sync::Arc<#state #arguments>,
            incoming: rt::server::Incoming,
        ) -> rt::server::ReplyFuture {
            Box::pin(async move {
                let admitted = rt::server::#admit.await?;
                let (context, request) = admitted.decode(decode)?;
                rt::server::answer(A::#module(&state.api, &context, request).await, encode)
            })
        }
    }
}

/// What comes in; bodies that are handed on as they come are told.
fn emit_incoming(operation: &Operation) -> TokenStream {
    let module = &operation.module;
    match operation.body.as_ref().map(Body::streamed) {
        None | Some(StreamedContents::None) => quote!(incoming),
        Some(StreamedContents::All) => quote!(incoming.streaming(#module::INFO.consumes)),
        Some(StreamedContents::Some(media_types)) => {
            quote!(incoming.streaming(&[#(#media_types),*]))
        }
    }
}

/// Every value is read before one is asked for, so that an answer tells all that is wrong.
fn emit_decode(place: &Place<'_>, operation: &Operation) -> TokenStream {
    let (module, reader) = (&operation.module, &operation.reader);
    let path = operation.path.iter().filter_map(|piece| match piece {
        PathPiece::Literal(_) | PathPiece::Again(_) => None,
        PathPiece::Parameter(parameter) | PathPiece::Until(parameter, _) => Some(parameter),
    });
    let mut reads: Vec<(&RustIdent, TokenStream)> = path
        .chain(&operation.parameters)
        .map(|parameter| (&parameter.field, emit_parameter(place, reader, parameter)))
        .collect();
    if let Some(body) = &operation.body {
        reads.push((&body.field, emit_body(place, operation, body)));
    }
    let request = quote!(#module::Request);
    let name = RustIdent::fixed("decode");
    emit_reads(&name, (reader, &quote!(Reader)), &request, &reads, &[])
}

/// A function that reads each field of a struct.
fn emit_reads(
    name: &RustIdent,
    reader: (&RustIdent, &TokenStream),
    ty: &TokenStream,
    reads: &[(&RustIdent, TokenStream)],
    rest: &[TokenStream],
) -> TokenStream {
    let (reader, kind) = reader;
    let reader = match reads {
        [] => quote!(_),
        [_, ..] => quote!(#reader),
    };
    let lets = reads
        .iter()
        .map(|(field, read)| (field.binding(), read))
        .map(|(local, read)| quote!(let #local = #read;));
    let fields = reads
        .iter()
        .map(|(field, _)| (field, field.binding()))
        .map(|(field, local)| quote!(#field: #local?,));
    quote! {
        fn #name(#reader: rt::server::#kind<'_>) -> Option<#ty> {
            #(#lets)*
            Some(#ty {
                #(#fields)*
                #(#rest)*
            })
        }
    }
}

/// The reader, with the checks of a value that has its own.
fn emit_reader(place: &Place<'_>, reader: &RustIdent, checks: &[Check]) -> TokenStream {
    if checks.is_empty() {
        return quote!(#reader);
    }
    let checks = emit_checks(place, checks);
    quote!(#reader.checked(#checks))
}

fn emit_parameter(place: &Place<'_>, reader: &RustIdent, parameter: &Parameter) -> TokenStream {
    let Parameter { name, required, .. } = parameter;
    let shape = emit_shape(parameter.shape);
    let read = match (emit_encoding(&parameter.encoding), &parameter.others) {
        _ if parameter.location == ParameterLocation::QueryString => emit_query_string(parameter),
        (Some(_), Some(others)) if *required => {
            quote!(required_query_pairs(#name, &[#(#others),*]))
        }
        (Some(_), Some(others)) => quote!(query_pairs(#name, &[#(#others),*])),
        (Some(encoding), _) => {
            let method = emit_style_method(parameter.location, *required);
            quote!(#method(#name, #encoding, #shape))
        }
        (None, _) => {
            let method = emit_json_method(parameter.location, *required);
            quote!(#method(#name))
        }
    };
    let reader = emit_reader(place, reader, &parameter.checks);
    let empty = parameter.allows_empty.then(|| quote!(.allowing_empty()));
    quote!(#reader #empty.#read)
}

/// The whole query, but for the names that are not its own.
fn emit_query_string(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let others = parameter.others.iter().flatten();
    let others = quote!(&[#(#others),*]);
    match (&parameter.encoding, parameter.required) {
        (ParameterEncoding::Form(fields), true) => {
            let fields = emit_form_fields(fields);
            quote!(query_string_form(#name, #fields, #others))
        }
        (ParameterEncoding::Form(fields), false) => {
            let fields = emit_form_fields(fields);
            quote!(optional_query_string_form(#name, #fields, #others))
        }
        (ParameterEncoding::Content | ParameterEncoding::Style { .. }, true) => {
            quote!(query_string_json(#name, #others))
        }
        (ParameterEncoding::Content | ParameterEncoding::Style { .. }, false) => {
            quote!(optional_query_string_json(#name, #others))
        }
    }
}

fn emit_style_method(location: ParameterLocation, required: bool) -> TokenStream {
    match (location, required) {
        (ParameterLocation::Path, _) => quote!(path),
        (ParameterLocation::Query | ParameterLocation::QueryString, true) => quote!(query),
        (ParameterLocation::Query | ParameterLocation::QueryString, false) => {
            quote!(optional_query)
        }
        (ParameterLocation::Header, true) => quote!(header),
        (ParameterLocation::Header, false) => quote!(optional_header),
        (ParameterLocation::Cookie, true) => quote!(cookie),
        (ParameterLocation::Cookie, false) => quote!(optional_cookie),
    }
}

fn emit_json_method(location: ParameterLocation, required: bool) -> TokenStream {
    match (location, required) {
        (ParameterLocation::Path, _) => quote!(path_json),
        (ParameterLocation::Query | ParameterLocation::QueryString, true) => quote!(query_json),
        (ParameterLocation::Query | ParameterLocation::QueryString, false) => {
            quote!(optional_query_json)
        }
        (ParameterLocation::Header, true) => quote!(header_json),
        (ParameterLocation::Header, false) => quote!(optional_header_json),
        (ParameterLocation::Cookie, true) => quote!(cookie_json),
        (ParameterLocation::Cookie, false) => quote!(optional_cookie_json),
    }
}

fn emit_body(place: &Place<'_>, operation: &Operation, body: &Body) -> TokenStream {
    let reader = &operation.reader;
    match (&body.choice, body.contents.as_slice()) {
        (None, contents) => {
            let reads = contents
                .iter()
                .map(|content| emit_content(place, reader, content, body.required));
            quote!(#(#reads)*)
        }
        (Some(choice), _) => emit_choice(place, operation, body, &choice.ident),
    }
}

/// By the media type that came; the runtime has refused every other, so the last needs no number.
fn emit_choice(
    place: &Place<'_>,
    operation: &Operation,
    body: &Body,
    choice: &RustIdent,
) -> TokenStream {
    let (module, reader, contents) = (&operation.module, &operation.reader, &body.contents);
    let media_types = contents.iter().map(|content| &content.media_type);
    let last = contents.len().saturating_sub(1);
    let arms = contents.iter().enumerate().map(|(index, content)| {
        let number = Literal::usize_unsuffixed(index);
        let number = if index == last {
            quote!(_)
        } else {
            quote!(#number)
        };
        let read = emit_variant_read(place, reader, content);
        let variant = &content.variant;
        if body.required {
            quote!(#number => #read.map(#module::#choice::#variant))
        } else {
            quote!(Some(#number) => #read.map(#module::#choice::#variant).map(Some))
        }
    });
    if body.required {
        quote!(match #reader.content(&[#(#media_types),*])? { #(#arms,)* })
    } else {
        quote! {
            match #reader.optional_content(&[#(#media_types),*])? {
                #(#arms,)*
                None => Some(None),
            }
        }
    }
}

/// What a variant holds, which may be in a box.
fn emit_variant_read(place: &Place<'_>, reader: &RustIdent, content: &Content) -> TokenStream {
    let read = emit_content(place, reader, content, true);
    match (&content.codec, content.boxed) {
        (BodyCodec::Multipart(_), true) => quote!(#read.map(Box::new)),
        // Decoding makes the box itself.
        (
            BodyCodec::Json
            | BodyCodec::Form(_)
            | BodyCodec::Text
            | BodyCodec::Bytes
            | BodyCodec::Stream
            | BodyCodec::Items(_)
            | BodyCodec::Multipart(_),
            _,
        ) => read,
    }
}

fn emit_content(
    place: &Place<'_>,
    reader: &RustIdent,
    content: &Content,
    required: bool,
) -> TokenStream {
    let reader = emit_reader(place, reader, &content.checks);
    match (&content.codec, required) {
        (BodyCodec::Json, true) => quote!(#reader.json()),
        (BodyCodec::Json, false) => quote!(#reader.optional_json()),
        (BodyCodec::Text, true) => quote!(#reader.text()),
        (BodyCodec::Text, false) => quote!(#reader.optional_text()),
        (BodyCodec::Bytes, true) => quote!(#reader.bytes()),
        (BodyCodec::Bytes, false) => quote!(#reader.optional_bytes()),
        (BodyCodec::Stream, true) => quote!(#reader.stream()),
        (BodyCodec::Stream, false) => quote!(#reader.optional_stream()),
        (BodyCodec::Items(framing), true) => {
            let method = emit_framing(*framing);
            quote!(#reader.#method())
        }
        (BodyCodec::Items(framing), false) => {
            let method = emit_optional_framing(*framing);
            quote!(#reader.#method())
        }
        (BodyCodec::Form(fields), true) => {
            let fields = emit_form_fields(fields);
            quote!(#reader.form(#fields))
        }
        (BodyCodec::Form(fields), false) => {
            let fields = emit_form_fields(fields);
            quote!(#reader.optional_form(#fields))
        }
        (BodyCodec::Multipart(multipart), true) => {
            let function = &multipart.read;
            quote!(#reader.multipart(self::#function))
        }
        (BodyCodec::Multipart(multipart), false) => {
            let function = &multipart.read;
            quote!(#reader.optional_multipart(self::#function))
        }
    }
}

fn emit_multipart(place: &Place<'_>, multipart: &Multipart) -> TokenStream {
    let function = &multipart.read;
    let ty = place.path(&multipart.ty);
    let reads: Vec<(&RustIdent, TokenStream)> = multipart
        .parts
        .iter()
        .map(|part| (&part.field, emit_part(place, &multipart.reader, part)))
        .collect();
    let additional = multipart.additional.iter();
    let additional: Vec<TokenStream> = additional
        .map(|field| quote!(#field: rt::Map::new(),))
        .collect();
    let reader = (&multipart.reader, &quote!(PartsReader));
    emit_reads(function, reader, &ty, &reads, &additional)
}

fn emit_part(place: &Place<'_>, reader: &RustIdent, part: &BodyPart) -> TokenStream {
    let name = &part.name;
    let shape = emit_shape(part.shape);
    let read = match (part.codec, part.required) {
        (PartCodec::Json, true) => quote!(json(#name, #shape)),
        (PartCodec::Json, false) => quote!(optional_json(#name, #shape)),
        (PartCodec::Text, true) => quote!(text(#name, #shape)),
        (PartCodec::Text, false) => quote!(optional_text(#name, #shape)),
        (PartCodec::Bytes, true) => quote!(bytes(#name)),
        (PartCodec::Bytes, false) => quote!(optional_bytes(#name)),
    };
    let reader = emit_reader(place, reader, &part.checks);
    let media_types = (!part.media_types.is_empty()).then(|| {
        let media_types = &part.media_types;
        quote!(.of_type(&[#(#media_types),*]))
    });
    let headers = (!part.headers.is_empty()).then(|| {
        let headers = &part.headers;
        quote!(.with_headers(&[#(#headers),*]))
    });
    let reader = quote!(#reader #media_types #headers);
    if part.has_null {
        quote!(#reader.#read.map(Into::into))
    } else {
        quote!(#reader.#read)
    }
}

fn emit_encode(operation: &Operation) -> TokenStream {
    let module = &operation.module;
    let list = &operation.answers.list;
    let arms = list
        .iter()
        .flat_map(|answer| emit_reply_arms(module, answer, &emit_status(list, answer.status)));
    quote! {
        fn encode(response: #module::Response) -> rt::server::Reply {
            match response {
                #(#arms)*
            }
        }
    }
}

/// The status that is sent: the documented one, or the handler's, unless that is documented apart.
fn emit_status(list: &[Answer], statuses: Statuses) -> TokenStream {
    let codes = list.iter().filter_map(|answer| match answer.status {
        Statuses::Code(code) => Some(code),
        Statuses::Range(_) | Statuses::Default => None,
    });
    match statuses {
        Statuses::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Statuses::Range(digit) => {
            let codes = codes.filter(|code| code / 100 == u16::from(digit));
            let codes = codes.map(Literal::u16_unsuffixed);
            let digit = Literal::u8_unsuffixed(digit);
            quote!(rt::server::in_range(status, #digit, &[#(#codes),*]))
        }
        Statuses::Default => {
            let codes = codes.map(Literal::u16_unsuffixed);
            let ranges = list.iter().filter_map(|answer| match answer.status {
                Statuses::Range(digit) => Some(Literal::u8_unsuffixed(digit)),
                Statuses::Code(_) | Statuses::Default => None,
            });
            quote!(rt::server::other_than(status, &[#(#codes),*], &[#(#ranges),*]))
        }
    }
}

fn emit_reply_arms(module: &RustIdent, answer: &Answer, status: &TokenStream) -> Vec<TokenStream> {
    let variant = &answer.variant;
    let bound = match answer.status {
        Statuses::Code(_) => None,
        Statuses::Range(_) | Statuses::Default => Some(quote!(status)),
    };
    let with_headers = answer.headers.as_ref().map(emit_with_headers);
    let headers = answer.headers.as_ref().map(|_| quote!(headers));
    let before: Vec<TokenStream> = bound.into_iter().chain(headers).collect();
    if answer.contents.is_empty() {
        let pattern = (!before.is_empty()).then(|| quote!((#(#before),*)));
        let reply = quote!(rt::server::Reply::empty(#status) #with_headers);
        return vec![quote!(#module::Response::#variant #pattern => #reply,)];
    }
    let arms = answer.contents.iter().map(|content| {
        let payload = match &answer.choice {
            Some(choice) => {
                let variant = &content.variant;
                quote!(#module::#choice::#variant(body))
            }
            None => quote!(body),
        };
        let fields = before.iter().chain([&payload]);
        let reply = emit_reply(content, status);
        quote!(#module::Response::#variant(#(#fields),*) => #reply #with_headers,)
    });
    arms.collect()
}

fn emit_reply(content: &Content, status: &TokenStream) -> TokenStream {
    let media_type = &content.sent_as;
    match content.codec {
        BodyCodec::Json => quote!(rt::server::Reply::json(#status, #media_type, &body)),
        BodyCodec::Text => quote!(rt::server::Reply::text(#status, #media_type, &body)),
        BodyCodec::Stream => quote!(rt::server::Reply::stream(#status, #media_type, body)),
        BodyCodec::Items(framing) => {
            let method = emit_framing(framing);
            quote!(rt::server::Reply::#method(#status, #media_type, body))
        }
        BodyCodec::Bytes | BodyCodec::Form(_) | BodyCodec::Multipart(_) => {
            quote!(rt::server::Reply::bytes(#status, #media_type, body))
        }
    }
}
