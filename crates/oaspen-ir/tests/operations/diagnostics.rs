//! What lowering reports about operations.

use super::lower_text;

#[test]
fn what_operations_share_is_reported_once() {
    let (ir, diagnostics) = lower_text(
        "3.1.0",
        r"
paths:
  /a: {get: {operationId: a, responses: {default: {$ref: '#/components/responses/R'}}}}
  /b: {get: {operationId: b, responses: {default: {$ref: '#/components/responses/R'}}}}
components:
  responses:
    R: {description: R, headers: {Content-Type: {schema: {type: string}}}, content: {application/xml: {schema: {type: object}}}}
",
    );
    assert_eq!(ir.operations.len(), 2);
    let codes: Vec<&str> = diagnostics
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert_eq!(codes.len(), 2, "{diagnostics}");
    assert!(
        codes.contains(&"ignored-header-parameter") && codes.contains(&"unsupported-media-type")
    );
}

#[test]
fn nested_unions_of_a_parameter_take_no_exponential_time() {
    let mut schemas = String::new();
    for index in 0..200 {
        let next = index + 1;
        schemas.push_str(&format!(
            "    S{index}: {{anyOf: [{{$ref: '#/components/schemas/S{next}'}}, {{$ref: '#/components/schemas/S{next}'}}]}}\n"
        ));
    }
    let text = format!(
        "paths: {{/: {{get: {{operationId: op, parameters: [{{name: q, in: query, schema: {{$ref: '#/components/schemas/S0', default: x}}}}]}}}}}}\ncomponents:\n  schemas:\n{schemas}    S200: {{type: integer}}\n"
    );
    let (ir, _) = lower_text("3.1.0", &text);
    assert_eq!(ir.operations.len(), 1);
}
