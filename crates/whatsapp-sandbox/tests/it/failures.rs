//! What never comes to a handler is told as the document says, too.

use axum::http::Method;
use whatsapp_client::types::runtime::json;
use whatsapp_client::types::{Response, security};

use crate::support::start;

#[tokio::test]
async fn all_that_is_wrong_is_told_as_documented() {
    let (_running, client) = start().await;
    for (method, path, media_type, body, expected) in [
        (Method::GET, "/nowhere", "", "", (404, 1006)),
        (Method::PUT, "/groups", "", "", (405, 1025)),
        (Method::POST, "/groups", "text/plain", "x", (415, 1025)),
        (
            Method::POST,
            "/groups",
            "application/json",
            "{",
            (400, 1009),
        ),
        (
            Method::POST,
            "/groups",
            "application/json",
            "{}",
            (422, 1009),
        ),
    ] {
        let mut call = client
            .request(method.clone(), path)
            .credential(&security::BEARER_AUTH);
        if !media_type.is_empty() {
            call = call.body(media_type, body.as_bytes().to_vec());
        }
        let answer = call.await.expect("it answers");
        assert_eq!(answer.headers()["content-type"], "application/json");
        let told: Response = json::from_slice(&answer).expect("as documented");
        let errors = told.errors.expect("there are errors");
        let code = errors[0].code.expect("there is a code");
        assert_eq!(
            (answer.status().as_u16(), code),
            expected,
            "{method} {path} {body}"
        );
        if expected.0 == 405 {
            assert_eq!(answer.headers()["allow"], "GET, POST, HEAD, OPTIONS");
        }
    }
}
