//! `securityDefinitions`: Swagger 2.0, "Security Scheme Object".

use oaspen_diagnostics::Code;

use super::super::build::{entry, map, string};
use crate::node::{Entry, Node};
use crate::read::{Place, Read};

/// The names of flows in both versions.
const FLOWS: &[(&str, &str)] = &[
    ("implicit", "implicit"),
    ("password", "password"),
    ("application", "clientCredentials"),
    ("accessCode", "authorizationCode"),
];

/// Upgrades one scheme; what is 3.0 already stays.
pub(super) fn upgrade_scheme(cx: &mut Read<'_>, place: &Place<'_>) -> Node {
    let Some(entries) = place.node.entries() else {
        return place.node.clone();
    };
    match place.node.get("type").and_then(Node::as_str) {
        Some("basic") => basic(entries, place.node),
        Some("oauth2") if place.node.get("flows").is_none() => oauth2(cx, place, entries),
        Some(_) | None => place.node.clone(),
    }
}

/// `type: basic` → `type: http`, `scheme: basic`.
fn basic(entries: &[Entry], node: &Node) -> Node {
    let mut upgraded = Vec::with_capacity(entries.len() + 1);
    for written in entries {
        if written.key == "type" {
            let span = written.value.span;
            upgraded.push(entry("type", string("http", span), written.key_span));
            upgraded.push(entry("scheme", string("basic", span), written.key_span));
        } else {
            upgraded.push(written.clone());
        }
    }
    map(upgraded, node.span)
}

fn report_flow(cx: &mut Read<'_>, place: &Place<'_>, written: &str) {
    let names: Vec<&str> = FLOWS.iter().map(|(old, _)| *old).collect();
    let message = format!(
        "expected one of `{}`, found `{written}`",
        names.join("`, `")
    );
    cx.report(Code::UnexpectedType, place, message);
}

/// One scheme had one flow.
fn oauth2(cx: &mut Read<'_>, place: &Place<'_>, entries: &[Entry]) -> Node {
    let Some(flow) = entries.iter().find(|entry| entry.key == "flow") else {
        return place.node.clone();
    };
    let written = flow.value.as_str().unwrap_or_default();
    let known = FLOWS
        .iter()
        .find(|(old, new)| written == *old || written == *new);
    let Some((_, name)) = known else {
        report_flow(cx, &place.child("flow", &flow.value), written);
        return place.node.clone();
    };
    let (mut upgraded, mut fields) = (Vec::new(), Vec::new());
    for written in entries {
        match written.key.as_str() {
            "flow" => {}
            "authorizationUrl" | "tokenUrl" | "refreshUrl" | "scopes" => {
                fields.push(written.clone());
            }
            _ => upgraded.push(written.clone()),
        }
    }
    let span = place.node.span;
    let flows = vec![entry(name, map(fields, span), flow.value.span)];
    upgraded.push(entry("flows", map(flows, span), flow.key_span));
    map(upgraded, span)
}
