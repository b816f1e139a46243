//! Objects, maps, arrays, `allOf`.

use insta::assert_snapshot;

use super::types;

#[test]
fn objects_and_maps() {
    assert_snapshot!(types("
Plain: {type: object, required: [a], properties: {a: {type: string}, b: {type: integer, readOnly: true}}}
Closed: {type: object, properties: {a: {type: string, writeOnly: true}}, additionalProperties: false}
Open: {type: object, properties: {a: {type: string}}, additionalProperties: true}
Typed: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
Free: {type: object}
FreeToo: {type: object, additionalProperties: {}}
Map: {type: object, additionalProperties: {type: [integer, 'null']}}
Empty: {type: object, additionalProperties: false}
Undeclared: {type: object, required: [ghost], properties: {a: {type: string}}}
UndeclaredTyped: {type: object, required: [ghost], additionalProperties: {type: string}}
Untyped: {properties: {a: {type: string}}}
Patterns: {type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}
PatternsToo: {type: object, properties: {a: {type: string}}, patternProperties: {'^x': {type: string}}}
Unsaid: {type: object, properties: {a: {not: {type: string}}}, propertyNames: {pattern: a}, dependentRequired: {a: [b]}}
Any: {}
True: true
Never: false
"), @r#"
    Plain: struct
      a: string
      b?: i64 read-only
    Closed: struct
      a?: string write-only
      no others
    Open: struct
      a?: string
      others: any
    Typed: struct
      a?: string
      others: i64
    Free: map of any
    FreeToo: map of any
    Map: map of i64?null
    Empty: struct
      no others
    Undeclared: struct
      a?: string
      ghost: any
    UndeclaredTyped: struct
      ghost: string
      others: string
    Untyped: struct
      a?: string
    Patterns: map of string
    PatternsToo: struct
      a?: string
      others: any
    Unsaid: struct
      a?: any
    Any: any
    True: any
    Never: never
    Plain.a: string
    Plain.b: i64
    Closed.a: string
    Open{}: any
    Open.a: string
    Typed{}: i64
    Typed.a: string
    Map{}: i64
    Undeclared.a: string
    UndeclaredTyped{}: string
    Untyped.a: string
    Patterns{}: string
    PatternsToo.a: string
    Unsaid.a: any
    ! implied-type #/components/schemas/Untyped/properties: `properties` without a `type` is read as `type: object`: other values are refused
    "#);
}

#[test]
fn recursion_is_plain() {
    assert_snapshot!(types("
Node: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Node'}, children: {type: array, items: {$ref: '#/components/schemas/Node'}}}}
Lists: {type: array, items: {$ref: '#/components/schemas/Lists'}}
"), @r#"
Node: struct
  next: Node
  children?: Node.children
Lists: list of Lists
Node.children: list of Node
"#);
}

#[test]
fn arrays_and_tuples() {
    assert_snapshot!(types("
List: {type: array, items: {type: object, properties: {a: {type: string}}}}
Anything: {type: array}
Implied: {items: {type: string}}
Pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
PairByCount: {type: array, prefixItems: [{type: string}, {type: integer}], maxItems: 2}
Rest: {type: array, prefixItems: [{type: string}], items: {type: boolean}}
Free: {type: array, prefixItems: [{type: string}]}
"), @r#"
    List: list of List[]
    Anything: list of any
    Implied: list of string
    Pair: tuple (string, i64)
    PairByCount: tuple (string, i64) items ..2
    Rest: tuple (string, bool…)
    Free: tuple (string, any…)
    List[]: struct
      a?: string
    Anything[]: any
    Implied[]: string
    Pair[0]: string
    Pair[1]: i64
    PairByCount[0]: string
    PairByCount[1]: i64
    Rest[0]: string
    Rest[]: bool
    Free[0]: string
    List[].a: string
    ! implied-type #/components/schemas/Implied/items: `items` without a `type` is read as `type: array`: other values are refused
    "#);
}

#[test]
fn all_of_is_flattened() {
    assert_snapshot!(types("
Base: {type: object, required: [id], properties: {id: {type: string}, size: {type: integer, minimum: 1}}}
Meta: {type: object, properties: {meta: {type: string}}}
Whole:
  description: whole
  allOf:
    - $ref: '#/components/schemas/Base'
    - $ref: '#/components/schemas/Meta'
    - type: object
      required: [size]
      properties:
        size: {type: integer, maximum: 9}
        own: {type: boolean}
    - description: only said
    - required: [own]
  properties: {beside: {type: string}}
  required: [beside]
Same: {allOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Meta'}]}
Nested: {type: object, properties: {same: {allOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Meta'}]}}}
Chain: {allOf: [{$ref: '#/components/schemas/Whole'}, {type: object, properties: {more: {type: string}}}]}
"), @r#"
Base: struct
  id: string
  size?: i64
Meta: struct
  meta?: string
Whole: struct of Base + Meta 'whole'
  id: string
  size: i64
  meta?: string
  own: bool
  beside: string
Same: struct of Base + Meta
  id: string
  size?: i64
  meta?: string
Nested: struct
  same?: Nested.same
Chain: struct of Whole
  id: string
  size: i64
  meta?: string
  own: bool
  beside: string
  more?: string
Base.id: string
Base.size: i64 >=1
Meta.meta: string
Whole.size: i64 >=1 <=9
Whole.own: bool
Whole.beside: string
Nested.same: struct of Base + Meta
  id: string
  size?: i64
  meta?: string
Chain.more: string
"#);
}

#[test]
fn all_of_intersects_properties() {
    assert_snapshot!(types("
A: {type: object, properties: {same: {type: string}, word: {type: string, enum: [a, b]}, inner: {type: object, properties: {x: {type: string}}}, self: {$ref: '#/components/schemas/A'}}, additionalProperties: {type: [string, object]}}
B: {type: object, properties: {same: {type: string, description: again}, word: {enum: [b, c]}, inner: {type: object, required: [y], properties: {y: {type: integer}}}, self: {$ref: '#/components/schemas/B'}, text: {minLength: 1}}}
Both: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
"), @r#"
    A: struct
      same?: string
      word?: A.word
      inner?: A.inner
      self?: A
      others: A{}
    B: struct
      same?: string 'again'
      word?: B.word
      inner?: B.inner
      self?: B
      text?: any
    Both: struct
      same?: string 'again'
      word?: Both.word
      inner?: Both.inner
      self?: Both
      text?: Both.text
      others: A{}
    A{}: union
      string
      A{}|1
      string → 0
      object → 1
      by Kind
    A.same: string
    A.word: enum String "a" | "b"
    A.inner: struct
      x?: string
    B.same: string 'again'
    B.word: enum String "b" | "c"
    B.inner: struct
      y: i64
    B.text: any
    Both.word: enum String "b"
    Both.inner: struct
      x?: string
      y: i64
    Both.text: union
      string
      Both.text|1
      string → 0
      object → 1
      by Kind
    A{}|0: string
    A{}|1: map of any
    A.inner.x: string
    B.inner.y: i64
    Both.text|0: string length 1..
    Both.text|1: map of any
    A{}|1{}: any
    "#);
}

#[test]
fn all_of_that_contradicts_itself() {
    assert_snapshot!(types("
A: {allOf: [{type: string}, {type: integer}]}
B: {allOf: [{type: object, properties: {p: {type: string}}}, {type: object, properties: {p: {type: boolean}}}]}
C: {allOf: [{enum: [a]}, {enum: [b]}]}
D: {allOf: [{type: integer}, {enum: [b]}]}
E: {allOf: [{type: string, maxLength: 9, format: uuid}, {type: string, maxLength: 7, pattern: x}, {pattern: 'y'}]}
F: {allOf: [{type: number}, {type: integer, format: int32}]}
"), @r#"
A: any
B: struct
  p?: any
C: any
D: any
E: string(Uuid) length ..7 /x/ /y/
F: i32
B.p: any
! conflicting-all-of #/components/schemas/A/allOf/1: the `type`s of these members exclude each other (1 labels)
! conflicting-all-of #/components/schemas/B/allOf/1/properties/p: the `type`s of these members exclude each other (1 labels)
! conflicting-all-of #/components/schemas/C/allOf/1: these members have no value in common (1 labels)
! conflicting-all-of #/components/schemas/D/allOf/1: one member's `type` refuses every value of the other (1 labels)
"#);
}

#[test]
fn closed_members() {
    assert_snapshot!(types("
A: {allOf: [{type: object, properties: {a: {type: string}}, additionalProperties: false}, {type: object, required: [b], properties: {b: {type: string}}}]}
"), @r#"
A: struct
  a?: string
  b: string
  no others
A.a: string
A.b: string
! conflicting-all-of #/components/schemas/A/allOf/0: `additionalProperties: false` refuses `b`, which another member requires
"#);
}

#[test]
fn doubling_costs_its_size() {
    let mut schemas = String::from("L0: {type: object, properties: {x: {type: string}}}\n");
    for level in 1..60 {
        let below = format!("{{$ref: '#/components/schemas/L{}'}}", level - 1);
        let own = format!("{{type: object, properties: {{p{level}: {below}}}}}");
        schemas.push_str(&format!(
            "L{level}: {{allOf: [{below}, {below}, {own}, {{allOf: [{below}]}}]}}\n"
        ));
    }
    let (ir, diagnostics) = super::lowered(&schemas, &[]);
    assert_eq!(ir.component_count, 60);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn undeclared_properties_of_examples_are_kept() {
    let text = super::document("Thing: {type: object, properties: {a: {type: string}}}");
    let resolved = super::resolved(&text);
    let options = crate::lower::Options {
        externals: crate::lower::Externals::default(),
        undeclared_in_examples: [resolved.components.schemas["Thing"]].into(),
        ..crate::lower::Options::default()
    };
    let mut sink = oaspen_diagnostics::Sink::new();
    let ir = crate::lower::lower(&mut sink, &resolved, &options);
    assert_snapshot!(super::show::show_types(&ir), @r#"
Thing: struct
  a?: string
  others: any
Thing{}: any
Thing.a: string
"#);
}
