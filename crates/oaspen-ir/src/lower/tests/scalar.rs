//! Scalars, enums, constraints, nullability, docs.

use insta::assert_snapshot;

use super::{lowered, show, types};

#[test]
fn formats() {
    assert_snapshot!(types("
Thing:
  type: object
  properties:
    plain: {type: string}
    when: {type: string, format: date-time}
    day: {type: string, format: date}
    id: {type: string, format: uuid}
    raw: {type: string, format: binary}
    raw31: {type: string, contentMediaType: application/octet-stream}
    coded: {type: string, format: byte}
    coded31: {type: string, contentEncoding: base64}
    secret: {type: string, format: password}
    odd: {type: string, format: slug}
    big: {type: string, format: int64}
    price: {type: string, format: decimal}
    whole: {type: integer}
    small: {type: integer, format: uint8}
    single: {type: number, format: float}
    double: {type: number}
    whole-number: {type: number, format: int64}
    exact: {type: number, format: decimal}
    dated: {type: integer, format: date-time}
    yes: {type: boolean}
    implied: {format: uuid}
"), @r#"
    Thing: struct
      plain?: string
      when?: string(DateTime)
      day?: string(Date)
      id?: string(Uuid)
      raw?: binary
      raw31?: binary
      coded?: base64
      coded31?: base64
      secret?: string(Password)
      odd?: string(Other("slug"))
      big?: string(Other("int64"))
      price?: string(Decimal)
      whole?: i64
      small?: u8
      single?: f32
      double?: f64
      whole-number?: i64
      exact?: decimal
      dated?: i64
      yes?: bool
      implied?: any
    Thing.plain: string
    Thing.when: string(DateTime)
    Thing.day: string(Date)
    Thing.id: string(Uuid)
    Thing.raw: binary
    Thing.raw31: binary
    Thing.coded: base64
    Thing.coded31: base64
    Thing.secret: string(Password)
    Thing.odd: string(Other("slug"))
    Thing.big: string(Other("int64"))
    Thing.price: string(Decimal)
    Thing.whole: i64
    Thing.small: u8
    Thing.single: f32
    Thing.double: f64
    Thing.whole-number: i64
    Thing.exact: decimal
    Thing.dated: i64
    Thing.yes: bool
    Thing.implied: any
    ! unknown-format #/components/schemas/Thing/properties/odd/format: the format `slug` is not known
    ! unsupported-format #/components/schemas/Thing/properties/big/format: the format `int64` does not belong to this `type`
    ! unsupported-format #/components/schemas/Thing/properties/dated/format: the format `date-time` does not belong to this `type`
    ! implied-type #/components/schemas/Thing/properties/implied/format: a `format` without a `type` asks nothing: any value is accepted
    "#);
}

#[test]
fn bounds_widen_integers() {
    assert_snapshot!(types("
A: {type: integer, maximum: 18446744073709551615, minimum: 0}
B: {type: integer, minimum: -9223372036854775809}
C: {type: integer, format: int32, maximum: 4294967295}
D: {type: integer, format: int32, maximum: 1e3, exclusiveMinimum: 0, multipleOf: 5}
"), @r#"
A: u64 >=0 <=18446744073709551615
B: i128 >=-9223372036854775809
C: i64 <=4294967295
D: i32 <=1e3 >0 %5
"#);
}

#[test]
fn constraints() {
    assert_snapshot!(types("
A: {type: string, minLength: 1, maxLength: 5, pattern: '^a'}
B: {type: array, items: {type: string}, minItems: 1, uniqueItems: true}
C: {type: object, minProperties: 1}
D: {type: number, minimum: 0.10, exclusiveMaximum: 1}
E: {type: string, minimum: 3}
"), @r#"
A: string length 1..5 /^a/
B: list of string items 1.. unique
C: map of any properties 1..
D: f64 >=0.10 <1
E: string
B[]: string
C{}: any
"#);
}

#[test]
fn enums() {
    assert_snapshot!(types("
Words: {type: string, enum: [a, b, a], x-enum-varnames: [First, Second, Third], x-enum-descriptions: [one, '', three], default: b}
Numbers: {type: integer, enum: [1, 1.0, -2]}
Floats: {type: number, enum: [1, 2.5]}
Truths: {enum: [true]}
Mixed: {enum: [1, a, {b: 1}]}
Huge: {enum: [18446744073709551616, 1e2]}
Beyond: {enum: [1.0, 340282366920938463463374607431768211456]}
Exact: {type: number, enum: [1.50, 15e-1, -2e3]}
Both: {type: boolean, enum: [true, false]}
Named: {type: boolean, enum: [true, false], x-enumNames: [Yes, No]}
Ms: {type: string, enum: [a, b], x-ms-enum: {name: A, values: [{value: b, name: Bee}, {value: a, description: An a.}]}}
Open: {type: string, x-extensible-enum: [a, b, a]}
OpenMisfit: {type: string, x-extensible-enum: [1, {}]}
Constant: {const: x}
Nothing: {const: null}
OrNull: {type: [string, 'null'], enum: [a, null]}
Unquoted: {type: string, enum: [1, true, x]}
Wrong: {type: integer, enum: [1, two]}
AllWrong: {type: boolean, enum: [1]}
BadDefault: {type: string, enum: [a], default: 1}
Constants: {type: integer, format: int32, oneOf: [{const: 1, title: ONE, description: first}, {const: 2, title: TWO}]}
ShortNames: {type: string, enum: [a, b], x-enum-varnames: [A]}
"), @r#"
    Words: enum String "a" as First 'one' | "b" as Second = "b"
    Numbers: enum Integer 1 | -2
    Floats: enum Number 1 | 2.5
    Truths: enum Boolean true
    Mixed: enum Mixed 1 | "a" | {"b": 1}
    Huge: enum Integer 18446744073709551616 | 100
    Beyond: enum Number 1.0 | 340282366920938463463374607431768211456
    Exact: enum Number 1.50 | -2e3
    Both: bool
    Named: enum Boolean true as Yes | false as No
    Ms: enum String "a" 'An a.' | "b" as Bee
    Open: enum String "a" | "b"
    OpenMisfit: string
    Constant: enum String "x"
    Nothing: null
    OrNull: enum String "a"
    Unquoted: enum String "1" | "true" | "x"
    Wrong: enum Integer 1
    AllWrong: bool
    BadDefault: enum String "a"
    Constants: enum Integer 1 as ONE 'first' | 2 as TWO
    ShortNames: enum String "a" | "b"
    "#);
}

#[test]
fn nullability_from_every_spelling() {
    assert_snapshot!(types("
Maybe: {type: [string, 'null']}
Alias: {$ref: '#/components/schemas/Maybe'}
Thing:
  type: object
  required: [a, b]
  properties:
    a: {type: [integer, 'null']}
    b: {oneOf: [{type: string}, {type: 'null'}]}
    c: {anyOf: [{$ref: '#/components/schemas/Maybe'}]}
    d: {enum: [x, null]}
    e: {const: null}
    f: {$ref: '#/components/schemas/Maybe'}
    g: {$ref: '#/components/schemas/Alias'}
    h: {}
    i: {type: string, nullable: true}
    j: {allOf: [{$ref: '#/components/schemas/Plain'}], nullable: true}
    k: {oneOf: [{type: string}, {type: integer}, {type: 'null'}]}
    l: {type: string, enum: [x, null]}
Plain: {type: string}
"), @r#"
Maybe: string
Alias: alias of Maybe
Thing: struct
  a: i64?null
  b: string?null
  c?: Maybe?null
  d?: Thing.d?null
  e?: null
  f?: Maybe?null
  g?: Alias?null
  h?: any
  i?: string?null
  j?: Plain?null
  k?: Thing.k?null
  l?: Thing.l?null
Plain: string
Thing.a: i64
Thing.b: string
Thing.d: enum String "x"
Thing.e: null
Thing.h: any
Thing.i: string
Thing.k: union
  string
  i64
  string → 0
  integer → 1
  by Kind
Thing.l: enum String "x"
Thing.k|0: string
Thing.k|1: i64
"#);
}

#[test]
fn a_branch_that_is_only_nullable_is_null() {
    let text = super::document(
        "Thing: {anyOf: [{$ref: '#/components/schemas/Other'}, {nullable: true}]}\n\
         User: {type: object, properties: {thing: {$ref: '#/components/schemas/Thing'}, any: {nullable: true}}}\n\
         Other: {type: string}\n",
    );
    let resolved = super::resolved(&text.replace("3.1.0", "3.0.3"));
    let mut sink = oaspen_diagnostics::Sink::new();
    let ir = crate::lower::lower(&mut sink, &resolved, &crate::lower::Options::default());
    assert_snapshot!(show::show_types(&ir), @r#"
Thing: alias of Other
User: struct
  thing?: Thing?null
  any?: any
Other: string
User.any: any
"#);
}

#[test]
fn defaults_are_kept_when_they_fit() {
    assert_snapshot!(types("
Thing:
  type: object
  properties:
    a: {type: integer, default: 3}
    b: {type: integer, default: '3'}
    c: {type: integer, format: int8, default: 300}
    d: {type: string, maxLength: 2, default: long}
    e: {type: array, items: {type: string}, default: [a, 1]}
    f: {type: [string, 'null'], default: null}
    g: {$ref: '#/components/schemas/Other'}
    h: {type: string, format: date, default: yesterday}
    i: {type: object, required: [a], properties: {a: {type: string}}, default: {}}
Other: {type: string, default: x}
"), @r#"
Thing: struct
  a?: i64 = 3
  b?: i64
  c?: i8
  d?: string
  e?: Thing.e
  f?: string?null = null
  g?: Other = "x"
  h?: string(Date)
  i?: Thing.i
Other: string = "x"
Thing.a: i64 = 3
Thing.b: i64
Thing.c: i8
Thing.d: string length ..2
Thing.e: list of string
Thing.f: string = null
Thing.h: string(Date)
Thing.i: struct
  a: string
Thing.e[]: string
Thing.i.a: string
"#);
}

#[test]
fn docs() {
    assert_snapshot!(types("
Thing:
  title: T
  description: ''
  deprecated: true
  externalDocs: {url: 'https://example.com'}
  examples: [{a: 1}]
  type: object
  properties:
    a: {type: integer, description: inline}
    b: {$ref: '#/components/schemas/Other', description: beside}
    c: {allOf: [{$ref: '#/components/schemas/Other'}], description: wrapper}
    d: {allOf: [{$ref: '#/components/schemas/Other'}, {description: member}]}
    e: {anyOf: [{type: string, description: branch}, {type: 'null'}]}
    f: {$ref: '#/components/schemas/Other'}
Other: {type: string, description: other}
"), @r#"
Thing: struct 'T' 'https://example.com' e.g. {"a": 1} deprecated
  a?: i64 'inline'
  b?: Other 'beside'
  c?: Other 'wrapper'
  d?: Other 'member'
  e?: string?null 'branch'
  f?: Other
Other: string 'other'
Thing.a: i64 'inline'
Thing.e: string 'branch'
"#);
}

#[test]
fn lenient_pointers() {
    let schemas = "
Thing:
  type: object
  properties:
    day: {type: string, enum: ['1', '2']}
    other: {$ref: '#/components/schemas/Count'}
Count: {type: string}
";
    let (ir, diagnostics) = lowered(
        schemas,
        &[
            "/components/schemas/Thing/properties/day",
            "/components/schemas/Count",
            "/components/schemas/Nobody",
        ],
    );
    assert_snapshot!(show::show_types(&ir), @r#"
Thing: struct
  day?: Thing.day
  other?: Count
Count: string lenient
Thing.day: enum String "1" | "2" lenient
"#);
    let told: String = diagnostics.iter().map(show::show_diagnostic).collect();
    assert_snapshot!(told, @r#"
! invalid-config #: `lenient` names `#/components/schemas/Nobody`, where there is no schema
"#);
}
