//! Swagger 2.0 → the tree that OpenAPI 3 would have, except for schemas.
//!
//! Schemas stay as they are written and are upgraded when they are read, as those of 3.0 are. What is
//! moved keeps its span, so every message points at the author's line. References keep their text:
//! [`upgrade_pointer`] says where what they name has gone. Objects in files without a version of their
//! own are upgraded one by one, when a reference is followed to them, and keep their place.

mod body;
mod document;
mod form;
mod media;
mod misplaced;
mod operation;
mod parameter;
mod pointer;
mod produces;
mod response;
mod section;
mod security;
mod server;

#[cfg(test)]
mod tests;

pub(crate) use document::upgrade_document;
use document::upgrade_each;
pub(crate) use media::Defaults;
pub(crate) use misplaced::{meant_by_body, meant_by_parameter};
pub(crate) use operation::upgrade_operation;
pub(crate) use pointer::upgrade_pointer;
pub(crate) use section::spread_sections;

use crate::files::find;
use crate::model::{Origin, Reference};
use crate::node::Node;
use crate::read::{Place, Read};

/// How far a chain of references is followed.
const LONGEST_CHAIN: usize = 16;

/// Whether a whole document is written in Swagger's words.
pub(crate) fn is_swagger(root: &Node) -> bool {
    root.get("swagger").is_some() && root.get("openapi").is_none()
}

/// Upgrades an object that a reference names in another file, as one of a section of `components`;
/// `None` when those of the section stay as they are.
pub(crate) fn upgrade_part(cx: &mut Read<'_>, section: &str, place: &Place<'_>) -> Option<Node> {
    match section {
        "parameters" => Some(parameter::upgrade_parameter(cx, place)),
        "headers" => Some(parameter::upgrade_header(cx, place)),
        "requestBodies" => {
            let media = cx.defaults.consumes.clone();
            Some(body::upgrade_body(place.node, &media))
        }
        "responses" => {
            let media = cx.defaults.produces.clone();
            Some(response::upgrade_response(cx, place, &media))
        }
        "securitySchemes" => Some(security::upgrade_scheme(cx, place)),
        "pathItems" => Some(operation::upgrade_path_item(cx, place)),
        _ => None,
    }
}

/// Upgrades what has been put in the place of a reference to another file in an upgraded document;
/// `None` when such places hold nothing to upgrade.
pub(crate) fn upgrade_placed(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Node> {
    let tokens: Vec<String> = place.pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens.as_slice() {
        ["paths"] => Some(upgrade_each(cx, place, operation::upgrade_path_item)),
        ["paths", _] => upgrade_part(cx, "pathItems", place),
        ["components", "schemas"] => None,
        ["components", section] => Some(upgrade_each(cx, place, |cx, place| {
            upgrade_part(cx, section, place).unwrap_or_else(|| place.node.clone())
        })),
        ["components", section, _] => upgrade_part(cx, section, place),
        _ => None,
    }
}

/// What a chain of references ends in.
enum Followed {
    /// An object, in Swagger's words.
    Found(Node),
    /// It names a place that does not exist; `resolve` reports that.
    Nowhere,
    /// It cannot be followed, which has been reported.
    Reported,
}

/// Follows a reference within the documents as they are written.
fn follow(cx: &mut Read<'_>, place: &Place<'_>, section: &str) -> Followed {
    let mut node = place.node.clone();
    for _ in 0..LONGEST_CHAIN {
        let Some(text) = node.get("$ref").and_then(Node::as_str) else {
            return Followed::Found(node);
        };
        let reference = Reference {
            text: text.to_owned(),
            origin: Origin {
                pointer: place.pointer.clone(),
                span: node.span,
            },
        };
        let from = &place.pointer;
        let located = cx
            .files
            .locate_written(cx.sink, &reference, Some(section), from);
        let Some(location) = located else {
            return Followed::Reported;
        };
        let file = cx.files.get(location.file);
        let target = file
            .as_ref()
            .and_then(|file| find(file.written(), &location.pointer));
        match target {
            Some(target) => node = target.clone(),
            None => return Followed::Nowhere,
        }
    }
    // Who is in a cycle names nothing.
    Followed::Nowhere
}
