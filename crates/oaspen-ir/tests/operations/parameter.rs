//! Parameters: locations, styles, defaults.

use super::{show, show_get, show_version};
use insta::assert_snapshot;

#[test]
fn parameters_of_the_path_come_first_in_its_order() {
    assert_snapshot!(show(r"
paths:
  /{a}/{b}:
    parameters: [{name: b, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: op
      parameters:
        - {name: q, in: query, schema: {type: boolean}, description: Query, deprecated: true, allowEmptyValue: true}
        - {name: X-H, in: header, required: true, schema: {type: string}, example: e}
        - {name: a, in: path, required: true, schema: {type: string}, style: matrix, explode: true}
        - {name: c, in: cookie, schema: {type: string, description: Cookie}}
"), @r#"
    operation op: GET /{a}/{b} at #/paths/~1{a}~1{b}/get
      path a: string as matrix exploded
      path b: i64 as simple
      query q?: boolean as form exploded or empty deprecated -- "Query"
      header X-H: string as simple -- for example "e"
      cookie c?: string as form exploded -- "Cookie"
    "#);
}

#[test]
fn names_of_the_path_and_parameters_in_the_path_belong_together() {
    assert_snapshot!(show(r"
paths:
  /{a}: {get: {operationId: first}}
  /b: {get: {operationId: second, parameters: [{name: b, in: path, required: true, schema: {type: string}}]}}
"), @r#"
    operation first: GET /{a} at #/paths/~1{a}/get
      path a: string as simple
    "#);
}

#[track_caller]
fn query(fields: &str) -> String {
    show_get(&format!("parameters: [{{name: q, in: query, {fields}}}]"))
}

const LIST: &str = "schema: {type: array, items: {type: string}}";
const OBJECT: &str = "schema: {type: object, properties: {a: {type: string}}}";
const TEXT: &str = "schema: {type: string}";

#[test]
fn form_is_for_everything_flat() {
    for schema in [LIST, OBJECT, TEXT, "schema: {}"] {
        let shown = query(schema);
        assert!(shown.contains("as form exploded"), "{schema}: {shown}");
    }
    assert_snapshot!(query(&format!("{LIST}, explode: false, allowReserved: true")), @"  query q?: [string] as form reserved");
    assert_snapshot!(query("schema: {type: array, items: {type: array, items: {type: string}}}"), @r#"
      query q?: [[string]] as json application/json
    Weakened unsupported-style #/paths/~1/get/parameters/0: `form` is only defined for text, lists of text and objects of text; the value is written as JSON
    "#);
    assert_snapshot!(query("schema: {type: object, properties: {a: {type: object}}}"), @r#"
      query q?: op()?q as json application/json
    Weakened unsupported-style #/paths/~1/get/parameters/0: `form` is only defined for text, lists of text and objects of text; the value is written as JSON
    "#);
}

#[test]
fn delimited_styles_are_for_lists_and_objects() {
    for style in ["spaceDelimited", "pipeDelimited"] {
        for schema in [LIST, OBJECT] {
            let shown = query(&format!("{schema}, style: {style}"));
            assert!(
                shown.contains(&format!(" as {style}\n")),
                "{schema}: {shown}"
            );
        }
    }
    assert_snapshot!(query(&format!("{TEXT}, style: pipeDelimited")), @r#"
      query q?: string as form
    Weakened unsupported-style #/paths/~1/get/parameters/0: `pipeDelimited` is only defined for lists of text and objects of text; it is read as `form`
    "#);
    assert_snapshot!(query(&format!("{LIST}, style: spaceDelimited, explode: true")), @r#"
      query q?: [string] as form exploded
    Weakened unsupported-style #/paths/~1/get/parameters/0: `spaceDelimited` and `pipeDelimited` are only defined with `explode: false`; each item is written as `name=value`
    "#);
}

#[test]
fn deep_object_is_for_objects_and_form_for_text() {
    assert_snapshot!(query(&format!("{OBJECT}, style: deepObject, explode: true")), @"  query q?: op()?q as deepObject exploded");
    assert_snapshot!(query(&format!("{OBJECT}, style: deepObject")), @r#"
      query q?: op()?q as deepObject exploded
    Note unsupported-style #/paths/~1/get/parameters/0: `deepObject` is only defined with `explode: true`, and is read so
    "#);
    assert_snapshot!(query(&format!("{TEXT}, style: deepObject, explode: true")), @r#"
      query q?: string as form exploded
    Weakened unsupported-style #/paths/~1/get/parameters/0: `deepObject` is not defined for text, which is written `name=value`
    "#);
}

#[test]
fn deep_object_of_lists_and_nested_objects_is_read_as_servers_do() {
    assert_snapshot!(query(&format!("{LIST}, style: deepObject, explode: true")), @r#"
      query q?: [string] as deepObject exploded
    Weakened unsupported-style #/paths/~1/get/parameters/0: `deepObject` is not defined for lists and nested objects, which are written as most servers read them
    "#);
    assert_snapshot!(query("schema: {type: object, properties: {a: {type: object}}}, style: deepObject, explode: true"), @r#"
      query q?: op()?q as deepObject exploded
    Weakened unsupported-style #/paths/~1/get/parameters/0: `deepObject` is not defined for lists and nested objects, which are written as most servers read them
    "#);
}

#[test]
fn a_union_passes_when_a_branch_does() {
    assert_snapshot!(query("style: deepObject, explode: true, schema: {anyOf: [{type: integer}, {type: object, additionalProperties: {type: string}}]}"), @"  query q?: op()?q as deepObject exploded");
}

#[test]
fn path_styles() {
    for style in ["simple", "label", "matrix"] {
        for schema in [LIST, OBJECT, TEXT] {
            let shown = show(&format!(
                "paths: {{'/{{p}}': {{get: {{operationId: op, parameters: [{{name: p, in: path, required: true, style: {style}, explode: true, {schema}}}]}}}}}}"
            ));
            assert!(
                shown.contains(&format!(" as {style} exploded\n")),
                "{shown}"
            );
        }
    }
}

#[test]
fn content_is_one_document() {
    assert_snapshot!(query("content: {application/json: {schema: {type: object}}}"), @"query q?: {any} as json application/json");
    assert_snapshot!(query("content: {application/vnd.x+json: {}}"), @"query q?: any as json application/vnd.x+json");
    assert_snapshot!(query("content: {text/plain: {schema: {type: string}}}"), @"query q?: string as text text/plain");
    assert_snapshot!(query("content: {application/xml: {schema: {type: object}}}"), @r#"
    no operation
    Skipped unsupported-media-type #/paths/~1/get/parameters/0: a value of `application/xml` cannot be written here; the operation is left out
    "#);
}

#[test]
fn content_that_cannot_be_written_skips_the_operation() {
    assert_snapshot!(query("content: {text/json: {schema: {type: string}}}"), @"query q?: string as json text/json");
    assert_snapshot!(query("content: {application/x-www-form-urlencoded: {schema: {type: object}}}"), @r#"
    no operation
    Skipped unsupported-media-type #/paths/~1/get/parameters/0: a value of `application/x-www-form-urlencoded` cannot be written here; the operation is left out
    "#);
}

/// OAS 3.2: the whole query is one document.
#[test]
fn a_query_string_is_a_form_or_json() {
    let shown = |media_type: &str| {
        show_version(
            "3.2.0",
            &format!(
                "paths: {{/: {{get: {{operationId: op, parameters: [{{name: q, in: querystring, content: {{{media_type}: {{schema: {{type: object, additionalProperties: {{type: string}}}}}}}}}}]}}}}}}"
            ),
        )
    };
    assert!(
        shown("application/x-www-form-urlencoded").contains("as form ()"),
        "{}",
        shown("application/x-www-form-urlencoded")
    );
    assert!(shown("application/json").contains("as json application/json"));
    assert!(shown("text/plain").contains("Skipped unsupported-media-type"));
}

/// OAS 3.2 §4.12.3.
#[test]
fn the_cookie_style_is_for_cookies() {
    let shown = show_version(
        "3.2.0",
        "paths: {/: {get: {operationId: op, parameters: [{name: c, in: cookie, style: cookie, schema: {type: string}}]}}}",
    );
    assert!(
        shown.contains("cookie c?: string as cookie exploded"),
        "{shown}"
    );
}

#[test]
fn a_default_is_kept_when_it_fits() {
    assert_snapshot!(query("schema: {type: integer, default: 20}"), @"  query q?: i64 = 20 as form exploded");
    assert_snapshot!(query("schema: {type: integer, default: twenty}"), @"  query q?: i64 as form exploded");
    assert_snapshot!(query("schema: {type: array, items: {type: string}, default: [a, b]}"), @r#"  query q?: [string] = ["a", "b"] as form exploded"#);
    assert_snapshot!(query("schema: {type: array, items: {type: string}, default: [a, 1]}"), @"  query q?: [string] as form exploded");
    assert_snapshot!(query("schema: {type: string, enum: [asc, desc], default: asc}"), @r#"  query q?: op()?q = "asc" as form exploded"#);
    assert_snapshot!(query("schema: {type: [integer, 'null'], default: null}"), @"  query q?: i64 | null = null as form exploded");
}

#[test]
fn headers_that_follow_from_elsewhere_are_ignored() {
    assert_snapshot!(show_get("parameters: [{name: accept, in: header, schema: {type: string}}]"), @"Note ignored-header-parameter #/paths/~1/get/parameters/0: the header parameter `accept` is ignored");
}

#[test]
fn shared_parameters_have_types_named_after_the_component() {
    assert_snapshot!(show(r"
paths:
  /a: {get: {operationId: a, parameters: [{$ref: '#/components/parameters/Order'}]}}
  /b: {get: {operationId: b, parameters: [{$ref: '#/components/parameters/Order'}]}}
components:
  parameters: {Order: {name: order, in: query, schema: {type: string, enum: [asc, desc]}}}
"), @r#"
    operation a: GET /a at #/paths/~1a/get
      query order?: #parameters/Order as form exploded

    operation b: GET /b at #/paths/~1b/get
      query order?: #parameters/Order as form exploded
    "#);
}
