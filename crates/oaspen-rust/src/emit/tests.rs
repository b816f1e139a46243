//! Printed items, whole.

use insta::assert_snapshot;
use oaspen_ir::ir::{
    Additional, EnumBase, Json, JsonKind, KindSet, List, NameRoot, NameStep, Shape, Test,
};

use crate::testing::{
    Api, branch, constants, crates, integer, object, object_with, of, optional, or_null, required,
    string, strings, union,
};
use crate::{Config, CrateSet, emit};

/// A component with every kind of field.
fn image() -> Api {
    let mut api = Api::new();
    let id = api.component("Image", Shape::Any);
    let text = api.property("Image", "id", string());
    let any = api.property("Image", "x", Shape::Any);
    api.ty(id).docs.description = Some("An image <by> its id.".to_owned());
    api.ty(id).shape = object_with(
        vec![
            required("id", of(text)),
            optional("type", of(text)),
            required("note", or_null(text)),
            optional("state", or_null(text)),
            optional("parent", of(id)),
        ],
        Additional::Typed(of(any)),
    );
    api.facts(id).is_eq = true;
    api.facts(id).boxed = vec![4];
    api
}

#[test]
fn a_struct_has_a_constructor_setters_and_a_codec() {
    assert_snapshot!(image().schema("image"));
}

#[test]
fn a_struct_without_required_fields_has_a_default() {
    let mut api = Api::new();
    let id = api.component("Empty", object_with(Vec::new(), Additional::Denied));
    api.facts(id).is_copy = true;
    assert_snapshot!(api.schema("empty"), @r##"
/// `#/components/schemas/Empty`
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Empty {}

impl Empty {
    /// With nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl rt::Decode for Empty {
    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
        let object = json.object()?;
        object.deny_unknown(&[])?;
        Ok(Self {})
    }
}

impl rt::Encode for Empty {
    fn encode(&self, writer: &mut rt::Writer) {
        writer.object().end();
    }
}

rt::serde!(Empty);
"##);
}

#[test]
fn many_required_fields_are_told_apart_by_name() {
    let mut api = Api::new();
    let id = api.component("Big", Shape::Any);
    let text = api.property("Big", "a", string());
    let fields = ["a", "b", "c", "d", "e", "f"].map(|name| required(name, of(text)));
    api.ty(id).shape = object(fields.to_vec());
    let text = api.schema("big");
    assert!(
        text.contains("pub fn new(required: BigRequired) -> Self"),
        "{text}"
    );
    assert!(text.contains("a: required.a,"), "{text}");
    let files = api.files();
    let schemas = files.get("pets-types/src/schemas/mod.rs").unwrap();
    assert!(
        schemas.contains("pub use big::{Big, BigRequired};"),
        "{schemas}"
    );
}

#[test]
fn setters_are_not_named_like_methods_of_traits() {
    let mut api = Api::new();
    let id = api.component("Token", Shape::Any);
    let text = api.property("Token", "sub", string());
    api.ty(id).shape = object(vec![optional("sub", of(text)), optional("new", of(text))]);
    let text = api.schema("token");
    assert!(
        text.contains("pub fn with_sub(mut self, sub: impl Into<String>)"),
        "{text}"
    );
    assert!(
        text.contains("pub fn with_new(mut self, new: impl Into<String>)"),
        "{text}"
    );
}

#[test]
fn an_enum_lists_its_values() {
    let mut api = Api::new();
    let id = api.component("Status", strings(&["+1", "unknown", "a", "A"]));
    let facts = api.facts(id);
    (facts.is_eq, facts.is_hash) = (true, true);
    assert_snapshot!(api.schema("status"), @r##"
/// `#/components/schemas/Status`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// `"+1"`
    Plus1,
    /// `"unknown"`
    Unknown,
    /// `"a"`
    A,
    /// `"A"`
    A2,
    /// A value that the document does not list: a client keeps it, a server refuses it.
    Other(String),
}

impl Status {
    /// Every value that the document lists, in its order.
    pub const VARIANTS: &'static [Self] = &[
        Self::Plus1,
        Self::Unknown,
        Self::A,
        Self::A2,
    ];

    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Plus1 => "+1",
            Self::Unknown => "unknown",
            Self::A => "a",
            Self::A2 => "A",
            Self::Other(value) => value,
        }
    }
}

rt::string_enum!(Status, Other);
"##);
}

#[test]
fn an_enum_of_integers_is_copied() {
    let mut api = Api::new();
    let values = ["-1", "2"].map(|text| Json::Number(text.to_owned()));
    let id = api.component("Size", constants(EnumBase::Integer, values.into_iter()));
    api.ty(id).lenient = true;
    let facts = api.facts(id);
    (facts.is_eq, facts.is_hash, facts.is_copy) = (true, true, true);
    assert_snapshot!(api.schema("size"), @r##"
/// `#/components/schemas/Size`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `-1`
    Minus1,
    /// `2`
    N2,
    /// A value that the document does not list: a client keeps it, a server refuses it.
    Unknown(i64),
}

impl Size {
    /// Every value that the document lists, in its order.
    pub const VARIANTS: &'static [Self] = &[Self::Minus1, Self::N2];

    /// The value on the wire.
    #[must_use]
    pub fn as_i64(&self) -> i64 {
        match self {
            Self::Minus1 => -1,
            Self::N2 => 2,
            Self::Unknown(value) => *value,
        }
    }
}

rt::integer_enum!(Size, Unknown, lenient);
"##);
}

#[test]
fn a_union_finds_its_branch_by_a_table() {
    let mut api = Api::new();
    let id = api.component("Image", Shape::Any);
    let by_id = api.component("ImageById", object(Vec::new()));
    let text = api.inline(
        NameRoot::Schema("Image".to_owned()),
        vec![NameStep::Branch(1)],
        string(),
    );
    api.ty(id).shape = union(
        vec![branch(of(by_id)), branch(of(text))],
        vec![
            (KindSet::of(JsonKind::Object), Test::HasKey("id".to_owned())),
            (KindSet::of(JsonKind::String), Test::Decodes),
        ],
    );
    assert_snapshot!(api.schema("image"));
}

#[test]
fn a_recursive_alias_is_a_type_of_its_own() {
    let mut api = Api::new();
    let id = api.component("Tree", Shape::Any);
    api.ty(id).shape = Shape::List(List { item: of(id) });
    api.facts(id).is_recursive_alias = true;
    assert_snapshot!(api.schema("tree"), @r#"
    /// `#/components/schemas/Tree`
    #[derive(Clone, Debug, PartialEq)]
    pub struct Tree(pub Vec<Tree>);

    impl rt::Decode for Tree {
        const NULLABLE: bool = <Vec<Tree> as rt::Decode>::NULLABLE;

        fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
            json.decode().map(Self)
        }
    }

    impl rt::Encode for Tree {
        fn encode(&self, writer: &mut rt::Writer) {
            rt::Encode::encode(&self.0, writer);
        }
    }

    impl From<Vec<Tree>> for Tree {
        fn from(value: Vec<Tree>) -> Self {
            Self(value)
        }
    }

    rt::serde!(Tree);
    "#);
}

#[test]
fn a_type_named_like_one_of_the_prelude_makes_paths_absolute() {
    let mut api = Api::new();
    let id = api.component("Option", Shape::Any);
    let whole = api.component("Result", Shape::Any);
    let text = api.property("Option", "some", string());
    api.ty(whole).shape = object(vec![required("some", of(text))]);
    api.ty(id).shape = object(vec![required("some", of(text)), optional("none", of(text))]);
    let result = api.schema("result");
    assert!(
        result.contains("::core::result::Result::Ok(Self {"),
        "{result}"
    );
    let text = api.schema("option");
    assert!(text.contains("pub some: ::std::string::String,"), "{text}");
    assert!(
        text.contains("pub none: ::core::option::Option<::std::string::String>,"),
        "{text}"
    );
    assert!(
        text.contains("self.none = ::core::option::Option::Some(none.into());"),
        "{text}"
    );
}

#[test]
fn modules_need_no_root() {
    let mut api = Api::new();
    let pet = api.component("Pet", object(Vec::new()));
    api.component("Pets", Shape::List(List { item: of(pet) }));
    let config = Config {
        dependencies: Vec::new(),
        dev_dependencies: Vec::new(),
        names: std::collections::BTreeMap::new(),
        crates: CrateSet {
            client: false,
            server: false,
            ..CrateSet::ALL
        },
        ..Config::new("pets")
    };
    let files = emit(&api.plan(&config));
    assert_snapshot!(files.get("pets.rs").unwrap(), @r#"
    // Generated by oaspen from pets.yaml. Do not edit.

    /// Pets, version 1: types.
    pub mod types {
        pub use ::oaspen_runtime as runtime;
        pub use schemas::*;

        /// Schemas, one module for each component.
        mod schemas {
            pub use pet::Pet;
            pub use pets::Pets;

            /// `#/components/schemas/Pet`
            mod pet {
                use ::oaspen_runtime::private::v1 as rt;

                /// `#/components/schemas/Pet`
                #[derive(Clone, Debug, Default, PartialEq)]
                pub struct Pet {}

                impl Pet {
                    /// With nothing set.
                    #[must_use]
                    pub fn new() -> Self {
                        Self::default()
                    }
                }

                impl rt::Decode for Pet {
                    fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
                        json.object()?;
                        Ok(Self {})
                    }
                }

                impl rt::Encode for Pet {
                    fn encode(&self, writer: &mut rt::Writer) {
                        writer.object().end();
                    }
                }

                rt::serde!(Pet);
            }

            /// `#/components/schemas/Pets`
            mod pets {
                /// `#/components/schemas/Pets`
                pub type Pets = Vec<super::super::super::types::Pet>;
            }
        }
    }
    "#);
}

#[test]
fn a_crate_has_a_manifest_and_a_root() {
    let mut api = Api::new();
    api.ir.title = "A \"quoted\"\ntitle \\".to_owned();
    api.component("Count", integer());
    let mut config = crates("../Pets & Co");
    config.version = "1.2.3".to_owned();
    let files = emit(&api.plan(&config));
    let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    assert_snapshot!(paths.join("\n"), @r##"
pets-co-types/Cargo.toml
pets-co-types/rustfmt.toml
pets-co-types/src/lib.rs
pets-co-types/src/schemas/count.rs
pets-co-types/src/schemas/mod.rs
"##);
    assert_snapshot!(files.get("pets-co-types/Cargo.toml").unwrap(), @r##"
# Generated by oaspen from ../Pets & Co.yaml. Do not edit.

[package]
name = "pets-co-types"
version = "1.2.3"
edition = "2024"
rust-version = "1.88"
description = "Types of A \"quoted\" title \\."
publish = false

[features]
default = ["serde"]
serde = ["oaspen-runtime/serde"]

[dependencies]
oaspen-runtime = { version = "0.1" }

[lints.clippy]
type_complexity = "allow"
"##);
    assert_snapshot!(files.get("pets-co-types/src/lib.rs").unwrap(), @r#"
    // Generated by oaspen from ../Pets & Co.yaml. Do not edit.
    //! A "quoted" title \, version 1: types.

    #![forbid(unsafe_code)]

    pub use ::oaspen_runtime as runtime;
    pub use schemas::*;

    mod schemas;
    "#);
}

#[test]
fn every_schema_has_a_path() {
    let api = image();
    let model = api.plan(&crates("pets"));
    let paths: Vec<(&str, String)> = model.schema_paths().collect();
    assert_eq!(
        paths,
        [(
            "#/components/schemas/Image",
            "::pets_types::Image".to_owned()
        )]
    );
}
