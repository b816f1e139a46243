//! Structs.

use oaspen_ir::ir::{self, TypeId};

use super::default::plan_default;
use super::deprecated::is_deprecated;
use super::direction::plan_struct_into_request;
use super::docs::code_span;
use super::equality::plan_equality;
use super::{Cx, DocsWriter, FieldSpec, checks, constraints, conversion, items, names, plan_field};
use crate::model::{
    Additional, AsBranch, Constructor, Derive, Docs, Field, Fixed, ItemPath, ObjectCodec, Presence,
    Struct, Unknown,
};
use crate::name::{Case, Scope, Words};

/// As many arguments as a reader (and clippy, in a strict workspace) can tell apart by position.
pub(super) const MOST_ARGUMENTS: usize = 5;

/// Plans the struct of an object.
pub(crate) fn plan_struct(
    cx: &mut Cx<'_>,
    id: TypeId,
    path: &ItemPath,
    object: &ir::Struct,
) -> Struct {
    let (fields, additional) = plan_fields(cx, id, object);
    let constructor = plan_constructor(cx, path, &fields);
    Struct {
        deprecated: is_deprecated(cx, id),
        docs: struct_docs(cx, id, object).finish(),
        ident: path.ident.clone(),
        derives: plan_derives(cx, id, &constructor, additional.as_ref()),
        parts: conversion::plan_part_froms(cx, id, object, &fields),
        constructor,
        into_request: plan_struct_into_request(cx, id, object, (&fields, additional.as_ref())),
        codec: Some(ObjectCodec {
            passed_over: object.passed_over.clone(),
            unknown: match object.additional {
                ir::Additional::Denied => Unknown::Denied,
                ir::Additional::Ignored | ir::Additional::Typed(_) => Unknown::Ignored,
            },
        }),
        branches: plan_branches(cx, object, &fields),
        branch_froms: conversion::plan_branch_froms(cx, object, (&fields, additional.as_ref())),
        fields,
        additional,
        checks: checks::plan_type_checks(cx, id),
    }
}

fn struct_docs(cx: &Cx<'_>, id: TypeId, object: &ir::Struct) -> DocsWriter {
    let words = items::type_words(cx.ir.ty(id));
    let demands = object.demands.iter().map(|demand| {
        let count = if demand.exactly_one {
            "Exactly"
        } else {
            "At least"
        };
        let of = |set: &Vec<String>| {
            let names: Vec<String> = set.iter().map(|name| code_span(name)).collect();
            names.join(" and ")
        };
        let sets: Vec<String> = demand.sets.iter().map(of).collect();
        format!("{count} one of these must be there: {}.", sets.join(", "))
    });
    demands
        .fold(words, |words, demand| words.paragraph(&demand))
        .join(items::type_docs_rest(cx, id))
}

/// A function for each type that a value may be, named after the type.
fn plan_branches(cx: &Cx<'_>, object: &ir::Struct, fields: &[Field]) -> Vec<AsBranch> {
    let mut scope = Scope::reserving(&["new"]);
    for setter in fields.iter().filter_map(|field| field.setter.as_ref()) {
        scope.reserve(setter.as_str());
    }
    let mut branches: Vec<AsBranch> = Vec::new();
    for id in &object.any_of {
        let name = names::name_words(&cx.ir.ty(*id).name);
        let ty = cx.ty(ir::TypeUse {
            id: *id,
            nullable: false,
        });
        if branches.iter().all(|known| known.ty != ty) {
            let docs = "The same value as this type, when it has what that asks for: written and read again.";
            branches.push(AsBranch {
                ident: scope.claim(&Words::of("to").join(&name), Case::Snake),
                docs: DocsWriter::new().paragraph(docs).finish(),
                ty,
            });
        }
    }
    branches
}

/// How a struct with these fields is made; may claim a name beside it.
pub(crate) fn plan_constructor(cx: &mut Cx<'_>, path: &ItemPath, fields: &[Field]) -> Constructor {
    let is_preset = |field: &Field| matches!(field.fixed, Some(Fixed::Text(_)));
    match fields.iter().filter(|field| is_asked_for(field)).count() {
        0 if fields.iter().any(is_preset) => Constructor::Preset,
        0 => Constructor::Empty,
        count if count <= MOST_ARGUMENTS => Constructor::Arguments,
        _ => {
            let words = Words::of(path.ident.plain()).join(&Words::of("required"));
            Constructor::Named(cx.names.claim_beside(path, &words))
        }
    }
}

/// Whether a new struct cannot be made without being told the field.
fn is_asked_for(field: &Field) -> bool {
    match field.presence {
        Presence::Required => field.fixed.is_none(),
        Presence::Optional | Presence::OptionalNullable => false,
    }
}

fn plan_derives(
    cx: &Cx<'_>,
    id: TypeId,
    constructor: &Constructor,
    additional: Option<&Additional>,
) -> Vec<Derive> {
    let facts = cx.facts.of(id);
    let mut derives = vec![Derive::Clone];
    if facts.is_copy && additional.is_none() {
        derives.push(Derive::Copy);
    }
    derives.push(Derive::Debug);
    if *constructor == Constructor::Empty {
        derives.push(Derive::Default);
    }
    derives.push(Derive::PartialEq);
    let mut equality = plan_equality(cx, id);
    // Maps have no order to hash in.
    equality.retain(|derive| *derive != Derive::Hash || additional.is_none());
    derives.extend(equality);
    derives
}

/// The fields of an object in order, and the one for what has no field.
pub(crate) fn plan_fields(
    cx: &Cx<'_>,
    id: TypeId,
    object: &ir::Struct,
) -> (Vec<Field>, Option<Additional>) {
    let mut scope = Scope::new();
    let boxed = &cx.facts.of(id).boxed;
    let mut fields: Vec<Field> = object
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let spec = FieldSpec {
                wire: &field.name,
                ty: field.ty,
                required: field.required,
                boxed: boxed.contains(&at),
                deprecated: field.docs.deprecated,
                fixed: field.fixed.as_ref(),
                docs: field_docs(cx, field),
            };
            plan_field(cx, &mut scope, spec)
        })
        .collect();
    let additional = match object.additional {
        ir::Additional::Typed(value) => Some(Additional {
            ident: scope.claim(&Words::of("additional"), Case::Snake),
            value: cx.ty(value),
        }),
        ir::Additional::Ignored | ir::Additional::Denied => None,
    };
    // Last, so that no field is renamed for them.
    for (at, (planned, field)) in fields.iter_mut().zip(&object.fields).enumerate() {
        if !boxed.contains(&at) {
            plan_default(cx, &mut scope, planned, (field.ty, field.default.as_ref()));
        }
    }
    (fields, additional)
}

/// The words at the field; what holds for its values when its type is nowhere else to read about.
fn field_docs(cx: &Cx<'_>, field: &ir::Field) -> Docs {
    let described = DocsWriter::described(&field.docs);
    let is_told = field.docs.title.is_some() || field.docs.description.is_some();
    let mut writer = if is_told {
        described
    } else {
        let name = super::docs::code_span(&field.name);
        DocsWriter::new()
            .paragraph(&format!("Property {name}."))
            .join(described)
    };
    for (word, holds) in [
        ("Only in answers.", field.read_only),
        ("Only in requests.", field.write_only),
    ] {
        if holds {
            writer = writer.paragraph(word);
        }
    }
    constraints::describe_use(cx, writer, field.ty.id)
        .labelled("`new` sets it", field.fixed.as_slice())
        .labelled("Default", field.default.as_slice())
        .labelled("Example", field.docs.examples.get(..1).unwrap_or_default())
        .finish()
}
