//! Media types, bodies, forms and multipart: literal bytes, hostile bytes, and round trips.

use bytes::Bytes;
use proptest::prelude::*;

use super::*;
use crate::json::{Mode, Value, decode_text, encode_value, read_value};
use crate::param::{Encoding, FORM, Shape, Style};

#[track_caller]
fn check_fits(documented: &str, actual: &str, expected: bool) {
    let documented = MediaType::parse(documented).unwrap();
    let fits = MediaType::parse(actual).is_some_and(|actual| documented.fits(&actual));
    assert_eq!(fits, expected);
}

#[test]
fn documented_types_fit_actual_ones() {
    check_fits("application/json", "application/json; charset=utf-8", true);
    check_fits("application/json", "Application/JSON", true);
    check_fits("application/json", "application/problem+json", true);
    check_fits("application/problem+json", "application/json", false);
    check_fits("image/*", "image/png", true);
    check_fits("image/*", "text/plain", false);
    check_fits("*/*", "x/y", true);
    check_fits(
        "application/json; version=2",
        "application/json;version=\"2\"",
        true,
    );
    check_fits("application/json; version=2", "application/json", false);
    check_fits("text/plain; charset=utf-8", "text/plain", true);
    check_fits("text/plain", "nonsense", false);
    check_fits("text/plain", "text/ plain", false);
}

#[test]
fn the_most_specific_type_is_chosen() {
    let documented = [
        "*/*",
        "image/*",
        "application/json",
        "application/problem+json",
        "image/png",
    ];
    let choose = |actual| choose_media_type(&documented, actual);
    assert_eq!(choose("image/png"), Some(4));
    assert_eq!(choose("image/gif"), Some(1));
    assert_eq!(choose("application/problem+json"), Some(3));
    assert_eq!(choose("application/vnd.x+json"), Some(2));
    assert_eq!(choose("text/html"), Some(0));
    assert_eq!(choose(""), None);
    // A slip of the document's author is known by its text alone.
    let torn = ["audio/ogg", "codecs=opus", ""];
    assert_eq!(choose_media_type(&torn, "Codecs=Opus"), Some(1));
    assert_eq!(choose_media_type(&torn, "codecs=vorbis"), None);
    assert_eq!(choose_media_type(&torn, ""), None);
}

#[test]
fn parameters_are_unquoted() {
    let media = MediaType::parse(r#"multipart/form-data; a; x="a;\"b" ; boundary=c"#).unwrap();
    assert_eq!(media.parameter("X").as_deref(), Some("a;\"b"));
    assert_eq!(media.parameter("boundary").as_deref(), Some("c"));
    assert_eq!(media.parameter("charset"), None);
    assert_eq!(
        (media.kind(), media.subtype(), media.suffix()),
        ("multipart", "form-data", None)
    );
    assert!(is_json("application/hal+json") && !is_json("text/html"));
}

#[tokio::test]
async fn bodies_are_collected_up_to_a_limit() {
    let body = Body::from("hello".to_owned());
    assert_eq!(body.try_clone().unwrap().collect(5).await.unwrap(), "hello");
    assert!(matches!(
        body.collect(4).await,
        Err(CollectError::TooLarge { limit: 4 })
    ));
    let stream = || Body::stream(Body::from("hello".to_owned()));
    assert!(stream().try_clone().is_none());
    assert_eq!(stream().collect(5).await.unwrap(), "hello");
    assert!(matches!(
        stream().collect(4).await,
        Err(CollectError::TooLarge { limit: 4 })
    ));
    assert_eq!(Body::empty().collect(0).await.unwrap(), "");
}

#[test]
fn text_names_its_charset() {
    let text = |media| encode_text_body(media, &Value::String("ü".into())).unwrap();
    assert_eq!(
        text("text/plain"),
        ("text/plain; charset=utf-8".to_owned(), Bytes::from("ü"))
    );
    assert_eq!(
        text("text/plain; charset=UTF-8").0,
        "text/plain; charset=UTF-8"
    );
    assert_eq!(text("application/jwt").0, "application/jwt");
    let value = decode_text_body("text/plain", b"42").unwrap();
    assert_eq!(decode_text::<u8>(&value, Mode::Strict).unwrap(), 42);
    assert_eq!(
        decode_text_body("text/plain", b"\xFF"),
        Err(TextError::NotUtf8)
    );
    let latin = decode_text_body("text/plain; charset=latin1", b"x");
    assert_eq!(latin, Err(TextError::Charset("latin1".to_owned())));
}

/// `json` as a form is `text`, and read back it is `read`.
#[track_caller]
fn check_form(
    json: &str,
    encodings: &[(&str, Encoding)],
    text: &str,
    fields: &[FormField],
    read: &str,
) {
    let value = read_value(json.as_bytes()).unwrap();
    assert_eq!(encode_form(&value, encodings).unwrap(), text);
    let expected = read_value(read.as_bytes()).unwrap();
    assert_eq!(
        decode_form(text.as_bytes(), fields).unwrap(),
        expected.into_owned()
    );
}

#[test]
fn forms_without_encodings() {
    check_form(
        r#"{"id":"a b+","n":1,"no":null,"address":{"street":"x","zip":[1]},"tags":["a","b"]}"#,
        &[],
        "id=a%20b%2B&n=1&address=%7B%22street%22%3A%22x%22%2C%22zip%22%3A%5B1%5D%7D&tags=a&tags=b",
        &[
            ("address", Shape::Object, None),
            ("tags", Shape::Array, None),
            ("n", Shape::Scalar, None),
        ],
        r#"{"address":{"street":"x","zip":[1]},"tags":["a","b"],"n":"1","id":"a b+"}"#,
    );
    check_form(
        r#"{"tags":["a"]}"#,
        &[],
        "tags=a",
        &[("tags", Shape::Array, None)],
        r#"{"tags":["a"]}"#,
    );
    check_form("{}", &[], "", &[], "{}");
}

#[test]
fn forms_with_encodings() {
    let flat = Encoding {
        explode: false,
        ..FORM
    };
    let deep = Encoding {
        style: Style::DeepObject,
        ..FORM
    };
    check_form(
        r#"{"ids":[1,2],"at":{"x":1},"rest":{"p":1,"q":2}}"#,
        &[("ids", flat), ("at", deep), ("rest", FORM)],
        "ids=1,2&at%5Bx%5D=1&p=1&q=2",
        &[
            ("rest", Shape::Object, Some(FORM)),
            ("ids", Shape::Array, Some(flat)),
            ("at", Shape::Object, Some(deep)),
        ],
        r#"{"ids":["1","2"],"at":{"x":"1"},"rest":{"p":"1","q":"2"}}"#,
    );
}

#[test]
fn malformed_forms() {
    let read = |body: &[u8]| {
        decode_form(body, &[("at", Shape::Object, None)])
            .unwrap_err()
            .to_string()
    };
    assert!(
        read(b"at={").starts_with("field `at`: line 1"),
        "{}",
        read(b"at={")
    );
    assert_eq!(read(b"\xFF"), "parameter `body` is not UTF-8");
}

#[test]
fn forms_take_linear_time() {
    let many: String = (0..200_000).map(|number| format!("k{number}=1&")).collect();
    let Value::Object(members) = decode_form(many.as_bytes(), &[]).unwrap() else {
        panic!()
    };
    assert_eq!(members.len(), 200_000);
}

fn write(write: impl FnOnce(&mut MultipartWriter)) -> (String, Bytes) {
    let mut form = MultipartWriter::new();
    write(&mut form);
    finished(form)
}

/// What is written, when no part is a stream.
fn finished(form: MultipartWriter) -> (String, Bytes) {
    let (content_type, body) = form.finish("multipart/form-data").unwrap();
    (content_type, body.as_bytes().unwrap().clone())
}

fn read((content_type, body): &(String, Bytes)) -> Result<Multipart, MultipartError> {
    Multipart::read(content_type, body, MultipartLimits::default())
}

#[test]
fn multipart_on_the_wire() {
    let (content_type, body) = write(|form| {
        form.bytes("file", "image/png", &Bytes::from_static(b"\x89PNG"));
        form.text("na\"me", "text/plain", &Some("x"));
    });
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         content-type: image/png\r\n\r\n\u{1}PNG\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"na%22me\"\r\n\
         content-type: text/plain\r\n\r\nx\r\n--{boundary}--\r\n"
    );
    let expected: Vec<u8> = expected
        .bytes()
        .map(|byte| if byte == 1 { 0x89 } else { byte })
        .collect();
    assert_eq!(body, expected);
}

#[test]
fn multipart_round_trip() {
    let form = write(|form| {
        form.bytes("file", "image/png", &Bytes::from_static(b"a\r\n--b"));
        form.bytes(
            "many",
            "image/png",
            &vec![Bytes::from("1"), Bytes::from("2")],
        );
        form.bytes("no", "image/png", &None::<Bytes>);
        form.text("count", "text/plain", &7_u8);
        form.text("tags", "text/plain", &vec!["a", "b"]);
        form.text("nothing", "text/plain", &None::<u8>);
        form.json("meta", "application/json", &vec![vec![1, 2]]);
    });
    let form = read(&form).unwrap();
    assert_eq!(form.parts().len(), 7);
    assert_eq!(form.bytes::<Bytes>("file").unwrap(), "a\r\n--b");
    assert_eq!(form.bytes::<Vec<Bytes>>("many").unwrap(), ["1", "2"]);
    assert_eq!(form.bytes::<Option<Bytes>>("no").unwrap(), None);
    assert_eq!(form.optional_bytes::<Bytes>("no").unwrap(), None);
    assert_eq!(form.text::<u8>("count", Shape::Scalar).unwrap(), 7);
    assert_eq!(form.text::<Vec<u8>>("count", Shape::Array).unwrap(), [7]);
    assert_eq!(
        form.text::<Vec<String>>("tags", Shape::Array).unwrap(),
        ["a", "b"]
    );
    assert_eq!(
        form.optional_text::<u8>("nothing", Shape::Scalar).unwrap(),
        None
    );
    assert_eq!(
        form.optional_json::<Vec<u8>>("meta", Shape::Array).unwrap(),
        Some(vec![1, 2])
    );
    let missing = form.bytes::<Bytes>("no").unwrap_err();
    assert_eq!(missing, MultipartError::Missing("no".to_owned()));
    let repeated = form.text::<String>("tags", Shape::Scalar).unwrap_err();
    assert_eq!(repeated.to_string(), "field `tags` is given more than once");
    let mistyped = form.text::<u8>("tags", Shape::Array).unwrap_err();
    assert!(
        mistyped.to_string().starts_with("field `tags`: expected"),
        "{mistyped}"
    );
}

#[test]
fn multipart_boundaries_do_not_occur() {
    let (first, _) = write(|form| form.text("a", "text/plain", &"x"));
    let boundary = first.split_once("boundary=").unwrap().1.to_owned();
    let again = write(|form| form.text("a", "text/plain", &"x"));
    assert_eq!(first, again.0);
    let other = write(|form| form.text("a", "text/plain", &boundary));
    assert!(!other.0.contains(&boundary));
}

#[test]
fn multipart_of_other_writers() {
    let body = Bytes::from_static(
        b"preamble\r\n--b \t\r\ncontent-disposition: form-data; filename=\"C:\\dir\\x\"; name=a\r\n\r\n1\
          \r\n--b\r\n\r\n\r\n--b--epilogue",
    );
    let form = read(&("multipart/form-data; boundary=\"b\"".to_owned(), body)).unwrap();
    let parts: Vec<_> = form
        .parts()
        .iter()
        .map(|part| (part.name.as_str(), &*part.body))
        .collect();
    assert_eq!(parts, [("a", &b"1"[..]), ("", b"")]);
    assert_eq!(form.parts()[0].filename.as_deref(), Some("C:\\dir\\x"));
}

#[test]
fn names_of_fields_may_have_control_characters() {
    let head = "Content-Disposition: form-data; name=\"a\x04\x7f%0D\u{94}\"; filename=\"\x0b\"";
    let body = Bytes::from(format!("--b\r\n{head}\r\n\r\n1\r\n--b--"));
    let form = read(&("multipart/form-data; boundary=b".to_owned(), body)).unwrap();
    assert_eq!(form.parts()[0].name, "a\x04\x7f\r\u{94}");
    assert_eq!(form.parts()[0].filename.as_deref(), Some("\x0b"));
}

#[test]
fn malformed_multipart() {
    let error = |content_type: &str, body: &'static str| {
        read(&(content_type.to_owned(), Bytes::from_static(body.as_bytes())))
            .unwrap_err()
            .to_string()
    };
    let form = "multipart/form-data; boundary=b";
    assert_eq!(
        error("multipart/form-data", "--b--"),
        "the content type names no boundary"
    );
    assert_eq!(error(form, ""), "the multipart body is malformed: no part");
    assert_eq!(
        error(form, "--b"),
        "the multipart body is malformed: no line end after a boundary"
    );
    assert_eq!(
        error(form, "--b\r\na: b"),
        "the multipart body is malformed: headers without end"
    );
    assert_eq!(
        error(form, "--b\r\n\r\nx"),
        "the multipart body is malformed: a part without end"
    );
    assert_eq!(
        error(form, "--b\r\na\r\n\r\nx\r\n--b--"),
        "the multipart body is malformed: a header that is none"
    );
    let many = Bytes::from("--b\r\n\r\n\r\n".repeat(3) + "--b--");
    let limits = MultipartLimits {
        parts: 2,
        headers: 10,
    };
    let error = Multipart::read(form, &many, limits).unwrap_err();
    assert_eq!(error, MultipartError::TooManyParts(2));
    let long = Bytes::from(format!("--b\r\na: {}\r\n\r\nx\r\n--b--", "x".repeat(20)));
    assert!(Multipart::read(form, &long, limits).is_err());
}

#[test]
fn multipart_writer_tells_what_is_wrong() {
    let mut form = MultipartWriter::new();
    form.text("at", "text/plain", &vec![vec![1]]);
    form.text("ok", "text/\nplain", &1);
    let error = form.finish("multipart/form-data").unwrap_err();
    assert_eq!(
        error.to_string(),
        "parameter `at` holds a list or object inside another"
    );
}

proptest! {
    #[test]
    fn any_parts_come_back(parts in prop::collection::vec(("[^\u{0}-\u{1F}%\\\\\u{7F}]{0,8}", any::<Vec<u8>>()), 0..4)) {
        let mut form = MultipartWriter::new();
        for (name, body) in &parts {
            form.part(Part::new(name.clone(), body.clone()).filename(name.clone()));
        }
        let form = finished(form);
        if parts.is_empty() {
            return Ok(());
        }
        let form = read(&form).unwrap();
        let back: Vec<_> = form.parts().iter().map(|part| (part.name.clone(), part.body.to_vec())).collect();
        prop_assert_eq!(back, parts);
    }

    #[test]
    fn any_bytes_end(body: Vec<u8>, content_type: String) {
        let _ = MediaType::parse(&content_type).map(|media| media.parameters().count());
        let _ = Multipart::read("multipart/form-data; boundary=b", &body.clone().into(), MultipartLimits::default());
        let _ = decode_form(&body, &[("a", Shape::Object, None), ("b", Shape::Array, None)]);
    }

    #[test]
    fn any_form_comes_back(members in prop::collection::btree_map(".{1,4}", ".*", 0..4)) {
        let value = encode_value(&members).unwrap();
        let text = encode_form(&value, &[]).unwrap();
        prop_assert_eq!(decode_form(text.as_bytes(), &[]), Ok(value));
    }
}
