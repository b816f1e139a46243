//! Objects → [`Struct`] or [`Map`].

use std::collections::BTreeMap;

use oaspen_diagnostics::Code;
use oaspen_document::model::SchemaId;

use super::accept::accepts;
use super::all_of::{View, view_of};
use super::context::{Conjunction, Lower, Operand, Pending, conjoin, place_of, schemas_in};
use super::docs::lower_docs;
use super::name::{named_by_pointer, step};
use super::readings::{Reading, note_reading};
use super::schema::{meaning_of, origin_of, use_conjunction};
use crate::ir::{self, Field, Map, Name, NameRoot, NameStep, Scalar, Shape, Struct, TypeUse};

/// The shape of a view whose values are objects.
pub(super) fn lower_object(
    cx: &mut Lower<'_>,
    pending: &Pending,
    view: &View,
    name: &Name,
) -> Shape {
    let additional = lower_additional(cx, pending, view, name);
    if view.properties.is_empty() && view.required.is_empty() {
        return match additional {
            ir::Additional::Typed(value) => Shape::Map(Map { value }),
            // An object of which nothing is said is free-form.
            ir::Additional::Ignored => Shape::Map(Map {
                value: use_conjunction(cx, Conjunction::new(), step(name, NameStep::Value)),
            }),
            ir::Additional::Denied => Shape::Struct(Struct {
                fields: Vec::new(),
                additional,
                passed_over: Vec::new(),
                parts: Vec::new(),
                any_of: Vec::new(),
                demands: Vec::new(),
            }),
        };
    }
    let mut fields: Vec<Field> = Vec::new();
    for (property, conditions) in &view.properties {
        fields.push(lower_field(cx, view, (property, conditions), name));
    }
    let undeclared = view.required.iter();
    let mut undeclared = undeclared
        .filter(|name| !view.properties.contains_key(*name))
        .peekable();
    if undeclared.peek().is_some() {
        let demanding = demanding_members(cx, view);
        for property in undeclared {
            let demanding = demanding.get(property).copied();
            fields.push(lower_undeclared(
                cx,
                pending,
                (view, property, demanding),
                name,
            ));
        }
    }
    note_parts(cx, pending);
    report_closed(cx, view);
    Shape::Struct(Struct {
        fields,
        additional,
        passed_over: Vec::new(),
        parts: Vec::new(),
        any_of: Vec::new(),
        demands: view.demands.clone(),
    })
}

fn lower_field(
    cx: &mut Lower<'_>,
    view: &View,
    property: (&str, &Conjunction),
    name: &Name,
) -> Field {
    let (property, conditions) = property;
    let said = view_of(cx, conditions);
    let default = said.default.clone();
    let default = default.filter(|value| accepts(cx, conditions, value));
    let place = place_of(conditions);
    let step_name = property_name(
        cx,
        conditions,
        step(name, NameStep::Property(property.to_owned())),
    );
    Field {
        name: property.to_owned(),
        origin: match place {
            Some(place) => origin_of(cx, place),
            None => super::origin::nowhere(cx.resolved),
        },
        ty: use_conjunction(cx, conditions.clone(), step_name),
        required: view.required.contains(property),
        docs: lower_docs(cx, conditions),
        default,
        read_only: said.read_only,
        write_only: said.write_only,
        // Known when all types and unions are.
        fixed: None,
    }
}

/// A property that comes from a component by `allOf` is called after that component, whoever names it
/// first.
fn property_name(cx: &Lower<'_>, conditions: &Conjunction, otherwise: Name) -> Name {
    let [Operand::Schema(only)] = conditions.as_slice() else {
        return otherwise;
    };
    let pointer = &cx.schema(*only).origin.pointer;
    let tokens: Vec<String> = pointer.tokens().take(6).collect();
    match tokens.as_slice() {
        [components, schemas, owner, properties, _]
            if components == "components" && schemas == "schemas" && properties == "properties" =>
        {
            let is_own = otherwise.root == NameRoot::Schema(owner.clone());
            let named = (!is_own).then(|| named_by_pointer(pointer)).flatten();
            named.unwrap_or(otherwise)
        }
        _ => otherwise,
    }
}

/// A member that is closed refuses what another requires; the property is kept, because it is meant.
fn report_closed(cx: &mut Lower<'_>, view: &View) {
    for additional in view
        .additional
        .iter()
        .filter(|member| member.schema.is_none())
    {
        let Some(object) = cx.object(additional.member) else {
            continue;
        };
        let is_refused = |name: &str| {
            !object.properties.contains_key(name) && object.pattern_properties.is_empty()
        };
        let refused = view.required.iter().find(|name| is_refused(name));
        // Within one schema it is an undeclared requirement, of which `check` tells.
        let refused = refused
            .filter(|_| view.members.len() > 1)
            .filter(|refused| !object.required.iter().any(|name| name.value == ***refused));
        if let Some(refused) = refused {
            report_refused(cx, additional.member, refused);
        } else if view.properties.keys().any(|name| is_refused(name)) {
            let keyword = "additionalProperties";
            note_reading(cx, Reading::ClosedMember, additional.member, keyword);
        }
    }
}

fn report_refused(cx: &mut Lower<'_>, member: SchemaId, refused: &str) {
    if cx.reported.insert((member, "closed")) {
        let message = format!(
            "`additionalProperties: false` refuses `{refused}`, which another member requires"
        );
        cx.report(Code::ConflictingAllOf, member, message);
    }
}

/// For each property that is required, the first member that says so.
fn demanding_members(cx: &Lower<'_>, view: &View) -> BTreeMap<String, SchemaId> {
    let mut demanding = BTreeMap::new();
    for member in &view.members {
        let object = cx.object(*member);
        for name in object.into_iter().flat_map(|object| &object.required) {
            demanding.entry(name.value.clone()).or_insert(*member);
        }
    }
    demanding
}

/// `required` names a property that `properties` does not: there is one, of any kind unless
/// `additionalProperties` says more.
fn lower_undeclared(
    cx: &mut Lower<'_>,
    pending: &Pending,
    property: (&View, &str, Option<SchemaId>),
    name: &Name,
) -> Field {
    let (view, property, demanding) = property;
    let conditions = typed_additional(cx, view);
    let origin = match demanding.or_else(|| place_of(&pending.meaning)) {
        Some(place) => origin_of(cx, place),
        None => super::origin::nowhere(cx.resolved),
    };
    let step_name = step(name, NameStep::Property(property.to_owned()));
    Field {
        name: property.to_owned(),
        origin,
        ty: use_conjunction(cx, conditions, step_name),
        required: true,
        docs: ir::Docs::default(),
        default: None,
        read_only: false,
        write_only: false,
        fixed: None,
    }
}

/// What every `additionalProperties` demands of a value.
fn typed_additional(cx: &Lower<'_>, view: &View) -> Conjunction {
    let mut conditions = Conjunction::new();
    for schema in view
        .additional
        .iter()
        .filter_map(|additional| additional.schema)
    {
        if !super::schema::says_nothing(cx, schema) {
            conjoin(&mut conditions, Operand::Schema(schema));
        }
    }
    conditions
}

fn lower_additional(
    cx: &mut Lower<'_>,
    pending: &Pending,
    view: &View,
    name: &Name,
) -> ir::Additional {
    let value_name = step(name, NameStep::Value);
    let any = |cx: &mut Lower<'_>| ir::Additional::Typed(any_value(cx, value_name.clone()));
    match view.by_pattern.as_slice() {
        [] if view.is_closed() => ir::Additional::Denied,
        [] if !view.additional.is_empty() => {
            let conditions = typed_additional(cx, view);
            ir::Additional::Typed(use_conjunction(cx, conditions, value_name))
        }
        [] if has_undeclared(cx, pending, view) => any(cx),
        [] => ir::Additional::Ignored,
        [first, others @ ..] if view.is_closed() && all_mean(cx, *first, others) => {
            let conditions = vec![Operand::Schema(*first)];
            ir::Additional::Typed(use_conjunction(cx, conditions, value_name))
        }
        // Which names have which type cannot be told from the type.
        [..] => {
            if view.is_closed() || !view.additional.is_empty() {
                report_by_name(cx, pending);
            }
            any(cx)
        }
    }
}

fn report_by_name(cx: &mut Lower<'_>, pending: &Pending) {
    if let Some(place) = place_of(&pending.meaning)
        && cx.reported.insert((place, "by name"))
    {
        let message = "the names of properties decide between types; all are any JSON value, \
                       which a server checks";
        cx.report(Code::UnsupportedKeyword, place, message);
    }
}

/// Whether schemas are of one type, whichever pattern a name matches.
fn all_mean(cx: &mut Lower<'_>, first: SchemaId, others: &[SchemaId]) -> bool {
    let meaning = |cx: &mut Lower<'_>, id| meaning_of(cx, vec![Operand::Schema(id)]);
    let first = meaning(cx, first);
    others.iter().all(|other| meaning(cx, *other) == first)
}

/// Lets a struct keep the properties that it does not name.
pub(super) fn keep_unnamed(cx: &mut Lower<'_>, shape: &mut Shape, name: &Name) {
    if let Shape::Struct(object) = shape
        && object.additional == ir::Additional::Ignored
    {
        let value = any_value(cx, step(name, NameStep::Value));
        object.additional = ir::Additional::Typed(value);
    }
}

fn any_value(cx: &mut Lower<'_>, name: Name) -> TypeUse {
    use_conjunction(cx, Conjunction::new(), name)
}

fn has_undeclared(cx: &Lower<'_>, pending: &Pending, view: &View) -> bool {
    let undeclared = &cx.undeclared_in_examples;
    let mut schemas = view
        .members
        .iter()
        .copied()
        .chain(schemas_in(&pending.source));
    schemas.any(|id| undeclared.contains(&id))
}

/// Remembers the `$ref` members of an `allOf`; which of them are parts is known when all are lowered.
fn note_parts(cx: &mut Lower<'_>, pending: &Pending) {
    let mut parts: Vec<SchemaId> = Vec::new();
    for id in schemas_in(&pending.meaning) {
        let Some(object) = cx.object(id) else {
            continue;
        };
        let members = object
            .all_of
            .iter()
            .map(|member| super::schema::target_of(cx, *member));
        parts.extend(object.reference);
        parts.extend(members.filter(|target| cx.components.contains_key(target)));
    }
    extend_by_parents(cx, &mut parts);
    cx.parts.insert(pending.id, parts);
}

/// The longest chain of discriminated parents that a struct is turned into.
const MOST_PARENTS: usize = 16;

/// Of a discriminated parent its own parents are parts too: a value is of their families as well.
fn extend_by_parents(cx: &Lower<'_>, parts: &mut Vec<SchemaId>) {
    let mut at = 0;
    while let Some(part) = parts.get(at).copied()
        && parts.len() < MOST_PARENTS
    {
        at += 1;
        let object = cx.object(part).filter(|_| cx.families.is_heir(part));
        let included = object.into_iter().flat_map(|it| &it.all_of);
        for target in included.map(|member| super::schema::target_of(cx, *member)) {
            if cx.families.of(target).is_some() && !parts.contains(&target) {
                parts.push(target);
            }
        }
    }
}

/// Writes the parts of every struct: members that are structs all of whose fields it has unchanged.
pub(super) fn lower_parts(cx: &mut Lower<'_>) {
    for (whole, members) in std::mem::take(&mut cx.parts) {
        let mut parts = Vec::new();
        for member in members {
            let part = match cx.families.of(member) {
                Some(family) => family.base,
                None => cx.components.get(&member).copied(),
            };
            let part = part.filter(|part| *part != whole && is_part(cx, *part, whole));
            if let Some(part) = part
                && !parts.contains(&part)
            {
                parts.push(part);
            }
        }
        let ty = cx.types.get_mut(whole.index());
        if let Some(Shape::Struct(lowered)) = ty.map(|ty| &mut ty.shape) {
            lowered.parts = parts;
        }
    }
}

fn is_part(cx: &Lower<'_>, part: ir::TypeId, whole: ir::TypeId) -> bool {
    let (Some(part), Some(whole)) = (struct_of(cx, part), struct_of(cx, whole)) else {
        return false;
    };
    part.fields.iter().all(|field| {
        let mut fields = whole.fields.iter();
        fields.any(|other| other.name == field.name && is_same_type(cx, other.ty, field.ty))
    })
}

fn is_same_type(cx: &Lower<'_>, left: TypeUse, right: TypeUse) -> bool {
    let scalar = |used: TypeUse| -> Option<&Scalar> {
        match &cx.types.get(used.id.index())?.shape {
            Shape::Scalar(scalar) => Some(scalar),
            Shape::Struct(_)
            | Shape::Enum(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Alias(_)
            | Shape::Any
            | Shape::Never => None,
        }
    };
    let is_same_scalar = scalar(left).is_some() && scalar(left) == scalar(right);
    left.nullable == right.nullable && (left.id == right.id || is_same_scalar)
}

/// The struct that a type is, by way of aliases.
fn struct_of<'c>(cx: &'c Lower<'_>, id: ir::TypeId) -> Option<&'c Struct> {
    let mut id = id;
    for _ in 0..cx.types.len() {
        match &cx.types.get(id.index())?.shape {
            Shape::Struct(lowered) => return Some(lowered),
            Shape::Alias(target) => id = target.id,
            Shape::Enum(_)
            | Shape::Union(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Scalar(_)
            | Shape::Any
            | Shape::Never => return None,
        }
    }
    None
}
