//! Every example of the documents decodes into its type and encodes to equal JSON.
//!
//! Not here: which types there are; that list (`registry.rs`) is generated.

use std::collections::BTreeMap;
use std::fmt::Debug;

use oaspen_runtime::json::{Decode, Encode, from_slice_strict, from_str, to_string};
use serde_json::Value;

use crate::oracle::{Accept, accept};
use crate::registry::TYPES;
use crate::root;

/// Decodes a JSON text as some type, strictly or not: the value encoded again, and as `Debug`
/// shows it.
pub(crate) type Read = fn(&str, bool) -> Result<(String, String), String>;

/// A generated type.
#[derive(Clone, Copy)]
pub(crate) struct Registered {
    /// The module of `tests/generated`; empty for the whole API.
    pub(crate) module: &'static str,
    /// The component's pointer.
    pub(crate) pointer: &'static str,
    pub(crate) read: Read,
    /// Whether a server accepts a text.
    pub(crate) accept: Accept,
}

/// The type `T` of a component.
pub(crate) const fn registered<T: Decode + Encode + Debug>(
    module: &'static str,
    pointer: &'static str,
) -> Registered {
    Registered {
        module,
        pointer,
        read: read::<T>,
        accept: accept::<T>,
    }
}

fn read<T: Decode + Encode + Debug>(text: &str, strict: bool) -> Result<(String, String), String> {
    let value: Result<T, _> = if strict {
        from_slice_strict(text.as_bytes())
    } else {
        from_str(text)
    };
    let value = value.map_err(|error| error.to_string())?;
    Ok((to_string(&value), format!("{value:?}")))
}

fn document(path: &str) -> Value {
    let text = std::fs::read_to_string(root().join(path)).expect("the document is there");
    serde_yaml::from_str(&text).expect("the document is valid YAML")
}

/// Pointer of the component and its round trip, of one module.
fn types(module: &str) -> BTreeMap<&'static str, Read> {
    TYPES
        .iter()
        .filter(|known| known.module == module)
        .map(|known| (known.pointer, known.read))
        .collect()
}

/// Where two values differ: pointer, then before and after.
fn differences(pointer: &str, before: &Value, after: &Value, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let after = after.get(key).unwrap_or(&Value::Null);
                differences(&format!("{pointer}/{key}"), value, after, found);
            }
            for key in after.keys().filter(|key| !before.contains_key(*key)) {
                found.push(format!("{pointer}/{key}: was not there"));
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                differences(&format!("{pointer}/{index}"), before, after, found);
            }
        }
        _ if before == after => {}
        _ => found.push(format!("{pointer}: {before} became {after}")),
    }
}

fn check(read: Read, pointer: &str, example: &Value, found: &mut Vec<String>) {
    let text = example.to_string();
    match read(&text, false).map(|(written, _)| written) {
        Ok(encoded) => {
            let after = serde_json::from_str(&encoded).expect("what is encoded is JSON");
            differences(pointer, example, &after, found);
        }
        Err(error) => found.push(format!("{pointer}: {error}")),
    }
}

/// What is written back otherwise than the examples show it, and why:
/// the schema says string and the example is a number; the configuration names these five as
/// lenient, so they are read, and written as the schema says.
const LENIENT: &[&str] = &[
    "Application-Settings/example/webhooks/max_concurrent_requests: 12 became \"12\"",
    "Application-Settings/example/callback_backoff_delay_ms: 3000 became \"3000\"",
    "Application-Settings/example/max_callback_backoff_delay_ms: 900000 became \"900000\"",
    "Date-Time-Component/example/day_of_week: 5 became \"5\"",
    "Date-Time-Object/example/component/day_of_week: 5 became \"5\"",
    "Set-Shards-Request-Body/example/shards: 32 became \"32\"",
    "Webhooks/example/max_concurrent_requests: 12 became \"12\"",
];

#[test]
fn every_whatsapp_example_survives() {
    let document = document("spec/whatsapp-business.yaml");
    let types = types("");
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("there are schemas");
    assert_eq!(types.len(), schemas.len(), "every schema has a type");
    let (mut examples, mut found) = (0, Vec::new());
    for (name, schema) in schemas {
        let Some(example) = schema.get("example") else {
            continue;
        };
        examples += 1;
        let function = types[format!("#/components/schemas/{name}").as_str()];
        check(function, &format!("{name}/example"), example, &mut found);
    }
    assert_eq!(examples, 110);
    found.sort();
    let mut expected: Vec<String> = LENIENT.iter().map(ToString::to_string).collect();
    expected.sort();
    assert_eq!(found, expected, "{}", found.join("\n"));
}

#[test]
fn every_whatsapp_body_example_survives() {
    let document = document("spec/whatsapp-business.yaml");
    let types = types("");
    let (mut examples, mut found) = (0, Vec::new());
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        for (method, operation) in item.as_object().expect("a path item is an object") {
            let contents = operation["requestBody"]["content"].as_object();
            for content in contents.into_iter().flat_map(|contents| contents.values()) {
                let Some(example) = content.get("example") else {
                    continue;
                };
                examples += 1;
                let reference = content["schema"]["$ref"]
                    .as_str()
                    .expect("bodies are references");
                check(
                    types[reference],
                    &format!("{method} {path}"),
                    example,
                    &mut found,
                );
            }
        }
    }
    assert_eq!(examples, 20);
    assert_eq!(found, ["post /account/shards/shards: 32 became \"32\""]);
}

#[test]
fn differences_are_found() {
    let before: Value = serde_json::json!({"a": 1, "b": [1, 2], "c": null});
    let after: Value = serde_json::json!({"a": 2, "b": [1, 3], "d": 0});
    let mut found = Vec::new();
    differences("", &before, &after, &mut found);
    assert_eq!(
        found,
        ["/a: 1 became 2", "/b/1: 2 became 3", "/d: was not there"]
    );
}
