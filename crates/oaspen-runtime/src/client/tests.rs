//! Base URLs, waiting, and which credentials are sent: what is easier to see from inside.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::Answer;
use super::base_url::BaseUrl;
use super::credentials::{Credential, CredentialFault, Credentials, Slots};
use super::error::Failure;
use super::retry::Retry;
use crate::info::{ApiKeyLocation, SchemeKind, SchemeUse, SecurityScheme};

#[track_caller]
fn check_join(base: &str, path: &str, query: &str, expected: Result<&str, &str>) {
    let joined = BaseUrl::parse(base).unwrap().join(path, query);
    assert_eq!(
        joined.map(|uri| uri.to_string()),
        expected.map(str::to_owned).map_err(|fault| {
            if fault.is_empty() {
                "a segment of the path is `.` or `..`"
            } else {
                ""
            }
        })
    );
}

#[test]
fn paths_are_joined_to_base_urls() {
    check_join(
        "https://h:9090/v1",
        "/users",
        "",
        Ok("https://h:9090/v1/users"),
    );
    check_join(
        "https://h:9090/v1/",
        "/users",
        "",
        Ok("https://h:9090/v1/users"),
    );
    check_join(
        "https://h:9090/v1//",
        "users/",
        "a=1",
        Ok("https://h:9090/v1/users/?a=1"),
    );
    check_join("http://h", "/", "", Ok("http://h/"));
    check_join("http://h/", "", "", Ok("http://h/"));
    check_join("http://[::1]:80/a", "/b", "", Ok("http://[::1]:80/a/b"));
    check_join("http://h/v1", "/a/./b", "", Err(""));
    check_join("http://h/v1", "/../b", "", Err(""));
    check_join("http://h/v1", "/a/%2E%2e", "", Err(""));
    check_join("http://h/v1", "/a/.b/..c", "", Ok("http://h/v1/a/.b/..c"));
}

fn answer(status: u16, retry_after: &str) -> Result<Answer, Failure> {
    let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, retry_after.parse().unwrap())]);
    Ok(Answer::new(
        StatusCode::from_u16(status).unwrap(),
        headers,
        Bytes::new(),
    ))
}

#[test]
fn waiting_grows_and_is_capped() {
    let retry = Retry::times(60)
        .first_wait(Duration::from_secs(1))
        .longest_wait(Duration::from_secs(8));
    let timeout = || Err(Failure::Timeout(Duration::ZERO));
    for (attempt, longest) in [(0, 1), (1, 2), (2, 4), (3, 8), (4, 8), (59, 8)] {
        let wait = retry.wait(attempt, &timeout()).unwrap();
        let longest = Duration::from_secs(longest);
        assert!(
            wait <= longest && wait >= longest / 2,
            "{attempt}: {wait:?}"
        );
    }
    assert_eq!(retry.wait(60, &timeout()), None);
    assert_eq!(Retry::never().wait(0, &timeout()), None);
}

#[test]
fn servers_say_how_long_to_wait() {
    let retry = Retry::times(1);
    assert_eq!(retry.wait(0, &answer(503, "0")), Some(Duration::ZERO));
    assert_eq!(
        retry.wait(0, &answer(503, "30")),
        Some(Duration::from_secs(30))
    );
    assert_eq!(retry.wait(0, &answer(503, "31")), None);
    assert_eq!(
        retry.wait(0, &answer(503, "Sun, 06 Nov 1994 08:49:37 GMT")),
        Some(Duration::ZERO)
    );
    assert_eq!(
        retry.wait(0, &answer(503, "Tue, 01 Jan 2999 00:00:00 GMT")),
        None
    );
    assert!(retry.wait(0, &answer(503, "soon")).is_some());
    assert_eq!(retry.wait(0, &answer(500, "0")), None);
    assert_eq!(retry.wait(0, &answer(200, "0")), None);
    assert_eq!(retry.wait(0, &Err(Failure::Request(Vec::new()))), None);
}

static BEARER: SecurityScheme = SecurityScheme {
    name: "bearer",
    index: 0,
    kind: SchemeKind::Bearer,
};
static KEY: SecurityScheme = SecurityScheme {
    name: "key",
    index: 1,
    kind: SchemeKind::ApiKey {
        location: ApiKeyLocation::Header,
        name: "x-key",
    },
};
static CERTIFICATE: SecurityScheme = SecurityScheme {
    name: "certificate",
    index: 2,
    kind: SchemeKind::MutualTls,
};
static DIGEST: SecurityScheme = SecurityScheme {
    name: "digest",
    index: 3,
    kind: SchemeKind::Http("Digest"),
};

fn wanted(scheme: &'static SecurityScheme) -> SchemeUse {
    SchemeUse {
        scheme,
        scopes: &[],
    }
}

/// The headers that are sent by a client with these credentials.
fn apply(
    credentials: &[(&SecurityScheme, Credential)],
    security: &[&[SchemeUse]],
) -> Result<String, CredentialFault> {
    let mut all = Credentials::default();
    for (scheme, credential) in credentials {
        all.set(scheme, credential.clone());
    }
    let (mut headers, mut query, mut cookies) = (HeaderMap::new(), String::new(), Vec::new());
    let mut tokens = Vec::new();
    let mut slots = Slots {
        headers: &mut headers,
        query: &mut query,
        cookies: &mut cookies,
        tokens: &mut tokens,
    };
    all.apply(security, [&HeaderMap::new(); 2], &mut slots)?;
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_first_complete_alternative_is_sent() {
    let token = (&BEARER, Credential::bearer("t"));
    let key = (&KEY, Credential::api_key("k"));
    let both = [wanted(&BEARER), wanted(&KEY)];
    let (bearer, other) = ([wanted(&BEARER)], [wanted(&KEY)]);
    let sent = |text: &str| Ok(text.to_owned());
    assert_eq!(apply(&[token.clone(), key.clone()], &[]), sent(""));
    assert_eq!(
        apply(std::slice::from_ref(&key), &[&both, &other]),
        sent("x-key: k")
    );
    assert_eq!(
        apply(&[token.clone(), key.clone()], &[&both]),
        sent("authorization: Bearer t\nx-key: k")
    );
    assert_eq!(
        apply(&[token.clone(), key], &[&other, &bearer]),
        sent("x-key: k")
    );
    // OAS 3.1 §4.8.30: an empty requirement makes the others optional, wherever it stands.
    assert_eq!(
        apply(std::slice::from_ref(&token), &[&[], &bearer]),
        sent("authorization: Bearer t")
    );
    assert_eq!(apply(&[], &[&[], &bearer]), sent(""));
    assert_eq!(apply(&[], &[&[wanted(&CERTIFICATE)]]), sent(""));
    let missing = CredentialFault::Missing(vec![vec!["bearer", "key"]]);
    assert_eq!(apply(&[token], &[&both]), Err(missing));
    let digest = (&DIGEST, Credential::http("u=1"));
    assert_eq!(
        apply(&[digest], &[&[wanted(&DIGEST)]]),
        sent("authorization: Digest u=1")
    );
    let basic = (&BEARER, Credential::basic("u", "p"));
    assert_eq!(
        apply(&[basic], &[&bearer]),
        Err(CredentialFault::Unusable("bearer"))
    );
}
