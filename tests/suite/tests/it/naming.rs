//! What things are called: that names stay when a document grows or is put in another order, that
//! files differ on every file system, and a list of the names of the obstacle course. That all of
//! them compile is the crate `tests/naming`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oaspen::{Config, Input, Layout, Report, generate};
use serde_json::{Map, Value, json};

use crate::{documents, root};

fn generated(value: &Value, layout: Layout) -> Report {
    let config = Config {
        layout,
        name: Some("api".to_owned()),
        ..Config::default()
    };
    let report = generate(&Input::from_text("api.json", value.to_string()), &config);
    assert!(report.files.is_some(), "{:?}", report.diagnostics);
    report
}

/// In files by module, so that a name stands for itself with its path.
fn crates(value: &Value) -> Report {
    generated(value, Config::default().layout)
}

/// The feature documents and the obstacle course.
fn all() -> Vec<(String, Value)> {
    let named = |folder: &'static str| {
        documents(folder)
            .into_iter()
            .map(move |(name, path)| (format!("{folder}/{name}"), path))
    };
    named("features")
        .chain(named("naming"))
        .map(|(name, path)| {
            let text = std::fs::read_to_string(path).expect("the document can be read");
            let value = serde_yaml::from_str(&text).expect("it is valid YAML");
            (name, value)
        })
        .collect()
}

/// Everything public, by file: `src/pet.rs: pub struct Pet`.
fn public(report: &Report) -> BTreeSet<String> {
    let files = report.files.as_ref().expect("there were no errors");
    let mut names = BTreeSet::new();
    for (path, content) in files.iter() {
        for line in content.lines().map(str::trim) {
            let is_item = line.starts_with("pub ") && !line.starts_with("pub use");
            let is_method = line.starts_with("fn ") && path.contains("/tags/");
            if is_item || is_method {
                let name = line.split(['{', '(', '=', ';', '<', ':']).next();
                names.insert(format!("{path}: {}", name.unwrap_or(line).trim()));
            }
        }
    }
    names
}

/// Panics when a name of `before` is not in `after`.
#[track_caller]
fn assert_kept(document: &str, before: &Report, after: &Report) {
    let missing: Vec<String> = public(before).difference(&public(after)).cloned().collect();
    assert!(missing.is_empty(), "{document}: {missing:#?} are gone");
    assert_registry_kept(document, before, after);
}

/// Panics when a component has another path.
#[track_caller]
fn assert_registry_kept(document: &str, before: &Report, after: &Report) {
    let after: BTreeMap<_, _> = after.registry.iter().cloned().collect();
    for (pointer, path) in &before.registry {
        assert_eq!(Some(path), after.get(pointer), "{document}: {pointer}");
    }
}

fn schemas(document: &mut Value) -> &mut Map<String, Value> {
    object(object_in(document, "components"), "schemas")
}

fn object_in<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    let object = value.as_object_mut().expect("it is an object");
    object.entry(key).or_insert_with(|| json!({}))
}

fn object<'a>(value: &'a mut Value, key: &str) -> &'a mut Map<String, Value> {
    object_in(value, key)
        .as_object_mut()
        .expect("it is an object")
}

/// An operation with an inline type.
fn operation(id: &str) -> Value {
    let schema = json!({ "type": "object", "properties": { "a": { "enum": ["b", "c"] } } });
    let content = json!({ "application/json": { "schema": schema } });
    json!({ "get": {
        "operationId": id,
        "responses": { "200": { "description": "Done.", "content": content } },
    } })
}

fn added_schema() -> Value {
    json!({ "type": "object", "properties": { "a": { "enum": ["b", "c"] } } })
}

#[test]
fn what_is_added_at_the_end_renames_nothing() {
    for (name, document) in all() {
        let mut longer = document.clone();
        schemas(&mut longer).insert("ZzAdded".to_owned(), added_schema());
        object(&mut longer, "paths").insert("/zz-added".to_owned(), operation("zzAddedToo"));
        assert_kept(&name, &crates(&document), &crates(&longer));
    }
}

#[test]
fn what_is_added_at_the_end_with_a_taken_name_renames_nothing() {
    for (name, document) in all() {
        let mut longer = document.clone();
        let taken: Vec<String> = schemas(&mut longer).keys().cloned().collect();
        for taken in taken.iter().step_by(taken.len() / 8 + 1) {
            schemas(&mut longer).insert(format!("{taken}-"), added_schema());
        }
        let ids: Vec<String> = ids(&document);
        for (at, id) in ids.iter().enumerate().step_by(ids.len() / 8 + 1) {
            let path = format!("/zz-added-{at}");
            object(&mut longer, "paths").insert(path, operation(&format!("{id}-")));
        }
        let (before, after) = (crates(&document), crates(&longer));
        let gone: Vec<String> = public(&before)
            .difference(&public(&after))
            .filter(|line| !is_schema_type(line))
            .cloned()
            .collect();
        assert!(gone.is_empty(), "{name}: {gone:#?} are gone");
        assert_registry_kept(&name, &before, &after);
    }
}

/// Whether a line declares a type of a component's module. The registry knows the component's own.
fn is_schema_type(line: &str) -> bool {
    let (path, item) = line.split_once(": ").unwrap_or_default();
    let kinds = ["pub struct ", "pub enum ", "pub type "];
    path.contains("types/src/schemas/") && kinds.iter().any(|kind| item.starts_with(kind))
}

/// The ids of a document's operations.
fn ids(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.filter_map(|(_, item)| item.as_object()).flatten();
    let ids = operations.filter_map(|(_, operation)| operation["operationId"].as_str());
    ids.map(str::to_owned).collect()
}

/// Components claim their names before inline types, wherever they stand: an inline type gives way
/// to a new component that is called so, and no component does to it.
#[test]
fn a_component_called_like_an_inline_type_renames_no_component() {
    for (name, document) in all() {
        let before = crates(&document);
        let components: BTreeSet<&str> = before
            .registry
            .iter()
            .map(|(_, path)| path.as_str())
            .collect();
        let declared = public(&before);
        let inline = declared.iter().filter(|line| line.contains("/schemas/"));
        let inline = inline.filter_map(|line| line.split(": pub enum ").nth(1));
        let inline: Vec<&str> = inline.filter(|path| !components.contains(path)).collect();
        let mut longer = document.clone();
        for taken in &inline {
            let name = (*taken).to_owned();
            schemas(&mut longer)
                .entry(name)
                .or_insert_with(added_schema);
        }
        assert_registry_kept(&name, &before, &crates(&longer));
    }
}

#[test]
fn what_is_added_at_the_start_renames_nothing() {
    for (name, document) in all() {
        let mut longer = document.clone();
        let old = std::mem::take(schemas(&mut longer));
        schemas(&mut longer).insert("ZzAdded".to_owned(), added_schema());
        schemas(&mut longer).extend(old);
        assert_kept(&name, &crates(&document), &crates(&longer));
    }
}

/// A path without what tells it from others that would be called so.
fn plain(path: &str) -> String {
    let path = path.to_lowercase();
    path.trim_end_matches(|end: char| end.is_ascii_digit() || end == '_')
        .to_owned()
}

#[test]
fn another_order_renames_only_what_collides() {
    let mut kept = 0;
    for (name, document) in all() {
        let before = generated(&document, Layout::Modules);
        let mut other = document.clone();
        let mut old: Vec<_> = std::mem::take(schemas(&mut other)).into_iter().collect();
        // Neither the old order nor its reverse.
        let half = old.len() / 2;
        old.rotate_left(half);
        old.chunks_mut(3).for_each(<[_]>::reverse);
        schemas(&mut other).extend(old);
        let after: BTreeMap<_, _> = generated(&other, Layout::Modules)
            .registry
            .into_iter()
            .collect();
        let mut claims: BTreeMap<String, usize> = BTreeMap::new();
        for (_, path) in &before.registry {
            *claims.entry(plain(path)).or_default() += 1;
        }
        for (pointer, path) in &before.registry {
            if claims[&plain(path)] == 1 {
                assert_eq!(after.get(pointer), Some(path), "{name}: {pointer}");
                kept += 1;
            }
        }
    }
    assert!(kept > 300, "{kept} names");
}

#[test]
fn files_differ_where_case_does_not() {
    for (name, document) in all() {
        let report = crates(&document);
        let mut seen = BTreeSet::new();
        for (path, _) in report.files.iter().flat_map(|files| files.iter()) {
            assert!(seen.insert(path.to_lowercase()), "{name}: {path}");
            assert!(path.is_ascii(), "{name}: {path}");
            let longest = path.split('/').map(str::len).max();
            assert!(longest < Some(160), "{name}: {path}");
        }
    }
}

/// The components and what they are called, then what methods the client has.
fn listed(report: &Report) -> String {
    let mut text = String::new();
    for (pointer, path) in &report.registry {
        let _ = writeln!(text, "{pointer}: {path}");
    }
    for line in public(report) {
        if line.contains("client/src/tags/") {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

#[test]
fn the_names_of_the_obstacle_course() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/suite/tests/it/snapshots/naming"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, document) in all() {
            if let Some(name) = name.strip_prefix("naming/") {
                insta::assert_snapshot!(name, listed(&crates(&document)));
            }
        }
    });
}
