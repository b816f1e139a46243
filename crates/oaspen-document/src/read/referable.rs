//! Objects that a `$ref` may stand for, other than schemas.

use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::{Place, Read};
use crate::annotation::is_annotation;
use crate::locations::{Index, Locations};
use crate::model::{
    Arena, Callback, Example, Header, Id, Link, Objects, Parameter, PathItem, RefOr, Reference,
    RequestBody, Response, SecurityScheme,
};

/// An object that lives in an arena and may be written as a reference.
pub(crate) trait Referable: Clone + Sized {
    /// Its section of `components`.
    const SECTION: &'static str;

    /// Reads the object itself.
    fn read(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Self>;
    /// Where its kind lives.
    fn arena(objects: &mut Objects) -> &mut Arena<Self, RefOr<Self>>;
    /// Where its kind was read from.
    fn index(locations: &Locations) -> &Index<Self>;
    /// Where its kind was read from.
    fn index_mut(locations: &mut Locations) -> &mut Index<Self>;
}

macro_rules! referable {
    ($($ty:ident, $field:ident, $section:literal, $read:path;)*) => {
        $(impl Referable for $ty {
            const SECTION: &'static str = $section;

            fn read(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Self> {
                $read(cx, place)
            }
            fn arena(objects: &mut Objects) -> &mut Arena<Self, RefOr<Self>> {
                &mut objects.$field
            }
            fn index(locations: &Locations) -> &Index<Self> {
                &locations.$field
            }
            fn index_mut(locations: &mut Locations) -> &mut Index<Self> {
                &mut locations.$field
            }
        })*
    };
}

referable! {
    Response, responses, "responses", super::body::read_response;
    Parameter, parameters, "parameters", super::parameter::read_parameter;
    Example, examples, "examples", super::example::read_example;
    RequestBody, request_bodies, "requestBodies", super::body::read_request_body;
    Header, headers, "headers", super::parameter::read_header;
    SecurityScheme, security_schemes, "securitySchemes", super::security::read_security_scheme;
    Link, links, "links", super::example::read_link;
    Callback, callbacks, "callbacks", super::path::read_callback;
    PathItem, path_items, "pathItems", super::path::read_path_item;
}

/// Reads an object or the reference that stands for it; each place is read once.
pub(super) fn read_object<T: Referable>(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Id<T>> {
    if let Some(known) = T::index(&cx.locations).get(&place.pointer) {
        return *known;
    }
    let before = cx.sink.diagnostics().len();
    let entry = read_entry::<T>(cx, place);
    if entry.is_none() {
        report_left_out(cx, place, T::SECTION, before);
    }
    let id = entry.map(|entry| T::arena(&mut cx.objects).push(entry));
    T::index_mut(&mut cx.locations).insert(place.pointer.clone(), id);
    id
}

fn read_entry<T: Referable>(cx: &mut Read<'_>, place: &Place<'_>) -> Option<RefOr<T>> {
    let text = match place.node.get("$ref") {
        Some(target) => {
            let Some(text) = target.as_str() else {
                cx.unexpected_reference(&place.child("$ref", target));
                return None;
            };
            report_siblings(cx, place);
            text
        }
        None => match place.node.as_str() {
            Some(text) if text.starts_with("#/") => {
                let message = format!("an object is expected; `{text}` is read as its `$ref`");
                cx.note_reading(place, message);
                text
            }
            Some(_) | None => return T::read(cx, place).map(RefOr::Item),
        },
    };
    let reference = Reference {
        text: text.to_owned(),
        origin: place.origin(),
    };
    cx.note(
        &reference,
        T::SECTION,
        |cx, place| {
            read_object::<T>(cx, place);
        },
        |locations, pointer| T::index(locations).contains_key(pointer),
    );
    Some(RefOr::Reference(reference))
}

/// Reports that an object is missing from the output, because too little of it can be read, unless
/// one of the diagnostics since `before` stops the run anyway or says so.
fn report_left_out(cx: &mut Read<'_>, place: &Place<'_>, section: &str, before: usize) {
    let mut new = cx.sink.diagnostics().iter().skip(before);
    if new.any(|diagnostic| matches!(diagnostic.severity, Severity::Error | Severity::Skipped)) {
        return;
    }
    let message = format!("what stands here in the place of one of `{section}` is left out");
    cx.sink.push(
        Diagnostic::new(Code::UnexpectedType, message)
            .at(place.node.span, &place.pointer)
            .severity(Severity::Skipped),
    );
}

/// Reports what stands beside a `$ref` and therefore has no effect: OAS 3.1 §4.8.23.
pub(crate) fn report_siblings(cx: &mut Read<'_>, place: &Place<'_>) {
    for entry in place.node.entries().unwrap_or_default() {
        let key = entry.key.as_str();
        if key == "$ref" || key.starts_with("x-") {
            continue;
        }
        let message = format!("`{key}` has no effect beside `$ref`");
        let diagnostic = Diagnostic::new(Code::IgnoredReferenceSiblings, message)
            .at(entry.key_span, &place.pointer.join(key));
        cx.sink.push(if is_annotation(key) {
            diagnostic.severity(Severity::Note)
        } else {
            diagnostic
        });
    }
}
