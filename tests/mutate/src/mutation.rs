//! What is done to a document.

use serde_json::{Map, Value};

use crate::choices::Choices;
use crate::texts::{ATTACKS, KEYWORDS, VALUES};

type Mutation = fn(&mut Choices<'_>, &mut Value, &[Value]);

const MUTATIONS: &[Mutation] = &[
    delete, rename, replace, splice, attack, attack, attack, attack_key, add, swap, refer,
];

/// The most that is done to one document.
const MOST: usize = 6;

/// The document that bytes make of the fixtures.
pub fn mutate(fixtures: &[Value], bytes: &[u8]) -> Value {
    let mut choices = Choices::new(bytes);
    let mut document = choices.pick(fixtures).cloned().unwrap_or_default();
    for _ in 0..=choices.below(MOST) {
        if let Some(mutation) = choices.pick(MUTATIONS) {
            mutation(&mut choices, &mut document, fixtures);
        }
    }
    document
}

fn delete(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    let place = any_place(choices, document);
    let Some((parent, key)) = split(&place) else {
        return;
    };
    match document.pointer_mut(parent) {
        Some(Value::Object(object)) => {
            object.shift_remove(&key);
        }
        Some(Value::Array(list)) => {
            if let Ok(index) = key.parse::<usize>() {
                list.remove(index);
            }
        }
        _ => {}
    }
}

fn rename(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    rename_to(choices, document, KEYWORDS);
}

fn attack_key(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    rename_to(choices, document, ATTACKS);
}

fn rename_to(choices: &mut Choices<'_>, document: &mut Value, names: &[&str]) {
    let place = any_place(choices, document);
    let (Some((parent, old)), Some(new)) = (split(&place), choices.pick(names)) else {
        return;
    };
    let Some(Value::Object(object)) = document.pointer_mut(parent) else {
        return;
    };
    let renamed = std::mem::take(object).into_iter().map(|(key, value)| {
        let key = if key == old { (*new).to_owned() } else { key };
        (key, value)
    });
    *object = renamed.collect::<Map<_, _>>();
}

fn replace(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    let value = any_value(choices);
    put(choices, document, value);
}

fn splice(choices: &mut Choices<'_>, document: &mut Value, fixtures: &[Value]) {
    let value = any_subtree(choices, fixtures);
    put(choices, document, value);
}

fn attack(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    let mut places = places(document);
    places.retain(|place| document.pointer(place).is_some_and(Value::is_string));
    let (Some(place), Some(text)) = (choices.pick(&places), choices.pick(ATTACKS)) else {
        return;
    };
    let keeps = choices.below(2) == 1;
    if let Some(Value::String(old)) = document.pointer_mut(place) {
        if keeps {
            old.push_str(text);
        } else {
            (*text).clone_into(old);
        }
    }
}

fn add(choices: &mut Choices<'_>, document: &mut Value, fixtures: &[Value]) {
    let mut places = places(document);
    places.retain(|place| document.pointer(place).is_some_and(Value::is_object));
    let (Some(place), Some(keyword)) = (choices.pick(&places), choices.pick(KEYWORDS)) else {
        return;
    };
    let value = match choices.below(2) {
        0 => any_value(choices),
        _ => any_subtree(choices, fixtures),
    };
    if let Some(Value::Object(object)) = document.pointer_mut(place) {
        object.insert((*keyword).to_owned(), value);
    }
}

fn swap(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    let (first, second) = (any_place(choices, document), any_place(choices, document));
    if first.starts_with(&second) || second.starts_with(&first) {
        return;
    }
    let Some(taken) = document.pointer_mut(&first).map(Value::take) else {
        return;
    };
    let Some(other) = document.pointer_mut(&second) else {
        return;
    };
    let other = std::mem::replace(other, taken);
    if let Some(place) = document.pointer_mut(&first) {
        *place = other;
    }
}

fn refer(choices: &mut Choices<'_>, document: &mut Value, _: &[Value]) {
    let target = any_place(choices, document);
    let value = serde_json::json!({ "$ref": format!("#{target}") });
    put(choices, document, value);
}

fn put(choices: &mut Choices<'_>, document: &mut Value, value: Value) {
    let place = any_place(choices, document);
    if let Some(found) = document.pointer_mut(&place) {
        *found = value;
    }
}

fn any_value(choices: &mut Choices<'_>) -> Value {
    let text = choices.pick(VALUES).copied().unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

fn any_subtree(choices: &mut Choices<'_>, fixtures: &[Value]) -> Value {
    let Some(fixture) = choices.pick(fixtures) else {
        return Value::Null;
    };
    let place = any_place(choices, fixture);
    fixture.pointer(&place).cloned().unwrap_or_default()
}

fn any_place(choices: &mut Choices<'_>, document: &Value) -> String {
    choices.pick(&places(document)).cloned().unwrap_or_default()
}

/// The JSON pointers (RFC 6901) of all that is in a document.
fn places(document: &Value) -> Vec<String> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((place, value)) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.iter().map(|(key, value)| {
                let key = key.replace('~', "~0").replace('/', "~1");
                (format!("{place}/{key}"), value)
            })),
            Value::Array(list) => open.extend(
                list.iter()
                    .enumerate()
                    .map(|(index, value)| (format!("{place}/{index}"), value)),
            ),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        places.push(place);
    }
    places
}

/// The place of what holds a place, and its key there.
fn split(place: &str) -> Option<(&str, String)> {
    let (parent, key) = place.rsplit_once('/')?;
    Some((parent, key.replace("~1", "/").replace("~0", "~")))
}
