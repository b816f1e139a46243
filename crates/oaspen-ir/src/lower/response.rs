//! Responses: OAS 3.1 §4.8.16 and §4.8.17.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model as doc;

use super::body::lower_contents;
use super::component::{in_operation, name_of};
use super::context::Lower;
use super::header::lower_headers;
use super::json::lower_json;
use super::origin::lower_origin;
use super::parameter::filled;
use crate::ir::{Docs, Link, NameStep, Response, Status};

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
            if matches!(
                status,
                doc::StatusKey::Code(100..200) | doc::StatusKey::Range(1)
            ) {
                report_interim(cx, response);
                return None;
            }
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
    let contents = lower_contents(cx, &response.content, &name);
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
        links: lower_links(cx, response),
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

fn lower_links(cx: &Lower<'_>, response: &doc::Response) -> Vec<Link> {
    let links = response.links.iter();
    let links = links.filter_map(|(name, id)| Some((name, cx.resolved.links.get(*id)?)));
    let lower = |(name, link): (&String, &doc::Link)| {
        let operation = link.operation_id.as_ref().or(link.operation_ref.as_ref());
        let parameters = link.parameters.iter();
        Link {
            name: name.clone(),
            operation: operation.cloned().unwrap_or_default(),
            parameters: parameters
                .map(|(name, value)| (name.clone(), lower_json(value)))
                .collect(),
            body: link.request_body.as_ref().map(lower_json),
            description: filled(link.description.as_deref()),
        }
    };
    links.map(lower).collect()
}

/// RFC 9110 §15.2: answers of these statuses come before the answer, and belong to the connection.
fn report_interim(cx: &mut Lower<'_>, response: &doc::Response) {
    let message = "a status from 100 to 199 comes before the answer, and neither callers nor \
                   handlers meet it";
    let origin = &response.origin;
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedKeyword, message)
            .severity(Severity::Note)
            .at(origin.span, &origin.pointer),
    );
}
