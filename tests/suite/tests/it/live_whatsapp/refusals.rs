//! Requests that are not as documented: refused by the server before the handler, and told by a
//! problem (RFC 9457), which is none of the document's answers.

use axum::http::Method;
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use oaspen_runtime::types::Any;
use whatsapp_client::{Error, types};

use super::live::{Live, MAX_BODY};
use super::server_doorkeeper::TOKEN;
use super::{on_both, samples};

/// Status and detail of a refusal.
fn refusal(error: &Error<types::Response>) -> String {
    let Error::Unexpected(error) = error else {
        panic!("the document has no problem details: {error:?}");
    };
    let problem = error.problem().expect("it is a problem");
    let detail = problem.detail().unwrap_or_default();
    format!("{} {detail}", error.status().as_u16())
}

#[tokio::test]
async fn values_that_only_a_client_keeps_are_refused() {
    on_both(async |live| {
        let contacts = types::CheckContactRequestBody::new(samples::strings(["1"]));
        let later = contacts.blocking("later");
        assert_eq!(
            refusal(&live.refused(live.client.check_contact(later)).await),
            r#"422 at /blocking: expected one of "no_wait", "wait", found the string "later""#
        );

        let image: Any = r#"{"caption": "neither id nor link"}"#.parse().expect("it is JSON");
        let message = types::SendMessageRequestBody::new("1").image(types::Image::Unknown(image));
        assert_eq!(
            refusal(&live.refused(live.client.send_message(message)).await),
            "422 at /image: expected one of ById (key `id`), ByProvider (key `link`), found an object"
        );
    })
    .await;
}

#[tokio::test]
async fn what_no_segment_of_a_path_can_hold_is_not_sent() {
    on_both(async |live| {
        // A URL with a segment of dots, escaped or not, is another URL.
        for id in ["", ".", ".."] {
            let error = live.refused(live.client.get_group_info(id)).await;
            assert!(matches!(error, Error::Request(_)), "{error:?}");
        }
    })
    .await;
}

/// Sends what no generated call would; gives the status, and the detail of the problem.
async fn send(live: &Live, method: Method, path: &str, media_type: &str, body: &[u8]) -> String {
    let bearer = format!("Bearer {TOKEN}");
    let call = live
        .client
        .request(method, path)
        .header("authorization", &bearer);
    let call = if media_type.is_empty() {
        call
    } else {
        call.body(media_type, body.to_vec())
    };
    let response = call.await.expect("there is an answer");
    assert!(live.recorder.arrival().is_none(), "the handler was called");
    assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_slice(&response).expect("it is JSON");
    format!(
        "{} {}",
        response.status().as_u16(),
        problem["detail"].as_str().unwrap_or_default()
    )
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    let (json, form) = ("application/json", "multipart/form-data; boundary=x");
    let cases: [(Method, &str, &str, &[u8], &str); 10] = [
        (
            Method::POST,
            "/groups",
            json,
            br#"{"subject": 1}"#,
            "422 at /subject: expected a string, found the number 1",
        ),
        (
            Method::POST,
            "/groups",
            json,
            b"{}",
            "422 the property `subject` is missing",
        ),
        (
            Method::POST,
            "/groups",
            json,
            b"{",
            "400 line 1 column 2: the text ends within an object",
        ),
        (Method::POST, "/groups", "", b"", "400 the body is missing"),
        (
            Method::POST,
            "/groups",
            "text/plain",
            b"subject",
            "415 bodies are of the types application/json",
        ),
        (
            Method::POST,
            "/settings/profile/photo",
            form,
            b"--x--\r\n",
            "422 field `File` is missing",
        ),
        (
            Method::POST,
            "/media",
            "image/png",
            &[0; MAX_BODY + 1],
            "413 a body may have 16384 bytes",
        ),
        (
            Method::GET,
            "/groups/%ff",
            "",
            b"",
            "400 path parameter `GroupId`: is not UTF-8",
        ),
        (
            Method::GET,
            "/metrics?format=a&format=b",
            "",
            b"",
            "400 query parameter `format`: is given more than once",
        ),
        (
            Method::GET,
            "/nothing",
            "",
            b"",
            "404 there is nothing at this path",
        ),
    ];
    on_both(async |live| {
        for (method, path, media_type, body, told) in cases.clone() {
            assert_eq!(send(live, method, path, media_type, body).await, told);
        }
    })
    .await;
}

#[tokio::test]
async fn methods_and_media_types_that_would_be_right_are_told() {
    on_both(async |live| {
        let call = live.client.request(Method::PATCH, "/groups/a/icon");
        let response = call.await.expect("there is an answer");
        assert_eq!(response.status().as_u16(), 405);
        assert_eq!(
            response.headers()[ALLOW],
            "DELETE, GET, POST, HEAD, OPTIONS"
        );

        let error = live
            .refused(live.client.get_metrics().header(ACCEPT, "image/png"))
            .await;
        assert_eq!(
            refusal(&error),
            "406 answers are of the types application/json, text/plain"
        );
    })
    .await;
}
