//! Of duplicate keys the last counts, wherever they stand and however they are spelled; and the
//! order of properties does not matter.

use std::collections::BTreeMap;

use oaspen_runtime::json::{self, Mode, Tree};
use oaspen_runtime::types::{Any, Map};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::contract::{Image, ImageById};

#[test]
fn the_last_counts_for_a_type() {
    let image: ImageById = json::from_str(r#"{"id":5,"note":null,"x":1,"\u0069d":"a","x":2}"#)
        .expect("the last is a string");
    assert_eq!(image.id, "a");
    assert_eq!(image.additional.get("x").and_then(Any::as_i64), Some(2));
    let error = json::from_str::<ImageById>(r#"{"id":"a","note":null,"id":5}"#)
        .expect_err("the last is none");
    assert_eq!(error.pointer(), "/id");
}

#[test]
fn the_last_counts_for_maps() {
    let text = r#"{"a":"bad","b":1,"a":3}"#;
    let sorted: BTreeMap<String, u8> = json::from_str(text).expect("the last is a number");
    assert_eq!(
        sorted,
        BTreeMap::from([("a".to_owned(), 3), ("b".to_owned(), 1)])
    );
    let error = json::from_str::<Map<u8>>(r#"{"a":1,"a":"bad"}"#).expect_err("the last is none");
    assert_eq!(error.pointer(), "/a");
}

#[test]
fn the_last_counts_for_a_union() {
    let image: Image = json::from_str(r#"{"id":"a","note":null,"id":"b"}"#).expect("a member");
    assert!(matches!(image, Image::ById(image) if image.id == "b"));
}

#[test]
fn large_objects_are_searched_too() {
    for count in [255, 256, 257, 1_000] {
        let keys: String = (0..count).map(|key| format!("\"k{key}\":0,")).collect();
        let text = format!("{{\"id\":5,{keys}\"note\":null,\"id\":\"last\"}}");
        let image: ImageById = json::from_str(&text).expect("the last is a string");
        assert_eq!((image.id.as_str(), image.additional.len()), ("last", count));
    }
}

proptest! {
    /// Every key gives the value that comes last, whichever order they are asked for in.
    #[test]
    fn each_property_is_found(
        keys in vec(prop_oneof!["[a-c]{0,3}", "prefix_[0-9]{2}_suffix", "[a-z]{7,9}"], 0..300),
        asked in vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let entries: Vec<String> =
            keys.iter().enumerate().map(|(place, key)| format!("{key:?}:{place}")).collect();
        let text = format!("{{{}}}", entries.join(","));
        let tree = Tree::read_text(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let object = tree.view(Mode::Strict).object().map_err(|error| TestCaseError::fail(error.to_string()))?;
        for index in asked.iter().filter(|_| !keys.is_empty()) {
            let key = &keys[index.index(keys.len())];
            let last = keys.iter().rposition(|other| other == key);
            let found = object.get(key).and_then(|value| value.decode::<usize>().ok());
            prop_assert_eq!(found, last);
        }
        prop_assert!(object.get("absent").is_none());
        prop_assert!(object.get("prefix_xx_suffix").is_none());
    }
}
