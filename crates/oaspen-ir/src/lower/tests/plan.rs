//! Plans: what tells branches apart, and that values find theirs.

use insta::assert_snapshot;

use super::show::show_plan;
use super::{document, lowered, resolved};
use crate::ir::{Json, Plan, Shape, Test, Union};
use crate::lower::accept::accepts;
use crate::lower::context::{Lower, Operand};
use crate::lower::json::{lower_json, same_json};

/// The union of the component `U`.
fn union_of(schemas: &str) -> (Union, String) {
    let (ir, diagnostics) = lowered(schemas, &[]);
    let ty = ir
        .types
        .iter()
        .find(|ty| ty.name == crate::lower::name::component_name("U"))
        .unwrap();
    let Shape::Union(union) = &ty.shape else {
        panic!("not a union: {:?}", ty.shape);
    };
    let reports = diagnostics
        .iter()
        .map(super::show::show_diagnostic)
        .collect();
    (union.clone(), reports)
}

/// A value of the document, from YAML.
fn value(text: &str) -> Json {
    let schema = format!("V: {{default: {text}}}");
    let resolved = resolved(&document(&schema));
    let id = resolved.components.schemas["V"];
    let default = resolved.schemas[id].object().unwrap().default.clone();
    lower_json(&default.unwrap())
}

/// The branch that a plan finds, where a branch decodes what its schema accepts.
pub(in crate::lower) fn route(
    plan: &Plan,
    json: &Json,
    decodes: &mut dyn FnMut(usize) -> bool,
) -> Option<usize> {
    let get = |key: &String| match json {
        Json::Object(entries) => entries
            .iter()
            .find(|(other, _)| other == key)
            .map(|(_, value)| value),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => None,
    };
    let rule = plan.rules.iter().find(|rule| {
        rule.kinds.contains(json.kind())
            && match &rule.test {
                Test::Always => true,
                Test::HasKey(key) => get(key).is_some(),
                Test::KeyEquals(key, values) => {
                    get(key).is_some_and(|value| values.iter().any(|other| same_json(value, other)))
                }
                Test::Equals(values) => values.iter().any(|other| same_json(json, other)),
                Test::Decodes => decodes(rule.branch),
                Test::FirstItem(kinds) => match json {
                    Json::Array(items) => items
                        .first()
                        .is_some_and(|item| kinds.contains(item.kind())),
                    Json::Null
                    | Json::Bool(_)
                    | Json::Number(_)
                    | Json::String(_)
                    | Json::Object(_) => false,
                },
                Test::LacksKey(key) => get(key).is_none(),
                Test::Tolerated => true,
            }
    });
    rule.map(|rule| rule.branch)
}

/// The plan of `U`, after each value has been shown to find its branch.
#[track_caller]
fn check(schemas: &str, routes: &[(&str, Option<usize>)]) -> String {
    let (union, reports) = union_of(schemas);
    let text = document(schemas);
    let resolved = resolved(&text);
    let mut sink = oaspen_diagnostics::Sink::new();
    let mut cx = Lower::new(&mut sink, &resolved);
    let id = resolved.components.schemas["U"];
    let object = resolved.schemas[id].object().unwrap();
    let branches = object
        .one_of
        .clone()
        .or(object.any_of.clone())
        .unwrap_or_default();
    for (written, expected) in routes {
        let json = value(written);
        let found = route(&union.plan, &json, &mut |branch| {
            accepts(&mut cx, &[Operand::Schema(branches[branch])], &json)
        });
        assert_eq!(
            found,
            *expected,
            "{written} under {}",
            show_plan(&union.plan)
        );
    }
    format!("{}\n{reports}", show_plan(&union.plan).trim_start())
}

#[test]
fn discriminator_with_mapping() {
    let schemas = "
U: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: Cat, kitten: Cat, dog: '#/components/schemas/Dog'}}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
";
    assert_snapshot!(check(schemas, &[("{kind: cat}", Some(0)), ("{kind: kitten}", Some(0)), ("{kind: dog}", Some(1)), ("{kind: cow}", None), ("{}", None)]), @r#"
object kind="cat"|"kitten" → 0
  object kind="dog" → 1
  by Discriminator("kind")
"#);
    let (union, _) = union_of(schemas);
    let tags: Vec<Option<String>> = union
        .branches
        .into_iter()
        .map(|branch| branch.tag)
        .collect();
    assert_eq!(tags, [Some("cat".to_owned()), Some("dog".to_owned())]);
}

#[test]
fn discriminator_by_name_and_beside_text() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {type: string}], discriminator: {propertyName: kind}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [hound]}}}
", &[("{kind: Cat}", Some(0)), ("{kind: hound}", Some(1)), ("text", Some(2))]), @r#"
string → 2
  object kind="Cat" → 0
  object kind="hound" → 1
  by Mixed
"#);
}

#[test]
fn discriminator_over_a_nested_union() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dogs'}], discriminator: {propertyName: kind, mapping: {c: Cat, h: Hound, p: Poodle}}}
Dogs: {oneOf: [{$ref: '#/components/schemas/Hound'}, {$ref: '#/components/schemas/Poodle'}]}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Hound: {type: object, required: [kind, h], properties: {kind: {type: string}, h: {}}}
Poodle: {type: object, required: [kind, p], properties: {kind: {type: string}, p: {}}}
", &[("{kind: c}", Some(0)), ("{kind: h}", Some(1)), ("{kind: p}", Some(1))]), @r#"
object kind="c" → 0
  object kind="h"|"p" → 1
  by Discriminator("kind")
"#);
}

#[test]
fn discriminator_with_a_default() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Other'}], discriminator: {propertyName: kind, mapping: {cat: Cat}, defaultMapping: Other}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Other: {type: object, properties: {kind: {type: string}}}
", &[("{kind: cat}", Some(0)), ("{kind: Other}", Some(1)), ("{kind: cow}", Some(1)), ("{}", Some(1))]), @r#"
object kind="cat" → 0
  object kind="Other" → 1
  object → 1
  by Discriminator("kind")
"#);
}

#[test]
fn optional_constants() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, properties: {type: {const: a}}}
    - {type: object, properties: {type: {const: b}}}
", &[("{type: a}", Some(0)), ("{type: b}", Some(1)), ("{}", Some(0))]), @r#"
    object type="a" → 0
      object type="b" → 1
      object → 0
      by Order { first: 0, second: 1, witness: Object([]) }
    ! ambiguous-union #/components/schemas/U/oneOf: an object that requires nothing would be every object: values of this `oneOf` may fit it beside another branch and are accepted
    ! ambiguous-union #/components/schemas/U/oneOf: `{}` fits two branches of this `oneOf`: their order decides (2 labels)
    "#);
}

#[test]
fn integers_of_different_widths() {
    assert_snapshot!(check("
U: {oneOf: [{type: integer}, {type: integer, format: int32}]}
", &[("1", Some(1)), ("3000000000", Some(0))]), @r#"
integer decodes → 1
  integer → 0
  by Kind
"#);
}

#[test]
fn anything_comes_last() {
    assert_snapshot!(check("
U: {anyOf: [{}, {type: string}, {type: object, required: [a], properties: {a: {}}}]}
", &[("x", Some(1)), ("{a: 1}", Some(2)), ("{}", Some(0)), ("1", Some(0))]), @r#"
boolean,integer,number,array → 0
  string → 1
  object has a → 2
  object → 0
  by Mixed
"#);
}

#[test]
fn discriminator_that_names_two_branches() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/In'}, {$ref: '#/components/schemas/Out'}, {$ref: '#/components/schemas/Call'}], discriminator: {propertyName: type}}
In: {type: object, required: [type, role], properties: {type: {const: message}, role: {const: user}}}
Out: {type: object, required: [type, role], properties: {type: {const: message}, role: {const: assistant}}}
Call: {type: object, required: [type], properties: {type: {const: call}}}
", &[("{type: message, role: user}", Some(0)), ("{type: message, role: assistant}", Some(1)), ("{type: call}", Some(2))]), @r#"
object type="call" → 2
  object role="user" → 0
  object → 1
  by Mixed
"#);
}

#[test]
fn constant_property() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, required: [type], properties: {type: {const: a}}}
    - {type: object, required: [type], properties: {type: {enum: [b, c]}}}
    - {type: object, required: [type], properties: {type: {enum: [d]}}}
", &[("{type: a}", Some(0)), ("{type: c}", Some(1)), ("{type: d}", Some(2)), ("{type: e}", None)]), @r#"
object type="a" → 0
  object type="b"|"c" → 1
  object type="d" → 2
  by Constant("type")
"#);
}

#[test]
fn kinds() {
    assert_snapshot!(check("
U: {oneOf: [{type: string, enum: [a]}, {type: object, additionalProperties: {type: string}}, {type: array, items: {}}, {type: boolean}, {type: 'null'}]}
", &[("a", Some(0)), ("b", Some(0)), ("{}", Some(1)), ("[]", Some(2)), ("true", Some(3)), ("1", None)]), @r#"
string → 0
  object → 1
  array → 2
  boolean → 3
  by Kind
"#);
}

#[test]
fn integers_before_numbers() {
    assert_snapshot!(check("
U: {oneOf: [{type: number}, {type: integer}, {type: string}]}
", &[("1", Some(1)), ("1.5", Some(0)), ("x", Some(2))]), @r#"
number → 0
  string → 2
  integer decodes → 1
  integer → 0
  by Kind
"#);
}

#[test]
fn required_keys() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/ById'}, {$ref: '#/components/schemas/ByLink'}]}
ById: {type: object, required: [caption, id], properties: {id: {type: string}, caption: {type: string}}}
ByLink: {type: object, required: [caption, link], properties: {link: {type: string}, caption: {type: string}}}
", &[("{id: a, caption: b}", Some(0)), ("{link: a, caption: b}", Some(1))]), @r#"
    object has id → 0
      object has link → 1
      by RequiredKey
    "#);
}

#[test]
fn last_branch_may_require_nothing() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/Bearer'}, {$ref: '#/components/schemas/Basic'}]}
Bearer: {type: object, required: [bearer], properties: {bearer: {type: string}}}
Basic: {type: object, properties: {basic: {type: object}}}
", &[("{bearer: x}", Some(0)), ("{basic: {}}", Some(1)), ("{}", Some(1))]), @r#"
    object has bearer → 0
      object → 1
      by RequiredKey
    ! ambiguous-union #/components/schemas/U/oneOf: an object that requires nothing would be every object: values of this `oneOf` may fit it beside another branch and are accepted
    "#);
}

#[test]
fn first_branch_may_require_nothing() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, properties: {basic: {type: string}}}
    - {type: object, required: [bearer], properties: {bearer: {type: string}}}
", &[("{bearer: x}", Some(1)), ("{basic: x}", Some(0)), ("{}", Some(0))]), @r#"
    object has bearer → 1
      object → 0
      by RequiredKey
    ! ambiguous-union #/components/schemas/U/oneOf: an object that requires nothing would be every object: values of this `oneOf` may fit it beside another branch and are accepted
    "#);
}

#[test]
fn more_keys_than_another() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, required: [id], properties: {id: {type: string}}}
    - {type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}
", &[("{id: a}", Some(0)), ("{id: a, name: b}", Some(1))]), @r#"
object has name → 1
  object → 0
  by RequiredKey
"#);
}

#[test]
fn constants_and_keys_together() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, required: [type], properties: {type: {const: a}}}
    - {type: object, required: [type, x], properties: {type: {type: string}, x: {type: string}}}
    - {type: object, required: ['y'], properties: {'y': {type: string}}}
", &[("{type: b, x: c}", Some(1)), ("{y: c}", Some(2)), ("{type: a}", Some(0))]), @r#"
    object has x → 1
      object type="a" → 0
      object has y → 2
      by Mixed
    "#);
}

#[test]
fn nested_unions_are_one_table() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/Image'}, {$ref: '#/components/schemas/Text'}]}
Image: {oneOf: [{type: object, required: [id], properties: {id: {type: string}}}, {type: object, required: [link], properties: {link: {type: string}}}]}
Text: {type: object, required: [body], properties: {body: {type: string}}}
", &[("{id: a}", Some(0)), ("{link: a}", Some(0)), ("{body: a}", Some(1))]), @r#"
    object has id → 0
      object has link → 0
      object has body → 1
      by RequiredKey
    "#);
}

#[test]
fn listed_values() {
    assert_snapshot!(check("
U: {oneOf: [{type: string, enum: [a, b]}, {type: string, enum: [c]}]}
", &[("a", Some(0)), ("c", Some(1)), ("d", None)]), @r#"
string ="a"|"b" → 0
  string ="c" → 1
  by Mixed
"#);
}

#[test]
fn narrow_formats_first() {
    assert_snapshot!(check("
U: {anyOf: [{type: string}, {type: string, format: uuid}, {type: string, format: date}]}
", &[("'2020-01-01'", Some(2)), ("00000000-0000-0000-0000-000000000000", Some(1)), ("x", Some(0))]), @r#"
string decodes → 2
  string decodes → 1
  string → 0
  by Mixed
"#);
}

#[test]
fn overlapping_enums() {
    assert_snapshot!(check("
U: {oneOf: [{type: string, enum: [a, b]}, {type: string, enum: [b, c]}]}
", &[("a", Some(0)), ("b", Some(0)), ("c", Some(1))]), @r#"
    string ="a"|"b" → 0
      string ="c" → 1
      by Order { first: 0, second: 1, witness: String("b") }
    ! ambiguous-union #/components/schemas/U/oneOf: `"b"` fits two branches of this `oneOf`: their order decides; a server refuses it (2 labels)
    "#);
}

#[test]
fn optional_keys_only() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, properties: {a: {type: string}, both: {type: string}}}
    - {type: object, properties: {b: {type: string}, both: {type: string}}}
", &[("{a: x}", Some(0)), ("{b: x}", Some(1)), ("{}", Some(0))]), @r#"
    object has a → 0
      object has b → 1
      object → 0
      by Order { first: 0, second: 1, witness: Object([]) }
    ! ambiguous-union #/components/schemas/U/oneOf: an object that requires nothing would be every object: values of this `oneOf` may fit it beside another branch and are accepted
    ! ambiguous-union #/components/schemas/U/oneOf: `{}` fits two branches of this `oneOf`: their order decides (2 labels)
    "#);
}

#[test]
fn key_that_another_may_have() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, required: [id], properties: {id: {type: string}, name: {type: string}}}
    - {type: object, required: [id, name], properties: {id: {type: string}, name: {type: string}}}
", &[("{id: a}", Some(0)), ("{id: a, name: b}", Some(1))]), @r#"
    object has name → 1
      object → 0
      by Order { first: 0, second: 1, witness: Object([("id", String("text")), ("name", String("text"))]) }
    ! ambiguous-union #/components/schemas/U/oneOf: `{"id": "text", "name": "text"}` fits two branches of this `oneOf`: their order decides; a server refuses it (2 labels)
    "#);
}

#[test]
fn kinds_of_a_shared_key() {
    assert_snapshot!(check("
U:
  oneOf:
    - {type: object, required: [id], properties: {id: {type: string}}}
    - {type: object, required: [id], properties: {id: {type: integer}}}
", &[("{id: a}", Some(0)), ("{id: 1}", Some(1))]), @r#"
object decodes → 0
  object → 1
  by Mixed
"#);
}

#[test]
fn lists_of_different_items() {
    assert_snapshot!(check("
U: {oneOf: [{type: string}, {type: array, items: {type: string}}, {type: array, items: {type: integer}, minItems: 1}]}
", &[("x", Some(0)), ("[x]", Some(1)), ("[1]", Some(2))]), @r#"
    string → 0
      array of string → 1
      array of integer → 2
      array empty → 1
      by Kind
    "#);
}

#[test]
fn same_shape_twice() {
    assert_snapshot!(check("
U: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
A: {type: object, required: [x], properties: {x: {type: string}}}
B: {type: object, required: [x], properties: {x: {type: string}}}
", &[("{x: a}", Some(0))]), @r#"
    object decodes → 0
      object → 1
      by Order { first: 0, second: 1, witness: Object([("x", String("text"))]) }
    ! ambiguous-union #/components/schemas/U/oneOf: `{"x": "text"}` fits two branches of this `oneOf`: their order decides; a server refuses it (2 labels)
    "#);
}

#[test]
fn values_that_are_no_scalars_are_no_evidence() {
    assert_snapshot!(check(
        "
U:
  oneOf:
    - {type: object, required: [k], properties: {k: {enum: [{x: 1}, a]}}}
    - {type: object, required: [k, y], properties: {k: {const: b}, 'y': {type: string}}}
",
        &[("{k: {x: 1}}", Some(0)), ("{k: a}", Some(0)), ("{k: b, y: z}", Some(1))]
    ), @r#"
    object has y → 1
      object → 0
      by RequiredKey
    "#);
}

#[test]
fn a_discriminator_that_no_branch_declares_leaves_keys_to_decide() {
    assert_snapshot!(check(
        "
U:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: t, mapping: {aa: '#/components/schemas/A'}}
A: {type: object, required: [x], properties: {x: {type: string}}}
B: {type: object, required: [z], properties: {z: {type: string}}}
",
        &[("{t: aa, x: '1'}", Some(0)), ("{x: '1'}", Some(0)), ("{z: '1'}", Some(1))]
    ), @r#"
    object t="aa" → 0
      object has x → 0
      object has z → 1
      by Mixed
    "#);
}
