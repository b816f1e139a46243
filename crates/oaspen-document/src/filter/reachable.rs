//! Reads of the entry's components those that something refers to.

use indexmap::IndexMap;
use oaspen_diagnostics::Pointer;

use crate::files::Home;
use crate::load::read_pending;
use crate::locations::Index;
use crate::model::{Components, Id, Origin, Reference};
use crate::node::Node;
use crate::read::{Place, Read, read_schema};

/// Follows every reference, and fills in the components of the entry that were read by that.
pub(crate) fn read_reachable(cx: &mut Read<'_>, root: &Node, components: &mut Components) {
    read_pending(cx);
    while read_heirs(cx, root) {
        read_pending(cx);
    }
    let locations = &cx.locations;
    keep(root, "schemas", &locations.schemas, &mut components.schemas);
    keep(
        root,
        "responses",
        &locations.responses,
        &mut components.responses,
    );
    keep(
        root,
        "parameters",
        &locations.parameters,
        &mut components.parameters,
    );
    keep(
        root,
        "examples",
        &locations.examples,
        &mut components.examples,
    );
    keep(
        root,
        "requestBodies",
        &locations.request_bodies,
        &mut components.request_bodies,
    );
    keep(root, "headers", &locations.headers, &mut components.headers);
    keep(root, "links", &locations.links, &mut components.links);
    keep(
        root,
        "callbacks",
        &locations.callbacks,
        &mut components.callbacks,
    );
    keep(
        root,
        "pathItems",
        &locations.path_items,
        &mut components.path_items,
    );
}

fn at(section: &str, name: &str) -> Pointer {
    Pointer::root().join("components").join(section).join(name)
}

fn keep<T>(root: &Node, section: &str, index: &Index<T>, kept: &mut IndexMap<String, Id<T>>) {
    let entries = root.get("components").and_then(|node| node.get(section));
    for entry in entries.and_then(Node::entries).into_iter().flatten() {
        if let Some(Some(id)) = index.get(&at(section, &entry.key)) {
            kept.insert(entry.key.clone(), *id);
        }
    }
}

/// Reads the schemas that extend one with a discriminator, which no reference needs to name: OAS
/// 3.1 §4.8.25. Says whether there were any.
fn read_heirs(cx: &mut Read<'_>, root: &Node) -> bool {
    let schemas = root.get("components").and_then(|node| node.get("schemas"));
    let mut has_read = false;
    for entry in schemas.and_then(Node::entries).into_iter().flatten() {
        let pointer = at("schemas", &entry.key);
        if !cx.locations.schemas.contains_key(&pointer) && is_heir(cx, &entry.value, &pointer) {
            let place = Place {
                node: &entry.value,
                pointer,
            };
            read_schema(cx, &place);
            has_read = true;
        }
    }
    has_read
}

fn is_heir(cx: &mut Read<'_>, node: &Node, pointer: &Pointer) -> bool {
    let members = node.get("allOf").and_then(Node::items);
    members.into_iter().flatten().any(|member| {
        let Some(text) = member.get("$ref").and_then(Node::as_str) else {
            return false;
        };
        let reference = Reference {
            text: text.to_owned(),
            origin: Origin {
                pointer: pointer.clone(),
                span: member.span,
            },
        };
        let Some(target) = cx.locate(&reference, Home::Section("schemas")) else {
            return false;
        };
        let is_read = cx.locations.schemas.contains_key(&target.pointer);
        let file = cx.files.get(target.site.file);
        let parent = file
            .as_ref()
            .and_then(|file| crate::files::find(&file.node, &target.site.pointer));
        is_read && parent.is_some_and(|parent| parent.get("discriminator").is_some())
    })
}
