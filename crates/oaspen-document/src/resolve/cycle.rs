//! Schemas that describe a value by way of themselves.
//!
//! `$ref`, `allOf`, `oneOf`, `anyOf` and `not` speak of the same value; a cycle of them says nothing
//! and would send every later stage round in circles. Cycles that have one sensible reading get it
//! from `unwind`; the others are reported. Through a property, an item or a map's value recursion is
//! fine.

use oaspen_diagnostics::{Code, Diagnostic, Sink};

use super::unwind::Unwind;
use crate::model::{AnySchema, Arena, Origin, Schema, SchemaId};

/// How often cycles may come to light behind unwound ones; real documents need one or two passes.
const PASSES: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// What the passes share.
struct Search<'a, 's> {
    sink: &'s mut Sink,
    schemas: &'a mut Arena<AnySchema, Schema<SchemaId>>,
    unwind: Unwind,
    visits: Vec<Visit>,
    /// A cycle was unwound in this pass.
    unwound: bool,
    /// A cycle was reported.
    found: bool,
}

/// Unwinds the cycles that can be and reports every other once; `None` when there is one.
pub(super) fn resolve_cycles(
    sink: &mut Sink,
    schemas: &mut Arena<AnySchema, Schema<SchemaId>>,
) -> Option<()> {
    let mut search = Search {
        sink,
        schemas,
        unwind: Unwind::default(),
        visits: Vec::new(),
        unwound: true,
        found: false,
    };
    for pass in 0..=PASSES {
        if search.found || !search.unwound {
            break;
        }
        search.unwound = false;
        search.visits = vec![Visit::New; search.schemas.len()];
        for index in 0..search.visits.len() {
            visit(&mut search, SchemaId::from_index(index), pass < PASSES);
        }
    }
    if search.found {
        return None;
    }
    search.unwind.finish(search.schemas);
    Some(())
}

/// Depth-first, on a stack of our own: chains may be thousands long.
fn visit(search: &mut Search<'_, '_>, start: SchemaId, may_unwind: bool) {
    let mut stack: Vec<(SchemaId, Vec<SchemaId>)> = Vec::new();
    if enter(&mut search.visits, start) {
        stack.push((start, same_value(search.schemas, start)));
    }
    while let Some((id, rest)) = stack.last_mut() {
        let Some(next) = rest.pop() else {
            if let Some(visit) = search.visits.get_mut(id.index()) {
                *visit = Visit::Done;
            }
            stack.pop();
            continue;
        };
        if search.visits.get(next.index()) == Some(&Visit::Open) {
            let path = stack.iter().map(|(id, _)| *id);
            let cycle: Vec<SchemaId> = path.skip_while(|id| *id != next).collect();
            if may_unwind && search.unwind.unwind(search.sink, search.schemas, &cycle) {
                search.unwound = true;
            } else {
                search.found = true;
                report(search.sink, search.schemas, &cycle);
            }
        } else if enter(&mut search.visits, next) {
            stack.push((next, same_value(search.schemas, next)));
        }
    }
}

fn enter(visits: &mut [Visit], id: SchemaId) -> bool {
    match visits.get_mut(id.index()) {
        Some(visit) if *visit == Visit::New => {
            *visit = Visit::Open;
            true
        }
        Some(_) | None => false,
    }
}

/// The schemas that speak of the same value, the last written first.
fn same_value(schemas: &Arena<AnySchema, Schema<SchemaId>>, id: SchemaId) -> Vec<SchemaId> {
    let Some(object) = schemas.get(id).and_then(Schema::object) else {
        return Vec::new();
    };
    let mut ids: Vec<SchemaId> = object
        .reference
        .into_iter()
        .chain(object.all_of.iter().copied())
        .chain(object.one_of.iter().flatten().copied())
        .chain(object.any_of.iter().flatten().copied())
        .chain(object.not)
        .collect();
    ids.reverse();
    ids
}

fn report(sink: &mut Sink, schemas: &Arena<AnySchema, Schema<SchemaId>>, cycle: &[SchemaId]) {
    // A cycle of thousands is told by its ends.
    const SHOWN: usize = 8;
    let cycle: Vec<&Origin> = cycle
        .iter()
        .filter_map(|id| schemas.get(*id))
        .map(|schema| &schema.origin)
        .collect();
    let Some((first, others)) = cycle.split_first() else {
        return;
    };
    let mut names: Vec<String> = cycle
        .iter()
        .chain(std::iter::once(first))
        .map(|origin| format!("`{}`", origin.pointer))
        .collect();
    if names.len() > SHOWN {
        let hidden = names.len() - SHOWN;
        let told = format!("… {hidden} more …");
        names.splice(SHOWN / 2..SHOWN / 2 + hidden, [told]);
    }
    let message = format!(
        "this schema describes itself by itself: {}",
        names.join(" → ")
    );
    let diagnostic = Diagnostic::new(Code::ReferenceCycle, message).at(first.span, &first.pointer);
    let diagnostic = others
        .iter()
        .take(SHOWN)
        .fold(diagnostic, |diagnostic, origin| {
            diagnostic.label(origin.span, "by way of this")
        });
    sink.push(diagnostic);
}
