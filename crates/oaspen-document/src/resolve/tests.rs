//! References become ids, and operations get what they inherit.

use crate::testing::{Outcome, run, schema, with_paths, with_schemas};

fn resolve(text: &str) -> Outcome {
    run(&[("a.yaml", text)], |_, _| {})
}

fn report_schemas(schemas: &str) -> String {
    resolve(&with_schemas("3.1.0", schemas)).report
}

#[test]
fn a_reference_of_a_schema_is_the_id_of_its_target() {
    let outcome = resolve(&with_schemas(
        "3.1.0",
        "A: {$ref: '#/components/schemas/B', description: d}\nB: {type: object, properties: {a~/b: {type: string}}}\nC: {$ref: '#/components/schemas/B/properties/a~0~1b'}\nD: {$ref: '#/components/schemas/B/properties/a~0%7E1b'}\n",
    ));
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let target = |name| schema(&resolved, name).reference.unwrap();
    assert_eq!(resolved.component_name(target("A")), Some("B"));
    assert_eq!(target("C"), schema(&resolved, "B").properties["a~/b"]);
    assert_eq!(target("C"), target("D"));
    assert_eq!(
        resolved.pointer(target("C")).to_string(),
        "#/components/schemas/B/properties/a~0~1b"
    );
}

#[test]
fn references_that_name_nothing_are_all_reported_with_the_nearest_name() {
    insta::assert_snapshot!(report_schemas("Pet: {}\nA: {$ref: '#/components/schemas/Pets'}\nB: {$ref: '#/components/schemas/Pet/properties/x'}\nC: {$ref: '#Pet'}\nD: {$ref: '#/components/responses/Pet'}\nE: {$ref: '#/components/schemas/%zz'}\n"), @r#"
    error[unresolved-reference] a.yaml:7:8 #/components/schemas/A: `#/components/schemas/Pets` names nothing (did you mean `#/components/schemas/Pet`?)
    error[unresolved-reference] a.yaml:8:8 #/components/schemas/B: `#/components/schemas/Pet/properties/x` names nothing
    error[unresolved-reference] a.yaml:9:8 #/components/schemas/C: `#Pet` names nothing: a pointer begins with `/` (did you mean `#/Pet`?), and there is no anchor of this name
    error[unresolved-reference] a.yaml:10:8 #/components/schemas/D: `#/components/responses/Pet` names nothing (did you mean `#/components/schemas/Pet`?)
    error[unresolved-reference] a.yaml:11:8 #/components/schemas/E: `#/components/schemas/%zz` names nothing: a percent escape is broken
    "#);
    insta::assert_snapshot!(resolve(&with_paths("/a:\n  get:\n    parameters: [{$ref: '#/components/parameters/x'}]\n    responses: {'200': {$ref: '#/info'}}\n")).report, @r#"
    note[missing-field] a.yaml:2:7 #/info: a response has a `description`
    warning[unknown-keyword] a.yaml:2:8 #/info/title: unknown keyword `title`
    warning[unknown-keyword] a.yaml:2:18 #/info/version: unknown keyword `version`
    error[unresolved-reference] a.yaml:6:20 #/paths/~1a/get/parameters/0: `#/components/parameters/x` names nothing
    "#);
}

#[test]
fn discriminators_name_schemas_by_name_or_pointer() {
    let outcome = resolve(&with_schemas(
        "3.1.0",
        "A:\n  oneOf: [{$ref: '#/components/schemas/B'}]\n  discriminator:\n    propertyName: kind\n    mapping: {b: B, c: '#/components/schemas/B'}\nB: {}\n",
    ));
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let mapping = &schema(&resolved, "A")
        .discriminator
        .as_ref()
        .unwrap()
        .mapping;
    let names: Vec<_> = mapping
        .values()
        .map(|id| resolved.component_name(*id))
        .collect();
    assert_eq!(names, [Some("B"), Some("B")]);
    insta::assert_snapshot!(report_schemas("A:\n  oneOf: [{}]\n  discriminator: {propertyName: p, mapping: {x: Missing}}\n"), @"warning[unresolved-reference] a.yaml:8:53 #/components/schemas/A/discriminator/mapping/x: `#/components/schemas/Missing` names nothing; `x` chooses no branch");
}

#[test]
fn schemas_that_describe_themselves_by_themselves_are_refused() {
    insta::assert_snapshot!(report_schemas("A: {$ref: '#/components/schemas/A'}\n"), @"error[reference-cycle] a.yaml:6:8 #/components/schemas/A: this schema describes itself by itself: `#/components/schemas/A` → `#/components/schemas/A`");
    insta::assert_snapshot!(report_schemas("A: {allOf: [{$ref: '#/components/schemas/B'}]}\nB: {allOf: [{type: string}, {$ref: '#/components/schemas/A'}]}\n"), @"error[reference-cycle] a.yaml:6:17 #/components/schemas/A/allOf/0: this schema describes itself by itself: `#/components/schemas/A/allOf/0` → `#/components/schemas/B` → `#/components/schemas/B/allOf/1` → `#/components/schemas/A` → `#/components/schemas/A/allOf/0`");
    insta::assert_snapshot!(report_schemas("A: {anyOf: [{$ref: '#/components/schemas/B'}]}\nB: {oneOf: [{$ref: '#/components/schemas/A'}]}\n"), @"error[reference-cycle] a.yaml:6:17 #/components/schemas/A/anyOf/0: this schema describes itself by itself: `#/components/schemas/A/anyOf/0` → `#/components/schemas/B` → `#/components/schemas/B/oneOf/0` → `#/components/schemas/A` → `#/components/schemas/A/anyOf/0`");
    insta::assert_snapshot!(report_schemas("A: {oneOf: [{$ref: '#/components/schemas/A'}]}\n"), @"error[reference-cycle] a.yaml:6:17 #/components/schemas/A/oneOf/0: this schema describes itself by itself: `#/components/schemas/A/oneOf/0` → `#/components/schemas/A` → `#/components/schemas/A/oneOf/0`");
    insta::assert_snapshot!(report_schemas("A: {not: {$ref: '#/components/schemas/A'}}\n"), @"error[reference-cycle] a.yaml:6:14 #/components/schemas/A/not: this schema describes itself by itself: `#/components/schemas/A/not` → `#/components/schemas/A` → `#/components/schemas/A/not`");
}

#[test]
fn an_alternative_that_is_its_union_is_left_out() {
    let outcome = resolve(&with_schemas(
        "3.1.0",
        "A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: string}]}\nB: {$ref: '#/components/schemas/A'}\n",
    ));
    insta::assert_snapshot!(outcome.report, @"note[circular-union] a.yaml:6:17 #/components/schemas/A/anyOf/0: this alternative is the union itself and is left out");
    let resolved = outcome.resolved.unwrap();
    assert_eq!(schema(&resolved, "A").any_of.as_ref().unwrap().len(), 1);
}

#[test]
fn an_alternative_that_extends_its_union_extends_what_stands_beside_it() {
    let outcome = resolve(&with_schemas(
        "3.0.3",
        "Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object}]}\nPet: {type: object, properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}\nDog: {allOf: [{type: object}, {$ref: '#/components/schemas/Pet'}]}\n",
    ));
    insta::assert_snapshot!(outcome.report, @r#"
    note[circular-union] a.yaml:6:19 #/components/schemas/Cat/allOf/0: this extends a union that it is an alternative of: what stands beside the union is extended
    note[circular-union] a.yaml:8:35 #/components/schemas/Dog/allOf/1: this extends a union that it is an alternative of: what stands beside the union is extended
    "#);
    let resolved = outcome.resolved.unwrap();
    assert_eq!(schema(&resolved, "Pet").one_of.as_ref().unwrap().len(), 2);
    assert!(schema(&resolved, "Pet").properties.is_empty());
    let extended = |name, index: usize| {
        let member = schema(&resolved, name).all_of[index];
        let member = resolved.schemas.get(member).unwrap().object().unwrap();
        member.reference.unwrap()
    };
    assert_eq!(extended("Cat", 0), extended("Dog", 1));
    let base = resolved.schemas.get(extended("Cat", 0)).unwrap();
    let base = base.object().unwrap();
    assert!(base.one_of.is_none() && base.properties.contains_key("kind"));
}

#[test]
fn a_union_that_not_every_alternative_extends_keeps_what_stands_beside_it() {
    let outcome = resolve(&with_schemas(
        "3.0.3",
        "Pet: {properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {type: object}]}\nCat: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n",
    ));
    let resolved = outcome.resolved.unwrap();
    assert!(schema(&resolved, "Pet").properties.contains_key("kind"));
}

#[test]
fn recursion_through_a_part_of_the_value_is_fine() {
    for schemas in [
        "A: {properties: {next: {$ref: '#/components/schemas/A'}}}\n",
        "A: {type: array, items: {$ref: '#/components/schemas/A'}}\n",
        "A: {additionalProperties: {$ref: '#/components/schemas/A'}}\n",
        "A: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/A'}}]}\n",
    ] {
        assert_eq!(report_schemas(schemas), "", "{schemas}");
    }
}

#[test]
fn chains_of_thousands_end() {
    let mut schemas: String = (0..5_000)
        .map(|index| {
            format!(
                "S{index}: {{$ref: '#/components/schemas/S{}'}}\n",
                index + 1
            )
        })
        .collect();
    let cycle = format!("{schemas}S5000: {{$ref: '#/components/schemas/S0'}}\n");
    schemas.push_str("S5000: {type: string}\n");
    assert_eq!(report_schemas(&schemas), "");
    let report = report_schemas(&cycle);
    assert!(
        report.starts_with("error[reference-cycle]") && report.contains("more …"),
        "{report}"
    );
    assert!(report.len() < 1_000, "{}", report.len());
}

#[test]
fn references_of_other_objects_give_copies() {
    let text = with_paths(
        "/a:\n  get:\n    operationId: one\n    parameters: [{$ref: '#/components/parameters/Q'}]\n/b: {$ref: '#/paths/~1a'}\n",
    ) + "components:\n  parameters:\n    Q: {$ref: '#/components/parameters/P'}\n    P: {name: p, in: query, schema: {type: string}}\n";
    let outcome = resolve(&text);
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let found: Vec<_> = resolved
        .operations
        .iter()
        .map(|operation| {
            (
                operation.path.as_str(),
                &resolved.parameters[operation.parameters[0]].name.value,
            )
        })
        .map(|(path, name)| format!("{path} {name}"))
        .collect();
    assert_eq!(found, ["/a p", "/b p"]);
}

#[test]
fn cycles_of_other_objects_are_refused() {
    let text = with_paths("/a: {$ref: '#/paths/~1b'}\n/b: {$ref: '#/paths/~1a'}\n");
    insta::assert_snapshot!(resolve(&text).report, @"error[reference-cycle] a.yaml:4:7 #/paths/~1a: `#/paths/~1b` leads back to itself and names nothing");
}

#[test]
fn an_operation_overrides_the_parameters_of_its_path() {
    let text = with_paths(
        "/{p}:\n  parameters:\n    - {name: p, in: path, required: true, schema: {type: string}}\n    - {name: q, in: query, description: path, schema: {}}\n    - {name: Accept, in: header, schema: {}}\n  get:\n    parameters:\n      - {name: q, in: query, description: operation, schema: {}}\n      - {name: p, in: header, schema: {}}\n",
    );
    let outcome = resolve(&text);
    insta::assert_snapshot!(outcome.report, @"note[ignored-header-parameter] a.yaml:8:16 #/paths/~1{p}/parameters/2: the header parameter `Accept` is ignored (it follows from the media types and the security requirements)");
    let resolved = outcome.resolved.unwrap();
    let found: Vec<String> = resolved.operations[0]
        .parameters
        .iter()
        .map(|id| &resolved.parameters[*id])
        .map(|parameter| {
            format!(
                "{} {:?} {:?}",
                parameter.name.value, parameter.location, parameter.description
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "p Path None",
            "q Query Some(\"operation\")",
            "p Header None"
        ]
    );
}

#[test]
fn a_parameter_listed_twice_is_refused() {
    let text = with_paths(
        "/a:\n  get:\n    parameters:\n      - {name: q, in: query, schema: {}}\n      - {name: q, in: query, schema: {}}\n",
    );
    insta::assert_snapshot!(resolve(&text).report, @"error[duplicate-parameter] a.yaml:8:18 #/paths/~1a/get/parameters/1: the parameter `q` is listed twice in #/paths/~1a/get");
}

#[test]
fn operations_inherit_servers_and_security() {
    let text = "security: [{a: []}]\nservers: [{url: /root}]\n".to_owned()
        + "components: {securitySchemes: {a: {type: http, scheme: basic}, b: {type: http, scheme: bearer}}}\n"
        + &with_paths(
            "/a:\n  servers: [{url: /path}]\n  get: {}\n  put: {servers: [{url: /own}], security: []}\n/b:\n  get: {security: [{b: [x]}, {}]}\n",
        );
    let outcome = resolve(&text);
    let resolved = outcome.resolved.unwrap();
    let found: Vec<_> = resolved
        .operations
        .iter()
        .map(|operation| {
            let urls: Vec<&str> = operation
                .servers
                .iter()
                .map(|server| server.url.as_str())
                .collect();
            let schemes: Vec<usize> = operation
                .security
                .iter()
                .map(|requirement| requirement.schemes.len())
                .collect();
            (urls, schemes)
        })
        .collect();
    assert_eq!(
        found,
        [
            (vec!["/path"], vec![1]),
            (vec!["/own"], vec![]),
            (vec![], vec![1, 0])
        ]
    );
}

#[test]
fn parameters_of_longer_paths_are_left_out_of_shorter_ones() {
    let parameters = "parameters: [{name: a, in: path, required: true, schema: {}}]";
    let outcome = resolve(&with_paths(&format!(
        "/:\n  get: {{{parameters}}}\n/{{a}}:\n  get: {{{parameters}}}\n"
    )));
    insta::assert_snapshot!(outcome.report, @"warning[unused-path-parameter] a.yaml:5:31 #/paths/~1/get/parameters/0: the path parameter `a` belongs to `/{a}`; it is left out of `/`");
    let counts: Vec<usize> = outcome
        .resolved
        .unwrap()
        .operations
        .iter()
        .map(|operation| operation.parameters.len())
        .collect();
    assert_eq!(counts, [0, 1]);
}

#[test]
fn nothing_is_less_protected_than_it_says() {
    let outcome = resolve(&with_paths(
        "/a:\n  get: {security: [{myBearer: []}]}\n  put: {security: [{odd: []}, {myBearer: []}]}\n  post: {security: [{odd: []}]}\n  delete: {security: [{odd: [], myBearer: []}]}\n  patch: {security: []}\n",
    ));
    insta::assert_snapshot!(outcome.report, @r#"
    warning[unknown-security-scheme] a.yaml:5:23 #/paths/~1a/get/security/0: the security scheme `myBearer` is not declared; it is read as an HTTP bearer token (declare it under `components/securitySchemes`)
    warning[unknown-security-scheme] a.yaml:6:23 #/paths/~1a/put/security/0: the security scheme `odd` is not declared; alternatives with it are left out (declare it under `components/securitySchemes`)
    warning[unknown-security-scheme] a.yaml:7:11 #/paths/~1a/post: nothing is known of what protects `POST /a`; the operation is left out
    warning[unknown-security-scheme] a.yaml:8:13 #/paths/~1a/delete: nothing is known of what protects `DELETE /a`; the operation is left out
    "#);
    let resolved = outcome.resolved.unwrap();
    let left: Vec<(&str, usize)> = resolved
        .operations
        .iter()
        .map(|operation| (operation.method.as_str(), operation.security.len()))
        .collect();
    assert_eq!(left, [("GET", 1), ("PUT", 1), ("PATCH", 0)]);
}
