//! Text that is JSON, and text that is not.

use oaspen_runtime::json::{self, ErrorKind};
use oaspen_runtime::types::Any;

/// `text` is JSON and is written as `written`.
#[track_caller]
fn accept(text: &str, written: &str) {
    let any: Any = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(any.to_string(), written);
}

/// `text` is not JSON, which the message says.
#[track_caller]
fn refuse(text: &[u8], message: &str) {
    let error = json::from_slice::<Any>(text).expect_err(message);
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::Syntax, message)
    );
}

#[test]
fn json_is_accepted() {
    accept(" \r\n\t[ 1 , true , false , null ] ", "[1,true,false,null]");
    accept(r#"{ "a" : {} , "b" : [] }"#, r#"{"a":{},"b":[]}"#);
    accept(
        r#"{ "a\"b" : "\u0001\b\f\n\r\t\"\\\/" , "" : 1 }"#,
        "{\"a\\\"b\":\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\/\",\"\":1}",
    );
    accept(
        "\"\\ud83d\\ude00</script>\u{2028}\u{7f}\"",
        "\"😀</script>\u{2028}\u{7f}\"",
    );
    accept("1e400", "1e400");
    accept("-0.0", "-0.0");
    accept(
        "123456789012345678901234567890.5",
        "123456789012345678901234567890.5",
    );
}

#[test]
fn other_text_is_refused_with_its_place() {
    refuse(b"", "line 1 column 1: the text ends within a value");
    refuse(b"[1,\n 2", "line 2 column 3: the text ends within a list");
    refuse(b"{\"a\":1,}", "line 1 column 8: trailing comma");
    refuse(b"[1,]", "line 1 column 4: trailing comma");
    refuse(b"{a:1}", "line 1 column 2: key must be a string");
    refuse(b"{\"a\" 1}", "line 1 column 6: expected `:`");
    refuse(b"nul", "line 1 column 4: the text ends within a value");
    refuse(
        b"nulL",
        "line 1 column 4: expected `null`, `true` or `false`",
    );
    refuse(b"1 2", "line 1 column 3: trailing characters");
    refuse(b"01", "line 1 column 2: invalid number");
    refuse(b"[NaN]", "line 1 column 2: expected value");
    refuse(b"[Infinity]", "line 1 column 2: expected value");
    refuse(b"-", "line 1 column 2: the text ends within a value");
    refuse(b"'a'", "line 1 column 1: expected value");
    refuse(
        b"\"a\nb\"",
        "line 1 column 3: control character (\\u0000-\\u001F) found while parsing a string",
    );
    refuse(br#""\x""#, "line 1 column 3: invalid escape");
    refuse(
        br#""\ud800""#,
        "line 1 column 8: unexpected end of hex escape",
    );
    refuse(
        br#""\udc00""#,
        "line 1 column 7: lone leading surrogate in hex escape",
    );
    refuse(b"\"\xff\"", "line 1 column 2: the text is not UTF-8");
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(nested(128).parse::<Any>().is_ok());
    let error = nested(129).parse::<Any>().expect_err("too deep");
    assert_eq!(error.kind(), ErrorKind::Depth);
    assert_eq!(error.position().map(|position| position.offset), Some(128));
    let bomb = "[{\"a\":".repeat(1_000_000);
    assert_eq!(
        bomb.parse::<Any>().expect_err("too deep").kind(),
        ErrorKind::Depth
    );
}

#[test]
fn the_last_of_duplicate_keys_counts() {
    accept(r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#);
    let many: String = (0..100)
        .map(|key| format!("\"{}\":{key},", key % 50))
        .collect();
    let any: Any = format!("{{{many}\"x\":0}}").parse().expect("JSON");
    assert_eq!(any.as_object().map(|map| map.len()), Some(51));
    assert_eq!(any.pointer("/7").and_then(Any::as_i64), Some(57));
}

#[test]
fn strings_without_escapes_are_borrowed() {
    let text = br#"{ "plain" : "text", "esc\u0061ped" : "\n" , "\\": 1 }"#;
    let json::Value::Object(entries) = json::read_value(text).expect("JSON") else {
        panic!("no object")
    };
    let borrowed = |text: &std::borrow::Cow<'_, str>| matches!(text, std::borrow::Cow::Borrowed(_));
    let keys: Vec<_> = entries
        .iter()
        .map(|(key, _)| (key.as_ref(), borrowed(key)))
        .collect();
    assert_eq!(keys, [("plain", true), ("escaped", false), ("\\", false)]);
    let values: Vec<_> = entries
        .iter()
        .map(|(_, value)| matches!(value, json::Value::String(text) | json::Value::Number(text) if borrowed(text)))
        .collect();
    assert_eq!(values, [true, false, true]);
}

#[test]
fn escapes_are_found_at_any_distance() {
    for distance in 0..200 {
        let plain = "x".repeat(distance);
        let text = format!(r#"["{plain}","{plain}\n",{{"{plain}\u0061":1,"{plain}b":"\\"}}]"#);
        let ours: Any = text.parse().expect("JSON");
        let theirs: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(ours.to_string(), theirs.to_string());
    }
}
