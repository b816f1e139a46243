//! Documents in several files as the command reads them: roots, links, the network, overlays,
//! filters, and the document in one file.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().expect("a folder can be made"));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it can be read")
    }

    /// Runs the command in the folder.
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_oaspen"))
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            .args(arguments)
            .output()
            .expect("the command can be run")
    }

    #[track_caller]
    fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{text}");
        text
    }

    #[track_caller]
    fn fails(&self, arguments: &[&str], parts: &[&str]) {
        let output = self.run(arguments);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text}");
        for part in parts {
            assert!(text.contains(part), "`{part}` is not in:\n{text}");
        }
    }
}

/// Every file below a folder with its content.
fn tree(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut stack = vec![folder.to_owned()];
    while let Some(at) = stack.pop() {
        for entry in fs::read_dir(&at).expect("it is a folder").flatten() {
            if entry.path().is_dir() {
                stack.push(entry.path());
            } else {
                let name = entry
                    .path()
                    .strip_prefix(folder)
                    .map(|path| path.display().to_string());
                let text = fs::read_to_string(entry.path()).expect("it can be read");
                found.push((name.expect("it is below"), text));
            }
        }
    }
    found.sort();
    found
}

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";

fn pets(reference: &str) -> String {
    format!(
        "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ Own: {{ type: object, properties: {{ pet: {{ $ref: '{reference}' }} }} }} }} }}\n"
    )
}

/// A document in many files of every kind, and an overlay for it.
fn many_files() -> Folder {
    let entry = format!(
        "{HEAD}paths:
  /pets:
    $ref: paths/pets.yaml
  /users:
    get: {{ $ref: 'paths/users.json#/get' }}
components:
  schemas:
    Pet: {{ $ref: schemas/Pet.yaml }}
    Animal:
      oneOf: [{{ $ref: schemas/Pet.yaml }}, {{ $ref: 'other/Pet.yaml' }}]
      discriminator: {{ propertyName: kind, mapping: {{ pet: schemas/Pet.yaml, other: 'other/Pet.yaml' }} }}
    Unused: {{ type: object }}
"
    );
    Folder::new(&[
        ("api/openapi.yaml", &entry),
        (
            "api/paths/pets.yaml",
            "parameters: [{ $ref: '../parameters.yaml#/limit' }]
get:
  operationId: listPets
  tags: [pets]
  responses:
    '200': { $ref: '../responses.json#/Pets' }
    default: { $ref: '../responses.json#/Problem' }
post:
  operationId: addPet
  tags: [pets, admin]
  requestBody: { content: { application/json: { schema: { $ref: ../schemas/Pet.yaml }, examples: { one: { $ref: ../example.yaml } } } } }
  responses: { '201': { description: d, headers: { ETag: { $ref: '../parameters.yaml#/tag' } } } }
",
        ),
        (
            "api/paths/users.json",
            r##"{"get": {"operationId": "listUsers", "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/User"}}}}}}}, "User": {"type": "object", "properties": {"pets": {"type": "array", "items": {"$ref": "../openapi.yaml#/components/schemas/Pet"}}}}}"##,
        ),
        ("api/parameters.yaml", "limit: { name: limit, in: query, schema: { type: integer } }\ntag: { schema: { type: string } }\n"),
        (
            "api/responses.json",
            r##"{"Pets": {"description": "d", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "schemas/Pet.yaml"}}}}}, "Problem": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/Detail"}}}}, "Detail": {"type": "object", "properties": {"text": {"type": "string"}}}}"##,
        ),
        ("api/example.yaml", "value: { kind: pet, name: Rex }\n"),
        (
            "api/schemas/Pet.yaml",
            "type: object\nrequired: [kind]\nproperties:\n  kind: { type: string }\n  name: { type: string }\n  owner: { $ref: '#/$defs/Owner' }\n  parts: { properties: { $ref: '../parts.yaml#/own' } }\n$defs: { Owner: { type: object, properties: { pet: { $ref: Pet.yaml } } } }\n",
        ),
        ("api/parts.yaml", "own: { leg: { type: integer } }\n"),
        ("api/other/Pet.yaml", "type: object\nrequired: [kind]\nproperties: { kind: { type: string }, wild: { type: boolean } }\n"),
        ("overlay.yaml", "overlay: 1.1.0\ninfo: { title: o, version: '1' }\nactions:\n- { target: $.components.schemas.Animal, update: { description: Overlaid. } }\n"),
    ])
}

/// The document in one file, which generates what the files do.
fn effective(folder: &Folder, name: &str, more: &[&str]) -> String {
    let (first, second) = (format!("{name}-1"), format!("{name}-2"));
    let effective = format!("{name}/openapi.yaml");
    fs::create_dir_all(folder.path(name)).expect("it can be made");
    let arguments = [
        "generate",
        "api/openapi.yaml",
        "--out",
        &first,
        "--effective",
        &effective,
    ];
    folder.succeeds(&[&arguments, more].concat());
    folder.succeeds(&["generate", &effective, "--out", &second]);
    let text = folder.read(&effective);
    let (one, two) = (tree(&folder.path(&first)), tree(&folder.path(&second)));
    for (one, two) in one.iter().zip(&two) {
        assert_eq!(one, two, "{text}");
    }
    assert_eq!(one.len(), two.len());
    text
}

/// A document of Swagger 2.0 in many files of every kind.
fn many_swagger_files() -> Folder {
    Folder::new(&[
        (
            "api/openapi.yaml",
            "swagger: '2.0'
info: { title: Pets, version: '1' }
host: example.com
consumes: [application/json]
produces: [application/json]
paths:
  /pets: { $ref: paths/pets.yaml }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, type: string }]
    put: { $ref: 'paths/pet.yaml#/put' }
    get:
      operationId: getPet
      responses: { '200': { $ref: '#/responses/Pet' }, default: { $ref: 'parts.yaml#/problem' } }
parameters:
  tags: { $ref: 'parts.yaml#/tags' }
responses: { $ref: responses.yaml }
definitions:
  Pet: { $ref: 'definitions.yaml#/definitions/Pet' }
",
        ),
        (
            "api/paths/pets.yaml",
            "parameters: [{ $ref: '../openapi.yaml#/parameters/tags' }]
get: { operationId: listPets, responses: { '200': { description: d, schema: { type: array, items: { $ref: '../openapi.yaml#/definitions/Pet' } } } } }
post:
  operationId: addPet
  parameters: [{ $ref: '../parts.yaml#/body' }]
  responses: { '201': { description: d, headers: { ETag: { type: string } } } }
",
        ),
        (
            "api/paths/pet.yaml",
            "put:
  operationId: putPet
  consumes: [application/x-www-form-urlencoded]
  parameters: [{ $ref: '../parts.yaml#/field' }]
  responses: { '204': { description: d } }
",
        ),
        (
            "api/parts.yaml",
            "tags: { name: tags, in: query, type: array, items: { type: string }, collectionFormat: pipes }
body: { name: body, in: body, required: true, schema: { $ref: 'definitions.yaml#/definitions/Pet' } }
field: { name: note, in: formData, type: string }
problem: { description: d, schema: { $ref: 'definitions.yaml#/definitions/Problem' } }
",
        ),
        (
            "api/responses.yaml",
            "Pet: { description: d, schema: { $ref: 'openapi.yaml#/definitions/Pet' } }\n",
        ),
        (
            "api/definitions.yaml",
            "swagger: '2.0'
definitions:
  Pet: { type: object, required: [owner], properties: { owner: { type: string, x-nullable: true }, mother: { $ref: '#/definitions/Pet' } } }
  Problem: { type: object, properties: { text: { type: string } } }
",
        ),
    ])
}

#[test]
fn swagger_in_one_file_generates_the_same() {
    let folder = many_swagger_files();
    for (name, more) in [
        ("plain", &[][..]),
        ("filtered", &["--include", "operation=addPet"][..]),
    ] {
        let text = effective(&folder, name, more);
        for old in ["swagger", "definitions", ".yaml", "formData"] {
            assert!(!text.contains(old), "{old} is in:\n{text}");
        }
    }
}

#[test]
fn the_document_in_one_file_generates_the_same() {
    let folder = many_files();
    for (name, more) in [
        ("plain", &[][..]),
        (
            "filtered",
            &["--include", "tag=pets", "--exclude", "operation=addPet"][..],
        ),
        ("overlaid", &["--overlay", "overlay.yaml"][..]),
    ] {
        let text = effective(&folder, name, more);
        assert!(
            !text.contains(".yaml") && !text.contains(".json\""),
            "{text}"
        );
        assert_eq!(text.contains("Unused"), name != "filtered", "{text}");
    }
    let types: Vec<String> = tree(&folder.path("plain-1"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(
        types
            .iter()
            .any(|name| name.ends_with("schemas/other_pet.rs")),
        "{types:?}"
    );
}

#[test]
fn files_outside_the_root_are_not_read() {
    let folder = Folder::new(&[
        ("api/openapi.yaml", &pets("../shared/pet.yaml")),
        ("shared/pet.yaml", "type: object\n"),
    ]);
    let generate = ["generate", "api/openapi.yaml", "--out", "out"];
    folder.fails(&generate, &["error[reference-outside-root]", "--root"]);
    assert!(!folder.path("out").exists());
    folder.succeeds(&[&generate[..], &["--root", "."]].concat());
    let root = folder.path("").to_string_lossy().into_owned();
    folder.succeeds(&[&generate[..], &["--root", &root]].concat());
    folder.write("oaspen.toml", "root = '.'\n");
    folder.succeeds(&[&generate[..], &["--config", "oaspen.toml"]].concat());
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_root() {
    let folder = Folder::new(&[
        ("api/openapi.yaml", &pets("pet.yaml")),
        ("secret/pet.yaml", "type: object\n"),
    ]);
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(folder.path(from), folder.path(to)).expect("it can be linked");
    };
    link("secret/pet.yaml", "api/pet.yaml");
    let generate = ["generate", "api/openapi.yaml", "--out", "out"];
    folder.fails(&generate, &["error[reference-outside-root]"]);
    folder.succeeds(&[&generate[..], &["--root", "."]].concat());
    fs::remove_file(folder.path("api/pet.yaml")).expect("it is there");
    link("secret", "api/sub");
    folder.write("api/openapi.yaml", &pets("sub/pet.yaml"));
    folder.fails(&generate, &["error[reference-outside-root]"]);
}

/// A server that answers with files until it is dropped, and how often it was asked.
fn serve(files: &'static [(&'static str, &'static str)]) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let origin = format!("http://{}", listener.local_addr().expect("it is bound"));
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            counter.fetch_add(1, Ordering::SeqCst);
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).unwrap_or(0);
            let text = String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()).into_owned();
            let path = text.split(' ').nth(1).unwrap_or("/").to_owned();
            let found = files.iter().find(|(name, _)| *name == path);
            let (status, body) = found.map_or(("404 Not Found", ""), |(_, body)| ("200 OK", body));
            let (status, location) = match path.as_str() {
                "/moved.yaml" => ("302 Found", "Location: http://elsewhere.example/x\r\n"),
                _ => (status, ""),
            };
            let answer = format!(
                "HTTP/1.1 {status}\r\n{location}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (origin, asked)
}

#[test]
fn the_network_is_asked_once_and_only_when_allowed() {
    let (origin, asked) = serve(&[
        (
            "/a/pet.yaml",
            "type: object\nproperties: { tag: { $ref: ../tag.json } }\n",
        ),
        ("/tag.json", "{\"type\": \"string\"}"),
    ]);
    let folder = Folder::new(&[("openapi.yaml", &pets(&format!("{origin}/a/pet.yaml")))]);
    let generate = ["generate", "openapi.yaml", "--out", "out"];
    let allowed = [&generate[..], &["--allow-remote", &origin]].concat();
    folder.fails(
        &generate,
        &[
            "error[remote-reference]",
            &format!("--allow-remote {origin}"),
        ],
    );
    folder.fails(
        &[&generate[..], &["--allow-remote", "https://example.com"]].concat(),
        &["remote-reference"],
    );
    folder.fails(
        &[&allowed[..], &["--check"]].concat(),
        &["error[remote-reference]"],
    );
    folder.fails(
        &["check", "openapi.yaml", "--allow-remote", &origin],
        &["remote-reference"],
    );
    assert_eq!(asked.load(Ordering::SeqCst), 0);

    folder.succeeds(&allowed);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    let lock = folder.read("oaspen.lock");
    assert_eq!(lock.matches("[[file]]").count(), 2, "{lock}");
    folder.succeeds(&allowed);
    // What was fetched is part of the document from then on.
    folder.succeeds(&[&generate[..], &["--check"]].concat());
    folder.succeeds(&generate);
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    let copies = tree(&folder.path("oaspen-vendor"));
    let (copy, _) = copies.first().expect("there is a copy");
    let path = format!("oaspen-vendor/{copy}");
    folder.write(&path, "type: string\n");
    folder.fails(&generate, &["error[vendored-file-changed]", "was noted"]);
    // A copy that is gone is fetched again, and must be the same.
    fs::remove_file(folder.path(&path)).expect("it is there");
    folder.fails(&generate, &["error[remote-reference]"]);
    folder.succeeds(&allowed);
    folder.write("oaspen.lock", &lock.replace("sha256 = \"", "sha256 = \"00"));
    folder.fails(&allowed, &["error[vendored-file-changed]"]);
}

#[test]
fn redirects_are_not_followed() {
    let (origin, _) = serve(&[]);
    let folder = Folder::new(&[("openapi.yaml", &pets(&format!("{origin}/moved.yaml")))]);
    let generate = [
        "generate",
        "openapi.yaml",
        "--out",
        "out",
        "--allow-remote",
        &origin,
    ];
    folder.fails(&generate, &["http://elsewhere.example/x"]);
    folder.write("openapi.yaml", &pets(&format!("{origin}/none.yaml")));
    folder.fails(&generate, &["status 404"]);
    assert!(!folder.path("oaspen.lock").exists());
}

#[test]
fn overlays_are_told_and_may_be_required_to_match() {
    let folder = Folder::new(&[
        ("openapi.yaml", &pets("#/components/schemas/Tag")),
        (
            "one.yaml",
            "overlay: 1.0.0\ninfo: { title: o, version: '1' }\nactions:\n- { target: $.components.schemas, update: { Tag: { type: 1 } } }\n",
        ),
        (
            "two.yaml",
            "overlay: 1.0.0\ninfo: { title: o, version: '1' }\nactions:\n- { target: $.components.schemas.Tag.type, update: string }\n- { target: $.none, remove: true }\n",
        ),
    ]);
    let first = [
        "generate",
        "openapi.yaml",
        "--out",
        "out",
        "--overlay",
        "one.yaml",
    ];
    folder.fails(&first, &["one.yaml:4:"]);
    let both = [&first[..], &["--overlay", "two.yaml"]].concat();
    folder.fails(
        &both,
        &[
            "error[unmatched-overlay]",
            "two.yaml:5:",
            "--overlay-allow-unmatched",
        ],
    );
    let text = folder.succeeds(&[&both[..], &["--overlay-allow-unmatched"]].concat());
    assert!(text.contains("selects 1 place"), "{text}");
    folder.write(
        "sub/oaspen.toml",
        "overlays = ['../one.yaml', '../two.yaml']\noverlay-allow-unmatched = true\n",
    );
    folder.succeeds(&[
        "generate",
        "openapi.yaml",
        "--out",
        "out",
        "--config",
        "sub/oaspen.toml",
    ]);
}

#[test]
fn findings_are_denied_and_allowed() {
    let folder = Folder::new(&[(
        "openapi.yaml",
        &format!(
            "{HEAD}paths: {{}}\nx: 1\ncomponents: {{ schemas: {{ A: {{ type: string, format: odd }} }} }}\n"
        ),
    )]);
    let check = ["check", "openapi.yaml"];
    let text = folder.succeeds(&check);
    assert!(
        text.contains("   1 weakened unknown-keyword\n   1 note     unknown-format\n"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'));
    folder.fails(
        &[&check[..], &["--deny", "weakened"]].concat(),
        &["error[unknown-keyword]"],
    );
    folder.fails(
        &[&check[..], &["--deny", "warnings"]].concat(),
        &["error[unknown-keyword]"],
    );
    folder.fails(
        &[&check[..], &["--deny", "unknown-format"]].concat(),
        &["error[unknown-format]"],
    );
    folder.fails(
        &[&check[..], &["--allow", "unknown-keywrd"]].concat(),
        &["did you mean `unknown-keyword`?"],
    );
    let text = folder.succeeds(
        &[
            &check[..],
            &["--allow", "unknown-keyword", "--color", "always"],
        ]
        .concat(),
    );
    assert!(
        !text.contains("unknown-keyword") && text.contains('\u{1b}'),
        "{text}"
    );
    folder.write(
        "oaspen.toml",
        "deny = ['warnings']\nallow = ['unknown-keyword']\n",
    );
    folder.succeeds(&[&check[..], &["--config", "oaspen.toml"]].concat());
    folder.fails(
        &[&check[..], &["--include", "tags=x"]].concat(),
        &["error[invalid-config]", "tag=NAME"],
    );
}

#[test]
fn a_log_of_sarif_is_the_only_output_for_programs() {
    let folder = Folder::new(&[("openapi.yaml", &pets("#/none"))]);
    let output = folder.run(&[
        "generate",
        "openapi.yaml",
        "--out",
        "out",
        "--format",
        "sarif",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(
        log["runs"][0]["results"][0]["ruleId"],
        "unresolved-reference"
    );
    assert!(output.stderr.is_empty());
}

#[test]
fn a_folder_of_others_needs_force() {
    let folder = Folder::new(&[
        ("openapi.yaml", &pets("#/components/schemas/Own")),
        ("out/mine.txt", "mine"),
    ]);
    let generate = ["generate", "openapi.yaml", "--out", "out"];
    folder.fails(&generate, &["error[unwritable-output]", "--force"]);
    folder.succeeds(&[&generate[..], &["--force"]].concat());
    folder.succeeds(&generate);
    assert_eq!(folder.read("out/mine.txt"), "mine");
}

#[test]
fn explanations_have_examples_and_suggestions() {
    let folder = Folder::new(&[]);
    let output = folder.run(&["explain", "unmatched-overlay"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("    actions:\n"), "{text}");
    let output = folder.run(&["explain", "unmatched-overly"]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("did you mean `unmatched-overlay`?"), "{text}");
}
