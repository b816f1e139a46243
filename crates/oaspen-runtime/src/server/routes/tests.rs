//! Which operation a path finds.

use http::Method;

use super::{Found, Options, Routes};
use crate::info::OperationInfo;

const BASE: OperationInfo = OperationInfo {
    id: "",
    method: "GET",
    path: "",
    tags: &[],
    consumes: &[],
    body_required: false,
    produces: &[],
    security: &[],
    deprecated: false,
};

static OPERATIONS: &[&OperationInfo] = &[
    &OperationInfo { path: "/", ..BASE }, // 0
    &OperationInfo {
        path: "/pets/{id}",
        ..BASE
    }, // 1
    &OperationInfo {
        path: "/pets/mine",
        ..BASE
    }, // 2
    &OperationInfo {
        path: "/pets/{id}",
        method: "DELETE",
        ..BASE
    }, // 3
    &OperationInfo {
        path: "/pets/",
        method: "POST",
        ..BASE
    }, // 4
    &OperationInfo {
        path: "/files/{name}",
        ..BASE
    }, // 5
    &OperationInfo {
        path: "/files/{name}.{extension}",
        ..BASE
    }, // 6
    &OperationInfo {
        path: "/{a}/{b}:verb",
        method: "POST",
        ..BASE
    }, // 7
    &OperationInfo {
        path: "/a/x/{c}",
        ..BASE
    }, // 8
    &OperationInfo {
        path: "/a/{b}/d",
        ..BASE
    }, // 9
    &OperationInfo {
        path: "/größe/{a}",
        ..BASE
    }, // 10
    &OperationInfo {
        path: "/pets/{pet}",
        method: "PUT",
        ..BASE
    }, // 11
    &OperationInfo {
        path: "/head",
        method: "HEAD",
        ..BASE
    }, // 12
    &OperationInfo {
        path: "/files/{name}.json",
        ..BASE
    }, // 13
    &OperationInfo {
        path: "/odd/{a",
        ..BASE
    }, // 14
    &OperationInfo {
        path: "/range/({from},{to})",
        ..BASE
    }, // 15
    &OperationInfo {
        path: "/answers",
        ..BASE
    }, // 16
    &OperationInfo {
        path: "/answers?beta=true",
        ..BASE
    }, // 17
    &OperationInfo {
        path: "/answers?beta=true&v=a+b",
        ..BASE
    }, // 18
    &OperationInfo {
        path: "/only?beta=true",
        ..BASE
    }, // 19
];

#[track_caller]
fn check(line: &str, expect: &str) {
    let (method, path) = line.split_once(' ').unwrap();
    let method: Method = method.parse().unwrap();
    let path = path.split_once('?').unwrap_or((path, ""));
    let found = match Routes::new(OPERATIONS, &Options::default()).find(&method, path) {
        Found::Operation { index, parameters } => format!("{index} {parameters:?}"),
        Found::Head { index, parameters } => format!("head {index} {parameters:?}"),
        Found::Options { allow } => format!("options {allow}"),
        Found::MethodNotAllowed { allow } => format!("405 {allow}"),
        Found::Nothing => "404".to_owned(),
    };
    assert_eq!(found, expect, "{line}");
}

#[test]
fn literal_beats_parameter() {
    check("GET /", "0 []");
    check("GET /pets/7", r#"1 [("id", "7")]"#);
    check("GET /pets/mine", "2 []");
    check("GET /pets/%6Dine", "2 []");
    check("DELETE /pets/7", r#"3 [("id", "7")]"#);
    check("PUT /pets/7", r#"11 [("pet", "7")]"#);
    check("GET /a/x/d", r#"8 [("c", "d")]"#);
    check("GET /a/y/d", r#"9 [("b", "y")]"#);
}

#[test]
fn a_query_in_a_template_is_asked_for() {
    check("GET /answers", "16 []");
    check("GET /answers?beta=false", "16 []");
    check("GET /answers?a=b&beta=tru%65", "17 []");
    check("GET /answers?v=a%20b&beta=true", "18 []");
    check("GET /only?beta=true", "19 []");
    check("GET /only", "404");
    check("POST /only", "404");
    check("POST /answers?beta=true", "405 GET, HEAD, OPTIONS");
}

#[test]
fn several_parameters_in_one_segment() {
    check("GET /files/a", r#"5 [("name", "a")]"#);
    check(
        "GET /files/a.tar.gz",
        r#"6 [("name", "a"), ("extension", "tar.gz")]"#,
    );
    check("GET /files/.gz", r#"5 [("name", ".gz")]"#);
    check("GET /files/a.json", r#"13 [("name", "a")]"#);
    check("POST /x/y:verb", r#"7 [("a", "x"), ("b", "y")]"#);
    check("POST /x/:verb", "404");
    check("GET /range/(1,2)", r#"15 [("from", "1"), ("to", "2")]"#);
    check("GET /range/(1)", "404");
}

#[test]
fn a_branch_that_leads_nowhere_is_left() {
    check("POST /pets/y:verb", "405 GET, DELETE, PUT, HEAD, OPTIONS");
    check("POST /a/y:verb", r#"7 [("a", "a"), ("b", "y")]"#);
}

#[test]
fn values_stay_encoded_and_slashes_in_them_do_not_split() {
    check("GET /pets/a%2Fb", r#"1 [("id", "a%2Fb")]"#);
    check("GET /gr%C3%B6%C3%9Fe/1", r#"10 [("a", "1")]"#);
    check("GET /größe/1", r#"10 [("a", "1")]"#);
    check("GET /odd/%7Ba", "14 []");
}

#[test]
fn a_trailing_slash_is_another_path() {
    check("GET /pets", "404");
    check("POST /pets/", "4 []");
    check("GET /pets/", "405 POST, OPTIONS");
    check("GET /pets/mine/", "404");
    check("GET //", "404");
    check("OPTIONS *", "404");
}

#[test]
fn methods_that_are_not_documented() {
    check("POST /pets/mine", "405 GET, HEAD, OPTIONS");
    check("HEAD /pets/mine", "head 2 []");
    check("HEAD /head", "12 []");
    check("GET /head", "405 HEAD, OPTIONS");
    check("OPTIONS /pets/7", "options GET, DELETE, PUT, HEAD, OPTIONS");
    check("HEAD /pets/", "405 POST, OPTIONS");
    check("BREW /pets/mine", "405 GET, HEAD, OPTIONS");
}
