//! Parts of the entry that are only a reference to another file, put in their place before reading.
//!
//! People keep `paths`, `components`, each of its sections, path items and components in files of
//! their own. What they name takes the place of the reference and keeps its spans, so that its own
//! references stay relative to the file that it stands in.

use std::rc::Rc;

use oaspen_diagnostics::Pointer;

use super::target::{is_document, is_header_parameter, is_misplaced, refuse_target};
use crate::files::{File, Home, find};
use crate::model::{Origin, Reference, Version};
use crate::node::{Node, Value};
use crate::read::{Place, Read};
use crate::upgrade::swagger::upgrade_placed;

/// How far a chain of files that only refer to the next is followed.
const LONGEST_CHAIN: usize = 64;

/// Puts the parts of the entry in their places, and makes the names of its components taken.
pub(super) fn substitute(cx: &mut Read<'_>, entry: &Rc<File>) {
    cx.homes.settle(entry.id, &entry.node);
    if !levels(&entry.node).any(|(_, node)| names_a_file(node)) {
        return;
    }
    let mut node = entry.node.clone();
    let root = Pointer::root();
    each(&mut node, &root, |key, part, at| {
        place(cx, part, at, None);
        let depth = match key {
            "components" => 2,
            "paths" | "webhooks" | "x-webhooks" | "tags" | "servers" => 1,
            _ => 0,
        };
        let section = (key != "components").then_some("pathItems");
        place_within(cx, part, at, (depth, section));
    });
    cx.homes.settle(entry.id, &node);
    cx.files.replace(entry.id, node);
}

fn place_within(
    cx: &mut Read<'_>,
    node: &mut Node,
    at: &Pointer,
    (depth, section): (usize, Option<&'static str>),
) {
    if depth == 0 {
        return;
    }
    each(node, at, |key, part, at| {
        // Of the levels of `components` the first is its sections.
        let section = if depth == 2 { section_of(key) } else { section };
        place(cx, part, at, section.filter(|_| depth == 1));
        place_within(cx, part, at, (depth - 1, section));
    });
}

/// Replaces a node that is nothing but a reference to a file as often as it is one.
fn place(cx: &mut Read<'_>, node: &mut Node, at: &Pointer, section: Option<&'static str>) {
    for _ in 0..LONGEST_CHAIN {
        if !names_a_file(node) {
            return;
        }
        let Some(text) = node.get("$ref").and_then(Node::as_str) else {
            return;
        };
        let reference = Reference {
            text: text.to_owned(),
            origin: Origin {
                pointer: at.clone(),
                span: node.span,
            },
        };
        let Some(target) = cx.locate(&reference, Home::Here(at, section)) else {
            return;
        };
        let file = cx.files.get(target.site.file);
        let found = file
            .as_ref()
            .and_then(|file| find(&file.node, &target.site.pointer));
        // What has its home elsewhere stays a reference.
        let Some(found) = found.filter(|_| target.pointer == *at) else {
            return;
        };
        let pointer = &target.site.pointer;
        if let Some(section) = section
            && !is_header_parameter(pointer, section, found)
            && (is_misplaced(pointer, section) || is_document(found))
        {
            refuse_target(cx, &reference, section, found);
            return;
        }
        *node = upgrade_found(cx, file.as_ref(), found, at).unwrap_or_else(|| found.clone());
    }
}

/// What was found in a Swagger file, as the upgraded entry would have it.
fn upgrade_found(
    cx: &mut Read<'_>,
    file: Option<&Rc<File>>,
    found: &Node,
    at: &Pointer,
) -> Option<Node> {
    let is_upgraded = file.is_none_or(|file| file.is_upgraded());
    // Of a chain the end is upgraded.
    if is_upgraded || cx.version_of(found) > Version::V2_0 || names_a_file(found) {
        return None;
    }
    let place = Place {
        node: found,
        pointer: at.clone(),
    };
    upgrade_placed(cx, &place)
}

/// Whether a node says nothing but what file holds it.
fn names_a_file(node: &Node) -> bool {
    let is_alone = node.entries().is_some_and(|entries| entries.len() == 1);
    let target = node.get("$ref").and_then(Node::as_str);
    is_alone && target.is_some_and(|text| !text.starts_with('#'))
}

/// The nodes that may be put in their places, with their depths.
fn levels(root: &Node) -> impl Iterator<Item = (usize, &Node)> {
    let first = children(root).map(|node| (1, node));
    let second = children(root).flat_map(children).map(|node| (2, node));
    let third = root.get("components").into_iter().flat_map(children);
    let third = third.flat_map(children).map(|node| (3, node));
    first.chain(second).chain(third)
}

fn children(node: &Node) -> impl Iterator<Item = &Node> {
    let entries = node.entries().into_iter().flatten();
    let items = node.items().into_iter().flatten();
    entries.map(|entry| &entry.value).chain(items)
}

/// Visits what a node holds, with keys and places.
fn each(node: &mut Node, at: &Pointer, mut visit: impl FnMut(&str, &mut Node, &Pointer)) {
    match &mut node.value {
        Value::Map(entries) => {
            for entry in entries {
                visit(&entry.key, &mut entry.value, &at.join(&entry.key));
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                visit("", item, &at.index(index));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn section_of(key: &str) -> Option<&'static str> {
    const SECTIONS: [&str; 10] = [
        "schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
    ];
    SECTIONS.into_iter().find(|section| *section == key)
}
