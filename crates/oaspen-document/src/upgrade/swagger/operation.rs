//! Path items and operations: body and form parameters become request bodies.

use oaspen_diagnostics::{Code, Diagnostic};

use super::super::build::{entry, list, map};
use super::body::upgrade_body;
use super::form::{Field, upgrade_form};
use super::media::{are_same, read_media_types};
use super::parameter::upgrade_parameter;
use super::produces::{fill_successes, note_taken_for_json, note_unused};
use super::response::{Answer, upgrade_answer};
use super::server::upgrade_servers;
use super::{Followed, follow};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch"];

/// Upgrades a path item; a reference stays.
pub(super) fn upgrade_path_item(cx: &mut Read<'_>, place: &Place<'_>) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    // Operations take in what path items share and cannot have in OpenAPI 3: bodies and forms.
    let mut shared = Parameters::default();
    if let Some(parameters) = place.node.get("parameters") {
        shared.add(cx, &place.child("parameters", parameters));
    }
    let upgraded = entries.iter().map(|written| {
        let child = place.child(&written.key, &written.value);
        let value = match written.key.as_str() {
            "parameters" => shared.list(&written.value),
            key if METHODS.contains(&key) => upgrade_with(cx, &child, &shared),
            _ => written.value.clone(),
        };
        entry(&written.key, value, written.key_span)
    });
    map(upgraded.collect(), place.node.span)
}

/// Upgrades an operation that stands alone.
pub(crate) fn upgrade_operation(cx: &mut Read<'_>, place: &Place<'_>) -> Node {
    upgrade_with(cx, place, &Parameters::default())
}

fn upgrade_with(cx: &mut Read<'_>, place: &Place<'_>, shared: &Parameters) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    if entries.iter().any(|entry| entry.key == "$ref") {
        return place.node.clone();
    }
    let mut own = Parameters::default();
    let mut upgraded: Vec<Entry> = Vec::new();
    for written in entries {
        let child = place.child(&written.key, &written.value);
        let value = match written.key.as_str() {
            "consumes" | "produces" => continue,
            "schemes" => {
                upgraded.extend(servers(cx, written));
                continue;
            }
            "parameters" => {
                own.add(cx, &child);
                own.list(&written.value)
            }
            "responses" => upgrade_responses(cx, place, &child),
            _ => written.value.clone(),
        };
        upgraded.push(entry(&written.key, value, written.key_span));
    }
    if let Some(body) = request_body(cx, place, own, shared) {
        let span = body.span;
        upgraded.push(entry("requestBody", body, span));
    }
    map(upgraded, place.node.span)
}

/// The servers of an operation with schemes of its own.
fn servers(cx: &Read<'_>, schemes: &Entry) -> Option<Entry> {
    let (host, base_path) = (cx.defaults.host.as_ref()?, cx.defaults.base_path.as_ref());
    let servers = upgrade_servers(Some(&schemes.value), Some(host), base_path)?;
    Some(entry("servers", servers, schemes.key_span))
}

/// Parameters by where they travel.
#[derive(Default)]
struct Parameters {
    others: Vec<Node>,
    fields: Vec<Field>,
    /// The parameter as written, perhaps a reference, and what it is.
    body: Option<(Node, Node)>,
}

impl Parameters {
    fn add(&mut self, cx: &mut Read<'_>, place: &Place<'_>) {
        for (index, item) in place.node.items().unwrap_or_default().iter().enumerate() {
            let place = place.item(index, item);
            let target = match follow(cx, &place, "parameters") {
                Followed::Found(target) => target,
                Followed::Nowhere => item.clone(),
                Followed::Reported => continue,
            };
            match target.get("in").and_then(Node::as_str) {
                Some("body") => self.add_body(cx, &place, target),
                Some("formData") => self.fields.push(Field {
                    node: target,
                    pointer: place.pointer,
                }),
                Some(_) | None => self.others.push(upgrade_parameter(cx, &place)),
            }
        }
    }

    fn add_body(&mut self, cx: &mut Read<'_>, place: &Place<'_>, target: Node) {
        if let Some((first, _)) = &self.body {
            let message = "an operation has at most one parameter in `body`";
            cx.sink.push(
                Diagnostic::new(Code::DuplicateParameter, message)
                    .at(place.node.span, &place.pointer)
                    .label(first.span, "the first one"),
            );
            return;
        }
        self.body = Some((place.node.clone(), target));
    }

    /// What is left in the list; anything but a list stays for the reader to report.
    fn list(&self, written: &Node) -> Node {
        match written.items() {
            Some(_) => list(self.others.clone(), written.span),
            None => written.clone(),
        }
    }
}

/// The request body; what an operation writes itself goes before what its path item shares.
fn request_body(
    cx: &mut Read<'_>,
    place: &Place<'_>,
    mut own: Parameters,
    shared: &Parameters,
) -> Option<Node> {
    let written = read_media_types(cx, place, "consumes");
    let consumes = written.unwrap_or_else(|| cx.defaults.consumes.clone());
    let body = own.body.as_ref().or(shared.body.as_ref());
    if let Some((parameter, target)) = body {
        if let Some(field) = own.fields.first() {
            let message = "parameters in `body` and in `formData` exclude each other";
            cx.sink.push(
                Diagnostic::new(Code::DuplicateParameter, message)
                    .at(field.node.span, &field.pointer)
                    .label(parameter.span, "this is the body"),
            );
        }
        // A shared body has the document's media types.
        let is_shared = are_same(&consumes, &cx.defaults.consumes);
        let chosen = if is_shared { parameter } else { target };
        return Some(upgrade_body(chosen, &consumes));
    }
    let name_of = |field: &Field| {
        field
            .node
            .get("name")
            .and_then(Node::as_str)
            .map(str::to_owned)
    };
    let names: Vec<Option<String>> = own.fields.iter().map(name_of).collect();
    for field in &shared.fields {
        if !names.contains(&name_of(field)) {
            own.fields.push(Field {
                node: field.node.clone(),
                pointer: field.pointer.clone(),
            });
        }
    }
    if own.fields.is_empty() {
        return None;
    }
    Some(upgrade_form(cx, place, &own.fields, &consumes))
}

/// Upgrades the responses of an operation. A shared one has the document's media types, so one of an
/// operation with its own is taken in.
fn upgrade_responses(cx: &mut Read<'_>, operation: &Place<'_>, place: &Place<'_>) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    let own = read_media_types(cx, operation, "produces");
    let is_own = own
        .as_ref()
        .is_some_and(|own| !are_same(own, &cx.defaults.produces));
    let produces = own.clone().unwrap_or_else(|| cx.defaults.produces.clone());
    let (mut upgraded, mut taken_for_json) = (Vec::new(), Vec::new());
    for written in entries {
        let child = place.child(&written.key, &written.value);
        let value = if written.key.starts_with("x-") {
            written.value.clone()
        } else {
            let answer = upgrade_one(cx, &child, &produces, is_own);
            if answer.is_taken_for_json {
                taken_for_json.push(written.key.as_str());
            }
            answer.node
        };
        upgraded.push(entry(&written.key, value, written.key_span));
    }
    if !taken_for_json.is_empty() {
        let pointer = operation.pointer.join("produces");
        note_taken_for_json(cx, &produces, &pointer, &taken_for_json);
    }
    if let Some(own) = own {
        fill_successes(cx, operation, &mut upgraded, &own);
        note_unused(cx, operation, &upgraded, &own);
    }
    map(upgraded, place.node.span)
}

/// Upgrades a response, or the one that it refers to.
fn upgrade_one(cx: &mut Read<'_>, place: &Place<'_>, produces: &[Node], is_own: bool) -> Answer {
    if is_own
        && place.node.get("$ref").is_some()
        && let Followed::Found(node) = follow(cx, place, "responses")
    {
        let pointer = place.pointer.clone();
        let target = Place {
            node: &node,
            pointer,
        };
        return upgrade_answer(cx, &target, produces);
    }
    upgrade_answer(cx, place, produces)
}
