//! Types where they are used, names, values, conditions: what fits within a line.

use crate::ir::{
    Bounds, Constraints, FloatFormat, IntegerFormat, Ir, Name, NameRoot, NameStep, Scalar, Shape,
    StringFormat, Type, TypeId, TypeUse,
};

/// How deep inline lists and maps are shown in place.
const DEEPEST: usize = 6;

/// A type as it is used.
pub(super) fn show_use(ir: &Ir, ty: TypeUse) -> String {
    show_within(ir, ty, DEEPEST)
}

fn show_within(ir: &Ir, ty: TypeUse, depth: usize) -> String {
    let mut text = show_type(ir, ty.id, depth);
    if ty.nullable {
        text.push_str(" | null");
    }
    text
}

fn show_type(ir: &Ir, id: TypeId, depth: usize) -> String {
    let ty = ir.ty(id);
    let Some(depth) = depth.checked_sub(1) else {
        return show_name(&ty.name);
    };
    if !is_shown_in_place(ir, id) {
        return show_name(&ty.name);
    }
    let mut text = match &ty.shape {
        Shape::List(list) => format!("[{}]", show_within(ir, list.item, depth)),
        Shape::Map(map) => format!("{{{}}}", show_within(ir, map.value, depth)),
        Shape::Scalar(scalar) => show_scalar(scalar),
        Shape::Any => "any".to_owned(),
        Shape::Never => "never".to_owned(),
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => {
            show_name(&ty.name)
        }
    };
    push_constraints(&mut text, ty);
    text
}

/// Whether a type is shown where it is used and nowhere else.
pub(super) fn is_shown_in_place(ir: &Ir, id: TypeId) -> bool {
    if id.index() < ir.component_count {
        return false;
    }
    match &ir.ty(id).shape {
        Shape::List(_) | Shape::Map(_) | Shape::Scalar(_) | Shape::Any | Shape::Never => true,
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => {
            false
        }
    }
}

/// A name: `Pet`, `Pet.owner`, `Pet.tags[]`, `listPets()?limit`, `listPets():200<text/plain>`.
pub(super) fn show_name(name: &Name) -> String {
    let mut text = match &name.root {
        NameRoot::Schema(name) => name.clone(),
        NameRoot::Component(name) => format!("#{name}"),
        NameRoot::Operation(id) => format!("{id}()"),
    };
    for step in &name.steps {
        text.push_str(&match step {
            NameStep::Property(name) => format!(".{name}"),
            NameStep::Item => "[]".to_owned(),
            NameStep::Value => "{}".to_owned(),
            NameStep::Branch(index) => format!("|{index}"),
            NameStep::Title(value) | NameStep::Constant(value) => format!("|{value:?}"),
            NameStep::Key(key) => format!("|has {key:?}"),
            NameStep::Position(index) => format!("({index})"),
            NameStep::Base => ":base".to_owned(),
            NameStep::RequestBody => ":body".to_owned(),
            NameStep::Response(key) => format!(":{key}"),
            NameStep::Media(media_type) => format!("<{media_type}>"),
            NameStep::Parameter(name) => format!("?{name}"),
            NameStep::Request => ":request".to_owned(),
        });
    }
    text
}

pub(super) fn show_scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Boolean => "boolean".to_owned(),
        Scalar::Integer(format) => show_integer(*format).to_owned(),
        Scalar::Number(FloatFormat::F32) => "f32".to_owned(),
        Scalar::Number(FloatFormat::F64) => "f64".to_owned(),
        Scalar::Number(FloatFormat::Decimal) => "number(decimal)".to_owned(),
        Scalar::String(format) => show_string(format),
        Scalar::Binary => "binary".to_owned(),
        Scalar::Base64 => "base64".to_owned(),
        Scalar::Null => "null".to_owned(),
        Scalar::External(external) => format!("external({:?})", external.name),
    }
}

fn show_integer(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::I8 => "i8",
        IntegerFormat::I16 => "i16",
        IntegerFormat::I32 => "i32",
        IntegerFormat::I64 => "i64",
        IntegerFormat::U8 => "u8",
        IntegerFormat::U16 => "u16",
        IntegerFormat::U32 => "u32",
        IntegerFormat::U64 => "u64",
        IntegerFormat::I128 => "i128",
        IntegerFormat::Exact => "integer",
    }
}

fn show_string(format: &StringFormat) -> String {
    let word = match format {
        StringFormat::Plain => return "string".to_owned(),
        StringFormat::Other(format) => return format!("string({format:?})"),
        StringFormat::DateTime => "date-time",
        StringFormat::Date => "date",
        StringFormat::Time => "time",
        StringFormat::Duration => "duration",
        StringFormat::Uuid => "uuid",
        StringFormat::Uri => "uri",
        StringFormat::Ipv4 => "ipv4",
        StringFormat::Ipv6 => "ipv6",
        StringFormat::Decimal => "decimal",
        StringFormat::Password => "password",
    };
    format!("string({word})")
}

/// Adds conditions and what else a type shown in place says.
pub(super) fn push_constraints(text: &mut String, ty: &Type) {
    let conditions = show_constraints(&ty.constraints);
    if !conditions.is_empty() {
        text.push_str(&format!(" where ({})", conditions.join(", ")));
    }
    if ty.lenient {
        text.push_str(" lenient");
    }
}

fn show_constraints(constraints: &Constraints) -> Vec<String> {
    let mut shown = Vec::new();
    let counts = [
        ("length", constraints.length),
        ("items", constraints.items),
        ("properties", constraints.properties),
    ];
    for (word, Bounds { min, max }) in counts {
        if min.is_some() || max.is_some() {
            let show = |bound: Option<u64>| bound.map_or_else(String::new, |b| b.to_string());
            shown.push(format!("{word} {}..={}", show(min), show(max)));
        }
    }
    if constraints.unique_items {
        shown.push("unique".to_owned());
    }
    let limits = [
        (">=", &constraints.minimum),
        (">", &constraints.exclusive_minimum),
        ("<=", &constraints.maximum),
        ("<", &constraints.exclusive_maximum),
    ];
    for (sign, limit) in limits {
        shown.extend(limit.as_ref().map(|limit| format!("{sign} {limit}")));
    }
    let factors = constraints.multiple_of.iter();
    shown.extend(factors.map(|factor| format!("multiple of {factor}")));
    let patterns = constraints.patterns.iter();
    shown.extend(patterns.map(|pattern| format!("matches {pattern:?}")));
    shown
}
