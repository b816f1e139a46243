//! Queries against the tables of RFC 9535, and overlays against their effect.

use oaspen_diagnostics::{Sink, SourceMap};

use super::apply_overlay;
use super::parse::parse;
use super::select::{Step, select};
use crate::node::{Node, Spelling, read_node, write_node};
use crate::testing::report;

fn node(sources: &mut SourceMap, name: &str, text: &str) -> Node {
    let mut sink = Sink::new();
    let id = sources.add(name, text);
    let node = read_node(&mut sink, id, sources.get(id).unwrap());
    node.unwrap_or_else(|| panic!("{:?}", sink.diagnostics()))
}

/// The ways that a query selects, or what is wrong with it.
fn ways(text: &str, query: &str) -> String {
    let tree = node(&mut SourceMap::new(), "a.yaml", text);
    let query = match parse(query) {
        Ok(query) => query,
        Err(error) => return format!("{}: {}", error.at, error.message),
    };
    let found = select(&tree, &query).unwrap();
    let ways = found.iter().map(|found| {
        let steps = found.way.iter().map(|step| match step {
            Step::Key(key) => key.clone(),
            Step::Index(index) => index.to_string(),
        });
        steps.collect::<Vec<_>>().join("/")
    });
    ways.collect::<Vec<_>>().join(" ")
}

const STORE: &str = "
store:
  book:
  - {category: reference, author: Nigel, title: Sayings, price: 8.95}
  - {category: fiction, author: Evelyn, title: Sword, price: 12.99}
  - {category: fiction, author: Herman, title: Moby, isbn: 0-553, price: 8.99}
  - {category: fiction, author: J, title: Lord, isbn: 0-395, price: 22.99}
  bicycle: {color: red, price: 399}
";

#[test]
fn queries_select_what_the_rfc_says() {
    let cases = [
        (
            "$.store.book[*].author",
            "store/book/0/author store/book/1/author store/book/2/author store/book/3/author",
        ),
        (
            "$..author",
            "store/book/0/author store/book/1/author store/book/2/author store/book/3/author",
        ),
        ("$.store.*", "store/book store/bicycle"),
        ("$..book[2]", "store/book/2"),
        ("$..book[-1]", "store/book/3"),
        ("$..book[0,1]", "store/book/0 store/book/1"),
        ("$..book[:2]", "store/book/0 store/book/1"),
        ("$..book[::-2]", "store/book/3 store/book/1"),
        ("$..book[1:10:2]", "store/book/1 store/book/3"),
        ("$..book[?@.isbn]", "store/book/2 store/book/3"),
        ("$..book[?@.price<10]", "store/book/0 store/book/2"),
        (
            "$..book[?(@.price >= 12.99 && !(@.title=='Lord'))]",
            "store/book/1",
        ),
        (
            "$..[?@.color == 'red' || @['author'] == \"J\"]",
            "store/bicycle store/book/3",
        ),
        ("$.store[?count(@.*) == 2]", "store/bicycle"),
        ("$..book[?length(@.title) == 5].title", "store/book/1/title"),
        ("$..book[?match(@.author, 'H.*')]", "store/book/2"),
        ("$..book[?search(@.isbn, '^0-3')]", "store/book/3"),
        ("$..book[?value(@..isbn) == '0-395']", "store/book/3"),
        ("$..book[?@.price == $.store.book[0].price]", "store/book/0"),
        ("$", ""),
        ("$['store']['bicycle'].color", "store/bicycle/color"),
        ("$.none", ""),
    ];
    for (query, expected) in cases {
        assert_eq!(ways(STORE, query), expected, "{query}");
    }
    assert_eq!(ways("/a: {get: 1}\n", "$./a.get"), "/a/get");
    assert_eq!(ways("'a''b': 1\n", "$['a\\'b']"), "a'b");
}

#[test]
fn what_is_no_query_is_told() {
    for query in [
        "",
        "a",
        "$.",
        "$[",
        "$[01]",
        "$['a]",
        "$.a b",
        "$[?@.a ==]",
        "$[?1]",
        "$[?@.* == 1]",
        "$[?length(@.a)]",
        "$[?nothing(@)]",
        "$[?count(@, @)]",
        "$[?match(@.a, 'b') == true]",
        "$[]",
    ] {
        let told = ways("a: 1", query);
        assert!(told.contains(": "), "{query}: {told}");
    }
    let deep = format!("${}", "[?@".repeat(1000));
    assert!(ways("a: 1", &deep).contains("too deep"));
}

#[track_caller]
fn apply(document: &str, actions: &str, allow_unmatched: bool) -> (String, String) {
    let mut sources = SourceMap::new();
    let mut tree = node(&mut sources, "api.yaml", document);
    let overlay = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    let overlay = node(&mut sources, "over.yaml", &overlay);
    let mut sink = Sink::new();
    apply_overlay(&mut sink, &mut tree, &overlay, allow_unmatched);
    let said = report(&sink.into_sorted(), &sources);
    (write_node(&tree, Spelling::Yaml), said)
}

#[test]
fn actions_change_the_document_in_order() {
    let document = "info: {title: t}\ntags: [a]\npaths:\n  /a: {get: {x: 1}}\n  /b: {get: {x: 2}, put: {x: 3}}\n";
    let (tree, said) = apply(
        document,
        "
- {target: $.info, update: {title: new, version: '1'}}
- {target: $.tags, update: b}
- {target: $.tags, update: [c, d]}
- {target: '$.paths.*.get', update: {x: 9, y: {z: 1}}}
- {target: $.paths, update: {/c: {}}}
- {target: \"$.paths['/c']\", copy: \"$.paths['/b']\"}
- {target: '$.paths[?@.put].get', remove: true}
- {target: '$.tags[0,2]', remove: true}
- {target: $.paths./a.get.x, update: 10}
",
        false,
    );
    insta::assert_snapshot!(tree, @r#"
    info:
      title: new
      version: "1"
    tags:
      - b
      - d
    paths:
      /a:
        get:
          x: 10
          "y":
            z: 1
      /b:
        put:
          x: 3
      /c:
        put:
          x: 3
    "#);
    insta::assert_snapshot!(said, @r#"
    note[overlay-applied] over.yaml:5:12 #/actions/0: `$.info` selects 1 place
    note[overlay-applied] over.yaml:6:12 #/actions/1: `$.tags` selects 1 place
    note[overlay-applied] over.yaml:7:12 #/actions/2: `$.tags` selects 1 place
    note[overlay-applied] over.yaml:8:12 #/actions/3: `$.paths.*.get` selects 2 places
    note[overlay-applied] over.yaml:9:12 #/actions/4: `$.paths` selects 1 place
    note[overlay-applied] over.yaml:10:12 #/actions/5: `$.paths['/c']` selects 1 place
    note[overlay-applied] over.yaml:11:12 #/actions/6: `$.paths[?@.put].get` selects 2 places
    note[overlay-applied] over.yaml:12:12 #/actions/7: `$.tags[0,2]` selects 2 places
    note[overlay-applied] over.yaml:13:12 #/actions/8: `$.paths./a.get.x` selects 1 place
    "#);
}

#[test]
fn mistakes_of_an_overlay_are_shown_in_it() {
    let document = "info: {title: t}\n";
    let actions = "- {target: $.none, remove: true}\n- {target: $.info, update: {title: {a: 1}}}\n- {target: info, update: 1}\n- {update: 1}\n- {target: $, remove: true}\n- {target: $.info}\n- {target: $.info, copy: $.*.*.*}\n";
    insta::assert_snapshot!(apply(document, actions, false).1, @r#"
    error[unmatched-overlay] over.yaml:4:12 #/actions/0: `$.none` selects nothing (correct the target, or allow this with `--overlay-allow-unmatched`)
    note[overlay-applied] over.yaml:5:12 #/actions/1: `$.info` selects 1 place
    error[invalid-overlay] over.yaml:5:36 #/actions/1: an object cannot be merged into a string
    error[invalid-overlay] over.yaml:6:12 #/actions/2: `info` is no JSONPath query: a query begins with `$` at column 1
    error[invalid-overlay] over.yaml:7:3 #/actions/3: the field `target` is missing
    error[invalid-overlay] over.yaml:8:12 #/actions/4: the document as a whole cannot be removed
    note[overlay-applied] over.yaml:8:12 #/actions/4: `$` selects 1 place
    error[invalid-overlay] over.yaml:9:3 #/actions/5: this action changes nothing
    error[invalid-overlay] over.yaml:10:26 #/actions/6: `copy` must select one place, and selects 0
    "#);
    insta::assert_snapshot!(apply(document, "- {target: $.none, remove: true}\n", true).1, @"note[unmatched-overlay] over.yaml:4:12 #/actions/0: `$.none` selects nothing");
}
