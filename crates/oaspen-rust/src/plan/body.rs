//! Bodies: what each media type carries, and the enum over them when there are several.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_ir::ir::{self, ContentKind, Shape, TypeId, TypeUse};

use super::parameter::{plan_shape, plan_style_encoding};
use super::spelling::Spelling;
use super::structs::plan_fields;
use super::{Cx, DocsWriter, FieldSpec, checks, constraints, paths, plan_field};
use crate::model::{
    Argument, Body, BodyCodec, BodyPart, Boxing, Content, Derive, Field, FormField, InnerPayload,
    ItemFraming, ItemPath, Multipart, PartCodec, PayloadAccess, PayloadEnum, PayloadVariant,
    Presence, RuntimeType, Ty, ValueShape,
};
use crate::name::{Case, RustIdent, Scope, Words};

/// The field `body` of a request, and how it travels. Claims `body` in the request's scope.
pub(super) fn plan_body(
    cx: &mut Cx<'_>,
    scope: &mut Scope,
    index: usize,
    body: &ir::Body,
) -> (Field, Body) {
    let payloads = plan_payloads(cx, &body.contents, Travel::Streamed);
    let docs = body_docs(body);
    let choice = (payloads.len() > 1).then(|| PayloadEnum {
        docs: DocsWriter::new()
            .paragraph("A request body, by media type.")
            .finish(),
        ident: RustIdent::fixed("Body"),
        derives: payload_derives(payloads.iter().any(Payload::is_streamed)),
        variants: plan_body_variants(cx, &body.contents, &payloads),
        access: plan_access(&payloads),
    });
    let field = match &choice {
        Some(choice) => {
            let ty = Ty::Item(paths::operation_item(cx, index, choice.ident.clone()));
            choice_field(scope, body.required, ty, docs.finish())
        }
        None => plan_body_field(cx, scope, body, docs),
    };
    let contents = payloads
        .into_iter()
        .map(|payload| payload.content)
        .collect();
    let body = Body {
        field: field.ident.clone(),
        required: body.required,
        choice,
        contents,
    };
    (field, body)
}

/// The variants of the enum over several media types. What JSON alone carries converts to it: there
/// is one media type that can be meant.
fn plan_body_variants(
    cx: &Cx<'_>,
    contents: &[ir::Content],
    payloads: &[Payload],
) -> Vec<PayloadVariant> {
    let spellings: Vec<_> = contents
        .iter()
        .map(|content| carried(cx, &content.kind).map(|ty| cx.spelling(ty)))
        .collect();
    let plan = |((payload, content), spelling): ((&Payload, &ir::Content), &Option<Spelling>)| {
        let is_json = matches!(content.kind, ContentKind::Json(_));
        let is_own = spellings.iter().filter(|other| *other == spelling).count() == 1
            && payloads
                .iter()
                .filter(|other| other.ty == payload.ty)
                .count()
                == 1;
        let is_void = [Some(Spelling::UNIT), Some(Spelling::NEVER)].contains(spelling);
        PayloadVariant {
            has_from: is_json && is_own && !is_void,
            ..payload.variant()
        }
    };
    let pairs = payloads.iter().zip(contents).zip(&spellings);
    pairs.map(plan).collect()
}

fn body_docs(body: &ir::Body) -> DocsWriter {
    let docs = DocsWriter::described(&body.docs);
    match body.contents.as_slice() {
        [only] => {
            let media_type = super::docs::code_span(&only.media_type.text);
            let docs = docs.paragraph(&format!("The body, {media_type}."));
            part_docs(range_docs(docs, &only.media_type.text), &only.kind)
        }
        _ => docs.paragraph("The body, by media type."),
    }
}

/// Which media types a file of the body may have, when there is a choice.
fn part_docs(docs: DocsWriter, kind: &ContentKind) -> DocsWriter {
    let parts: &[ir::Part] = match kind {
        ContentKind::Multipart { parts, .. } => parts,
        ContentKind::Json(_)
        | ContentKind::Form { .. }
        | ContentKind::Text(_)
        | ContentKind::Items { .. }
        | ContentKind::Bytes => &[],
    };
    parts.iter().fold(docs, |docs, part| {
        let is_file = part_codec(Some(part)).1 == PartCodec::Bytes;
        let media_types = media_types_of(part);
        let docs = part.headers.iter().fold(docs, |docs, header| {
            let name = super::docs::code_span(&part.name);
            let header = super::docs::code_span(header);
            docs.paragraph(&format!("Part {name} must have the header {header}."))
        });
        let is_choice = media_types.len() > 1 || media_types.iter().any(|one| one.contains('*'));
        if !is_file || !is_choice {
            return docs;
        }
        let name = super::docs::code_span(&part.name);
        let media_types = media_types.iter().map(|one| super::docs::code_span(one));
        let list = media_types.collect::<Vec<_>>().join(", ");
        docs.paragraph(&format!("Part {name} is of the types {list}."))
    })
}

/// What to do about a range, which says nothing of the bytes that are sent.
fn range_docs(docs: DocsWriter, media_type: &str) -> DocsWriter {
    if media_type.contains('*') {
        docs.paragraph("A range: a call tells what it is by its header `content-type`.")
    } else {
        docs
    }
}

/// The field of a body with one media type.
fn plan_body_field(cx: &Cx<'_>, scope: &mut Scope, body: &ir::Body, docs: DocsWriter) -> Field {
    let content = body.contents.first();
    let typed = content.and_then(|content| carried(cx, &content.kind));
    match typed {
        Some(ty) => {
            let docs = constraints::describe_use(cx, docs, ty.id);
            let spec = FieldSpec {
                wire: "body",
                // An optional body is there or not; `null` would be a third state.
                ty: TypeUse {
                    id: if body.required {
                        ty.id
                    } else {
                        cx.value(ty).id
                    },
                    nullable: ty.nullable && body.required,
                },
                required: body.required,
                boxed: false,
                deprecated: false,
                fixed: None,
                docs: docs.finish(),
            };
            plan_field(cx, scope, spec)
        }
        None => {
            let ty = content.map_or(Ty::Runtime(RuntimeType::Body), |content| {
                payload_ty(cx, &content.kind, Travel::Streamed)
            });
            choice_field(scope, body.required, ty, docs.finish())
        }
    }
}

/// A field whose type is no type of the document.
fn choice_field(scope: &mut Scope, required: bool, ty: Ty, docs: crate::model::Docs) -> Field {
    let ident = scope.claim(&Words::of("body"), Case::Snake);
    Field {
        setter: (!required).then(|| ident.clone()),
        wire: "body".to_owned(),
        fixed: None,
        setter_docs: super::field::setter_docs("body"),
        docs,
        ty: if required {
            ty.clone()
        } else {
            Ty::option(ty.clone())
        },
        presence: if required {
            Presence::Required
        } else {
            Presence::Optional
        },
        argument: Argument {
            ident: ident.clone(),
            ty,
            into: true,
            boxing: Boxing::Unboxed,
        },
        default: None,
        deprecated: false,
        codec: crate::model::Codec::Plain,
        ident,
    }
}

/// A media type with what it carries.
pub(super) struct Payload {
    pub(super) content: Content,
    pub(super) ty: Ty,
    docs: crate::model::Docs,
}

/// Whether bodies without structure are handed on as they come, or read first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Travel {
    Streamed,
    Read,
}

/// What an enum of payloads derives. Who could copy a stream, or compare it, would have read it.
pub(super) fn payload_derives(is_streamed: bool) -> Vec<Derive> {
    if is_streamed {
        vec![Derive::Debug]
    } else {
        vec![Derive::Clone, Derive::Debug, Derive::PartialEq]
    }
}

/// What functions of the enum over media types tell.
pub(super) fn plan_access(payloads: &[Payload]) -> Option<PayloadAccess> {
    let (first, others) = payloads.split_first()?;
    let is_same =
        |other: &Payload| other.ty == first.ty && other.content.boxed == first.content.boxed;
    let media_types = payloads.iter();
    Some(PayloadAccess {
        media_types: media_types
            .map(|payload| payload.content.media_type.clone())
            .collect(),
        inner: others.iter().all(is_same).then(|| InnerPayload {
            ty: first.ty.clone(),
            boxed: first.content.boxed,
        }),
    })
}

impl Payload {
    pub(super) fn is_streamed(&self) -> bool {
        self.content.codec.is_streamed()
    }

    /// The variant of the enum over several media types.
    pub(super) fn variant(&self) -> PayloadVariant {
        PayloadVariant {
            docs: self.docs.clone(),
            ident: self.content.variant.clone(),
            has_status: false,
            headers: None,
            payload: Some(self.ty.clone()),
            boxed: self.content.boxed,
            has_from: false,
        }
    }
}

/// What each media type of an answer carries, in order. Forms and parts are not taken apart there.
pub(super) fn plan_answer_payloads(
    cx: &mut Cx<'_>,
    contents: &[ir::Content],
    travel: Travel,
) -> Vec<Payload> {
    let mut readable = Vec::with_capacity(contents.len());
    for content in contents {
        let kind = match &content.kind {
            ContentKind::Json(_) | ContentKind::Text(_) | ContentKind::Bytes => {
                content.kind.clone()
            }
            ContentKind::Items { .. } if travel == Travel::Streamed => content.kind.clone(),
            ContentKind::Items { .. }
            | ContentKind::Form { .. }
            | ContentKind::Multipart { .. } => {
                report_untyped(cx, content);
                ContentKind::Bytes
            }
        };
        readable.push(ir::Content {
            kind,
            ..content.clone()
        });
    }
    plan_payloads(cx, &readable, travel)
}

fn report_untyped(cx: &mut Cx<'_>, content: &ir::Content) {
    let media_type = &content.media_type.text;
    let message = match &content.kind {
        ContentKind::Items { .. } => format!(
            "a failure is read whole before it is given, so `{media_type}` is no stream here but bytes"
        ),
        ContentKind::Form { .. } | ContentKind::Multipart { .. } => {
            format!("answers of `{media_type}` are not taken apart; this one is bytes")
        }
        ContentKind::Json(_) | ContentKind::Text(_) | ContentKind::Bytes => return,
    };
    let diagnostic = Diagnostic::new(Code::UnsupportedMediaType, message)
        .severity(Severity::Weakened)
        .at(content.origin.span, &content.origin.pointer);
    cx.sink.push(diagnostic);
}

/// What each media type of a body carries, in order.
fn plan_payloads(cx: &Cx<'_>, contents: &[ir::Content], travel: Travel) -> Vec<Payload> {
    let mut variants = Scope::new();
    let mut functions = Scope::reserving(&["handle", "encode", "decode"]);
    let plan = |content: &ir::Content| {
        let is_large = carried(cx, &content.kind).is_some_and(|ty| cx.sizes.is_large(ty));
        let media_type = &content.media_type.text;
        let docs = range_docs(DocsWriter::new().code(media_type), media_type);
        Payload {
            docs: part_docs(docs, &content.kind).finish(),
            ty: payload_ty(cx, &content.kind, travel),
            content: Content {
                media_type: content.media_type.text.clone(),
                sent_as: concrete(content),
                variant: variants.claim(&variant_words(&content.media_type), Case::Pascal),
                boxed: is_large,
                codec: plan_codec(cx, &mut functions, &content.kind, travel),
                checks: match &content.kind {
                    ContentKind::Json(ty)
                    | ContentKind::Form { ty, .. }
                    | ContentKind::Multipart { ty, .. }
                    | ContentKind::Items { ty, .. }
                    | ContentKind::Text(ty) => checks::plan_use_checks(cx, *ty),
                    ContentKind::Bytes => Vec::new(),
                },
            },
        }
    };
    contents.iter().map(plan).collect()
}

/// RFC 9110 §12.5.1: a range matches media types, but cannot be sent as one.
fn concrete(content: &ir::Content) -> String {
    if !content.media_type.text.contains('*') {
        return content.media_type.text.clone();
    }
    let sent_as = match content.kind {
        ContentKind::Json(_) => "application/json",
        ContentKind::Form { .. } => "application/x-www-form-urlencoded",
        ContentKind::Multipart { .. } => "multipart/form-data",
        ContentKind::Text(_) => "text/plain",
        ContentKind::Items { .. } | ContentKind::Bytes => "application/octet-stream",
    };
    sent_as.to_owned()
}

fn variant_words(media_type: &ir::MediaType) -> Words {
    match media_type.text.as_str() {
        "text/plain" => Words::of("text"),
        "application/x-www-form-urlencoded" => Words::of("form"),
        "multipart/form-data" => Words::of("multipart"),
        "*/*" => Words::of("any"),
        text => super::names::media_words(text),
    }
}

/// The document's type that a body carries as it is, when there is one.
fn carried(cx: &Cx<'_>, kind: &ContentKind) -> Option<TypeUse> {
    match kind {
        ContentKind::Json(ty) => Some(*ty),
        ContentKind::Form { ty, .. } => Some(plain(*ty)),
        ContentKind::Multipart { ty, .. } => multipart_struct(cx, ty.id).map(|_| plain(*ty)),
        ContentKind::Text(ty) => Some(plain(*ty)),
        ContentKind::Items { .. } | ContentKind::Bytes => None,
    }
}

const fn plain(ty: TypeUse) -> TypeUse {
    TypeUse {
        id: ty.id,
        nullable: false,
    }
}

/// The Rust type that a media type carries.
fn payload_ty(cx: &Cx<'_>, kind: &ContentKind, travel: Travel) -> Ty {
    if let ContentKind::Items { ty, framing } = kind {
        let item = Box::new(cx.ty(*ty));
        return match framing {
            ir::Framing::Events | ir::Framing::TextEvents => Ty::EventStream(item),
            ir::Framing::WholeEvents | ir::Framing::JsonLines | ir::Framing::JsonSequence => {
                Ty::ItemStream(item)
            }
        };
    }
    match (carried(cx, kind), travel) {
        (Some(ty), _) => cx.ty(ty),
        (None, Travel::Streamed) => Ty::Runtime(RuntimeType::Body),
        (None, Travel::Read) => Ty::Runtime(RuntimeType::Bytes),
    }
}

fn plan_codec(cx: &Cx<'_>, functions: &mut Scope, kind: &ContentKind, travel: Travel) -> BodyCodec {
    let bytes = match travel {
        Travel::Streamed => BodyCodec::Stream,
        Travel::Read => BodyCodec::Bytes,
    };
    match kind {
        ContentKind::Json(_) => BodyCodec::Json,
        ContentKind::Form { ty, parts } => BodyCodec::Form(plan_form(cx, ty.id, parts)),
        ContentKind::Multipart { ty, parts } => match multipart_struct(cx, ty.id) {
            Some(structure) => {
                let id = cx.unaliased(ty.id);
                BodyCodec::Multipart(plan_multipart(cx, functions, id, structure, parts))
            }
            None => bytes,
        },
        ContentKind::Text(_) => BodyCodec::Text,
        ContentKind::Items { framing, .. } => BodyCodec::Items(plan_framing(*framing)),
        ContentKind::Bytes => bytes,
    }
}

const fn plan_framing(framing: ir::Framing) -> ItemFraming {
    match framing {
        ir::Framing::Events => ItemFraming::Events,
        ir::Framing::TextEvents => ItemFraming::TextEvents,
        ir::Framing::WholeEvents => ItemFraming::WholeEvents,
        ir::Framing::JsonLines => ItemFraming::JsonLines,
        ir::Framing::JsonSequence => ItemFraming::JsonSequence,
    }
}

pub(super) fn plan_form(cx: &Cx<'_>, id: TypeId, parts: &[ir::Part]) -> Vec<FormField> {
    let Shape::Struct(structure) = &cx.ir.ty(cx.unaliased(id)).shape else {
        return Vec::new();
    };
    let fields = structure.fields.iter();
    let plan = |field: &ir::Field| FormField {
        name: field.name.clone(),
        shape: plan_shape(cx, field.ty.id),
        encoding: parts
            .iter()
            .find(|part| part.name == field.name)
            .and_then(|part| plan_style_encoding(&part.encoding)),
    };
    fields.map(plan).collect()
}

/// The struct of a multipart body: only that can be taken apart.
fn multipart_struct<'a>(cx: &'a Cx<'_>, id: TypeId) -> Option<(&'a ItemPath, &'a ir::Struct)> {
    let end = cx.unaliased(id);
    match &cx.ir.ty(end).shape {
        Shape::Struct(structure) => cx.names.of(end).map(|path| (path, structure)),
        Shape::Enum(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => None,
    }
}

fn plan_multipart(
    cx: &Cx<'_>,
    functions: &mut Scope,
    id: TypeId,
    (path, structure): (&ItemPath, &ir::Struct),
    parts: &[ir::Part],
) -> Multipart {
    let (idents, additional) = plan_fields(cx, id, structure);
    let reader = reader_ident(&idents);
    let fields = structure.fields.iter().zip(idents);
    let plan = |(field, planned): (&ir::Field, Field)| {
        let part = parts.iter().find(|part| part.name == field.name);
        plan_part(cx, field, planned, part)
    };
    Multipart {
        ty: path.clone(),
        write: functions.claim(&Words::of("write parts"), Case::Snake),
        read: functions.claim(&Words::of("read parts"), Case::Snake),
        reader,
        parts: fields.map(plan).collect(),
        additional: additional.map(|additional| additional.ident),
    }
}

fn plan_part(cx: &Cx<'_>, field: &ir::Field, planned: Field, part: Option<&ir::Part>) -> BodyPart {
    // OAS 3.1 §4.8.14.4: an array is one part for each item.
    let is_list = matches!(cx.ir.ty(cx.unaliased(field.ty.id)).shape, Shape::List(_));
    let (content_type, codec) = part_codec(part);
    BodyPart {
        name: field.name.clone(),
        field: planned.ident,
        has_null: planned.presence == Presence::OptionalNullable,
        deprecated: planned.deprecated,
        content_type,
        media_types: part.map(media_types_of).unwrap_or_default(),
        headers: part.map(|part| part.headers.clone()).unwrap_or_default(),
        codec,
        required: field.required,
        shape: if is_list {
            ValueShape::Array
        } else {
            ValueShape::Scalar
        },
        checks: match codec {
            PartCodec::Json | PartCodec::Text => checks::plan_use_checks(cx, field.ty),
            PartCodec::Bytes => Vec::new(),
        },
    }
}

fn media_types_of(part: &ir::Part) -> Vec<String> {
    let media_types = part.media_types.iter();
    media_types
        .map(|media_type| media_type.text.clone())
        .collect()
}

/// What a decoder calls its reader, beside variables that are called as fields are.
pub(super) fn reader_ident(fields: &[Field]) -> RustIdent {
    let mut scope = Scope::new();
    for field in fields {
        scope.reserve(field.ident.as_str());
    }
    scope.claim_first(&["read", "reader", "request"].map(Words::of), Case::Snake)
}

/// The media type of a part and how it is written, as lowering says of every part; JSON writes
/// whatever there is, should one be missing.
fn part_codec(part: Option<&ir::Part>) -> (String, PartCodec) {
    match part.map(|part| &part.encoding) {
        Some(ir::ParameterEncoding::Content { media_type, kind }) => {
            let codec = match kind {
                ir::DocumentKind::Json => PartCodec::Json,
                ir::DocumentKind::Text => PartCodec::Text,
                ir::DocumentKind::Bytes => PartCodec::Bytes,
            };
            (media_type.text.clone(), codec)
        }
        Some(ir::ParameterEncoding::Style { .. } | ir::ParameterEncoding::Form { .. }) | None => {
            ("application/json".to_owned(), PartCodec::Json)
        }
    }
}
