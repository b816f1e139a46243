//! Proves that `spec/whatsapp-business.yaml` is a transcription of the listing in `spec/source`.
//!
//! Nothing of oaspen takes part: a line parser reads the listing and `operations.tsv`, builds from
//! both the document they describe, and compares it with the YAML document, down to the order of
//! keys. A failure lists every difference with its JSON pointer.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

macro_rules! spec {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/", $path))
    };
}

const LISTING: &str = spec!("source/whatsapp-business-messaging-api.txt");
const OPERATIONS: &str = spec!("source/operations.tsv");
const DOCUMENT: &str = spec!("whatsapp-business.yaml");

const METHODS: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "PATCH"];
const COLUMNS: &str = "| Name | In | Required | Type | Description |";
const RULE: &str = "|---|---|---|---|---|";

type Fallible<T> = Result<T, String>;

#[derive(Default)]
struct Listing {
    title: String,
    address: String,
    servers: Vec<String>,
    operations: Vec<Operation>,
    schemas: Vec<(String, Value)>,
}

#[derive(Default)]
struct Operation {
    path: String,
    method: String,
    text: Vec<String>,
    parameters: Vec<Value>,
    body: Option<Value>,
}

/// The unread rest of a listing.
struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        self.rest.split('\n').next()
    }

    fn take(&mut self) -> Fallible<&'a str> {
        let line = self.peek().ok_or_else(|| self.error("unexpected end"))?;
        self.skip(line.len());
        Ok(line)
    }

    /// Skips text that ends where a line ends, and the line break.
    fn skip(&mut self, length: usize) {
        let (text, rest) = self.rest.split_at(length);
        self.line += text.split('\n').count();
        self.rest = rest.strip_prefix('\n').unwrap_or(rest);
    }

    fn error(&self, message: &str) -> String {
        format!("line {} of the listing: {message}", self.line)
    }

    /// Reads one JSON value, which must be the same text when written again: a repeated key, a
    /// number that loses digits or an escape would otherwise vanish unseen.
    fn json(&mut self) -> Fallible<Value> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<Value>();
        let value = match values.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) => return Err(self.error(&error.to_string())),
            None => return Err(self.error("a JSON value is missing")),
        };
        let length = values.byte_offset();
        let written = serde_json::to_string_pretty(&value).map_err(|error| error.to_string())?;
        let written: Vec<&str> = written.lines().map(str::trim_start).collect();
        if self.rest.get(..length) != Some(written.join("\n").as_str()) {
            return Err(self.error("the JSON value does not survive reading"));
        }
        self.skip(length);
        Ok(value)
    }
}

fn read_listing(text: &str) -> Fallible<Listing> {
    let mut reader = Reader {
        rest: text,
        line: 1,
    };
    let mut listing = Listing {
        title: reader.take()?.to_owned(),
        ..Listing::default()
    };
    // The rest of this line belongs to the page the listing was copied from.
    let address = reader.take()?.split(' ').next();
    listing.address = address.unwrap_or_default().to_owned();
    while reader.peek().is_some_and(|line| line.starts_with("http")) {
        listing.servers.push(reader.take()?.to_owned());
    }
    while reader.peek().is_some_and(|line| line.starts_with('/')) {
        listing.operations.push(read_operation(&mut reader)?);
    }
    while reader.peek().is_some() {
        let name = reader.take()?.to_owned();
        listing.schemas.push((name, reader.json()?));
    }
    Ok(listing)
}

fn read_operation(reader: &mut Reader<'_>) -> Fallible<Operation> {
    let mut operation = Operation {
        path: reader.take()?.to_owned(),
        ..Operation::default()
    };
    loop {
        let line = reader
            .peek()
            .ok_or_else(|| reader.error("an operation has no end"))?;
        if line == "{" {
            if operation.body.replace(reader.json()?).is_some() {
                return Err(reader.error("a second request body"));
            }
            continue;
        }
        reader.take()?;
        if line == COLUMNS || line == RULE {
            continue;
        }
        if line.starts_with('|') {
            let parameter = read_parameter(line).map_err(|message| reader.error(&message))?;
            operation.parameters.push(parameter);
            continue;
        }
        match line.split_once(' ') {
            Some((method, path)) if METHODS.contains(&method) => {
                if path != operation.path {
                    return Err(reader.error("an operation ends with another path"));
                }
                operation.method = method.to_lowercase();
                return Ok(operation);
            }
            _ => operation.text.push(line.to_owned()),
        }
    }
}

/// Reads a row of a parameter table; its last cell, the description, may be missing.
fn read_parameter(row: &str) -> Fallible<Value> {
    let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
    let (&[name, location, required, kind], description) = cells
        .split_first_chunk()
        .ok_or("a parameter lacks a column")?;
    let description = match description {
        [] => None,
        [text] => Some(json!(text)),
        _ => return Err("a parameter has too many columns".to_owned()),
    };
    let required = match required {
        "required" => Some(json!(true)),
        "optional" => None,
        other => return Err(format!("a parameter is `{other}`")),
    };
    Ok(object([
        ("name", Some(json!(name))),
        ("in", Some(json!(location))),
        ("description", description),
        ("required", required),
        ("schema", Some(json!({ "type": kind }))),
    ]))
}

/// The object of the fields that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let present = fields
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    present.collect()
}

struct Row {
    operation_id: String,
    tag: String,
    security: Option<Value>,
    responses: Value,
}

/// The rows by path and method.
type Rows = BTreeMap<(String, String), Row>;

fn read_rows(text: &str) -> Fallible<Rows> {
    let mut lines = text.lines();
    if lines.next() != Some("method\tpath\toperationId\ttag\tsecurity\tresponses") {
        return Err("operations.tsv has other columns".to_owned());
    }
    let mut rows = Rows::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[method, path, operation_id, tag, security, responses] = cells.as_slice() else {
            return Err(format!("a row of {} columns: {line}", cells.len()));
        };
        let row = Row {
            operation_id: operation_id.to_owned(),
            tag: tag.to_owned(),
            security: match security {
                // The security of the whole document.
                "bearerAuth" => None,
                other => Some(json!([{ other: [] }])),
            },
            responses: read_responses(responses)?,
        };
        let key = (path.to_owned(), method.to_lowercase());
        if rows.insert(key, row).is_some() {
            return Err(format!("a second row for {method} {path}"));
        }
    }
    Ok(rows)
}

fn read_responses(cell: &str) -> Fallible<Value> {
    let mut responses = Map::new();
    for response in cell.split(" | ") {
        let (code, content) = response
            .split_once(": ")
            .ok_or_else(|| format!("a response without a code: {response}"))?;
        let description = match code {
            "200" => "OK",
            "201" => "Created",
            "202" => "Accepted",
            other => return Err(format!("a response with the code {other}")),
        };
        let content = match content {
            "(no content)" => None,
            list => Some(read_content(list)?),
        };
        let description = Some(json!(description));
        let response = object([("description", description), ("content", content)]);
        responses.insert(code.to_owned(), response);
    }
    let content = read_content("application/json=Response")?;
    let default = json!({ "description": "Error", "content": content });
    responses.insert("default".to_owned(), default);
    Ok(Value::Object(responses))
}

fn read_content(list: &str) -> Fallible<Value> {
    let entry = |entry: &str| {
        let (media_type, schema) = entry
            .split_once('=')
            .ok_or("a media type without a schema")?;
        let reference = format!("#/components/schemas/{schema}");
        let media_type = media_type.to_owned();
        Ok((media_type, json!({ "schema": { "$ref": reference } })))
    };
    let content: Fallible<Map<_, _>> = list.split("; ").map(entry).collect();
    content.map(Value::Object)
}

/// Builds the document. Its version, which is in neither file, is given.
fn expected(listing: Listing, mut rows: Rows, version: &Value) -> Fallible<Value> {
    let servers = listing.servers.iter().map(|url| json!({ "url": url }));
    let servers: Vec<Value> = servers.collect();
    let mut tags: Vec<Value> = Vec::new();
    let mut paths = Map::new();
    for operation in listing.operations {
        let key = (operation.path.clone(), operation.method.clone());
        let row = rows
            .remove(&key)
            .ok_or_else(|| format!("operations.tsv lacks {key:?}"))?;
        let tag = json!({ "name": row.tag });
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        let (path, method) = key;
        let item = paths.entry(path).or_insert_with(|| json!({}));
        if let Value::Object(item) = item {
            item.insert(method, expected_operation(operation, row));
        }
    }
    if let Some((key, _)) = rows.first_key_value() {
        return Err(format!("the listing lacks {key:?}"));
    }
    Ok(json!({
        "openapi": "3.0.3",
        "info": { "title": listing.title, "description": listing.address, "version": version },
        "servers": servers,
        "tags": tags,
        "security": [{ "bearerAuth": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearerAuth": { "type": "http", "scheme": "bearer" },
                "httpBasic": { "type": "http", "scheme": "basic" },
            },
            "schemas": listing.schemas.into_iter().collect::<Map<_, _>>(),
        },
    }))
}

fn expected_operation(operation: Operation, row: Row) -> Value {
    let text = operation.text.join("\n");
    let text = (!text.is_empty()).then(|| json!(text));
    let parameters = operation.parameters;
    let parameters = (!parameters.is_empty()).then(|| json!(parameters));
    object([
        ("operationId", Some(json!(row.operation_id))),
        ("tags", Some(json!([row.tag]))),
        ("description", text),
        ("parameters", parameters),
        ("requestBody", operation.body),
        ("responses", Some(row.responses)),
        ("security", row.security),
    ])
}

fn load(text: &str) -> Fallible<Value> {
    // Through `serde_yaml::Value`, which refuses a repeated key.
    let yaml: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    to_json(yaml)
}

fn to_json(yaml: serde_yaml::Value) -> Fallible<Value> {
    Ok(match yaml {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(value) => Value::Bool(value),
        serde_yaml::Value::String(value) => Value::String(value),
        serde_yaml::Value::Number(value) => match serde_json::to_value(&value) {
            Ok(number @ Value::Number(_)) => number,
            _ => return Err(format!("JSON has no number {value}")),
        },
        serde_yaml::Value::Sequence(items) => {
            Value::Array(items.into_iter().map(to_json).collect::<Fallible<_>>()?)
        }
        serde_yaml::Value::Mapping(entries) => {
            let mut object = Map::new();
            for (key, value) in entries {
                let serde_yaml::Value::String(key) = key else {
                    return Err(format!("a key that is not a string: {key:?}"));
                };
                object.insert(key, to_json(value)?);
            }
            Value::Object(object)
        }
        serde_yaml::Value::Tagged(tagged) => return Err(format!("a tag: {}", tagged.tag)),
    })
}

/// The operations of a document as `(path, method)`, in its order.
fn operations(document: &Value) -> Vec<(String, String)> {
    let paths = document.pointer("/paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for method in item.as_object().into_iter().flat_map(Map::keys) {
            operations.push((path.clone(), method.clone()));
        }
    }
    operations
}

/// Every difference between two values, each with its JSON pointer.
fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", expected, found, &mut differences);
    differences
}

fn compare(pointer: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            compare_objects(pointer, expected, found, differences);
        }
        (Value::Array(expected), Value::Array(found)) => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{pointer}/{index}"), expected, found, differences);
            }
            if expected.len() != found.len() {
                let (expected, found) = (expected.len(), found.len());
                differences.push(format!(
                    "{pointer}: expected {expected} items, found {found}"
                ));
            }
        }
        _ if expected == found => {}
        _ => differences.push(format!("{pointer}: expected {expected}, found {found}")),
    }
}

fn compare_objects(
    pointer: &str,
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
    differences: &mut Vec<String>,
) {
    for (key, expected) in expected {
        let pointer = child(pointer, key);
        match found.get(key) {
            Some(found) => compare(&pointer, expected, found, differences),
            None => differences.push(format!("{pointer}: missing")),
        }
    }
    for key in found.keys().filter(|key| !expected.contains_key(*key)) {
        differences.push(format!("{}: not in the listing", child(pointer, key)));
    }
    let expected_order: Vec<_> = expected.keys().filter(|k| found.contains_key(*k)).collect();
    let found_order: Vec<_> = found.keys().filter(|k| expected.contains_key(*k)).collect();
    if expected_order != found_order {
        differences.push(format!(
            "{pointer}: expected the keys {expected_order:?}, found {found_order:?}"
        ));
    }
}

fn child(pointer: &str, key: &str) -> String {
    let key = key.replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{key}")
}

fn document_and_expectation() -> Fallible<(Value, Value)> {
    let document = load(DOCUMENT)?;
    let version = match document.pointer("/info/version") {
        Some(version) if version.is_string() => version,
        _ => return Err("the document has no version".to_owned()),
    };
    let expected = expected(read_listing(LISTING)?, read_rows(OPERATIONS)?, version)?;
    Ok((document, expected))
}

#[test]
fn document_is_the_listing() {
    let (document, expected) = document_and_expectation().unwrap();
    let found = differences(&expected, &document);
    assert!(found.is_empty(), "differences:\n{}", found.join("\n"));
}

#[test]
fn operations_stand_in_the_order_of_the_listing() {
    let listed: Vec<_> = read_listing(LISTING)
        .unwrap()
        .operations
        .into_iter()
        .map(|operation| (operation.path, operation.method))
        .collect();
    assert_eq!(operations(&load(DOCUMENT).unwrap()), listed);
}

#[test]
fn counts_are_those_of_the_listing() {
    let listing = read_listing(LISTING).unwrap();
    let servers = ["http://whatsapp.local", "http://example.com/v1"];
    assert_eq!(listing.servers, servers);
    assert_eq!(listing.operations.len(), 55);
    assert_eq!(listing.schemas.len(), 144);
    assert_eq!(read_rows(OPERATIONS).unwrap().len(), 55);

    // Counted once more without the parser.
    let ends = LISTING.lines().filter(|line| {
        let method = line.split_once(" /").map(|(method, _)| method);
        method.is_some_and(|method| METHODS.contains(&method))
    });
    assert_eq!(ends.count(), 55);

    let document = load(DOCUMENT).unwrap();
    assert_eq!(operations(&document).len(), 55);
    let schemas = document.pointer("/components/schemas").unwrap();
    assert_eq!(schemas.as_object().unwrap().len(), 144);
}

/// Expected, found and the difference between them.
const DIFFERENCES: &str = r#"
{"a": [1]} => {"a": [2]} => /a/0: expected 1, found 2
{"a": 6} => {"a": "6"} => /a: expected 6, found "6"
{"a": 6} => {"a": 6.0} => /a: expected 6, found 6.0
{"a": ""} => {"a": null} => /a: expected "", found null
{"a": {}} => {"a": []} => /a: expected {}, found []
{"a": 1, "b/~": 2} => {"a": 1} => /b~1~0: missing
{} => {"description": ""} => /description: not in the listing
{"a": [1, 2]} => {"a": [1]} => /a: expected 2 items, found 1
{"a": [1]} => {"a": [1, 2]} => /a: expected 1 items, found 2
{"a": {"b": 1, "c": 2}} => {"a": {"c": 2, "b": 1}} => /a: expected the keys ["b", "c"], found ["c", "b"]
"#;

#[test]
fn comparison_finds_every_kind_of_difference() {
    for case in DIFFERENCES.trim().lines() {
        let case: Vec<&str> = case.split(" => ").collect();
        let &[expected, found, difference] = case.as_slice() else {
            panic!("{case:?}");
        };
        let expected: Value = serde_json::from_str(expected).unwrap();
        let found: Value = serde_json::from_str(found).unwrap();
        assert_eq!(differences(&expected, &found), [difference]);
        assert!(differences(&found, &found).is_empty());
    }
    let expected = json!({"a": 1, "b": [2], "c": 3});
    let found = json!({"a": 0, "b": [], "d": 3});
    assert_eq!(differences(&expected, &found).len(), 4);
}

/// A piece of the document, what to put in its place, and where that is found.
const CHANGES: &str = "
default: 6 => default: '6' => /components/schemas/Webhooks/properties/max_concurrent_requests/default
image. => image => /components/schemas/Media/properties/auto_download/items/enum/4
day_of_week: 5 => day_of_week: '5' => /components/schemas/Date-Time-Component/example/day_of_week
codecs=opus: => audio/opus: => /paths/~1media/post/requestBody/content/
required: true => x-required: true => /paths/~1account~1shards/post/requestBody/
description: \"\" => description: ~ => /paths/~1account~1shards/post/requestBody/description
operationId: SetShards => operationId: Set => /paths/~1account~1shards/post/operationId
- httpBasic: [] => - bearerAuth: [] => /paths/~1users~1login/post/security/0/
'202': => '203': => /paths/~1account/post/responses/
- name: format => - name: form => /paths/~1metrics/get/parameters/0/name
  /users: =>   /user: => /paths
";

#[test]
fn a_change_to_the_document_is_found() {
    let (_, expected) = document_and_expectation().unwrap();
    for case in CHANGES.trim_matches('\n').lines() {
        let case: Vec<&str> = case.split(" => ").collect();
        let &[text, replacement, pointer] = case.as_slice() else {
            panic!("{case:?}");
        };
        assert!(DOCUMENT.contains(text), "{text}");
        let changed = load(&DOCUMENT.replacen(text, replacement, 1)).unwrap();
        let found = differences(&expected, &changed);
        assert!(!found.is_empty(), "{text}");
        assert!(
            found.iter().all(|f| f.starts_with(pointer)),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn yaml_that_json_cannot_hold_is_refused() {
    let held = json!({"a": [1, -2.5, true, null, "3"]});
    assert_eq!(load("a: [1, -2.5, true, ~, '3']"), Ok(held));
    for text in ["200: a", "a: 1\na: 2", "a: !tag b", "a: .nan", "? [a]\n: b"] {
        assert!(load(text).is_err(), "{text}");
    }
}

#[test]
fn a_malformed_listing_is_refused() {
    let head = "Title\nexample.com more\nhttp://a\n";
    let good = "/a\nText\n| q | query | optional | string |\n{\n\"b\": 1\n}\nPUT /a\nS\n{}\n";
    let listing = read_listing(&format!("{head}{good}")).unwrap();
    assert_eq!(listing.operations[0].text, ["Text"]);
    assert_eq!(listing.operations[0].body, Some(json!({"b": 1})));
    assert_eq!(listing.schemas, [("S".to_owned(), json!({}))]);

    for (text, replacement) in [
        ("PUT /a", "PUT /b"),
        ("PUT /a\n", ""),
        ("optional", "maybe"),
        (" string |", ""),
        ("\"b\": 1\n", "\"b\": 1,\n\"b\": 1\n"),
        ("\"b\": 1\n", "\"b\": 1.00000000000000000001\n"),
        ("}\nPUT", "}\n{\n\"c\": 1\n}\nPUT"),
        ("{}", "{"),
        ("{}\n", ""),
    ] {
        assert!(good.contains(text), "{text}");
        let listing = format!("{head}{}", good.replacen(text, replacement, 1));
        assert!(read_listing(&listing).is_err(), "{listing}");
    }
}

#[test]
fn a_malformed_table_is_refused() {
    let (first, rest) = OPERATIONS.split_once('\n').unwrap();
    let row = rest.lines().next().unwrap();
    for text in [
        rest.to_owned(),
        format!("{first}\n{row}\n{row}\n"),
        format!("{first}\n{row}\tmore\n"),
        format!("{first}\n{}\n", row.replace("200", "299")),
        format!("{first}\n{}\n", row.replace('=', " ")),
    ] {
        assert!(read_rows(&text).is_err(), "{text}");
    }

    let listing = || read_listing(LISTING).unwrap();
    let build = |text: &str| expected(listing(), read_rows(text).unwrap(), &json!("1"));
    let lacking = OPERATIONS.replacen(&format!("{row}\n"), "", 1);
    let exceeding = format!("{OPERATIONS}{}\n", row.replace("/users", "/other"));
    assert!(build(OPERATIONS).is_ok());
    assert!(build(&lacking).is_err());
    assert!(build(&exceeding).is_err());
}
