//! The same document gives the same bytes: twice, as JSON, and with its components in another order.

use oaspen::{Config, Files, Input, Layout, generate};

use crate::documents;

fn files(name: &str, text: &str) -> Files {
    let config = Config {
        layout: Layout::Modules,
        name: Some("api".to_owned()),
        ..Config::default()
    };
    let report = generate(&Input::from_text(name, text), &config);
    let files = report.files.expect("feature documents have no errors");
    // The first lines name the document, which differs here on purpose.
    let mut rest = Files::new();
    for (path, content) in files.iter() {
        rest.insert(path, content.replace("api.json", "api.yaml"));
    }
    rest
}

fn features() -> Vec<(String, String)> {
    let read = |path| std::fs::read_to_string(path).expect("the document can be read");
    documents("features")
        .into_iter()
        .map(|(name, path)| (name, read(path)))
        .collect()
}

#[test]
fn twice_is_the_same() {
    for (name, text) in features() {
        assert!(
            files("api.yaml", &text) == files("api.yaml", &text),
            "{name}"
        );
    }
}

#[test]
fn json_is_the_same() {
    for (name, text) in features() {
        let value: serde_json::Value = serde_yaml::from_str(&text).expect("it is valid YAML");
        assert!(
            files("api.yaml", &text) == files("api.json", &value.to_string()),
            "{name}"
        );
    }
}

/// The names that the public items of a file declare, sorted.
fn names(files: &Files) -> Vec<String> {
    let mut names: Vec<String> = files
        .iter()
        .flat_map(|(_, content)| content.lines())
        .map(str::trim)
        .filter(|line| line.starts_with("pub ") && !line.starts_with("pub use"))
        .map(|line| {
            line.split(['{', '(', '=', ';'])
                .next()
                .unwrap_or(line)
                .trim()
                .to_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn another_order_of_components_gives_the_same_names() {
    // Where names collide, the order of the document decides, which is what this document shows.
    for (name, text) in features()
        .into_iter()
        .filter(|(name, _)| name != "naming-schemas")
    {
        let mut value: serde_json::Value = serde_yaml::from_str(&text).expect("it is valid YAML");
        let before = files("api.json", &value.to_string());
        let schemas = value
            .pointer_mut("/components/schemas")
            .and_then(|schemas| schemas.as_object_mut());
        let Some(schemas) = schemas else { continue };
        let reversed: Vec<_> = std::mem::take(schemas).into_iter().rev().collect();
        schemas.extend(reversed);
        let after = files("api.json", &value.to_string());
        assert_eq!(names(&before), names(&after), "{name}");
    }
}

/// What is boxed: the declarations of fields and variants that hold a box, sorted, `at` the name
/// of their item.
fn boxes(files: &Files) -> Vec<String> {
    let mut item = "";
    let mut boxes = Vec::new();
    for line in files.iter().flat_map(|(_, content)| content.lines()) {
        let line = line.trim();
        if line.starts_with("pub struct") || line.starts_with("pub enum") {
            item = line;
        }
        let is_declared = line.starts_with("pub ") || line.ends_with("),");
        if is_declared && line.contains("Box<") && !line.contains("fn ") {
            boxes.push(format!("{line} at {item}"));
        }
    }
    boxes.sort();
    boxes
}

#[test]
fn another_order_of_components_boxes_the_same_edges() {
    let mut seen = 0;
    for (name, text) in features() {
        if !name.contains("recursive") && !name.contains("parent") {
            continue;
        }
        let value: serde_json::Value = serde_yaml::from_str(&text).expect("it is valid YAML");
        let before = boxes(&files("api.json", &value.to_string()));
        seen += before.len();
        let schemas = value["components"]["schemas"]
            .as_object()
            .expect("there are some");
        let names: Vec<&String> = schemas.keys().collect();
        for shift in 1..names.len() {
            let mut shuffled = value.clone();
            let rotated = names.iter().cycle().skip(shift).step_by(names.len() - 1);
            let order = rotated
                .take(names.len())
                .map(|name| ((*name).clone(), schemas[*name].clone()));
            shuffled["components"]["schemas"] = serde_json::Value::Object(order.collect());
            let after = boxes(&files("api.json", &shuffled.to_string()));
            assert_eq!(before, after, "{name}, shifted by {shift}");
        }
    }
    assert!(seen >= 8, "{seen} boxes");
}

/// Paths of the files that differ between two outputs.
fn changed(before: &Files, after: &Files) -> Vec<String> {
    let differs = |(path, content): (&str, &str)| {
        (before.get(path) != Some(content)).then(|| path.to_owned())
    };
    after.iter().filter_map(differs).collect()
}

#[test]
fn another_operation_changes_only_its_own_output() {
    let path = crate::root().join("spec/whatsapp-business.yaml");
    let text = std::fs::read_to_string(path).expect("the document can be read");
    let generate_crates = |text: &str| {
        let config = Config {
            name: Some("whatsapp".to_owned()),
            ..Config::default()
        };
        generate(&Input::from_text("api.yaml", text), &config)
            .files
            .expect("there are no errors")
    };
    let operation = "paths:\n  /account/owner:\n    get:\n      operationId: GetOwner\n      tags: [Application]\n      responses:\n        '200':\n          description: OK\n          content:\n            application/json:\n              schema: { type: object, properties: { name: { type: string } } }\n";
    let before = generate_crates(&text);
    let after = generate_crates(&text.replacen("paths:\n", operation, 1));
    assert_eq!(
        changed(&before, &after),
        [
            // Its own files.
            "whatsapp-client/src/calls/get_owner.rs",
            // A line or an arm in the lists of operations.
            "whatsapp-client/src/calls/mod.rs",
            "whatsapp-client/src/tags/application.rs",
            "whatsapp-server/src/dispatch.rs",
            "whatsapp-server/src/handlers/get_owner.rs",
            "whatsapp-server/src/handlers/mod.rs",
            "whatsapp-server/src/tags/application.rs",
            "whatsapp-types/src/operations/get_owner.rs",
            "whatsapp-types/src/operations/mod.rs",
        ]
    );
    for (path, content) in before.iter() {
        let kept = after.get(path).expect("no file goes away");
        let mut lines = kept.lines();
        let missing = content
            .lines()
            .find(|line| !lines.any(|other| other == *line));
        assert!(
            missing.is_none(),
            "{path}: `{missing:?}` is gone or has moved"
        );
    }
}
