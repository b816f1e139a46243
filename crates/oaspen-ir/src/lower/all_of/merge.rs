//! One more schema into a view, and what can only be said when all are in.

use std::collections::BTreeSet;

use oaspen_document::model::{SchemaBody, SchemaId, SchemaObject};
use oaspen_document::node::Node;

use super::{Additional, Conflict, UnionView, View, conjoin_schema, kinds_of_type};
use crate::ir::{Constraints, Demand, EnumVariant, JsonKind, KindSet};
use crate::lower::constraint::{intersect_constraints, lower_constraints};
use crate::lower::context::{Conjunction, Lower, UnionKeyword};
use crate::lower::enumeration::{lower_extensible, lower_values};
use crate::lower::implied::implied_kinds;
use crate::lower::json::{canonical_json, lower_json};
use crate::lower::schema::is_plain;
use crate::lower::union::accepts_everything_twice;

/// Adds the keywords of one schema, unions excepted.
pub(super) fn merge_object(
    cx: &Lower<'_>,
    view: &mut View,
    id: SchemaId,
    object: &SchemaObject<SchemaId>,
) {
    merge_types(view, id, object);
    merge_values(view, id, object);
    merge_properties(cx, view, id, object);
    merge_items(view, object);
    let constraints = lower_constraints(object);
    view.implied = view.implied.union(implied_kinds(object));
    intersect_constraints(&mut view.constraints, constraints);
    let format = object.format.as_ref().map(|format| &format.value);
    merge_format(view, format);
    take_first(&mut view.content_encoding, object.content_encoding.as_ref());
    take_first(
        &mut view.content_media_type,
        object.content_media_type.as_ref(),
    );
    // What stands outside is said last and is about this use.
    if let Some(default) = &object.default {
        view.default = Some(lower_json(default));
    }
    view.read_only |= object.read_only;
    view.write_only |= object.write_only;
}

fn take_first(all: &mut Option<String>, more: Option<&String>) {
    if all.is_none() {
        *all = more.cloned();
    }
}

/// Of two integer formats the narrower holds; of others the first.
fn merge_format(view: &mut View, more: Option<&String>) {
    const NARROW: [&str; 7] = [
        "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
    ];
    let rank = |format: &str| NARROW.iter().position(|narrow| *narrow == format);
    let is_narrower = match (
        view.format.as_deref().and_then(rank),
        more.map(|more| rank(more)),
    ) {
        (Some(known), Some(Some(more))) => more < known,
        _ => false,
    };
    if view.format.is_none() || is_narrower {
        view.format = more.cloned().or_else(|| view.format.take());
    }
}

fn merge_types(view: &mut View, id: SchemaId, object: &SchemaObject<SchemaId>) {
    let Some(types) = object
        .types
        .as_ref()
        .filter(|types| !types.value.names.is_empty())
    else {
        return;
    };
    // Documents list `null` as a value and forget it in `type`; nothing else can be meant.
    let lists_null = object
        .enumeration
        .iter()
        .flat_map(|listed| &listed.value)
        .any(Node::is_null);
    let null = if lists_null {
        KindSet::of(JsonKind::Null)
    } else {
        KindSet::EMPTY
    };
    let names = types.value.names.iter();
    let kinds = names
        .map(|name| kinds_of_type(*name))
        .fold(null, KindSet::union);
    let both = view.kinds.intersection(kinds);
    if let (true, Some(first)) = (both.is_empty(), view.typed_by) {
        let message = "the `type`s of these members exclude each other".to_owned();
        conflict(view, first, id, message);
    }
    if view.types.is_empty() {
        view.types.clone_from(&types.value.names);
    }
    view.kinds = both;
    view.typed_by.get_or_insert(id);
}

fn conflict(view: &mut View, first: SchemaId, second: SchemaId, message: String) {
    view.conflict.get_or_insert(Conflict {
        first,
        second,
        message,
    });
}

fn merge_values(view: &mut View, id: SchemaId, object: &SchemaObject<SchemaId>) {
    if view.extensible.is_none() {
        view.extensible = lower_extensible(object);
    }
    let Some(values) = lower_values(object) else {
        return;
    };
    intersect_values(view, id, values);
}

/// Keeps of the values that `id` listed nothing but their kinds; it is the first of its view.
pub(super) fn forget_values(view: &mut View, id: SchemaId) {
    if view.values_by != Some(id) {
        return;
    }
    let kinds = view.values.take().into_iter().flatten();
    let kinds = kinds.map(|variant| KindSet::of(variant.value.kind()));
    view.kinds = view
        .kinds
        .intersection(kinds.fold(KindSet::EMPTY, KindSet::union));
    view.typed_by.get_or_insert(id);
    view.values_by = None;
}

/// Keeps the values that are known and listed by `id` too.
fn intersect_values(view: &mut View, id: SchemaId, values: Vec<EnumVariant>) {
    let Some(known) = view.values.take() else {
        view.values = Some(values);
        view.values_by = Some(id);
        return;
    };
    let listed: BTreeSet<String> = values
        .iter()
        .map(|other| canonical_json(&other.value))
        .collect();
    let both: Vec<EnumVariant> = known
        .into_iter()
        .filter(|variant| listed.contains(&canonical_json(&variant.value)))
        .collect();
    if let (true, Some(first)) = (both.is_empty(), view.values_by) {
        let message = "these members have no value in common".to_owned();
        conflict(view, first, id, message);
    }
    view.values = Some(both);
}

fn merge_properties(
    cx: &Lower<'_>,
    view: &mut View,
    id: SchemaId,
    object: &SchemaObject<SchemaId>,
) {
    for (name, property) in &object.properties {
        let conditions = view.properties.entry(name.clone()).or_default();
        conjoin_schema(conditions, *property);
    }
    for name in &object.required {
        view.required.insert(name.value.clone());
    }
    let mut patterns = object.pattern_properties.iter();
    // One that every name matches says what `additionalProperties` would, and nothing is left for
    // that: JSON Schema 2020-12 §10.3.2.3.
    if let Some((_, schema)) = patterns.find(|(pattern, _)| matches_all(pattern)) {
        view.additional.push(Additional {
            member: id,
            schema: Some(*schema),
        });
        return;
    }
    view.by_pattern.extend(object.pattern_properties.values());
    if let Some(schema) = object.additional_properties {
        let is_false = matches!(cx.schema(schema).body, SchemaBody::Boolean(false));
        view.additional.push(Additional {
            member: id,
            schema: (!is_false).then_some(schema),
        });
    }
}

/// Whether a pattern holds for every name, as people write it.
fn matches_all(pattern: &str) -> bool {
    ["", "^", "$", ".*", "^.*", ".*$", "^.*$"].contains(&pattern)
}

fn merge_items(view: &mut View, object: &SchemaObject<SchemaId>) {
    let known = view.prefix_items.len();
    for (position, item) in object.prefix_items.iter().enumerate() {
        match view.prefix_items.get_mut(position) {
            Some(conditions) => conjoin_schema(conditions, *item),
            // Where one member has no position of its own, its `items` hold.
            None => {
                let mut conditions: Conjunction = if known == 0 {
                    Vec::new()
                } else {
                    view.items.clone().unwrap_or_default()
                };
                conjoin_schema(&mut conditions, *item);
                view.prefix_items.push(conditions);
            }
        }
    }
    if let Some(items) = object.items {
        for conditions in view.prefix_items.iter_mut().skip(object.prefix_items.len()) {
            conjoin_schema(conditions, items);
        }
        conjoin_schema(view.items.get_or_insert_default(), items);
    }
}

/// What depends on every member: values against types, names against closed members.
pub(super) fn finish(cx: &Lower<'_>, view: &mut View) {
    spread_additional(cx, view);
    super::tag::release_tags(cx, view);
    let unions = std::mem::take(&mut view.unions);
    for union in unions {
        if let Some(constants) = constants_of(cx, &union.branches) {
            intersect_values(view, union.owner, constants);
        } else if accepts_everything_twice(cx, &union) {
            view.demanded_by.push((union.owner, union.keyword));
        } else if is_demand_only(cx, view, &union.branches) {
            view.demanded_by.push((union.owner, union.keyword));
            view.demands.extend(demands_of(cx, &union));
        } else {
            view.unions.push(union);
        }
    }
    filter_values(view);
}

/// `oneOf: [{const: 1, title: …}, …]` is an enum that names and describes its values.
fn constants_of(cx: &Lower<'_>, branches: &[SchemaId]) -> Option<Vec<EnumVariant>> {
    let mut constants: Vec<EnumVariant> = Vec::new();
    let mut seen = BTreeSet::new();
    for branch in branches {
        let object = cx.object(*branch)?;
        let [constant] = lower_values(object)?.try_into().ok()?;
        let EnumVariant {
            value,
            name,
            description,
            deprecated: _,
        } = constant;
        if !seen.insert(canonical_json(&value)) || !is_plain(object) {
            return None;
        }
        let said = object.description.clone();
        constants.push(EnumVariant {
            value,
            name: name.or_else(|| object.title.clone()),
            description: description.or(said).filter(|text| !text.trim().is_empty()),
            deprecated: object.deprecated,
        });
    }
    Some(constants)
}

fn filter_values(view: &mut View) {
    let Some(values) = &mut view.values else {
        return;
    };
    let kinds = view.kinds;
    let fits = |variant: &EnumVariant| kinds.contains(variant.value.kind());
    if values.iter().any(fits) {
        values.retain(fits);
    } else if let (None, Some(first), Some(second)) =
        (&view.conflict, view.typed_by, view.values_by)
    {
        if first == second {
            // One schema that contradicts itself: the type is the safer half.
            view.values = None;
        } else {
            let message = "one member's `type` refuses every value of the other".to_owned();
            conflict(view, first, second, message);
        }
    }
}

/// A property that one member names and another only allows by `additionalProperties` has
/// to satisfy both.
fn spread_additional(cx: &Lower<'_>, view: &mut View) {
    for additional in &view.additional {
        let (Some(schema), Some(member)) = (additional.schema, cx.object(additional.member)) else {
            continue;
        };
        let says_nothing = super::super::schema::says_nothing(cx, schema);
        if says_nothing || !member.pattern_properties.is_empty() {
            continue;
        }
        for (name, conditions) in &mut view.properties {
            if !member.properties.contains_key(name) {
                conjoin_schema(conditions, schema);
            }
        }
    }
}

/// Whether branches do nothing but demand properties that are described elsewhere, or narrow what is
/// typed elsewhere, so that they make no type.
fn is_demand_only(cx: &Lower<'_>, view: &View, branches: &[SchemaId]) -> bool {
    branches.iter().all(|branch| {
        cx.object(*branch).is_some_and(|object| {
            let narrows = lower_constraints(object) != Constraints::default();
            let demands = !object.required.is_empty() || object.not.is_some();
            (demands || (narrows && view.typed_by.is_some()))
                && is_shapeless(object)
                && object
                    .required
                    .iter()
                    .all(|name| view.properties.contains_key(&name.value))
        })
    })
}

/// What the branches demand, when each demands something and nothing else is asked of the whole.
fn demands_of(cx: &Lower<'_>, union: &UnionView) -> Option<Demand> {
    let demanded = union.branches.iter().map(|branch| {
        let required = &cx.object(*branch)?.required;
        let names = required.iter().map(|name| name.value.clone());
        (!required.is_empty()).then(|| names.collect())
    });
    Some(Demand {
        exactly_one: union.keyword == UnionKeyword::OneOf,
        sets: demanded.collect::<Option<_>>()?,
    })
}

/// Whether a schema has no keyword that tells the shape of values.
fn is_shapeless(object: &SchemaObject<SchemaId>) -> bool {
    object.types.is_none()
        && object.format.is_none()
        && object.enumeration.is_none()
        && object.constant.is_none()
        && object.properties.is_empty()
        && object.reference.is_none()
        && object.all_of.is_empty()
        && object.one_of.is_none()
        && object.any_of.is_none()
        && object.additional_properties.is_none()
        && object.pattern_properties.is_empty()
        && object.items.is_none()
        && object.prefix_items.is_empty()
        && object.content_encoding.is_none()
        && object.content_media_type.is_none()
}
