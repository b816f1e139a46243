//! Files and streams of multipart bodies: literal bytes, limits, and what is written read again however
//! the bytes are cut.

use bytes::Bytes;
use http::header::{CONTENT_LANGUAGE, HeaderValue};
use proptest::prelude::*;

use super::{MultipartError, MultipartLimits, MultipartWriter, Part, PartStream};
use crate::body::stream_tests::{cut, now};
use crate::body::{Body, File, Multipart, StreamError};

const FORM: &str = "multipart/form-data; boundary=b";

fn bytes(body: Body) -> Bytes {
    now(body.collect(usize::MAX)).unwrap()
}

/// The parts of a stream, read to their ends.
fn read(content_type: &str, body: Body) -> Result<Vec<Part>, StreamError> {
    let mut stream = PartStream::new(content_type, body)?;
    let mut parts = Vec::new();
    while let Some(part) = now(stream.next_part())? {
        let mut read = part.head.clone();
        read.body = now(part.collect(1 << 20))?;
        parts.push(read);
    }
    Ok(parts)
}

#[test]
fn files_say_what_they_are() {
    let file = File::new("Hallo")
        .named("Grüße \"1\".txt")
        .of_type("text/plain; charset=utf-8")
        .header(CONTENT_LANGUAGE, HeaderValue::from_static("de"));
    let mut form = MultipartWriter::new();
    form.bytes("file", "image/png", &vec![file.clone(), File::from("2")]);
    let (content_type, body) = form.finish("multipart/form-data").unwrap();
    let boundary = content_type.split_once("boundary=").unwrap().1;
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Grüße %221%22.txt\"\r\n\
         content-language: de\r\ncontent-type: text/plain; charset=utf-8\r\n\r\nHallo\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
         content-type: image/png\r\n\r\n2\r\n--{boundary}--\r\n"
    );
    let body = bytes(body);
    assert_eq!(String::from_utf8_lossy(&body), expected);
    let form = Multipart::read(&content_type, &body, MultipartLimits::default()).unwrap();
    let second = File::from("2").named("file").of_type("image/png");
    assert_eq!(form.bytes::<Vec<File>>("file").unwrap(), [file, second]);
}

#[test]
fn streams_have_a_length_where_it_is_known() {
    let content = Bytes::from("x".repeat(1000));
    let stream = || cut(&content, &[7]);
    let sized = || Body::from_sized_stream(1000, stream());
    for (body, is_known) in [(sized(), true), (stream(), false)] {
        let mut form = MultipartWriter::new();
        let file = File::new(body);
        form.text("a", "text/plain", &"1");
        form.bytes("file", "image/png", &file);
        form.text("z", "text/plain", &"2");
        let (content_type, body) = form.finish("multipart/form-data").unwrap();
        let length = body.length();
        let written = bytes(body);
        assert_eq!(length, is_known.then_some(written.len() as u64));
        let form = Multipart::read(&content_type, &written, MultipartLimits::default()).unwrap();
        assert_eq!(form.bytes::<Bytes>("file").unwrap(), content);
        // The content went with the first.
        let error = now(file.body().collect(5000)).unwrap_err();
        assert_eq!(error.to_string(), "the body could not be read");
    }
}

#[test]
fn equality_of_files() {
    assert_eq!(File::from("a"), File::from(Bytes::from("a")));
    assert_ne!(File::from("a"), File::from("a").named("a"));
    let stream = File::from(cut(b"a", &[1]));
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, File::from(cut(b"a", &[1])));
    assert_ne!(stream, File::from("a"));
}

#[test]
fn malformed_streams() {
    let error = |content_type: &str, body: &'static str| {
        let cut = read(content_type, cut(body.as_bytes(), &[1]));
        let whole = read(content_type, body.into()).unwrap_err().to_string();
        assert_eq!(cut.unwrap_err().to_string(), whole);
        let of_bytes = Multipart::read(content_type, &body.into(), MultipartLimits::default());
        assert!(of_bytes.is_err());
        whole
    };
    let boundary = "the content type names no boundary";
    assert_eq!(error("multipart/form-data", "--b--"), boundary);
    assert_eq!(error("text/plain; boundary=b", "--b--"), boundary);
    let malformed = |what| format!("the multipart body is malformed: {what}");
    assert_eq!(error(FORM, ""), malformed("no part"));
    assert_eq!(
        error(FORM, "--b"),
        malformed("no line end after a boundary")
    );
    assert_eq!(error(FORM, "--b\r\na: b"), malformed("headers without end"));
    assert_eq!(error(FORM, "--b\r\n\r\nx"), malformed("a part without end"));
    let text = "--bc\r\na: b\r\n\r\nx\r\n--b--";
    assert_eq!(error(FORM, text), malformed("no line end after a boundary"));
    let text = "--b\r\na\r\n\r\nx\r\n--b--";
    assert_eq!(error(FORM, text), malformed("a header that is none"));
}

#[test]
fn limits_of_streams() {
    let text = "--b\r\n\r\nx\r\n".repeat(3) + "--b--";
    let limits = MultipartLimits {
        parts: 2,
        headers: 10,
    };
    let mut stream = PartStream::new(FORM, text.into()).unwrap().limits(limits);
    assert!(now(stream.next_part()).unwrap().is_some());
    assert!(now(stream.next_part()).unwrap().is_some());
    let error = now(stream.next_part()).unwrap_err();
    let many = MultipartError::TooManyParts(2);
    assert!(
        matches!(&error, StreamError::Multipart(error) if *error == many),
        "{error}"
    );
    assert!(now(stream.next_part()).unwrap().is_none());
    let long = format!("--b\r\na: {}\r\n\r\nx\r\n--b--", "x".repeat(20));
    for body in [cut(long.as_bytes(), &[3]), long.clone().into()] {
        let mut stream = PartStream::new(FORM, body).unwrap().limits(limits);
        assert!(now(stream.next_part()).is_err());
    }
    let mut stream = PartStream::new(FORM, "--b\r\n\r\n12345\r\n--b--".into()).unwrap();
    let part = now(stream.next_part()).unwrap().unwrap();
    let error = now(part.collect(4)).unwrap_err();
    assert!(error.is_too_large());
}

#[test]
fn little_comes_before_the_first_part() {
    let parts = "--b\r\n\r\nx\r\n--b--";
    let limits = MultipartLimits {
        parts: 1,
        headers: 100,
    };
    for (before, is_fine) in [(10, true), (100_000, false)] {
        let text = format!("{}\r\n{parts}", "p".repeat(before));
        let mut stream = PartStream::new(FORM, cut(text.as_bytes(), &[7, 50, 900])).unwrap();
        stream = stream.limits(limits);
        assert_eq!(now(stream.next_part()).is_ok(), is_fine, "{before}");
    }
}

#[test]
fn values_of_parts() {
    let text = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\né\r\n\
                --b\r\nContent-Disposition: form-data; name=b\r\n\r\n[1,2]\r\n\
                --b\r\nContent-Disposition: form-data; name=c\r\n\r\n{\r\n--b--\r\nepilogue";
    let mut stream = PartStream::new(FORM, text.into()).unwrap();
    let part = now(stream.next_part()).unwrap().unwrap();
    assert_eq!((part.name(), part.content_type()), ("a", ""));
    assert_eq!(now(part.text(10)).unwrap(), "é");
    let part = now(stream.next_part()).unwrap().unwrap();
    assert_eq!(now(part.json::<Vec<u8>>(10)).unwrap(), [1, 2]);
    let part = now(stream.next_part()).unwrap().unwrap();
    let error = now(part.json::<Vec<u8>>(10)).unwrap_err().to_string();
    assert!(error.starts_with("field `c`: line 1"), "{error}");
    assert!(now(stream.next_part()).unwrap().is_none());
}

proptest! {
    #[test]
    fn any_parts_come_back_however_they_are_cut(
        parts in prop::collection::vec(("[^\u{0}-\u{1F}%\\\\\u{7F}]{0,8}", "[\r\n\\-bo]{0,40}", any::<bool>()), 1..5),
        lengths in prop::collection::vec(1_usize..60, 1..5),
    ) {
        let mut form = MultipartWriter::new();
        for (name, content, is_stream) in &parts {
            let body = if *is_stream { cut(content.as_bytes(), &lengths) } else { content.clone().into() };
            form.bytes(name, "text/plain", &File::new(body).named(name));
        }
        let (content_type, body) = form.finish("multipart/form-data").unwrap();
        let written = bytes(body);
        let whole = Multipart::read(&content_type, &written, MultipartLimits::default()).unwrap();
        let read = read(&content_type, cut(&written, &lengths)).unwrap();
        prop_assert_eq!(whole.parts(), &read[..]);
        let back: Vec<_> = read.iter().map(|part| (&*part.name, part.filename.as_deref(), &part.body[..])).collect();
        let sent: Vec<_> = parts.iter().map(|(name, content, _)| (&**name, Some(&**name), content.as_bytes())).collect();
        prop_assert_eq!(back, sent);
    }

    /// Both readers find the same, whatever the bytes.
    #[test]
    fn any_bytes_are_read_alike(body in "(--b|\r\n|-|a: b|[ xb])*", lengths in prop::collection::vec(1_usize..9, 1..4)) {
        let whole = Multipart::read(FORM, &body.clone().into(), MultipartLimits::default());
        let streamed = read(FORM, cut(body.as_bytes(), &lengths));
        prop_assert_eq!(whole.ok().map(|form| form.parts().to_vec()), streamed.ok());
    }
}
