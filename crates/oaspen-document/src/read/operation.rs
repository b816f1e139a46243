//! Operations and the keys of their responses: OAS 3.1 §4.8.10 and §4.8.16.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::document::read_external_docs;
use super::fields::read_map;
use super::inline::inline;
use super::security::read_security;
use super::server::read_servers;
use super::{Fields, Place, Read, read_object};
use crate::model::{
    Callback, Id, Method, OperationObject, Parameter, RequestBody, Response, StatusKey, Version,
};
use crate::node::Node;
use crate::upgrade::swagger::upgrade_operation;

pub(super) fn read_operation(
    cx: &mut Read<'_>,
    method: Method,
    place: &Place<'_>,
) -> Option<OperationObject> {
    if place.node.get("$ref").is_none() {
        return read_own(cx, method, place);
    }
    let inlined = inline(cx, place)?;
    if cx.version_of(&inlined.node) == Version::V2_0 {
        let node = upgrade_operation(cx, &inlined.place());
        let place = Place {
            node: &node,
            pointer: inlined.pointer.clone(),
        };
        let operation = inlined.read(cx, |cx, _| read_own(cx, method, &place));
        cx.upgraded.insert(inlined.pointer, node);
        return operation;
    }
    inlined.read(cx, |cx, place| read_own(cx, method, place))
}

fn read_own(cx: &mut Read<'_>, method: Method, place: &Place<'_>) -> Option<OperationObject> {
    let mut fields = Fields::open(cx, place, "an operation")?;
    let request_body = fields.take("requestBody");
    let operation = OperationObject {
        origin: place.origin(),
        method,
        operation_id: fields.spanned_string(cx, "operationId"),
        tags: fields.strings(cx, "tags"),
        summary: fields.string(cx, "summary"),
        description: fields.string(cx, "description"),
        external_docs: read_external_docs(cx, &mut fields),
        parameters: read_parameters(cx, &mut fields),
        request_body: request_body.and_then(|place| read_object::<RequestBody>(cx, &place)),
        responses: read_responses(cx, &mut fields),
        callbacks: read_callbacks(cx, &mut fields),
        deprecated: fields.deprecated(cx),
        security: read_security(cx, &mut fields),
        servers: read_servers(cx, &mut fields),
        keys: fields.spans(),
        extensions: read_extensions(cx, &mut fields),
    };
    fields.finish(cx);
    Some(operation)
}

/// What lowering is to look at.
fn read_extensions(cx: &Read<'_>, fields: &mut Fields<'_>) -> IndexMap<String, Node> {
    let mut extensions = fields.extensions();
    if !cx.extensions.deprecated {
        extensions.shift_remove("x-sunset");
    }
    extensions
}

/// Reads the field `parameters`.
pub(super) fn read_parameters(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<Id<Parameter>> {
    let items = fields.list(cx, "parameters");
    items
        .iter()
        .filter_map(|item| read_object::<Parameter>(cx, item))
        .collect()
}

fn read_callbacks(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> IndexMap<String, Id<Callback>> {
    let mut callbacks = IndexMap::new();
    for (entry, place) in fields.map(cx, "callbacks") {
        if entry.key.starts_with("x-") {
            continue;
        }
        if let Some(callback) = read_object::<Callback>(cx, &place) {
            callbacks.insert(entry.key.clone(), callback);
        }
    }
    callbacks
}

fn read_responses(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<(StatusKey, Id<Response>)> {
    let Some(place) = fields.take("responses") else {
        // OAS 3.1 made the field optional.
        if cx.version <= Version::V3_0 {
            let message = "an operation of OpenAPI 3.0 has `responses`";
            let diagnostic = Diagnostic::new(Code::MissingField, message)
                .at(fields.place.node.span, &fields.place.pointer)
                .severity(Severity::Weakened);
            cx.sink.push(diagnostic);
        }
        return Vec::new();
    };
    let mut responses = Vec::new();
    for (entry, place) in read_map(cx, &place).unwrap_or_default() {
        if entry.key.starts_with("x-") {
            continue;
        }
        let Some(status) = read_status(&entry.key) else {
            let message = format!("`{}` is not a status", entry.key);
            let diagnostic =
                Diagnostic::new(Code::InvalidStatus, message).at(entry.key_span, &place.pointer);
            cx.sink.push(diagnostic);
            continue;
        };
        if let Some(response) = read_object::<Response>(cx, &place) {
            responses.push((status, response));
        }
    }
    responses
}

/// `404`, `4XX` or `default`.
fn read_status(key: &str) -> Option<StatusKey> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some(StatusKey::Default);
    }
    // `200 OK`: the reason is for people.
    let key = key.split_once(' ').map_or(key, |(status, _)| status);
    if key.len() != 3 {
        return None;
    }
    let first = key.chars().next()?.to_digit(10)?;
    let range = u8::try_from(first)
        .ok()
        .filter(|first| (1..=5).contains(first))?;
    if key.get(1..)?.eq_ignore_ascii_case("XX") {
        return Some(StatusKey::Range(range));
    }
    let code = key.bytes().all(|byte| byte.is_ascii_digit());
    code.then(|| key.parse().ok().map(StatusKey::Code))
        .flatten()
}
