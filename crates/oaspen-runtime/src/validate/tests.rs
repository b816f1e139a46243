//! What the checks accept and refuse, one by one.

use super::decimal;
use super::decode_checked;
use crate::check::{Check, Checks};
use crate::json::{Kinds, Tree, View, from_slice, reads_as};
use crate::types::Any;

/// Places and codes of what is wrong.
fn wrong(checks: Checks, text: &str, as_text: bool) -> String {
    let tree = Tree::read_text(text).unwrap();
    match decode_checked::<Any>(&tree, as_text, Some(checks)) {
        Ok(_) => String::new(),
        Err(error) => {
            let errors = error.all();
            let told = errors.map(|error| format!("{} {}", error.pointer(), error.kind().code()));
            told.collect::<Vec<_>>().join(", ")
        }
    }
}

#[track_caller]
fn check(checks: Checks, text: &str, expect: &str) {
    assert_eq!(wrong(checks, text, false), expect, "{text}");
}

#[test]
fn conditions_of_another_kind_hold() {
    const ALL: Checks = &[
        Check::MinLength(9),
        Check::Pattern("^x$"),
        Check::Minimum("1000"),
        Check::MultipleOf("7"),
        Check::MinItems(9),
        Check::Contains(&[Check::Never], 1, None),
        Check::MinProperties(9),
        Check::Required("no"),
        Check::DependentRequired("no", &["other"]),
    ];
    check(ALL, "null", "");
    check(ALL, "true", "");
    check(ALL, "\"a\"", " min-length,  pattern");
    check(ALL, "1", " minimum,  multiple-of");
    check(ALL, "[]", " min-items,  contains");
    check(ALL, "{}", " min-properties,  missing");
}

#[test]
fn numbers_are_exact() {
    let cases = [
        ("1e400", "1e399", true),
        ("0.3", "0.1", true),
        ("19.99", "0.01", true),
        ("7.5", "2", false),
        ("1e20", "3", false),
        ("123456789012345678901234567890", "10", true),
        ("1e-7", "1e-8", true),
        ("1e-8", "1e-7", false),
        ("0", "5", true),
        ("1e99999999999999999999", "7", false),
        ("18446744073709551615", "18446744073709551615", true),
    ];
    for (number, divisor, expect) in cases {
        let is = decimal::is_multiple(number, divisor);
        assert_eq!(is, expect, "{number} {divisor}");
    }
    let sorted = [
        "-1e400",
        "-1.5",
        "-1",
        "0",
        "1e-400",
        "0.1",
        "1",
        "1.0000000000000000001",
        "9",
        "10",
    ];
    for (left, lower) in sorted.iter().enumerate() {
        for (right, upper) in sorted.iter().enumerate() {
            let order = decimal::compare(lower, upper);
            assert_eq!(order, left.cmp(&right), "{lower} {upper}");
        }
    }
    check(&[Check::Maximum("10.50")], "10.5", "");
    check(
        &[Check::ExclusiveMaximum("1e1")],
        "10.0",
        " exclusive-maximum",
    );
}

#[test]
fn values_are_compared_as_json_schema_does() {
    const VALUES: Checks = &[Check::OneOfValues(&[
        "1",
        "\"a\"",
        "{\"a\":[1],\"b\":null}",
    ])];
    for text in ["1.0", "\"a\"", "{\"b\":null,\"a\":[1e0]}"] {
        check(VALUES, text, "");
    }
    for text in ["true", "\"1\"", "{\"a\":[1]}", "null"] {
        check(VALUES, text, " unknown-value");
    }
    check(
        &[Check::UniqueItems],
        "[1,\"1\",[1],[\"1\"],{\"a\":1},true]",
        "",
    );
    check(
        &[Check::UniqueItems],
        "[\"ab\",[\"a\",\"b\"],[\"ab\"],[\"ab\"]]",
        " unique-items",
    );
}

#[test]
fn text_counts_as_what_it_spells() {
    const NUMBER: Checks = &[Check::Kinds(&[Kinds::INTEGER]), Check::Maximum("5")];
    assert_eq!(wrong(NUMBER, "\"5\"", true), "");
    assert_eq!(wrong(NUMBER, "\"6\"", true), " maximum");
    assert_eq!(wrong(NUMBER, "\"x\"", true), " type");
    check(NUMBER, "\"6\"", " type");
    check(&[Check::AsScalar(NUMBER)], "\"6\"", " maximum");
    check(
        &[Check::AsText(&[Check::MaxLength(2)])],
        "123",
        " max-length",
    );
    check(
        &[Check::Nullable(&[Check::Kinds(&[Kinds::STRING])])],
        "null",
        "",
    );
}

#[test]
fn alternatives_are_counted() {
    const LISTS: &[Checks] = &[&[Check::Minimum("1")], &[Check::Maximum("3")]];
    check(&[Check::AnyOf(LISTS)], "2", "");
    check(&[Check::OneOf(LISTS)], "2", " one-of");
    check(&[Check::OneOf(LISTS)], "0", "");
    check(&[Check::Not(&[Check::Minimum("1")])], "1", " not");
    check(&[Check::AnyOf(&[&[Check::Never]])], "1", " any-of");
    const IF: Checks = &[Check::If(LISTS[0], LISTS[1], &[Check::Never])];
    check(IF, "4", " maximum");
    check(IF, "0", " not-allowed");
}

#[test]
fn what_is_evaluated_is_known() {
    const WHOLE: Checks = &[
        Check::Property("a", &[]),
        Check::Matching("^x", &[]),
        Check::AnyOf(&[
            &[
                Check::Required("b"),
                Check::Property("b", &[Check::Minimum("1")]),
            ],
            &[Check::Property("c", &[Check::Minimum("1")])],
        ]),
    ];
    const CLOSED: Checks = &[Check::UnevaluatedProperties(WHOLE, &[Check::Never])];
    check(CLOSED, r#"{"a":1,"x":1,"b":1,"c":1}"#, "");
    check(CLOSED, r#"{"b":0,"c":1}"#, "/b not-allowed");
    const ITEMS: Checks = &[Check::UnevaluatedItems(
        &[
            Check::Position(0, &[]),
            Check::Contains(&[Check::Minimum("5")], 0, None),
        ],
        &[Check::Never],
    )];
    check(ITEMS, "[1,5,6]", "");
    check(ITEMS, "[1,5,4]", "/2 not-allowed");
}

/// Lists of lists of numbers, in which two members of a union hold unions again.
fn nested() -> Checks {
    const LIST: Checks = &[
        Check::ItemsFrom(0, &[Check::Of(nested)]),
        Check::MaxItems(2),
    ];
    const LONGER: Checks = &[
        Check::ItemsFrom(0, &[Check::Of(nested)]),
        Check::MaxItems(3),
    ];
    fn is_list(json: View<'_>) -> bool {
        reads_as::<Vec<Any>>(json)
    }
    &[Check::AnyBranch(&[(is_list, LIST), (is_list, LONGER)])]
}

#[test]
fn nested_unions_end_soon() {
    let text = format!("{}[1,2,3,4]{}", "[".repeat(100), "]".repeat(100));
    assert_eq!(
        wrong(nested(), &text, false).matches("max-items").count(),
        1
    );
    let text = format!("{}[1,2,3]{}", "[".repeat(100), "]".repeat(100));
    check(nested(), &text, "");
}

#[test]
fn what_is_told_is_limited_and_said_once() {
    let text = format!("[{}]", vec!["1"; 200].join(","));
    let tree = Tree::read_text(&text).unwrap();
    let checks: Checks = &[Check::ItemsFrom(
        0,
        &[Check::Minimum("2"), Check::Minimum("3")],
    )];
    let error = decode_checked::<Any>(&tree, false, Some(checks)).unwrap_err();
    let last = error.all().last().unwrap();
    assert_eq!(last.message(), "and 336 more errors");
    let kinds: Checks = &[Check::Kinds(&[Kinds::STRING])];
    let tree = Tree::read(b"1").unwrap();
    let error = decode_checked::<String>(&tree, false, Some(kinds)).unwrap_err();
    assert_eq!(error.all().count(), 1);
    assert_eq!(
        error.to_string(),
        from_slice::<String>(b"1").unwrap_err().to_string()
    );
}
