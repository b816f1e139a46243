//! What of Swagger 2.0 cannot be said as it is, what is in other files, and where references lead.
//! That the rest means the same as its twin of 3.0 is `spec/twins`' to say.

use crate::model::{JsonType, ParameterKind, Style};
use crate::resolved::Resolved;
use crate::testing::{run, schema};

const HEAD: &str = "swagger: '2.0'\ninfo: {title: t, version: '1'}\n";

/// A document with one operation of these keywords, and more keywords of its own.
fn document(operation: &str, rest: &str) -> String {
    let operation: String = operation
        .lines()
        .map(|line| format!("      {line}\n"))
        .collect();
    format!("{HEAD}{rest}paths:\n  /a:\n    post:\n      operationId: a\n{operation}")
}

fn report(operation: &str, rest: &str) -> String {
    run(&[("a.yaml", &document(operation, rest))], |_, _| {}).report
}

fn resolved(files: &[(&str, &str)]) -> Resolved {
    let outcome = run(files, |_, _| {});
    assert_eq!(outcome.report, "");
    outcome.resolved.expect("the document is read")
}

const OK: &str = "responses: {'204': {description: ok}}\n";

#[test]
fn lists_without_a_style_are_text() {
    let parameter = |location: &str, format: &str| {
        report(
            &format!(
                "{OK}parameters: [{{name: p, in: {location}, type: array, items: {{type: string}}, collectionFormat: {format}}}]"
            ),
            "",
        )
    };
    assert_eq!(parameter("query", "csv"), "");
    insta::assert_snapshot!(parameter("query", "tsv"), @"warning[unsupported-style] a.yaml:8:95 #/paths/~1a/post/parameters/0/collectionFormat: lists with tabs between their items have no style; the value is one text");
    insta::assert_snapshot!(parameter("header", "pipes"), @"warning[unsupported-style] a.yaml:8:96 #/paths/~1a/post/parameters/0/collectionFormat: lists of this `collectionFormat` have no style here; the value is one text");
    insta::assert_snapshot!(parameter("header", "multi"), @"warning[unsupported-style] a.yaml:8:96 #/paths/~1a/post/parameters/0/collectionFormat: `multi` is for queries and forms; it is read as `csv`");
    insta::assert_snapshot!(parameter("query", "json"), @"warning[unsupported-style] a.yaml:8:95 #/paths/~1a/post/parameters/0/collectionFormat: `json` is not a `collectionFormat`; it is read as `csv`");
}

#[test]
fn bodies_and_forms_exclude_each_other() {
    insta::assert_snapshot!(report(
        &format!("{OK}parameters:\n- {{name: b, in: body, schema: {{}}}}\n- {{name: c, in: body, schema: {{}}}}\n- {{name: f, in: formData, type: string}}\n"),
        "",
    ), @r#"
    error[duplicate-parameter] a.yaml:10:9 #/paths/~1a/post/parameters/1: an operation has at most one parameter in `body`
    error[duplicate-parameter] a.yaml:11:9 #/paths/~1a/post/parameters/2: parameters in `body` and in `formData` exclude each other
    "#);
    insta::assert_snapshot!(report(
        &format!("{OK}parameters:\n- {{name: f, in: formData, type: string}}\n- {{name: f, in: formData, type: string}}\n- {{in: formData, type: string}}\n"),
        "",
    ), @r#"
    error[duplicate-parameter] a.yaml:10:9 #/paths/~1a/post/parameters/1: the form has two parameters named `f`
    error[missing-field] a.yaml:11:9 #/paths/~1a/post/parameters/2: the field `name` is missing
    "#);
}

#[test]
fn media_types_that_cannot_hold_it_are_left_out() {
    insta::assert_snapshot!(report(
        "produces: [application/json, image/png]\nconsumes: application/json\nparameters: [{name: f, in: formData, type: file}]\nresponses: {'200': {description: ok, schema: {type: file}, examples: {text/plain: x}}}\n",
        "",
    ), @r#"
    note[invalid-media-type] a.yaml:7:18 #/paths/~1a/post/produces: `application/json` can hold none of the responses, so it is left out
    note[unexpected-type] a.yaml:8:17 #/paths/~1a/post/consumes: `consumes` is a list of media types; this is read as its only one
    note[invalid-media-type] a.yaml:8:17 #/paths/~1a/post/consumes: `application/json` cannot hold the parameters in `formData`, so it is left out
    note[invalid-media-type] a.yaml:10:77 #/paths/~1a/post/responses/200/examples/text~1plain: `text/plain` is not produced here, so its example is not read
    "#);
}

#[test]
fn schemes_have_one_of_four_flows() {
    insta::assert_snapshot!(report(
        OK,
        "securityDefinitions:\n  a: {type: oauth2, flow: code, scopes: {}}\n",
    ), @r#"
    error[missing-field] a.yaml:4:6 #/components/securitySchemes/a: the field `flows` is missing
    warning[unknown-keyword] a.yaml:4:21 #/components/securitySchemes/a/flow: unknown keyword `flow` (did you mean `flows`?)
    error[unexpected-type] a.yaml:4:27 #/securityDefinitions/a/flow: expected one of `implicit`, `password`, `application`, `accessCode`, found `code`
    warning[unknown-keyword] a.yaml:4:33 #/components/securitySchemes/a/scopes: unknown keyword `scopes`
    "#);
}

#[test]
fn servers_are_put_together() {
    let servers = |rest: &str| -> Vec<String> {
        let resolved = resolved(&[("a.yaml", &document(OK, rest))]);
        resolved
            .servers
            .into_iter()
            .map(|server| server.url)
            .collect()
    };
    assert_eq!(servers(""), [""; 0]);
    assert_eq!(servers("basePath: v1/\n"), ["/v1"]);
    assert_eq!(servers("host: h\n"), ["https://h"]);
    assert_eq!(
        servers("host: h:1\nbasePath: /\nschemes: [ws, http]\n"),
        ["ws://h:1", "http://h:1"]
    );
}

#[test]
fn objects_in_other_files_are_upgraded_where_they_stand() {
    let entry = document(
        "parameters:\n- {$ref: 'p.yaml#/ids'}\n- {$ref: 'p.yaml#/body'}\nresponses:\n  '200': {$ref: 'r.yaml'}\n",
        "consumes: [text/plain]\nproduces: [application/x-a]\n",
    );
    let entry = format!("{entry}  /b: {{$ref: 'b.yaml'}}\n");
    let files = [
        ("a.yaml", entry.as_str()),
        (
            "p.yaml",
            "ids: {name: ids, in: query, type: array, items: {type: integer}}\nbody: {name: body, in: body, schema: {$ref: 's.yaml#/definitions/S'}}\nfield: {name: f, in: formData, type: string}\n",
        ),
        (
            "r.yaml",
            "description: ok\nschema: {$ref: 's.yaml#/definitions/S'}\n",
        ),
        (
            "s.yaml",
            "definitions: {S: {type: string, x-nullable: true}}\n",
        ),
        (
            "b.yaml",
            "parameters: [{$ref: 'p.yaml#/field'}]\nput: {operationId: b, responses: {'200': {$ref: 'r.yaml'}}}\n",
        ),
    ];
    let resolved = resolved(&files);
    let [post, put] = resolved.operations.as_slice() else {
        panic!("two operations");
    };
    let parameter = &resolved.parameters[post.object.parameters[0]];
    assert!(matches!(
        parameter.kind,
        ParameterKind::Schema {
            style: Style::Form,
            explode: false,
            ..
        }
    ));
    let body = |id: Option<_>| {
        let content = &resolved.request_bodies[id.unwrap()].content;
        content[0].name.value.clone()
    };
    assert_eq!(body(post.object.request_body), "text/plain");
    assert_eq!(
        body(put.object.request_body),
        "application/x-www-form-urlencoded"
    );
    let response = &resolved.responses[put.object.responses[0].1];
    let content = &response.content[0];
    assert_eq!(content.name.value, "application/x-a");
    let reference = resolved.schemas[content.schema.unwrap()]
        .object()
        .unwrap()
        .reference;
    let target = resolved.schemas[reference.unwrap()].object().unwrap();
    assert_eq!(
        target.types.as_ref().unwrap().value.names,
        [JsonType::String, JsonType::Null]
    );
}

#[test]
fn references_into_what_has_moved_are_followed() {
    let entry = document(
        "parameters:\n- {name: b, in: body, schema: {type: object, properties: {x: {type: integer}}}}\n- {name: q, in: query, type: array, items: {type: boolean}}\nresponses:\n  '200': {description: ok, schema: {type: array, items: {type: number}}}\n",
        "parameters: {P: {name: p, in: query, type: array, items: {type: string}}}\nresponses: {R: {description: r, schema: {type: object}}}\n",
    );
    let entry = format!(
        "{entry}definitions:\n  D:\n    properties:\n      body: {{$ref: '#/paths/~1a/post/parameters/0/schema/properties/x'}}\n      query: {{$ref: '#/paths/~1a/post/parameters/1/items'}}\n      response: {{$ref: '#/paths/~1a/post/responses/200/schema/items'}}\n      parameter: {{$ref: '#/parameters/P/items'}}\n      shared: {{$ref: '#/responses/R/schema'}}\n"
    );
    let resolved = resolved(&[("a.yaml", &entry)]);
    let kinds: Vec<JsonType> = schema(&resolved, "D")
        .properties
        .values()
        .map(|id| {
            let reference = resolved.schemas[*id].object().unwrap().reference.unwrap();
            let target = resolved.schemas[reference].object().unwrap();
            target.types.as_ref().unwrap().value.names[0]
        })
        .collect();
    assert_eq!(
        kinds,
        [
            JsonType::Integer,
            JsonType::Boolean,
            JsonType::Number,
            JsonType::String,
            JsonType::Object
        ]
    );
}

#[test]
fn broken_references_are_reported_as_they_are_written() {
    insta::assert_snapshot!(report(
        "parameters: [{$ref: '#/parameters/Gone'}, {$ref: 'https://h/p.yaml'}]\nresponses: {'200': {description: ok, schema: {$ref: '#/definitions/Gon'}}}\n",
        "definitions: {Gone: {type: string}}\n",
    ), @r#"
    error[unresolved-reference] a.yaml:8:20 #/paths/~1a/post/parameters/0: `#/parameters/Gone` names nothing
    error[remote-reference] a.yaml:8:49 #/paths/~1a/post/parameters/1: `https://h/p.yaml` names a place on the network (save the file beside the document, or allow it to be fetched with `--allow-remote https://h`)
    error[unresolved-reference] a.yaml:9:52 #/paths/~1a/post/responses/200/content/application~1json/schema: `#/definitions/Gon` names nothing (did you mean `#/definitions/Gone`?)
    "#);
}

#[test]
fn sections_may_be_files() {
    let entry = format!(
        "{HEAD}parameters: {{$ref: parts/parameters.yaml}}\nresponses: {{$ref: 'parts/all.yaml#/responses'}}\npaths:\n  /a/{{id}}:\n    parameters: [{{$ref: '#/parameters/Id'}}]\n    post:\n      parameters: [{{$ref: '#/parameters/Body'}}]\n      produces: [text/plain]\n      responses: {{'200': {{$ref: '#/responses/100%25'}}}}\n    put:\n      parameters: [{{$ref: '#/parameters/Field'}}]\n      responses: {{'200': {{$ref: '#/responses/100%25'}}}}\n"
    );
    let parameters = "Id: {name: id, in: path, required: true, type: integer}\nBody: {name: b, in: body, schema: {type: string}}\nField: {name: f, in: formData, type: string}\n";
    let responses = "responses:\n  100%: {description: all, schema: {type: string}}\n";
    let resolved = resolved(&[
        ("a.yaml", &entry),
        ("parts/parameters.yaml", parameters),
        ("parts/all.yaml", responses),
    ]);
    let media = |at: usize| {
        let body = resolved.operations[at].object.request_body;
        let content = &resolved.request_bodies[body.unwrap()].content;
        content
            .iter()
            .map(|media| media.name.value.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(media(0), ["application/json"]);
    assert_eq!(media(1), ["application/x-www-form-urlencoded"]);
    let names: Vec<&String> = resolved.components.parameters.keys().collect();
    assert_eq!(names, ["Id"]);
}
