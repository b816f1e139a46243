//! Responses: OAS 3.1 §4.8.16 and §4.8.17.

use oaspen_diagnostics::{Code, Diagnostic};
use oaspen_document::model as doc;

use super::body::{Direction, lower_contents};
use super::component::{in_operation, name_of};
use super::context::Lower;
use super::header::lower_headers;
use super::origin::lower_origin;
use super::parameter::filled;
use crate::ir::{Docs, NameStep, Response, Status};

/// The responses of an operation, in document order.
pub(super) fn lower_responses(
    cx: &mut Lower<'_>,
    responses: &[(doc::StatusKey, doc::Id<doc::Response>)],
    operation: &str,
) -> Vec<Response> {
    responses
        .iter()
        .filter_map(|(status, id)| {
            let response = cx.resolved.responses.get(*id)?;
            Some(lower_response(cx, *status, response, operation))
        })
        .collect()
}

fn lower_response(
    cx: &mut Lower<'_>,
    status: doc::StatusKey,
    response: &doc::Response,
    operation: &str,
) -> Response {
    let otherwise = in_operation(operation, NameStep::Response(key_of(status)));
    let name = name_of(cx, &response.origin, otherwise);
    report_links(cx, response);
    let contents = lower_contents(cx, &response.content, &name, Direction::Response);
    Response {
        status: match status {
            doc::StatusKey::Code(code) => Status::Code(code),
            doc::StatusKey::Range(first) => Status::Range(first),
            doc::StatusKey::Default => Status::Default,
        },
        origin: lower_origin(&response.origin),
        docs: Docs {
            title: filled(response.summary.as_deref()),
            description: filled(response.description.as_deref()),
            ..Docs::default()
        },
        headers: lower_headers(cx, &response.headers, &name),
        contents,
    }
}

/// The key as the document writes it.
fn key_of(status: doc::StatusKey) -> String {
    match status {
        doc::StatusKey::Code(code) => code.to_string(),
        doc::StatusKey::Range(first) => format!("{first}XX"),
        doc::StatusKey::Default => "default".to_owned(),
    }
}

fn report_links(cx: &mut Lower<'_>, response: &doc::Response) {
    if response.links.is_empty() {
        return;
    }
    let message = "`links` are not followed";
    let origin = &response.origin;
    let span = response.keys.get("links").unwrap_or(origin.span);
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedKeyword, message).at(span, &origin.pointer.join("links")),
    );
}
