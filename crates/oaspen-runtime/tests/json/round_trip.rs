//! What is written reads back as the same value, for values made at random.

use oaspen_runtime::json::{self, Decode, Encode};
use oaspen_runtime::types::{Any, Base64, Map, Number, Presence};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use crate::contract::{Image, ImageById, ImageByProvider, Size, Status};

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i128>().prop_map(Number::from),
        any::<u64>().prop_map(Number::from),
        any::<f64>().prop_filter_map("finite", Number::from_f64),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,4})?"
            .prop_filter_map("a number", |text| text.parse().ok()),
    ]
}

fn value() -> impl Strategy<Value = Any> {
    let leaf = prop_oneof![
        Just(Any::Null),
        any::<bool>().prop_map(Any::Bool),
        number().prop_map(Any::Number),
        any::<String>().prop_map(Any::String),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..8).prop_map(Any::Array),
            btree_map(any::<String>(), inner, 0..20)
                .prop_map(|map| Any::Object(map.into_iter().collect())),
        ]
    })
}

fn presence() -> impl Strategy<Value = Presence<String>> {
    prop_oneof![
        Just(Presence::Absent),
        Just(Presence::Null),
        any::<String>().prop_map(Presence::Value)
    ]
}

fn image_by_id() -> impl Strategy<Value = ImageById> {
    let additional =
        btree_map("x-.*", value(), 0..3).prop_map(|map| map.into_iter().collect::<Map<Any>>());
    let text = || option::of(any::<String>());
    (
        any::<String>(),
        text(),
        text(),
        presence(),
        text(),
        additional,
    )
        .prop_map(|(id, caption, note, state, delay, additional)| ImageById {
            id,
            caption,
            note,
            state,
            delay,
            additional,
        })
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        Just(Status::Processing),
        Just(Status::Valid),
        "new.*".prop_map(Status::Unknown)
    ]
}

fn size() -> impl Strategy<Value = Size> {
    prop_oneof![
        Just(Size::Small),
        Just(Size::Large),
        (11_i64..).prop_map(Size::Unknown)
    ]
}

fn image_by_provider() -> impl Strategy<Value = ImageByProvider> {
    let bytes = vec(any::<u8>(), 0..20).prop_map(Base64::from);
    let area = (proptest::num::f64::NORMAL, any::<u8>());
    let also = vec(image_by_id().prop_map(Image::ById), 0..3);
    let optional = (
        option::of(status()),
        option::of(size()),
        option::of(bytes),
        option::of(value()),
    );
    (any::<String>(), area, also, optional).prop_map(
        |(link, area, also, (status, size, thumbnail, extra))| ImageByProvider {
            link,
            status,
            size,
            area,
            thumbnail,
            extra,
            also,
        },
    )
}

fn image() -> impl Strategy<Value = Image> {
    prop_oneof![
        image_by_id().prop_map(Image::ById),
        image_by_provider().prop_map(|image| Image::ByProvider(Box::new(image))),
        number().prop_map(|number| Image::Unknown(Any::Number(number))),
    ]
}

/// Writes, reads, compares; and has `serde_json` agree that it is JSON.
fn check<T: Decode + Encode + PartialEq + std::fmt::Debug>(value: &T) -> Result<(), TestCaseError> {
    let text = json::to_string(value);
    let read = json::from_str::<T>(&text)
        .map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
    prop_assert_eq!(&read, value);
    prop_assert_eq!(json::to_string(&read), text.clone());
    let accepted = serde_json::from_str::<&serde_json::value::RawValue>(&text);
    prop_assert!(accepted.is_ok(), "{}", text);
    Ok(())
}

proptest! {
    #[test]
    fn any_values(value in value()) {
        check(&value)?;
    }

    #[test]
    fn generated_types(image in image()) {
        check(&image)?;
    }

    #[test]
    fn floats(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
        check(&value)?;
    }

    #[test]
    fn singles(value in any::<f32>().prop_filter("finite", |value| value.is_finite())) {
        check(&value)?;
    }

    #[test]
    fn equal_numbers_hash_alike(number in number(), zeros in 0_usize..5) {
        let text = number.as_str();
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let shift: i64 = exponent.parse().unwrap_or(0) - i64::try_from(zeros).unwrap_or(0);
        prop_assume!(!mantissa.contains('.'));
        let padding = "0".repeat(zeros);
        let zero = mantissa.trim_start_matches('-') == "0";
        let other = if zero { "0.0".to_owned() } else { format!("{mantissa}{padding}E{shift}") };
        let other: Number = other.parse().map_err(|error| TestCaseError::fail(format!("{other}: {error}")))?;
        prop_assert_eq!(&number, &other);
        let set: std::collections::HashSet<Number> = [number, other].into();
        prop_assert_eq!(set.len(), 1);
    }

    /// Whatever the bytes are, reading ends with a value or an error.
    #[test]
    fn arbitrary_text_never_panics(text in "[\\[\\]{}:,\"\\\\0-9eE.+\\-truefalsn u\\n]{0,40}") {
        let ours = json::from_str::<Any>(&text);
        let theirs = serde_json::from_str::<&serde_json::value::RawValue>(&text);
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}", text);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..40)) {
        let _ = json::from_slice::<Any>(&bytes);
    }
}
