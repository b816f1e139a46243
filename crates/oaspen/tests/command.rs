//! The `oaspen` command as people and CI run it: exit status, what is printed, what is on the disk.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The command, built by cargo for this test run.
fn oaspen(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_oaspen"))
        .args(arguments)
        .output()
        .expect("the command can be run")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with one document in it.
fn folder(name: &str, text: &str) -> (TempDir, String) {
    let folder = TempDir::new().expect("a folder can be made");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file can be written");
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths: {}
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
";

#[track_caller]
fn check_failure(output: &Output, status: i32, parts: &[&str]) {
    let text = stderr(output);
    assert_eq!(output.status.code(), Some(status), "{text}");
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn a_document_is_written_and_compared() {
    let (folder, document) = folder("pets.yaml", PETS);
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let generate = [
        "generate", &document, "--out", &out, "--name", "pets", "--vendor",
    ];
    let output = oaspen(&generate);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("1 schema, 0 operations"),
        "{}",
        stderr(&output)
    );
    assert!(output.stdout.is_empty());

    let check: Vec<&str> = generate.iter().copied().chain(["--check"]).collect();
    assert!(oaspen(&check).status.success());

    let file = Path::new(&out).join("pets-types/src/schemas/pet.rs");
    let text = fs::read_to_string(&file).expect("the type has a file");
    let cut: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("pub name"))
        .collect();
    fs::write(&file, cut.join("\n")).expect("it can be written");
    fs::write(Path::new(&out).join("pets-types/src/old.rs"), &text).expect("it can be written");
    check_failure(
        &oaspen(&check),
        1,
        &[
            "error[drift]",
            "schemas/pet.rs",
            "old.rs` is no longer written",
        ],
    );

    assert!(oaspen(&generate).status.success());
    assert!(oaspen(&check).status.success());
    assert!(!Path::new(&out).join("pets-types/src/old.rs").exists());
}

#[test]
fn what_an_earlier_run_wrote_under_another_name_goes_away() {
    let (folder, document) = folder("pets.yaml", PETS);
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let run = |name: &str, check: &[&str]| {
        let arguments = ["generate", &document, "--out", &out, "--name", name];
        oaspen(&[&arguments, check].concat())
    };
    assert!(run("pets", &[]).status.success());
    let mine = Path::new(&out).join("pets-types/src/mine.rs");
    fs::write(&mine, "fn mine() {}\n").expect("it can be written");
    check_failure(
        &run("animals", &["--check"]),
        1,
        &["pets-types/src/lib.rs", "no longer written"],
    );
    assert!(run("animals", &[]).status.success());
    assert!(run("animals", &["--check"]).status.success());
    assert!(!Path::new(&out).join("pets-types/Cargo.toml").exists());
    assert!(mine.exists(), "files of others stay");
}

#[test]
fn the_runtime_comes_along_unless_one_is_named() {
    let (folder, document) = folder("pets.yaml", PETS);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    assert!(
        oaspen(&["generate", &document, "--out", &path("out")])
            .status
            .success()
    );
    assert!(folder.path().join("out/oaspen-runtime/src/lib.rs").exists());

    let named = |runtime: &str| {
        oaspen(&[
            "generate",
            &document,
            "--out",
            &path("other"),
            "--runtime",
            runtime,
        ])
    };
    check_failure(
        &named(&path("none")),
        1,
        &["does not hold the runtime crate", "--runtime"],
    );
    assert!(named(&path("out/oaspen-runtime")).status.success());
    let manifest = fs::read_to_string(path("other/pets-types/Cargo.toml")).expect("it is written");
    assert!(
        manifest.contains("path = \"../../out/oaspen-runtime\""),
        "{manifest}"
    );
    assert!(!folder.path().join("other/oaspen-runtime").exists());
}

#[test]
fn programs_get_json() {
    let (folder, document) = folder(
        "pets.yaml",
        "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\nsecurity: 1\npaths: {}\n",
    );
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let output = oaspen(&["generate", &document, "--out", &out, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).expect("it is UTF-8");
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(lines[0]["code"], "unexpected-type");
    assert_eq!(lines[0]["severity"], "error");
    assert_eq!(lines[0]["line"], 3);
    assert_eq!(
        lines.last().expect("there is a summary")["summary"]["errors"],
        1
    );
    assert!(!Path::new(&out).exists());
}

#[test]
fn bad_input_is_explained_and_nothing_is_written() {
    let (folder, broken_yaml) = folder("broken.yaml", "openapi: 3.1.0\ninfo:\n  title: 'x\n");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let out = path("out");
    let generate = |document: &str, out: &str| oaspen(&["generate", document, "--out", out]);

    check_failure(
        &generate(&path("none.yaml"), &out),
        1,
        &["error[unreadable-file]", "none.yaml"],
    );
    check_failure(
        &generate(&path(""), &out),
        1,
        &["error[unreadable-file]", "it is a folder"],
    );
    check_failure(
        &generate(&broken_yaml, &out),
        1,
        &["error[syntax-error]", "broken.yaml:3:"],
    );

    fs::write(path("broken.json"), "{\n  \"openapi\": \"3.1.0\",\n}\n").expect("it can be written");
    check_failure(
        &generate(&path("broken.json"), &out),
        1,
        &["error[syntax-error]", "broken.json:3:1"],
    );

    let dangling = PETS.replace("{ type: string }", "{ $ref: '#/components/schemas/Pets' }");
    fs::write(path("dangling.yaml"), dangling).expect("it can be written");
    let parts = [
        "error[unresolved-reference]",
        "dangling.yaml:6:",
        "help",
        "#/components/schemas/Pet",
    ];
    check_failure(&generate(&path("dangling.yaml"), &out), 1, &parts);
    assert!(!Path::new(&out).exists(), "nothing is written");
}

#[test]
fn what_cannot_be_written_is_left_as_it_was() {
    let (folder, document) = folder("pets.yaml", PETS);
    let path = |name: &str| folder.path().join(name);
    // A file is in the way of a folder.
    fs::write(path("file"), "mine").expect("it can be written");
    let out = path("file").to_string_lossy().into_owned();
    check_failure(
        &oaspen(&["generate", &document, "--out", &out]),
        1,
        &["error[unwritable-output]"],
    );
    assert_eq!(
        fs::read_to_string(path("file")).expect("it is still there"),
        "mine"
    );

    // A manifest of someone else is in the folder.
    fs::create_dir(path("out")).expect("it can be made");
    fs::write(path("out/Cargo.toml"), "[package]\n").expect("it can be written");
    let out = path("out").to_string_lossy().into_owned();
    check_failure(
        &oaspen(&["generate", &document, "--out", &out]),
        1,
        &["did not write it"],
    );
    let left: Vec<_> = fs::read_dir(path("out"))
        .expect("it is there")
        .flatten()
        .collect();
    assert_eq!(left.len(), 1, "nothing is half-written");
}

#[test]
fn usage_errors_are_told_apart() {
    check_failure(&oaspen(&["generate"]), 2, &["Usage"]);
    check_failure(&oaspen(&["generat"]), 2, &["generate"]);
    check_failure(&oaspen(&["explain", "no-such-code"]), 2, &["no-such-code"]);
    let explained = oaspen(&["explain", "ambiguous-union"]);
    assert!(explained.status.success());
    assert!(String::from_utf8_lossy(&explained.stdout).contains("ambiguous-union"));
}

#[test]
fn a_name_cannot_leave_the_folder() {
    let (folder, document) = folder("pets.yaml", PETS);
    let out = folder.path().join("out").to_string_lossy().into_owned();
    let output = oaspen(&["generate", &document, "--out", &out, "--name", "../x"]);
    check_failure(&output, 1, &["error[invalid-config]", "../x"]);
    let output = oaspen(&["generate", &document, "--out", &out, "--name", ""]);
    check_failure(&output, 1, &["error[invalid-config]"]);
}
