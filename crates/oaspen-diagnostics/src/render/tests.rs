//! What people and programs read.

use super::*;
use crate::{Code, Diagnostic, Pointer, Severity, SourceMap, Span};

const TEXT: &str = "openapi: 3.1.0\npaths:\n  /pets:\n    get:\n      $ref: '#/none'\n";

/// A source and the span of the first `needle` in it.
fn source(name: &str, text: &str, needle: &str) -> (SourceMap, Span) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text);
    let start = text.find(needle).unwrap();
    let to_u32 = |value: usize| u32::try_from(value).unwrap();
    (
        sources,
        Span::new(file, to_u32(start), to_u32(start + needle.len())),
    )
}

fn human(diagnostic: Diagnostic, sources: &SourceMap) -> String {
    render_human(&[diagnostic], sources, Colour::Never)
}

#[test]
fn an_error_shows_its_place_pointer_and_help() {
    let (sources, span) = source("pets.yaml", TEXT, "'#/none'");
    let pointer = Pointer::root().join("paths").join("/pets").join("get");
    let diagnostic = Diagnostic::new(Code::UnresolvedReference, "`#/none` names nothing")
        .at(span, &pointer)
        .help("did you mean `#/some`?");
    insta::assert_snapshot!(human(diagnostic, &sources), @r#"
    error[unresolved-reference]: `#/none` names nothing
     --> pets.yaml:5:13
      |
    5 |       $ref: '#/none'
      |             ^^^^^^^^
      |
      = note: at #/paths/~1pets/get
      = help: did you mean `#/some`?
    "#);
}

#[test]
fn labels_near_by_share_the_excerpt_and_others_have_their_own() {
    let text = format!("first: 1\nsecond: 2\n{}last: 3\n", "# filler\n".repeat(100));
    let (sources, first) = source("a.yaml", &text, "first");
    let (_, second) = source("a.yaml", &text, "second");
    let (_, last) = source("a.yaml", &text, "last");
    let diagnostic = Diagnostic::new(Code::DuplicateKey, "three keys")
        .at(second, &Pointer::root())
        .label(first, "it is here already")
        .label(last, "and here");
    insta::assert_snapshot!(human(diagnostic, &sources), @r#"
    error[duplicate-key]: three keys
       --> a.yaml:2:1
        |
      1 | first: 1
        | ----- it is here already
      2 | second: 2
        | ^^^^^^
        |
       ::: a.yaml:103:1
        |
    103 | last: 3
        | ---- and here
    "#);
}

#[test]
fn a_line_between_two_marked_ones_is_the_document_s() {
    let (sources, first) = source("a.yaml", "a: 1\nb: 2\nc: 3\n", "a");
    let (_, last) = source("a.yaml", "a: 1\nb: 2\nc: 3\n", "c");
    let diagnostic = Diagnostic::new(Code::DuplicateKey, "two keys")
        .at(last, &Pointer::root())
        .label(first, "it is here already");
    insta::assert_snapshot!(human(diagnostic, &sources), @r#"
    error[duplicate-key]: two keys
     --> a.yaml:3:1
      |
    1 | a: 1
      | - it is here already
    2 | b: 2
    3 | c: 3
      | ^
    "#);
}

#[test]
fn severities_say_what_is_lost() {
    let say = |severity| {
        human(
            Diagnostic::new(Code::UnsupportedStyle, "something").severity(severity),
            &SourceMap::new(),
        )
    };
    insta::assert_snapshot!(say(Severity::Error), @"error[unsupported-style]: something");
    insta::assert_snapshot!(say(Severity::Skipped), @r#"
    warning[unsupported-style]: something
     |
     = note: what needs this is left out; the rest is written
    "#);
    insta::assert_snapshot!(say(Severity::Weakened), @r#"
    warning[unsupported-style]: something
     |
     = note: weakened: less is typed or enforced than is written here
    "#);
    insta::assert_snapshot!(say(Severity::Note), @"note[unsupported-style]: something");
}

#[test]
fn a_span_of_many_lines_is_shown_by_its_first() {
    let (sources, span) = source("a.yaml", TEXT, &TEXT[15..50]);
    let diagnostic = Diagnostic::new(Code::MissingField, "something").at(span, &Pointer::root());
    insta::assert_snapshot!(human(diagnostic, &sources), @r#"
    error[missing-field]: something
     --> a.yaml:2:1
      |
    2 | paths:
      | ^^^^^^
    "#);
}

#[test]
fn a_line_of_megabytes_is_cut_and_fast() {
    let text = format!(
        "{{{}\"needle\":1,{}}}",
        "\"é\":0,".repeat(500_000),
        "\"b\":0,".repeat(100)
    );
    let (sources, span) = source("min.json", &text, "\"needle\"");
    let diagnostic = Diagnostic::new(Code::UnknownKeyword, "something").at(span, &Pointer::root());
    let started = std::time::Instant::now();
    insta::assert_snapshot!(human(diagnostic, &sources), @r#"
    warning[unknown-keyword]: something
     --> min.json:1:3000002
      |
    1 | …é":0,"é":0,"é":0,"é":0,"é":0,"é":0,"needle":1,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0,"b":0…
      |                                     ^^^^^^^^
      |
      = note: weakened: less is typed or enforced than is written here
    "#);
    assert!(started.elapsed() < std::time::Duration::from_secs(2));
}

#[test]
fn places_at_the_edges_of_a_file_are_shown() {
    for text in ["", "a", "a\n", "\r\n", "é"] {
        let mut sources = SourceMap::new();
        let file = sources.add("a.yaml", text);
        for (start, end) in [(0, 0), (0, 1), (1, 1), (1, 2), (7, 9), (9, 7)] {
            let diagnostic = Diagnostic::new(Code::SyntaxError, "something")
                .at(Span::new(file, start, end), &Pointer::root());
            let shown = human(diagnostic, &sources);
            assert!(shown.contains("--> a.yaml:"), "{shown}");
        }
    }
}

#[test]
fn control_characters_of_a_document_do_not_reach_the_terminal() {
    let (sources, span) = source("a.yaml", "a: \u{1b}[31m\u{202e}\u{9b}1mb\n", "a");
    let pointer = Pointer::root().join("\u{1b}[2J");
    let diagnostic = Diagnostic::new(Code::UnknownKeyword, "key `\u{1b}[31m\u{7}`")
        .at(span, &pointer)
        .help("\u{1b}");
    let shown = human(diagnostic, &sources);
    assert!(
        !shown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}']),
        "{shown:?}"
    );
}

#[test]
fn colours_are_written_when_asked_for() {
    let diagnostic = [Diagnostic::new(Code::Drift, "something")];
    let sources = SourceMap::new();
    assert!(render_human(&diagnostic, &sources, Colour::Always).contains('\u{1b}'));
    assert!(!render_human(&diagnostic, &sources, Colour::Never).contains('\u{1b}'));
}

#[test]
fn programs_get_one_object_a_line() {
    let (sources, span) = source("pets.yaml", TEXT, "'#/none'");
    let pointer = Pointer::root().join("paths").join("/pets");
    let placed = Diagnostic::new(Code::UnresolvedReference, "names \"nothing\"\n")
        .at(span, &pointer)
        .label(span, "here");
    let unplaced = Diagnostic::new(Code::Drift, "something").help("generate again");
    insta::assert_snapshot!(render_json(&[placed, unplaced], &sources), @r##"
    {"code":"unresolved-reference","severity":"error","message":"names \"nothing\"\n","file":"pets.yaml","line":5,"column":13,"end_line":5,"end_column":21,"pointer":"#/paths/~1pets","labels":[{"message":"here","file":"pets.yaml","line":5,"column":13,"end_line":5,"end_column":21}],"help":null}
    {"code":"drift","severity":"error","message":"something","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"pointer":"#","labels":[],"help":"generate again"}
    "##);
}

#[test]
fn counts_are_told_without_zeros() {
    let of = |severities: &[Severity]| {
        let diagnostics: Vec<Diagnostic> = severities
            .iter()
            .map(|severity| Diagnostic::new(Code::Drift, "x").severity(*severity))
            .collect();
        summarise(&diagnostics).to_string()
    };
    assert_eq!(of(&[]), "nothing to report");
    assert_eq!(
        of(&[Severity::Error, Severity::Note, Severity::Note]),
        "1 error, 2 notes"
    );
    assert_eq!(
        of(&[Severity::Skipped, Severity::Weakened]),
        "1 left out, 1 weakened"
    );
}

#[test]
fn strict_raises_only_what_would_be_left_out() {
    let strict = |code| Diagnostic::new(code, "x").strict().severity;
    assert_eq!(strict(Code::UnsupportedMediaType), Severity::Error);
    assert_eq!(strict(Code::EmptyEnum), Severity::Weakened);
}

#[test]
fn a_narrow_terminal_gets_narrow_excerpts() {
    let text = format!("key: {}needle{}\n", "word ".repeat(15), " word".repeat(15));
    let (sources, span) = source("a.yaml", &text, "needle");
    let diagnostic = [Diagnostic::new(Code::Drift, "x").at(span, &Pointer::root())];
    let shown = render_human_within(&diagnostic, &sources, Colour::Never, 70);
    let widest = shown
        .lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap();
    assert!(
        widest <= 80 && shown.contains("needle"),
        "{widest}\n{shown}"
    );
}

#[test]
fn programs_get_no_treacherous_characters_either() {
    let found = [Diagnostic::new(
        Code::Drift,
        "a\u{202e}\u{9b}\u{e0001}\u{1b}b",
    )];
    let line = render_json(&found, &SourceMap::new());
    assert!(line.trim_end().is_ascii(), "{line}");
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["message"], "a\u{202e}\u{9b}\u{e0001}\u{1b}b");
}

#[test]
fn codes_are_counted_the_worst_first() {
    let found = [
        Code::UnknownFormat,
        Code::UnknownKeyword,
        Code::UnknownFormat,
        Code::Drift,
    ];
    let found: Vec<Diagnostic> = found.map(|code| Diagnostic::new(code, "x")).into();
    insta::assert_snapshot!(count_codes(&found).join("\n"), @r#"
    1 error    drift
    1 weakened unknown-keyword
    2 note     unknown-format
    "#);
}

#[test]
fn a_log_of_sarif_has_rules_results_and_places() {
    let (sources, span) = source("a b.yaml", TEXT, "'#/none'");
    let pointer = Pointer::root().join("paths");
    let found = Diagnostic::new(Code::UnresolvedReference, "nothing")
        .at(span, &pointer)
        .label(span, "here")
        .help("look");
    let mut sarif = Sarif::new("1.2.3");
    sarif.add(&[found, Diagnostic::new(Code::Drift, "x")], &sources);
    let log: serde_json::Value = serde_json::from_str(&sarif.render()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(
        run["tool"]["driver"]["rules"].as_array().unwrap().len(),
        Code::ALL.len()
    );
    let index = run["results"][0]["ruleIndex"].as_u64().unwrap();
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(index).unwrap()];
    assert_eq!(rule["id"], "unresolved-reference");
    insta::assert_snapshot!(run["results"].to_string(), @r##"[{"ruleId":"unresolved-reference","ruleIndex":14,"level":"error","message":{"text":"nothing; look"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a%20b.yaml"},"region":{"startLine":5,"startColumn":13,"endLine":5,"endColumn":21}},"logicalLocations":[{"fullyQualifiedName":"#/paths"}]}],"relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"a%20b.yaml"},"region":{"startLine":5,"startColumn":13,"endLine":5,"endColumn":21}},"message":{"text":"here"}}],"properties":{"severity":"error"}},{"ruleId":"drift","ruleIndex":61,"level":"error","message":{"text":"x"},"locations":[],"relatedLocations":[],"properties":{"severity":"error"}}]"##);
}

#[test]
fn what_is_found_again_and_again_is_told_once() {
    let many = |code, count| vec![Diagnostic::new(code, "x"); count];
    let shown = |found: &[Diagnostic]| {
        let text = render_human(found, &SourceMap::new(), Colour::Never);
        text.lines().filter(|line| line.contains(": x")).count()
    };
    let note = Code::UnknownFormat;
    assert_eq!(shown(&many(note, 20)), 20);
    assert_eq!(shown(&many(Code::Drift, 21)), 21);
    let mut found = many(note, 21);
    found.extend(many(Code::UnknownKeyword, 2));
    insta::assert_snapshot!(render_human(&found, &SourceMap::new(), Colour::Never).trim_end(), @r#"
    note[unknown-format]: x; here and in 20 more places, which `--format json` lists

    warning[unknown-keyword]: x
     |
     = note: weakened: less is typed or enforced than is written here

    warning[unknown-keyword]: x
     |
     = note: weakened: less is typed or enforced than is written here
    "#);
}
