//! What is documented and goes no further is said, at its keyword.

use insta::assert_snapshot;
use oaspen_diagnostics::Sink;
use oaspen_document::{MemoryLoader, Uri, load, resolve};
use oaspen_ir::lower;
use oaspen_ir::lower::Options;

use super::lower_text;

#[test]
fn parts_of_operations_are_told() {
    let (_, told) = lower_text(
        "3.1.0",
        r"
servers: [{url: 'https://{a}.example', variables: {a: {default: x}}}]
paths:
  /a:
    servers: [{url: /x}]
    get:
      operationId: a
      servers: [{url: /y}]
      parameters: [{name: q, in: query, allowEmptyValue: true, schema: {type: string}}]
      responses:
        '200': {description: R, headers: {X-A: {schema: {type: string}}, X-B: {schema: {type: string}}}}
        '201': {description: R, headers: {Content-Type: {schema: {type: string}}}}
",
    );
    assert_snapshot!(told, @"Note ignored-header-parameter #/paths/~1a/get/responses/201/headers/Content-Type: the header `Content-Type` is ignored");
}

#[test]
fn directions_are_told_one_by_one() {
    let properties = |count: usize| -> String {
        let entries: Vec<String> = (0..count)
            .map(|at| format!("p{at}: {{type: array, items: {{readOnly: true}}}}"))
            .collect();
        format!(
            "paths: {{}}\ncomponents: {{schemas: {{A: {{type: object, properties: {{{}}}}}}}}}\n",
            entries.join(", ")
        )
    };
    let (_, told) = lower_text("3.1.0", &properties(2));
    assert_snapshot!(told, @r#"
    Weakened unsupported-keyword #/components/schemas/A/properties/p0/items/readOnly: `readOnly` is acted upon at properties only
    Weakened unsupported-keyword #/components/schemas/A/properties/p1/items/readOnly: `readOnly` is acted upon at properties only
    "#);
}

/// Line, column and text of the first report's place.
#[track_caller]
#[expect(clippy::expect_used, reason = "a test that cannot be set up fails")]
fn place(schema: &str) -> String {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      {schema}\n"
    );
    let loader = MemoryLoader::new().with("api.yaml", text);
    let mut sink = Sink::new();
    let loaded = load(&mut sink, &loader, &Uri::new("api.yaml"));
    let resolved = loaded
        .document
        .and_then(|document| resolve(&mut sink, document))
        .expect("the document holds");
    lower(&mut sink, &resolved, &Options::default());
    let first = sink.into_sorted().into_iter().next().expect("a report");
    let span = first.primary.expect("a place");
    let source = loaded.sources.get(span.file).expect("its file");
    let at = source.line_column(span.start);
    let word = source.text().get(span.start as usize..span.end as usize);
    format!("{}:{} {}", at.line, at.column, word.unwrap_or_default())
}

#[test]
fn reports_point_at_their_keyword() {
    for keyword in [
        "patternProperties: {'(': {}}",
        "contentEncoding: base32",
        "readOnly: true",
        "writeOnly: true",
        "discriminator: {propertyName: a}",
    ] {
        let name = keyword.split(':').next().unwrap_or_default();
        assert_eq!(
            place(&format!("title: x\n      {keyword}")),
            format!("8:7 {name}")
        );
    }
}
