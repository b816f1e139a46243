//! `Request`: its fields, and how each travels.
//!
//! The body, when there is one, is the field `body`. A parameter whose name is taken is told apart
//! by where it travels: `id` in the path keeps its name, `id` in the query becomes `id_query`.

use std::collections::BTreeSet;

use oaspen_ir::ir;

use super::body::{payload_derives, plan_body};
use super::default::plan_default;
use super::parameter::plan_parameter;
use super::{Cx, DocsWriter, FieldSpec, constraints, plan_field};
use crate::model::{
    Body, Derive, Field, Parameter, ParameterEncoding, ParameterLocation, ParameterStyle,
    PathPiece, Presence, Struct,
};
use crate::name::{Case, RustIdent, Scope, Words};

/// The request of an operation.
pub(super) struct Request {
    pub(super) structure: Struct,
    pub(super) path: Vec<PathPiece>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
}

/// Plans the request of the operation at `index`.
pub(super) fn plan_request(cx: &mut Cx<'_>, index: usize, operation: &ir::Operation) -> Request {
    let mut scope = Scope::new();
    let body = operation.body.as_ref();
    let body = body.map(|body| plan_body(cx, &mut scope, index, body));
    let mut fields = Vec::new();
    let mut parameters = Vec::new();
    for parameter in &operation.parameters {
        let field = plan_parameter_field(cx, &mut scope, parameter);
        parameters.push(plan_parameter(
            cx,
            parameter,
            field.ident.clone(),
            operation,
        ));
        fields.push(field);
    }
    for (field, parameter) in fields.iter_mut().zip(&operation.parameters) {
        let default = parameter.default.as_ref();
        plan_default(cx, &mut scope, field, (parameter.ty, default));
    }
    let (body_field, body): (Option<Field>, Option<Body>) = body.unzip();
    fields.extend(body_field);
    let (in_path, parameters): (Vec<_>, _) = parameters
        .into_iter()
        .partition(|parameter| parameter.location == ParameterLocation::Path);
    Request {
        structure: plan_structure(cx, index, fields, body.as_ref()),
        path: plan_path(&operation.path, &in_path),
        parameters,
        body,
    }
}

fn plan_structure(
    cx: &mut Cx<'_>,
    index: usize,
    fields: Vec<Field>,
    body: Option<&Body>,
) -> Struct {
    let mut contents = body.iter().flat_map(|body| &body.contents);
    let is_streamed = contents.any(|content| content.codec.is_streamed());
    let constructor = super::structs::plan_constructor(
        cx,
        &super::paths::operation_item(cx, index, RustIdent::fixed("Request")),
        &fields,
    );
    let mut derives = payload_derives(is_streamed);
    let is_optional = |field: &Field| field.presence != Presence::Required;
    if fields.iter().all(is_optional) {
        let after_debug = derives.iter().position(|derive| *derive == Derive::Debug);
        derives.insert(after_debug.map_or(0, |at| at + 1), Derive::Default);
    }
    Struct {
        deprecated: false,
        docs: DocsWriter::new()
            .paragraph("Parameters and body of a request.")
            .finish(),
        ident: RustIdent::fixed("Request"),
        derives,
        fields,
        additional: None,
        constructor,
        codec: None,
        checks: Vec::new(),
        parts: Vec::new(),
        into_request: None,
        branches: Vec::new(),
        branch_froms: Vec::new(),
    }
}

fn plan_parameter_field(cx: &Cx<'_>, scope: &mut Scope, parameter: &ir::Parameter) -> Field {
    let place = location_word(parameter.location);
    let wire = if scope.is_free(&Words::of(&parameter.name), Case::Snake) {
        parameter.name.clone()
    } else {
        format!("{} {place}", parameter.name)
    };
    let name = super::docs::code_span(&parameter.name);
    let docs = DocsWriter::described(&parameter.docs).paragraph(&format!("{name} in the {place}."));
    let docs = match parameter.allow_empty_value {
        true => docs.paragraph(MAY_BE_EMPTY),
        false => docs,
    };
    let docs = constraints::describe_use(cx, docs, parameter.ty.id)
        .labelled("Default", parameter.default.as_slice())
        .labelled(
            "Example",
            parameter.docs.examples.get(..1).unwrap_or_default(),
        )
        .finish();
    let value = cx.value(parameter.ty);
    let spec = FieldSpec {
        wire: &wire,
        // No style says how `null` is written (OAS 3.1 §4.8.12.1), so it is no value here.
        ty: ir::TypeUse {
            id: value.id,
            nullable: false,
        },
        required: parameter.required,
        boxed: false,
        deprecated: parameter.docs.deprecated,
        fixed: None,
        docs,
    };
    plan_field(cx, scope, spec)
}

const MAY_BE_EMPTY: &str =
    "May be sent empty: a server reads a flag as `true`, text as empty, and others as absent.";

fn location_word(location: ir::Location) -> &'static str {
    match location {
        ir::Location::Path => "path",
        ir::Location::Query => "query",
        ir::Location::Header => "header",
        ir::Location::Cookie => "cookie",
        ir::Location::QueryString => "query string",
    }
}

/// The path as pieces to write: text with its slashes, and parameters between.
fn plan_path(template: &ir::PathTemplate, parameters: &[Parameter]) -> Vec<PathPiece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut written = BTreeSet::new();
    for segment in &template.segments {
        text.push('/');
        for (at, piece) in segment.iter().enumerate() {
            match piece {
                ir::PathSegment::Literal(literal) => text.push_str(literal),
                ir::PathSegment::Parameter(name) => {
                    flush(&mut pieces, &mut text);
                    let parameter = parameters.iter().find(|known| known.name == *name);
                    let after = segment.get(at + 1..).unwrap_or_default();
                    let is_again = !written.insert(name);
                    pieces.extend(parameter.map(|parameter| match is_again {
                        true => PathPiece::Again(parameter.clone()),
                        false => plan_piece(parameter, after),
                    }));
                }
            }
        }
    }
    if pieces.is_empty() && text.is_empty() {
        text.push('/');
    }
    flush(&mut pieces, &mut text);
    pieces
}

/// A parameter, with the text that ends it when another parameter of its segment comes after that.
fn plan_piece(parameter: &Parameter, after: &[ir::PathSegment]) -> PathPiece {
    match after {
        [
            ir::PathSegment::Literal(end),
            ir::PathSegment::Parameter(_),
            ..,
        ] if ends_values(parameter, end) => PathPiece::Until(parameter.clone(), end.clone()),
        _ => PathPiece::Parameter(parameter.clone()),
    }
}

/// Whether a text is none that the parameter itself is made of.
fn ends_values(parameter: &Parameter, end: &str) -> bool {
    match &parameter.encoding {
        ParameterEncoding::Style { style, .. } => {
            *style == ParameterStyle::Simple && !end.starts_with([',', '='])
        }
        ParameterEncoding::Content | ParameterEncoding::Form(_) => false,
    }
}

fn flush(pieces: &mut Vec<PathPiece>, text: &mut String) {
    if !text.is_empty() {
        pieces.push(PathPiece::Literal(std::mem::take(text)));
    }
}
