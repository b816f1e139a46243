//! JSON merge patches: the examples of RFC 7396, appendix A, and types of a document.

use oaspen_runtime::json::{from_str, merge_patch};
use oaspen_runtime::types::{Any, Map, map_of};

#[test]
fn patches_do_what_the_rfc_shows() {
    let cases = [
        (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
        (r#"{"a":"b"}"#, r#"{"a":null}"#, r"{}"),
        (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
        (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
        (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
        (
            r#"{"a":{"b":"c"}}"#,
            r#"{"a":{"b":"d","c":null}}"#,
            r#"{"a":{"b":"d"}}"#,
        ),
        (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
        (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
        (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
        (r#"{"a":"foo"}"#, "null", "null"),
        (r#"{"a":"foo"}"#, r#""bar""#, r#""bar""#),
        (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
        ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
        ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
    ];
    for (value, patch, expected) in cases {
        let (value, patch): (Any, Any) = (value.parse().unwrap(), patch.parse().unwrap());
        assert_eq!(merge_patch(&value, &patch).unwrap().to_string(), expected);
    }
}

#[test]
fn what_is_no_value_of_the_type_afterwards_is_refused() {
    let value: Map<i64> = from_str(r#"{"a":1}"#).unwrap();
    let patch = Any::object([("b", "two".into())]);
    let error = merge_patch(&value, &patch).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"at /b: expected an integer, found the string "two""#
    );
}

#[test]
fn values_are_built_by_hand() {
    let entries: Any = ["a", "b"].into_iter().zip([1, 2]).collect();
    assert_eq!(entries.to_string(), r#"{"a":1,"b":2}"#);
    assert_eq!(Any::from([1, 2]), (1..3).collect());
    let mixed = Any::array([1.into(), "a".into(), Any::Null]);
    assert_eq!(mixed.to_string(), r#"[1,"a",null]"#);
    let nested = Any::object([("a", Any::object([("b", true.into())]))]);
    assert_eq!(nested.pointer("/a/b"), Some(&Any::Bool(true)));
    let twice: Map<Any> = map_of([("a", 1.into()), ("a", 2.into())]);
    assert_eq!(Any::from(twice), Any::object([("a", 2.into())]));
}
