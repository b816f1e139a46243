//! The document in one file: what was read, with every reference leading into itself.

use oaspen_diagnostics::{Pointer, Span};

use crate::files::find;
use crate::locations::Target;
use crate::model::Version;
use crate::node::{Entry, Node, Value};
use crate::read::Read;

/// The document that was read as one tree, which reads as the same document.
pub(super) fn effective(cx: &Read<'_>, entry: &Node) -> Node {
    let mut root = written(cx, entry, &Pointer::root());
    // A newer version says all that an older one says, where its rules for references are kept.
    let newest = cx.files.newest().filter(|(newest, _)| *newest > cx.version);
    if let (Some((_, version)), Some(entries)) = (newest, entries_of(&mut root))
        && let Some(own) = entries.iter_mut().find(|entry| entry.key == "openapi")
    {
        own.value = version.clone();
    }
    for claimed in &cx.homes.claimed {
        let file = cx.files.get(claimed.site.file);
        let at = claimed.pointer();
        let node = cx.upgraded.get(&at).or_else(|| {
            let file = file.as_ref()?;
            find(&file.node, &claimed.site.pointer)
        });
        let Some(node) = node else { continue };
        let node = written(cx, node, &at);
        let components = entries_of(&mut root)
            .and_then(|entries| child(entries, "components", node.span))
            .and_then(|entries| child(entries, claimed.section, node.span));
        if let Some(section) = components {
            section.push(Entry {
                key: claimed.name.clone(),
                key_span: node.span,
                value: node,
            });
        }
    }
    root
}

fn entries_of(node: &mut Node) -> Option<&mut Vec<Entry>> {
    match &mut node.value {
        Value::Map(entries) => Some(entries),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => None,
    }
}

/// The entries of the object under a key, which is made when it is missing.
fn child<'n>(entries: &'n mut Vec<Entry>, key: &str, span: Span) -> Option<&'n mut Vec<Entry>> {
    if !entries.iter().any(|entry| entry.key == key) {
        entries.push(Entry {
            key: key.to_owned(),
            key_span: span,
            value: Node {
                span,
                value: Value::Map(Vec::new()),
            },
        });
    }
    let found = entries.iter_mut().find(|entry| entry.key == key)?;
    if found.value.is_null() {
        found.value.value = Value::Map(Vec::new());
    }
    entries_of(&mut found.value)
}

/// A node with its references led into the document as a whole.
fn written(cx: &Read<'_>, node: &Node, at: &Pointer) -> Node {
    let value = match &node.value {
        Value::Map(entries) => {
            if let Some(inlined) = inlined(cx, node, at) {
                return written(cx, &inlined, at);
            }
            let entries = entries
                .iter()
                .filter(|entry| is_used(cx, &at.join(&entry.key)) && !is_ignored(cx, node, entry));
            Value::Map(
                entries
                    .map(|entry| written_entry(cx, node, entry, at))
                    .collect(),
            )
        }
        Value::List(items) => {
            let items = items.iter().enumerate();
            Value::List(
                items
                    .map(|(index, item)| written(cx, item, &at.index(index)))
                    .collect(),
            )
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => node.value.clone(),
    };
    Node {
        span: node.span,
        value,
    }
}

/// Whether a keyword stands beside a `$ref` of 3.0, where it has no effect: OAS 3.0.4 §4.7.23.
fn is_ignored(cx: &Read<'_>, node: &Node, entry: &Entry) -> bool {
    let is_beside = entry.key != "$ref" && !entry.key.starts_with("x-");
    let text = node.get("$ref").and_then(Node::as_str);
    is_beside
        && cx.version_of(node) <= Version::V3_0
        && text.is_some_and(|text| target(cx, node, text).is_some())
}

/// Whether a component is part of the document; of a filtered one those are that were read.
fn is_used(cx: &Read<'_>, at: &Pointer) -> bool {
    if !cx.is_filtered {
        return true;
    }
    let tokens: Vec<String> = at.tokens().collect();
    let [components, section, _] = tokens.as_slice() else {
        return true;
    };
    let locations = &cx.locations;
    components != "components"
        || match section.as_str() {
            "schemas" => locations.schemas.contains_key(at),
            "responses" => locations.responses.contains_key(at),
            "parameters" => locations.parameters.contains_key(at),
            "examples" => locations.examples.contains_key(at),
            "requestBodies" => locations.request_bodies.contains_key(at),
            "headers" => locations.headers.contains_key(at),
            "links" => locations.links.contains_key(at),
            "callbacks" => locations.callbacks.contains_key(at),
            "pathItems" => locations.path_items.contains_key(at),
            _ => true,
        }
}

fn written_entry(cx: &Read<'_>, holder: &Node, entry: &Entry, at: &Pointer) -> Entry {
    let at = at.join(&entry.key);
    let reference = match (entry.key.as_str(), entry.value.as_str()) {
        ("$ref", Some(text)) => target(cx, holder, text),
        (_, Some(text)) if is_mapping(&at) => {
            let component = Pointer::root()
                .join("components")
                .join("schemas")
                .join(text);
            // A bare name in the entry may stay one.
            target(cx, &entry.value, text)
                .or_else(|| target(cx, &entry.value, &component.to_string()))
        }
        _ => None,
    };
    let value = match reference {
        Some(target) => Node {
            span: entry.value.span,
            value: Value::String(fragment(&target.pointer)),
        },
        None => written(cx, &entry.value, &at),
    };
    Entry {
        key: entry.key.clone(),
        key_span: entry.key_span,
        value,
    }
}

/// What takes the place of a reference that has no meaning where it stands.
fn inlined(cx: &Read<'_>, node: &Node, at: &Pointer) -> Option<Node> {
    let text = node.get("$ref")?.as_str()?;
    let target = target(cx, node, text)?;
    if target.pointer != *at {
        return None;
    }
    let file = cx.files.get(target.site.file)?;
    let found = find(&file.node, &target.site.pointer)?;
    let found = cx.upgraded.get(at).unwrap_or(found);
    // A reference to itself is an error that has been reported.
    (found != node).then(|| found.clone())
}

fn target<'c>(cx: &'c Read<'_>, holder: &Node, text: &str) -> Option<&'c Target> {
    let key = (holder.span.file, text.to_owned());
    cx.locations.targets.get(&key)?.as_ref()
}

/// Whether a place is a value of a discriminator's mapping, or its default.
fn is_mapping(at: &Pointer) -> bool {
    let tokens: Vec<String> = at.tokens().collect();
    match tokens.as_slice() {
        [.., discriminator, mapping, _] if discriminator == "discriminator" => mapping == "mapping",
        [.., discriminator, key] => discriminator == "discriminator" && key == "defaultMapping",
        _ => false,
    }
}

/// A pointer as the fragment of a URI: RFC 3986 §3.5.
fn fragment(pointer: &Pointer) -> String {
    let mut text = String::from("#");
    for byte in pointer.as_str().bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"/~!$&'()*+,;=:@?-._".contains(&byte);
        if is_plain {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
