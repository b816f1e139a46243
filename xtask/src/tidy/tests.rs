//! The rules hold in this repository, and each of them can be broken.

use std::path::Path;

use super::source::Source;
use super::{Violation, check, layers, manifests, sizes, words};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn violations(path: &str, text: &str) -> Vec<String> {
    let source = Source::new(path, text);
    let mut found: Vec<Violation> = Vec::new();
    layers::check(&source, &mut found);
    sizes::check(&source, &mut found);
    words::check(&source, &mut found);
    found.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn check_one(path: &str, text: &str, expected: &str) {
    let found = violations(path, text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains(expected), "{found:#?}");
}

#[test]
fn the_repository_is_tidy() {
    let found = check(root()).expect("the repository can be read");
    let text: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(text.is_empty(), "{}", text.join("\n"));
}

#[test]
fn layers_are_kept() {
    let text = "//! Docs.\nuse oaspen_document::Resolved;\n";
    check_one("crates/oaspen-rust/src/plan/x.rs", text, "not its text");
    let text = "//! Docs.\nuse oaspen_runtime::Any;\n";
    check_one("crates/oaspen-rust/src/plan/x.rs", text, "only `emit`");
    check_one(
        "crates/oaspen-runtime/src/x.rs",
        "//! Docs.\nuse oaspen::Build;\n",
        "stands alone",
    );
    check_one(
        "crates/oaspen-ir/src/x.rs",
        "//! Docs.\nuse std::fs::read;\n",
        "rim",
    );
    check_one(
        "crates/oaspen-rust/src/plan/x.rs",
        "//! Docs.\nuse quote::quote;\n",
        "`emit`",
    );
    check_one(
        "crates/oaspen-ir/src/x.rs",
        "//! Docs.\nuse std::collections::HashMap;\n",
        "IndexMap",
    );
    assert!(
        violations(
            "crates/oaspen/src/fs/mod.rs",
            "//! Docs.\nuse std::fs::read;\n"
        )
        .is_empty()
    );
    assert!(
        violations(
            "crates/oaspen-rust/src/x.rs",
            "//! Docs.\n// oaspen_document::X\n"
        )
        .is_empty()
    );
}

#[test]
fn sizes_are_kept() {
    let long = format!("//! Docs.\nfn f() {{\n{}}}\n", "    g();\n".repeat(80));
    check_one("crates/oaspen-ir/src/x.rs", &long, "82 lines");
    let wide = "//! Docs.\nfn f(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}\n";
    check_one("crates/oaspen-ir/src/x.rs", wide, "6 arguments");
    let file = format!("//! Docs.\n{}", "const A: u8 = 0;\n".repeat(600));
    check_one("crates/oaspen-ir/src/x.rs", &file, "601 lines");
    let tested = format!(
        "//! Docs.\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "const A: u8 = 0;\n".repeat(600)
    );
    assert!(violations("crates/oaspen-ir/src/x.rs", &tested).is_empty());
    let tokens = format!(
        "//! Docs.\nfn f() {{ quote! {{\n{}}} }}\n",
        "a;\n".repeat(40)
    );
    check_one(
        "crates/oaspen-rust/src/emit/x.rs",
        &tokens,
        "`quote!` of 42 lines",
    );
}

#[test]
fn tests_are_measured_but_for_the_length_of_their_files() {
    let long = format!("//! Docs.\nfn f() {{\n{}}}\n", "    g();\n".repeat(80));
    check_one("crates/oaspen-ir/src/x/tests.rs", &long, "82 lines");
    let file = format!("//! Docs.\n{}", "const A: u8 = 0;\n".repeat(600));
    assert!(violations("crates/oaspen-ir/src/x/tests.rs", &file).is_empty());
}

#[test]
fn words_are_kept() {
    check_one(
        "crates/oaspen-ir/src/x.rs",
        "use a::B;\n",
        "does not begin with `//!`",
    );
    check_one(
        "crates/oaspen-ir/src/x.rs",
        "//! D.\npub struct TypeManager;\n",
        "says nothing",
    );
    check_one(
        "crates/oaspen-ir/src/x.rs",
        "//! D.\n#[allow(dead_code)]\nfn f() {}\n",
        "hides",
    );
}

#[test]
fn manifests_are_kept() {
    let mut found = Vec::new();
    let text = "[dependencies]\noaspen-ir = \"1\"\n";
    manifests::check_manifest("crates/x/Cargo.toml", text, &[], &mut found);
    let messages: Vec<&str> = found
        .iter()
        .map(|violation| violation.message.as_str())
        .collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("lints"));
    assert!(messages[1].contains("may not depend on `oaspen-ir`"));
}
