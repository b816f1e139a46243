//! Operations: ids, paths, tags.

use super::{lower_text, show, show_version};
use insta::assert_snapshot;
use oaspen_ir::ir::PathSegment;

#[test]
fn what_an_operation_says_is_kept() {
    assert_snapshot!(show(r"
servers: [{url: /v1}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List
      description: All of them
      externalDocs: {url: https://example.com}
      tags: [b, a, b]
      deprecated: true
      servers: [{url: 'https://{host}/', description: Own, variables: {host: {default: x, enum: [x, y]}}}]
"), @r#"
    operation listPets: GET /pets at #/paths/~1pets/get deprecated -- title "List" -- "All of them" -- see "https://example.com"
      tags b, a
      server "https://{host}/" -- "Own"
        variable "host" = "x" of ["x", "y"]
    "#);
}

#[test]
fn a_path_item_speaks_for_its_operations() {
    assert_snapshot!(show(r"
paths:
  /: {summary: S, description: D, get: {operationId: a}, put: {operationId: b, summary: Own}}
"), @r#"
    operation a: GET / at #/paths/~1/get -- title "S" -- "D"

    operation b: PUT / at #/paths/~1/put -- title "Own" -- "D"
    "#);
}

#[test]
fn ids_are_made_from_method_and_path_and_written_ones_win() {
    assert_snapshot!(show(r"
paths:
  /pets/{petId}/toys-of.last: {get: {parameters: [{name: petId, in: path, required: true, schema: {type: string}}]}}
  /pets: {get: {}, post: {operationId: same}}
  /pots: {get: {operationId: get_pets}, put: {operationId: same}, patch: {operationId: ''}}
"), @r#"
    operation get_pets_by_petId_toys_of_last: GET /pets/{petId}/toys-of.last at #/paths/~1pets~1{petId}~1toys-of.last/get
      path petId: string as simple

    operation get_pets_2: GET /pets at #/paths/~1pets/get

    operation same: POST /pets at #/paths/~1pets/post

    operation get_pets: GET /pots at #/paths/~1pots/get

    operation same_put_pots: PUT /pots at #/paths/~1pots/put

    operation patch_pots: PATCH /pots at #/paths/~1pots/patch
    "#);
}

#[test]
fn tags_are_the_declared_ones_then_the_used_ones() {
    let (ir, diagnostics) = lower_text(
        "3.2.0",
        r"
tags: [{name: z, summary: Zed, externalDocs: {url: u}}, {name: y, description: Why, parent: z}]
paths: {/: {get: {operationId: a, tags: [x, z]}, put: {operationId: b, tags: [w, x]}}}
",
    );
    let names: Vec<&str> = ir.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["z", "y", "x", "w"]);
    assert_eq!(ir.tags[0].description.as_deref(), Some("Zed"));
    let external = ir.tags[0].external.as_ref();
    assert_eq!(external.map(|docs| docs.url.as_str()), Some("u"));
    assert_snapshot!(diagnostics, @"Note unsupported-keyword #/tags/1/parent: `parent` of a tag is not acted upon");
}

#[track_caller]
fn segments(path: &str) -> Vec<Vec<PathSegment>> {
    let (ir, _) = lower_text("3.1.0", &format!("paths: {{'{path}': {{get: {{}}}}}}"));
    let first = ir.operations.into_iter().next();
    first
        .map(|operation| operation.path.segments)
        .unwrap_or_default()
}

fn literal(text: &str) -> PathSegment {
    PathSegment::Literal(text.to_owned())
}

fn parameter(name: &str) -> PathSegment {
    PathSegment::Parameter(name.to_owned())
}

#[test]
fn paths_are_cut_into_pieces() {
    assert_eq!(segments("/"), [vec![]]);
    assert_eq!(segments("/a/"), [vec![literal("a")], vec![]]);
    assert_eq!(
        segments("/a//b"),
        [vec![literal("a")], vec![], vec![literal("b")]]
    );
    assert_eq!(
        segments("/{a}.{b}/{c}:verb"),
        [
            vec![parameter("a"), literal("."), parameter("b")],
            vec![parameter("c"), literal(":verb")],
        ]
    );
    assert_eq!(segments("/{a/b}"), [vec![parameter("a/b")]]);
}

#[test]
fn literals_are_unescaped() {
    assert_eq!(segments("/a%20b%2Fc"), [vec![literal("a b/c")]]);
    assert_eq!(segments("/%c3%A4"), [vec![literal("ä")]]);
    assert_eq!(segments("/100%"), [vec![literal("100%")]]);
    assert_eq!(segments("/%4"), [vec![literal("%4")]]);
    assert_eq!(segments("/%FF"), [vec![literal("%FF")]]);
    assert_eq!(segments("/%+4"), [vec![literal("%+4")]]);
}

#[test]
fn what_is_no_path_is_refused() {
    assert_snapshot!(show(r"
paths:
  pets: {get: {operationId: a}}
  /{: {get: {operationId: b}}
  /}: {get: {operationId: c}}
  /{}: {get: {operationId: d}}
  /{x}{x}: {get: {operationId: e}}
  /{x{y}}: {get: {operationId: f}}
  /a?b=c: {get: {operationId: g}}
  /a?b={c}: {get: {operationId: h}}
"), @r#"
    operation e: GET /{x}{x} at #/paths/~1{x}{x}/get
      path x: string as simple

    operation g: GET /a?b=c at #/paths/~1a?b=c/get
    Weakened malformed-path #/paths/~1a?b=c: a path holds no query by the specification; this one is sent with every request, and tells requests from those of other paths
    Skipped malformed-path #/paths/~1a?b={c}: a parameter in a path's query would be there twice; the operation is left out
    "#);
}

#[test]
fn what_is_not_generated_is_reported() {
    assert_snapshot!(show(r"
paths:
  /:
    get:
      operationId: op
      responses: {'200': {description: Ok, links: {next: {operationId: op}}}}
"), @r#"
    operation op: GET / at #/paths/~1/get
      response 200 -- "Ok"
        link next: op()
    "#);
}

#[test]
fn webhooks_and_callbacks_are_operations() {
    assert_snapshot!(show(r"
security: [{key: []}]
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
paths:
  /a:
    get:
      operationId: event
      callbacks: {done: {'{$url}': {post: {}, put: {}}}}
  /b:
    get:
      operationId: b
      callbacks: {done: {'$url': {post: {operationId: event}}}}
webhooks:
  event: {post: {security: [{key: []}]}}
  'a/{b} ü': {parameters: [{name: q, in: query, schema: {}}], post: {responses: {'200': {description: Ok}}}}
"), @r#"
    operation event: GET /a at #/paths/~1a/get
      security key

    operation b: GET /b at #/paths/~1b/get
      security key

    webhook event_2: POST /event at #/webhooks/event/post
      response 2XX
      security key

    webhook a/{b} ü: POST /a%2F%7Bb%7D%20%C3%BC -- that is "/a/{b} ü" at #/webhooks/a~1{b} ü/post
      query q?: any as form exploded
      response 200 -- "Ok"

    callback of event to {$url}, POST done: POST /done at #/paths/~1a/get/callbacks/done/{$url}/post
      response 2XX

    callback of event to {$url}, PUT done: PUT /done at #/paths/~1a/get/callbacks/done/{$url}/put
      response 2XX

    callback of b to $url, b_event: POST /b_done at #/paths/~1b/get/callbacks/done/$url/post
      response 2XX
    "#);
}

#[test]
fn webhooks_stand_in_documents_of_3_0_as_an_extension() {
    assert_snapshot!(show_version("3.0.3", r"
paths: {}
x-webhooks:
  event:
    post:
      requestBody: {content: {application/json: {schema: {type: string, nullable: true}}}}
      responses: {'200': {description: Ok}}
"), @r#"
    webhook event: POST /event at #/x-webhooks/event/post
      body?
        application/json: json string | null
      response 200 -- "Ok"
    "#);
}

#[test]
fn hooks_have_no_path_and_no_callbacks() {
    assert_snapshot!(show(r"
webhooks:
  event:
    post:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
  other:
    post:
      callbacks: {done: {'{$url}': {post: {}}}}
"), @r#"
    webhook other: POST /other at #/webhooks/other/post
      response 2XX
    Skipped unused-path-parameter #/webhooks/event/post/parameters/0: `id` is in no path, so its operation is left out
    Weakened unsupported-keyword #/webhooks/other/post/callbacks/done: callbacks of webhooks and callbacks are not generated
    "#);
}
