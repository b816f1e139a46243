//! What is reported of whole documents.

use oaspen_diagnostics::Pointer;

use crate::testing::{Outcome, run, with_paths, with_schemas};
use crate::{Findings, check};

fn checked(text: &str, lenient: &[&str]) -> Outcome {
    let lenient: Vec<Pointer> = lenient
        .iter()
        .map(|text| Pointer::from_escaped(*text))
        .collect();
    run(&[("a.yaml", text)], |sink, resolved| {
        check(sink, resolved, &lenient);
    })
}

fn report_schemas(schemas: &str) -> String {
    checked(&with_schemas("3.1.0", schemas), &[]).report
}

fn report_paths(paths: &str) -> String {
    checked(&with_paths(paths), &[]).report
}

/// Whether an example fits the keywords of a schema.
#[track_caller]
fn check_example(keywords: &str, example: &str, reason: &str) {
    let report = report_schemas(&format!("A:\n  {{{keywords}, example: {example}}}\n"));
    let found = match report.split_once("does not fit its schema: ") {
        Some((_, reason)) => reason.lines().next().unwrap_or_default(),
        None => report.as_str(),
    };
    assert_eq!(found, reason, "{keywords} {example}");
}

#[test]
fn types_are_checked() {
    for (keywords, example) in [
        ("type: string", "x"),
        ("type: integer", "1.0"),
        ("type: integer", "1e3"),
        ("type: number", "1"),
        ("type: [string, 'null']", "null"),
        ("type: object", "{}"),
        ("type: array", "[]"),
        ("type: boolean", "true"),
    ] {
        check_example(keywords, example, "");
    }
    check_example("type: string", "1", "expected a string, found number `1`");
    check_example(
        "type: integer",
        "1.5",
        "expected an integer, found number `1.5`",
    );
    check_example(
        "type: [string, 'null']",
        "[]",
        "expected a string or null, found a list",
    );
    check_example(
        "type: object",
        "x",
        "expected an object, found string `\"x\"`",
    );
}

#[test]
fn values_are_compared_by_value() {
    check_example("enum: [1, a, {x: 1, y: [2]}]", "1.0", "");
    check_example("enum: [1, a, {x: 1, y: [2]}]", "{y: [2.0], x: 1}", "");
    check_example(
        "enum: [1, a]",
        "b",
        "string `\"b\"` is none of the values of `enum`",
    );
    check_example("const: a", "a", "");
    check_example(
        "const: a",
        "b",
        "expected string `\"a\"`, found string `\"b\"`",
    );
}

#[test]
fn limits_are_exact_whatever_the_size() {
    check_example("minimum: 9007199254740993", "9007199254740993", "");
    check_example(
        "minimum: 9007199254740993",
        "9007199254740992",
        "number `9007199254740992` is not at least 9007199254740993",
    );
    check_example(
        "exclusiveMaximum: 1.0",
        "1",
        "number `1` is not less than 1.0",
    );
    check_example("exclusiveMinimum: 0", "0.1", "");
    check_example("maximum: -1", "-0.5", "number `-0.5` is not at most -1");
    check_example("multipleOf: 0.01", "19.99", "");
    check_example(
        "multipleOf: 0.01",
        "19.999",
        "number `19.999` is not a multiple of 0.01",
    );
}

#[test]
fn lengths_are_counted_in_code_points() {
    check_example("maxLength: 2", "'😀é'", "");
    check_example(
        "minLength: 3",
        "'😀é'",
        "a string of 2 characters is shorter than 3",
    );
    check_example(
        "maxLength: 1",
        "'😀é'",
        "a string of 2 characters is longer than 1",
    );
}

#[test]
fn lists_are_checked() {
    check_example(
        "items: {type: string}",
        "[a, 1]",
        "expected a string, found number `1`",
    );
    check_example(
        "prefixItems: [{type: string}], items: {type: integer}",
        "[a, 1]",
        "",
    );
    check_example(
        "prefixItems: [{type: string}], items: {type: integer}",
        "[a, b]",
        "expected an integer, found string `\"b\"`",
    );
    check_example("minItems: 1", "[]", "a list of 0 has less than 1 items");
    check_example("maxItems: 1", "[1, 2]", "a list of 2 has more than 1 items");
    check_example(
        "uniqueItems: true",
        "[1, a, 1.0]",
        "this item is in the list twice",
    );
    check_example("contains: {type: string}", "[1, a]", "");
    check_example(
        "contains: {type: string}",
        "[1]",
        "no item is as `contains` asks for",
    );
}

#[test]
fn objects_are_checked() {
    check_example(
        "properties: {a: {type: string}}",
        "{a: 1}",
        "expected a string, found number `1`",
    );
    check_example(
        "properties: {a: {}}, required: [a]",
        "{}",
        "the property `a` is missing",
    );
    check_example(
        "properties: {a: {}}, additionalProperties: false",
        "{b: 1}",
        "the property `b` is not allowed",
    );
    check_example(
        "additionalProperties: {type: string}",
        "{b: 1}",
        "expected a string, found number `1`",
    );
    check_example(
        "patternProperties: {x: {}}, additionalProperties: false",
        "{x: 1}",
        "",
    );
    check_example(
        "propertyNames: {maxLength: 1}",
        "{ab: 1}",
        "a string of 2 characters is longer than 1",
    );
    check_example(
        "minProperties: 1",
        "{}",
        "an object of 0 has less than 1 properties",
    );
    check_example(
        "maxProperties: 1, additionalProperties: true",
        "{a: 1, b: 2}",
        "an object of 2 has more than 1 properties",
    );
    check_example(
        "dependentRequired: {a: [b]}",
        "{a: 1}",
        "`a` is here, so `b` must be too",
    );
}

#[test]
fn properties_of_one_direction_are_not_missed() {
    check_example(
        "properties: {a: {readOnly: true}, b: {writeOnly: true}}, required: [a, b]",
        "{}",
        "",
    );
    check_example(
        "allOf: [{properties: {a: {readOnly: true}}}], required: [a]",
        "{}",
        "",
    );
}

#[test]
fn the_cause_is_told_of_the_branch_that_was_meant() {
    let two =
        "oneOf: [{type: string}, {type: object, required: [a], properties: {a: {type: integer}}}]";
    check_example(two, "{a: x}", "expected an integer, found string `\"x\"`");
    check_example(
        two,
        "5",
        "no branch of `oneOf` fits (the nearest one: expected a string, found number `5`)",
    );
    check_example(
        "anyOf: [{type: string}, {type: 'null'}]",
        "5",
        "expected a string, found number `5`",
    );
    check_example(
        "allOf: [{type: string}, {maxLength: 1}]",
        "ab",
        "a string of 2 characters is longer than 1",
    );
    check_example(
        "not: {type: string}",
        "a",
        "the value is one that `not` excludes",
    );
    check_example("allOf: [false]", "a", "no value is accepted here");
}

#[test]
fn a_discriminator_says_which_branch_was_meant() {
    let report = report_schemas(
        "A:\n  oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n  discriminator: {propertyName: kind, mapping: {see: '#/components/schemas/C'}}\n  examples: [{kind: see}, {kind: B, b: 1}]\nB: {type: object, required: [b], properties: {kind: {}, b: {type: string}}}\nC: {type: object, required: [c], properties: {kind: {}, c: {}}}\n",
    );
    insta::assert_snapshot!(report, @r#"
    warning[example-mismatch] a.yaml:9:18 #/components/schemas/A/examples/0: this example does not fit its schema: the property `c` is missing
    warning[example-mismatch] a.yaml:9:44 #/components/schemas/A/examples/1/b: this example does not fit its schema: expected a string, found number `1`
    "#);
}

#[test]
fn an_example_of_two_branches_is_noted() {
    let text = with_schemas(
        "3.1.0",
        "A:\n  oneOf: [{type: object, properties: {a: {}}}, {type: object, properties: {b: {}}}]\n  example: {a: 1}\n",
    );
    let outcome = checked(&text, &[]);
    insta::assert_snapshot!(outcome.report, @"note[ambiguous-example] a.yaml:8:16 #/components/schemas/A/example: this example fits 2 branches of a `oneOf`");
    assert_eq!(outcome.diagnostics[0].labels.len(), 2);
}

#[test]
fn an_undeclared_property_is_noted_with_its_schema() {
    let text = with_schemas(
        "3.1.0",
        "A:\n  allOf: [{$ref: '#/components/schemas/B'}, {properties: {own: {}}}]\n  example: {own: 1, b: {c: 1, extra: 2}, more: 3}\nB: {properties: {b: {$ref: '#/components/schemas/C'}}}\nC: {properties: {c: {}}}\nMap: {type: object, example: {x: 1}}\nOpen: {properties: {a: {}}, additionalProperties: true, example: {x: 1}}\n",
    );
    let mut findings = Findings::default();
    let outcome = run(&[("a.yaml", &text)], |sink, resolved| {
        findings = check(sink, resolved, &[]);
    });
    insta::assert_snapshot!(outcome.report, @r#"
    note[undeclared-property] a.yaml:8:35 #/components/schemas/A/example/b/extra: the schema does not declare the property `extra`
    note[undeclared-property] a.yaml:8:46 #/components/schemas/A/example/more: the schema does not declare the property `more`
    "#);
    let resolved = outcome.resolved.unwrap();
    let names: Vec<_> = findings
        .undeclared_in_examples
        .iter()
        .map(|id| resolved.component_name(*id))
        .collect();
    assert_eq!(names, [Some("A"), Some("C")]);
}

#[test]
fn examples_are_checked_wherever_they_stand() {
    let text = with_paths(
        "/a:\n  post:\n    operationId: one\n    parameters:\n      - {name: q, in: query, schema: {type: integer}, example: x}\n    requestBody:\n      content:\n        application/json: {schema: {type: string}, examples: {one: {value: 1}, two: {$ref: '#/components/examples/E'}}}\n        text/plain: {schema: {type: integer}, example: 'as sent'}\n    responses:\n      '200':\n        description: d\n        headers: {H: {schema: {type: integer}, example: x}}\n        content: {application/problem+json: {schema: {type: string}, example: 2}}\n",
    ) + "components: {examples: {E: {value: 3}}}\n";
    insta::assert_snapshot!(checked(&text, &[]).report, @r#"
    warning[example-mismatch] a.yaml:8:66 #/paths/~1a/post/parameters/0/example: this example does not fit its schema: expected an integer, found string `"x"`
    warning[example-mismatch] a.yaml:11:78 #/paths/~1a/post/requestBody/content/application~1json/examples/one/value: this example does not fit its schema: expected a string, found number `1`
    warning[example-mismatch] a.yaml:16:59 #/paths/~1a/post/responses/200/headers/H/example: this example does not fit its schema: expected an integer, found string `"x"`
    warning[example-mismatch] a.yaml:17:81 #/paths/~1a/post/responses/200/content/application~1problem+json/example: this example does not fit its schema: expected a string, found number `2`
    warning[example-mismatch] a.yaml:18:36 #/components/examples/E/value: this example does not fit its schema: expected a string, found number `3`
    "#);
}

#[test]
fn defaults_are_checked() {
    insta::assert_snapshot!(report_schemas("A: {type: string, default: 6}\nB: {enum: [a], default: b}\nC: {type: object, default: null}\nD: {type: string, default: d}\n"), @r#"
    warning[default-mismatch] a.yaml:6:32 #/components/schemas/A/default: this default does not fit its schema: expected a string, found number `6`
    warning[default-mismatch] a.yaml:7:29 #/components/schemas/B/default: this default does not fit its schema: string `"b"` is none of the values of `enum`
    note[default-mismatch] a.yaml:8:32 #/components/schemas/C/default: this default does not fit its schema: expected an object, found null
    "#);
}

#[test]
fn lenient_schemas_take_numbers_for_strings_and_strings_for_numbers() {
    let text = with_schemas(
        "3.1.0",
        "A:\n  properties: {day: {type: string, enum: ['1', '5']}, count: {type: integer, minimum: 2}, other: {type: string}}\n  examples: [{day: 5, count: '7'}, {day: 05.0}, {day: 6}, {count: x}, {other: 1}]\n",
    );
    let lenient = [
        "/components/schemas/A/properties/day",
        "/components/schemas/A/properties/count",
    ];
    insta::assert_snapshot!(checked(&text, &lenient).report, @r#"
    warning[example-mismatch] a.yaml:8:46 #/components/schemas/A/examples/1/day: this example does not fit its schema: number `5.0` is none of the values of `enum`
    warning[example-mismatch] a.yaml:8:59 #/components/schemas/A/examples/2/day: this example does not fit its schema: number `6` is none of the values of `enum`
    warning[example-mismatch] a.yaml:8:71 #/components/schemas/A/examples/3/count: this example does not fit its schema: expected an integer, found string `"x"`
    warning[example-mismatch] a.yaml:8:83 #/components/schemas/A/examples/4/other: this example does not fit its schema: expected a string, found number `1`
    "#);
}

#[test]
fn media_types_are_well_formed() {
    let paths = "/a:\n  post:\n    operationId: one\n    requestBody: {content: {audio/ogg: {}, codecs=opus: {}, json: {}, '*/*': {}}}\n";
    insta::assert_snapshot!(report_paths(paths), @r#"
    note[undocumented-success] a.yaml:6:7 #/paths/~1a/post/responses: `POST /a` documents no response for success
    warning[invalid-media-type] a.yaml:7:46 #/paths/~1a/post/requestBody/content/codecs=opus: `codecs=opus` is not a media type (this looks like a parameter; it belongs to the media type before it, as in `audio/ogg; codecs=opus`)
    warning[invalid-media-type] a.yaml:7:63 #/paths/~1a/post/requestBody/content/json: `json` is not a media type (did you mean `application/json`?)
    note[untyped-body] a.yaml:7:73 #/paths/~1a/post/requestBody/content/*~1*: nothing is known about what this `*/*` body holds
    "#);
}

#[test]
fn paths_and_their_parameters_fit_each_other() {
    insta::assert_snapshot!(report_paths("/a/{id}/{other}:\n  get:\n    operationId: one\n    parameters:\n      - {name: idd, in: path, required: true, schema: {}}\n      - {name: other, in: path, required: true, schema: {}}\n"), @r#"
    warning[undeclared-path-parameter] a.yaml:6:7 #/paths/~1a~1{id}~1{other}/get: `{id}` of `/a/{id}/{other}` is not declared; it is taken to be a string (declare a parameter `id` with `in: path`)
    note[undocumented-success] a.yaml:6:7 #/paths/~1a~1{id}~1{other}/get/responses: `GET /a/{id}/{other}` documents no response for success
    error[unused-path-parameter] a.yaml:8:18 #/paths/~1a~1{id}~1{other}/get/parameters/0: the path parameter `idd` does not occur in `/a/{id}/{other}` (did you mean `id`? The name must be the same in the path and in the parameter)
    "#);
    insta::assert_snapshot!(report_paths("a: {get: {operationId: one}, put: {operationId: two}}\n/b/{: {get: {operationId: three}}\n"), @r#"
    error[malformed-path] a.yaml:4:3 #/paths/a: the path `a` is malformed: a path begins with `/`
    note[undocumented-success] a.yaml:4:12 #/paths/a/get/responses: `GET a` documents no response for success
    note[undocumented-success] a.yaml:4:37 #/paths/a/put/responses: `PUT a` documents no response for success
    error[malformed-path] a.yaml:5:3 #/paths/~1b~1{: the path `/b/{` is malformed: a `{` is not closed
    note[undocumented-success] a.yaml:5:15 #/paths/~1b~1{/get/responses: `GET /b/{` documents no response for success
    "#);
    insta::assert_snapshot!(report_paths("/a/{x}: {parameters: [{name: x, in: path, required: true, schema: {}}], get: {operationId: one}}\n/a/{y}: {parameters: [{name: y, in: path, required: true, schema: {}}], put: {operationId: two}, get: {operationId: three}}\n/a/{z}: {parameters: [{name: z, in: path, required: true, schema: {}}], delete: {operationId: four}}\n"), @r#"
    note[undocumented-success] a.yaml:4:80 #/paths/~1a~1{x}/get/responses: `GET /a/{x}` documents no response for success
    warning[ambiguous-paths] a.yaml:5:3 #/paths/~1a~1{y}: the path `/a/{y}` is the same as `/a/{x}`
    note[undocumented-success] a.yaml:5:80 #/paths/~1a~1{y}/put/responses: `PUT /a/{y}` documents no response for success
    note[undocumented-success] a.yaml:5:105 #/paths/~1a~1{y}/get/responses: `GET /a/{y}` documents no response for success
    note[ambiguous-paths] a.yaml:6:3 #/paths/~1a~1{z}: the path `/a/{z}` is the same as `/a/{x}`
    note[undocumented-success] a.yaml:6:83 #/paths/~1a~1{z}/delete/responses: `DELETE /a/{z}` documents no response for success
    "#);
}

#[test]
fn operations_have_names_of_their_own() {
    insta::assert_snapshot!(report_paths("/a: {get: {operationId: one}, put: {operationId: one}, post: {}}\n/b: {$ref: '#/paths/~1c'}\n/c: {get: {operationId: two}}\n"), @r#"
    note[undocumented-success] a.yaml:4:13 #/paths/~1a/get/responses: `GET /a` documents no response for success
    note[undocumented-success] a.yaml:4:38 #/paths/~1a/put/responses: `PUT /a` documents no response for success
    warning[duplicate-operation-id] a.yaml:4:52 #/paths/~1a/put/operationId: the `operationId` `one` is used twice
    note[missing-operation-id] a.yaml:4:64 #/paths/~1a/post: `POST /a` has no `operationId`
    note[undocumented-success] a.yaml:4:64 #/paths/~1a/post/responses: `POST /a` documents no response for success
    note[undocumented-success] a.yaml:6:13 #/paths/~1c/get/responses: `GET /b` documents no response for success
    note[undocumented-success] a.yaml:6:13 #/paths/~1c/get/responses: `GET /c` documents no response for success
    warning[duplicate-operation-id] a.yaml:6:27 #/paths/~1c/get/operationId: the `operationId` `two` is used twice (two paths refer to the same path item)
    "#);
}

#[test]
fn security_names_schemes_that_exist() {
    let text = "security: [{key: []}]\n".to_owned()
        + &with_paths(
            "/a: {get: {operationId: one}, put: {operationId: two, security: [{kez: []}]}}\n/b: {get: {operationId: three, security: [{kez: []}, {}]}}\n",
        )
        + "components: {securitySchemes: {key: {type: http, scheme: basic}}}\n";
    insta::assert_snapshot!(checked(&text, &[]).report, @r#"
    note[undocumented-success] a.yaml:5:13 #/paths/~1a/get/responses: `GET /a` documents no response for success
    warning[unknown-security-scheme] a.yaml:5:38 #/paths/~1a/put: nothing is known of what protects `PUT /a`; the operation is left out
    warning[unknown-security-scheme] a.yaml:5:69 #/paths/~1a/put/security/0: the security scheme `kez` is not declared; alternatives with it are left out (did you mean `key`?)
    note[undocumented-success] a.yaml:6:13 #/paths/~1b/get/responses: `GET /b` documents no response for success
    "#);
}

#[test]
fn bodies_of_unusual_methods_are_noted_once() {
    let body = "requestBody: {content: {text/plain: {}, a/b: {}}}";
    insta::assert_snapshot!(report_paths(&format!("/a: {{get: {{operationId: one, {body}}}, delete: {{operationId: two, {body}}}, post: {{operationId: three, {body}}}}}\n/b: {{$ref: '#/paths/~1a'}}\n")), @r#"
    note[undocumented-success] a.yaml:4:13 #/paths/~1a/get/responses: `GET /a` documents no response for success
    note[undocumented-success] a.yaml:4:13 #/paths/~1a/get/responses: `GET /b` documents no response for success
    warning[duplicate-operation-id] a.yaml:4:27 #/paths/~1a/get/operationId: the `operationId` `one` is used twice (two paths refer to the same path item)
    note[body-on-unusual-method] a.yaml:4:32 #/paths/~1a/get/requestBody: a GET request usually has no body
    note[undocumented-success] a.yaml:4:92 #/paths/~1a/delete/responses: `DELETE /a` documents no response for success
    note[undocumented-success] a.yaml:4:92 #/paths/~1a/delete/responses: `DELETE /b` documents no response for success
    warning[duplicate-operation-id] a.yaml:4:106 #/paths/~1a/delete/operationId: the `operationId` `two` is used twice (two paths refer to the same path item)
    note[body-on-unusual-method] a.yaml:4:111 #/paths/~1a/delete/requestBody: a DELETE request usually has no body
    note[undocumented-success] a.yaml:4:169 #/paths/~1a/post/responses: `POST /a` documents no response for success
    note[undocumented-success] a.yaml:4:169 #/paths/~1a/post/responses: `POST /b` documents no response for success
    warning[duplicate-operation-id] a.yaml:4:183 #/paths/~1a/post/operationId: the `operationId` `three` is used twice (two paths refer to the same path item)
    "#);
}

#[test]
fn links_lead_to_operations() {
    insta::assert_snapshot!(report_paths("/a:\n  get:\n    operationId: one\n    responses: {'200': {description: d, links: {self: {operationId: one}, no: {operationId: none}}}}\n"), @"note[unresolved-reference] a.yaml:7:81 #/paths/~1a/get/responses/200/links/no: the link leads to an operation `none`, which does not exist");
}

#[test]
fn required_properties_are_declared_somewhere() {
    insta::assert_snapshot!(report_schemas("A: {properties: {name: {}}, required: [nam]}\nB: {allOf: [{$ref: '#/components/schemas/A'}, {required: [name]}]}\nC: {properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}\nD: {required: [x], additionalProperties: {type: string}}\nE: {not: {required: [y]}}\nF: {required: [z], additionalProperties: true}\nG: {properties: {a: {}, b: {}}, if: {required: [a]}, then: {required: [b]}, else: {required: [bb]}}\nH: {dependentSchemas: {a: {required: [c]}}, allOf: [{properties: {c: {}}}]}\nI: {properties: {not: {required: [d]}}}\nJ: {required: [k]}\nK: {properties: {k: {}}, allOf: [{$ref: '#/components/schemas/J'}]}\nL: {oneOf: [{$ref: '#/components/schemas/M'}, {properties: {m: {}}}]}\nM: {required: [m]}\n"), @r#"
    warning[required-undeclared] a.yaml:6:44 #/components/schemas/A/required: `nam` is required and not declared (did you mean `name`?)
    warning[required-undeclared] a.yaml:11:20 #/components/schemas/F/required: `z` is required and not declared
    warning[required-undeclared] a.yaml:12:99 #/components/schemas/G/else/required: `bb` is required and not declared
    warning[required-undeclared] a.yaml:14:39 #/components/schemas/I/properties/not/required: `d` is required and not declared
    note[required-undeclared] a.yaml:15:20 #/components/schemas/J/required: `k` is required and declared only by schemas that are made of this
    warning[required-undeclared] a.yaml:18:20 #/components/schemas/M/required: `m` is required and not declared
    "#);
}

#[test]
fn lists_for_enums_are_as_long_as_the_enum() {
    insta::assert_snapshot!(report_schemas("A: {enum: [a, b], x-enum-varnames: [A], x-enum-descriptions: [a, b]}\nB: {x-enum-varnames: [A]}\n"), @r#"
    warning[enum-descriptions-mismatch] a.yaml:6:40 #/components/schemas/A/x-enum-varnames: `x-enum-varnames` has 1 entries, `enum` has 2; the list is ignored
    warning[enum-descriptions-mismatch] a.yaml:7:26 #/components/schemas/B/x-enum-varnames: `x-enum-varnames` has 1 entries, `enum` has 0; the list is ignored
    "#);
    let nullable = with_schemas(
        "3.0.0",
        "A: {type: string, nullable: true, enum: [a, b], x-enum-varnames: [A, B]}\n",
    );
    assert_eq!(checked(&nullable, &[]).report, "");
}

#[test]
fn values_of_an_enum_are_of_its_type_and_different() {
    insta::assert_snapshot!(report_schemas("A: {type: string, enum: [a, 1, a]}\nB: {type: integer, enum: [1, 1.0, 2]}\n"), @r#"
    warning[mistyped-enum-value] a.yaml:6:33 #/components/schemas/A/enum/1: number `1` is not of the schema's type; it is read as text (put it in quotes)
    note[duplicate-enum-value] a.yaml:6:36 #/components/schemas/A/enum/2: string `"a"` is listed twice
    note[duplicate-enum-value] a.yaml:7:34 #/components/schemas/B/enum/1: number `1.0` is listed twice
    "#);
}

#[test]
fn schemas_that_double_at_each_level_are_checked_in_time() {
    let mut schemas =
        String::from("S0: {type: object, properties: {a: {type: integer}}, example: {a: 1}}\n");
    for level in 1..60 {
        let below = level - 1;
        schemas.push_str(&format!("S{level}: {{allOf: [{{$ref: '#/components/schemas/S{below}'}}, {{$ref: '#/components/schemas/S{below}'}}], example: {{a: x, b: 1}}}}\n"));
    }
    let report = report_schemas(&schemas);
    assert_eq!(report.matches("expected an integer").count(), 59);
}

#[test]
fn long_chains_and_deep_values_end() {
    let mut schemas: String = (0..3_000)
        .map(|index| {
            format!(
                "S{index}: {{$ref: '#/components/schemas/S{}'}}\n",
                index + 1
            )
        })
        .collect();
    schemas.push_str(
        "S3000: {type: string}\nA: {allOf: [{$ref: '#/components/schemas/S0'}], example: 1}\n",
    );
    assert!(report_schemas(&schemas).contains("expected a string, found number `1`"));
    let deep = format!(
        "A: {{items: {{$ref: '#/components/schemas/A'}}, example: {}{}}}\n",
        "[".repeat(180),
        "]".repeat(180)
    );
    assert_eq!(report_schemas(&deep), "");
}

#[test]
fn a_scheme_is_unknown_even_where_every_operation_overrides_it() {
    let text = with_paths(
        "/a: {get: {operationId: a, security: [], responses: {default: {description: d}}}}\n",
    ) + "security: [{tokn: []}]\ncomponents: {securitySchemes: {token: {type: http, scheme: bearer}}}\n";
    insta::assert_snapshot!(checked(&text, &[]).report, @"warning[unknown-security-scheme] a.yaml:5:13 #/security/0: the security scheme `tokn` is not declared; alternatives with it are left out (did you mean `token`?)");
}

#[test]
fn an_operation_documents_a_success() {
    let of =
        |responses: &str| report_paths(&format!("/a: {{get: {{operationId: a, {responses}}}}}\n"));
    for good in ["default", "'204'", "2XX", "'302'"] {
        assert_eq!(
            of(&format!("responses: {{{good}: {{description: d}}}}")),
            ""
        );
    }
    insta::assert_snapshot!(of("responses: {'404': {description: d}, 5XX: {description: d}, '101': {description: d}}"), @"note[undocumented-success] a.yaml:4:30 #/paths/~1a/get/responses: `GET /a` documents no response for success");
    insta::assert_snapshot!(of("summary: s"), @"note[undocumented-success] a.yaml:4:13 #/paths/~1a/get/responses: `GET /a` documents no response for success");
}

#[test]
fn limits_leave_room_for_a_value() {
    let good = "A: {minimum: 1, maximum: 1, minLength: 2, maxLength: 2}\nB: {minItems: 0, maxItems: 0}\nC: {exclusiveMinimum: 1, maximum: 1.0001}\n";
    assert_eq!(report_schemas(good), "");
    insta::assert_snapshot!(report_schemas("A: {minimum: 2, maximum: 1.0}\nB: {minLength: 3, maxLength: 2}\nC: {minItems: 3, maxItems: 2}\nD: {minProperties: 3, maxProperties: 2}\nE: {exclusiveMinimum: 1, maximum: 1}\nF: {minimum: 1e400, exclusiveMaximum: 1e400}\n"), @r#"
    warning[impossible-constraint] a.yaml:6:9 #/components/schemas/A/minimum: no value satisfies `minimum: 2` and `maximum: 1.0`
    warning[impossible-constraint] a.yaml:7:9 #/components/schemas/B/minLength: no value satisfies `minLength: 3` and `maxLength: 2`
    warning[impossible-constraint] a.yaml:8:9 #/components/schemas/C/minItems: no value satisfies `minItems: 3` and `maxItems: 2`
    warning[impossible-constraint] a.yaml:9:9 #/components/schemas/D/minProperties: no value satisfies `minProperties: 3` and `maxProperties: 2`
    warning[impossible-constraint] a.yaml:10:9 #/components/schemas/E/exclusiveMinimum: no value satisfies `exclusiveMinimum: 1` and `maximum: 1`
    warning[impossible-constraint] a.yaml:11:9 #/components/schemas/F/minimum: no value satisfies `minimum: 1e400` and `exclusiveMaximum: 1e400`
    "#);
}

#[test]
fn what_a_discriminator_names_is_held_against_that_branch_alone() {
    insta::assert_snapshot!(report_schemas(
        "A:\n  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n  discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}\n  examples: [{kind: cat, lives: nine}, {kind: cat, barks: true}, {kind: Dog, lives: nine}]\nCat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}\nDog: {type: object, properties: {kind: {type: string}, barks: {type: boolean}}}\n"
    ), @r#"
    warning[example-mismatch] a.yaml:9:37 #/components/schemas/A/examples/0/lives: this example does not fit its schema: expected an integer, found string `"nine"`
    note[undeclared-property] a.yaml:9:56 #/components/schemas/A/examples/1/barks: the schema does not declare the property `barks`
    note[undeclared-property] a.yaml:9:82 #/components/schemas/A/examples/2/lives: the schema does not declare the property `lives`
    "#);
}

#[test]
fn a_discriminator_names_a_property_of_some_branch() {
    let of = |name: &str| {
        report_schemas(&format!(
            "A: {{oneOf: [{{$ref: '#/components/schemas/B'}}], discriminator: {{propertyName: {name}}}}}\nB: {{allOf: [{{$ref: '#/components/schemas/C'}}]}}\nC: {{properties: {{kind: {{type: string}}}}}}\n"
        ))
    };
    assert_eq!(of("kind"), "");
    insta::assert_snapshot!(of("kine"), @"warning[undeclared-discriminator] a.yaml:6:82 #/components/schemas/A/discriminator/propertyName: no branch declares the property `kine` (did you mean `kind`?)");
}
