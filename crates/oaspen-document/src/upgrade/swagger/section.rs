//! `parameters` and `responses` that another file holds as a whole.
//!
//! What a shared parameter becomes depends on where it travels, so a section is spread into
//! references to its objects before it is upgraded; each then goes where objects of its kind go.

use oaspen_diagnostics::Pointer;

use super::super::build::{entry, map, string};
use super::{Followed, follow};
use crate::node::Node;
use crate::read::{Place, Read};

/// The document with such sections spread; `None` when it has none.
pub(crate) fn spread_sections(cx: &mut Read<'_>, root: &Place<'_>) -> Option<Node> {
    let mut spread = None;
    for section in ["parameters", "responses"] {
        let Some(written) = root.node.get(section) else {
            continue;
        };
        if let Some(objects) = spread_section(cx, &root.child(section, written), section) {
            let document = spread.get_or_insert_with(|| root.node.clone());
            let entries = document.entries_mut().into_iter().flatten();
            for entry in entries.filter(|entry| entry.key == section) {
                entry.value = objects.clone();
            }
        }
    }
    spread
}

/// A mapping of references to the objects of the file that a section names.
fn spread_section(cx: &mut Read<'_>, place: &Place<'_>, section: &str) -> Option<Node> {
    let is_alone = place.node.entries()?.len() == 1;
    let text = place.node.get("$ref").and_then(Node::as_str)?;
    if !is_alone || text.starts_with('#') {
        return None;
    }
    // What cannot be followed has been reported, or is reported when the place is read.
    let Followed::Found(target) = follow(cx, place, section) else {
        return None;
    };
    let span = place.node.span;
    let base = if text.contains('#') {
        text.to_owned()
    } else {
        format!("{text}#")
    };
    let references = target.entries()?.iter().map(|written| {
        let pointer = Pointer::root().join(&written.key);
        // RFC 6901 §6: `%` in a fragment begins an escape.
        let fragment = pointer.as_str().trim_start_matches('#').replace('%', "%25");
        let reference = string(&format!("{base}{fragment}"), span);
        let reference = map(vec![entry("$ref", reference, span)], span);
        entry(&written.key, reference, span)
    });
    Some(map(references.collect(), span))
}
