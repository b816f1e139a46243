//! Scalars, lists, maps and tuples: what is accepted, what is written, exactly.

use std::collections::BTreeMap;
use std::fmt::Debug;

use oaspen_runtime::json::{self, Decode, Encode};
use oaspen_runtime::private::v1 as rt;
use oaspen_runtime::types::{Base64, Bytes, Map, Number, Presence};

use crate::contract::{DayOfWeek, Size, Status};

/// `text` decodes, and is written as `written`.
#[track_caller]
fn check<T: Decode + Encode>(text: &str, written: &str) {
    let value: T = json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(json::to_string(&value), written);
}

/// `text` is refused with this message.
#[track_caller]
fn refuse<T: Decode + Debug>(text: &str, message: &str) {
    let error = json::from_str::<T>(text).expect_err(text);
    assert_eq!(error.to_string(), message);
}

#[test]
fn integers_are_integral_numbers() {
    check::<i64>("5", "5");
    check::<i64>("1.0", "1");
    check::<i64>("1e3", "1000");
    check::<u8>("25500e-2", "255");
    check::<u32>("-0", "0");
    check::<i64>("0e999999999999999999999999", "0");
    check::<i64>("-9223372036854775808", "-9223372036854775808");
    check::<u64>("18446744073709551615", "18446744073709551615");
    check::<i128>(
        "-170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105728",
    );
    check::<u128>(
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211455",
    );
    refuse::<i64>("1.5", "expected an integer, found the number 1.5");
    refuse::<i64>("1e-1", "expected an integer, found the number 1e-1");
    refuse::<i64>("\"5\"", "expected an integer, found the string \"5\"");
}

#[test]
fn integers_have_exact_ranges() {
    refuse::<i8>(
        "128",
        "expected an integer from -128 to 127, found the number 128",
    );
    refuse::<u8>(
        "-1",
        "expected an integer from 0 to 255, found the number -1",
    );
    refuse::<i64>(
        "9223372036854775808",
        "expected an integer from -9223372036854775808 to 9223372036854775807, found the number 9223372036854775808",
    );
    refuse::<u8>(
        "1e400",
        "expected an integer from 0 to 255, found the number 1e400",
    );
    refuse::<u8>(
        "1e999999999999999999999",
        "expected an integer from 0 to 255, found the number 1e999999999999999999999",
    );
    let beyond_u128 = "340282366920938463463374607431768211456";
    assert!(json::from_str::<u128>(beyond_u128).is_err());
    assert!(json::from_str::<i128>("-170141183460469231731687303715884105729").is_err());
}

#[test]
fn floats_read_back_as_they_were() {
    check::<f64>("1", "1.0");
    check::<f64>("0.1", "0.1");
    check::<f64>("-0.0", "-0.0");
    check::<f64>("5e-324", "5e-324");
    check::<f64>("1.7976931348623157e308", "1.7976931348623157e+308");
    refuse::<f64>(
        "1e400",
        "expected a number within f64, found the number 1e400",
    );
    refuse::<f32>(
        "1e39",
        "expected a number within f32, found the number 1e39",
    );
    assert_eq!(json::to_string(&f64::NAN), "null");
    assert_eq!(json::to_string(&f32::INFINITY), "null");
}

#[test]
fn numbers_are_exact() {
    let digits = "-1234567890123456789012345678901234567890.10e-5";
    check::<Number>(digits, digits);
    let number = |text: &str| text.parse::<Number>().expect(text);
    assert_eq!(number("1"), number("10e-1"));
    assert_eq!(number("0"), number("-0.0e7"));
    assert_ne!(number("1"), number("-1"));
    assert_ne!(number("1"), number("10"));
    assert_ne!(
        number("0.1"),
        number("0.10000000000000000000000000000000001")
    );
    assert_eq!(number("1e2").as_i64(), Some(100));
    assert_eq!(number("1e400").as_f64(), None);
    for text in [
        "", "-", "01", "1.", ".5", "+1", "1e", "0x1", "NaN", "Infinity", "1_0", " 1", "١",
    ] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
}

#[test]
fn others_keep_their_shape() {
    check::<bool>("true", "true");
    check::<String>(r#""\u00e9\ud83d\ude00\/""#, "\"é😀/\"");
    check::<Vec<Option<u8>>>("[1,null]", "[1,null]");
    check::<Box<String>>("\"a\"", "\"a\"");
    check::<()>("null", "null");
    check::<(u8, String)>("[1,\"a\"]", "[1,\"a\"]");
    check::<Map<u8>>(r#"{"b":1,"a":2}"#, r#"{"b":1,"a":2}"#);
    check::<BTreeMap<String, u8>>(r#"{"b":1,"a":2}"#, r#"{"a":2,"b":1}"#);
    check::<Bytes>("\"plain\"", "\"plain\"");
    check::<Base64>("\"aGk=\"", "\"aGk=\"");
    check::<Base64>("\"-_8\"", "\"+/8=\"");
    refuse::<(u8, String)>("[1]", "expected an array of 2, found an array of 1");
    refuse::<Base64>("\"a\"", "expected Base64 text, found the string \"a\"");
    refuse::<oaspen_runtime::types::Never>(
        "1",
        "expected nothing, because the schema allows no value, found the number 1",
    );
}

#[test]
fn enums_keep_unknown_values_and_strictness_refuses_them() {
    check::<Status>("\"valid\"", "\"valid\"");
    check::<Status>("\"new\"", "\"new\"");
    check::<Size>("10.0", "10");
    check::<Size>("7", "7");
    check::<DayOfWeek>("1", "\"1\"");
    assert_eq!("processing".parse(), Ok(Status::Processing));
    assert_eq!(
        Status::from("other".to_owned()),
        Status::Unknown("other".to_owned())
    );
    assert_eq!(
        format!("{:>6}|{}", Status::Valid, Size::from(3)),
        " valid|3"
    );
    let refused = |text: &str, error: Result<(), json::DecodeError>| {
        assert_eq!(error.expect_err(text).to_string(), text);
    };
    refused(
        "expected one of \"processing\", \"valid\", found the string \"new\"",
        json::from_slice_strict::<Status>(b"\"new\"").map(drop),
    );
    refused(
        "expected one of 1, 10, found the number 7",
        json::from_slice_strict::<Size>(b"7").map(drop),
    );
}

#[test]
fn presence_has_three_states() {
    assert_eq!(Presence::<u8>::default(), Presence::Absent);
    assert_eq!(Presence::<u8>::from(None), Presence::Null);
    assert_eq!(
        Presence::<String>::from("a"),
        Presence::Value("a".to_owned())
    );
    assert_eq!(Presence::<u8>::from(Some(1)), Presence::Value(1));
    assert_eq!(
        Presence::from(1).map(|value| value + 1).into_option(),
        Some(2)
    );
    assert_eq!(Presence::<u8>::Null.into_nested(), Some(None));
    let mut taken = Presence::Value("a".to_owned());
    assert_eq!(taken.as_ref().map(String::len), Presence::Value(1));
    assert_eq!(taken.take().value().map(String::as_str), Some("a"));
    assert!(taken.is_absent());
}

#[test]
fn lenient_readers_accept_the_other_type() {
    let read = |text: &'static str| json::Tree::read_text(text).expect(text);
    let (number, string, word) = (read("1.50"), read("\"1e2\""), read("\"true\""));
    let strict = json::Mode::Strict;
    assert_eq!(
        rt::lenient_string(number.view(strict)).as_deref(),
        Ok("1.50")
    );
    let other = read("false");
    assert!(rt::lenient_string(other.view(strict)).is_err());
    assert_eq!(rt::lenient_scalar::<i64>(string.view(strict)), Ok(100));
    assert_eq!(rt::lenient_scalar::<bool>(word.view(strict)), Ok(true));
    assert!(rt::lenient_scalar::<Vec<u8>>(word.view(strict)).is_err());
    let list = read(r#"[1.50, "1e2"]"#);
    assert_eq!(
        rt::lenient_strings(list.view(strict)),
        Ok(vec!["1.50".to_owned(), "1e2".to_owned()])
    );
    let error = rt::lenient_scalars::<i64>(list.view(strict)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at /0: expected an integer, found the number 1.50"
    );
}

#[test]
fn text_mode_reads_scalars_from_strings() {
    let value =
        json::read_value(br#"{"n":"5","b":"false","list":["1","2"],"s":"7"}"#).expect("JSON");
    #[derive(Debug, PartialEq)]
    struct Parameters(i64, bool, Vec<u8>, String);
    impl rt::Decode for Parameters {
        fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
            let object = json.object()?;
            Ok(Self(
                object.required("n")?,
                object.required("b")?,
                object.required("list")?,
                object.required("s")?,
            ))
        }
    }
    let expected = Parameters(5, false, vec![1, 2], "7".to_owned());
    assert_eq!(json::decode_text(&value, json::Mode::Strict), Ok(expected));
    assert!(json::decode_value::<Parameters>(&value, json::Mode::Strict).is_err());
}
