//! Path items and callbacks: OAS 3.1 §4.8.9 and §4.8.18.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Span};

use super::fields::read_map;
use super::operation::{read_operation, read_parameters};
use super::server::read_servers;
use super::{Fields, Place, Read, read_object};
use crate::media_type::is_token;
use crate::model::{Callback, Id, Method, OperationObject, PathItem};
use crate::node::Entry;

const METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
    ("query", Method::Query),
];

/// The keys of a path item that hold an operation each.
pub(crate) const METHOD_KEYS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

pub(super) fn read_path_item(cx: &mut Read<'_>, place: &Place<'_>) -> Option<PathItem> {
    let mut fields = Fields::open(cx, place, "a path item")?;
    let operations = read_operations(cx, &mut fields);
    let item = PathItem {
        origin: place.origin(),
        summary: fields.string(cx, "summary"),
        description: fields.string(cx, "description"),
        operations,
        servers: read_servers(cx, &mut fields),
        parameters: read_parameters(cx, &mut fields),
        keys: fields.spans(),
    };
    fields.finish(cx);
    Some(item)
}

/// The operations in the order in which they are written.
fn read_operations(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<OperationObject> {
    let mut places: Vec<(Method, Place<'_>)> = METHODS
        .iter()
        .filter_map(|(key, method)| Some((method.clone(), fields.take(key)?)))
        .collect();
    for (entry, place) in fields.map(cx, "additionalOperations") {
        if let Some(method) = read_method(cx, entry, &place, &places) {
            places.push((method, place));
        }
    }
    places.sort_by_key(|(_, place)| place.node.span.start);
    places
        .into_iter()
        .filter_map(|(method, place)| read_operation(cx, method, &place))
        .collect()
}

/// A key of `additionalOperations`, which is sent as it is written (OAS 3.2 §4.9.1); `None` when no
/// request can be made of it, which is reported.
fn read_method(
    cx: &mut Read<'_>,
    entry: &Entry,
    place: &Place<'_>,
    others: &[(Method, Place<'_>)],
) -> Option<Method> {
    let token = entry.key.as_str();
    let is_operation = ["operationId", "responses"]
        .iter()
        .any(|key| place.node.get(key).is_some());
    if token.starts_with("x-") && !is_operation {
        return None;
    }
    let mut own = METHODS.iter().map(|(_, method)| method);
    let problem = match own.find(|method| method.as_str() == token) {
        Some(method) if others.iter().any(|(other, _)| other == method) => {
            "the path has an operation of this method"
        }
        Some(method) => {
            let field = token.to_ascii_lowercase();
            cx.note_reading(place, format!("`{token}` is read as the field `{field}`"));
            return Some(method.clone());
        }
        // RFC 9110 §9.3.6: its request names a host and no path.
        None if token == "CONNECT" => "a request of this method has no path",
        None if !is_token(token) => "a method is a token of HTTP (RFC 9110 §5.6.2)",
        None => return Some(Method::Other(token.to_owned())),
    };
    let message = format!("`{token}` is left out: {problem}");
    let diagnostic =
        Diagnostic::new(Code::InvalidMethod, message).at(entry.key_span, &place.pointer);
    cx.sink.push(diagnostic);
    None
}

pub(super) fn read_callback(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Callback> {
    Some(Callback {
        origin: place.origin(),
        expressions: read_path_items(cx, place)?,
    })
}

/// Where the keys of a map stand.
pub(super) fn read_path_keys(place: &Place<'_>) -> IndexMap<String, Span> {
    let entries = place.node.entries().into_iter().flatten();
    entries
        .map(|entry| (entry.key.clone(), entry.key_span))
        .collect()
}

/// Reads a map from paths, names or expressions to path items; `x-` keys are extensions.
pub(super) fn read_path_items(
    cx: &mut Read<'_>,
    place: &Place<'_>,
) -> Option<IndexMap<String, Id<PathItem>>> {
    // Who writes a list here writes another language, even when it is empty.
    if place.node.items().is_some() {
        cx.refuse(place, "an object");
        return None;
    }
    let mut items = IndexMap::new();
    for (entry, place) in read_map(cx, place)? {
        if entry.key.starts_with("x-") || place.node.is_null() {
            continue;
        }
        // Such as the `parameters` of a path item, one level too high.
        if place.node.entries().is_none() {
            cx.leave_out(&place, "a path item (an object)");
            continue;
        }
        if let Some(item) = read_object::<PathItem>(cx, &place) {
            items.insert(entry.key.clone(), item);
        }
    }
    Some(items)
}
