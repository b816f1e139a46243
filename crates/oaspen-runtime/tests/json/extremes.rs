//! Text that is made to hurt, and values at the edge of what their types hold.

use std::collections::BTreeMap;

use oaspen_runtime::json::{self, Decode, DecodeResult, ErrorKind, View};
use oaspen_runtime::types::{Any, Map, Number};

use crate::contract::{Image, ImageById, ImageByProvider, Tree};

#[track_caller]
fn too_deep<T: Decode>(text: &str) {
    let error = json::from_str::<T>(text).map(drop).expect_err("too deep");
    assert_eq!(error.kind(), ErrorKind::Depth);
    assert!(error.position().is_some());
}

#[test]
fn depth_is_an_error_and_no_overflow() {
    const LEVELS: usize = 100_000;
    let texts = [
        "[".repeat(LEVELS) + &"]".repeat(LEVELS),
        "{\"child\":".repeat(LEVELS) + "1" + &"}".repeat(LEVELS),
        "[{\"\\n\":".repeat(LEVELS) + "1" + &"}]".repeat(LEVELS),
        "[".repeat(LEVELS),
    ];
    for text in &texts {
        too_deep::<Any>(text);
        too_deep::<Number>(text);
        too_deep::<Vec<Any>>(text);
        too_deep::<BTreeMap<String, Any>>(text);
        too_deep::<Tree>(text);
        too_deep::<Image>(text);
    }
    let wide = format!("[[{}[]]]", "[],".repeat(LEVELS));
    assert!(json::from_str::<Any>(&wide).is_ok());
}

#[test]
fn integers_are_exact_to_the_last() {
    fn exact<T: Decode + json::Encode + PartialEq + std::fmt::Debug + ToString>(value: T) {
        let text = value.to_string();
        assert_eq!(json::to_string(&value), text);
        assert_eq!(json::from_str::<T>(&text).as_ref(), Ok(&value));
        assert_eq!(
            json::from_str::<T>(&format!("{text}.0")).as_ref(),
            Ok(&value)
        );
        let any: Any = text.parse().expect("a number");
        assert_eq!((any.to_string(), any.decode::<T>()), (text, Ok(value)));
    }
    exact(i64::MIN);
    exact(i64::MAX);
    exact(u64::MAX);
    exact(i128::MIN);
    exact(i128::MAX);
    exact(u128::MAX);
    exact(0_u8);
    assert_eq!(json::from_str::<u64>("-0"), Ok(0));
    for text in ["18446744073709551616", "-1", "0.5", "1e20"] {
        assert!(json::from_str::<u64>(text).is_err(), "{text}");
    }
}

#[test]
fn numbers_keep_their_text() {
    for text in [
        "1.10",
        "-0",
        "1E+2",
        "0.1000000000000000055511151231257827",
        "1e400",
        "123456789012345678901234567890",
    ] {
        let any: Any = text.parse().expect(text);
        assert_eq!(any.to_string(), text);
        assert_eq!(
            json::from_str::<Number>(text)
                .map(|number| number.to_string())
                .as_deref(),
            Ok(text)
        );
    }
}

#[test]
fn strings_may_be_huge() {
    const LENGTH: usize = 10_000_000;
    let plain = "x".repeat(LENGTH);
    assert_eq!(
        json::from_str::<String>(&format!("\"{plain}\"")).as_ref(),
        Ok(&plain)
    );
    assert_eq!(json::to_string(&plain).len(), LENGTH + 2);
    let escaped = "\n".repeat(LENGTH / 2);
    let text = json::to_string(&escaped);
    assert_eq!(text.len(), LENGTH + 2);
    assert_eq!(json::from_str::<String>(&text).as_ref(), Ok(&escaped));
    assert!(json::from_str::<String>(&text[..LENGTH]).is_err());
}

#[test]
fn nothing_may_follow() {
    for text in [
        "1 2",
        "{} []",
        "[1]x",
        "null,",
        "\"a\"\"b\"",
        "truefalse",
        "1\u{0}",
    ] {
        assert_eq!(
            json::from_str::<Any>(text).map_err(|error| error.kind()),
            Err(ErrorKind::Syntax),
            "{text}"
        );
    }
    assert!(json::from_str::<Any>(" \r\n\t1 \r\n\t").is_ok());
}

/// The whole as JSON, and the pointers of what it holds.
const PLACES: &[(&str, &str)] = &[
    ("", "null"),
    ("/0", "[null]"),
    ("/0/link", r#"[{"link":null,"area":[1,2],"also":[]}]"#),
    ("/0/area", r#"[{"link":"l","area":null,"also":[]}]"#),
    ("/0/area/1", r#"[{"link":"l","area":[1,null],"also":[]}]"#),
    ("/0/also", r#"[{"link":"l","area":[1,2],"also":null}]"#),
    (
        "/0/status",
        r#"[{"link":"l","status":null,"area":[1,2],"also":[]}]"#,
    ),
    ("/0/also/0", r#"[{"link":"l","area":[1,2],"also":[null]}]"#),
];

#[test]
fn null_is_refused_at_its_place() {
    for (pointer, text) in PLACES {
        let error =
            json::from_slice_strict::<Vec<ImageByProvider>>(text.as_bytes()).expect_err(text);
        assert_eq!(error.pointer(), *pointer, "{text}: {error}");
    }
    let kept = r#"[{"id":"a","note":null,"state":null,"more":null}]"#;
    let images: Vec<ImageById> = json::from_slice_strict(kept.as_bytes()).expect(kept);
    assert_eq!(json::to_string(&images), kept);
}

/// As large as a type with some hundred fields.
struct Large {
    fields: [Option<u64>; 512],
    children: Vec<Self>,
    child: Option<Box<Self>>,
    named: Map<Self>,
}

impl Decode for Large {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        let object = json.object()?;
        let value = Self {
            fields: std::array::from_fn(|_| object.optional("field")),
            children: object.optional("children").unwrap_or_default(),
            child: object.optional("child"),
            named: object.optional("named").unwrap_or_default(),
        };
        object.finish(value)
    }
}

impl Large {
    fn depth(&self) -> usize {
        let held = self.children.iter().chain(self.child.as_deref());
        let held = held.chain(self.named.values()).map(Self::depth);
        assert!(self.fields.iter().all(Option::is_none));
        1 + held.max().unwrap_or_default()
    }
}

#[test]
fn large_types_are_refused_before_the_stack_ends() {
    for (open, close, levels) in [
        ("{\"child\":", "}", 100),
        ("{\"children\":[", "]}", 60),
        ("{\"named\":{\"a\":", "}}", 60),
    ] {
        let nested = |levels: usize| open.repeat(levels) + "{}" + &close.repeat(levels);
        let shallow = json::from_str::<Large>(&nested(4)).expect("not deep");
        assert_eq!(shallow.depth(), 5);
        let error = json::from_str::<Large>(&nested(levels)).map(drop);
        let error = error.expect_err("too deep");
        assert_eq!(error.kind(), ErrorKind::Depth);
        assert!(error.pointer().len() > open.len() * 4 / 2, "{error}");
    }
}
