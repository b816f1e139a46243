//! What `spec/keywords.toml` claims of every keyword of a schema, carried out.
//!
//! Not here: the table that is made of it (`xtask`'s `ledger.rs`).

use std::collections::{BTreeMap, BTreeSet};

use oaspen::{Config, Input, check};
use serde_json::{Map, Value};

use crate::registry::TYPES;
use crate::root;

/// What JSON Schema 2020-12 names in the meta-schemas of its vocabularies, and OpenAPI in its schema
/// objects (3.0.4 §4.7.24, 3.1.1 §4.8.24, 3.2.0 §4.24), beside what both have. A colon tells apart
/// what has another meaning in another form.
const SPECIFIED: &[(&str, &str)] = &[
    (
        "core",
        "$schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $defs $comment",
    ),
    (
        "applicator",
        "prefixItems items contains additionalProperties properties patternProperties \
         dependentSchemas propertyNames if then else allOf anyOf oneOf not",
    ),
    ("unevaluated", "unevaluatedItems unevaluatedProperties"),
    (
        "validation",
        "type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength \
         minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties \
         minProperties required dependentRequired",
    ),
    (
        "metadata",
        "title description default deprecated readOnly writeOnly examples",
    ),
    ("format", "format"),
    ("content", "contentEncoding contentMediaType contentSchema"),
    (
        "openapi",
        "nullable exclusiveMinimum:true exclusiveMaximum:true discriminator \
         discriminator.propertyName discriminator.mapping discriminator.defaultMapping xml \
         externalDocs externalDocs.url externalDocs.description example",
    ),
];

/// A row of the file.
struct Row {
    section: String,
    name: String,
    claims: Map<String, Value>,
}

impl Row {
    /// The keyword as it is written in a schema.
    fn keyword(&self) -> &str {
        self.name.split(": ").next().unwrap_or(&self.name)
    }

    /// One field of the proof of a fate.
    fn proof(&self, fate: &str, field: &str) -> Option<&str> {
        let value = self.claims.get(fate)?.get(field);
        let text = value.and_then(Value::as_str);
        Some(text.unwrap_or_else(|| panic!("`{}`: {fate} has no `{field}`", self.name)))
    }
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(root().join("spec/keywords.toml")).expect("it is there");
    let sections: BTreeMap<String, Vec<Map<String, Value>>> =
        toml::from_str(&text).expect("the file is a ledger");
    let rows = sections.into_iter().flat_map(|(section, rows)| {
        rows.into_iter().map(move |mut claims| {
            let name = claims.remove("name");
            Row {
                section: section.clone(),
                name: name
                    .as_ref()
                    .and_then(Value::as_str)
                    .expect("a name")
                    .to_owned(),
                claims,
            }
        })
    });
    rows.collect()
}

/// A document below `spec`, of `spec/features` where no folder is named.
fn document_of(by: &str) -> (String, Value) {
    let name = by.split('#').next().unwrap_or(by);
    let folder = if name.contains('/') { "" } else { "features/" };
    let path = root().join(format!("spec/{folder}{name}.yaml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{by}: {error}"));
    let document = serde_yaml::from_str(&text).expect("the document is YAML");
    (path.to_string_lossy().into_owned(), document)
}

fn output_of(by: &str) -> String {
    let module = by.replace('-', "_");
    let path = root().join(format!("tests/generated/src/{module}.rs"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{by}: {error}"))
}

/// Calls `look` with every schema of a value that is a schema; or, if it is none, is looked through
/// for schemas.
fn visit(value: &mut Value, is_schema: bool, look: &mut dyn FnMut(&mut Map<String, Value>)) {
    const MAPS: &[&str] = &[
        "schemas",
        "properties",
        "patternProperties",
        "dependentSchemas",
        "$defs",
        "definitions",
    ];
    const DATA: &[&str] = &[
        "enum", "const", "default", "example", "examples", "required",
    ];
    let Value::Object(object) = value else {
        let items = value.as_array_mut().into_iter().flatten();
        items.for_each(|item| visit(item, is_schema, look));
        return;
    };
    if is_schema {
        look(object);
    }
    for (key, value) in object.iter_mut() {
        let key = key.as_str();
        if MAPS.contains(&key) && (is_schema || key == "schemas") {
            let schemas = value.as_object_mut().into_iter().flatten();
            schemas.for_each(|(_, schema)| visit(schema, true, look));
        } else if !is_schema || !DATA.contains(&key) {
            visit(value, is_schema || key == "schema", look);
        }
    }
}

/// Whether a document writes a keyword in a schema; `a.b` is `b` in the object under `a`.
fn writes(document: &mut Value, keyword: &str) -> bool {
    let mut found = false;
    visit(document, false, &mut |schema| {
        found |= match keyword.split_once('.') {
            Some((outer, inner)) => schema.get(outer).is_some_and(|v| v.get(inner).is_some()),
            None => schema.contains_key(keyword),
        };
    });
    found
}

#[test]
fn every_keyword_of_the_specifications_has_a_row() {
    let rows = rows();
    for (section, keywords) in SPECIFIED {
        let listed: BTreeSet<String> = rows
            .iter()
            .filter(|row| row.section == *section)
            .map(|row| row.name.replace(": ", ":"))
            .collect();
        let specified = keywords.split_whitespace().map(str::to_owned).collect();
        assert_eq!(listed, specified, "{section}");
    }
}

#[test]
fn the_ledger_lists_what_the_reader_reads() {
    let read = oaspen_document::schema_keywords();
    let rows = rows();
    let listed: BTreeSet<&str> = rows.iter().map(Row::keyword).collect();
    let missing: Vec<&String> = read
        .iter()
        .filter(|key| !listed.contains(key.as_str()))
        .collect();
    assert_eq!(missing, [""; 0], "read, and not in the ledger");
    for row in rows.iter().filter(|row| !read.contains(row.keyword())) {
        // Lowering reads other tools' extensions; everything else must be reported as unknown.
        let is_unknown = row.proof("reported", "code") == Some("unknown-keyword");
        assert!(
            is_unknown || row.keyword().starts_with("x-"),
            "`{}` is in the ledger, but the reader does not read it",
            row.name
        );
    }
}

#[test]
fn every_row_has_a_fate_and_a_document_that_shows_it() {
    const FATES: &[&str] = &["typed", "enforced", "documented", "reported", "unseen"];
    for row in rows() {
        let claimed: Vec<&&str> = FATES
            .iter()
            .filter(|fate| row.claims.contains_key(**fate))
            .collect();
        assert!(!claimed.is_empty(), "`{}` has no fate", row.name);
        let remark = usize::from(row.claims.contains_key("remark"));
        assert_eq!(row.claims.len(), claimed.len() + remark, "`{}`", row.name);
        for fate in claimed {
            let by = row.proof(fate, "by").expect("it is claimed");
            let (_, mut document) = document_of(by);
            assert!(
                writes(&mut document, row.keyword()),
                "`{}`: no schema of {by} has it",
                row.name
            );
        }
    }
}

#[test]
fn types_and_documentation_say_what_is_claimed() {
    for row in rows() {
        for fate in ["typed", "documented"] {
            if let (Some(by), Some(shows)) = (row.proof(fate, "by"), row.proof(fate, "shows")) {
                let found = output_of(by).contains(shows);
                assert!(
                    found,
                    "`{}`: the output of {by} lacks {fate} {shows}",
                    row.name
                );
            }
        }
        if let (Some(by), Some(lacks)) = (row.proof("unseen", "by"), row.proof("unseen", "lacks")) {
            assert!(!output_of(by).contains(lacks), "`{}`: {by}", row.name);
        }
    }
}

#[test]
fn a_server_refuses_what_breaks_an_enforced_keyword() {
    for row in rows() {
        let Some(by) = row.proof("enforced", "by") else {
            continue;
        };
        let (feature, schema) = by.split_once('#').expect("a document and a component");
        let module = feature.replace('-', "_");
        let pointer = format!("#/components/schemas/{schema}");
        let known = TYPES
            .iter()
            .find(|known| known.module == module && known.pointer == pointer)
            .unwrap_or_else(|| panic!("`{}`: {by} is no type", row.name));
        let holds = row.proof("enforced", "holds").unwrap_or_default();
        let breaks = row.proof("enforced", "breaks").unwrap_or_default();
        assert_eq!((known.accept)(holds), Ok(()), "`{}`: {holds}", row.name);
        let told = (known.accept)(breaks);
        assert!(told.is_err(), "`{}`: {breaks} is accepted", row.name);
    }
}

/// Keywords that the witness does not know as assertions.
const UNWITNESSED: &[&str] = &["openapi", "content", "drafts"];

#[test]
fn what_breaks_a_keyword_breaks_nothing_else() {
    for row in rows() {
        let Some(by) = row.proof("enforced", "by") else {
            continue;
        };
        if UNWITNESSED.contains(&row.section.as_str()) {
            continue;
        }
        let schema = by.split('#').nth(1).unwrap_or_default();
        let (_, mut document) = document_of(by);
        document["$ref"] = format!("#/components/schemas/{schema}").into();
        let text = row.proof("enforced", "breaks").unwrap_or_default();
        let breaks: Value = serde_json::from_str(text).expect("the value is JSON");
        let accepts = |document: &Value| {
            jsonschema::draft202012::options()
                .should_validate_formats(true)
                .build(document)
                .expect("the schema is one")
                .is_valid(&breaks)
        };
        assert!(!accepts(&document), "`{}`: {text} breaks nothing", row.name);
        visit(&mut document, false, &mut |schema| {
            schema.shift_remove(row.keyword());
        });
        assert!(accepts(&document), "`{}`: {text} breaks more", row.name);
    }
}

#[test]
fn what_is_reported_is_reported_at_the_keyword() {
    for row in rows() {
        let (Some(by), Some(code)) = (row.proof("reported", "by"), row.proof("reported", "code"))
        else {
            continue;
        };
        let checked = check(
            &Input::from_path(&document_of(by).0),
            &Config::default(),
            &mut |_| {},
        );
        let given = checked.sink.into_sorted();
        let found = given.iter().any(|found| {
            let at = found.pointer.tokens().last();
            found.code.info().name == code && at.as_deref() == Some(row.keyword())
        });
        assert!(found, "`{}`: {by} does not give {code} there", row.name);
    }
}
