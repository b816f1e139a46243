//! Objects of the specification: what is read, and what is said about what is odd.

use crate::model::{JsonType, Location, ParameterKind, StatusKey, Style};
use crate::testing::{run, schema, with_paths, with_schemas};

/// What is reported of a document.
fn report(text: &str) -> String {
    run(&[("a.yaml", text)], |_, _| {}).report
}

fn report_schemas(schemas: &str) -> String {
    report(&with_schemas("3.1.0", schemas))
}

fn report_paths(paths: &str) -> String {
    report(&with_paths(paths))
}

#[test]
fn the_version_decides_whether_a_document_is_read() {
    let versioned = |version: &str| {
        report(&format!(
            "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n"
        ))
    };
    for version in [
        "3.0.0",
        "3.0.4",
        "3.1.0",
        "3.1.1",
        "3.2.0",
        "'3.1'",
        "3.1.0-rc1",
    ] {
        assert_eq!(versioned(version), "", "{version}");
    }
    insta::assert_snapshot!(versioned("3.1"), @"note[unexpected-type] a.yaml:1:10 #/openapi: expected a string, found a number; it is read as the text `3.1` (put it in quotes)");
    insta::assert_snapshot!(versioned("4.0.0"), @"error[unsupported-version] a.yaml:1:10 #/openapi: OpenAPI `4.0.0` is not read; OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are");
    insta::assert_snapshot!(report("swagger: '2.0'\n"), @r#"
    warning[missing-field] a.yaml:1:1 #: the field `info` is missing
    warning[missing-field] a.yaml:1:1 #: the field `paths` is missing
    "#);
    insta::assert_snapshot!(report("info: {}\n"), @"error[missing-field] a.yaml:1:1 #: the field `openapi` is missing");
    insta::assert_snapshot!(report("- openapi\n"), @"error[unexpected-type] a.yaml:1:1 #: expected an OpenAPI document (an object), found a list");
}

#[test]
fn what_the_specification_requires_is_missed() {
    insta::assert_snapshot!(report("openapi: 3.0.0\n"), @r#"
    warning[missing-field] a.yaml:1:1 #: the field `info` is missing
    warning[missing-field] a.yaml:1:1 #: the field `paths` is missing
    "#);
    insta::assert_snapshot!(report("openapi: 3.1.0\ninfo: {}\n"), @r#"
    warning[missing-field] a.yaml:2:7 #/info: the field `title` is missing
    warning[missing-field] a.yaml:2:7 #/info: the field `version` is missing
    "#);
    insta::assert_snapshot!(report_paths("/a:\n  get:\n    parameters: [{}]\n    requestBody: {}\n"), @r#"
    error[missing-field] a.yaml:6:20 #/paths/~1a/get/parameters/0: the field `in` is missing
    error[missing-field] a.yaml:6:20 #/paths/~1a/get/parameters/0: the field `name` is missing
    error[invalid-parameter] a.yaml:6:20 #/paths/~1a/get/parameters/0: one of `schema` and `content` is needed
    error[missing-field] a.yaml:7:20 #/paths/~1a/get/requestBody: the field `content` is missing
    "#);
    insta::assert_snapshot!(report_schemas("A:\n  oneOf: [{type: string}]\n  discriminator: {}\n"), @"error[missing-field] a.yaml:8:22 #/components/schemas/A/discriminator: the field `propertyName` is missing");
}

#[test]
fn unknown_keywords_are_named_with_what_was_meant() {
    insta::assert_snapshot!(report_schemas("A:\n  typ: string\n  x-own: 1\n  requred: [a]\n  zzz: 1\n"), @r#"
    warning[unknown-keyword] a.yaml:7:7 #/components/schemas/A/typ: unknown keyword `typ` (did you mean `type`?)
    warning[unknown-keyword] a.yaml:9:7 #/components/schemas/A/requred: unknown keyword `requred` (did you mean `required`?)
    warning[unknown-keyword] a.yaml:10:7 #/components/schemas/A/zzz: unknown keyword `zzz`
    "#);
}

#[test]
fn keywords_without_effect_are_named() {
    insta::assert_snapshot!(report_schemas("A:\n  if: {type: string}\n  xml: {name: a}\n  $comment: c\n"), @"note[unsupported-keyword] a.yaml:8:7 #/components/schemas/A/xml: `xml` is not acted upon");
}

#[test]
fn values_of_another_type_are_refused_unless_they_have_one_reading() {
    insta::assert_snapshot!(report_schemas("A:\n  type: 5\nB:\n  type: strin\nC:\n  minLength: 'x'\nD:\n  maxItems: -1\nE: []\n"), @r#"
    error[unexpected-type] a.yaml:7:13 #/components/schemas/A/type: expected the name of a type or a list of names, found a number
    warning[unknown-type] a.yaml:9:13 #/components/schemas/B/type: `strin` is not a type; it is read as `string`
    warning[unexpected-type] a.yaml:11:18 #/components/schemas/C/minLength: expected a number, found a string; it is ignored
    warning[unexpected-type] a.yaml:13:17 #/components/schemas/D/maxItems: expected an integer from 0 to 2^64, found `-1`; it is ignored
    warning[unexpected-type] a.yaml:14:8 #/components/schemas/E: expected a schema (an object or a boolean), found a list; any value is accepted
    "#);
    insta::assert_snapshot!(report_schemas("A:\n  description: 5\nB:\n  description: [x]\nC:\n  required: [1, true]\nD:\n  minimum: 1.0\n  minLength: '3'\n  deprecated: 'true'\n  maxLength: 3.0\n  title:\n"), @r#"
    note[unexpected-type] a.yaml:7:20 #/components/schemas/A/description: expected a string, found a number; it is read as the text `5` (put it in quotes)
    warning[unexpected-type] a.yaml:9:20 #/components/schemas/B/description: expected a string, found a list; it is ignored
    note[unexpected-type] a.yaml:11:18 #/components/schemas/C/required/0: expected a string, found a number; it is read as the text `1` (put it in quotes)
    note[unexpected-type] a.yaml:11:21 #/components/schemas/C/required/1: expected a string, found a boolean; it is read as the text `true` (put it in quotes)
    note[unexpected-type] a.yaml:14:18 #/components/schemas/D/minLength: `3` is in quotes and is read as if it were not
    note[unexpected-type] a.yaml:15:19 #/components/schemas/D/deprecated: `true` is in quotes and is read as if it were not
    note[unexpected-type] a.yaml:17:7 #/components/schemas/D/title: `title` is null, which counts as absent
    "#);
}

#[test]
fn null_counts_as_absent() {
    insta::assert_snapshot!(report_paths("/a:\n  get:\n    parameters:\n    responses: {'200': {description: ok, content: {text/plain: }}}\n"), @"note[unexpected-type] a.yaml:6:7 #/paths/~1a/get/parameters: `parameters` is null, which counts as absent");
}

#[test]
fn a_schema_keeps_every_keyword() {
    let text = with_schemas(
        "3.1.0",
        "A:\n  type: [string, null, integer]\n  format: f\n  enum: [a, 1]\n  const: [1]\n  minimum: -1e2\n  exclusiveMaximum: 99999999999999999999\n  pattern: ^a\n  x-enum-varnames: [A, B]\n  x-other: {y: 1}\n  examples: [1, null]\n  default: null\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let schema = schema(&resolved, "A");
    assert_eq!(
        schema.types.as_ref().unwrap().value.names,
        [JsonType::String, JsonType::Null, JsonType::Integer]
    );
    assert_eq!(schema.minimum.as_ref().unwrap().value, "-1e2");
    assert_eq!(
        schema.exclusive_maximum.as_ref().unwrap().value,
        "99999999999999999999"
    );
    assert_eq!(schema.enum_names.as_ref().unwrap().value, ["A", "B"]);
    assert_eq!(schema.extensions.keys().collect::<Vec<_>>(), ["x-other"]);
    assert_eq!(schema.examples.len(), 2);
    assert!(schema.default.as_ref().unwrap().is_null());
}

#[test]
fn older_forms_of_a_tuple_are_read() {
    let text = with_schemas(
        "3.1.0",
        "A:\n  items: [{type: string}, {type: integer}]\n  additionalItems: false\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    insta::assert_snapshot!(outcome.report, @"note[unknown-keyword] a.yaml:7:14 #/components/schemas/A/items: a list of `items` is an older form of `prefixItems`; it is read so");
    let resolved = outcome.resolved.unwrap();
    assert_eq!(schema(&resolved, "A").prefix_items.len(), 2);
    assert!(schema(&resolved, "A").items.is_some());
}

#[test]
fn a_listed_null_is_a_type() {
    let text = with_schemas("3.0.0", "A:\n  type: string\n  enum: [a, null]\n");
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    insta::assert_snapshot!(outcome.report, @"note[mistyped-enum-value] a.yaml:8:17 #/components/schemas/A/enum: `null` is listed, so it is added to the types");
    let names = &schema(outcome.resolved.as_ref().unwrap(), "A")
        .types
        .as_ref()
        .unwrap()
        .value
        .names;
    assert_eq!(names, &[JsonType::String, JsonType::Null]);
}

#[test]
fn unions_and_enums_list_something() {
    insta::assert_snapshot!(report_schemas("A:\n  oneOf: []\nB:\n  anyOf: []\nC:\n  allOf: []\nD:\n  enum: []\n"), @r#"
    warning[empty-union] a.yaml:7:14 #/components/schemas/A/oneOf: this `oneOf` lists no schema
    warning[empty-union] a.yaml:9:14 #/components/schemas/B/anyOf: this `anyOf` lists no schema
    warning[empty-union] a.yaml:11:14 #/components/schemas/C/allOf: this `allOf` lists no schema
    warning[empty-enum] a.yaml:13:13 #/components/schemas/D/enum: this `enum` lists no value
    "#);
}

#[test]
fn headers_that_say_nothing_are_text() {
    let headers = "/a:\n  get:\n    responses: {'200': {description: a, headers: {X-A: {description: b}, X-B: {schema: {}, content: {}}}}}\n";
    insta::assert_snapshot!(report_paths(headers), @r#"
    warning[invalid-parameter] a.yaml:6:58 #/paths/~1a/get/responses/200/headers/X-A: a header has a `schema` or `content`; this one is taken to be a string
    error[invalid-parameter] a.yaml:6:81 #/paths/~1a/get/responses/200/headers/X-B: `schema` and `content` exclude each other
    "#);
}

#[test]
fn parameters_have_one_way_to_be_written() {
    let parameters = "/a:\n  parameters:\n    - {name: a, in: query, schema: {}, content: {}}\n    - {name: b, in: query}\n    - {name: c, in: query, content: {a/b: {}, c/d: {}}}\n    - {name: d, in: header, style: form, schema: {}}\n    - {name: e, in: body, schema: {}}\n    - {name: f, in: querystring, schema: {}}\n";
    insta::assert_snapshot!(report_paths(parameters), @r#"
    error[invalid-parameter] a.yaml:6:9 #/paths/~1a/parameters/0: `schema` and `content` exclude each other
    error[invalid-parameter] a.yaml:7:9 #/paths/~1a/parameters/1: one of `schema` and `content` is needed
    error[invalid-parameter] a.yaml:8:39 #/paths/~1a/parameters/2/content: `content` must hold exactly one media type here
    error[invalid-parameter] a.yaml:9:38 #/paths/~1a/parameters/3/style: this `style` is not allowed in a header; only `simple` is
    error[unexpected-type] a.yaml:10:23 #/paths/~1a/parameters/4/in: expected one of `path`, `query`, `header`, `cookie`, found `body`
    error[invalid-parameter] a.yaml:11:9 #/paths/~1a/parameters/5: this `style` is not allowed for the whole query string; use `content`
    "#);
}

#[test]
fn styles_have_the_defaults_of_their_location() {
    let text = with_paths(
        "/{p}:\n  get:\n    parameters:\n      - {name: p, in: path, required: true, schema: {}}\n      - {name: q, in: query, schema: {}}\n      - {name: h, in: header, schema: {}}\n      - {name: c, in: cookie, schema: {}}\n      - {name: d, in: query, style: deepObject, schema: {}}\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let found: Vec<_> = resolved.operations[0]
        .parameters
        .iter()
        .map(|id| &resolved.parameters[*id])
        .map(|parameter| match &parameter.kind {
            ParameterKind::Schema { style, explode, .. } => (parameter.location, *style, *explode),
            ParameterKind::Content(_) => unreachable!(),
        })
        .collect();
    assert_eq!(
        found,
        [
            (Location::Path, Style::Simple, false),
            (Location::Query, Style::Form, true),
            (Location::Header, Style::Simple, false),
            (Location::Cookie, Style::Form, true),
            (Location::Query, Style::DeepObject, false),
        ]
    );
}

#[test]
fn a_path_parameter_is_required_even_when_it_does_not_say_so() {
    let text = with_paths("/{p}:\n  parameters: [{name: p, in: path, schema: {}}]\n  get: {}\n");
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    insta::assert_snapshot!(outcome.report, @"note[missing-field] a.yaml:5:18 #/paths/~1{p}/parameters/0: a path parameter is always required (write `required: true`)");
    let resolved = outcome.resolved.unwrap();
    assert!(resolved.parameters[resolved.operations[0].parameters[0]].required);
}

#[test]
fn responses_have_a_status() {
    let text = with_paths(
        "/a:\n  get:\n    responses:\n      200: {description: a}\n      '4xx': {description: b}\n      default: {description: c}\n      x-more: 1\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let keys: Vec<StatusKey> = resolved.operations[0]
        .object
        .responses
        .iter()
        .map(|(key, _)| *key)
        .collect();
    assert_eq!(
        keys,
        [
            StatusKey::Code(200),
            StatusKey::Range(4),
            StatusKey::Default
        ]
    );
    insta::assert_snapshot!(report_paths("/a:\n  get:\n    responses:\n      20: {description: a}\n      600: {description: a}\n      2X: {description: a}\n      ok: {description: a}\n      '099': {description: a}\n"), @r#"
    error[invalid-status] a.yaml:7:9 #/paths/~1a/get/responses/20: `20` is not a status
    error[invalid-status] a.yaml:8:9 #/paths/~1a/get/responses/600: `600` is not a status
    error[invalid-status] a.yaml:9:9 #/paths/~1a/get/responses/2X: `2X` is not a status
    error[invalid-status] a.yaml:10:9 #/paths/~1a/get/responses/ok: `ok` is not a status
    error[invalid-status] a.yaml:11:9 #/paths/~1a/get/responses/099: `099` is not a status
    "#);
}

#[test]
fn operations_stand_in_the_order_of_writing() {
    let text = with_paths(
        "/b:\n  put: {operationId: one}\n  additionalOperations: {LINK: {operationId: two}}\n  get: {operationId: three}\n/a:\n  query: {operationId: four}\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    let resolved = outcome.resolved.unwrap();
    let found: Vec<String> = resolved
        .operations
        .iter()
        .map(|operation| format!("{} {}", operation.object.method.as_str(), operation.path))
        .collect();
    assert_eq!(found, ["PUT /b", "LINK /b", "GET /b", "QUERY /a"]);
}

#[test]
fn examples_are_maps_or_bare_values() {
    let text = with_paths(
        "/a:\n  get:\n    parameters:\n      - {name: a, in: query, schema: {}, example: null, examples: {one: {value: 1}, two: {externalValue: x}}}\n      - {name: b, in: query, schema: {}, examples: [1, 2]}\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    insta::assert_snapshot!(outcome.report, @"warning[unknown-keyword] a.yaml:8:54 #/paths/~1a/get/parameters/1/examples: `examples` is a map from names to examples here; the list is read as bare values");
    let resolved = outcome.resolved.unwrap();
    let count = |index: usize| {
        resolved.parameters[resolved.operations[0].parameters[index]]
            .examples
            .len()
    };
    assert_eq!((count(0), count(1)), (3, 2));
}

#[test]
fn security_schemes_say_what_their_kind_needs() {
    insta::assert_snapshot!(report("openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  securitySchemes:\n    a: {type: apiKey}\n    b: {type: http, scheme: Bearer, bearerFormat: x}\n    c: {type: oauth2, flows: {implicit: {scopes: {}}}}\n    d: {type: basic}\n    e: {type: openIdConnect}\n    f: {type: mutualTLS}\n"), @r#"
    error[missing-field] a.yaml:5:8 #/components/securitySchemes/a: the field `in` is missing
    error[missing-field] a.yaml:5:8 #/components/securitySchemes/a: the field `name` is missing
    note[unexpected-type] a.yaml:8:15 #/components/securitySchemes/d/type: `basic` is a `scheme` of the type `http`; it is read so
    error[missing-field] a.yaml:9:8 #/components/securitySchemes/e: the field `openIdConnectUrl` is missing
    "#);
}

#[test]
fn a_misspelt_word_gets_its_neighbour() {
    insta::assert_snapshot!(report_schemas("A: {type: strng}\n"), @"warning[unknown-type] a.yaml:6:15 #/components/schemas/A/type: `strng` is not a type; it is read as `string`");
    let parameter = |keys: &str| {
        report_paths(&format!(
            "/a: {{get: {{operationId: a, parameters: [{{name: q, {keys}}}], responses: {{default: {{description: d}}}}}}}}\n"
        ))
    };
    insta::assert_snapshot!(parameter("in: queri, schema: {}"), @"error[unexpected-type] a.yaml:4:57 #/paths/~1a/get/parameters/0/in: expected one of `path`, `query`, `header`, `cookie`, found `queri` (did you mean `query`?)");
    insta::assert_snapshot!(parameter("in: query, style: from, schema: {}"), @"error[unexpected-type] a.yaml:4:71 #/paths/~1a/get/parameters/0/style: expected one of `simple`, `label`, `matrix`, `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`, found `from` (did you mean `form`?)");
    let newer = with_paths("/a: {parameters: [{name: q, in: body, schema: {}}]}\n")
        .replace("3.1.0", "3.2.0");
    insta::assert_snapshot!(report(&newer), @"error[unexpected-type] a.yaml:4:35 #/paths/~1a/parameters/0/in: expected one of `path`, `query`, `header`, `cookie`, `querystring`, found `body`");
    let scheme = |scheme: &str| {
        report(
            &(with_paths("{}\n") + &format!("components: {{securitySchemes: {{k: {scheme}}}}}\n")),
        )
    };
    insta::assert_snapshot!(scheme("{type: apikey, name: k, in: header}"), @"note[unexpected-type] a.yaml:5:42 #/components/securitySchemes/k/type: `apikey` is read as `apiKey`");
    insta::assert_snapshot!(scheme("{type: apiKey, name: k, in: headr}"), @"error[unexpected-type] a.yaml:5:63 #/components/securitySchemes/k/in: expected one of `query`, `header`, `cookie`, found `headr` (did you mean `header`?)");
    insta::assert_snapshot!(scheme("{type: apiKey, name: k, in: path}"), @"error[unexpected-type] a.yaml:5:63 #/components/securitySchemes/k/in: expected one of `query`, `header`, `cookie`, found `path`");
}

#[test]
fn what_has_one_sensible_reading_is_read_so() {
    insta::assert_snapshot!(report_schemas("A:\nB: {type: object, required: a, properties: {a: string, b: '#/components/schemas/A', c: {required: true}}, additionalProperties: 'true'}\nC: {allOf: {type: object}, properties: []}\nD: {enum: a}\nE: {type: [int, datetime, x]}\n"), @r#"
    note[unexpected-type] a.yaml:6:6 #/components/schemas/A: this schema is null, which is read as one that accepts any value
    note[unexpected-type] a.yaml:7:33 #/components/schemas/B/required: a list is expected; this is read as its only item
    note[unexpected-type] a.yaml:7:52 #/components/schemas/B/properties/a: a schema is an object; `string` is read as its `type`
    note[unexpected-type] a.yaml:7:63 #/components/schemas/B/properties/b: a schema is an object; `#/components/schemas/A` is read as its `$ref`
    note[unexpected-type] a.yaml:7:93 #/components/schemas/B/properties/c/required: `required` is a list of names, written at the object; this flag is read as if it were in it (write `required: [name]` beside `properties`)
    note[unexpected-type] a.yaml:7:133 #/components/schemas/B/additionalProperties: `true` is in quotes and is read as if it were not
    note[unexpected-type] a.yaml:8:16 #/components/schemas/C/allOf: a list is expected; this is read as its only item
    note[unexpected-type] a.yaml:8:44 #/components/schemas/C/properties: an empty list is read as an empty object
    note[unexpected-type] a.yaml:9:15 #/components/schemas/D/enum: a list is expected; this is read as its only item
    note[unknown-type] a.yaml:10:16 #/components/schemas/E/type: `int` is not a type; it is read as `integer`
    note[unknown-type] a.yaml:10:21 #/components/schemas/E/type: `datetime` is not a type; it is read as `string`
    warning[unknown-type] a.yaml:10:31 #/components/schemas/E/type: `x` is not a type, so any value is accepted
    "#);
    insta::assert_snapshot!(report_paths("/a:\n  put:\n    operationId: a\n    tags: t\n    parameters: {name: q, in: Query, type: integer}\n    requestBody: {schema: {type: string}}\n    responses: {200 OK: null, Default: {description: d, schema: {type: string}, headers: []}}\n"), @r#"
    note[unexpected-type] a.yaml:7:13 #/paths/~1a/put/tags: a list is expected; this is read as its only item
    note[unexpected-type] a.yaml:8:19 #/paths/~1a/put/parameters: a list is expected; this is read as its only item
    note[unexpected-type] a.yaml:8:33 #/paths/~1a/put/parameters/in: `Query` is read as `query`
    note[unknown-keyword] a.yaml:8:40 #/paths/~1a/put/parameters/type: `type` belongs into a `schema`; it is read as if it stood there
    note[unknown-keyword] a.yaml:9:21 #/paths/~1a/put/requestBody/schema: `schema` belongs into a `content`; it is read as one of `application/json`
    note[unexpected-type] a.yaml:10:27 #/paths/~1a/put/responses/200 OK: this response is null, which is read as one without a body
    note[unknown-keyword] a.yaml:10:59 #/paths/~1a/put/responses/Default/schema: `schema` belongs into a `content`; it is read as one of `application/json`
    note[unexpected-type] a.yaml:10:92 #/paths/~1a/put/responses/Default/headers: an empty list is read as an empty object
    "#);
    insta::assert_snapshot!(report("openapi: 3.0.0\ninfo: {title: t, contact: me, license: MIT}\nservers: https://a\ntags: [a]\nsecurity: {b: []}\ncomponents: {securitySchemes: {b: {type: bearer}}}\n"), @r#"
    warning[missing-field] a.yaml:1:1 #: the field `paths` is missing
    warning[missing-field] a.yaml:2:7 #/info: the field `version` is missing
    note[unexpected-type] a.yaml:2:27 #/info/contact: an object is expected; this is read as its `name`
    note[unexpected-type] a.yaml:2:40 #/info/license: an object is expected; this is read as its `name`
    note[unexpected-type] a.yaml:3:10 #/servers: a list is expected; this is read as its only item
    note[unexpected-type] a.yaml:3:10 #/servers: a server is an object; this is read as its `url`
    note[unexpected-type] a.yaml:4:8 #/tags/0: an object is expected; this is read as its `name`
    note[unexpected-type] a.yaml:5:11 #/security: a list is expected; this is read as its only item
    note[unexpected-type] a.yaml:6:42 #/components/securitySchemes/b/type: `bearer` is a `scheme` of the type `http`; it is read so
    "#);
    insta::assert_snapshot!(report("openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [{description: d}, {url: 'https://{a}', variables: {a: {enum: [x, y]}}}]\njsonSchemaDialect: http://json-schema.org/draft-07/schema#\n"), @r#"
    warning[missing-field] a.yaml:3:11 #/servers/0: the field `url` is missing
    warning[missing-field] a.yaml:3:65 #/servers/1/variables/a: the field `default` is missing
    warning[unsupported-keyword] a.yaml:4:1 #/jsonSchemaDialect: `jsonSchemaDialect` is not acted upon
    "#);
}

#[test]
fn schemas_are_found_by_the_names_they_give_themselves() {
    assert_eq!(
        report_schemas(
            "A: {$id: 'https://h/a', $anchor: a, $defs: {X: {type: string}}, properties: {x: {$ref: '#/$defs/X'}}}\nB: {$ref: '#a'}\nC: {$ref: 'https://h/a#/$defs/X'}\nD: {$dynamicAnchor: d, properties: {d: {$dynamicRef: '#d'}}}\n"
        ),
        ""
    );
    insta::assert_snapshot!(report_schemas("A: {$dynamicAnchor: d, example: {$anchor: e}}\nB: {$dynamicAnchor: d, properties: {d: {$dynamicRef: '#d'}}}\nC: {$ref: '#e'}\n"), @r#"
    warning[unsupported-keyword] a.yaml:7:58 #/components/schemas/B/properties/d/$dynamicRef: `$dynamicRef` is not acted upon: what it names depends on who refers to this schema
    error[unresolved-reference] a.yaml:8:8 #/components/schemas/C: `#e` names nothing: a pointer begins with `/` (did you mean `#/e`?), and there is no anchor of this name
    "#);
}

#[test]
fn media_types_of_3_2_are_components() {
    let text = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: a\n      responses: {'200': {content: {text/plain: {$ref: '#/components/mediaTypes/M'}, text/a: {$ref: '#/components/mediaTypes/N'}, text/b: {$ref: '#/components/mediaTypes/L'}}}}\ncomponents: {mediaTypes: {M: {schema: {type: string}}, L: {$ref: '#/components/mediaTypes/L'}}}\n";
    insta::assert_snapshot!(report(text), @r#"
    error[unresolved-reference] a.yaml:7:94 #/paths/~1a/get/responses/200/content/text~1a: `#/components/mediaTypes/N` names nothing
    error[reference-cycle] a.yaml:7:139 #/paths/~1a/get/responses/200/content/text~1b: this chain of references does not end
    "#);
}

#[test]
fn references_where_none_are_allowed_do_not_lead_into_themselves() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      properties: {$ref: '#/components/schemas/A/x-b'}\n      x-b: {a: {properties: {$ref: '#/components/schemas/A/x-b'}}}\n";
    let report = crate::testing::run(&[("a.yaml", text)], |_, _| {}).report;
    assert!(report.contains("error[reference-cycle]"), "{report}");
}
