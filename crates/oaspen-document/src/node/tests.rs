//! Text to trees: values as JSON, and reports.

use oaspen_diagnostics::{Sink, SourceMap};

use super::*;
use crate::testing::report;

fn read(name: &str, text: &str) -> (Option<Node>, String) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text);
    let mut sink = Sink::new();
    let node = read_node(&mut sink, file, sources.get(file).unwrap());
    (node, report(&sink.into_sorted(), &sources))
}

/// The tree as JSON, numbers as written.
fn json(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.clone(),
        Value::String(text) => format!("{text:?}"),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(","))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| format!("{:?}:{}", entry.key, json(&entry.value)))
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

#[track_caller]
fn check(text: &str, expect: &str) {
    let (node, report) = read("a.yaml", text);
    assert_eq!(report, "");
    assert_eq!(json(&node.unwrap()), expect, "{text}");
}

#[track_caller]
fn check_value(text: &str, expect: &str) {
    check(&format!("[{text}]"), &format!("[{expect}]"));
}

#[track_caller]
fn refuse(name: &str, text: &str, expect: &str) {
    assert_eq!(read(name, text).1, expect);
}

#[test]
fn plain_scalars_follow_the_core_schema_of_yaml_1_2() {
    for word in [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "NO",
        "2020-01-01",
        "12:30:45",
        "1_000",
        "0b1",
        "1.2.3",
        ".",
        "+",
        "e5",
        "0x",
        "0xg",
        "08a",
    ] {
        check_value(word, &format!("{word:?}"));
    }
    for null in ["~", "null", "Null", "NULL"] {
        check_value(null, "null");
    }
    for (word, value) in [
        ("true", "true"),
        ("True", "true"),
        ("TRUE", "true"),
        ("false", "false"),
    ] {
        check_value(word, value);
    }
}

#[test]
fn numbers_keep_every_digit() {
    for (text, expect) in [
        ("1.10", "1.10"),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890",
        ),
        ("-0", "-0"),
        ("+7", "7"),
        ("017", "17"),
        (".5", "0.5"),
        ("5.", "5.0"),
        ("1e3", "1e3"),
        ("1E-3", "1e-3"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"),
    ] {
        check_value(text, expect);
    }
}

#[test]
fn numbers_that_json_cannot_write_are_refused() {
    for text in [".inf", "-.INF", ".nan"] {
        let expect = format!(
            "error[syntax-error] a.yaml:1:4 #/a: `{text}` is a number that JSON cannot write"
        );
        refuse("a.yaml", &format!("a: {text}"), &expect);
    }
}

#[test]
fn quotes_and_blocks_are_text() {
    check(
        "a: '1'\nb: \"true\"\nc: |\n  no\n  x\nd: >-\n  y\n  z\n",
        r#"{"a":"1","b":"true","c":"no\nx\n","d":"y z"}"#,
    );
    check(
        "a: !!str 1\nb: !!int '1'\nc: ! 1",
        r#"{"a":"1","b":1,"c":"1"}"#,
    );
}

#[test]
fn keys_are_text() {
    check(
        "200: a\nno: b\nnull: c\n1.10: d\n",
        r#"{"200":"a","no":"b","null":"c","1.10":"d"}"#,
    );
}

#[test]
fn a_key_that_occurs_twice_is_refused_whatever_its_spelling() {
    insta::assert_snapshot!(read("a.yaml", "200: a\n'200': b\n").1, @"error[duplicate-key] a.yaml:2:1 #/200: the key `200` occurs twice in one mapping");
    insta::assert_snapshot!(read("a.json", "{\"a\": 1,\n \"b\": {\"c\": 1, \"\\u0063\": 2}}").1, @"error[duplicate-key] a.json:2:16 #/b/c: the key `c` occurs twice in one mapping");
}

#[test]
fn merge_keys_fill_in_what_is_not_written() {
    check(
        "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nown:\n  <<: [*b, *m]\n  x: 0\n",
        r#"{"base":{"x":1,"y":2},"more":{"y":3,"z":4},"own":{"y":2,"z":4,"x":0}}"#,
    );
    check("'<<': 1", r#"{"<<":1}"#);
    insta::assert_snapshot!(read("a.yaml", "a:\n  <<: 1\n").1, @"error[syntax-error] a.yaml:2:3 #/a: the merge key `<<` takes a mapping or a list of mappings");
}

#[test]
fn aliases_are_copies_and_never_cycles() {
    check(
        "a: &x [1, &y 2]\nb: *x\nc: *y\n",
        r#"{"a":[1,2],"b":[1,2],"c":2}"#,
    );
    check("&k key: *k\n", r#"{"key":"key"}"#);
    insta::assert_snapshot!(read("a.yaml", "a: &x [*x]\n").1, @"error[syntax-error] a.yaml:1:8 #/a/0: this alias stands inside the value that it names");
    insta::assert_snapshot!(read("a.yaml", "a: *nothing\n").1, @"error[syntax-error] a.yaml:1:4 #/a: this is not valid YAML: while parsing node, found unknown anchor (put text that begins with `*` in quotes)");
}

#[test]
fn aliases_cannot_exhaust_the_machine() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    insta::assert_snapshot!(read("a.yaml", &text).1, @"error[depth-limit] a.yaml:5:50 #/a4/8: aliases expand to far more values than the file holds");
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(read("a.yaml", &nested(150)).1, "");
    let blocks: String = (0..5_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let open = "[".repeat(120);
    let aliased = format!("a: &a {}\nb: {open}*a{}\n", nested(120), "]".repeat(120));
    for (name, text, place) in [
        ("a.yaml", nested(100_000), "1:202"),
        ("a.json", nested(100_000), "1:202"),
        ("a.yaml", blocks, "201:201"),
        ("a.yaml", aliased, "2:124"),
    ] {
        let report = read(name, &text).1;
        let expect = format!("error[depth-limit] {name}:{place} #");
        assert!(report.starts_with(&expect), "{report}");
        assert!(
            report.ends_with(": values are nested more than 200 deep"),
            "{report}"
        );
    }
}

#[test]
fn long_keys_do_not_pile_up() {
    let key = "k".repeat(1_000);
    let nested = |depth: usize| {
        let open = format!("{{\"{key}\":").repeat(depth);
        format!("{open}{{}}{}", "}".repeat(depth))
    };
    assert_eq!(read("a.json", &nested(4)).1, "");
    insta::assert_snapshot!(read("a.json", &nested(5)).1, @"error[depth-limit] a.json:1:5021 #: the keys that lead here are longer than 4096 bytes");
}

#[test]
fn tags_of_other_programs_are_refused() {
    insta::assert_snapshot!(read("a.yaml", "a: !include /etc/passwd\n").1, @"error[syntax-error] a.yaml:1:4 #/a: the tag `!include` has no meaning here (write the plain value; no tag is ever executed and no file is included by one)");
    insta::assert_snapshot!(read("a.yaml", "a: !!python/object:os.system {}\n").1, @"error[syntax-error] a.yaml:1:4 #/a: the tag `!!python/object:os.system` has no meaning here (write the plain value; no tag is ever executed and no file is included by one)");
    insta::assert_snapshot!(read("a.yaml", "a: !!int x\n").1, @"error[syntax-error] a.yaml:1:10 #/a: `x` is not a value of `!!int`");
}

#[test]
fn a_file_holds_one_document() {
    check("---\na: 1\n...\n", r#"{"a":1}"#);
    insta::assert_snapshot!(read("a.yaml", "a: 1\n---\nb: 2\n").1, @"error[syntax-error] a.yaml:2:1 #: a second YAML document begins here; a file holds one");
    insta::assert_snapshot!(read("a.yaml", "# only a comment\n").1, @"error[syntax-error] a.yaml:1:1 #: the document is empty");
    insta::assert_snapshot!(read("a.json", "").1, @"error[syntax-error] a.json:1:1 #: the document is empty");
}

#[test]
fn line_ends_and_marks_are_no_content() {
    check(
        "\u{feff}a: 1\r\nb:\r\n  - x\r\n  - 'y'\r\n",
        r#"{"a":1,"b":["x","y"]}"#,
    );
    check(
        "a: 1\n\t# a comment after a tab\nb: 2\n",
        r#"{"a":1,"b":2}"#,
    );
    check("a: 1 # é\nb: é # x\n", r#"{"a":1,"b":"é"}"#);
}

#[test]
fn json_is_read_strictly() {
    let (node, report) = read(
        "a.json",
        "\u{feff}{\n\t\"a\": [1.10, \"\\ud83d\\ude00\\/\\u00e9\", null, 1e5]\n}",
    );
    assert_eq!(report, "");
    assert_eq!(json(&node.unwrap()), r#"{"a":[1.10,"😀/é",null,1e5]}"#);
    insta::assert_snapshot!(read("a.json", "{\"a\": 1,}").1, @"error[syntax-error] a.json:1:9 #: this is not valid JSON: key must be a string (remove the comma before it: JSON allows none after the last entry)");
    insta::assert_snapshot!(read("a.json", "{a: 1}").1, @"error[syntax-error] a.json:1:2 #: this is not valid JSON: key must be a string");
    insta::assert_snapshot!(read("a.json", "{\"é\": 1, // x\n}").1, @"error[syntax-error] a.json:1:10 #: this is not valid JSON: key must be a string (JSON has no comments: remove it, or call the file `.yaml` and begin it with `#`)");
    insta::assert_snapshot!(read("a.json", "{\"a\": \"\\ud83d\"}").1, @"error[syntax-error] a.json:1:7 #: this is not valid JSON: while parsing a quoted scalar, found high surrogate without following low surrogate");
    insta::assert_snapshot!(read("openapi", "{\"a\": 01}").1, @"error[syntax-error] openapi:1:8 #: this is not valid JSON: invalid number");
}

#[test]
fn json_strings_are_what_json_says() {
    let text =
        r#"{"a": "x: y # z", "b": "- no", "c": "\t\"\\\b\f\n\r", "d": "<<", "": 1, "long": "%%"}"#;
    let long = "k".repeat(5_000);
    let text = text
        .replace("long", &long)
        .replace("%%", &"v".repeat(5_000));
    let (node, report) = read("a.json", &text);
    assert_eq!(report, "");
    let node = node.unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (key, value) in value.as_object().unwrap() {
        assert_eq!(
            node.get(key).and_then(Node::as_str),
            value.as_str(),
            "{key}"
        );
    }
}

#[test]
fn broken_text_is_reported_where_it_breaks() {
    insta::assert_snapshot!(read("a.yaml", "a: [1\nb: 2\n").1, @"error[syntax-error] a.yaml:2:2 #/a/0: this is not valid YAML: illegal placement of ':' indicator");
    insta::assert_snapshot!(read("a.yaml", "a: 'x\n").1, @"error[syntax-error] a.yaml:1:4 #/a: this is not valid YAML: unclosed quote");
    insta::assert_snapshot!(read("a.yaml", "a:\n  - x\n b: 1\n").1, @"error[syntax-error] a.yaml:3:2 #: this is not valid YAML: while parsing a block mapping, did not find expected key (this line is indented differently from those that it belongs to)");
    insta::assert_snapshot!(read("a.yaml", "? [a]\n: b\n").1, @"error[syntax-error] a.yaml:1:3 #: a key must be a scalar, not a collection");
}

#[test]
fn broken_text_is_reported_with_a_way_out() {
    insta::assert_snapshot!(read("a.yaml", "a:\n  b c\n  d: 1\n").1, @"error[syntax-error] a.yaml:3:4 #: this is not valid YAML: mapping values are not allowed in this context (look at the line above: a `:` is missing there, or it is indented differently)");
    insta::assert_snapshot!(read("a.yaml", "a: b: c\n").1, @"error[syntax-error] a.yaml:1:5 #: this is not valid YAML: mapping values are not allowed in this context (put text that holds `: ` in quotes)");
    insta::assert_snapshot!(read("a.yaml", "a:\n  - b: 1\n    c: 2\n  d: 3\n").1, @"error[syntax-error] a.yaml:4:3 #/a/1: this is not valid YAML: while parsing a block collection, did not find expected '-' indicator (this line is indented differently from those that it belongs to)");
    insta::assert_snapshot!(read("a.yaml", "a:\n\tb: 1\n").1, @"error[syntax-error] a.yaml:2:2 #/a: this is not valid YAML: tabs disallowed within this context (block indentation) (indent with spaces)");
}

#[test]
fn spans_are_the_bytes_of_values() {
    let text = "é: 1\nlist:\n  - 'x'\n  - {b: [2, 3]}\ntext: |\n  line\n  line\n\nlast: ~\n";
    let (node, report) = read("a.yaml", text);
    assert_eq!(report, "");
    let node = node.unwrap();
    let slice = |node: &Node| &text[node.span.start as usize..node.span.end as usize];
    assert_eq!(slice(node.get("é").unwrap()), "1");
    let items = node.get("list").unwrap().items().unwrap();
    assert_eq!(slice(&items[0]), "'x'");
    assert_eq!(slice(&items[1]), "{b: [2, 3]}");
    assert_eq!(slice(node.get("list").unwrap()), "- 'x'\n  - {b: [2, 3]}");
    assert_eq!(slice(node.get("text").unwrap()), "line\n  line");
    let key = node.entries().unwrap()[0].key_span;
    assert_eq!(&text[key.start as usize..key.end as usize], "é");
    assert_eq!(node.span.start, 0);
}

#[test]
fn what_is_written_reads_as_the_same() {
    let texts = [
        "\"\"",
        "' a'",
        "'a '",
        "no",
        "'1'",
        "'null'",
        "'~'",
        "'a: b'",
        "'a #b'",
        "'#a'",
        "'- a'",
        "\"a\\nb\"",
        "\"a\\nb\\n\"",
        "\"a\\nb\\n\\n\"",
        "\"\\na\"",
        "\" a\\nb\"",
        "\"a \\nb\"",
        "\"a\\n\\n  b\"",
        "\"\\u202e\\u0007\\ud83d\\ude00é\"",
        "'2020-01-01'",
        "'0x1f'",
        "'{a}'",
        "'/pets/{id}'",
        "'a\tb'",
        "'[a'",
        "'&a'",
        "'!a'",
        "'%a'",
        "'@a'",
        "'`a'",
        "'a\\b\"c'",
        "'---'",
        "'x'''",
        "'a''b'",
        "'|'",
        "\"a\\x7f\\x9f\\x85\\ufffeb\"",
        "12345678901234567890.5e10",
        "true",
        "~",
        "[]",
        "{}",
        "[[], {}]",
    ];
    let mut text = String::from("list:\n");
    for one in texts {
        text.push_str(&format!("- {one}\n- k: {one}\n  l: [{one}, [{one}]]\n"));
    }
    text.push_str("'a: b': {c: {d: [{e: 1, f: [1, {g: 2}]}, 3]}}\n'': 1\n'yes': 2\n'200': 3\n");
    let read = |name: &str, text: &str| {
        let (node, report) = read(name, text);
        assert_eq!(report, "", "{text}");
        node.unwrap()
    };
    let node = read("a.yaml", &text);
    let yaml = write_node(&node, Spelling::Yaml);
    assert_eq!(json(&read("b.yaml", &yaml)), json(&node), "{yaml}");
    let text = write_node(&node, Spelling::Json);
    assert_eq!(json(&read("b.json", &text)), json(&node), "{text}");
    assert_eq!(write_node(&read("b.json", &text), Spelling::Yaml), yaml);
}

#[test]
fn json_may_hold_any_character() {
    let text =
        "{\"a\u{7f}\": [\"\u{9f}b\\n\", 1], \"\u{ffff}\": {\"c\": \"\u{fffe}d\"}, \"e\": \"?\"}";
    let (node, report) = read("a.json", text);
    assert_eq!(report, "");
    let node = node.unwrap();
    let expected = r#"{"a\u{7f}":["\u{9f}b\n",1],"\u{ffff}":{"c":"\u{fffe}d"},"e":"?"}"#;
    assert_eq!(json(&node), expected);
    let span = node.get("e").unwrap().span;
    assert_eq!(&text[span.start as usize..span.end as usize], "\"?\"");
}
