//! Documents in several files.

use oaspen_diagnostics::Sink;

use crate::testing::{report, run, schema};
use crate::{MemoryLoader, Uri, load, load_within};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

/// A document whose component `A` is a reference.
fn entry(reference: &str) -> String {
    format!("{HEAD}components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n")
}

fn report_of(reference: &str, files: &[(&str, &str)]) -> String {
    let entry = entry(reference);
    let mut all = vec![("api/a.yaml", entry.as_str())];
    all.extend(files);
    run(&all, |_, _| {}).report
}

#[test]
fn references_are_relative_to_the_file_that_holds_them() {
    let files = [
        (
            "api/sub/b.yaml",
            "B: {properties: {c: {$ref: '../c.json#/C'}, own: {$ref: '#/Own'}}}\nOwn: {type: string}\n",
        ),
        ("api/c.json", "{\"C\": {\"type\": \"integer\"}}"),
    ];
    assert_eq!(report_of("sub/b.yaml#/B", &files), "");
    assert_eq!(report_of("./sub/../sub/b.yaml#/B", &files), "");
    assert_eq!(report_of("sub%2Fb.yaml#/B", &files), "");
}

#[test]
fn a_whole_file_may_be_a_schema() {
    assert_eq!(report_of("b.yaml", &[("api/b.yaml", "type: string\n")]), "");
    assert_eq!(
        report_of("b.yaml#", &[("api/b.yaml", "type: string\n")]),
        ""
    );
}

#[test]
fn files_may_refer_to_each_other() {
    let files = [
        ("api/b.yaml", "B: {properties: {c: {$ref: 'c.yaml#/C'}}}\n"),
        (
            "api/c.yaml",
            "C: {properties: {b: {$ref: 'b.yaml#/B'}, a: {$ref: 'a.yaml#/components/schemas/A'}}}\n",
        ),
    ];
    assert_eq!(report_of("b.yaml#/B", &files), "");
    let files = [
        ("api/b.yaml", "$ref: c.yaml\n"),
        ("api/c.yaml", "$ref: b.yaml\n"),
    ];
    insta::assert_snapshot!(report_of("b.yaml", &files), @"error[reference-cycle] api/b.yaml:1:1 #: this schema describes itself by itself: `#` → `#` → `#`");
}

#[test]
fn a_file_speaks_its_own_version() {
    let files = [
        (
            "a.yaml",
            "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {A: {$ref: 'b.yaml#/components/schemas/B'}}}\n",
        ),
        (
            "b.yaml",
            "openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {B: {type: string, nullable: true}}}\n",
        ),
    ];
    let outcome = run(&files, |_, _| {});
    assert_eq!(outcome.report, "");
}

#[test]
fn files_outside_are_never_asked_for() {
    for reference in [
        "../b.yaml",
        "sub/../../b.yaml",
        "..%2Fb.yaml",
        "/b.yaml",
        "file:///b.yaml",
        "https://example.com/b.yaml",
        "//example.com/b.yaml",
    ] {
        let loader = MemoryLoader::new()
            .with("api/a.yaml", entry(reference))
            .with("b.yaml", "type: string\n")
            .with("/b.yaml", "type: string\n");
        let mut sink = Sink::new();
        let loaded = load(&mut sink, &loader, &Uri::new("api/a.yaml"));
        assert_eq!(loaded.files, [Uri::new("api/a.yaml")], "{reference}");
        assert!(sink.has_errors(), "{reference}");
    }
    insta::assert_snapshot!(report_of("../b.yaml", &[]), @"error[reference-outside-root] api/a.yaml:3:27 #/components/schemas/A: `../b.yaml` leaves the folder of the document (move the file, or read the document from a folder that holds both)");
    insta::assert_snapshot!(report_of("https://example.com/b.yaml#/B", &[]), @"error[remote-reference] api/a.yaml:3:27 #/components/schemas/A: `https://example.com/b.yaml#/B` names a place on the network");
    insta::assert_snapshot!(report_of("/etc/passwd", &[]), @"error[reference-outside-root] api/a.yaml:3:27 #/components/schemas/A: `/etc/passwd` is an absolute path");
}

#[test]
fn a_root_further_up_allows_more() {
    let loader = MemoryLoader::new()
        .with("api/a.yaml", entry("../b.yaml"))
        .with("b.yaml", "type: string\n");
    let mut sink = Sink::new();
    let loaded = load_within(&mut sink, &loader, &Uri::new("api/a.yaml"), "");
    assert!(loaded.document.is_some());
    assert_eq!(report(&sink.into_sorted(), &loaded.sources), "");
    assert_eq!(loaded.files.len(), 2);
}

#[test]
fn missing_and_broken_files_are_reported_once() {
    insta::assert_snapshot!(report_of("b.yaml", &[]), @"error[unreadable-file] api/a.yaml:3:27 #/components/schemas/A: cannot read `api/b.yaml`: there is no such file");
    insta::assert_snapshot!(report_of("b.yaml#/B", &[("api/b.yaml", "B: [\n")]), @"error[syntax-error] api/b.yaml:1:4 #/B/0: this is not valid YAML: unclosed bracket '['");
    insta::assert_snapshot!(report_of("b.yaml#/C", &[("api/b.yaml", "B: {}\n")]), @"error[unresolved-reference] api/a.yaml:3:27 #/components/schemas/A: `b.yaml#/C` names nothing");
    let mut sink = Sink::new();
    let loaded = load(&mut sink, &MemoryLoader::new(), &Uri::new("a.yaml"));
    assert!(loaded.document.is_none());
    insta::assert_snapshot!(report(&sink.into_sorted(), &loaded.sources), @"error[unreadable-file] #: cannot read `a.yaml`: there is no such file");
}

#[test]
fn references_to_another_kind_of_object_are_refused() {
    let text = format!(
        "{HEAD}components:\n  schemas:\n    A: {{$ref: '#/components/parameters/P'}}\n    B: {{$ref: 'a.yaml'}}\n  parameters:\n    P: {{name: p, in: query, schema: {{}}}}\n"
    );
    insta::assert_snapshot!(run(&[("a.yaml", &text)], |_, _| {}).report, @r#"
    error[unresolved-reference] a.yaml:5:8 #/components/schemas/A: `#/components/parameters/P` does not name an object of `components/schemas`
    error[unresolved-reference] a.yaml:6:8 #/components/schemas/B: `a.yaml` does not name an object of `components/schemas`
    "#);
}

#[test]
fn a_header_may_be_shared_with_parameters() {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    get:\n      responses: {{'200': {{description: d, headers: {{ETag: {{$ref: '#/components/parameters/P'}}}}}}}}\ncomponents:\n  parameters:\n    P: {{name: ETag, in: header, schema: {{type: string}}}}\n"
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    insta::assert_snapshot!(outcome.report, @r#"
    note[unresolved-reference] a.yaml:6:59 #/paths/~1a/get/responses/200/headers/ETag: `#/components/parameters/P` names a parameter; it is read as a header (move what they share to `components/headers`)
    note[unsupported-keyword] a.yaml:9:9 #/components/parameters/P/name: `name` is not acted upon
    note[unsupported-keyword] a.yaml:9:21 #/components/parameters/P/in: `in` is not acted upon
    "#);
    assert_eq!(outcome.resolved.unwrap().headers.len(), 2);
}

#[test]
fn references_are_followed_where_bundlers_follow_them() {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    get: {{$ref: 'get.yaml'}}\n    put: {{$ref: 'nothing.yaml'}}\ncomponents:\n  schemas:\n    A: {{properties: {{$ref: 'properties.yaml#/own'}}}}\n    B: {{properties: {{$ref: {{type: string}}}}, description: {{$ref: 'properties.yaml#/text'}}}}\n"
    );
    let files = [
        ("a.yaml", text.as_str()),
        (
            "get.yaml",
            "operationId: one\nresponses: {'200': {$ref: 'response.yaml'}}\n",
        ),
        ("response.yaml", "description: d\n"),
        (
            "properties.yaml",
            "own: {x: {type: string}}\ntext: some text\n",
        ),
    ];
    let outcome = run(&files, |_, _| {});
    insta::assert_snapshot!(outcome.report, @r#"
    note[unknown-keyword] a.yaml:5:17 #/paths/~1a/get/$ref: `$ref` has no meaning here; it is followed
    error[unreadable-file] a.yaml:6:10 #/paths/~1a/put: cannot read `nothing.yaml`: there is no such file
    note[unknown-keyword] a.yaml:6:17 #/paths/~1a/put/$ref: `$ref` has no meaning here; it is followed
    note[unknown-keyword] a.yaml:9:28 #/components/schemas/A/properties/$ref: `$ref` has no meaning here; it is followed
    note[unknown-keyword] a.yaml:10:65 #/components/schemas/B/description/$ref: `$ref` has no meaning here; it is followed
    "#);
    let resolved = outcome.resolved.unwrap();
    assert_eq!(resolved.operations[0].object.responses.len(), 1);
    assert!(schema(&resolved, "A").properties.contains_key("x"));
    assert!(schema(&resolved, "B").properties.contains_key("$ref"));
    assert_eq!(
        schema(&resolved, "B").description.as_deref(),
        Some("some text")
    );
}

#[test]
fn a_bare_name_is_taken_for_a_component() {
    let text = format!(
        "{HEAD}components: {{schemas: {{A: {{$ref: Pet}}, B: {{$ref: Dog}}, Pet: {{type: object}}}}}}\n"
    );
    insta::assert_snapshot!(run(&[("a.yaml", &text)], |_, _| {}).report, @r#"
    error[unreadable-file] a.yaml:3:27 #/components/schemas/A: cannot read `Pet`: there is no such file (did you mean `#/components/schemas/Pet`?)
    error[unreadable-file] a.yaml:3:43 #/components/schemas/B: cannot read `Dog`: there is no such file
    "#);
}
