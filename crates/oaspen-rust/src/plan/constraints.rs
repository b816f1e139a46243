//! Conditions on values, in words.

use oaspen_ir::ir::{Bounds, Constraints, Shape, Type, TypeId};

use super::docs::code_span;
use super::{Cx, DocsWriter};

/// Adds what holds for every value of a type: for the type itself, unless it has a name to read
/// about it, and for what is inside it without a name.
pub(crate) fn describe_use(cx: &Cx<'_>, writer: DocsWriter, id: TypeId) -> DocsWriter {
    if cx.names.of(id).is_some() {
        return writer;
    }
    describe_type(cx, writer, id)
}

/// Adds what holds for every value of a type and for what is inside it without a name.
pub(crate) fn describe_type(cx: &Cx<'_>, writer: DocsWriter, id: TypeId) -> DocsWriter {
    let mut writer = describe(writer, "Constraints", &cx.ir.ty(id).constraints);
    let mut inside = String::new();
    let mut next = inside_of(cx, id);
    while let Some((what, id)) = next {
        let of = if inside.is_empty() { "" } else { " of " };
        inside = format!("{what}{of}{inside}");
        let ty = cx.ir.ty(id);
        writer = describe_inside(writer, &inside, ty);
        writer = describe(writer, &format!("Constraints of {inside}"), &ty.constraints);
        next = inside_of(cx, id);
    }
    writer
}

/// The items or values of a type, when they have no name.
fn inside_of(cx: &Cx<'_>, id: TypeId) -> Option<(&'static str, TypeId)> {
    let (what, inside) = match &cx.ir.ty(id).shape {
        Shape::List(list) => ("each item", list.item.id),
        Shape::Map(map) => ("each value", map.value.id),
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => return None,
    };
    cx.names.of(inside).is_none().then_some((what, inside))
}

/// Adds what is said about items or values that have no place of their own to say it.
fn describe_inside(writer: DocsWriter, inside: &str, ty: &Type) -> DocsWriter {
    let docs = &ty.docs;
    let label = format!("For {inside}:");
    let said = docs.description.as_deref().or(docs.title.as_deref());
    let writer = match said.map(str::trim) {
        // What has lines may begin with a list or a block of code, which begin lines.
        Some(said) if said.contains('\n') => writer.paragraph(&label).markdown(said),
        Some(said) => writer.markdown(&format!("{label} {said}")),
        None => writer,
    };
    let example = docs.examples.get(..1).unwrap_or_default();
    writer
        .labelled(&format!("Default of {inside}"), ty.default.as_slice())
        .labelled(&format!("Example of {inside}"), example)
}

/// Adds a paragraph that says what holds, when something does.
fn describe(writer: DocsWriter, label: &str, constraints: &Constraints) -> DocsWriter {
    let mut said = Vec::new();
    describe_bounds(&mut said, "length", constraints.length);
    describe_bounds(&mut said, "items", constraints.items);
    describe_bounds(&mut said, "properties", constraints.properties);
    if constraints.unique_items {
        said.push("items all different".to_owned());
    }
    for (sign, bound) in [
        ("≥", &constraints.minimum),
        (">", &constraints.exclusive_minimum),
        ("≤", &constraints.maximum),
        ("<", &constraints.exclusive_maximum),
    ] {
        if let Some(bound) = bound {
            said.push(code_span(&format!("{sign} {bound}")));
        }
    }
    for divisor in &constraints.multiple_of {
        said.push(format!("multiple of {}", code_span(divisor)));
    }
    for pattern in &constraints.patterns {
        said.push(format!("pattern {}", code_span(pattern)));
    }
    if said.is_empty() {
        return writer;
    }
    writer.paragraph(&format!("{label}: {}.", said.join("; ")))
}

fn describe_bounds(said: &mut Vec<String>, what: &str, bounds: Bounds) {
    match (bounds.min, bounds.max) {
        (None, None) => {}
        (Some(min), None) => said.push(format!("{what} at least {min}")),
        (None, Some(max)) => said.push(format!("{what} at most {max}")),
        (Some(min), Some(max)) if min == max => said.push(format!("{what} exactly {min}")),
        (Some(min), Some(max)) => said.push(format!("{what} {min} to {max}")),
    }
}
