//! Parameters on the wire: place, encoding, and what a style makes of their text.

use indexmap::IndexSet;
use oaspen_ir::ir::{self, Shape, TypeId};

use super::body::plan_form;
use super::{Cx, checks};
use crate::model::{Parameter, ParameterEncoding, ParameterLocation, ParameterStyle, ValueShape};
use crate::name::RustIdent;

/// Plans a parameter that is kept in `field`.
pub(super) fn plan_parameter(
    cx: &Cx<'_>,
    parameter: &ir::Parameter,
    field: RustIdent,
    operation: &ir::Operation,
) -> Parameter {
    let location = plan_location(parameter.location);
    let (encoding, shape) = plan_encoding(cx, parameter, location);
    let takes_all = match location {
        ParameterLocation::Query => shape == ValueShape::Object && is_exploded_form(&encoding),
        ParameterLocation::QueryString => true,
        ParameterLocation::Path | ParameterLocation::Header | ParameterLocation::Cookie => false,
    };
    Parameter {
        name: parameter.name.clone(),
        field,
        others: takes_all.then(|| other_queries(cx, operation, parameter)),
        location,
        required: parameter.required,
        // OAS 3.1 §4.8.12.2.1: valid in the query alone.
        allows_empty: parameter.allow_empty_value && location == ParameterLocation::Query,
        encoding,
        shape,
        checks: checks::plan_use_checks(cx, parameter.ty),
    }
}

fn plan_location(location: ir::Location) -> ParameterLocation {
    match location {
        ir::Location::Path => ParameterLocation::Path,
        ir::Location::Query => ParameterLocation::Query,
        ir::Location::QueryString => ParameterLocation::QueryString,
        ir::Location::Header => ParameterLocation::Header,
        ir::Location::Cookie => ParameterLocation::Cookie,
    }
}

/// The names in the query that are not the object's own: those of other parameters, and of keys that
/// the operation asks for.
fn other_queries(cx: &Cx<'_>, operation: &ir::Operation, parameter: &ir::Parameter) -> Vec<String> {
    let parameters = operation.parameters.iter();
    let parameters = parameters
        .filter(|other| other.location == ir::Location::Query && other.name != parameter.name)
        .map(|other| &other.name);
    let alternatives = operation.security.iter();
    let uses = alternatives.flat_map(|alternative| &alternative.schemes);
    let keys = uses.filter_map(|scheme_use| query_key(cx.ir, scheme_use));
    let names: IndexSet<&String> = parameters.chain(keys).collect();
    names.into_iter().cloned().collect()
}

fn query_key<'a>(ir: &'a ir::Ir, scheme_use: &ir::SchemeUse) -> Option<&'a String> {
    match &ir.security_schemes.get(scheme_use.scheme)?.kind {
        ir::SchemeKind::ApiKey { location, name } => {
            (*location == ir::Location::Query).then_some(name)
        }
        ir::SchemeKind::Basic
        | ir::SchemeKind::Bearer { .. }
        | ir::SchemeKind::Http(_)
        | ir::SchemeKind::OAuth2 { .. }
        | ir::SchemeKind::OpenIdConnect { .. }
        | ir::SchemeKind::MutualTls => None,
    }
}

fn is_exploded_form(encoding: &ParameterEncoding) -> bool {
    match encoding {
        ParameterEncoding::Style { style, explode, .. } => {
            *style == ParameterStyle::Form && *explode
        }
        ParameterEncoding::Content | ParameterEncoding::Form(_) => false,
    }
}

/// How a parameter is written, and what that makes of its text.
fn plan_encoding(
    cx: &Cx<'_>,
    parameter: &ir::Parameter,
    location: ParameterLocation,
) -> (ParameterEncoding, ValueShape) {
    match &parameter.encoding {
        ir::ParameterEncoding::Style { .. } => (
            plan_style_encoding(&parameter.encoding).unwrap_or(ParameterEncoding::Content),
            plan_shape(cx, parameter.ty.id),
        ),
        ir::ParameterEncoding::Content { kind, .. } => match kind {
            ir::DocumentKind::Json => (ParameterEncoding::Content, ValueShape::Scalar),
            // One text is written as a scalar is.
            ir::DocumentKind::Text | ir::DocumentKind::Bytes => {
                (text_encoding(location), ValueShape::Scalar)
            }
        },
        ir::ParameterEncoding::Form { parts } => (
            ParameterEncoding::Form(plan_form(cx, parameter.ty.id, parts)),
            ValueShape::Object,
        ),
    }
}

/// The style of a value; `None` for a document.
pub(super) fn plan_style_encoding(encoding: &ir::ParameterEncoding) -> Option<ParameterEncoding> {
    match encoding {
        ir::ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => Some(ParameterEncoding::Style {
            style: plan_style(*style),
            explode: *explode,
            allow_reserved: *allow_reserved,
        }),
        ir::ParameterEncoding::Content { .. } | ir::ParameterEncoding::Form { .. } => None,
    }
}

const FORM: ParameterEncoding = ParameterEncoding::Style {
    style: ParameterStyle::Form,
    explode: true,
    allow_reserved: false,
};

/// The style that writes text as it is, but for what the place must escape.
fn text_encoding(location: ParameterLocation) -> ParameterEncoding {
    match location {
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => {
            FORM
        }
        ParameterLocation::Path | ParameterLocation::Header => ParameterEncoding::Style {
            style: ParameterStyle::Simple,
            explode: false,
            allow_reserved: false,
        },
    }
}

fn plan_style(style: ir::Style) -> ParameterStyle {
    match style {
        ir::Style::Simple => ParameterStyle::Simple,
        ir::Style::Label => ParameterStyle::Label,
        ir::Style::Matrix => ParameterStyle::Matrix,
        ir::Style::Form => ParameterStyle::Form,
        ir::Style::Cookie => ParameterStyle::Cookie,
        ir::Style::SpaceDelimited => ParameterStyle::SpaceDelimited,
        ir::Style::PipeDelimited => ParameterStyle::PipeDelimited,
        ir::Style::DeepObject => ParameterStyle::DeepObject,
    }
}

/// What a style makes of the text of a value of this type.
pub(super) fn plan_shape(cx: &Cx<'_>, id: TypeId) -> ValueShape {
    match &cx.ir.ty(cx.unaliased(id)).shape {
        Shape::List(_) | Shape::Tuple(_) => ValueShape::Array,
        Shape::Struct(_) | Shape::Map(_) => ValueShape::Object,
        Shape::Union(union) => {
            // Text does not say which branch it is; when one is a list, a single value is a list too.
            let branches = union.branches.iter();
            let shapes = branches.map(|branch| branch_shape(cx, branch.ty.id));
            shapes.fold(ValueShape::Scalar, wider)
        }
        Shape::Enum(_) | Shape::Scalar(_) | Shape::Alias(_) | Shape::Any | Shape::Never => {
            ValueShape::Scalar
        }
    }
}

/// The shape that holds values of both.
fn wider(one: ValueShape, other: ValueShape) -> ValueShape {
    match (one, other) {
        (ValueShape::Object, _) | (_, ValueShape::Object) => ValueShape::Object,
        (ValueShape::Array, _) | (_, ValueShape::Array) => ValueShape::Array,
        (ValueShape::Scalar, ValueShape::Scalar) => ValueShape::Scalar,
    }
}

/// The shape of a branch; one that is a union again counts as a scalar, so that this ends.
fn branch_shape(cx: &Cx<'_>, id: TypeId) -> ValueShape {
    match &cx.ir.ty(cx.unaliased(id)).shape {
        Shape::List(_) | Shape::Tuple(_) => ValueShape::Array,
        Shape::Struct(_) | Shape::Map(_) => ValueShape::Object,
        Shape::Union(_)
        | Shape::Enum(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => ValueShape::Scalar,
    }
}
