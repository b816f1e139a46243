//! Headers of answers: a struct for each answer, which a server fills in, and one for all successes
//! and one for all failures, which a client reads without knowing which of them came.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_ir::ir::{self, TypeUse};

use super::body::reader_ident;
use super::parameter::plan_shape;
use super::response::status_text;
use super::spelling::Spelling;
use super::structs::plan_constructor;
use super::{Cx, DocsWriter, FieldSpec, constraints, paths, plan_field};
use crate::model::{
    Argument, Constructor, Derive, Docs, Field, HeaderField, HeaderForm, HeaderSet, Presence,
    Struct, Ty, ValueShape,
};
use crate::name::{Case, RustIdent, Scope, Words};

/// A header of several answers.
struct Merged<'a> {
    first: &'a ir::Header,
    required: bool,
    /// The answers type it differently.
    is_mixed: bool,
}

/// The headers of one answer, as the struct that a server fills in; nothing when there are none.
pub(super) fn plan_answer_headers(
    cx: &mut Cx<'_>,
    index: usize,
    words: &Words,
    response: &ir::Response,
) -> Option<HeaderSet> {
    if response.headers.is_empty() {
        return None;
    }
    let names = cx.names.operations.get_mut(index)?;
    let words = words.join(&Words::of("headers"));
    let ident = names.scope.claim(&words, Case::Pascal);
    let docs = format!("The headers of {}.", status_text(response.status));
    let headers = merge(cx, &[response]);
    let mut set = plan_set(cx, (ident, &docs), &headers);
    let path = paths::operation_item(cx, index, set.structure.ident.clone());
    set.structure.constructor = plan_constructor(cx, &path, &set.structure.fields);
    Some(set)
}

/// The headers of any of these answers, as the struct that a client reads; nothing when there are
/// none.
pub(super) fn plan_side_headers(
    cx: &mut Cx<'_>,
    (ident, docs): (&'static str, &'static str),
    responses: &[&ir::Response],
) -> Option<HeaderSet> {
    let headers = merge(cx, responses);
    for header in headers.iter().filter(|header| header.is_mixed) {
        report_mixed(cx, header.first);
    }
    let named = (RustIdent::fixed(ident), docs);
    (!headers.is_empty()).then(|| plan_set(cx, named, &headers))
}

/// Each header once, in order; one is required when every answer requires it.
fn merge<'a>(cx: &Cx<'_>, responses: &[&'a ir::Response]) -> Vec<Merged<'a>> {
    let mut merged: Vec<Merged<'a>> = Vec::new();
    for header in responses.iter().flat_map(|response| &response.headers) {
        let known = merged.iter_mut();
        let mut known = known.filter(|known| is_same(&known.first.name, header));
        match known.next() {
            Some(known) => known.is_mixed |= written(cx, known.first) != written(cx, header),
            None => merged.push(Merged {
                first: header,
                required: is_required(responses, &header.name),
                is_mixed: false,
            }),
        }
    }
    merged
}

/// RFC 9110 §5.1: case does not tell headers apart.
fn is_same(name: &str, header: &ir::Header) -> bool {
    header.name.eq_ignore_ascii_case(name)
}

fn is_required(responses: &[&ir::Response], name: &str) -> bool {
    responses.iter().all(|response| {
        let mut headers = response.headers.iter();
        headers.any(|header| header.required && is_same(name, header))
    })
}

/// What two headers have in common that a client can read alike.
fn written(cx: &Cx<'_>, header: &ir::Header) -> (Spelling, HeaderForm) {
    (cx.spelling(header_type(header)), plan_form(header))
}

/// No style says how `null` is written (OAS 3.1 §4.8.12.1), so it is no value here.
fn header_type(header: &ir::Header) -> TypeUse {
    TypeUse {
        id: header.ty.id,
        nullable: false,
    }
}

/// A struct that nobody needs to make.
fn plan_set(cx: &Cx<'_>, (ident, docs): (RustIdent, &str), headers: &[Merged<'_>]) -> HeaderSet {
    let mut scope = Scope::new();
    let planned = headers
        .iter()
        .map(|header| plan_header(cx, &mut scope, header));
    let (fields, headers): (Vec<Field>, Vec<HeaderField>) = planned.unzip();
    let mut derives = vec![Derive::Clone, Derive::Debug];
    if headers.iter().all(|header| !header.required) {
        derives.push(Derive::Default);
    }
    derives.push(Derive::PartialEq);
    let structure = Struct {
        branch_froms: Vec::new(),
        docs: DocsWriter::new().paragraph(docs).finish(),
        deprecated: false,
        ident,
        derives,
        fields,
        additional: None,
        constructor: Constructor::Empty,
        codec: None,
        checks: Vec::new(),
        parts: Vec::new(),
        into_request: None,
        branches: Vec::new(),
    };
    HeaderSet {
        reader: reader_ident(&structure.fields),
        structure,
        headers,
    }
}

fn plan_header(cx: &Cx<'_>, scope: &mut Scope, merged: &Merged<'_>) -> (Field, HeaderField) {
    let header = merged.first;
    let spec = FieldSpec {
        wire: &header.name,
        ty: header_type(header),
        required: merged.required,
        boxed: false,
        deprecated: header.docs.deprecated,
        fixed: None,
        docs: header_docs(cx, merged),
    };
    let field = plan_field(cx, scope, spec);
    let (field, form, shape) = if merged.is_mixed {
        (as_text(field), HeaderForm::Simple, ValueShape::Scalar)
    } else {
        let form = plan_form(header);
        (field, form, form_shape(cx, form, header))
    };
    let travels = HeaderField {
        name: header.name.clone(),
        field: field.ident.clone(),
        required: merged.required,
        form,
        shape,
    };
    (field, travels)
}

/// The same field, of the header's text.
fn as_text(field: Field) -> Field {
    Field {
        ty: match field.presence {
            Presence::Required => Ty::String,
            Presence::Optional | Presence::OptionalNullable => Ty::option(Ty::String),
        },
        argument: Argument {
            ty: Ty::String,
            into: true,
            ..field.argument
        },
        ..field
    }
}

fn header_docs(cx: &Cx<'_>, merged: &Merged<'_>) -> Docs {
    let header = merged.first;
    let name = super::docs::code_span(&header.name);
    let docs = DocsWriter::described(&header.docs).paragraph(&format!("Header {name}."));
    if merged.is_mixed {
        let differs = "Its text, because the answers differ in its type.";
        return docs.paragraph(differs).finish();
    }
    constraints::describe_use(cx, docs, header.ty.id)
        .labelled("Example", header.docs.examples.get(..1).unwrap_or_default())
        .finish()
}

fn plan_form(header: &ir::Header) -> HeaderForm {
    match &header.encoding {
        _ if header.has_lines => HeaderForm::Lines,
        ir::ParameterEncoding::Style { explode: true, .. } => HeaderForm::Exploded,
        ir::ParameterEncoding::Style { explode: false, .. } => HeaderForm::Simple,
        ir::ParameterEncoding::Content { kind, .. } => match kind {
            ir::DocumentKind::Json => HeaderForm::Json,
            ir::DocumentKind::Text | ir::DocumentKind::Bytes => HeaderForm::Simple,
        },
        // Of a query string alone.
        ir::ParameterEncoding::Form { .. } => HeaderForm::Simple,
    }
}

fn form_shape(cx: &Cx<'_>, form: HeaderForm, header: &ir::Header) -> ValueShape {
    match (form, &header.encoding) {
        (HeaderForm::Lines, _) => ValueShape::Array,
        (HeaderForm::Json, _)
        | (_, ir::ParameterEncoding::Content { .. } | ir::ParameterEncoding::Form { .. }) => {
            ValueShape::Scalar
        }
        (HeaderForm::Simple | HeaderForm::Exploded, ir::ParameterEncoding::Style { .. }) => {
            plan_shape(cx, header.ty.id)
        }
    }
}

fn report_mixed(cx: &mut Cx<'_>, header: &ir::Header) {
    let name = &header.name;
    let message = format!("the answers type the header `{name}` differently: a client reads text");
    let diagnostic = Diagnostic::new(Code::UnsupportedKeyword, message)
        .severity(Severity::Weakened)
        .at(header.origin.span, &header.origin.pointer);
    cx.sink.push(diagnostic);
}
