//! What references name: found, judged, read once.

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity};

use crate::files::{File, Home, find};
use crate::model::{Reference, Version};
use crate::node::Node;
use crate::read::{Pending, Place, Read};
use crate::upgrade::swagger::{is_swagger, upgrade_part};

/// Reads what a reference names, unless that has happened already.
pub(super) fn read_target(cx: &mut Read<'_>, pending: &Pending) {
    let reference = &pending.reference;
    let Some(target) = cx.locate(reference, Home::Section(pending.section)) else {
        return;
    };
    // Finding a place takes time in a file of many names, and most are known.
    if (pending.is_known)(&cx.locations, &target.pointer) {
        return;
    }
    let Some(file) = cx.files.get(target.site.file) else {
        return;
    };
    // What does not exist is for `resolve` to report, which knows every name.
    let Some(node) = find(&file.node, &target.site.pointer) else {
        return;
    };
    if is_header_parameter(&target.site.pointer, pending.section, node) {
        note_header_parameter(cx, reference, node);
    } else if is_misplaced(&target.site.pointer, pending.section) || is_document(node) {
        refuse_target(cx, reference, pending.section, node);
        return;
    }
    let place = Place {
        node,
        pointer: target.pointer,
    };
    let version = cx.version;
    // A file without a version of its own speaks the entry's.
    cx.version = file.version.unwrap_or(version);
    let upgraded = upgrade_target(cx, &file, pending.section, &place);
    let pointer = place.pointer;
    let place = Place {
        node: upgraded.as_ref().unwrap_or(node),
        pointer: pointer.clone(),
    };
    (pending.read)(cx, &place);
    cx.version = version;
    if let Some(upgraded) = upgraded {
        cx.upgraded.insert(pointer, upgraded);
    }
}

/// What an object of a Swagger file would be in OpenAPI 3; `None` when it stands as it is.
pub(super) fn upgrade_target(
    cx: &mut Read<'_>,
    file: &File,
    section: &str,
    place: &Place<'_>,
) -> Option<Node> {
    if cx.version > Version::V2_0 || file.is_upgraded() {
        return None;
    }
    upgrade_part(cx, section, place)
}

/// Reports that a reference names an object of another kind.
pub(super) fn refuse_target(cx: &mut Read<'_>, reference: &Reference, section: &str, node: &Node) {
    let message = format!(
        "`{}` does not name an object of `components/{section}`",
        reference.text
    );
    cx.sink.push(
        Diagnostic::new(Code::UnresolvedReference, message)
            .at(reference.origin.span, &reference.origin.pointer)
            .label(node.span, "this is something else"),
    );
    let key = (reference.origin.span.file, reference.text.clone());
    cx.locations.targets.insert(key, None);
}

/// OAS 3.1 §4.8.21: a header is a parameter without name and location, so a header parameter in
/// the place of a header has one sensible reading.
pub(super) fn is_header_parameter(pointer: &Pointer, section: &str, node: &Node) -> bool {
    section == "headers"
        && is_misplaced(pointer, section)
        && !is_misplaced(pointer, "parameters")
        && node.get("in").and_then(Node::as_str) == Some("header")
}

fn note_header_parameter(cx: &mut Read<'_>, reference: &Reference, node: &Node) {
    let message = format!(
        "`{}` names a parameter; it is read as a header",
        reference.text
    );
    cx.sink.push(
        Diagnostic::new(Code::UnresolvedReference, message)
            .at(reference.origin.span, &reference.origin.pointer)
            .severity(Severity::Note)
            .label(node.span, "this is a parameter")
            .help("move what they share to `components/headers`"),
    );
}

/// Whether a pointer leads into a section of `components` for another kind of object.
pub(super) fn is_misplaced(pointer: &Pointer, section: &str) -> bool {
    let mut tokens = pointer.tokens();
    let is_component = tokens.next().as_deref() == Some("components");
    let (found, depth) = (tokens.next(), tokens.count());
    is_component && depth == 1 && found.is_some_and(|found| found != section)
}

pub(super) fn is_document(node: &Node) -> bool {
    (node.get("openapi").is_some() || is_swagger(node)) && node.get("info").is_some()
}
