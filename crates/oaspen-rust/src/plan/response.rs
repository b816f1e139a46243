//! Answers: `Response` (all of them, for a server), `Output` and `Error` (the successes and the
//! failures, for a client), and the enums over several media types.
//!
//! Statuses below 400 are successes. `default` is a failure when a success is documented, else it
//! is both, told apart by the status that came.

use oaspen_ir::ir::{self, Status};

use super::body::{Payload, Travel, payload_derives, plan_access, plan_answer_payloads};
use super::header::{plan_answer_headers, plan_side_headers};
use super::spelling::Spelling;
use super::{Cx, DocsWriter, paths};
use crate::model::{
    Answer, Answers, BodyCodec, Constructor, Derive, Docs, HeaderSet, Outcome, OutcomeType,
    PayloadEnum, PayloadVariant, SideHeaders, Statuses, StreamedAnswer, Ty, VariantHeaders,
    Wrapping,
};
use crate::name::{Case, RustIdent, Scope, Words, status_words};

/// What is known of an answer before the enums are made.
struct Reply<'a> {
    response: &'a ir::Response,
    status: Status,
    docs: Docs,
    variant: RustIdent,
    headers: Option<HeaderSet>,
    /// Whether the variant of `Response` holds the headers in a box.
    are_headers_large: bool,
    choice: Option<PayloadEnum>,
    payloads: Vec<Payload>,
    ty: Option<Ty>,
    is_large: bool,
}

/// Plans the answers of the operation at `index`.
pub(super) fn plan_answers(cx: &mut Cx<'_>, index: usize, operation: &ir::Operation) -> Answers {
    let mut variants = Scope::new();
    let mut replies = Vec::new();
    for response in &operation.responses {
        let contents = readable_contents(operation, response);
        replies.push(plan_reply(cx, index, &mut variants, (response, contents)));
    }
    let alone = is_default_alone(&replies);
    let successes = outcome_type(&replies, alone, &OUTPUT);
    let failures = outcome_type(&replies, alone, &ERROR);
    let headers = plan_headers(cx, &replies, alone, &OUTPUT);
    let error_headers = plan_headers(cx, &replies, alone, &ERROR);
    let mut list: Vec<Answer> = replies
        .iter()
        .map(|reply| plan_answer(reply, alone, (&successes, &failures)))
        .collect();
    list.sort_by_key(|answer| match answer.status {
        Statuses::Code(_) => 0,
        Statuses::Range(_) => 1,
        Statuses::Default => 2,
    });
    Answers {
        output: successes,
        error: failures,
        headers,
        error_headers,
        response: cx
            .config
            .crates
            .server
            .then(|| plan_response(cx, operation, &replies)),
        choices: replies
            .iter()
            .filter_map(|reply| reply.choice.clone())
            .collect(),
        has_rest: !replies.iter().any(|reply| reply.status == Status::Default),
        streamed: plan_streamed(&list),
        accept: media_types(&list),
        list,
    }
}

/// RFC 9110 §6.4.1: answers to `HEAD`, and those of some statuses, never have content.
fn readable_contents<'a>(
    operation: &ir::Operation,
    response: &'a ir::Response,
) -> &'a [ir::Content] {
    let is_empty = operation.method == ir::Method::Head
        || matches!(
            response.status,
            Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1)
        );
    if is_empty { &[] } else { &response.contents }
}

fn plan_reply<'a>(
    cx: &mut Cx<'_>,
    index: usize,
    variants: &mut Scope,
    (response, contents): (&'a ir::Response, &[ir::Content]),
) -> Reply<'a> {
    let words = status_words(response.status);
    let payloads = plan_answer_payloads(cx, contents, travel(response.status));
    let choice = plan_choice(cx, index, &words, &payloads);
    // Clients read those of all answers together.
    let headers = match cx.config.crates.server {
        true => plan_answer_headers(cx, index, &words, response),
        false => None,
    };
    let ty = match &choice {
        Some(choice) => Some(Ty::Item(paths::operation_item(
            cx,
            index,
            choice.ident.clone(),
        ))),
        None => payloads.first().map(|payload| payload.ty.clone()),
    };
    Reply {
        is_large: choice.is_none() && payloads.iter().any(|payload| payload.content.boxed),
        are_headers_large: are_headers_large(cx, response, contents),
        headers,
        response,
        status: response.status,
        docs: reply_docs(response),
        variant: variants.claim(&words, Case::Pascal),
        choice,
        payloads,
        ty,
    }
}

fn are_headers_large(cx: &Cx<'_>, response: &ir::Response, contents: &[ir::Content]) -> bool {
    let payloads = contents.iter().map(|content| match &content.kind {
        ir::ContentKind::Json(ty) | ir::ContentKind::Text(ty) => Some(*ty),
        ir::ContentKind::Form { .. }
        | ir::ContentKind::Multipart { .. }
        | ir::ContentKind::Items { .. }
        | ir::ContentKind::Bytes => None,
    });
    let payloads: Vec<Option<ir::TypeUse>> = payloads.collect();
    let headers: Vec<ir::TypeUse> = response.headers.iter().map(|header| header.ty).collect();
    cx.sizes.are_large(&payloads, &headers)
}

/// A success is handed on as it comes; what is told of a failure is read, so that an error has
/// it. So is `default`, which may be either, and a redirect, which may be followed.
const fn travel(status: Status) -> Travel {
    match status {
        Status::Code(200..=299) | Status::Range(2) => Travel::Streamed,
        Status::Code(_) | Status::Range(_) | Status::Default => Travel::Read,
    }
}

fn plan_choice(
    cx: &mut Cx<'_>,
    index: usize,
    words: &Words,
    payloads: &[Payload],
) -> Option<PayloadEnum> {
    if payloads.len() < 2 {
        return None;
    }
    let names = cx.names.operations.get_mut(index)?;
    let ident = names
        .scope
        .claim(&words.join(&Words::of("body")), Case::Pascal);
    Some(PayloadEnum {
        docs: DocsWriter::new()
            .paragraph("The body of an answer, by media type.")
            .finish(),
        ident,
        derives: payload_derives(payloads.iter().any(Payload::is_streamed)),
        variants: payloads.iter().map(Payload::variant).collect(),
        access: plan_access(payloads),
    })
}

fn derives<'r, 'a: 'r>(replies: impl IntoIterator<Item = &'r Reply<'a>>) -> Vec<Derive> {
    let mut payloads = replies.into_iter().flat_map(|reply| &reply.payloads);
    payload_derives(payloads.any(Payload::is_streamed))
}

/// `` `201`: Created `` and the headers that come with it.
fn reply_docs(response: &ir::Response) -> Docs {
    let mut status = status_text(response.status);
    if let Some(first) = status.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut docs = match &response.docs.description {
        Some(description) => DocsWriter::new().markdown(&format!("{status}: {description}")),
        None => DocsWriter::new().paragraph(&format!("{status}.")),
    };
    if !response.headers.is_empty() {
        let names = response
            .headers
            .iter()
            .map(|header| super::docs::code_span(&header.name));
        let names: Vec<_> = names.collect();
        docs = docs.paragraph(&format!("Headers: {}.", names.join(", ")));
    }
    docs.finish()
}

/// `` `201` ``
pub(super) fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(digit) => format!("`{digit}XX`"),
        Status::Default => "any other status".to_owned(),
    }
}

/// `Output` or `Error`.
struct Side {
    ident: &'static str,
    docs: &'static str,
    nothing: &'static str,
    headers: (&'static str, &'static str),
    success: bool,
}

const OUTPUT: Side = Side {
    ident: "Output",
    docs: "The documented successes.",
    nothing: "No success is documented.",
    headers: ("Headers", "The documented headers of successes."),
    success: true,
};

const ERROR: Side = Side {
    ident: "Error",
    docs: "The documented failures.",
    nothing: "No failure is documented.",
    headers: ("ErrorHeaders", "The documented headers of failures."),
    success: false,
};

/// RFC 9110 §15: the smallest status there is.
const FIRST_STATUS: u16 = 100;

/// RFC 9110 §15: the smallest status of an error.
const FIRST_FAILURE: u16 = 400;

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => code < FIRST_FAILURE,
        Status::Range(digit) => u16::from(digit) < FIRST_FAILURE / 100,
        Status::Default => false,
    }
}

/// Whether `default` stands for successes too, since no other answer does.
fn is_default_alone(replies: &[Reply<'_>]) -> bool {
    !replies.iter().any(|reply| is_success(reply.status))
}

/// The answers that are successes, or failures.
fn members<'r, 'a>(replies: &'r [Reply<'a>], alone: bool, side: &Side) -> Vec<&'r Reply<'a>> {
    let belongs = |reply: &&Reply<'_>| {
        is_success(reply.status) == side.success || (alone && reply.status == Status::Default)
    };
    replies.iter().filter(belongs).collect()
}

/// `Headers` or `ErrorHeaders`.
fn plan_headers(cx: &mut Cx<'_>, replies: &[Reply<'_>], alone: bool, side: &Side) -> SideHeaders {
    let members = members(replies, alone, side);
    if let [only] = members.as_slice()
        && let Some(set) = &only.headers
        // Nothing is read in two ways.
        && !(alone && only.status == Status::Default)
    {
        let (ident, docs) = side.headers;
        return SideHeaders::Alias {
            docs: DocsWriter::new().paragraph(docs).finish(),
            ident: RustIdent::fixed(ident),
            set: set.clone(),
        };
    }
    let responses: Vec<&ir::Response> = members.iter().map(|reply| reply.response).collect();
    match plan_side_headers(cx, side.headers, &responses) {
        Some(set) => SideHeaders::Own(set),
        None => SideHeaders::None,
    }
}

fn outcome_type(replies: &[Reply<'_>], alone: bool, side: &Side) -> OutcomeType {
    match members(replies, alone, side).as_slice() {
        [] => OutcomeType::Alias {
            docs: DocsWriter::new().paragraph(side.nothing).finish(),
            ty: Ty::Infallible,
        },
        [only] => OutcomeType::Alias {
            docs: only.docs.clone(),
            ty: only.ty.clone().unwrap_or(Ty::Unit),
        },
        several => OutcomeType::Enum(PayloadEnum {
            docs: DocsWriter::new().paragraph(side.docs).finish(),
            ident: RustIdent::fixed(side.ident),
            derives: derives(several.iter().copied()),
            variants: several.iter().map(|reply| plan_variant(reply)).collect(),
            access: None,
        }),
    }
}

fn plan_variant(reply: &Reply<'_>) -> PayloadVariant {
    PayloadVariant {
        docs: reply.docs.clone(),
        ident: reply.variant.clone(),
        has_status: false,
        headers: None,
        payload: reply.ty.clone(),
        boxed: reply.is_large,
        has_from: false,
    }
}

fn plan_variant_headers(reply: &Reply<'_>) -> Option<VariantHeaders> {
    let structure = &reply.headers.as_ref()?.structure;
    Some(VariantHeaders {
        ident: structure.ident.clone(),
        boxed: reply.are_headers_large,
        has_default: structure.constructor == Constructor::Empty,
    })
}

fn plan_response(cx: &Cx<'_>, operation: &ir::Operation, replies: &[Reply<'_>]) -> PayloadEnum {
    let conversions: Vec<Option<Conversion>> = replies
        .iter()
        .map(|reply| plan_conversion(cx, operation, reply))
        .collect();
    let plan = |(reply, from): (&Reply<'_>, &Option<Conversion>)| PayloadVariant {
        has_status: !matches!(reply.status, Status::Code(_)),
        headers: plan_variant_headers(reply),
        has_from: from.is_some() && conversions.iter().filter(|other| *other == from).count() == 1,
        ..plan_variant(reply)
    };
    PayloadEnum {
        docs: DocsWriter::new()
            .paragraph("Every documented answer: what a server can give.")
            .finish(),
        ident: RustIdent::fixed("Response"),
        derives: derives(replies),
        variants: replies.iter().zip(&conversions).map(plan).collect(),
        access: None,
    }
}

/// What `From` takes.
#[derive(PartialEq)]
enum Conversion {
    /// A type of the document.
    Type(Spelling),
    /// A stream of values or, if so, of events.
    Items(bool, Spelling),
    /// The enum over several media types, which no other answer holds.
    Choice(RustIdent),
}

/// What `From` may take to make this answer: the payload of a success with one status.
fn plan_conversion(
    cx: &Cx<'_>,
    operation: &ir::Operation,
    reply: &Reply<'_>,
) -> Option<Conversion> {
    let needs_headers = plan_variant_headers(reply).is_some_and(|headers| !headers.has_default);
    if needs_headers || !is_success(reply.status) || !matches!(reply.status, Status::Code(_)) {
        return None;
    }
    if let Some(choice) = &reply.choice {
        return Some(Conversion::Choice(choice.ident.clone()));
    }
    let response = operation
        .responses
        .iter()
        .find(|response| response.status == reply.status)?;
    let spelling = match &response.contents.first()?.kind {
        ir::ContentKind::Json(ty) | ir::ContentKind::Text(ty) => cx.spelling(*ty),
        ir::ContentKind::Form { .. }
        | ir::ContentKind::Multipart { .. }
        | ir::ContentKind::Bytes => Spelling::BYTES,
        ir::ContentKind::Items { ty, framing } => {
            let is_events = matches!(framing, ir::Framing::Events | ir::Framing::TextEvents);
            return Some(Conversion::Items(is_events, cx.spelling(*ty)));
        }
    };
    // From nothing, nothing is made.
    let is_void = [Spelling::UNIT, Spelling::NEVER].contains(&spelling);
    (reply.ty.is_some() && !is_void).then_some(Conversion::Type(spelling))
}

fn plan_answer(
    reply: &Reply<'_>,
    alone: bool,
    (successes, failures): (&OutcomeType, &OutcomeType),
) -> Answer {
    let outcome = match reply.status {
        Status::Default if alone => Outcome::ByStatus {
            successes: (FIRST_STATUS, FIRST_FAILURE - 1),
            success: wrapping(successes, reply),
            failure: wrapping(failures, reply),
        },
        status if is_success(status) => Outcome::Success(wrapping(successes, reply)),
        Status::Code(_) | Status::Range(_) | Status::Default => {
            Outcome::Failure(wrapping(failures, reply))
        }
    };
    Answer {
        status: match reply.status {
            Status::Code(code) => Statuses::Code(code),
            Status::Range(digit) => Statuses::Range(digit),
            Status::Default => Statuses::Default,
        },
        variant: reply.variant.clone(),
        choice: reply.choice.as_ref().map(|choice| choice.ident.clone()),
        headers: reply.headers.clone(),
        contents: reply
            .payloads
            .iter()
            .map(|payload| payload.content.clone())
            .collect(),
        outcome,
    }
}

fn wrapping(outcome: &OutcomeType, reply: &Reply<'_>) -> Wrapping {
    match outcome {
        OutcomeType::Alias { .. } => Wrapping::Bare,
        OutcomeType::Enum(_) => Wrapping::Variant(reply.variant.clone()),
    }
}

/// The answers whose bodies may be handed on, and which of their media types are: with every answer
/// of the statuses that a range of them might take for its own.
fn plan_streamed(list: &[Answer]) -> Vec<StreamedAnswer> {
    let is_streamed = |answer: &&Answer| {
        let mut contents = answer.contents.iter();
        contents.any(|content| content.codec.is_streamed())
    };
    let Some(last) = list.iter().rposition(|answer| is_streamed(&answer)) else {
        return Vec::new();
    };
    let known = list
        .iter()
        .take(last + 1)
        .filter(|answer| is_streamed(answer) || matches!(answer.status, Statuses::Code(200..=299)));
    known.filter_map(plan_streamed_answer).collect()
}

fn plan_streamed_answer(answer: &Answer) -> Option<StreamedAnswer> {
    let statuses = match answer.status {
        Statuses::Code(code) => (code, code),
        Statuses::Range(digit) => {
            let first = u16::from(digit) * 100;
            (first, first + 99)
        }
        Statuses::Default => return None,
    };
    let contents = answer.contents.as_slice();
    let streamed = contents.iter().enumerate();
    let streamed = streamed.filter(|(_, content)| content.codec.is_streamed());
    Some(StreamedAnswer {
        statuses,
        documented: match contents {
            // Bytes are bytes, whatever an answer says to be.
            [only] if only.codec == BodyCodec::Stream => vec!["*/*".to_owned()],
            several => several
                .iter()
                .map(|content| content.media_type.clone())
                .collect(),
        },
        streamed: streamed.map(|(position, _)| position).collect(),
    })
}

/// Media types of all answers, each once, in order; those of successes come first because the
/// list is in order of matching.
fn media_types(list: &[Answer]) -> Vec<String> {
    let mut media_types: Vec<String> = Vec::new();
    for content in list.iter().flat_map(|answer| &answer.contents) {
        if !media_types.contains(&content.media_type) {
            media_types.push(content.media_type.clone());
        }
    }
    media_types
}
