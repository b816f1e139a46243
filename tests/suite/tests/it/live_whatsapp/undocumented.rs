//! Answers that the document does not have.

use axum::http::Response;
use axum::http::header::CONTENT_TYPE;
use oaspen_runtime::body::Body;
use whatsapp_client::{Error, types};

use super::on_both;

fn answer(status: u16, media_type: &str, body: &str) -> Response<Body> {
    let mut response = Response::builder().status(status);
    if !media_type.is_empty() {
        response = response.header(CONTENT_TYPE, media_type);
    }
    response
        .body(Body::from(body.to_owned()))
        .expect("it is an answer")
}

#[tokio::test]
async fn another_status_with_another_content_is_unexpected() {
    on_both(async |live| {
        let page = answer(503, "text/html", "<h1>Maintenance</h1>");
        let Err(Error::Unexpected(error)) =
            live.undocumented(live.client.logout_user(), page).await
        else {
            panic!("{}: the document has no pages", live.transport);
        };
        assert_eq!(
            (error.operation(), error.status().as_u16()),
            ("LogoutUser", 503)
        );
        assert_eq!(error.headers()[CONTENT_TYPE], "text/html");
        assert_eq!(*error.body(), "<h1>Maintenance</h1>");
    })
    .await;
}

#[tokio::test]
async fn a_documented_status_with_another_media_type_is_unexpected() {
    on_both(async |live| {
        let page = answer(200, "text/html", "<h1>Metrics</h1>");
        let Err(Error::Unexpected(error)) =
            live.undocumented(live.client.get_metrics(), page).await
        else {
            panic!("{}: metrics are no page", live.transport);
        };
        assert_eq!(
            (error.operation(), error.status().as_u16()),
            ("GetMetrics", 200)
        );
        assert_eq!(*error.body(), "<h1>Metrics</h1>");
    })
    .await;
}

#[tokio::test]
async fn a_status_that_only_default_covers_is_a_documented_failure() {
    on_both(async |live| {
        let body = r#"{"errors": [{"code": 1015, "newer": true}], "also": "newer"}"#;
        for status in [202, 429] {
            let given = answer(status, "application/json", body);
            let Err(Error::Api(error)) = live.undocumented(live.client.logout_user(), given).await
            else {
                panic!("{}: {status} falls under default", live.transport);
            };
            assert_eq!(error.status().as_u16(), status);
            let errors = vec![types::Error::new().code(1015)];
            assert_eq!(*error.body(), types::Response::new().errors(errors));
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_the_documented_one_is_told_with_its_place() {
    on_both(async |live| {
        let body = r#"{"groups": [{"id": "a"}, {"creation_time": "yesterday"}]}"#;
        let given = answer(200, "application/json", body);
        let Err(Error::Decode(error)) =
            live.undocumented(live.client.get_all_groups(), given).await
        else {
            panic!("{}: a time is a number", live.transport);
        };
        assert_eq!(
            (error.operation(), error.status().as_u16()),
            ("GetAllGroups", 200)
        );
        assert_eq!(*error.body(), body);
        let told =
            r#"at /groups/1/creation_time: expected an integer, found the string "yesterday""#;
        assert_eq!(error.error().to_string(), told);

        let given = answer(204, "", "");
        let Err(Error::Decode(error)) =
            live.undocumented(live.client.get_all_groups(), given).await
        else {
            panic!("{}: default has a body", live.transport);
        };
        assert_eq!(error.status().as_u16(), 204);
    })
    .await;
}
