//! Parameters with `in: formData` → the properties of one body: Swagger 2.0, "Parameter Object".

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Span};

use super::super::build::{boolean, entry, list, map, string};
use super::body::content;
use super::media::{essence, note_left_out};
use super::parameter::{Described, Wire, describe};
use crate::node::{Entry, Node, Value};
use crate::read::{Place, Read};

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A parameter in a form and where it stands.
pub(super) struct Field {
    pub(super) node: Node,
    pub(super) pointer: Pointer,
}

/// The request body of all form parameters of one operation.
pub(super) fn upgrade_form(
    cx: &mut Read<'_>,
    operation: &Place<'_>,
    fields: &[Field],
    consumes: &[Node],
) -> Node {
    let span = fields
        .first()
        .map_or(operation.node.span, |field| field.node.span);
    let media = form_types(cx, operation, fields, consumes, span);
    let wire = match media.first().map(essence).as_deref() {
        Some(MULTIPART) => Wire::Part,
        Some(_) | None => Wire::Form,
    };
    let mut form = Form::default();
    for field in fields {
        let place = Place {
            node: &field.node,
            pointer: field.pointer.clone(),
        };
        form.add(cx, &place, wire);
    }
    let is_required = !form.required.is_empty();
    let body = vec![
        entry("required", boolean(is_required, span), span),
        entry(
            "content",
            content(&media, &form.into_fields(span), span),
            span,
        ),
    ];
    map(body, span)
}

/// The media types of a form; others cannot hold one.
fn form_types(
    cx: &mut Read<'_>,
    operation: &Place<'_>,
    fields: &[Field],
    consumes: &[Node],
    span: Span,
) -> Vec<Node> {
    let has_file = fields.iter().any(|field| is_file(&field.node));
    let mut media = Vec::new();
    for media_type in consumes {
        match essence(media_type).as_str() {
            MULTIPART => media.push(media_type.clone()),
            URLENCODED if !has_file => media.push(media_type.clone()),
            // What the document consumes is meant for operations with other bodies.
            _ if operation.node.get("consumes").is_none() => {}
            _ => {
                let reason = "cannot hold the parameters in `formData`, so it is left out";
                note_left_out(cx, media_type, &operation.pointer.join("consumes"), reason);
            }
        }
    }
    if media.is_empty() {
        let usual = if has_file { MULTIPART } else { URLENCODED };
        media.push(string(usual, span));
    }
    media
}

fn is_file(parameter: &Node) -> bool {
    parameter.get("type").and_then(Node::as_str) == Some("file")
}

/// What is collected of the parameters.
#[derive(Default)]
struct Form {
    properties: Vec<Entry>,
    required: Vec<Node>,
    encoding: Vec<Entry>,
}

impl Form {
    fn add(&mut self, cx: &mut Read<'_>, place: &Place<'_>, wire: Wire) {
        let Some(name_node) = place.node.get("name") else {
            cx.report(Code::MissingField, place, "the field `name` is missing");
            return;
        };
        let Some(name) = name_node.as_str() else {
            cx.leave_out(&place.child("name", name_node), "a string");
            return;
        };
        if let Some(first) = self.properties.iter().find(|entry| entry.key == name) {
            let message = format!("the form has two parameters named `{name}`");
            cx.sink.push(
                Diagnostic::new(Code::DuplicateParameter, message)
                    .at(place.node.span, &place.pointer)
                    .label(first.value.span, "the first one"),
            );
            return;
        }
        let span = place.node.span;
        let Described {
            mut schema,
            style,
            rest,
        } = describe(cx, place, wire);
        if let Value::Map(keywords) = &mut schema.value {
            keywords.extend(rest.into_iter().filter(is_of_property));
        }
        self.properties.push(entry(name, schema, name_node.span));
        if place.node.get("required").map(|node| &node.value) == Some(&Value::Bool(true)) {
            self.required.push(name_node.clone());
        }
        if !style.is_empty() {
            self.encoding
                .push(entry(name, map(style, span), name_node.span));
        }
    }

    /// The fields of the media type.
    fn into_fields(self, span: Span) -> Vec<Entry> {
        let mut schema = vec![
            entry("type", string("object", span), span),
            entry("properties", map(self.properties, span), span),
        ];
        if !self.required.is_empty() {
            schema.push(entry("required", list(self.required, span), span));
        }
        let mut fields = vec![entry("schema", map(schema, span), span)];
        if !self.encoding.is_empty() {
            fields.push(entry("encoding", map(self.encoding, span), span));
        }
        fields
    }
}

/// What is left of a parameter once its value is described. Whether it may be empty is the schema's
/// to say in a body.
fn is_of_property(entry: &Entry) -> bool {
    !matches!(
        entry.key.as_str(),
        "name" | "in" | "required" | "allowEmptyValue"
    )
}
