//! Documents in several files.

use oaspen_diagnostics::Sink;

use crate::testing::{report, run, schema};
use crate::{LoadOptions, MemoryLoader, Uri, load, load_with};

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
    insta::assert_snapshot!(report_of("b.yaml", &files), @"error[reference-cycle] api/c.yaml:1:1 #/components/schemas/A: this schema describes itself by itself: `#/components/schemas/A` → `#/components/schemas/A`");
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
    insta::assert_snapshot!(report_of("../b.yaml", &[]), @"error[reference-outside-root] api/a.yaml:3:27 #/components/schemas/A: `../b.yaml` leaves the folder of the document (move the file, or name a folder that holds both with `--root`)");
    insta::assert_snapshot!(report_of("https://example.com/b.yaml#/B", &[]), @"error[remote-reference] api/a.yaml:3:27 #/components/schemas/A: `https://example.com/b.yaml#/B` names a place on the network (save the file beside the document, or allow it to be fetched with `--allow-remote https://example.com`)");
    insta::assert_snapshot!(report_of("/etc/passwd", &[]), @"error[reference-outside-root] api/a.yaml:3:27 #/components/schemas/A: `/etc/passwd` is an absolute path");
}

#[test]
fn a_root_further_up_allows_more() {
    let loader = MemoryLoader::new()
        .with("api/a.yaml", entry("../b.yaml"))
        .with("b.yaml", "type: string\n");
    let mut sink = Sink::new();
    let options = LoadOptions::default(); // whose root is everything
    let loaded = load_with(&mut sink, &loader, &Uri::new("api/a.yaml"), &options);
    assert!(loaded.document.is_some());
    assert_eq!(report(&sink.into_sorted(), &loaded.sources), "");
    assert_eq!(loaded.files.len(), 2);
}

#[test]
fn missing_and_broken_files_are_reported_once() {
    insta::assert_snapshot!(report_of("b.yaml", &[]), @"error[unreadable-file] api/a.yaml:3:27 #/components/schemas/A: cannot read `api/b.yaml`: there is no such file");
    insta::assert_snapshot!(report_of("b.yaml#/B", &[("api/b.yaml", "B: [\n")]), @"error[syntax-error] api/b.yaml:1:4 #/B/0: this is not valid YAML: unclosed bracket '['");
    insta::assert_snapshot!(report_of("b.yaml#/C", &[("api/b.yaml", "B: {}\n")]), @"error[unresolved-reference] api/a.yaml:3:27 #/components/schemas/A: `b.yaml#/C` names nothing (did you mean `#/B`?)");
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

/// The names of the component schemas of a document in several files.
#[track_caller]
fn schema_names(files: &[(&str, &str)]) -> Vec<String> {
    let outcome = run(files, |_, _| {});
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    resolved.components.schemas.keys().cloned().collect()
}

#[test]
fn schemas_of_other_files_are_components_named_where_they_stand() {
    let entry = format!(
        "{HEAD}components:\n  schemas:\n    Own: {{properties: {{a: {{$ref: a/pet.yaml#/Pet}}, b: {{$ref: b/pet.yaml#/Pet}}, c: {{$ref: c/Tag.yaml}}, d: {{$ref: d/Tag.yaml}}, own: {{$ref: x.yaml#/Own}}, again: {{$ref: './a/pet.yaml#/Pet'}}}}}}\n"
    );
    let files = [
        ("api.yaml", entry.as_str()),
        ("a/pet.yaml", "Pet: {type: object}"),
        ("b/pet.yaml", "{\"Pet\": {\"type\": \"object\"}}"),
        ("c/Tag.yaml", "type: object"),
        ("d/Tag.yaml", "type: object"),
        ("x.yaml", "Own: {type: object}"),
    ];
    assert_eq!(
        schema_names(&files),
        ["Own", "Pet", "pet-Pet", "Tag", "d-Tag", "x-Own"]
    );
}

#[test]
fn a_component_that_is_a_file_keeps_its_name() {
    let entry = format!(
        "{HEAD}components:\n  schemas:\n    Animal: {{$ref: pet.yaml}}\n    Same: {{$ref: pet.yaml}}\n"
    );
    let files = [
        ("api.yaml", entry.as_str()),
        (
            "pet.yaml",
            "properties: {parent: {$ref: pet.yaml}, tag: {$ref: '#/definitions/Tag'}}\ndefinitions: {Tag: {type: string}}",
        ),
    ];
    assert_eq!(schema_names(&files), ["Animal", "Same", "Tag"]);
}

#[test]
fn whole_parts_of_a_document_may_be_files() {
    let entry =
        format!("{HEAD}paths: {{$ref: paths/index.yaml}}\ncomponents: {{$ref: components.json}}\n");
    let files = [
        ("api.yaml", entry.as_str()),
        (
            "paths/index.yaml",
            "/a: {$ref: a.yaml}\n/b: {$ref: a.yaml}\n",
        ),
        (
            "paths/a.yaml",
            "get:\n  operationId: a\n  parameters: [{$ref: '../components.json#/parameters/P'}]\n  requestBody: {$ref: ../body.yaml}\n  responses: {'200': {$ref: ../response.yaml#/Ok}, '400': {$ref: '../components.json#/responses/Bad'}}\n",
        ),
        (
            "body.yaml",
            "content: {application/json: {schema: {$ref: 'schemas.yaml#/Pet'}, examples: {one: {$ref: example.yaml}}}}",
        ),
        ("example.yaml", "value: {name: a}"),
        (
            "response.yaml",
            "Ok: {description: d, headers: {ETag: {$ref: '#/ETag'}}}\nETag: {schema: {type: string}}\n",
        ),
        (
            "components.json",
            "{\"schemas\": {\"$ref\": \"schemas.yaml\"}, \"parameters\": {\"P\": {\"name\": \"p\", \"in\": \"query\", \"schema\": {\"$ref\": \"#/schemas/Pet\"}}}, \"responses\": {\"Bad\": {\"description\": \"d\"}}}",
        ),
        (
            "schemas.yaml",
            "Pet: {type: object, properties: {name: {type: string}, owner: {$ref: '#/Owner'}}}\nOwner: {type: object}\n",
        ),
    ];
    let outcome = run(&files, |_, _| {});
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let operations: Vec<String> = resolved
        .operations
        .iter()
        .map(|operation| format!("{} {}", operation.path, operation.object.origin.pointer))
        .collect();
    assert_eq!(operations, ["/a #/paths/~1a/get", "/b #/paths/~1a/get"]);
    let components = &resolved.components;
    assert_eq!(
        components.schemas.keys().collect::<Vec<_>>(),
        ["Pet", "Owner"]
    );
    assert_eq!(
        components.responses.keys().collect::<Vec<_>>(),
        ["Bad", "Ok"]
    );
    assert_eq!(
        components.request_bodies.keys().collect::<Vec<_>>(),
        ["body"]
    );
    assert_eq!(components.headers.keys().collect::<Vec<_>>(), ["ETag"]);
    assert_eq!(components.examples.keys().collect::<Vec<_>>(), ["example"]);
}

#[test]
fn anchors_and_ids_are_names() {
    let entry = format!(
        "{HEAD}components:\n  schemas:\n    A: {{$ref: 'b.yaml#pet'}}\n    B: {{$ref: 'https://example.com/schemas/tag'}}\n    C: {{$ref: 'https://example.com/schemas/tag#inner'}}\n    D: {{$id: 'https://example.com/schemas/tag', $defs: {{I: {{$anchor: inner, type: string}}}}, properties: {{x: {{$ref: '#own'}}}}}}\n    E: {{$anchor: own, type: string}}\n"
    );
    let files = [
        ("api.yaml", entry.as_str()),
        ("b.yaml", "defs: {Pet: {$anchor: pet, type: string}}\n"),
    ];
    let outcome = run(&files, |_, _| {});
    assert_eq!(outcome.report, "");
    insta::assert_snapshot!(run(&[("a.yaml", &format!("{HEAD}components: {{schemas: {{A: {{$ref: '#pet'}}}}}}\n"))], |_, _| {}).report, @"error[unresolved-reference] a.yaml:3:27 #/components/schemas/A: `#pet` names nothing: a pointer begins with `/` (did you mean `#/pet`?), and there is no anchor of this name");
}

#[test]
fn cycles_across_files_end() {
    let files = [
        (
            "a.yaml",
            format!(
                "{HEAD}components: {{schemas: {{A: {{$ref: 'b.yaml#/B'}}}}}}\npaths: {{/a: {{$ref: 'p.yaml'}}, /b: {{get: {{responses: {{'200': {{$ref: 'r.yaml'}}}}}}}}}}\n"
            ),
        ),
        ("b.yaml", "B: {$ref: 'c.yaml#/C'}".to_owned()),
        ("c.yaml", "C: {$ref: 'b.yaml#/B'}".to_owned()),
        ("p.yaml", "$ref: q.yaml".to_owned()),
        ("q.yaml", "$ref: p.yaml".to_owned()),
        ("r.yaml", "$ref: s.yaml".to_owned()),
        ("s.yaml", "$ref: r.yaml".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    insta::assert_snapshot!(run(&files, |_, _| {}).report, @r#"
    error[reference-cycle] q.yaml:1:1 #/paths/~1a: `p.yaml` leads back to itself and names nothing
    error[reference-cycle] r.yaml:1:1 #/components/responses/r: `s.yaml` leads back to itself and names nothing
    "#);
}
