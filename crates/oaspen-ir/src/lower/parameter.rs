//! Parameters: OAS 3.1 §4.8.12.
//!
//! An operation whose parameter cannot be written is left out as a whole, because sending it
//! without the parameter would be another request.

use indexmap::{IndexMap, IndexSet};
use oaspen_diagnostics::{Code, Diagnostic};
use oaspen_document::{self as document, model as doc};

use super::component::{in_operation, name_of};
use super::context::Lower;
use super::default::lower_default;
use super::json::lower_json;
use super::media_type::{is_json, lower_media_type};
use super::origin::lower_origin;
use super::part::lower_parts;
use super::plain::{make_any, make_string};
use super::schema::lower_schema;
use super::style::{WrittenStyle, lower_style};
use super::wire::{Form, can_be_text, forms};
use crate::ir::{
    Docs, DocumentKind, Json, Location, Name, NameStep, Parameter, ParameterEncoding, PathSegment,
    PathTemplate, Style, TypeUse,
};

/// The parameters of an operation, those of the path first and in its order; `None` when one
/// cannot be written, which has then been reported.
pub(super) fn lower_parameters(
    cx: &mut Lower<'_>,
    operation: &document::Operation,
    id: &str,
    path: &PathTemplate,
) -> Option<Vec<Parameter>> {
    // Every parameter is visited before giving up, so that all are reported.
    let lowered: Vec<Option<Parameter>> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let parameter = cx.resolved.parameters.get(*parameter)?;
            lower_parameter(cx, parameter, id)
        })
        .collect();
    let lowered: Vec<Parameter> = lowered.into_iter().collect::<Option<_>>()?;
    let (in_path, others): (Vec<_>, Vec<_>) = lowered
        .into_iter()
        .partition(|parameter| parameter.location == Location::Path);
    let mut in_path: IndexMap<String, Parameter> = in_path
        .into_iter()
        .map(|parameter| (parameter.name.clone(), parameter))
        .collect();
    let mut parameters = Vec::new();
    let names: IndexSet<&str> = names_in(path).collect();
    for name in names {
        let declared = in_path.shift_remove(name);
        parameters.push(declared.unwrap_or_else(|| make_undeclared(cx, operation, id, name)));
    }
    // The check of the document has reported those that the path does not name.
    if !in_path.is_empty() {
        return None;
    }
    parameters.extend(others);
    Some(parameters)
}

fn names_in(path: &PathTemplate) -> impl Iterator<Item = &str> {
    path.segments
        .iter()
        .flatten()
        .filter_map(|piece| match piece {
            PathSegment::Parameter(name) => Some(name.as_str()),
            PathSegment::Literal(_) => None,
        })
}

/// A name of the path that no parameter describes, which the document's check has reported.
fn make_undeclared(
    cx: &mut Lower<'_>,
    operation: &document::Operation,
    id: &str,
    name: &str,
) -> Parameter {
    let origin = &operation.object.origin;
    let type_name = in_operation(id, NameStep::Parameter(name.to_owned()));
    Parameter {
        name: name.to_owned(),
        origin: lower_origin(origin),
        location: Location::Path,
        ty: make_string(cx, type_name, lower_origin(origin)),
        required: true,
        encoding: ParameterEncoding::Style {
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
        },
        docs: Docs::default(),
        default: None,
        allow_empty_value: false,
    }
}

fn lower_parameter(
    cx: &mut Lower<'_>,
    parameter: &doc::Parameter,
    operation: &str,
) -> Option<Parameter> {
    let wire_name = &parameter.name.value;
    let otherwise = in_operation(operation, NameStep::Parameter(wire_name.clone()));
    let name = name_of(cx, &parameter.origin, otherwise);
    let value = match lower_value(
        cx,
        &parameter.kind,
        name,
        (parameter.location, &parameter.origin),
    ) {
        Ok(value) => value,
        Err((code, message)) => {
            let message = format!("{message}; the operation is left out");
            let origin = &parameter.origin;
            cx.sink
                .push(Diagnostic::new(code, message).at(origin.span, &origin.pointer));
            return None;
        }
    };
    let docs = Docs {
        description: filled(parameter.description.as_deref()),
        examples: lower_examples(cx, &parameter.examples),
        deprecated: parameter.deprecated,
        ..Docs::default()
    };
    Some(Parameter {
        name: wire_name.clone(),
        origin: lower_origin(&parameter.origin),
        location: parameter.location,
        ty: value.ty,
        required: parameter.required,
        encoding: value.encoding,
        docs: described(cx, docs, value.schema),
        default: value.schema.and_then(|schema| lower_default(cx, schema)),
        allow_empty_value: parameter.allow_empty_value,
    })
}

/// What a parameter or header holds.
pub(super) struct Value {
    pub(super) ty: TypeUse,
    pub(super) encoding: ParameterEncoding,
    pub(super) schema: Option<doc::SchemaId>,
}

/// The type of a value and how it is written; `Err` says why it cannot be. `location` is where it
/// travels, `origin` where its parameter or header stands.
pub(super) fn lower_value(
    cx: &mut Lower<'_>,
    kind: &doc::ParameterKind,
    name: Name,
    (location, origin): (Location, &doc::Origin),
) -> Result<Value, (Code, String)> {
    match kind {
        doc::ParameterKind::Schema {
            schema,
            style,
            explode,
            allow_reserved,
        } => {
            let ty = lower_schema(cx, *schema, name);
            let written = WrittenStyle {
                style: *style,
                explode: *explode,
                allow_reserved: *allow_reserved,
            };
            Ok(Value {
                ty,
                encoding: lower_style(cx, written, ty, origin),
                schema: Some(*schema),
            })
        }
        doc::ParameterKind::Content(media_type) => {
            lower_content_value(cx, media_type, name, location)
        }
    }
}

/// One document of a media type as a value.
fn lower_content_value(
    cx: &mut Lower<'_>,
    media_type: &doc::MediaType,
    name: Name,
    location: Location,
) -> Result<Value, (Code, String)> {
    let lowered = lower_media_type(&media_type.name.value);
    let ty = match media_type.schema {
        Some(schema) => lower_schema(cx, schema, name),
        None => make_any(cx, name, lower_origin(&media_type.origin)),
    };
    let encoding = if location == Location::QueryString && is_form(cx, &lowered.essence, ty) {
        ParameterEncoding::Form {
            parts: lower_parts(cx, media_type, ty),
        }
    } else if let Some(kind) = document_kind(cx, &lowered.essence, ty, location) {
        ParameterEncoding::Content {
            media_type: lowered,
            kind,
        }
    } else {
        let message = format!("a value of `{}` cannot be written here", lowered.text);
        return Err((Code::UnsupportedMediaType, message));
    };
    Ok(Value {
        ty,
        encoding,
        schema: media_type.schema,
    })
}

fn is_form(cx: &Lower<'_>, essence: &str, ty: TypeUse) -> bool {
    essence == "application/x-www-form-urlencoded" && forms(cx, ty).contains(&Form::Object)
}

/// How a document is written where it travels: as JSON, or a single value as text.
fn document_kind(
    cx: &Lower<'_>,
    essence: &str,
    ty: TypeUse,
    location: Location,
) -> Option<DocumentKind> {
    if is_json(essence) {
        return Some(DocumentKind::Json);
    }
    match location {
        Location::QueryString => None,
        Location::Path | Location::Query | Location::Header | Location::Cookie => {
            can_be_text(cx, ty).then_some(DocumentKind::Text)
        }
    }
}

/// Adds what an inline schema says to what is said about its holder.
pub(super) fn described(cx: &Lower<'_>, mut docs: Docs, schema: Option<doc::SchemaId>) -> Docs {
    let schema = schema.and_then(|schema| cx.resolved.schemas.get(schema));
    let Some(schema) = schema.and_then(|schema| schema.object()) else {
        return docs;
    };
    docs.deprecated |= schema.deprecated;
    docs.description = docs
        .description
        .or_else(|| filled(schema.description.as_deref()));
    if docs.examples.is_empty() {
        let examples = schema.examples.iter();
        docs.examples = examples
            .filter_map(|example| example.value.as_ref())
            .map(lower_json)
            .collect();
    }
    docs
}

/// A text that says something.
pub(super) fn filled(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// The values of examples; external ones have none.
pub(super) fn lower_examples(cx: &Lower<'_>, examples: &[doc::Id<doc::Example>]) -> Vec<Json> {
    examples
        .iter()
        .filter_map(|id| cx.resolved.examples.get(*id)?.value.as_ref())
        .map(lower_json)
        .collect()
}
