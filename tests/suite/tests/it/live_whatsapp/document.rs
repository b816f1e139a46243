//! Which exchanges the document describes, read by `serde_yaml` and not by oaspen.
//!
//! An exchange is a line such as `GetMetrics answers 200 text/plain`. `live` writes the same lines
//! of what was seen on the wire.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use crate::root;

/// Where an operation stands.
pub(super) struct Place {
    pub(super) method: String,
    pub(super) path: String,
}

/// The request came with a body of this media type; empty for none.
pub(super) fn sends(operation: &str, media_type: &str) -> String {
    format!("{operation} sends {}", named(media_type))
}

/// The request came with, or without, an optional query parameter.
pub(super) fn asks(operation: &str, parameter: &str, is_there: bool) -> String {
    let with = if is_there { "with" } else { "without" };
    format!("{operation} {with} {parameter}")
}

/// The answer had this status, or fell under `default`, and this media type; empty for no body.
pub(super) fn answers(operation: &str, status: &str, media_type: &str) -> String {
    format!("{operation} answers {status} {}", named(media_type))
}

fn named(media_type: &str) -> &str {
    let name = media_type.split(';').next().unwrap_or(media_type);
    if name.is_empty() { "nothing" } else { name }
}

/// Every operation, by its id.
pub(super) fn places() -> BTreeMap<String, Place> {
    let places = operations()
        .into_iter()
        .map(|(place, operation)| (text(&operation["operationId"]), place));
    places.collect()
}

/// Names of the optional query parameters of every operation, by its id.
pub(super) fn optional_parameters() -> BTreeMap<String, Vec<String>> {
    let operations = operations().into_iter().map(|(_, operation)| {
        let parameters = operation["parameters"]
            .as_sequence()
            .cloned()
            .unwrap_or_default();
        let optional = parameters
            .iter()
            .filter(|parameter| parameter["required"].as_bool() != Some(true));
        let names = optional.map(|parameter| {
            assert_eq!(
                text(&parameter["in"]),
                "query",
                "other places have no cases yet"
            );
            text(&parameter["name"])
        });
        (text(&operation["operationId"]), names.collect())
    });
    operations.collect()
}

/// All that can take place.
pub(super) fn exchanges() -> BTreeSet<String> {
    let mut exchanges = BTreeSet::new();
    for (_, operation) in operations() {
        let id = text(&operation["operationId"]);
        let body = &operation["requestBody"];
        exchanges.extend(
            media_types(body)
                .iter()
                .map(|media_type| sends(&id, media_type)),
        );
        if body["required"].as_bool() != Some(true) {
            exchanges.insert(sends(&id, ""));
        }
        for (status, response) in entries(&operation["responses"]) {
            let media_types = media_types(&response);
            exchanges.extend(
                media_types
                    .iter()
                    .map(|media_type| answers(&id, &status, media_type)),
            );
            if media_types.is_empty() {
                exchanges.insert(answers(&id, &status, ""));
            }
        }
    }
    for (id, parameters) in optional_parameters() {
        for parameter in parameters {
            exchanges.extend([asks(&id, &parameter, true), asks(&id, &parameter, false)]);
        }
    }
    exchanges
}

fn operations() -> Vec<(Place, Value)> {
    let text =
        std::fs::read_to_string(root().join("spec/whatsapp-business.yaml")).expect("it is there");
    let document: Value = serde_yaml::from_str(&text).expect("it is YAML");
    let mut operations = Vec::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, operation) in entries(&item) {
            let place = Place {
                method: method.to_uppercase(),
                path: path.clone(),
            };
            operations.push((place, operation));
        }
    }
    operations
}

fn media_types(of: &Value) -> Vec<String> {
    entries(&of["content"])
        .into_iter()
        .map(|(media_type, _)| media_type)
        .collect()
}

/// The entries of a mapping; none of what is not there.
fn entries(mapping: &Value) -> Vec<(String, Value)> {
    let Some(mapping) = mapping.as_mapping() else {
        return Vec::new();
    };
    mapping
        .iter()
        .map(|(key, value)| (text(key), value.clone()))
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("it is a string").to_owned()
}
