//! Responses and their headers.

use super::show_get;
use insta::assert_snapshot;

#[test]
fn responses_stay_in_order() {
    assert_snapshot!(show_get("responses: {default: {description: D}, 4xx: {description: ''}, '200': {description: Ok, content: {image/png: {}, application/json: {}}}}"), @r#"
    response default -- "D"
    response 4XX
    response 200 -- "Ok"
      image/png: bytes
      application/json: json any
    "#);
}

#[test]
fn headers_are_typed() {
    assert_snapshot!(show_get("responses: {'200': {description: Ok, headers: {\
        X-Rate: {required: true, description: Rate, schema: {type: integer}}, \
        X-List: {schema: {type: array, items: {type: string}}, explode: true}, \
        X-Json: {content: {application/json: {schema: {}}}}, \
        X-Deep: {schema: {type: array, items: {type: array, items: {type: string}}}}, \
        content-type: {schema: {type: string}}}}}"), @r#"
      response 200 -- "Ok"
        header X-Rate: i64 as simple -- "Rate"
        header X-List?: [string] as simple exploded
        header X-Json?: any as json application/json
        header X-Deep?: [[string]] as json application/json
    Weakened unsupported-style #/paths/~1/get/responses/200/headers/X-Deep: `simple` is only defined for text, lists of text and objects of text; the value is written as JSON
    Note ignored-header-parameter #/paths/~1/get/responses/200/headers/content-type: the header `content-type` is ignored
    "#);
}
