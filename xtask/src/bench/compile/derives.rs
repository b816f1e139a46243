//! The same types as people write them: serde's derives, nothing else.
//!
//! What a generated types crate has besides (constructors, setters, documentation, unknown values,
//! the requests and answers of operations) is not here, so the comparison favours the derives.

use std::fmt::Write as _;

use oaspen_rust::model::{
    Alias, Enum, EnumValue, Field, Item, ItemPath, Literal, Module, Newtype, Part, Presence,
    Primitive, RuntimeType, RustModel, Struct, Test, Ty, Union, UnionVariant,
};

const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n";
const USES: &str = "use serde::{Deserialize, Serialize};\n\n";

/// `lib.rs` of a crate with the model's types.
pub(super) fn write_types(model: &RustModel) -> String {
    let mut text = format!("#![allow(unused_imports)]\n{USES}");
    let types = model.parts.iter().find(|part| part.part == Part::Types);
    if let Some(types) = types {
        write_module(&mut text, &types.root);
    }
    text
}

/// The items of a module and of those below. A module whose items are handed on has none of its own.
fn write_module(text: &mut String, module: &Module) {
    for item in &module.items {
        write_item(text, item);
    }
    for below in &module.modules {
        if is_handed_on(below) {
            write_module(text, below);
        } else {
            let mut inner = String::new();
            write_module(&mut inner, below);
            if !inner.is_empty() {
                let _ = writeln!(text, "pub mod {} {{\n{USES}{inner}}}", below.ident);
            }
        }
    }
}

/// Schemas are in modules of their own that nobody sees.
fn is_handed_on(module: &Module) -> bool {
    module.is_handed_on || module.ident.plain() == "schemas"
}

fn write_item(text: &mut String, item: &Item) {
    match item {
        Item::Struct(item) => write_struct(text, item),
        Item::Enum(item) => write_enum(text, item),
        Item::Union(item) => write_union(text, item),
        Item::Alias(Alias { ident, ty, .. }) => {
            let _ = writeln!(text, "pub type {ident} = {};", name(ty));
        }
        Item::Newtype(Newtype { ident, ty, .. }) => {
            let _ = writeln!(text, "{DERIVES}pub struct {ident}(pub {});\n", name(ty));
        }
        Item::Operation(_)
        | Item::Security(_)
        | Item::Addresses(_)
        | Item::Client(_)
        | Item::ClientMethods(_)
        | Item::Call(_)
        | Item::Api(_)
        | Item::TagTrait(_)
        | Item::Authenticator(_)
        | Item::Server(_)
        | Item::Dispatch(_)
        | Item::Handler(_) => {}
    }
}

fn write_struct(text: &mut String, item: &Struct) {
    // What is no JSON object is the request of an operation.
    if item.codec.is_none() {
        return;
    }
    let _ = writeln!(text, "{DERIVES}pub struct {} {{", item.ident);
    for field in &item.fields {
        write_field(text, field);
    }
    if let Some(additional) = &item.additional {
        let value = name(&additional.value);
        let _ = writeln!(
            text,
            "    #[serde(flatten)]\n    pub {}: ::std::collections::BTreeMap<::std::string::String, {value}>,",
            additional.ident
        );
    }
    text.push_str("}\n\n");
}

fn write_field(text: &mut String, field: &Field) {
    let mut attributes = Vec::new();
    if field.wire != field.ident.plain() {
        attributes.push(format!("rename = {:?}", field.wire));
    }
    if field.presence != Presence::Required {
        attributes.push("default".to_owned());
        attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
    }
    if !attributes.is_empty() {
        let _ = writeln!(text, "    #[serde({})]", attributes.join(", "));
    }
    let _ = writeln!(text, "    pub {}: {},", field.ident, name(&field.ty));
}

fn write_enum(text: &mut String, item: &Enum) {
    let EnumValue::String(values) = &item.values else {
        let _ = writeln!(text, "{DERIVES}pub struct {}(pub i64);\n", item.ident);
        return;
    };
    let _ = writeln!(text, "{DERIVES}pub enum {} {{", item.ident);
    for (variant, value) in item.variants.iter().zip(values) {
        let _ = writeln!(
            text,
            "    #[serde(rename = {value:?})]\n    {},",
            variant.ident
        );
    }
    text.push_str("}\n\n");
}

fn write_union(text: &mut String, item: &Union) {
    let tags = tags(item);
    let attribute = match &tags {
        Some((key, _)) => format!("tag = {key:?}"),
        None => "untagged".to_owned(),
    };
    let _ = writeln!(
        text,
        "{DERIVES}#[serde({attribute})]\npub enum {} {{",
        item.ident
    );
    for (at, variant) in item.variants.iter().enumerate() {
        let value = tags.as_ref().and_then(|(_, values)| values.get(at));
        if let Some(value) = value {
            let _ = writeln!(text, "    #[serde(rename = {value:?})]");
        }
        write_variant(text, variant);
    }
    text.push_str("}\n\n");
}

fn write_variant(text: &mut String, variant: &UnionVariant) {
    let ty = name(&variant.ty);
    let ty = if variant.boxed {
        format!("::std::boxed::Box<{ty}>")
    } else {
        ty
    };
    let _ = writeln!(text, "    {}({ty}),", variant.ident);
}

/// The key and the value for each branch, when that is how branches are told apart: each by one
/// text under the same key.
fn tags(item: &Union) -> Option<(&str, Vec<&str>)> {
    let rules = &item.plan.rules;
    let mut key = None;
    let mut values = vec![None; item.variants.len()];
    for rule in rules {
        let Test::KeyEquals(of, literals) = &rule.test else {
            return None;
        };
        let [Literal::String(value)] = literals.as_slice() else {
            return None;
        };
        if *key.get_or_insert(of.as_str()) != of {
            return None;
        }
        values.get_mut(rule.branch)?.replace(value.as_str());
    }
    Some((key?, values.into_iter().collect::<Option<_>>()?))
}

/// A type as it is written in the crate of derives.
pub(super) fn name(ty: &Ty) -> String {
    let of = |inner: &Ty| name(inner);
    match ty {
        Ty::Primitive(primitive) => primitive_name(*primitive).to_owned(),
        Ty::String => "::std::string::String".to_owned(),
        // serde has nothing for types without values.
        Ty::Unit | Ty::Infallible => "()".to_owned(),
        // No schema is a stream; what is one is the same as a list to serde.
        Ty::ItemStream(inner) | Ty::EventStream(inner) | Ty::Vec(inner) => {
            format!("::std::vec::Vec<{}>", of(inner))
        }
        Ty::Option(inner) => format!("::std::option::Option<{}>", of(inner)),
        Ty::Box(inner) => format!("::std::boxed::Box<{}>", of(inner)),
        Ty::Tuple(members) => {
            let members: Vec<String> = members.iter().map(|member| of(member) + ",").collect();
            format!("({})", members.concat())
        }
        // serde has nothing for a tuple that ends early or has more behind it.
        Ty::AtLeast(..) | Ty::Prefixed(..) => "::std::vec::Vec<::serde_json::Value>".to_owned(),
        Ty::Map(value) => format!(
            "::std::collections::BTreeMap<::std::string::String, {}>",
            of(value)
        ),
        Ty::Presence(inner) => {
            format!(
                "::std::option::Option<::std::option::Option<{}>>",
                of(inner)
            )
        }
        Ty::Runtime(of) => runtime_name(*of).to_owned(),
        Ty::Item(path) => item_name(path),
        Ty::External(external) => {
            let parts: Vec<String> = external.path.iter().map(ToString::to_string).collect();
            format!("::{}", parts.join("::"))
        }
    }
}

/// The type of the crates that people use for it; text where that would be a crate more.
fn runtime_name(ty: RuntimeType) -> &'static str {
    match ty {
        RuntimeType::Any => "::serde_json::Value",
        RuntimeType::Number => "::serde_json::Number",
        RuntimeType::Bytes | RuntimeType::Body | RuntimeType::File => "::std::vec::Vec<u8>",
        RuntimeType::Ipv4Addr => "::std::net::Ipv4Addr",
        RuntimeType::Ipv6Addr => "::std::net::Ipv6Addr",
        RuntimeType::Base64
        | RuntimeType::DateTime
        | RuntimeType::Date
        | RuntimeType::Time
        | RuntimeType::Duration
        | RuntimeType::Uuid
        | RuntimeType::Decimal
        | RuntimeType::Secret => "::std::string::String",
        RuntimeType::StatusCode => "u16",
        RuntimeType::Never => "()",
    }
}

fn primitive_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Bool => "bool",
        Primitive::I8 => "i8",
        Primitive::I16 => "i16",
        Primitive::I32 => "i32",
        Primitive::I64 => "i64",
        Primitive::I128 => "i128",
        Primitive::U8 => "u8",
        Primitive::U16 => "u16",
        Primitive::U32 => "u32",
        Primitive::U64 => "u64",
        Primitive::F32 => "f32",
        Primitive::F64 => "f64",
    }
}

/// The path of an item in the crate of derives, which is its path in the generated one.
pub(super) fn item_name(path: &ItemPath) -> String {
    let mut text = "crate".to_owned();
    for ident in path.modules.iter().chain([&path.ident]) {
        let _ = write!(text, "::{ident}");
    }
    text
}
