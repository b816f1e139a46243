//! Types as compact text.

use std::fmt::Write;

use oaspen_diagnostics::Diagnostic;

use crate::ir::{
    Additional, Bounds, Constraints, Docs, Ir, Name, NameRoot, NameStep, Plan, Scalar, Shape,
    Struct, Test, Type, TypeId, TypeUse, Union,
};

pub(super) fn show_types(ir: &Ir) -> String {
    let mut text = String::new();
    for ty in &ir.types {
        write!(text, "{}: ", show_name(&ty.name)).unwrap();
        show_type(&mut text, ir, ty);
        text.push('\n');
    }
    text
}

pub(super) fn show_diagnostic(diagnostic: &Diagnostic) -> String {
    format!(
        "! {} {}: {}{}\n",
        diagnostic.code.info().name,
        diagnostic.pointer,
        diagnostic.message,
        if diagnostic.labels.is_empty() {
            String::new()
        } else {
            format!(" ({} labels)", diagnostic.labels.len())
        },
    )
}

pub(in crate::lower) fn show_name(name: &Name) -> String {
    let mut text = match &name.root {
        NameRoot::Schema(name) | NameRoot::Component(name) | NameRoot::Operation(name) => {
            name.clone()
        }
    };
    for step in &name.steps {
        let step = match step {
            NameStep::Property(name) => format!(".{name}"),
            NameStep::Item => "[]".to_owned(),
            NameStep::Value => "{}".to_owned(),
            NameStep::Branch(position) => format!("|{position}"),
            NameStep::Title(value) | NameStep::Constant(value) => format!("|{value:?}"),
            NameStep::Key(key) => format!("|has {key:?}"),
            NameStep::Position(position) => format!("[{position}]"),
            NameStep::Base => ":base".to_owned(),
            NameStep::RequestBody => "/body".to_owned(),
            NameStep::Response(key) => format!("/{key}"),
            NameStep::Media(text) => format!("/{text}"),
            NameStep::Parameter(name) => format!("?{name}"),
            NameStep::Request => ":request".to_owned(),
        };
        text.push_str(&step);
    }
    text
}

fn show_id(ir: &Ir, id: TypeId) -> String {
    show_name(&ir.ty(id).name)
}

/// Scalars without a component's name and `Any` are shown where they are used.
fn show_use(ir: &Ir, used: TypeUse) -> String {
    let ty = ir.ty(used.id);
    let text = match &ty.shape {
        Shape::Scalar(scalar) if !ty.name.steps.is_empty() => show_scalar(scalar),
        Shape::Any if !ty.name.steps.is_empty() => "any".to_owned(),
        Shape::Struct(_)
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => show_id(ir, used.id),
    };
    if used.nullable {
        format!("{text}?null")
    } else {
        text
    }
}

fn show_scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::External(external) => format!("external {}", external.name),
        Scalar::Boolean => "bool".to_owned(),
        Scalar::Integer(format) => format!("{format:?}").to_lowercase(),
        Scalar::Number(format) => format!("{format:?}").to_lowercase(),
        Scalar::String(format) => format!("string({format:?})").replace("(Plain)", ""),
        Scalar::Binary => "binary".to_owned(),
        Scalar::Base64 => "base64".to_owned(),
        Scalar::Null => "null".to_owned(),
    }
}

fn show_type(text: &mut String, ir: &Ir, ty: &Type) {
    let mut shape = String::new();
    show_shape(&mut shape, ir, ty);
    let (head, rest) = shape.split_at(shape.find('\n').unwrap_or(shape.len()));
    text.push_str(head);
    show_constraints(text, &ty.constraints);
    if let Some(default) = &ty.default {
        write!(text, " = {}", default).unwrap();
    }
    if ty.lenient {
        text.push_str(" lenient");
    }
    show_docs(text, &ty.docs);
    text.push_str(rest);
}

fn show_shape(text: &mut String, ir: &Ir, ty: &Type) {
    match &ty.shape {
        Shape::Struct(lowered) => show_struct(text, ir, lowered),
        Shape::Enum(lowered) => {
            let variants: Vec<String> = lowered
                .variants
                .iter()
                .map(|variant| {
                    let name = variant
                        .name
                        .as_ref()
                        .map_or(String::new(), |name| format!(" as {name}"));
                    let said = variant
                        .description
                        .as_ref()
                        .map_or(String::new(), |said| format!(" '{said}'"));
                    format!("{}{name}{said}", variant.value)
                })
                .collect();
            write!(text, "enum {:?} {}", lowered.base, variants.join(" | ")).unwrap();
        }
        Shape::Union(union) => show_union(text, ir, union),
        Shape::List(list) => write!(text, "list of {}", show_use(ir, list.item)).unwrap(),
        Shape::Map(map) => write!(text, "map of {}", show_use(ir, map.value)).unwrap(),
        Shape::Tuple(tuple) => {
            let items: Vec<String> = tuple.items.iter().map(|item| show_use(ir, *item)).collect();
            let rest = tuple
                .rest
                .map_or(String::new(), |rest| format!(", {}…", show_use(ir, rest)));
            write!(text, "tuple ({}{rest})", items.join(", ")).unwrap();
        }
        Shape::Scalar(scalar) => text.push_str(&show_scalar(scalar)),
        Shape::Alias(target) => write!(text, "alias of {}", show_use(ir, *target)).unwrap(),
        Shape::Any => text.push_str("any"),
        Shape::Never => text.push_str("never"),
    }
}

fn show_struct(text: &mut String, ir: &Ir, lowered: &Struct) {
    text.push_str("struct");
    if !lowered.parts.is_empty() {
        let parts: Vec<String> = lowered
            .parts
            .iter()
            .map(|part| show_id(ir, *part))
            .collect();
        write!(text, " of {}", parts.join(" + ")).unwrap();
    }
    for field in &lowered.fields {
        let mark = if field.required { "" } else { "?" };
        write!(text, "\n  {}{mark}: {}", field.name, show_use(ir, field.ty)).unwrap();
        if let Some(default) = &field.default {
            write!(text, " = {}", default).unwrap();
        }
        if field.read_only {
            text.push_str(" read-only");
        }
        if field.write_only {
            text.push_str(" write-only");
        }
        show_docs(text, &field.docs);
    }
    match &lowered.additional {
        Additional::Ignored => {}
        Additional::Denied => text.push_str("\n  no others"),
        Additional::Typed(used) => write!(text, "\n  others: {}", show_use(ir, *used)).unwrap(),
    }
}

fn show_union(text: &mut String, ir: &Ir, union: &Union) {
    text.push_str("union");
    for branch in &union.branches {
        write!(text, "\n  {}", show_use(ir, branch.ty)).unwrap();
        if let Some(tag) = &branch.tag {
            write!(text, " tag {tag:?}").unwrap();
        }
    }
    text.push_str(&show_plan(&union.plan));
}

pub(in crate::lower) fn show_plan(plan: &Plan) -> String {
    let mut text = String::new();
    for rule in &plan.rules {
        let kinds: Vec<String> = rule
            .kinds
            .iter()
            .map(|kind| format!("{kind:?}").to_lowercase())
            .collect();
        let values = |values: &[crate::ir::Json]| {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            values.join("|")
        };
        let test = match &rule.test {
            Test::Always => String::new(),
            Test::HasKey(key) => format!(" has {key}"),
            Test::FirstItem(kinds) if kinds.is_empty() => " empty".to_owned(),
            Test::FirstItem(kinds) => {
                let kinds: Vec<String> = kinds.iter().map(|kind| format!("{kind:?}")).collect();
                format!(" of {}", kinds.join(",").to_lowercase())
            }
            Test::LacksKey(key) => format!(" lacks {key}"),
            Test::Tolerated => " tolerated".to_owned(),
            Test::KeyEquals(key, expected) => format!(" {key}={}", values(expected)),
            Test::Equals(expected) => format!(" ={}", values(expected)),
            Test::Decodes => " decodes".to_owned(),
        };
        write!(text, "\n  {}{test} → {}", kinds.join(","), rule.branch).unwrap();
    }
    write!(text, "\n  by {:?}", plan.reason).unwrap();
    text
}

fn show_bounds(text: &mut String, name: &str, bounds: Bounds) {
    let Bounds { min, max } = bounds;
    if bounds != Bounds::default() {
        let show = |bound: Option<u64>| bound.map_or(String::new(), |bound| bound.to_string());
        write!(text, " {name} {}..{}", show(min), show(max)).unwrap();
    }
}

fn show_constraints(text: &mut String, constraints: &Constraints) {
    show_bounds(text, "length", constraints.length);
    show_bounds(text, "items", constraints.items);
    show_bounds(text, "properties", constraints.properties);
    if constraints.unique_items {
        text.push_str(" unique");
    }
    for pattern in &constraints.patterns {
        write!(text, " /{pattern}/").unwrap();
    }
    for (sign, limit) in [
        (">=", &constraints.minimum),
        ("<=", &constraints.maximum),
        (">", &constraints.exclusive_minimum),
        ("<", &constraints.exclusive_maximum),
    ] {
        if let Some(limit) = limit {
            write!(text, " {sign}{limit}").unwrap();
        }
    }
    for divisor in &constraints.multiple_of {
        write!(text, " %{divisor}").unwrap();
    }
}

fn show_docs(text: &mut String, docs: &Docs) {
    let url = docs.external.as_ref().map(|external| &external.url);
    let said = [docs.title.as_ref(), docs.description.as_ref(), url];
    for said in said.into_iter().flatten() {
        write!(text, " '{said}'").unwrap();
    }
    for example in &docs.examples {
        write!(text, " e.g. {}", example).unwrap();
    }
    if docs.deprecated {
        text.push_str(" deprecated");
    }
}
