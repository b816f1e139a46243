//! What is planned for types.

use oaspen_ir::ir::{
    Additional, EnumBase, Json, JsonKind, KindSet, List, NameRoot, NameStep, Shape, Test,
};

use super::markdown::{code_span, sanitise};
use crate::model::{Enum, Item, ItemPath, Struct, Union};
use crate::testing::{
    Api, branch, constants, crates, integer, object, object_with, of, optional, or_null, required,
    string, strings, union,
};

/// The items of the types part, wherever they are.
fn items(api: &Api) -> Vec<Item> {
    fn collect(items: &mut Vec<Item>, module: &crate::model::Module) {
        items.extend(module.items.iter().cloned());
        for below in &module.modules {
            collect(items, below);
        }
    }
    let mut items = Vec::new();
    collect(&mut items, &api.plan(&crates("pets")).parts[0].root);
    items
}

fn structs(api: &Api) -> Vec<Struct> {
    let mut structs = Vec::new();
    for item in items(api) {
        if let Item::Struct(object) = item {
            structs.push(object);
        }
    }
    structs
}

fn unions(api: &Api) -> Vec<Union> {
    let mut unions = Vec::new();
    for item in items(api) {
        if let Item::Union(union) = item {
            unions.push(union);
        }
    }
    unions
}

fn enums(api: &Api) -> Vec<Enum> {
    let mut enums = Vec::new();
    for item in items(api) {
        if let Item::Enum(constants) = item {
            enums.push(constants);
        }
    }
    enums
}

#[test]
fn components_keep_their_names_and_inline_types_lose() {
    let mut api = Api::new();
    api.component("Profile-Photo-Settings", object(Vec::new()));
    api.component("ProfilePhotoSettingsProfile", object(Vec::new()));
    api.property("Profile-Photo-Settings", "profile", object(Vec::new()));
    let names: Vec<String> = structs(&api)
        .iter()
        .map(|object| object.ident.to_string())
        .collect();
    assert_eq!(
        names,
        [
            "ProfilePhotoSettings",
            "ProfilePhotoSettingsProfile2",
            "ProfilePhotoSettingsProfile"
        ]
    );
}

#[test]
fn types_below_an_operation_live_in_its_module() {
    let mut api = Api::new();
    let steps = |key: &str| vec![NameStep::Response(key.to_owned()), NameStep::Item];
    api.operation("listPets");
    let root = NameRoot::Operation("listPets".to_owned());
    api.inline(
        root.clone(),
        vec![NameStep::RequestBody],
        object(Vec::new()),
    );
    api.inline(root.clone(), steps("200"), object(Vec::new()));
    api.inline(root.clone(), steps("4XX"), object(Vec::new()));
    api.inline(
        root,
        vec![NameStep::Parameter("response".to_owned())],
        strings(&["a"]),
    );
    let files = api.files();
    let text = files.get("pets-types/src/operations/list_pets.rs").unwrap();
    for declared in [
        "pub struct RequestBody {",
        "pub struct OkBodyItem {",
        "pub struct ClientErrorBodyItem {",
        // `Response` is the operation's own.
        "pub enum Response2 {",
    ] {
        assert!(text.contains(declared), "{declared} in {text}");
    }
}

#[test]
fn the_catch_all_gives_way_to_a_value() {
    let mut api = Api::new();
    api.component("Kind", strings(&["other-thing", "unknown"]));
    api.component("Both", strings(&["unknown", "other"]));
    let unknown: Vec<String> = enums(&api)
        .iter()
        .map(|constants| constants.unknown.to_string())
        .collect();
    assert_eq!(unknown, ["Other", "Unlisted"]);
}

#[test]
fn names_given_in_the_document_name_variants() {
    let mut api = Api::new();
    let id = api.component("Size", strings(&["s", "m"]));
    if let Shape::Enum(constants) = &mut api.ty(id).shape {
        constants.variants[0].name = Some("SMALL_ONE".to_owned());
    }
    let idents: Vec<String> = enums(&api)[0]
        .variants
        .iter()
        .map(|variant| variant.ident.to_string())
        .collect();
    assert_eq!(idents, ["SmallOne", "M"]);
}

#[test]
fn enums_of_mixed_values_are_told_apart_by_json() {
    let mut api = Api::new();
    let values = [Json::Bool(true), Json::String("auto".to_owned())];
    api.component("Mixed", constants(EnumBase::Mixed, values.into_iter()));
    let text = api.schema("mixed");
    assert!(
        text.contains("Self::True => rt::listed_json(\"true\"),"),
        "{text}"
    );
    assert!(text.contains("Unknown(rt::Any),"), "{text}");
}

#[test]
fn variants_drop_the_unions_name() {
    let mut api = Api::new();
    let id = api.component("Image", Shape::Any);
    let by_id = api.component("ImageById", object(Vec::new()));
    let link = api.component("Link", object(Vec::new()));
    let root = NameRoot::Schema("Image".to_owned());
    let inline = api.inline(root.clone(), vec![NameStep::Branch(2)], object(Vec::new()));
    let list = api.inline(
        root,
        vec![NameStep::Branch(3)],
        Shape::List(List { item: of(link) }),
    );
    api.ty(id).shape = union(
        [by_id, link, inline, list].map(|id| branch(of(id))).into(),
        Vec::new(),
    );
    let idents: Vec<String> = unions(&api)[0]
        .variants
        .iter()
        .map(|variant| variant.ident.to_string())
        .collect();
    assert_eq!(idents, ["ById", "Link", "Object", "List"]);
}

#[test]
fn a_tag_names_its_variant() {
    let mut api = Api::new();
    let id = api.component("Event", Shape::Any);
    let one = api.component("Created", object(Vec::new()));
    let mut tagged = branch(of(one));
    tagged.tag = Some("pet.created".to_owned());
    api.ty(id).shape = union(vec![tagged], Vec::new());
    assert_eq!(unions(&api)[0].variants[0].ident.as_str(), "PetCreated");
}

#[test]
fn only_types_that_occur_once_convert() {
    let mut api = Api::new();
    let id = api.component("Value", Shape::Any);
    let phone = api.component("Phone", string());
    let text = api.property("Value", "x", string());
    let number = api.property("Value", "y", integer());
    api.ty(id).shape = union(
        vec![
            branch(of(phone)),
            branch(of(text)),
            branch(of(number)),
            branch(or_null(id)),
        ],
        Vec::new(),
    );
    let from: Vec<bool> = unions(&api)[0]
        .variants
        .iter()
        .map(|variant| variant.from)
        .collect();
    // `Phone` is another name for `String`; `Option<Value>` is not converted.
    assert_eq!(from, [false, false, true, false]);
}

#[test]
fn large_payloads_are_boxed() {
    let mut api = Api::new();
    let id = api.component("Either", Shape::Any);
    let small = api.component("Small", object(Vec::new()));
    let large = api.component("Large", Shape::Any);
    let text = api.property("Large", "a", string());
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    api.ty(large).shape = object(names.map(|name| optional(name, of(text))).into());
    api.ty(id).shape = union(vec![branch(of(small)), branch(of(large))], Vec::new());
    let boxed: Vec<bool> = unions(&api)[0]
        .variants
        .iter()
        .map(|variant| variant.boxed)
        .collect();
    assert_eq!(boxed, [false, true]);
}

#[test]
fn a_nullable_alias_is_not_doubled() {
    let mut api = Api::new();
    let holder = api.component("Holder", Shape::Any);
    let alias = api.component("MaybeText", Shape::Any);
    let text = api.component("Text", string());
    api.ty(alias).shape = Shape::Alias(or_null(text));
    api.ty(holder).shape = object(vec![
        required("a", or_null(alias)),
        optional("b", of(alias)),
        optional("c", of(text)),
    ]);
    let text = api.schema("holder");
    assert!(text.contains("pub a: Option<crate::Text>,"), "{text}");
    assert!(text.contains("pub b: rt::Presence<crate::Text>,"), "{text}");
    assert!(text.contains("c: impl Into<crate::Text>"), "{text}");
}

#[test]
fn any_holds_its_own_null() {
    let mut api = Api::new();
    let holder = api.component("Holder", Shape::Any);
    let any = api.property("Holder", "x", Shape::Any);
    api.ty(holder).shape = object(vec![
        required("a", or_null(any)),
        optional("b", or_null(any)),
    ]);
    let text = api.schema("holder");
    assert!(text.contains("pub a: rt::Any,"), "{text}");
    assert!(text.contains("pub b: Option<rt::Any>,"), "{text}");
}

#[test]
fn lenient_scalars_are_read_by_a_function() {
    let mut api = Api::new();
    let holder = api.component("Holder", Shape::Any);
    let delay = api.property("Holder", "delay", string());
    api.ty(delay).lenient = true;
    api.ty(holder).shape = object(vec![optional("delay", of(delay))]);
    let text = api.schema("holder");
    let read = r#"delay: object.optional_with("delay", rt::lenient_string),"#;
    assert!(text.contains(read), "{text}");
    let list = api.property("Holder", "delays", Shape::List(List { item: of(delay) }));
    api.ty(holder).shape = object(vec![required("delays", of(list))]);
    let text = api.schema("holder");
    let read = r#"delays: object.required_with("delays", rt::lenient_strings)?,"#;
    assert!(text.contains(read), "{text}");
}

#[test]
fn a_whole_turns_into_its_parts() {
    let mut api = Api::new();
    let part = api.component("Part", Shape::Any);
    let whole = api.component("Whole", Shape::Any);
    let other = api.component("Other", Shape::Any);
    let text = api.property("Part", "a", string());
    api.ty(part).shape = object(vec![optional("type", of(text))]);
    api.ty(other).shape = object(vec![required("b", of(text))]);
    api.ty(whole).shape = object_with(
        vec![optional("b", of(text)), optional("type", of(text))],
        Additional::Ignored,
    );
    if let Shape::Struct(object) = &mut api.ty(whole).shape {
        object.parts = vec![part, part, other];
    }
    let parts = structs(&api)[1].parts.clone();
    // Twice the same is one; `Other` requires what is optional here.
    let [part] = parts.as_slice() else {
        panic!("one part: {parts:?}");
    };
    let ItemPath { ident, .. } = &part.part;
    assert_eq!(ident.as_str(), "Part");
    assert_eq!(part.fields.len(), 1);
}

#[test]
fn rules_that_ask_for_objects_are_left_out() {
    let mut api = Api::new();
    let id = api.component("Either", Shape::Any);
    let text = api.property("Either", "x", string());
    let object = KindSet::of(JsonKind::Object);
    api.ty(id).shape = union(
        vec![branch(of(text)), branch(of(text))],
        vec![
            (object, Test::Equals(vec![Json::Object(Vec::new())])),
            (
                object,
                Test::Equals(vec![Json::Null, Json::Array(Vec::new())]),
            ),
        ],
    );
    // A rule that kept only some of its values would send the others elsewhere.
    assert_eq!(unions(&api)[0].plan.rules, []);
}

#[test]
fn deep_chains_of_components_are_measured_without_recursion() {
    let mut api = Api::new();
    let count = 8_000;
    for index in 0..count {
        api.component(&format!("C{index}"), Shape::Any);
    }
    for index in 0..count - 1 {
        let next = oaspen_ir::ir::TypeId::from_index(index + 1);
        api.ty(oaspen_ir::ir::TypeId::from_index(index)).shape =
            object(vec![optional("next", of(next))]);
    }
    assert_eq!(structs(&api).len(), count - 1);
}

#[track_caller]
fn check_markdown(text: &str, expect: &str) {
    assert_eq!(sanitise(text).join("\n"), expect);
}

#[test]
fn html_and_references_are_escaped() {
    check_markdown("Bearer <token> of Vec<T>", "Bearer \\<token> of Vec\\<T>");
    check_markdown(
        "see [Foo] and [`Bar`][x]",
        "see \\[Foo\\] and \\[`Bar`\\]\\[x\\]",
    );
    check_markdown("[x]: https://a.b", "\\[x\\]: <https://a.b>");
    check_markdown("a \\< b \\", "a \\< b \\\\");
}

#[test]
fn links_to_the_web_stay() {
    check_markdown(
        "see [the <docs>](https://a.b/c), https://a.b/c_d. And <https://x.y>",
        "see [the \\<docs>](https://a.b/c), <https://a.b/c_d>. And <https://x.y>",
    );
    check_markdown(
        "[a](/local) (https://a.b/c)",
        "\\[a\\](/local) (<https://a.b/c>)",
    );
}

#[test]
fn images_are_links() {
    check_markdown("![a](https://b.c/d.png)", "\\![a](https://b.c/d.png)");
}

#[test]
fn inline_code_stays_as_it_is() {
    check_markdown(
        "`<a>` and ``b`c`` and `open",
        "`<a>` and ``b`c`` and \\`open",
    );
}

#[test]
fn fences_are_text_and_closed() {
    check_markdown("```rust\nfn main() {}\n", "```text\nfn main() {}\n```");
    check_markdown("a\n~~~\n```\n~~~\nb", "a\n\n````text\n```\n````\n\nb");
}

#[test]
fn indented_code_and_quotes_are_paragraphs() {
    check_markdown("a\n\n    let x = 1;\n", "a\n\nlet x = 1;");
    check_markdown("> quoted\nlazy", "\\> quoted\nlazy");
    check_markdown("a\n---\nb", "a\n\\-\\-\\-\nb");
}

#[test]
fn lists_are_indented_as_their_markers_ask() {
    check_markdown(
        "- a\nlazy\n- b\n    - c\n      d",
        "- a\n  lazy\n- b\n  - c\n    d",
    );
    check_markdown("1. a\n\n   more\n\nafter", "1. a\n\n   more\n\nafter");
    check_markdown(
        "* a\n  ```\n  x\n  ```\n* b",
        "* a\n\n  ```text\n  x\n  ```\n\n* b",
    );
}

#[test]
fn hidden_characters_are_shown() {
    check_markdown("a\u{202e}b\u{7}c \t\n\n\n", "aU+202EbU+0007c");
    assert_eq!(code_span("a`b"), "``a`b``");
    assert_eq!(code_span("`"), "`` ` ``");
}
