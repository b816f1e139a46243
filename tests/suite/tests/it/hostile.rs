//! Documents that attack a generator: it always ends, never panics, and writes nothing when wrong.
//!
//! Small ones are files of `spec/hostile`, and `expected.tsv` says what becomes of each; large ones
//! are made here.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use oaspen::{Config, Input, Report, generate};
use oaspen_diagnostics::{Colour, Severity, render_human};

use crate::root;
use crate::stopwatch::Stopwatch;

/// How long one document may be worked on in a debug build.
const LONGEST: Duration = Duration::from_secs(20);

/// Generates from a document, which must end soon and in either output or an error.
#[track_caller]
fn report(name: &str, input: &Input) -> Report {
    let watch = Stopwatch::start();
    let report = generate(input, &Config::default());
    let took = watch.elapsed();
    assert!(took < LONGEST, "{name} took {took:?}");
    let is_refused = report.summary.errors > 0;
    assert_eq!(report.files.is_some(), !is_refused, "{name}");
    report
}

/// Whether a document ends as `accept` or `reject CODE` says; else what it did.
fn compare(report: &Report, expected: &str) -> Result<(), String> {
    let errors = report
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let codes: Vec<&str> = errors.map(|found| found.code.info().name).collect();
    let is_right = match expected.strip_prefix("reject ") {
        Some(code) => codes.contains(&code),
        None => expected == "accept" && codes.is_empty(),
    };
    let shown = || render_human(&report.diagnostics, &report.sources, Colour::Never);
    if is_right {
        Ok(())
    } else {
        Err(format!(
            "expected {expected}, errors {codes:?}\n{}",
            shown()
        ))
    }
}

#[test]
fn hostile_documents_end_as_the_table_says() {
    let folder = root().join("spec/hostile");
    let table = std::fs::read_to_string(folder.join("expected.tsv")).expect("the table is there");
    let mut wrong = Vec::new();
    let mut listed = Vec::new();
    for row in table.lines() {
        let (file, expected) = row.split_once('\t').expect("a file and what becomes of it");
        let input = Input::from_path(&folder.join(file).to_string_lossy());
        if let Err(found) = compare(&report(file, &input), expected) {
            wrong.push(format!("{file}: {found}"));
        }
        listed.push(file.to_owned());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name != "expected.tsv")
        .collect();
    files.sort();
    assert_eq!(files, listed, "the table lists each file once, sorted");
}

#[track_caller]
fn check(name: &str, text: String, expected: &str) {
    let input = Input::from_text("hostile.yaml", text);
    if let Err(found) = compare(&report(name, &input), expected) {
        panic!("{name}: {found}");
    }
}

/// A document of schemas `S0` to `S<count - 1>`, and `S<count>`, a string.
fn chain(count: usize, link: impl Fn(&str) -> String) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: { title: hostile, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n",
    );
    for at in 0..count {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", at + 1);
        writeln!(text, "    S{at}: {}", link(&next)).expect("text grows");
    }
    writeln!(text, "    S{count}: {{ type: string }}").expect("text grows");
    text
}

#[test]
fn long_chains_are_followed() {
    check("references", chain(20_000, str::to_owned), "accept");
    let all_of = chain(500, |next| format!("{{ allOf: [{next}] }}"));
    check("allOf", all_of, "accept");
    let any_of = chain(500, |next| {
        format!("{{ anyOf: [{next}, {{ type: integer }}] }}")
    });
    check("anyOf", any_of, "accept");
    let lists = chain(500, |next| format!("{{ type: array, items: {next} }}"));
    check("items", lists, "accept");
}

#[test]
fn doubling_takes_no_exponential_time() {
    let two = |keyword: &str| {
        let keyword = keyword.to_owned();
        chain(60, move |next| format!("{{ {keyword}: [{next}, {next}] }}"))
    };
    check("tuples", two("type: array, prefixItems"), "accept");
    check("allOf", two("allOf"), "accept");
    check("anyOf", two("anyOf"), "accept");
    check("oneOf", two("oneOf"), "accept");
    let objects = chain(60, |next| {
        format!("{{ type: object, required: [a, b], properties: {{ a: {next}, b: {next} }} }}")
    });
    check("objects", objects, "accept");
}

#[test]
fn unions_beside_each_other_are_not_multiplied_out() {
    let branch = |union: usize, at: usize| {
        let name = format!("p{union}x{at}");
        format!(
            "{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}"
        )
    };
    let union = |union: usize| {
        let branches: Vec<String> = (0..10).map(|at| branch(union, at)).collect();
        format!("{{ oneOf: [{}] }}", branches.join(", "))
    };
    let unions: Vec<String> = (0..12).map(union).collect();
    let text =
        chain(0, |_| String::new()) + &format!("    Wide: {{ allOf: [{}] }}\n", unions.join(", "));
    check("unions", text, "accept");
}

#[test]
fn aliases_of_long_texts_are_counted() {
    let head = "openapi: 3.1.0\ninfo: { title: hostile, version: '1' }\npaths: {}\n";
    let long = "a".repeat(1_000_000);
    let many = vec!["*a"; 5_000].join(", ");
    let text = format!("{head}x-a: &a '{long}'\nx-b: [{many}]\n");
    check("texts", text, "reject depth-limit");
    let mut doubled = chain(0, |_| String::new());
    doubled.push_str("    A0: &a0 { type: object, properties: { a: { type: string } } }\n");
    for at in 1..18 {
        let before = at - 1;
        writeln!(
            doubled,
            "    A{at}: &a{at} {{ type: object, properties: {{ a: *a{before}, b: *a{before} }} }}"
        )
        .expect("text grows");
    }
    check("schemas", doubled, "reject depth-limit");
}

#[test]
fn depth_is_limited() {
    let head = "openapi: 3.1.0\ninfo: { title: hostile, version: '1' }\npaths: {}\nx-deep: ";
    let deep = |open: &str, close: &str| {
        format!("{head}{}{}\n", open.repeat(100_000), close.repeat(100_000))
    };
    check("lists", deep("[", "]"), "reject depth-limit");
    check("unclosed", deep("[", ""), "reject depth-limit");
    check("maps", deep("{a: ", "}"), "reject depth-limit");
    let mut aliases = format!("{head}&a0 [x, x]\n");
    for at in 0..200 {
        writeln!(aliases, "x-{at}: &a{} [*a{at}, *a{at}]", at + 1).expect("text grows");
    }
    check("aliases", aliases, "reject depth-limit");
}

#[test]
fn wide_documents_take_linear_time() {
    let wide = |keyword: &str, item: &dyn Fn(usize) -> String, count: usize| {
        let items: Vec<String> = (0..count).map(item).collect();
        chain(0, |_| String::new())
            + &format!("    Wide: {{ {keyword} }}\n").replace('%', &items.join(", "))
    };
    let values = wide("type: string, enum: [%]", &|at| format!("v{at}"), 10_000);
    check("values", values, "accept");
    let property = |at| format!("p{at}: {{ type: string }}");
    check(
        "properties",
        wide("properties: { % }", &property, 3_000),
        "accept",
    );
    let branch = |at| {
        format!(
            "{{ type: object, required: [b{at}], properties: {{ b{at}: {{ type: string }} }} }}"
        )
    };
    check("branches", wide("oneOf: [%]", &branch, 200), "accept");
    let required = wide("required: [%]", &|at| format!("r{at}"), 3_000);
    check("requirements", required, "accept");
}

/// A document of one schema `Wide` that says `keyword`, with `count` items in the place of `%`.
fn wide(count: usize, keyword: &str, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..count).map(item).collect();
    let schema = keyword.replace('%', &items.join(", "));
    chain(0, |_| String::new()) + &format!("    Wide: {{ {schema} }}\n")
}

/// Names that are written alike in Rust: `at` in binary, of two signs that are no letters.
fn alike(at: usize) -> String {
    let digits = format!("{:b}", at + 1);
    digits.replace('0', "-").replace('1', "_")
}

/// A way to write a document of some size.
type Growing = (&'static str, usize, fn(usize) -> String);

/// What grew faster than its size once, and how large it has to be for that to be seen.
const GROWING: &[Growing] = &[
    ("properties", 300, |count| {
        let item = |at| format!("p{at}: {{ type: string, enum: [a] }}");
        wide(count, "properties: { % }", item)
    }),
    ("properties that collide", 600, |count| {
        let item = |at| format!("'a{}': {{ type: string }}", alike(at));
        wide(count, "properties: { % }", item)
    }),
    ("values that collide", 1_500, |count| {
        wide(count, "type: string, enum: [%]", |at| {
            format!("'a{}'", alike(at))
        })
    }),
    ("branches", 200, |count| {
        wide(count, "oneOf: [%]", |at| {
            format!(
                "{{ type: object, required: [b{at}], properties: {{ b{at}: {{ type: string }} }} }}"
            )
        })
    }),
    ("wrappers", 500, |count| {
        chain(count, |next| format!("{{ allOf: [{next}] }}"))
    }),
    ("variables", 800, |count| {
        let all = |write: &dyn Fn(usize) -> String| (0..count).map(write).collect::<String>();
        let (url, variables) = (
            all(&|at| format!("{{v{at}}}")),
            all(&|at| format!("      v{at}: {{ default: a }}\n")),
        );
        format!(
            "openapi: 3.1.0\ninfo: {{ title: hostile, version: '1' }}\nservers:\n  - url: 'https://h/{url}'\n    variables:\n{variables}paths:\n  /a: {{ get: {{ responses: {{ '204': {{ description: Done. }} }} }} }}\n"
        )
    }),
];

/// How much longer a document of four times the size may take: linear time is four, quadratic sixteen.
const MOST_GROWTH: u32 = 10;

#[test]
fn time_grows_as_size_does() {
    let mut wrong = Vec::new();
    for (name, count, write) in GROWING {
        let [small, large] = [write(*count), write(count * 4)];
        let took = |text: &String| {
            let input = Input::from_text("hostile.yaml", text.clone());
            let watch = Stopwatch::start();
            let report = report(name, &input);
            assert!(report.files.is_some(), "{name}");
            watch.elapsed()
        };
        let (small, large) = (took(&small), took(&large));
        if large > small * MOST_GROWTH {
            wrong.push(format!("{name}: {small:?}, four times the size {large:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The folder of further documents: `OASPEN_CORPUS`, else one beside the repository when there is.
fn corpus() -> Option<PathBuf> {
    let folder = match std::env::var_os("OASPEN_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => root().join("../shared/corpus"),
    };
    folder.is_dir().then_some(folder)
}

#[test]
fn further_documents_end_in_a_report() {
    let Some(folder) = corpus() else {
        println!("skipped: OASPEN_CORPUS does not name a folder");
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("hostile"))
        .expect("it can be read")
        .flatten()
    {
        let path = match entry.path() {
            path if path.is_dir() => path.join("openapi.yaml"),
            path => path,
        };
        let path = path.to_string_lossy();
        report(&path, &Input::from_path(&path));
        seen += 1;
    }
    assert!(seen > 0, "{} holds nothing", folder.display());
}
