//! Any JSON value: reading it, making it, comparing it.

use oaspen_runtime::types::{Any, Map, Number};

fn any(text: &str) -> Any {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn accessors_answer_for_their_kind_only() {
    let value = any(r#"{"a": [1, "two", null, true, 1.5]}"#);
    let items = value.get("a").and_then(Any::as_array).expect("an array");
    assert_eq!(
        items.iter().filter_map(Any::as_i64).collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(
        items.iter().filter_map(Any::as_f64).collect::<Vec<_>>(),
        [1.0, 1.5]
    );
    assert_eq!(
        items.iter().filter_map(Any::as_str).collect::<Vec<_>>(),
        ["two"]
    );
    assert_eq!(
        items.iter().filter_map(Any::as_bool).collect::<Vec<_>>(),
        [true]
    );
    assert_eq!(items.iter().filter(|item| item.is_null()).count(), 1);
    assert_eq!(value.as_array(), None);
}

#[test]
fn pointers_lead_into_values() {
    let value = any(r#"{"a/b": {"~": [10, 20]}, "": 1, "0": 2}"#);
    let at = |pointer| value.pointer(pointer).and_then(Any::as_i64);
    assert_eq!(value.pointer(""), Some(&value));
    assert_eq!(at("/a~1b/~0/1"), Some(20));
    assert_eq!(at("/"), Some(1));
    assert_eq!(at("/0"), Some(2));
    assert_eq!(at("/a~1b/~0/01"), None);
    assert_eq!(at("/a~1b/~0/+1"), None);
    assert_eq!(at("/a~1b/~0/2"), None);
    assert_eq!(at("a"), None);
}

#[test]
fn values_are_equal_by_meaning() {
    assert_eq!(
        any(r#"{"a": 1, "b": [1.0]}"#),
        any(r#"{"b": [1], "a": 1e0}"#)
    );
    assert_ne!(any("[1, 2]"), any("[2, 1]"));
}

#[test]
fn values_are_made_of_rust_values() {
    let map: Map<Any> = [
        ("a".to_owned(), Any::from(1)),
        ("b".to_owned(), Any::from("x")),
    ]
    .into();
    let made = Any::from(vec![
        Any::from(map),
        Any::from(None::<bool>),
        Any::from(0.5),
        Any::from(f64::NAN),
    ]);
    assert_eq!(made.to_string(), r#"[{"a":1,"b":"x"},null,0.5,null]"#);
    assert_eq!(Any::from(Number::from(u64::MAX)), Any::from(u64::MAX));
}

#[test]
fn values_decode_and_encode() {
    assert_eq!(any("[1, 2]").decode::<Vec<u8>>(), Ok(vec![1, 2]));
    assert_eq!(Any::encode(&vec![Some(1), None]), Ok(any("[1, null]")));
    assert_eq!(Any::encode("text"), Ok(Any::from("text")));
}
