//! Conditions on values, in words: the same list that a server checks, so that what is not said is
//! not checked and the other way.

use std::cell::Cell;

use oaspen_ir::ir::{Additional, Assertion, Json, Shape, Type, TypeId};

use super::docs::code_span;
use super::unions::kinds_text;
use super::{Cx, DocsWriter, json};

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
    let mut writer = describe(writer, "Constraints", cx.ir.ty(id));
    let mut inside = String::new();
    let mut next = inside_of(cx, id);
    while let Some((what, id)) = next {
        let of = if inside.is_empty() { "" } else { " of " };
        inside = format!("{what}{of}{inside}");
        let ty = cx.ir.ty(id);
        writer = describe_inside(writer, &inside, ty);
        writer = describe(writer, &format!("Constraints of {inside}"), ty);
        next = inside_of(cx, id);
    }
    writer
}

/// The items or values of a type, when they have no name.
fn inside_of(cx: &Cx<'_>, id: TypeId) -> Option<(&'static str, TypeId)> {
    let (what, inside) = match &cx.ir.ty(id).shape {
        Shape::List(list) => ("each item", list.item.id),
        Shape::Map(map) => ("each value", map.value.id),
        Shape::Struct(object) => match &object.additional {
            Additional::Typed(value) => ("each additional property", value.id),
            Additional::Ignored | Additional::Denied => return None,
        },
        Shape::Enum(_)
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

/// Adds a paragraph that says what holds, when something does, and one of what is not checked.
fn describe(writer: DocsWriter, label: &str, ty: &Type) -> DocsWriter {
    let is_told = |assertion: &&Assertion| !is_demand(ty, assertion);
    let assertions: Vec<Assertion> = ty.assertions.iter().filter(is_told).cloned().collect();
    let mut writer = writer;
    if !assertions.is_empty() {
        writer = writer.paragraph(&format!(
            "{label}: {}.",
            list(&assertions, 0, &Cell::new(MOST))
        ));
    }
    let is_checked = |written: &String| {
        let mut all = ty.assertions.iter();
        all.any(|known| matches!(known, Assertion::Pattern(known) if known.written == *written))
    };
    let patterns = ty.constraints.patterns.iter();
    for written in patterns.filter(|written| !is_checked(written)) {
        let text = format!("Not checked: pattern {}.", code_span(written));
        writer = writer.paragraph(&text);
    }
    writer
}

/// Whether a condition is said as a demand of the struct already.
fn is_demand(ty: &Type, assertion: &Assertion) -> bool {
    let Shape::Struct(object) = &ty.shape else {
        return false;
    };
    let only_asks = |list: &Vec<Assertion>| {
        let mut list = list.iter();
        list.all(|inside| matches!(inside, Assertion::Required(_) | Assertion::Kinds(_)))
    };
    !object.demands.is_empty()
        && matches!(
            assertion,
            Assertion::AnyOf(lists) | Assertion::OneOf(lists) if lists.iter().all(only_asks)
        )
}

/// How deep conditions in conditions are told.
const DEEPEST: usize = 4;

/// How many conditions are told of one type.
const MOST: usize = 32;

/// Conditions that hold together, in the order in which people look for them.
fn list(assertions: &[Assertion], depth: usize, left: &Cell<usize>) -> String {
    if depth > DEEPEST || left.get() == 0 {
        return "…".to_owned();
    }
    if assertions.is_empty() {
        return "any value".to_owned();
    }
    let mut said: Vec<String> = assertions.iter().filter_map(kind).collect();
    for (what, bounds) in bounds_of(assertions) {
        said.extend(describe_bounds(what, bounds));
    }
    said.extend(assertions.iter().filter_map(limit));
    for assertion in assertions {
        if left.get() == 0 {
            said.push("…".to_owned());
            break;
        }
        let Some(text) = condition(assertion, depth, left) else {
            continue;
        };
        left.update(|left| left.saturating_sub(1));
        said.push(text);
    }
    said.join("; ")
}

/// The least and the most of what is counted.
type Counts = (Option<u64>, Option<u64>);

fn bounds_of(assertions: &[Assertion]) -> [(&'static str, Counts); 3] {
    let mut length: Counts = (None, None);
    let mut items: Counts = (None, None);
    let mut properties: Counts = (None, None);
    for assertion in assertions {
        if let Assertion::MinLength(least) = assertion {
            length.0 = Some(*least);
        } else if let Assertion::MaxLength(most) = assertion {
            length.1 = Some(*most);
        } else if let Assertion::MinItems(least) = assertion {
            items.0 = Some(*least);
        } else if let Assertion::MaxItems(most) = assertion {
            items.1 = Some(*most);
        } else if let Assertion::MinProperties(least) = assertion {
            properties.0 = Some(*least);
        } else if let Assertion::MaxProperties(most) = assertion {
            properties.1 = Some(*most);
        }
    }
    [
        ("length", length),
        ("items", items),
        ("properties", properties),
    ]
}

fn describe_bounds(what: &str, bounds: Counts) -> Option<String> {
    match bounds {
        (None, None) => None,
        (Some(min), None) => Some(format!("{what} at least {min}")),
        (None, Some(max)) => Some(format!("{what} at most {max}")),
        (Some(min), Some(max)) if min == max => Some(format!("{what} exactly {min}")),
        (Some(min), Some(max)) => Some(format!("{what} {min} to {max}")),
    }
}

fn kind(assertion: &Assertion) -> Option<String> {
    if let Assertion::Kinds(kinds) = assertion {
        Some(kinds_text(*kinds))
    } else {
        None
    }
}

/// A limit of one value.
fn limit(assertion: &Assertion) -> Option<String> {
    let sign = |sign: &str, bound: &str| Some(code_span(&format!("{sign} {bound}")));
    if let Assertion::UniqueItems = assertion {
        Some("items all different".to_owned())
    } else if let Assertion::Minimum(bound) = assertion {
        sign("≥", bound)
    } else if let Assertion::ExclusiveMinimum(bound) = assertion {
        sign(">", bound)
    } else if let Assertion::Maximum(bound) = assertion {
        sign("≤", bound)
    } else if let Assertion::ExclusiveMaximum(bound) = assertion {
        sign("<", bound)
    } else if let Assertion::MultipleOf(divisor) = assertion {
        Some(format!("multiple of {}", code_span(divisor)))
    } else if let Assertion::Pattern(pattern) = assertion {
        Some(format!("pattern {}", code_span(&pattern.written)))
    } else {
        None
    }
}

/// A condition that is made of others, or is about names.
fn condition(assertion: &Assertion, depth: usize, left: &Cell<usize>) -> Option<String> {
    let inside = |conditions: &[Assertion]| list(conditions, depth + 1, left);
    let of = |what: String, conditions: &[Assertion]| match conditions {
        [] => None,
        [Assertion::Never] => Some(format!("no {what}")),
        _ => Some(format!("{what}: {}", inside(conditions))),
    };
    match assertion {
        Assertion::Never => Some("no value at all".to_owned()),
        Assertion::Values(values) => Some(values_text(values)),
        Assertion::Position(at, item) => of(format!("item {}", at + 1), item),
        Assertion::ItemsFrom(0, item) => of("items".to_owned(), item),
        Assertion::ItemsFrom(first, item) => of(format!("items after {first}"), item),
        Assertion::Contains(item, least, most) => Some(contains(&inside(item), *least, *most)),
        Assertion::UnevaluatedItems(_, item) => of("items besides".to_owned(), item),
        Assertion::Required(name) => Some(format!("{} must be there", code_span(name))),
        Assertion::Property(name, value) => of(format!("property {}", code_span(name)), value),
        Assertion::Matching(name, value) => {
            let name = code_span(&name.written);
            of(format!("properties whose name matches {name}"), value)
        }
        Assertion::Others(_, _, value) => of("other properties".to_owned(), value),
        Assertion::Names(name) if matches!(name.as_slice(), [Assertion::Never]) => {
            Some("no properties".to_owned())
        }
        Assertion::Names(name) => of("names of properties".to_owned(), name),
        Assertion::DependentRequired(name, others) => dependent(name, others),
        Assertion::Dependent(name, whole) => Some(format!(
            "where {} is there: {}",
            code_span(name),
            inside(whole)
        )),
        Assertion::UnevaluatedProperties(_, value) => of("properties besides".to_owned(), value),
        Assertion::Not(excluded) => Some(format!("not ({})", inside(excluded))),
        Assertion::AnyOf(lists) => Some(format!(
            "at least one of {}",
            alternatives(lists, depth, left)
        )),
        Assertion::OneOf(lists) => Some(format!(
            "exactly one of {}",
            alternatives(lists, depth, left)
        )),
        Assertion::If(test, then, otherwise) => {
            let branch = |word: &str, conditions: &[Assertion]| match conditions {
                [] => String::new(),
                _ => format!(", {word} ({})", inside(conditions)),
            };
            let (then, otherwise) = (branch("then", then), branch("else", otherwise));
            Some(format!("if ({}){then}{otherwise}", inside(test)))
        }
        Assertion::Kinds(_)
        | Assertion::MinLength(_)
        | Assertion::MaxLength(_)
        | Assertion::Pattern(_)
        | Assertion::Minimum(_)
        | Assertion::Maximum(_)
        | Assertion::ExclusiveMinimum(_)
        | Assertion::ExclusiveMaximum(_)
        | Assertion::MultipleOf(_)
        | Assertion::MinItems(_)
        | Assertion::MaxItems(_)
        | Assertion::UniqueItems
        | Assertion::MinProperties(_)
        | Assertion::MaxProperties(_) => None,
    }
}

fn alternatives(lists: &[Vec<Assertion>], depth: usize, left: &Cell<usize>) -> String {
    let lists = lists.iter().take(MOST);
    let lists: Vec<String> = lists
        .map(|conditions| format!("({})", list(conditions, depth + 1, left)))
        .collect();
    lists.join(", ")
}

fn contains(item: &str, least: u64, most: Option<u64>) -> String {
    let count = match (least, most) {
        (least, None) => format!("at least {least}"),
        (0, Some(most)) => format!("at most {most}"),
        (least, Some(most)) => format!("{least} to {most}"),
    };
    if item.is_empty() {
        format!("contains {count} items")
    } else {
        format!("contains {count} of ({item})")
    }
}

fn dependent(name: &str, others: &[String]) -> Option<String> {
    let others: Vec<String> = others.iter().map(|other| code_span(other)).collect();
    let needed = others.join(" and ");
    (!others.is_empty()).then(|| format!("{} needs {needed}", code_span(name)))
}

/// How many values of a list are shown.
const MOST_VALUES: usize = 8;

fn values_text(values: &[Json]) -> String {
    let shown = values.iter().take(MOST_VALUES);
    let mut shown: Vec<String> = shown.map(|value| code_span(&json::shown(value))).collect();
    if values.len() > MOST_VALUES {
        shown.push("…".to_owned());
    }
    shown.join(" or ")
}
