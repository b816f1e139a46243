//! References and wrappers that make no types, and names of inline types.

use insta::assert_snapshot;

use super::types;

#[test]
fn wrappers_are_seen_through() {
    assert_snapshot!(types("
Thing: {type: object, properties: {a: {type: string}}}
Alias: {$ref: '#/components/schemas/Thing'}
Wrapped: {description: said, allOf: [{$ref: '#/components/schemas/Thing'}]}
TypedWrapper: {type: object, allOf: [{$ref: '#/components/schemas/Thing'}]}
Single: {oneOf: [{$ref: '#/components/schemas/Thing'}]}
Repeated: {oneOf: [{$ref: '#/components/schemas/Thing'}, {$ref: '#/components/schemas/Thing'}]}
Maybe: {anyOf: [{type: object, properties: {b: {type: string}}}, {type: 'null'}]}
User:
  type: object
  properties:
    a: {$ref: '#/components/schemas/Alias'}
    b: {allOf: [{$ref: '#/components/schemas/Thing'}], description: b}
    c: {anyOf: [{type: object, properties: {x: {type: string}}}, {type: 'null'}]}
    d: {$ref: '#/components/schemas/Maybe'}
"), @r#"
Thing: struct
  a?: string
Alias: alias of Thing
Wrapped: alias of Thing 'said'
TypedWrapper: alias of Thing
Single: alias of Thing
Repeated: alias of Thing
Maybe: struct
  b?: string
User: struct
  a?: Alias
  b?: Thing 'b'
  c?: User.c?null
  d?: Maybe?null
Thing.a: string
Maybe.b: string
User.c: struct
  x?: string
User.c.x: string
"#);
}

#[test]
fn siblings_of_references_hold() {
    assert_snapshot!(types("
Word: {type: string, description: word}
Thing: {type: object, required: [a], properties: {a: {type: string}, b: {type: string}}}
More: {$ref: '#/components/schemas/Thing', required: [b], properties: {c: {type: integer}}}
User:
  type: object
  properties:
    short: {$ref: '#/components/schemas/Word', maxLength: 3}
    strict: {$ref: '#/components/schemas/Thing', required: [b]}
    same: {$ref: '#/components/schemas/Word', type: string, default: x}
"), @r#"
Word: string 'word'
Thing: struct
  a: string
  b?: string
More: struct of Thing
  a: string
  b: string
  c?: i64
User: struct
  short?: string
  strict?: User.strict
  same?: Word = "x"
Thing.a: string
Thing.b: string
More.c: i64
User.short: string length ..3
User.strict: struct of Thing
  a: string
  b: string
"#);
}

#[test]
fn inline_types_are_named_by_place() {
    assert_snapshot!(types("
Thing:
  type: object
  properties:
    a: {type: object, properties: {b: {type: string, enum: [x]}}}
    c: {type: array, items: {type: object, properties: {d: {type: string}}}}
    e: {type: object, additionalProperties: {type: string, enum: [y]}}
    f: {oneOf: [{type: string}, {type: object, properties: {g: {type: string}}}]}
    h: {type: array, prefixItems: [{type: string, enum: [z]}]}
Uses:
  type: object
  properties:
    far: {$ref: '#/components/schemas/Last/properties/deep'}
Last: {type: object, properties: {deep: {type: object, properties: {e: {type: string}}}}}
"), @r#"
Thing: struct
  a?: Thing.a
  c?: Thing.c
  e?: Thing.e
  f?: Thing.f
  h?: Thing.h
Uses: struct
  far?: Last.deep
Last: struct
  deep?: Last.deep
Thing.a: struct
  b?: Thing.a.b
Thing.c: list of Thing.c[]
Thing.e: map of Thing.e{}
Thing.f: union
  string
  Thing.f|1
  string → 0
  object → 1
  by Kind
Thing.h: tuple (Thing.h[0], any…)
Last.deep: struct
  e?: string
Thing.a.b: enum String "x"
Thing.c[]: struct
  d?: string
Thing.e{}: enum String "y"
Thing.f|0: string
Thing.f|1: struct
  g?: string
Thing.h[0]: enum String "z"
Thing.h[]: any
Last.deep.e: string
Thing.c[].d: string
Thing.f|1.g: string
"#);
}
