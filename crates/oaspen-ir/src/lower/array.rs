//! Arrays → [`List`] or [`Tuple`].

use oaspen_document::model::SchemaBody;

use super::all_of::View;
use super::context::{Conjunction, Lower, schemas_in};
use super::name::step;
use super::schema::use_conjunction;
use crate::ir::{List, Name, NameStep, Shape, Tuple, TypeUse};

/// The shape of a view whose values are arrays.
pub(super) fn lower_array(cx: &mut Lower<'_>, view: &View, name: &Name) -> Shape {
    if view.prefix_items.is_empty() {
        let conditions = view.items.clone().unwrap_or_default();
        let item = use_conjunction(cx, conditions, step(name, NameStep::Item));
        return Shape::List(List { item });
    }
    let items: Vec<TypeUse> = view
        .prefix_items
        .iter()
        .enumerate()
        .map(|(position, conditions)| {
            let position = step(name, NameStep::Position(position));
            use_conjunction(cx, conditions.clone(), position)
        })
        .collect();
    let is_full = u64::try_from(items.len()).ok();
    let ends_here = view
        .constraints
        .items
        .max
        .is_some_and(|max| Some(max) <= is_full);
    let rest = if ends_here || refuses_more(cx, view) {
        None
    } else {
        let conditions: Conjunction = view.items.clone().unwrap_or_default();
        Some(use_conjunction(cx, conditions, step(name, NameStep::Item)))
    };
    // JSON Schema 2020-12 §10.3.1.1: positions say nothing of the array's length.
    let least = view.constraints.items.min.unwrap_or(0);
    let least = usize::try_from(least).map_or(items.len(), |least| least.min(items.len()));
    Shape::Tuple(Tuple { items, least, rest })
}

/// `items: false`.
fn refuses_more(cx: &Lower<'_>, view: &View) -> bool {
    view.items.as_ref().is_some_and(|conditions| {
        schemas_in(conditions).any(|id| matches!(cx.schema(id).body, SchemaBody::Boolean(false)))
    })
}
