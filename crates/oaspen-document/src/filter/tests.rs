//! Patterns, and what is left of a document.

use oaspen_diagnostics::Sink;

use super::glob::fits;
use super::{Filter, Selection};
use crate::node::{Spelling, write_node};
use crate::testing::report;
use crate::{LoadOptions, MemoryLoader, Uri, load_with, resolve};

#[test]
fn stars_stay_within_a_segment() {
    let fit = [
        ("/pets", "/pets"),
        ("/pets/*", "/pets/{id}"),
        ("/pets/**", "/pets/{id}/photos"),
        ("/**/photos", "/pets/{id}/photos"),
        ("/p*s", "/pets"),
        ("**", "/a/b"),
    ];
    assert!(fit.iter().all(|(pattern, path)| fits(pattern, path)));
    let unfit = [
        ("/pets", "/pets/a"),
        ("/*", "/a/b"),
        ("/p*x", "/pets"),
        ("", "/"),
    ];
    assert!(!unfit.iter().any(|(pattern, path)| fits(pattern, path)));
    assert!(!fits(&"*a".repeat(1000), &"/a".repeat(1000)));
}

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {'200': {$ref: '#/components/responses/Pets'}}}
    delete: {operationId: deletePets, tags: [pets, admin], responses: {'204': {description: d}}}
  /users: {get: {operationId: listUsers, tags: [users], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}}}
  /same: {$ref: '#/paths/~1users'}
components:
  responses:
    Pets: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
  schemas:
    Broken: {type: 7}
    Animal: {type: object, discriminator: {propertyName: kind}, required: [kind], properties: {kind: {type: string}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {claw: {$ref: '#/components/schemas/Claw'}}}]}
    Claw: {type: object}
    User: {type: object}
";

fn filtered(filter: Filter) -> (String, String) {
    let loader = MemoryLoader::new().with("api.yaml", DOCUMENT);
    let mut sink = Sink::new();
    let options = LoadOptions {
        filter,
        effective: true,
        ..LoadOptions::default()
    };
    let loaded = load_with(&mut sink, &loader, &Uri::new("api.yaml"), &options);
    let resolved = loaded
        .document
        .and_then(|document| resolve(&mut sink, document));
    let mut kept = report(&sink.into_sorted(), &loaded.sources);
    if let Some(resolved) = resolved {
        for operation in &resolved.operations {
            kept.push_str(&format!("{:?} {}\n", operation.method, operation.path));
        }
        let schemas: Vec<&String> = resolved.components.schemas.keys().collect();
        kept.push_str(&format!("{schemas:?}"));
    }
    let effective = loaded
        .effective
        .map(|node| write_node(&node, Spelling::Yaml));
    (kept, effective.unwrap_or_default())
}

fn names(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn operations_are_kept_and_unused_components_go() {
    let of = |include: Selection, exclude: Selection| filtered(Filter { include, exclude }).0;
    let pets = || Selection {
        tags: names(&["pets"]),
        ..Selection::default()
    };
    let gets = Selection {
        methods: names(&["GET"]),
        ..Selection::default()
    };
    let admin = Selection {
        tags: names(&["admin"]),
        ..Selection::default()
    };
    insta::assert_snapshot!(of(pets(), Selection::default()), @r#"
    Get /pets
    Delete /pets
    ["Animal", "Cat", "Claw"]
    "#);
    insta::assert_snapshot!(of(gets, pets()), @r#"
    Get /users
    Get /same
    ["User"]
    "#);
    insta::assert_snapshot!(of(Selection::default(), Selection { paths: names(&["/users", "/pets"]), ..admin }), @r#"
    Get /same
    ["User"]
    "#);
    insta::assert_snapshot!(of(Selection { operations: names(&["listPet"]), ..Selection::default() }, Selection { methods: names(&["patch"]), ..Selection::default() }), @r#"
    note[unmatched-filter] #: no operation fits the method `patch` of the filter
    error[unmatched-filter] #: no operation fits the operation `listPet` of the filter (did you mean `listPets`?)[]
    "#);
}

#[test]
fn what_was_used_is_written() {
    let include = Selection {
        operations: names(&["listPets"]),
        ..Selection::default()
    };
    let filter = Filter {
        include,
        exclude: Selection::default(),
    };
    insta::assert_snapshot!(filtered(filter).1, @r##"
    openapi: "3.1.0"
    info:
      title: t
      version: "1"
    paths:
      /pets:
        get:
          operationId: listPets
          tags:
            - pets
          responses:
            "200":
              $ref: "#/components/responses/Pets"
    components:
      responses:
        Pets:
          description: d
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Animal"
      schemas:
        Animal:
          type: object
          discriminator:
            propertyName: kind
          required:
            - kind
          properties:
            kind:
              type: string
        Cat:
          allOf:
            - $ref: "#/components/schemas/Animal"
            - properties:
                claw:
                  $ref: "#/components/schemas/Claw"
        Claw:
          type: object
    "##);
}
