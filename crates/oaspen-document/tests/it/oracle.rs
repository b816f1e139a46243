//! The same documents as other libraries read them: `serde_yaml` for values, `openapiv3` for
//! names.

use oaspen_diagnostics::{Sink, SourceMap};
use oaspen_document::node::{Node, Value, read_node};
use oaspen_document::{MemoryLoader, Uri, load, resolve};
use openapiv3::{OpenAPI, Parameter, ReferenceOr};

use crate::common;

/// Texts whose values both readers agree on by the specification.
const FIXTURES: &[&str] = &[
    "a: 1\nb: [x, 'y', \"z\\n\"]\nc: {d: null, e: ~, f: true}\n",
    "block: |\n  one\n   two\n\nfolded: >-\n  three\n  four\n\n  five\nkeep: |+\n  six\n\n",
    "no: no\nyes: yes\non: on\n200: ok\n1.5: half\nnull: nothing\ntrue: truth\n",
    "int: 12\nnegative: -12\nplus: +12\nfloat: 1.5\nexponent: 1e3\nhex: 0x1F\nbig: 18446744073709551615\nzero: 0\n",
    "anchor: &a {x: 1}\nalias: *a\nlist: [*a, *a]\n",
    "- - 1\n  - 2\n-\n  - a: b\n    c: d\n- []\n- {}\n",
    "\"quoted key\": 1\n'single': 2\n? explicit\n: 3\nurl: http://x/y#z\nhash: a#b # comment\n",
    "{\"json\": [1, 2.5, -3e2, \"\\u00e9\", {\"a\": {}}]}",
    "date: 2020-01-01\ntime: 12:30:45\nversion: 1.2.3\ntilde: ~x\nstar: 'a*'\n",
    "multi: one\n  two\n  three\nquoted: \"one\n  two\\\n  three\"\n",
    "bom: 1\r\ncrlf: 'x'\r\n",
];

fn tree(text: &str) -> Node {
    let mut sources = SourceMap::new();
    let file = sources.add("a.yaml", text);
    let mut sink = Sink::new();
    let node = read_node(&mut sink, file, sources.get(file).unwrap());
    node.unwrap_or_else(|| panic!("{text}: {:?}", sink.diagnostics()))
}

/// Where two trees differ; `None` when they are the same.
fn difference(ours: &Node, theirs: &serde_yaml::Value, path: &str) -> Option<String> {
    let differs = || Some(format!("{path}: {:?} and {theirs:?}", ours.value));
    match (&ours.value, theirs) {
        (Value::Null, serde_yaml::Value::Null) => None,
        (Value::Bool(ours), serde_yaml::Value::Bool(theirs)) if ours == theirs => None,
        (Value::String(ours), serde_yaml::Value::String(theirs)) if ours == theirs => None,
        (Value::Number(text), serde_yaml::Value::Number(number)) => {
            let same = match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => text.parse() == Ok(number),
                (_, Some(number)) => text.parse() == Ok(number),
                (None, None) => text.parse::<f64>().ok() == number.as_f64(),
            };
            if same { None } else { differs() }
        }
        // Numbers beyond 64 bits are text or rounded there; here they are kept.
        (Value::Number(text), _) if text.len() > 18 => None,
        (Value::List(ours), serde_yaml::Value::Sequence(theirs)) if ours.len() == theirs.len() => {
            ours.iter()
                .zip(theirs)
                .enumerate()
                .find_map(|(index, (ours, theirs))| {
                    difference(ours, theirs, &format!("{path}/{index}"))
                })
        }
        (Value::Map(ours), serde_yaml::Value::Mapping(theirs)) if ours.len() == theirs.len() => {
            ours.iter().zip(theirs).find_map(|(entry, (key, theirs))| {
                let path = format!("{path}/{}", entry.key);
                if entry.key == key_text(key) {
                    difference(&entry.value, theirs, &path)
                } else {
                    Some(format!("{path}: the key is {key:?}"))
                }
            })
        }
        (_, _) => differs(),
    }
}

fn key_text(key: &serde_yaml::Value) -> String {
    match key {
        serde_yaml::Value::Null => "null".to_owned(),
        serde_yaml::Value::Bool(value) => value.to_string(),
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::String(text) => text.clone(),
        other @ (serde_yaml::Value::Sequence(_)
        | serde_yaml::Value::Mapping(_)
        | serde_yaml::Value::Tagged(_)) => panic!("a key that is not a scalar: {other:?}"),
    }
}

#[test]
fn values_are_those_of_serde_yaml() {
    for text in FIXTURES {
        let theirs: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
        assert_eq!(difference(&tree(text), &theirs, "#"), None, "{text}");
    }
}

#[test]
fn a_difference_is_noticed() {
    for (ours, theirs) in [
        ("a: 1", "a: 2"),
        ("a: 1", "b: 1"),
        ("a: '1'", "a: 1"),
        ("[1]", "[1, 2]"),
        ("a: ~", "a: ''"),
    ] {
        let theirs: serde_yaml::Value = serde_yaml::from_str(theirs).unwrap();
        assert!(difference(&tree(ours), &theirs, "#").is_some(), "{ours}");
    }
}

#[test]
fn values_of_the_repository_s_documents_are_those_of_serde_yaml() {
    for path in common::files_below(&common::workspace().join("spec"), &["yaml", "yml", "json"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(theirs) = serde_yaml::from_str::<serde_yaml::Value>(&text) else {
            continue;
        };
        // Merge keys are applied here and not there; documents made to be refused are not read.
        let mut sources = SourceMap::new();
        let file = sources.add(path.to_string_lossy(), text.as_str());
        let mut sink = Sink::new();
        let ours = read_node(&mut sink, file, sources.get(file).unwrap());
        let Some(ours) = ours.filter(|_| !sink.has_errors() && !text.contains("<<")) else {
            continue;
        };
        assert_eq!(difference(&ours, &theirs, "#"), None, "{}", path.display());
    }
}

/// A small 3.0 document that uses most objects.
const PETS: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    parameters:
      - {name: q, in: query, schema: {type: string}}
    get:
      operationId: list
      parameters: [{$ref: '#/components/parameters/Limit'}]
      responses: {'200': {description: ok}, default: {$ref: '#/components/responses/Error'}}
    post:
      requestBody: {$ref: '#/components/requestBodies/Pet'}
      responses: {'201': {description: made}}
  /pets/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      responses: {4XX: {description: no}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string, nullable: true}}}
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer, minimum: 0, exclusiveMinimum: true}}
  responses:
    Error: {description: error, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  requestBodies:
    Pet: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  headers:
    Rate: {schema: {type: integer}}
  examples:
    One: {value: 1}
  securitySchemes:
    key: {type: apiKey, name: X-Key, in: header}
";

/// What both readers see, one line for each thing.
fn seen_here(text: &str) -> Option<Vec<String>> {
    let loader = MemoryLoader::new().with("a.yaml", text);
    let mut sink = Sink::new();
    let document = load(&mut sink, &loader, &Uri::new("a.yaml")).document?;
    let resolved = resolve(&mut sink, document)?;
    let mut lines = Vec::new();
    for operation in &resolved.operations {
        let parameters = operation.parameters.iter().map(|id| {
            let parameter = &resolved.parameters[*id];
            format!("{}:{:?}", parameter.name.value, parameter.location).to_lowercase()
        });
        lines.push(line(
            operation.method.as_str(),
            &operation.path,
            operation
                .object
                .operation_id
                .as_ref()
                .map(|id| id.value.as_str()),
            parameters.collect(),
            operation.object.responses.len(),
        ));
    }
    lines.sort();
    let components = &resolved.components;
    lines.push(format!(
        "{:?}",
        components.schemas.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.parameters.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.responses.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.request_bodies.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.headers.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.examples.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.security_schemes.keys().collect::<Vec<_>>()
    ));
    Some(lines)
}

fn seen_by_openapiv3(document: &OpenAPI) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, item) in &document.paths.paths {
        let Some(item) = item.as_item() else { continue };
        for (method, operation) in item.iter() {
            let mut parameters: Vec<String> = Vec::new();
            for parameter in item.parameters.iter().chain(&operation.parameters) {
                let name = parameter_name(document, parameter);
                // An operation's parameter takes the place of its path's.
                if !parameters.contains(&name) && !is_ignored(&name) {
                    parameters.push(name);
                }
            }
            lines.push(line(
                &method.to_uppercase(),
                path,
                operation.operation_id.as_deref(),
                parameters,
                operation.responses.responses.len()
                    + usize::from(operation.responses.default.is_some()),
            ));
        }
    }
    lines.sort();
    let components = document.components.clone().unwrap_or_default();
    lines.push(format!(
        "{:?}",
        components.schemas.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.parameters.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.responses.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.request_bodies.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.headers.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.examples.keys().collect::<Vec<_>>()
    ));
    lines.push(format!(
        "{:?}",
        components.security_schemes.keys().collect::<Vec<_>>()
    ));
    lines
}

fn line(
    method: &str,
    path: &str,
    id: Option<&str>,
    mut parameters: Vec<String>,
    responses: usize,
) -> String {
    parameters.sort();
    format!("{method} {path} {id:?} {parameters:?} {responses}")
}

/// OAS 3.0 §4.7.12.1: header parameters of these names are ignored.
fn is_ignored(name: &str) -> bool {
    [
        "accept:header",
        "content-type:header",
        "authorization:header",
    ]
    .contains(&name)
}

fn parameter_name(document: &OpenAPI, parameter: &ReferenceOr<Parameter>) -> String {
    let parameter = match parameter {
        ReferenceOr::Item(parameter) => parameter,
        ReferenceOr::Reference { reference } => {
            let name = reference.rsplit('/').next().unwrap();
            let components = document.components.as_ref().unwrap();
            return parameter_name(document, &components.parameters[name]);
        }
    };
    let location = match parameter {
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Path { .. } => "path",
        Parameter::Cookie { .. } => "cookie",
    };
    format!("{}:{location}", parameter.parameter_data_ref().name).to_lowercase()
}

#[test]
fn names_are_those_of_openapiv3() {
    let theirs: OpenAPI = serde_yaml::from_str(PETS).unwrap();
    let ours = seen_here(PETS).unwrap();
    assert_eq!(ours, seen_by_openapiv3(&theirs));
    assert!(ours.len() == 3 + 7);
}

#[test]
fn names_of_the_repository_s_documents_are_those_of_openapiv3() {
    for path in common::files_below(&common::workspace().join("spec"), &["yaml", "yml", "json"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("openapi: 3.0") {
            continue;
        }
        let Ok(theirs) = serde_yaml::from_str::<OpenAPI>(&text) else {
            continue;
        };
        if let Some(ours) = seen_here(&text) {
            assert_eq!(ours, seen_by_openapiv3(&theirs), "{}", path.display());
        }
    }
}
