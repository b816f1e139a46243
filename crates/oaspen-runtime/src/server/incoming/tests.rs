//! Requests as handlers' decoders see them.

use std::sync::Arc;

use http::Request;

use super::{Incoming, Reader};
use crate::body::Body;
use crate::param::{Encoding, FORM, SIMPLE, Shape, Style};
use crate::server::{Limits, Options};
use crate::types::Map;

fn incoming() -> Incoming {
    let request = Request::get("/?limit=5&a=1&b=2&filter[x]=7&ids=1|2")
        .header("X-List", "1, 2")
        .header("X-List", "3")
        .header("X-Json", "[1]")
        .header("X-Bytes", &b"\xFF"[..])
        .header("Cookie", "c=4; j=%7B%22k%22%3A1%7D")
        .header("Cookie", "d=5");
    let (parts, ()) = request.body(()).unwrap().into_parts();
    let path = vec![("id", ";id=1,2".to_owned()), ("json", "%5B1%5D".to_owned())];
    let setup = (Limits::default(), Arc::new(Options::default()));
    Incoming::new(parts, Body::empty(), path, setup)
}

#[track_caller]
fn check<T: PartialEq + std::fmt::Debug>(read: fn(Reader<'_>) -> Option<T>, expect: T) {
    assert_eq!(incoming().decode(read).unwrap(), expect);
}

#[track_caller]
fn check_rejected<T: std::fmt::Debug>(read: fn(Reader<'_>) -> Option<T>, expect: &str) {
    assert_eq!(
        incoming().decode(read).unwrap_err().to_string(),
        format!("400 Bad Request: {expect}")
    );
}

fn encoding(style: Style, explode: bool) -> Encoding {
    Encoding {
        style,
        explode,
        allow_reserved: false,
    }
}

#[test]
fn reads_every_location() {
    check(
        |read| read.path("id", encoding(Style::Matrix, false), Shape::Array),
        vec![1, 2],
    );
    check(|read| read.path_json("json"), vec![1]);
    check(|read| read.query("limit", FORM, Shape::Scalar), 5);
    check(
        |read| read.query("ids", encoding(Style::PipeDelimited, false), Shape::Array),
        vec![1, 2],
    );
    check(
        |read| read.header("x-list", SIMPLE, Shape::Array),
        vec![1, 2, 3],
    );
    check(|read| read.header_json("X-Json"), vec![1]);
    check(|read| read.cookie("c", FORM, Shape::Scalar), 4);
    check(
        |read| read.optional_cookie("d", FORM, Shape::Scalar),
        Some(5),
    );
    check(
        |read| read.cookie_json("j"),
        Map::from_iter([("k".to_owned(), 1)]),
    );
}

#[test]
fn an_exploded_object_takes_what_is_not_another_parameter_s() {
    let expect = Map::from_iter([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    check(
        |read| read.query_pairs("rest", &["limit", "ids", "filter[x]"]),
        Some(expect),
    );
    check(
        |read| read.query_pairs::<Map<i32>>("rest", &["limit", "ids", "filter[x]", "a", "b"]),
        None,
    );
    check(
        |read| read.required_query_pairs("rest", &["limit", "ids", "filter[x]", "a"]),
        Map::from_iter([("b".to_owned(), 2)]),
    );
    check(
        |read| read.required_query_pairs("rest", &["limit", "ids", "filter[x]", "a", "b"]),
        Map::<i32>::new(),
    );
    let filter = Map::from_iter([("x".to_owned(), 7)]);
    check(
        |read| read.optional_query("filter", encoding(Style::DeepObject, true), Shape::Object),
        Some(filter),
    );
}

#[test]
fn absence() {
    check(
        |read| read.optional_query::<i32>("no", FORM, Shape::Scalar),
        None,
    );
    check(
        |read| read.optional_header::<i32>("no", SIMPLE, Shape::Scalar),
        None,
    );
    check(
        |read| read.optional_cookie::<i32>("no", FORM, Shape::Scalar),
        None,
    );
    check(|read| read.optional_query_json::<i32>("no"), None);
    check(|read| read.optional_header_json::<i32>("no"), None);
    check(|read| read.optional_cookie_json::<i32>("no"), None);
    check_rejected(
        |read| read.path::<i32>("no", SIMPLE, Shape::Scalar),
        "path parameter `no`: is missing",
    );
    check_rejected(
        |read| read.query::<i32>("no", FORM, Shape::Scalar),
        "query parameter `no`: is missing",
    );
    check_rejected(
        |read| read.header::<i32>("no", SIMPLE, Shape::Scalar),
        "header parameter `no`: is missing",
    );
    check_rejected(
        |read| read.cookie::<i32>("no", FORM, Shape::Scalar),
        "cookie parameter `no`: is missing",
    );
    check_rejected(
        |read| read.query_json::<i32>("no"),
        "query parameter `no`: is missing",
    );
    check_rejected(
        |read| read.header::<i32>("X-Bytes", SIMPLE, Shape::Scalar),
        "header parameter `X-Bytes`: is not UTF-8",
    );
}
