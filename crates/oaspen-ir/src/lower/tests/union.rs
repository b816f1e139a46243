//! Unions: branches, siblings, distribution.

use insta::assert_snapshot;

use super::types;

#[test]
fn texts_that_patterns_tell_apart_are_not_ambiguous() {
    let told = |second: &str| {
        let text = format!(
            "A:\n  oneOf:\n    - {{type: string, pattern: '^a[0-9]{{2}}'}}\n    - {{type: string, pattern: '{second}'}}\n"
        );
        types(&text)
    };
    assert!(!told("^b").contains("ambiguous-union"), "{}", told("^b"));
    let both = told("[0-9]+$");
    assert!(both.contains("`\"a00\"` fits two branches"), "{both}");
}

#[test]
fn siblings_are_distributed() {
    assert_snapshot!(types("
A: {type: object, required: [a], properties: {a: {type: string}}}
B: {type: object, required: [b], properties: {b: {type: string}}}
OnlyType: {type: object, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Beside: {type: object, required: [id], properties: {id: {type: string}}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
Member: {allOf: [{$ref: '#/components/schemas/OnlyType'}, {type: object, properties: {more: {type: string}}}]}
Demand: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
"), @r#"
    A: struct
      a: string
    B: struct
      b: string
    OnlyType: union
      A
      B
      object has a → 0
      object has b → 1
      by RequiredKey
    Beside: union
      Beside|0
      Beside|1
      object has a → 0
      object has b → 1
      by RequiredKey
    Member: union
      Member|0
      Member|1
      object has a → 0
      object has b → 1
      by RequiredKey
    Demand: struct
      a?: string
      b?: string
    A.a: string
    B.b: string
    Beside|0: struct
      id: string
      a: string
    Beside|1: struct
      id: string
      b: string
    Member|0: struct
      more?: string
      a: string
    Member|1: struct
      more?: string
      b: string
    Demand.a: string
    Demand.b: string
    Beside|0.id: string
    Member|0.more: string
    "#);
}

#[test]
fn lists_of_types() {
    assert_snapshot!(types("
A: {type: [string, integer]}
B: {type: [integer, number, 'null']}
C: {type: [object, array, string, number, boolean, 'null']}
D: {type: [string, object], properties: {a: {type: string}}, maxLength: 3}
"), @r#"
A: union
  string
  i64
  string → 0
  integer → 1
  by Kind
B: f64
C: any
D: union
  string
  D|1
  string → 0
  object → 1
  by Kind
A|0: string
A|1: i64
D|0: string length ..3
D|1: struct
  a?: string
D|1.a: string
"#);
}

#[test]
fn degenerate_unions() {
    assert_snapshot!(types("
A: {oneOf: [{type: 'null'}]}
B: {oneOf: [false, {type: string}]}
C: {oneOf: []}
D: {type: string, oneOf: [{type: integer}, {type: boolean}]}
E: {oneOf: [{}, {type: string}]}
F: {oneOf: [false, false]}
"), @r#"
A: null
B: string
C: any
D: any
E: union
  any
  string
  boolean,integer,number,array,object → 0
  string → 1
  by Mixed
F: never
E|0: any
E|1: string
! conflicting-all-of #/components/schemas/D: no branch of this `oneOf` goes with what stands beside it
"#);
}

#[test]
fn nested_unions_that_double_end() {
    let mut schemas = String::from(
        "L0: {type: object, properties: {x: {type: string}}}\n\
         M0: {type: object, required: ['y'], properties: {'y': {type: string}}}\n",
    );
    for level in 1..40 {
        let below = level - 1;
        let pair = format!(
            "[{{$ref: '#/components/schemas/L{below}'}}, {{$ref: '#/components/schemas/M{below}'}}]"
        );
        schemas.push_str(&format!(
            "L{level}: {{oneOf: {pair}, default: {{z: 1}}}}\nM{level}: {{anyOf: {pair}}}\n"
        ));
    }
    let (ir, diagnostics) = super::lowered(&schemas, &[]);
    assert_eq!(ir.types.len(), ir.component_count + 2);
    let codes: std::collections::BTreeSet<&str> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.info().name)
        .collect();
    assert!(codes.contains("depth-limit"), "{codes:?}");
}

#[test]
fn too_many_branches_to_repeat() {
    let mut schemas = String::from("Wide:\n  properties: {a: {type: string}}\n  oneOf:\n");
    for branch in 0..70 {
        schemas.push_str(&format!("    - {{type: object, required: [k{branch}], properties: {{k{branch}: {{type: string}}}}}}\n"));
    }
    assert_snapshot!(types(&schemas), @r#"
Wide: any
! depth-limit #/components/schemas/Wide: what stands beside this `oneOf` would have to be repeated in too many branches; it is typed as any JSON value
"#);
}

#[test]
fn kinds_are_found_however_deep_unions_nest() {
    let mut schemas = String::new();
    for level in 0..150 {
        let next = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
        schemas.push_str(&format!(
            "L{level}: {{anyOf: [{next}, {next}, {{type: string}}]}}\n"
        ));
    }
    schemas.push_str("L150: {type: string}\n");
    // Whether `null` is a value is asked from the top, which must not spoil what is deeper.
    schemas.push_str("Holder: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/L0'}, b: {$ref: '#/components/schemas/L100'}}}\n");
    let (ir, _) = super::lowered(&schemas, &[]);
    let shown = super::show::show_types(&ir);
    let holder: Vec<&str> = shown
        .lines()
        .skip_while(|line| !line.starts_with("Holder:"))
        .take(3)
        .collect();
    assert_eq!(holder, ["Holder: struct", "  a: L0", "  b?: L100"]);
}

#[test]
fn kinds_of_shared_branches_are_found_in_any_order() {
    let (ir, _) = super::lowered(
        "
Shared: {anyOf: [{type: string}, {type: integer}]}
Outer: {anyOf: [{$ref: '#/components/schemas/Shared'}, {anyOf: [{$ref: '#/components/schemas/Shared'}, {type: boolean}]}]}
Holder: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/Outer'}}}
",
        &[],
    );
    let shown = super::show::show_types(&ir);
    assert!(shown.contains("  a: Outer\n"), "{shown}");
}
