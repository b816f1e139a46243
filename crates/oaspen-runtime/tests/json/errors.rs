//! What failures say, where, and of which kind; and what strictness changes.

use oaspen_runtime::json::{self, Decode, DecodeError, ErrorKind};
use oaspen_runtime::types::Any;

use crate::contract::{Image, ImageById, ImageByProvider, Tree};

/// Decoding `text` as a server does fails with this kind, pointer and message.
#[track_caller]
fn strict<T: Decode>(text: &str, kind: ErrorKind, pointer: &str, message: &str) {
    let error = json::from_slice_strict::<T>(text.as_bytes())
        .map(drop)
        .expect_err(text);
    assert_eq!((error.kind(), error.pointer().as_str()), (kind, pointer));
    let place = if pointer.is_empty() {
        String::new()
    } else {
        format!("at {pointer}: ")
    };
    assert_eq!(error.to_string(), format!("{place}{message}"));
}

#[test]
fn failures_say_where() {
    strict::<Vec<ImageById>>(
        r#"[{"id": "a", "note": null}, {"id": 5, "note": null}]"#,
        ErrorKind::Type,
        "/1/id",
        "expected a string, found the number 5",
    );
    strict::<ImageById>(
        "[1, 2]",
        ErrorKind::Type,
        "",
        "expected an object, found an array of 2",
    );
    strict::<std::collections::BTreeMap<String, u8>>(
        r#"{"a/b~c": true}"#,
        ErrorKind::Type,
        "/a~1b~0c",
        "expected an integer, found true",
    );
    strict::<(u8, u8)>(
        "[1, {}]",
        ErrorKind::Type,
        "/1",
        "expected an integer, found an object",
    );
}

#[test]
fn long_values_are_cut() {
    let text = format!("\"{}\"", "ä".repeat(50));
    let message = format!(
        "expected an integer, found the string \"{}…\"",
        "ä".repeat(40)
    );
    strict::<u8>(&text, ErrorKind::Type, "", &message);
}

#[test]
fn properties_are_there_or_not() {
    strict::<ImageById>(
        r#"{"note": null}"#,
        ErrorKind::Missing,
        "",
        "the property `id` is missing",
    );
    strict::<Vec<ImageById>>(
        r#"[{"id": "a"}]"#,
        ErrorKind::Missing,
        "/0",
        "the property `note` is missing",
    );
    strict::<ImageById>(
        r#"{"id": "a", "note": null, "caption": null}"#,
        ErrorKind::Null,
        "/caption",
        "null is not allowed; leave the property out",
    );
    let image = json::from_str::<ImageById>(r#"{"id": "a", "note": null, "caption": null}"#);
    assert_eq!(image.map(|image| image.caption), Ok(None));
}

#[test]
fn closed_schemas_refuse_what_they_do_not_name() {
    let text = r#"{"link": "l", "area": [1, 2], "also": [], "new": 1}"#;
    strict::<ImageByProvider>(
        text,
        ErrorKind::UnknownProperty,
        "/new",
        "the property is not allowed; allowed are `link`, `status`, `size`, `area`, `thumbnail`, `extra`, `also`",
    );
    let tolerated = json::from_str::<ImageByProvider>(text).map(|image| image.link);
    assert_eq!(tolerated.as_deref(), Ok("l"));
}

#[test]
fn unions_say_what_each_member_wants() {
    strict::<Vec<Image>>(
        r#"[{"url": 1}]"#,
        ErrorKind::NoBranch,
        "/0",
        "expected one of ById (key `id`), ByProvider (key `link`), found an object",
    );
    let kept = json::from_str::<Image>(r#"{"url": 1}"#);
    let value: Any = r#"{"url": 1}"#.parse().expect("JSON");
    assert_eq!(kept, Ok(Image::Unknown(value)));
}

#[test]
fn unions_say_why_each_trial_failed() {
    strict::<Tree>(
        r#"{"child": 1, "left": true, "right": 2}"#,
        ErrorKind::NoBranch,
        "",
        "expected one of \
         Left (at /right: the property is not allowed; allowed are `child`, `left`), \
         Right (at /left: the property is not allowed; allowed are `child`, `right`), \
         Leaf (an integer), found an object",
    );
    let nested = format!("{}true{}", "{\"child\":".repeat(100), "}".repeat(100));
    let error = json::from_slice_strict::<Tree>(nested.as_bytes()).expect_err("no leaf");
    assert!(error.message().len() < 500, "{}", error.message());
}

#[test]
fn any_keeps_null_where_others_drop_it() {
    let text = r#"{"link":"l","area":[1.0,2],"extra":null,"also":[]}"#;
    let image: ImageByProvider = json::from_slice_strict(text.as_bytes()).expect(text);
    assert_eq!(image.extra, Some(Any::Null));
    assert_eq!(json::to_string(&image), text);
}

#[test]
fn errors_can_be_sent_and_compared() {
    fn is_error<T: std::error::Error + Send + Sync + Clone + PartialEq + 'static>() {}
    is_error::<DecodeError>();
    assert_eq!(size_of::<DecodeError>(), size_of::<usize>());
    let error = DecodeError::new(ErrorKind::Format, "bad")
        .within_index(2)
        .within_key("list");
    assert_eq!(format!("{error:?}"), "DecodeError(format: at /list/2: bad)");
    assert_eq!(error.kind().code(), "format");
}
