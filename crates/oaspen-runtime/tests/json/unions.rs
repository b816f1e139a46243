//! How members of unions are told apart.

use oaspen_runtime::json;
use oaspen_runtime::private::v1 as rt;

use crate::contract::{LeftNode, RightNode, Tree};

use rt::{Kinds, Literal, Rule, Test};

/// Among rules for members 0, 1, …, `text` fits this one.
#[track_caller]
fn check(rules: &'static [Rule], text: &str, expected: Option<usize>) {
    let tree = json::Tree::read_text(text).expect(text);
    let plan = rt::UnionPlan {
        branches: &[],
        rules,
    };
    assert_eq!(plan.choose(tree.view(json::Mode::Strict)), expected);
}

const fn rule(kinds: Kinds, test: Test, branch: usize) -> Rule {
    Rule {
        kinds,
        test,
        branch,
    }
}

#[test]
fn kinds_are_told_apart() {
    const RULES: &[Rule] = &[
        rule(Kinds::INTEGER, Test::Always, 0),
        rule(Kinds::NUMBER, Test::Always, 1),
        rule(Kinds::NULL.or(Kinds::BOOLEAN), Test::Always, 2),
        rule(
            Kinds::STRING,
            Test::Equals(&[Literal::String("a"), Literal::String("b")]),
            3,
        ),
        rule(Kinds::ANY, Test::Always, 4),
    ];
    check(RULES, "1", Some(0));
    check(RULES, "1.0", Some(0));
    check(RULES, "1.5", Some(1));
    check(RULES, "null", Some(2));
    check(RULES, "true", Some(2));
    check(RULES, "\"b\"", Some(3));
    check(RULES, "\"c\"", Some(4));
    check(RULES, "[]", Some(4));
    const NUMBER: &[Rule] = &[rule(Kinds::NUMBER, Test::Always, 0)];
    check(NUMBER, "1", Some(0));
}

#[test]
fn keys_are_compared_by_value() {
    const RULES: &[Rule] = &[
        rule(
            Kinds::OBJECT,
            Test::KeyEquals("v", &[Literal::Number("1"), Literal::Null]),
            0,
        ),
        rule(
            Kinds::OBJECT,
            Test::KeyEquals("v", &[Literal::Bool(true)]),
            1,
        ),
        rule(Kinds::OBJECT, Test::HasKey("v"), 2),
        rule(Kinds::ANY, Test::Equals(&[Literal::Number("2.50")]), 3),
    ];
    check(RULES, r#"{"v": 1.0}"#, Some(0));
    check(RULES, r#"{"v": null}"#, Some(0));
    check(RULES, r#"{"v": true}"#, Some(1));
    check(RULES, r#"{"v": "1"}"#, Some(2));
    check(RULES, r#"{"w": 1}"#, None);
    check(RULES, "2.5", Some(3));
}

#[test]
fn text_counts_as_what_it_reads_as() {
    const RULES: &[Rule] = &[
        rule(Kinds::INTEGER, Test::Always, 0),
        rule(Kinds::BOOLEAN, Test::Equals(&[Literal::Bool(true)]), 1),
        rule(Kinds::STRING, Test::Always, 2),
    ];
    let plan = rt::UnionPlan {
        branches: &[],
        rules: RULES,
    };
    for (text, expected) in [
        ("\"5\"", 0),
        ("\"true\"", 1),
        ("\"false\"", 2),
        ("\"x\"", 2),
    ] {
        let tree = json::Tree::read_text(text).expect(text);
        let view = tree.view(json::Mode::Strict);
        assert_eq!(plan.choose(view.text()), Some(expected), "{text}");
        assert_eq!(plan.choose(view), Some(2), "{text}");
    }
}

#[test]
fn trials_prefer_what_fits_strictly() {
    let tree: Tree =
        json::from_str(r#"{"child": {"child": 1, "right": 2}, "left": 3}"#).expect("a tree");
    let inner = Tree::Right(Box::new(RightNode {
        child: Tree::Leaf(1),
        mark: Some(2),
    }));
    assert_eq!(
        tree,
        Tree::Left(Box::new(LeftNode {
            child: inner,
            mark: Some(3)
        }))
    );
    let newer: Tree = json::from_str(r#"{"child": 1, "new": 2}"#).expect("a tree");
    assert_eq!(
        newer,
        Tree::Left(Box::new(LeftNode {
            child: Tree::Leaf(1),
            mark: None
        }))
    );
}

#[test]
fn nested_trials_end_soon() {
    for (end, mark) in [("1", "right"), ("\"none\"", "right"), ("1", "new")] {
        let depth = 127;
        let close = format!(",\"{mark}\":1}}").repeat(depth);
        let text = format!("{}{end}{close}", "{\"child\":".repeat(depth));
        let begin = std::time::Instant::now();
        assert!(json::from_str::<Tree>(&text).is_ok());
        let refused = json::from_slice_strict::<Tree>(text.as_bytes()).is_err();
        assert_eq!(refused, (end, mark) != ("1", "right"));
        assert!(
            begin.elapsed().as_secs() < 5,
            "trials take exponential time"
        );
    }
}

#[test]
fn absent_keys_and_first_items_tell_apart() {
    const RULES: &[Rule] = &[
        rule(Kinds::ARRAY, Test::FirstItem(Kinds::STRING), 0),
        rule(Kinds::ARRAY, Test::FirstItem(Kinds::NUMBER), 1),
        rule(Kinds::ARRAY, Test::FirstItem(Kinds::NONE), 2),
        rule(Kinds::ANY, Test::LacksKey("tag"), 3),
        rule(Kinds::OBJECT, Test::Tolerated, 4),
    ];
    check(RULES, r#"["a", 1]"#, Some(0));
    check(RULES, "[1.5]", Some(1));
    check(RULES, "[]", Some(2));
    check(RULES, "[null]", None);
    check(RULES, r#"{"other": 1}"#, Some(3));
    // Strictly, what is only tolerated is no member.
    check(RULES, r#"{"tag": 1}"#, None);
    check(RULES, "7", None);
}

#[test]
fn a_value_is_reread_as_another_type() {
    let pair = (1_i64, "a".to_owned());
    assert_eq!(
        rt::reread::<(i64, rt::Any)>(&pair),
        Some((1, rt::Any::from("a")))
    );
    assert_eq!(rt::reread::<Vec<i64>>(&pair), None);
}

#[test]
fn equal_objects_hash_alike() {
    let set: std::collections::HashSet<rt::Any> = [
        r#"{"a":1,"b":[{"c":null}]}"#,
        r#"{"b":[{"c":null}],"a":1.0}"#,
        r#"{"a":1}"#,
        r#"{"a":"1"}"#,
        "[1]",
    ]
    .map(|text| text.parse().expect(text))
    .into();
    assert_eq!(set.len(), 4);
}
