//! 3.0's spelling and 3.1's give the same schema.

use crate::model::{Schema, SchemaId};
use crate::resolved::Resolved;
use crate::testing::{run, with_schemas};

/// A schema in a few words, references by name.
fn words(resolved: &Resolved, id: SchemaId) -> String {
    let Some(object) = resolved.schemas.get(id).and_then(Schema::object) else {
        return "boolean".to_owned();
    };
    let mut parts: Vec<String> = Vec::new();
    if let Some(target) = object.reference {
        parts.push(format!(
            "ref {}",
            resolved.component_name(target).unwrap_or("?")
        ));
    }
    if let Some(types) = &object.types {
        parts.push(format!("type {:?}", types.value.names));
    }
    if let Some(values) = &object.enumeration {
        let kinds: Vec<&str> = values.value.iter().map(|value| value.kind()).collect();
        parts.push(format!("enum {kinds:?}"));
    }
    let limits = [
        ("min", &object.minimum),
        ("max", &object.maximum),
        ("xmin", &object.exclusive_minimum),
        ("xmax", &object.exclusive_maximum),
    ];
    for (name, limit) in limits {
        if let Some(limit) = limit {
            parts.push(format!("{name} {}", limit.value));
        }
    }
    parts.extend(
        object
            .description
            .iter()
            .map(|text| format!("description {text}")),
    );
    let lists = [
        (
            "allOf",
            Some(&object.all_of).filter(|list| !list.is_empty()),
        ),
        ("oneOf", object.one_of.as_ref()),
        ("anyOf", object.any_of.as_ref()),
    ];
    for (name, list) in lists {
        if let Some(list) = list {
            let branches: Vec<String> = list.iter().map(|id| words(resolved, *id)).collect();
            parts.push(format!("{name} [{}]", branches.join(" | ")));
        }
    }
    parts.join(", ")
}

#[track_caller]
fn check(version: &str, keywords: &str, expect: &str, report: &str) {
    let text = with_schemas(version, &format!("A: {keywords}\nB: {{type: object}}\n"));
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    let resolved = outcome.resolved.expect(&outcome.report);
    let id = resolved.components.schemas["A"];
    assert_eq!(words(&resolved, id), expect, "{keywords}");
    assert_eq!(outcome.report, report, "{keywords}");
}

#[test]
fn nullable_becomes_the_null_type_in_whatever_keyword_refuses_null() {
    for (keywords, expect) in [
        ("{type: string, nullable: true}", "type [String, Null]"),
        ("{type: string, nullable: false}", "type [String]"),
        ("{nullable: true}", ""),
        (
            "{type: string, nullable: true, enum: [a]}",
            r#"type [String, Null], enum ["a string", "null"]"#,
        ),
        (
            "{type: string, nullable: true, enum: [a, null]}",
            r#"type [String, Null], enum ["a string", "null"]"#,
        ),
        (
            "{nullable: true, enum: [a]}",
            r#"enum ["a string", "null"]"#,
        ),
        ("{nullable: true, properties: {}}", "type [Object, Null]"),
        ("{nullable: true, items: {}}", "type [Array, Null]"),
        (
            "{nullable: true, oneOf: [{$ref: '#/components/schemas/B'}]}",
            "oneOf [ref B | type [Null]]",
        ),
        (
            "{nullable: true, anyOf: [{type: string}]}",
            "anyOf [type [String] | type [Null]]",
        ),
        (
            "{nullable: true, description: d, allOf: [{$ref: '#/components/schemas/B'}]}",
            "description d, anyOf [allOf [ref B] | type [Null]]",
        ),
    ] {
        check("3.0.3", keywords, expect, "");
    }
}

#[test]
fn exclusive_flags_become_limits() {
    for (keywords, expect) in [
        ("{minimum: 1, exclusiveMinimum: true}", "xmin 1"),
        ("{minimum: 1, exclusiveMinimum: false}", "min 1"),
        (
            "{maximum: 9.50, exclusiveMaximum: true, minimum: 1}",
            "min 1, xmax 9.50",
        ),
        ("{exclusiveMaximum: true}", ""),
    ] {
        check("3.0.3", keywords, expect, "");
    }
    check(
        "3.1.0",
        "{minimum: 1, exclusiveMinimum: 2}",
        "min 1, xmin 2",
        "",
    );
}

#[test]
fn a_reference_of_3_0_stands_alone() {
    let reference = "{$ref: '#/components/schemas/B', type: string, description: d}";
    check(
        "3.0.3",
        reference,
        "ref B",
        "warning[ignored-reference-siblings] a.yaml:6:41 #/components/schemas/A/type: `type` has no effect beside `$ref`\n\
         note[ignored-reference-siblings] a.yaml:6:55 #/components/schemas/A/description: `description` has no effect beside `$ref`",
    );
    check(
        "3.1.0",
        reference,
        "ref B, type [String], description d",
        "",
    );
}

#[test]
fn old_spelling_in_a_newer_document_is_read_and_noted() {
    check(
        "3.1.0",
        "{type: string, nullable: true}",
        "type [String, Null]",
        "note[unknown-keyword] a.yaml:6:23 #/components/schemas/A/nullable: `nullable` in this form belongs to OpenAPI 3.0; it is read so (write `type: [T, \"null\"]`)",
    );
}

#[test]
fn a_flag_that_is_no_boolean_is_refused() {
    let text = with_schemas("3.0.3", "A: {type: string, nullable: yes}\n");
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    assert_eq!(
        outcome.report,
        "error[unexpected-type] a.yaml:6:33 #/components/schemas/A/nullable: expected `true` or `false`, found a string"
    );
}

#[test]
fn examples_that_look_like_schemas_are_left_alone() {
    let text = with_schemas(
        "3.0.3",
        "A:\n  type: object\n  example: {nullable: true, $ref: x, exclusiveMinimum: true}\n",
    );
    let outcome = run(&[("a.yaml", &text)], |_, _| {});
    assert_eq!(outcome.report, "");
    let resolved = outcome.resolved.unwrap();
    let example = &crate::testing::schema(&resolved, "A").examples[0];
    assert_eq!(example.value.as_ref().unwrap().entries().unwrap().len(), 3);
}
