//! Bodies: which media type is carried how.

use super::{show, show_method, show_post, show_version};
use insta::assert_snapshot;

#[track_caller]
fn content(text: &str) -> String {
    show_post(&format!("requestBody: {{content: {{{text}}}}}"))
}

#[test]
fn json_is_anything_with_the_suffix() {
    assert_snapshot!(content("application/json: {schema: {type: string}}"), @r#"
    body?
      application/json: json string
    "#);
    assert_snapshot!(content("'Application/JSON; charset=utf-8': {schema: {type: integer}}"), @r#"
    body?
      Application/JSON; charset=utf-8 (application/json): json i64
    "#);
    assert_snapshot!(content("application/problem+json: {schema: {type: array, items: {}}}"), @r#"
    body?
      application/problem+json: json [any]
    "#);
    assert_snapshot!(content("application/json: {}"), @r#"
    body?
      application/json: json any
    "#);
    assert_snapshot!(content("application/json: {schema: {}}"), @r#"
    body?
      application/json: json any
    "#);
}

#[test]
fn ranges_carry_json_where_the_schema_is_structured() {
    assert_snapshot!(content("'*/*': {schema: {type: array, items: {type: string}}}"), @r#"
    body?
      */*: json [string]
    "#);
    assert_snapshot!(content("'*/*': {schema: {type: string}}"), @r#"
    body?
      */*: bytes
    "#);
}

#[test]
fn text_is_for_scalars() {
    assert_snapshot!(content("text/plain: {schema: {type: string}}"), @r#"
    body?
      text/plain: text string
    "#);
    assert_snapshot!(content("text/plain: {schema: {type: integer}}"), @r#"
    body?
      text/plain: text i64
    "#);
    assert_snapshot!(content("text/csv: {schema: {type: string, enum: [a, b]}}"), @r#"
    body?
      text/csv: text op():body
    "#);
    assert_snapshot!(content("text/plain: {schema: {type: string, format: binary}}"), @r#"
    body?
      text/plain: bytes
    "#);
    assert_snapshot!(content("text/plain: {}"), @r#"
    body?
      text/plain: bytes
    "#);
    assert_snapshot!(content("text/html: {schema: {type: object}}"), @r#"
      body?
        text/html: bytes
    Weakened unsupported-media-type #/paths/~1/post/requestBody/content/text~1html: `text/html` cannot be encoded or decoded for this schema; its bytes are given as they are
    "#);
}

#[test]
fn bytes_are_everything_else_that_is_a_string() {
    assert_snapshot!(content("image/png: {schema: {type: string, format: binary}}"), @r#"
    body?
      image/png: bytes
    "#);
    assert_snapshot!(content("image/png: {schema: {type: string}}"), @r#"
    body?
      image/png: bytes
    "#);
    assert_snapshot!(content("image/png: {}"), @r#"
    body?
      image/png: bytes
    "#);
    assert_snapshot!(content("application/json: {schema: {type: string, format: binary}}"), @r#"
    body?
      application/json: bytes
    "#);
    assert_snapshot!(content("multipart/form-data: {schema: {type: string, format: binary}}"), @r#"
    body?
      multipart/form-data: bytes
    "#);
    assert_snapshot!(content("application/x-www-form-urlencoded: {schema: {type: string}}"), @r#"
    body?
      application/x-www-form-urlencoded: bytes
    "#);
}

#[test]
fn a_torn_media_type_is_kept_as_written() {
    assert_snapshot!(content("audio/ogg: {schema: {type: string, format: binary}}, codecs=opus: {schema: {type: string, format: binary}}"), @r#"
    body?
      audio/ogg: bytes
      codecs=opus: bytes
    "#);
}

#[test]
fn an_unsupported_media_type_goes_when_there_is_another() {
    let xml = "application/xml: {schema: {type: object}}";
    assert_snapshot!(content(&format!("{xml}, application/json: {{schema: {{type: string}}}}")), @r#"
      body?
        application/json: json string
    Weakened unsupported-media-type #/paths/~1/post/requestBody/content/application~1xml: `application/xml` cannot be encoded or decoded for this schema; it is left out, for there are others
    "#);
    assert_snapshot!(content(xml), @r#"
      body?
        application/xml: bytes
    Weakened unsupported-media-type #/paths/~1/post/requestBody/content/application~1xml: `application/xml` cannot be encoded or decoded for this schema; its bytes are given as they are
    "#);
    assert_snapshot!(content(""), @"Weakened missing-field #/paths/~1/post/requestBody/content: the request body names no media type and is left out");
}

#[test]
fn a_response_gives_the_bytes_of_what_is_unsupported() {
    assert_snapshot!(show_post("responses: {'200': {description: Ok, content: {application/xml: {schema: {type: object}}}}}"), @r#"
      response 200 -- "Ok"
        application/xml: bytes
    Weakened unsupported-media-type #/paths/~1/post/responses/200/content/application~1xml: `application/xml` cannot be encoded or decoded for this schema; its bytes are given as they are
    "#);
    assert_snapshot!(show_post("responses: {'200': {description: Ok, content: {application/xml: {schema: {type: object}}, application/json: {}}}}"), @r#"
      response 200 -- "Ok"
        application/json: json any
    Weakened unsupported-media-type #/paths/~1/post/responses/200/content/application~1xml: `application/xml` cannot be encoded or decoded for this schema; it is left out, for there are others
    "#);
}

const PROPERTIES: &str = "schema: {type: object, properties: {\
    text: {type: string}, number: {type: integer}, file: {type: string, format: binary}, \
    files: {type: array, items: {type: string, format: binary}}, \
    object: {type: object, properties: {a: {type: string}}}, \
    objects: {type: array, items: {type: object, properties: {a: {type: string}}}}, \
    names: {type: array, items: {type: string}}, encoded: {type: string, format: byte}, any: {}}}";

#[test]
fn parts_have_the_content_type_of_their_property() {
    assert_snapshot!(content(&format!("multipart/form-data: {{{PROPERTIES}}}")), @r#"
    body?
      multipart/form-data: multipart op():body
        part text as text text/plain
        part number as text text/plain
        part file as bytes application/octet-stream
        part files as bytes application/octet-stream
        part object as json application/json
        part objects as json application/json
        part names as text text/plain
        part encoded as text application/octet-stream
        part any as json application/json
    "#);
}

#[test]
fn parts_of_3_0_know_no_content_encoding() {
    let text = format!(
        "paths: {{/: {{post: {{operationId: op, responses: {{}}, requestBody: {{content: {{multipart/form-data: {{{PROPERTIES}, encoding: {{text: {{style: form}}}}}}}}}}}}}}}}"
    );
    let shown = show_version("3.0.3", &text);
    assert!(shown.contains("part encoded as text text/plain"), "{shown}");
    assert!(shown.contains("part text as text text/plain"), "{shown}");
    assert!(shown.contains("Weakened unsupported-keyword"), "{shown}");
}

#[test]
fn encodings_are_followed() {
    assert_snapshot!(content("multipart/form-data: {\
        schema: {type: object, properties: {photo: {type: string, format: binary}, list: {type: array, items: {type: string}}}}, \
        encoding: {\
            photo: {contentType: 'image/png, image/jpeg', headers: {X-Size: {schema: {type: integer}}, Content-Type: {schema: {type: string}}}}, \
            list: {style: form, explode: true}, \
            other: {contentType: text/plain}}}"), @r#"
      body?
        multipart/form-data: multipart op():body
          part photo as bytes image/png of image/png, image/jpeg
          part list as text text/plain
    Weakened unsupported-keyword #/paths/~1/post/requestBody/content/multipart~1form-data/encoding/photo/headers: headers of a file are text; those that are required must be there
    Weakened unsupported-keyword #/paths/~1/post/requestBody/content/multipart~1form-data/encoding/other: the schema declares no property `other` for this `encoding`
    "#);
}

#[test]
fn parts_agree_with_their_content_type() {
    assert_snapshot!(content("multipart/form-data: {\
        schema: {type: object, properties: {a: {type: string}, b: {type: string, format: binary}, c: {type: object}, d: {type: array, items: {type: string}}}}, \
        encoding: {\
            a: {contentType: application/json}, \
            b: {contentType: 'image/*, image/jpeg, image/png'}, \
            c: {contentType: application/vnd.x+json}, \
            d: {style: form}}}"), @r#"
    body?
      multipart/form-data: multipart op():body
        part a as json application/json of application/json
        part b as bytes image/jpeg of image/*, image/jpeg, image/png
        part c as json application/vnd.x+json of application/vnd.x+json
        part d as text text/plain
    "#);
    assert_snapshot!(content("multipart/form-data: {\
        schema: {type: object, properties: {c: {type: object}}}, encoding: {c: {contentType: application/xml}}}"), @r#"
      body?
        multipart/form-data: multipart op():body
          part c as json application/json
    Weakened unsupported-media-type #/paths/~1/post/requestBody/content/multipart~1form-data/encoding/c: `c`: `application/xml` cannot be written for this schema; it is written as if nothing were said of it
    "#);
    assert_snapshot!(content("application/x-www-form-urlencoded: {\
        schema: {type: object, properties: {c: {type: string}}}, encoding: {c: {contentType: application/json}}}"), @r#"
      body?
        application/x-www-form-urlencoded: form op():body
          part c as form exploded
    Weakened unsupported-media-type #/paths/~1/post/requestBody/content/application~1x-www-form-urlencoded/encoding/c: `c`: text as JSON in a form is not supported; it is written as if nothing were said of it
    "#);
}

#[test]
fn forms_write_objects_as_json_unless_a_style_says_otherwise() {
    assert_snapshot!(content("application/x-www-form-urlencoded: {\
        schema: {type: object, properties: {text: {type: string}, names: {type: array, items: {type: string}}, \
            object: {type: object, properties: {a: {type: string}}}, deep: {type: object, properties: {a: {type: string}}}, piped: {type: array, items: {type: string}}}}, \
        encoding: {deep: {style: deepObject, explode: true}, piped: {style: pipeDelimited}}}"), @r#"
    body?
      application/x-www-form-urlencoded: form op():body
        part text as form exploded
        part names as form exploded
        part object as json application/json
        part deep as deepObject exploded
        part piped as pipeDelimited
    "#);
    assert_snapshot!(content("application/x-www-form-urlencoded: {\
        schema: {type: object, properties: {a: {type: array, items: {type: string}}}}, \
        encoding: {a: {style: deepObject, explode: true}}}"), @r#"
      body?
        application/x-www-form-urlencoded: form op():body
          part a as deepObject exploded
    Weakened unsupported-style #/paths/~1/post/requestBody/content/application~1x-www-form-urlencoded/encoding/a: `deepObject` is not defined for lists and nested objects, which are written as most servers read them
    "#);
}

#[test]
fn deep_object_on_text_in_a_form_is_a_plain_pair() {
    assert_snapshot!(content("application/x-www-form-urlencoded: {\
        schema: {type: object, properties: {a: {type: string}}}, \
        encoding: {a: {style: deepObject, explode: true}}}"), @r#"
      body?
        application/x-www-form-urlencoded: form op():body
          part a as form exploded
    Weakened unsupported-style #/paths/~1/post/requestBody/content/application~1x-www-form-urlencoded/encoding/a: `deepObject` is not defined for text, which is written `name=value`
    "#);
}

#[test]
fn a_union_of_objects_has_the_parts_of_all() {
    assert_snapshot!(content("multipart/form-data: {schema: {anyOf: [\
        {type: object, properties: {a: {type: string}, b: {type: string}}}, \
        {type: object, properties: {b: {type: object}, c: {type: integer}}}]}}"), @r#"
      body?
        multipart/form-data: multipart op():body
          part a as text text/plain
          part b as text text/plain
          part c as text text/plain
    Weakened ambiguous-union #/paths/~1/post/requestBody/content/multipart~1form-data/schema/anyOf: `{}` fits two branches of this `anyOf`: their order decides
    "#);
}

#[test]
fn keywords_of_streams_are_reported() {
    assert_snapshot!(show_post("responses: {'200': {description: Ok, content: {text/event-stream: {itemSchema: {type: object}}}}}"), @r#"
    response 200 -- "Ok"
      text/event-stream: events of {any}
    "#);
    assert_snapshot!(content("application/jsonl: {schema: {type: array}, itemSchema: {type: integer}}"), @r#"
      body?
        application/jsonl: lines of i64
    Weakened unsupported-keyword #/paths/~1/post/requestBody/content/application~1jsonl/schema: `schema` is not acted upon here
    "#);
    assert_snapshot!(content("application/json: {itemSchema: {type: object}}"), @r#"
      body?
        application/json: json any
    Weakened unsupported-keyword #/paths/~1/post/requestBody/content/application~1json/itemSchema: `itemSchema` is not acted upon here
    "#);
    assert_snapshot!(content("application/json: {schema: {}, encoding: {a: {contentType: text/plain}}}"), @r#"
      body?
        application/json: json any
    Weakened unsupported-keyword #/paths/~1/post/requestBody/content/application~1json/encoding: `encoding` is not acted upon here
    "#);
}

#[test]
fn bodies_of_unusual_methods_are_kept() {
    assert_snapshot!(show_method("delete", "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {id: {type: string}}}}}}"), @r#"
    body?
      multipart/form-data: multipart op():body
        part id as text text/plain
    "#);
}

#[test]
fn types_in_bodies_are_named_by_place_and_shared_ones_by_component() {
    assert_snapshot!(show(r"
paths:
  /a:
    post:
      operationId: a
      requestBody: {$ref: '#/components/requestBodies/Shared'}
      responses:
        default: {$ref: '#/components/responses/Problem'}
        2XX:
          description: Ok
          content:
            application/json: {schema: {type: object, properties: {x: {type: string}}}}
            application/vnd.a+json: {schema: {type: object, properties: {y: {type: string}}}}
  /b:
    post:
      operationId: b
      requestBody: {required: true, description: D, content: {application/json: {schema: {type: string, enum: [a]}}}}
      responses: {default: {$ref: '#/components/responses/Problem'}}
components:
  requestBodies: {Shared: {content: {application/json: {schema: {type: string, enum: [b]}}}}}
  responses: {Problem: {description: P, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}
"), @r#"
    operation a: POST /a at #/paths/~1a/post
      body?
        application/json: json #requestBodies/Shared
      response default -- "P"
        application/json: json #responses/Problem
      response 2XX -- "Ok"
        application/json: json a():2XX
        application/vnd.a+json: json a():2XX<application/vnd.a+json>

    operation b: POST /b at #/paths/~1b/post
      body -- "D"
        application/json: json b():body
      response default -- "P"
        application/json: json #responses/Problem
    "#);
}
