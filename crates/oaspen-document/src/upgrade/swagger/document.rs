//! The Swagger Object: containers move below `components`.

use super::super::build::{entry, map, string};
use super::body::upgrade_body;
use super::media::{Defaults, read_media_types};
use super::operation::upgrade_path_item;
use super::parameter::upgrade_parameter;
use super::response::upgrade_response;
use super::security::upgrade_scheme;
use super::server::upgrade_servers;
use super::{Followed, follow};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

/// The version whose words an upgraded document is written in; schemas are upgraded later.
const VERSION: &str = "3.0.4";

/// Upgrades a whole document and remembers what its operations inherit.
pub(crate) fn upgrade_document(cx: &mut Read<'_>, root: &Place<'_>) -> Node {
    let Some(entries) = root.node.entries() else {
        return root.node.clone();
    };
    cx.defaults = Defaults {
        consumes: read_media_types(cx, root, "consumes").unwrap_or_default(),
        produces: read_media_types(cx, root, "produces").unwrap_or_default(),
        host: root.node.get("host").cloned(),
        base_path: root.node.get("basePath").cloned(),
    };
    let (mut upgraded, mut components) = (Vec::new(), Vec::new());
    for written in entries {
        let place = root.child(&written.key, &written.value);
        let moved = |key: &str, node| entry(key, node, written.key_span);
        match written.key.as_str() {
            "consumes" | "produces" | "schemes" | "host" | "basePath" => {}
            "swagger" => {
                let version = string(VERSION, written.value.span);
                upgraded.push(moved("openapi", version));
            }
            "definitions" => components.push(moved("schemas", written.value.clone())),
            "securityDefinitions" => {
                let schemes = upgrade_each(cx, &place, upgrade_scheme);
                components.push(moved("securitySchemes", schemes));
            }
            "responses" => {
                let responses = upgrade_each(cx, &place, |cx, place| {
                    let produces = cx.defaults.produces.clone();
                    upgrade_response(cx, place, &produces)
                });
                components.push(moved("responses", responses));
            }
            "parameters" => components.extend(upgrade_parameters(cx, &place, written)),
            "paths" => {
                let paths = upgrade_each(cx, &place, upgrade_path_item);
                upgraded.push(moved("paths", paths));
            }
            _ => upgraded.push(written.clone()),
        }
    }
    let schemes = root.node.get("schemes");
    if let Some(servers) =
        upgrade_servers(schemes, root.node.get("host"), root.node.get("basePath"))
    {
        let span = servers.span;
        upgraded.push(entry("servers", servers, span));
    }
    if !components.is_empty() {
        let span = root.node.span;
        upgraded.push(entry("components", map(components, span), span));
    }
    map(upgraded, root.node.span)
}

/// Upgrades each value of a mapping; extensions stay.
pub(super) fn upgrade_each<'n>(
    cx: &mut Read<'_>,
    place: &Place<'n>,
    mut upgrade: impl FnMut(&mut Read<'_>, &Place<'n>) -> Node,
) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    let upgraded = entries.iter().map(|written| {
        let value = if written.key.starts_with("x-") {
            written.value.clone()
        } else {
            upgrade(cx, &place.child(&written.key, &written.value))
        };
        entry(&written.key, value, written.key_span)
    });
    map(upgraded.collect(), place.node.span)
}

/// Shared parameters: bodies become `requestBodies`. Those in a form are parts of a body, which has
/// no name of its own, so each operation takes them in.
fn upgrade_parameters(cx: &mut Read<'_>, place: &Place<'_>, written: &Entry) -> Vec<Entry> {
    let Some(entries) = place.node.entries() else {
        return vec![written.clone()];
    };
    let consumes = cx.defaults.consumes.clone();
    let (mut parameters, mut bodies) = (Vec::new(), Vec::new());
    for shared in entries {
        let place = place.child(&shared.key, &shared.value);
        let moved = |node| entry(&shared.key, node, shared.key_span);
        let location = match follow(cx, &place, "parameters") {
            Followed::Found(node) => node.get("in").and_then(Node::as_str).map(str::to_owned),
            Followed::Nowhere | Followed::Reported => None,
        };
        match location.as_deref() {
            Some("body") => bodies.push(moved(upgrade_body(place.node, &consumes))),
            Some("formData") => {}
            Some(_) | None => parameters.push(moved(upgrade_parameter(cx, &place))),
        }
    }
    let mut sections = Vec::new();
    for (key, entries) in [("parameters", parameters), ("requestBodies", bodies)] {
        if !entries.is_empty() {
            sections.push(entry(key, map(entries, place.node.span), written.key_span));
        }
    }
    sections
}
