//! Everything but sockets.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use oaspen_runtime::body::{Body, Multipart, MultipartLimits};
use oaspen_runtime::client::{
    BuildError, Error, Retry, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use oaspen_runtime::param::Shape;

use crate::generated::{
    Client, ClientBuilder, Problem, add_member, get_metrics, put_media, security,
};
use crate::service::{Given, Recorder, Seen, answer, json};

fn problem(message: &str) -> Problem {
    Problem {
        message: message.to_owned(),
    }
}

/// A client that is let in everywhere.
fn client(answers: impl IntoIterator<Item = Given>) -> (Client, Recorder) {
    let service = Recorder::new(answers);
    let builder = Client::in_process(service.clone())
        .bearer_auth("s3cret")
        .keys("k3y");
    (builder.build().unwrap(), service)
}

fn header<'s>(seen: &'s Seen, name: &str) -> Option<&'s str> {
    seen.headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

async fn add(
    client: &Client,
) -> Result<oaspen_runtime::client::Response<add_member::Output>, Error<Problem>> {
    client.add_member("g 1", problem("hi")).await
}

#[tokio::test]
async fn a_request_on_the_wire() {
    let (client, service) = client([json(202, r#"{"message":"ok","new":1}"#)]);
    let response = client
        .add_member("g/1?", problem("hi"))
        .format("a&b")
        .tags(vec!["x".to_owned(), "y".to_owned()])
        .trace("t, 1")
        .theme("dark;")
        .header("X-Own", "1")
        .await
        .unwrap();
    assert_eq!(*response, add_member::Output::Accepted(problem("ok")));
    assert_eq!(response.status(), 202);
    assert!(response.headers().contains_key("content-type"));
    let seen = service.only();
    assert_eq!(seen.method(), "POST");
    assert_eq!(
        seen.uri(),
        "http://localhost/groups/g%2F1%3F/members?format=a%26b&tags=x%7Cy"
    );
    assert_eq!(header(&seen, "x-trace"), Some("t, 1"));
    assert_eq!(header(&seen, "cookie"), Some("theme=dark%3B"));
    assert_eq!(header(&seen, "authorization"), Some("Bearer s3cret"));
    assert_eq!(header(&seen, "accept"), Some("application/json"));
    assert_eq!(header(&seen, "content-type"), Some("application/json"));
    assert_eq!(header(&seen, "x-own"), Some("1"));
    assert!(header(&seen, "user-agent").unwrap().starts_with("oaspen/"));
    assert_eq!(seen.body(), r#"{"message":"hi"}"#);
}

#[tokio::test]
async fn successes_without_a_body() {
    let (client, _) = client([answer(201, &[], "")]);
    assert_eq!(
        add(&client).await.unwrap().into_inner(),
        add_member::Output::Created
    );
}

#[tokio::test]
async fn several_media_types() {
    let (client, service) = client([
        answer(200, &[("content-type", "text/plain")], "up 1"),
        json(200, r#"{"message":"x"}"#),
        answer(200, &[("content-type", "text/html")], "<p>"),
    ]);
    let text = client.get_metrics().accept("text/plain").await.unwrap();
    assert_eq!(
        text.into_inner(),
        get_metrics::OkBody::Text("up 1".to_owned())
    );
    let parsed = client.get_metrics().await.unwrap();
    assert_eq!(parsed.into_inner(), get_metrics::OkBody::Json(problem("x")));
    let foreign = client.get_metrics().await.unwrap_err();
    assert_eq!(
        foreign.to_string(),
        "GetMetrics: undocumented answer 200 OK: <p>"
    );
    let accepted: Vec<_> = service
        .seen()
        .iter()
        .map(|seen| header(seen, "accept").unwrap().to_owned())
        .collect();
    assert_eq!(
        accepted,
        [
            "text/plain",
            "application/json, text/plain",
            "application/json, text/plain"
        ]
    );
}

#[tokio::test]
async fn documented_failures() {
    let (client, _) = client([json(404, r#"{"message":"gone"}"#)]);
    let error = client.get_metrics().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"GetMetrics: 404 Not Found: NotFound(Problem { message: "gone" })"#
    );
    assert_eq!(
        (error.operation(), error.is_retryable()),
        ("GetMetrics", false)
    );
    let Error::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.raw(), r#"{"message":"gone"}"#);
    assert_eq!(
        error.into_body(),
        get_metrics::Error::NotFound(problem("gone"))
    );
}

#[tokio::test]
async fn undocumented_answers() {
    let page = answer(
        418,
        &[("content-type", "text/html"), ("set-cookie", "sid=s3cret")],
        "<h1>no</h1>",
    );
    let (client, _) = client([page, answer(503, &[("content-type", "text/html")], "")]);
    let error = client.get_metrics().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GetMetrics: undocumented answer 418 I'm a teapot: <h1>no</h1>"
    );
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    let Error::Unexpected(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (error.status().as_u16(), &**error.body()),
        (418, &b"<h1>no</h1>"[..])
    );
    // A gateway's page where a problem is documented.
    let error = add(&client).await.unwrap_err();
    assert!(
        matches!(error, Error::Unexpected(_)) && error.is_retryable(),
        "{error:?}"
    );
}

#[tokio::test]
async fn broken_answers_keep_their_body_and_say_where() {
    let (client, _) = client([
        json(202, r#"{"message":5}"#),
        json(202, "{"),
        json(503, "{}"),
    ]);
    let error = add(&client).await.unwrap_err();
    let expected = "AddMember: 202 Accepted, but the body is not as documented: \
                    at /message: expected a string, found the number 5; \
                    the body: {\"message\":5}";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().is_some());
    let Error::Decode(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.error().pointer(), "/message");
    assert_eq!(error.body(), r#"{"message":5}"#);
    let error = add(&client).await.unwrap_err();
    assert!(
        matches!(error, Error::Decode(_)) && !error.is_retryable(),
        "{error:?}"
    );
    let error = add(&client).await.unwrap_err();
    assert!(
        matches!(error, Error::Decode(_)) && error.is_retryable(),
        "{error:?}"
    );
}

#[tokio::test]
async fn answers_are_limited() {
    let service = Recorder::new([json(202, r#"{"message":"long"}"#)]);
    let client = Client::in_process(service)
        .bearer_auth("t")
        .response_limit(8)
        .build()
        .unwrap();
    let error = add(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "AddMember: the answer is too large: the body is larger than 8 bytes"
    );
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn credentials_that_are_missing() {
    let service = Recorder::new([answer(201, &[], "")]);
    let client = Client::in_process(service.clone()).build().unwrap();
    let error = add(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "AddMember: no credentials for `bearerAuth` or `httpBasic`"
    );
    let error = client.get_metrics().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GetMetrics: no credentials for `headerKey` and `queryKey` and `cookieKey`"
    );
    assert!(service.seen().is_empty());
    client
        .add_member("g", problem("hi"))
        .header("Authorization", "Own x")
        .await
        .unwrap();
    assert_eq!(header(&service.only(), "authorization"), Some("Own x"));
}

#[tokio::test]
async fn credentials_on_the_wire() {
    let service = Recorder::new([answer(201, &[], "")]);
    let client = Client::in_process(service.clone())
        .http_basic("Aladdin", "open sesame")
        .keys("k&y")
        .build()
        .unwrap();
    add(&client).await.unwrap();
    add(&client.with_bearer_auth("other")).await.unwrap();
    let _ = client.get_metrics().await;
    let _ = client.put_media(1, media()).await;
    let _ = client.request(http::Method::GET, "x").await;
    let _ = client
        .request(http::Method::GET, "x")
        .credential(&security::QUERY_KEY)
        .await;
    let seen = service.seen();
    let authorizations: Vec<_> = seen
        .iter()
        .map(|seen| header(seen, "authorization"))
        .collect();
    let expected = [
        Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        Some("Bearer other"),
        None,
        None,
        None,
        None,
    ];
    assert_eq!(authorizations, expected);
    assert!(seen.iter().all(|seen| {
        seen.headers()
            .get("authorization")
            .is_none_or(http::HeaderValue::is_sensitive)
    }));
    assert_eq!(header(&seen[2], "x-key"), Some("k&y"));
    assert_eq!(header(&seen[2], "cookie"), Some("session=k%26y"));
    assert_eq!(seen[2].uri().query(), Some("key=k%26y"));
    assert_eq!(seen[3].uri().query(), None);
    assert_eq!(seen[4].uri(), "http://localhost/x");
    assert_eq!(seen[5].uri(), "http://localhost/x?key=k%26y");
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let (client, _) = client([answer(201, &[], "")]);
    let call = client
        .add_member("g", problem("hi"))
        .header("authorization", "s3cret");
    let builder = Client::builder("http://x")
        .http_basic("me", "s3cret")
        .header("authorization", "s3cret");
    let shown = format!("{client:?} {call:?} {builder:?}");
    assert!(
        !shown.contains("s3cret") && !shown.contains("k3y"),
        "{shown}"
    );
    let error = Client::in_process(Recorder::new([json(200, "")]))
        .bearer_auth("s3cret\n")
        .build()
        .unwrap();
    let error = add(&error).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "AddMember: the request cannot be made: the credential for `bearerAuth` does not fit the scheme"
    );
}

fn media() -> put_media::Body {
    let names = Some(vec!["a".to_owned(), "b".to_owned()]);
    put_media::Body {
        file: Bytes::from_static(b"\0\xFF\r\n"),
        names,
        meta: problem("m"),
    }
}

#[tokio::test]
async fn multipart() {
    let (client, service) = client([answer(204, &[], "")]);
    client.put_media(-7, media()).await.unwrap();
    let seen = service.only();
    assert_eq!(seen.uri().path(), "/media/-7");
    assert_eq!(header(&seen, "accept"), None);
    let content_type = header(&seen, "content-type").unwrap();
    let form = Multipart::read(content_type, seen.body(), MultipartLimits::default()).unwrap();
    let back = put_media::Body {
        file: form.bytes("file").unwrap(),
        names: form.optional_text("names", Shape::Array).unwrap(),
        meta: form.json("meta", Shape::Object).unwrap(),
    };
    assert_eq!(back, media());
    assert_eq!(form.parts()[0].filename.as_deref(), Some("file"));
}

#[tokio::test]
async fn requests_that_cannot_be_made() {
    let (client, service) = client([answer(201, &[], "")]);
    let error = client
        .add_member("", problem("x"))
        .trace("a\nb")
        .tags(vec!["a|b".to_owned()])
        .header("bad name", "x")
        .await;
    let expected = "AddMember: the request cannot be made: \
        parameter `GroupId` is empty, which would name another path; \
        parameter `tags` has an item with `|`, which separates items; \
        parameter `X-Trace` has characters that may not stand there; \
        the header \"bad name\" is malformed";
    assert_eq!(error.unwrap_err().to_string(), expected);
    let error = client.add_member("..", problem("x")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "AddMember: the request cannot be made: a segment of the path is `.` or `..`"
    );
    assert!(service.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn timeouts() {
    let (client, _) = client([None]);
    let error = client
        .get_metrics()
        .timeout(Duration::from_secs(3))
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "GetMetrics: no answer within 3s");
    assert!(error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn retries() {
    let busy = || answer(503, &[("retry-after", "7")], "");
    let (client, service) = client([busy(), None, json(200, r#"{"message":"x"}"#)]);
    let start = tokio::time::Instant::now();
    let call = client
        .get_metrics()
        .timeout(Duration::from_secs(2))
        .retry(Retry::times(2));
    call.await.unwrap();
    assert_eq!(service.seen().len(), 3);
    // Seven seconds as asked, two until the timeout, then 400 ms less up to a half.
    let waited = start.elapsed();
    assert!(
        (Duration::from_millis(9200)..=Duration::from_millis(9401)).contains(&waited),
        "{waited:?}"
    );
}

#[tokio::test]
async fn redirects() {
    let to = |status, location| answer(status, &[("location", location)], "");
    let found = json(200, r#"{"message":"x"}"#);
    let (client, service) = client([to(302, "/a"), to(308, "http://localhost/b?c"), found]);
    client.get_metrics().await.unwrap();
    let seen: Vec<_> = service
        .seen()
        .iter()
        .map(|seen| seen.uri().to_string())
        .collect();
    assert_eq!(
        seen,
        [
            "http://localhost/metrics?key=k3y",
            "http://localhost/a",
            "http://localhost/b?c"
        ]
    );
    assert!(
        service
            .seen()
            .iter()
            .all(|seen| header(seen, "x-key") == Some("k3y"))
    );

    let (client, service) = self::client([to(303, "/a"), json(202, r#"{"message":"x"}"#)]);
    add(&client).await.unwrap();
    let second = &service.seen()[1];
    assert_eq!(
        (
            second.method().as_str(),
            header(second, "content-type"),
            second.body().len()
        ),
        ("GET", None, 0)
    );

    let (client, service) = self::client([to(307, "/a"), answer(204, &[], "")]);
    client.put_media(1, media()).await.unwrap();
    let seen = service.seen();
    assert_eq!(
        (seen[0].body(), seen[0].method()),
        (seen[1].body(), seen[1].method())
    );
}

#[tokio::test]
async fn redirects_that_are_not_followed() {
    let to = |location| answer(302, &[("location", location)], "");
    let (client, service) = client([to("https://localhost/"), to("/loop")]);
    assert_eq!(
        client.get_metrics().await.unwrap_err().status().unwrap(),
        302
    );
    assert_eq!(service.seen().len(), 1);
    assert_eq!(
        client.get_metrics().await.unwrap_err().status().unwrap(),
        302
    );
    assert_eq!(service.seen().len(), 12);
    // `default` documents it.
    let problem = answer(
        302,
        &[("location", "/a"), ("content-type", "application/json")],
        r#"{"message":"x"}"#,
    );
    let (client, service) = self::client([problem]);
    assert!(matches!(add(&client).await, Err(Error::Api(_))));
    assert_eq!(service.seen().len(), 1);
    let _ = client.request(http::Method::GET, "/").await;
    assert_eq!(service.seen().len(), 2);
}

/// How often a call of each kind is sent when all answers are 503.
#[tokio::test(start_paused = true)]
async fn retries_are_only_for_what_is_safe_to_repeat() {
    let service = Recorder::new([answer(503, &[], "")]);
    let client = Client::in_process(service.clone())
        .bearer_auth("t")
        .keys("k")
        .retry(Retry::times(3))
        .build()
        .unwrap();
    let mut before = 0;
    let mut sent = || {
        let all = service.seen().len();
        all - std::mem::replace(&mut before, all)
    };
    let _ = client.get_metrics().await;
    assert_eq!(sent(), 4);
    let _ = client.put_media(1, media()).await;
    assert_eq!(sent(), 4);
    let _ = client.get_metrics().retry(Retry::never()).await;
    assert_eq!(sent(), 1);
    let _ = add(&client).await;
    assert_eq!(sent(), 1);
    let _ = client
        .add_member("g", problem("x"))
        .header("Idempotency-Key", "1")
        .await;
    assert_eq!(sent(), 4);
    let _ = client
        .request(http::Method::PUT, "/x")
        .body("text/plain", Body::stream(Body::from(vec![1])))
        .await;
    assert_eq!(sent(), 1);
    let _ = client
        .request(http::Method::PUT, "/x")
        .body("text/plain", vec![1])
        .await;
    assert_eq!(sent(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_too_much_patience_is_not_asked_again() {
    let (client, service) = client([answer(429, &[("retry-after", "3600")], "")]);
    let _ = client.get_metrics().retry(Retry::times(3)).await;
    assert_eq!(service.seen().len(), 1);
}

/// A transport that never works.
struct Broken(TransportErrorKind);

impl Transport for Broken {
    fn send(&self, _: http::Request<Body>) -> TransportFuture {
        let error = TransportError::new(self.0, "cable cut");
        Box::pin(std::future::ready(Err(error)))
    }
}

#[tokio::test]
async fn transports_that_fail() {
    let client = Client::builder("http://x")
        .transport(Broken(TransportErrorKind::Connect))
        .bearer_auth("t")
        .build()
        .unwrap();
    let error = add(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "AddMember: no connection: cable cut");
    assert_eq!(error.source().unwrap().to_string(), "cable cut");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn raw_calls() {
    let (client, service) = client([answer(500, &[], "oops")]);
    let response = client
        .request(http::Method::PATCH, "/a/b?c=d")
        .query("e", "f g")
        .header("x-y", "z")
        .json(&problem("p"))
        .await
        .unwrap();
    assert_eq!(
        (response.status().as_u16(), &**response),
        (500, &b"oops"[..])
    );
    let seen = service.only();
    assert_eq!(
        (seen.method().as_str(), seen.uri().to_string().as_str()),
        ("PATCH", "http://localhost/a/b?c=d&e=f%20g")
    );
    assert_eq!(seen.body(), r#"{"message":"p"}"#);
}

#[test]
fn calls_can_be_spawned() {
    fn check<T: Send + 'static>(_: T) {}
    let (client, _) = client([answer(201, &[], "")]);
    check(client.add_member("g", problem("x")).send());
    check(client.clone());
    fn shared<T: Sync>(_: &T) {}
    shared(&client);
}

#[test]
fn base_urls_that_cannot_be_used() {
    let build = |url: &str| {
        Client::builder(url)
            .transport(Broken(TransportErrorKind::Other))
            .build()
    };
    assert!(build("https://example.com/v1/").is_ok());
    for url in [
        "",
        "/v1",
        "example.com",
        "ftp://x",
        "http://me:s3cret@x",
        "http://x?y",
        "http://x#y",
        "http://a b",
    ] {
        let error = build(url).unwrap_err();
        assert!(
            matches!(error, BuildError::BaseUrl(_)) && !error.to_string().contains("s3cret"),
            "{url}"
        );
    }
    let header = |builder: ClientBuilder| {
        builder
            .header("x", "a\nb")
            .transport(Broken(TransportErrorKind::Other))
            .build()
    };
    assert!(matches!(
        header(Client::builder("http://x")),
        Err(BuildError::Header(_))
    ));
}
