//! `serde`'s traits, through two formats.

use oaspen_runtime::types::{Any, Base64, Number};

use crate::contract::{Image, ImageById, Status};

fn image() -> Image {
    let mut image = ImageById::new("5", Some("a note".to_owned())).caption("a cat");
    for (key, value) in [
        ("list", "[1, null, 2.5, true]"),
        ("large", "18446744073709551615"),
    ] {
        image
            .additional
            .extend(value.parse().map(|value: Any| (key.to_owned(), value)));
    }
    Image::ById(image)
}

#[test]
fn json_by_serde_is_json_by_us() {
    let ours = oaspen_runtime::json::to_string(&image());
    assert_eq!(serde_json::to_string(&image()).expect("JSON"), ours);
    assert_eq!(
        serde_json::from_str::<Image>(&ours).expect("an image"),
        image()
    );
    let value = serde_json::to_value(image()).expect("JSON");
    assert_eq!(
        serde_json::from_value::<Image>(value).expect("an image"),
        image()
    );
}

#[test]
fn yaml_works_too() {
    let yaml = serde_yaml::to_string(&image()).expect("YAML");
    assert_eq!(
        serde_yaml::from_str::<Image>(&yaml).expect("an image"),
        image()
    );
    let keys = serde_yaml::from_str::<Any>("{1: one, true: yes, x: ~}").expect("YAML");
    assert_eq!(keys.to_string(), r#"{"1":"one","true":"yes","x":null}"#);
}

#[test]
fn failures_are_told() {
    let error =
        serde_json::from_str::<ImageById>(r#"{"id": 5, "note": null}"#).expect_err("a number");
    assert_eq!(
        error.to_string(),
        "at /id: expected a string, found the number 5"
    );
    let deep = format!("{}{}", "[".repeat(127), "]".repeat(127));
    assert!(serde_json::from_str::<Any>(&deep).is_ok());
}

#[test]
fn scalars_keep_their_kind() {
    let json = |value: Any| serde_json::to_string(&value).expect("JSON");
    for text in [
        "-1",
        "18446744073709551615",
        "-170141183460469231731687303715884105728",
        "1.0",
        "1e+300",
    ] {
        assert_eq!(json(text.parse().expect(text)), text);
    }
    assert_eq!(
        serde_json::from_str::<Number>("1.5")
            .expect("a number")
            .as_f64(),
        Some(1.5)
    );
    assert_eq!(
        serde_json::from_str::<Status>("\"valid\"").expect("a status"),
        Status::Valid
    );
    assert_eq!(
        serde_json::to_string(&Base64::from(vec![0_u8])).expect("JSON"),
        "\"AA==\""
    );
}

#[test]
fn numbers_come_as_serde_json_gives_exact_ones() {
    // What the feature `arbitrary_precision` makes of numbers, which is on in a build as soon as anyone asks for it.
    let exact = |text: &str| serde_json::json!({ "$serde_json::private::Number": text });
    let read = |json| serde_json::from_value::<Any>(json).expect("JSON");
    assert_eq!(read(exact("1.10")).to_string(), "1.10");
    assert_eq!(read(serde_json::json!([exact("7")])).to_string(), "[7]");
    let number = serde_json::from_value::<Number>(exact("1e400")).expect("a number");
    assert_eq!(number.as_str(), "1e400");
    // Other text under that key is text.
    let text = exact("x");
    assert_eq!(read(text.clone()).to_string(), text.to_string());
}
