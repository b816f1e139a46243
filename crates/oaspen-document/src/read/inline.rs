//! `$ref` where the specification allows none: at operations, `properties` and texts.
//!
//! Bundlers follow such references, so documents in many files are written with them. There is one
//! sensible reading, which is to put what they name in their place; its references stay relative
//! to the file that it stands in.

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity};

use super::{Place, Read};
use crate::files::{Home, find};
use crate::model::Reference;
use crate::node::Node;

/// How far a chain of such references is followed.
const LONGEST_CHAIN: usize = 16;

/// How many such references may lead into each other, each into something that may be as deep as a
/// document is allowed to be.
const DEEPEST: usize = 4;
/// How many are followed in one document: several in each of what they name would double without end.
const MOST: usize = 10_000;

/// The references being followed.
#[derive(Debug, Default)]
pub(super) struct Inlining {
    /// Where what they name stands, the outermost first.
    open: Vec<Pointer>,
    /// How many there were.
    count: usize,
}

/// What stands in the place of a `$ref`.
pub(super) struct Inlined {
    pub(super) node: Node,
    pub(super) pointer: Pointer,
}

impl Inlined {
    /// Reads what it is; within, a reference to the same is a cycle.
    pub(super) fn read<T>(
        &self,
        cx: &mut Read<'_>,
        read: impl FnOnce(&mut Read<'_>, &Place<'_>) -> T,
    ) -> T {
        cx.inlining.open.push(self.pointer.clone());
        let result = read(cx, &self.place());
        cx.inlining.open.pop();
        result
    }

    pub(super) fn place(&self) -> Place<'_> {
        Place {
            node: &self.node,
            pointer: self.pointer.clone(),
        }
    }
}

/// What a place that should hold no `$ref` names by one; `None` without one, or when what it
/// names does not exist, which has then been reported.
pub(super) fn inline(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Inlined> {
    if let Some(target) = place.node.get("$ref") {
        cx.sink.push(
            Diagnostic::new(
                Code::UnknownKeyword,
                "`$ref` has no meaning here; it is followed",
            )
            .at(target.span, &place.pointer.join("$ref"))
            .severity(Severity::Note),
        );
    }
    inline_quietly(cx, place)
}

/// The same at a place that may hold one.
pub(super) fn inline_quietly(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Inlined> {
    let mut inlined = step(cx, place)?;
    for _ in 1..LONGEST_CHAIN {
        if inlined.node.get("$ref").is_none() {
            return is_bounded(cx, place, &inlined).then_some(inlined);
        }
        match step(cx, &inlined.place()) {
            Some(next) => inlined = next,
            None => return None,
        }
    }
    let message = "this chain of references does not end";
    cx.report(Code::ReferenceCycle, place, message);
    None
}

/// Whether a reference may be followed.
fn is_bounded(cx: &mut Read<'_>, place: &Place<'_>, inlined: &Inlined) -> bool {
    cx.inlining.count += 1;
    if cx.inlining.open.contains(&inlined.pointer) {
        let message = "what this reference names holds the reference";
        cx.report(Code::ReferenceCycle, place, message);
        return false;
    }
    if cx.inlining.open.len() >= DEEPEST || cx.inlining.count > MOST {
        let message = "so many references where none are allowed are not followed";
        cx.report(Code::DepthLimit, place, message);
        return false;
    }
    true
}

fn step(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Inlined> {
    let target = place.node.get("$ref")?;
    let reference = Reference {
        text: super::fields::read_string(cx, &place.child("$ref", target))?.value,
        origin: place.origin(),
    };
    let target_place = cx.locate(&reference, Home::Here(&place.pointer, None))?;
    let file = cx.files.get(target_place.site.file)?;
    let Some(node) = find(&file.node, &target_place.site.pointer) else {
        let message = format!("`{}` names nothing", reference.text);
        cx.report(Code::UnresolvedReference, place, message);
        return None;
    };
    Some(Inlined {
        node: node.clone(),
        pointer: target_place.pointer,
    })
}
