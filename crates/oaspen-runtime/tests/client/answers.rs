//! What an operation makes of an answer: how often it is asked, and which media types are the
//! documented one.

use std::sync::atomic::{AtomicUsize, Ordering};

use oaspen_runtime::client::{AnswerError, Error};
use oaspen_runtime::private::v1 as rt;

use crate::service::{Recorder, answer};

static INFO: rt::OperationInfo = rt::OperationInfo {
    id: "Count",
    method: "GET",
    path: "/count",
    tags: &[],
    consumes: &[],
    body_required: false,
    produces: &[],
    security: &[],
    deprecated: false,
};

/// How often [`Counted`] has decoded.
static DECODED: AtomicUsize = AtomicUsize::new(0);

struct Counted;

impl rt::client::Operation<()> for Counted {
    type Output = ();
    type Error = ();
    type Headers = ();
    type ErrorHeaders = ();
    const INFO: &'static rt::OperationInfo = &INFO;

    fn encode(&self, request: &mut rt::client::RequestWriter) {
        request.literal("/count");
    }

    fn decode(answer: &rt::client::Answer) -> rt::client::Decoded<(), ()> {
        DECODED.fetch_add(1, Ordering::Relaxed);
        match answer.status() {
            200 | 302 => rt::client::success(()),
            _ => rt::client::undocumented(),
        }
    }
}

#[tokio::test]
async fn only_a_redirect_is_decoded_to_know_whether_it_is_documented() {
    let location = [("location", "/elsewhere")];
    let answers = [
        answer(200, &[], ""),
        answer(200, &location, ""),
        answer(304, &[], ""),
        answer(302, &location, ""),
    ];
    let core = rt::client::Builder::in_process(Recorder::new(answers))
        .build()
        .unwrap();
    let mut counts = Vec::new();
    for _ in 0..4 {
        DECODED.store(0, Ordering::Relaxed);
        let _ = core.call().send(&Counted).await;
        counts.push(DECODED.load(Ordering::Relaxed));
    }
    assert_eq!(counts, [1, 1, 1, 2]);
}

/// Reads `{}` or another body as an object whose properties are all optional, which any object is.
#[track_caller]
fn check(documented: &str, content_type: &str, body: &'static str, expected: &str) {
    let mut headers = http::HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(http::header::CONTENT_TYPE, content_type.parse().unwrap());
    }
    let answer = rt::client::Answer::new(rt::StatusCode::OK, headers, body.into());
    let read = match answer.json::<rt::Map<rt::Any>>(documented) {
        Ok(_) => "read",
        Err(AnswerError::Undocumented) => "undocumented",
        Err(AnswerError::Decode(_)) => "broken",
    };
    assert_eq!(read, expected, "{content_type} for {documented}");
}

#[test]
fn another_json_format_is_not_the_documented_one() {
    let (json, problem) = ("application/json", "application/problem+json");
    check(json, problem, "{}", "undocumented");
    check(
        json,
        "application/problem+json; charset=utf-8",
        "{}",
        "undocumented",
    );
    check("application/vnd.api+json", problem, "{}", "undocumented");
    check(problem, "Application/Problem+JSON", "{}", "read");
    check("*/*", problem, "{}", "read");
    check("application/*", problem, "{}", "read");
    check("text/*", problem, "{}", "undocumented");
    check(problem, problem, "[]", "broken");
}

#[test]
fn plain_json_is_the_documented_one_by_any_name() {
    let json = "application/json";
    for content_type in [
        "",
        json,
        "application/json; charset=utf-8",
        "TEXT/JSON",
        "text/plain",
        "?",
    ] {
        check(json, content_type, "{}", "read");
        check("application/problem+json", content_type, "{}", "read");
        check(json, content_type, "[]", "broken");
    }
    for content_type in ["", json, "text/json"] {
        check(json, content_type, "<p>", "broken");
    }
    for content_type in ["text/plain", "text/html", "?"] {
        check(json, content_type, "<p>", "undocumented");
    }
}

#[tokio::test]
async fn a_problem_where_something_else_is_documented_can_be_read() {
    let problem = r#"{"title": "Down", "status": 503, "detail": "for\nan hour", "instance": 1}"#;
    let headers = [("content-type", "application/problem+json")];
    let service = Recorder::new([
        answer(404, &headers, problem),
        answer(404, &headers, "{"),
        answer(404, &[("content-type", "image/png")], "\u{89}PNG"),
    ]);
    let client = crate::generated::Client::in_process(service)
        .keys("k3y")
        .build()
        .unwrap();
    let mut errors = Vec::new();
    for _ in 0..3 {
        match client.get_metrics().await {
            Err(Error::Unexpected(error)) => errors.push(error),
            other => panic!("{other:?}"),
        }
    }
    let error = &errors[0];
    let told = format!("404 Not Found: {problem}");
    assert_eq!(error.to_string(), told);
    assert_eq!(error.text(), Some(problem));
    let read = error.problem().unwrap();
    assert_eq!((read.status(), read.title()), (Some(503), Some("Down")));
    assert_eq!(
        (read.detail(), read.instance()),
        (Some("for\nan hour"), None)
    );
    assert_eq!(error.json::<rt::Map<rt::Any>>().unwrap().len(), 4);
    assert_eq!(errors[1].problem(), None);
    assert!(errors[1].json::<rt::Any>().is_err());
    assert_eq!(errors[2].to_string(), "404 Not Found: 5 bytes of image/png");
    assert_eq!(errors[2].problem(), None);
}
