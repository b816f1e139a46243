//! The dump as text.

use super::lower_text;
use insta::assert_snapshot;
use oaspen_ir::{analyze, dump};

#[test]
fn types_are_shown_whole() {
    let (ir, _) = lower_text(
        "3.1.0",
        r"
paths: {/: {get: {operationId: op, responses: {'200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet:
      type: object
      description: A pet
      required: [id, kind]
      additionalProperties: false
      properties:
        id: {type: integer, format: int32, minimum: 1, readOnly: true}
        kind: {$ref: '#/components/schemas/Kind'}
        name: {type: [string, 'null'], minLength: 1, maxLength: 9, pattern: '^a', default: a}
        tags: {type: array, items: {type: string, format: uuid}, uniqueItems: true, maxItems: 3}
        parent: {$ref: '#/components/schemas/Pet'}
        notes: {type: object, additionalProperties: {type: number}, deprecated: true}
    Kind: {type: string, enum: [cat, dog], x-enum-descriptions: [Meows, Barks]}
    Either: {oneOf: [{type: string}, {type: integer}, {$ref: '#/components/schemas/Pet'}]}
    Pair: {type: array, prefixItems: [{type: string}, {}], items: false, minItems: 2}
    Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
    Open: {type: object, properties: {a: {}}, additionalProperties: {type: boolean}}
",
    );
    assert_snapshot!(dump(&ir, Some(&analyze(&ir))), @r#"
    api "T" version "1"

    type Pet: struct at #/components/schemas/Pet -- "A pet"
      facts response checked boxed [4]
      id: i32 where (>= 1) read-only
      kind: Kind
      name?: string where (length 1..=9, matches "^a") | null = "a"
      tags?: [string(uuid)] where (items ..=3, unique)
      parent?: Pet
      notes?: {f64} deprecated
      no others

    type Kind: enum of string at #/components/schemas/Kind
      facts response eq hash
      "cat" -- "Meows"
      "dog" -- "Barks"

    type Either: union by kind at #/components/schemas/Either
      facts checked
      0: string
      1: i64
      2: Pet
      string -> 0
      integer -> 1
      object -> 2

    type Pair: (string, any) where (items 2..=) at #/components/schemas/Pair
      facts eq hash checked

    type Tree: [Tree] at #/components/schemas/Tree
      facts eq hash default recursive-alias

    type Open: struct at #/components/schemas/Open
      facts eq default
      a?: any
      others: boolean

    operation op: GET / at #/paths/~1/get
      response 200 -- "Ok"
        application/json: json Pet
    "#);
}

#[test]
fn escapes_in_paths_and_media_types_are_shown() {
    let (ir, _) = lower_text(
        "3.1.0",
        r"
servers: [{url: 'https://{h}', variables: {h: {default: x}}}]
paths: {'/a%20b': {get: {operationId: op, responses: {'200': {description: Ok, content: {'Text/Plain; charset=utf-8': {schema: {type: string}}}}}}}}
",
    );
    assert_snapshot!(dump(&ir, None), @r#"
    api "T" version "1"
    server "https://{h}"
      variable "h" = "x"

    operation op: GET /a%20b -- that is "/a b" at #/paths/~1a%20b/get
      response 200 -- "Ok"
        Text/Plain; charset=utf-8 (text/plain): text string
    "#);
}
