//! We and `serde_json` agree on what is JSON and what it says, for texts made at random and for
//! texts with something broken in them.

use oaspen_runtime::json;
use oaspen_runtime::types::Any;
use proptest::collection::vec;
use proptest::prelude::*;

fn spaces() -> impl Strategy<Value = String> {
    "[ \\t\\r\\n]{0,2}"
}

/// A string as its writer may spell it: plain, with short escapes, all in hexadecimal.
fn string() -> impl Strategy<Value = String> {
    let plain = any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap_or_default());
    let escaped = any::<String>().prop_map(|text| {
        let units = text.encode_utf16();
        let escapes: String = units.map(|unit| format!("\\u{unit:04X}")).collect();
        format!("\"{escapes}\"")
    });
    let short = "([a-z/ ]|\\\\[\"\\\\/bfnrt]){0,12}".prop_map(|text| format!("\"{text}\""));
    prop_oneof![plain, escaped, short]
}

/// Few enough to come twice.
fn key() -> impl Strategy<Value = String> {
    prop_oneof!["\"[ab]{0,2}\"", Just("\"\\u0061\"".to_owned()), string()]
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
        string(),
    ]
}

/// The text of a document.
fn document() -> impl Strategy<Value = String> {
    scalar().prop_recursive(5, 64, 8, |inner| {
        let item = (spaces(), inner.clone(), spaces());
        let items = vec(
            item.prop_map(|(before, item, after)| before + &item + &after),
            0..8,
        );
        let entry = (spaces(), key(), spaces(), spaces(), inner);
        let entry = entry.prop_map(|(before, key, after, space, value)| {
            format!("{before}{key}{after}:{space}{value}")
        });
        prop_oneof![
            items.prop_map(|items| format!("[{}]", items.join(","))),
            vec(entry, 0..8).prop_map(|entries| format!("{{{}}}", entries.join(","))),
        ]
    })
}

/// One byte changed, put in, taken away, or the end cut off.
fn mutate(text: &str, place: prop::sample::Index, byte: u8, how: u8) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let place = place.index(bytes.len());
    match how {
        0 => bytes[place] = byte,
        1 => bytes.insert(place, byte),
        2 => drop(bytes.remove(place)),
        _ => bytes.truncate(place),
    }
    bytes
}

/// Both accept and mean the same, or both refuse.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let shown = String::from_utf8_lossy(bytes);
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (json::from_slice::<Any>(bytes), theirs) {
        (Ok(ours), Ok(theirs)) => {
            let again: serde_json::Value = serde_json::from_str(&ours.to_string())
                .map_err(|error| TestCaseError::fail(format!("{shown}: {error}")))?;
            prop_assert_eq!(again, theirs, "{}", shown);
        }
        // A number beyond `f64` is JSON, which only we can hold.
        (Ok(_), Err(error)) => {
            prop_assert!(
                error.to_string().starts_with("number out of range"),
                "{shown}: {error}"
            );
        }
        (Err(error), Ok(_)) => prop_assert!(false, "{shown}: {error}"),
        (Err(ours), Err(_)) => prop_assert!(ours.position().is_some(), "{}", ours),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn on_documents(text in document()) {
        check(text.as_bytes())?;
    }

    #[test]
    fn on_broken_documents(
        text in document(),
        place in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), prop::sample::select(b"[]{}:,\"\\-+.eEu0 d8".to_vec())],
        how in 0_u8..4,
    ) {
        check(&mutate(&text, place, byte, how))?;
    }

    #[test]
    fn on_integers(text in "-?(0|[1-9][0-9]{0,22})") {
        // Minus zero is an integer here and a float there.
        prop_assume!(text != "-0");
        prop_assert_eq!(json::from_str::<i64>(&text).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(json::from_str::<u64>(&text).ok(), text.parse().ok());
        prop_assert_eq!(json::from_str::<i8>(&text).ok(), serde_json::from_str(&text).ok());
        let any: Any = json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(any.to_string(), text);
    }

    #[test]
    fn on_what_is_written(text in any::<String>(), integer in any::<i64>(), large in any::<u128>()) {
        prop_assert_eq!(json::to_string(&text), serde_json::to_string(&text).unwrap_or_default());
        prop_assert_eq!(json::to_string(&integer), integer.to_string());
        prop_assert_eq!(json::to_string(&large), large.to_string());
    }
}

#[test]
fn on_lone_surrogates() {
    for escapes in [
        r"\ud800",
        r"\udfff",
        r"\ud800\ud800",
        r"\ud800a",
        r"\ud800\n",
        r"\udc00\ud800",
        r"\ud83d\u0041",
    ] {
        check(format!("\"{escapes}\"").as_bytes()).expect(escapes);
        assert!(
            json::from_str::<String>(&format!("\"{escapes}\"")).is_err(),
            "{escapes}"
        );
        assert!(
            json::from_str::<Any>(&format!("{{\"{escapes}\":1}}")).is_err(),
            "{escapes}"
        );
    }
}

#[test]
fn on_bytes_that_are_not_utf8() {
    for bytes in [
        &b"\"\xff\""[..],
        b"\"\xed\xa0\x80\"",
        b"\xef\xbb\xbf1",
        b"\"a\xc3\"",
        b"[1,\x80]",
    ] {
        assert!(serde_json::from_slice::<serde_json::Value>(bytes).is_err());
        assert!(json::from_slice::<Any>(bytes).is_err());
    }
}
