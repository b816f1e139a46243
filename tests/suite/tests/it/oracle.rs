//! An independent validator as witness: a server accepts of each schema what the crate `jsonschema`
//! accepts, for values made from the schema and for the same with mistakes.
//!
//! What differs on purpose stands in [`OTHERWISE`].

use std::collections::BTreeMap;

use oaspen_runtime::json::{Decode, from_slice_checked};
use serde_json::Value;

use crate::instances::{Dice, Maker};
use crate::registry::TYPES;
use crate::{documents, root};

/// Whether a server accepts a text as some type; why not.
pub(crate) type Accept = fn(&str) -> Result<(), String>;

/// [`Accept`] of `T`.
pub(crate) fn accept<T: Decode>(text: &str) -> Result<(), String> {
    let read = from_slice_checked::<T>(text.as_bytes());
    read.map(drop).map_err(|error| error.to_string())
}

/// How many values are made of each schema.
const VALUES: usize = 300;

/// Schemas of which something differs, and why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "schema-one-of-one-way",
        "Payment",
        "answers lack what a validator asks of a branch, and pass over it when it comes",
    ),
    (
        "schema-one-of-one-way",
        "Source",
        "answers lack what a validator asks of a branch, and pass over it when it comes",
    ),
    (
        "schema-one-of-one-way",
        "Login",
        "answers lack what a validator asks of a branch, and pass over it when it comes",
    ),
    (
        "schema-scalar-formats",
        "Formats",
        "a validator does not know the formats that only OpenAPI has",
    ),
    (
        "schema-one-of-nested",
        "Holder",
        "a validator takes a value of an enum of listed and other texts as that of two branches",
    ),
    (
        "schema-open-enum",
        "Holder",
        "a validator takes a listed text as that of two branches",
    ),
    (
        "schema-one-of-discriminator",
        "Pet",
        "a validator does not look at discriminators",
    ),
    (
        "schema-one-of-required-key",
        "Config",
        "a branch of objects that requires nothing may hold beside another",
    ),
    (
        "config-lenient",
        "Job",
        "the configuration lets numbers stand for text and the other way",
    ),
    (
        "config-types",
        "Order",
        "the user's types decide what they read",
    ),
    (
        "config-types",
        "Money",
        "the user's types decide what they read",
    ),
    (
        "config-types",
        "Either",
        "the user's types decide what they read",
    ),
    (
        "schema-any-of-objects",
        "Options",
        "a property that one branch types has that type whichever branch holds",
    ),
    (
        "schema-annotations",
        "Picture",
        "text that is not in the encoding of its `contentEncoding` is refused",
    ),
    (
        "schema-discriminated-parent",
        "Pet",
        "a server refuses a child that the document does not know",
    ),
    (
        "schema-discriminated-parent",
        "Household",
        "a server refuses a child that the document does not know",
    ),
    (
        "schema-formats-text",
        "Login",
        "what stays text is not checked by its format",
    ),
    (
        "schema-formats-text",
        "Host",
        "what stays text is not checked by its format",
    ),
    (
        "schema-formats-text",
        "Address",
        "what is no such text is refused",
    ),
    (
        "schema-formats-text",
        "Key",
        "what is no such text is refused",
    ),
    (
        "schema-numbers",
        "Numbers",
        "a validator does not know the formats that only OpenAPI has",
    ),
    (
        "schema-one-of-discriminator-set",
        "Flyer",
        "a validator does not look at discriminators",
    ),
    (
        "schema-one-of-discriminator-set",
        "Shape",
        "a validator does not look at discriminators",
    ),
    (
        "schema-one-of-nested",
        "Payment",
        "null is said where the type is used",
    ),
    (
        "schema-open-enum",
        "Nullable",
        "null is said where the type is used",
    ),
    (
        "schema-read-only-constant",
        "Node",
        "a server does not ask for what does not travel its way",
    ),
    (
        "schema-read-only-one-way",
        "NewNote",
        "a server does not ask for what does not travel its way",
    ),
    (
        "schema-read-only-one-way",
        "Note",
        "a server does not ask for what does not travel its way",
    ),
    (
        "schema-read-only-split",
        "User",
        "a server does not ask for what does not travel its way",
    ),
    (
        "schema-read-only-split",
        "Team",
        "a server does not ask for what does not travel its way",
    ),
    (
        "schema-read-only-split",
        "Member",
        "a validator does not look at discriminators",
    ),
    (
        "validation-conditional",
        "Level",
        "it is another name for a number, and checked where it is used",
    ),
];

/// Whether a schema has a type of its own, whose checks are found without the document.
fn has_own_type(schema: &Value) -> bool {
    ["properties", "oneOf", "anyOf"]
        .iter()
        .any(|key| schema.get(key).is_some())
        && schema.get("enum").is_none()
}

/// How the values of the schemas that were looked at were judged.
#[derive(Default)]
struct Judged {
    accepted: usize,
    refused: usize,
    /// Those of which one side accepts what the other does not.
    differences: Vec<String>,
}

/// Documents that are left to their live tests: the witness would look on the network for what their
/// `$id`s name.
const UNJUDGED: &[&str] = &["schema-anchors", "schema-definitions"];

/// Where the dice of a schema begin: the same whatever other schemas there are (FNV-1a).
fn seed_of(feature: &str, name: &str) -> u64 {
    let bytes = feature.bytes().chain(name.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Has both sides judge values of a schema.
fn judge(document: &Value, name: &str, seed: u64, accept: Accept) -> Judged {
    let mut whole = document.clone();
    whole["$ref"] = format!("#/components/schemas/{name}").into();
    let mut options = jsonschema::draft202012::options().should_validate_formats(true);
    for format in ["uuid", "uri", "ipv4", "ipv6", "duration"] {
        options = options.with_format(format, |_: &str| true);
    }
    let witness = options.build(&whole).expect("the schema is one");
    let schema = document["components"]["schemas"][name].clone();
    let mut maker = Maker {
        document,
        dice: Dice::new(seed),
    };
    let mut judged = Judged::default();
    for round in 0..VALUES {
        let mut value = maker.value(&schema, 0);
        for _ in 0..round % 3 {
            maker.mistake(&mut value);
        }
        let ours = accept(&value.to_string());
        match &ours {
            Ok(()) => judged.accepted += 1,
            Err(_) => judged.refused += 1,
        }
        if ours.is_ok() != witness.is_valid(&value) {
            judged.differences.push(format!(
                "{name}: {value}: {}",
                ours.err().unwrap_or_default()
            ));
        }
    }
    judged
}

#[test]
fn a_server_accepts_what_a_validator_accepts() {
    let types: BTreeMap<(&str, &str), Accept> = TYPES
        .iter()
        .map(|known| ((known.module, known.pointer), known.accept))
        .collect();
    let (mut schemas, mut accepted, mut refused) = (0, 0, 0);
    let mut found = Vec::new();
    let mut needless: Vec<_> = OTHERWISE
        .iter()
        .map(|(of, schema, _)| (*of, *schema))
        .collect();
    for (feature, path) in documents("features") {
        let text = std::fs::read_to_string(root().join(path)).expect("the document is there");
        let document: Value = serde_yaml::from_str(&text).expect("the document is YAML");
        if document["openapi"]
            .as_str()
            .is_none_or(|version| !version.starts_with("3.1"))
        {
            continue;
        }
        let has_id = document.to_string().contains("\"$id\":");
        assert_eq!(has_id, UNJUDGED.contains(&feature.as_str()), "{feature}");
        let module = feature.replace('-', "_");
        let components = document["components"]["schemas"].as_object().cloned();
        for (name, schema) in components.into_iter().flatten() {
            let pointer = format!("#/components/schemas/{name}");
            let known = types.get(&(module.as_str(), pointer.as_str()));
            let is_otherwise = OTHERWISE
                .iter()
                .any(|(of, schema, _)| *of == feature && *schema == name);
            let Some(accept) = known.filter(|_| is_otherwise || has_own_type(&schema)) else {
                continue;
            };
            if has_id {
                continue;
            }
            schemas += 1;
            let judged = judge(&document, &name, seed_of(&feature, &name), *accept);
            if is_otherwise {
                if !judged.differences.is_empty() {
                    needless.retain(|(of, schema)| *of != feature || *schema != name);
                }
                continue;
            }
            accepted += judged.accepted;
            refused += judged.refused;
            let told = judged.differences.into_iter().take(3);
            found.extend(told.map(|told| format!("{feature} {told}")));
        }
    }
    println!("{schemas} schemas: {accepted} values accepted by both, {refused} refused");
    assert!(schemas > 50, "only {schemas} schemas are looked at");
    assert!(accepted > 5_000 && refused > 5_000, "{accepted} {refused}");
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(
        needless.is_empty(),
        "nothing differs any more: {needless:?}"
    );
}
