//! Who may call what: credentials that are missing, wrong, not enough, or of another scheme.

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, WWW_AUTHENTICATE};
use whatsapp_client::{Error, types};

use super::live::Live;
use super::on_both;
use super::server_doorkeeper::{PASSWORD, TOKEN, USER};

/// What the client lacks: alternatives, each of schemes that must hold together.
fn missing(error: &Error<types::Response>) -> &[Vec<&'static str>] {
    let Error::MissingCredentials(missing) = error else {
        panic!("credentials are there: {error:?}");
    };
    missing.alternatives()
}

/// Status, challenges and detail of a refusal. The document has no problem details, so they are
/// not taken for its own failure, all of whose properties are optional.
fn refusal(error: &Error<types::Response>) -> (u16, Vec<&str>, String) {
    let Error::Unexpected(error) = error else {
        panic!("the server answers: {error:?}");
    };
    let problem = error.problem().expect("it is a problem");
    assert_eq!(problem.status(), Some(error.status().as_u16()));
    let detail = problem.detail().unwrap_or_default().to_owned();
    (error.status().as_u16(), challenges(error.headers()), detail)
}

fn challenges(headers: &HeaderMap) -> Vec<&str> {
    let challenges = headers.get_all(WWW_AUTHENTICATE).iter();
    challenges
        .map(|challenge| challenge.to_str().expect("it is text"))
        .collect()
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    on_both(async |live| {
        let anonymous = live.anonymous();
        assert_eq!(
            missing(&live.refused(anonymous.get_all_groups()).await),
            [["bearerAuth"]]
        );
        assert_eq!(
            missing(&live.refused(anonymous.login_user()).await),
            [["httpBasic"]]
        );
    })
    .await;
}

#[tokio::test]
async fn login_takes_a_password_and_only_that() {
    on_both(async |live| {
        let with_token = live.anonymous().with_bearer_auth(TOKEN);
        assert_eq!(
            missing(&live.refused(with_token.login_user()).await),
            [["httpBasic"]]
        );
        let with_password = live.anonymous().with_http_basic(USER, PASSWORD);
        assert_eq!(
            missing(&live.refused(with_password.logout_user()).await),
            [["bearerAuth"]]
        );

        let response = types::operations::login_user::Response::Ok(types::UserLoginResponse::new());
        live.recorder.prepare(response);
        with_password
            .login_user()
            .await
            .expect("the password is right");
        let arrival = live.recorder.arrival().expect("it came to the handler");
        // RFC 7617 §2.1, in UTF-8: `admin:se:crét`.
        assert_eq!(arrival.headers[AUTHORIZATION], "Basic YWRtaW46c2U6Y3LDqXQ=");
    })
    .await;
}

#[tokio::test]
async fn wrong_credentials_are_told_what_would_be_right() {
    on_both(async |live| {
        let client = live.client.with_bearer_auth("expired");
        let error = live.refused(client.get_all_groups()).await;
        let challenge = r#"Bearer realm="api", error="invalid_token""#;
        assert_eq!(
            refusal(&error),
            (
                401,
                vec![challenge],
                "the credentials are not valid".to_owned()
            )
        );

        let client = live.client.with_http_basic(USER, "guess");
        let error = live.refused(client.login_user()).await;
        let challenge = r#"Basic realm="api", charset="UTF-8""#;
        assert_eq!(
            refusal(&error),
            (
                401,
                vec![challenge],
                "the credentials are not valid".to_owned()
            )
        );
    })
    .await;
}

#[tokio::test]
async fn credentials_may_not_be_enough_or_not_be_checked_now() {
    on_both(async |live| {
        let client = live.client.with_bearer_auth("limited");
        let error = live.refused(client.get_all_groups()).await;
        assert_eq!(
            refusal(&error),
            (
                403,
                vec![],
                "the credentials do not allow this operation".to_owned()
            )
        );

        let client = live.client.with_bearer_auth("early");
        let error = live.refused(client.get_all_groups()).await;
        assert_eq!(
            refusal(&error),
            (503, vec![], "credentials cannot be checked now".to_owned())
        );
        assert!(error.is_retryable());
    })
    .await;
}

/// Sends what no generated call would, with this `Authorization`; gives status, media type and
/// challenges.
async fn send(live: &Live, method: Method, path: &str, authorization: &str) -> String {
    let mut call = live.client.request(method, path);
    if !authorization.is_empty() {
        call = call.header("authorization", authorization);
    }
    // It is refused before the body is read.
    let response = call
        .body("application/json", b"{".to_vec())
        .await
        .expect("there is an answer");
    assert!(live.recorder.arrival().is_none(), "the handler was called");
    let headers = response.headers();
    let media_type = headers[CONTENT_TYPE].to_str().expect("it is text");
    format!(
        "{} {media_type} {}",
        response.status().as_u16(),
        challenges(headers).join(", ")
    )
}

#[tokio::test]
async fn a_scheme_of_another_operation_is_none() {
    on_both(async |live| {
        let bearer = format!("Bearer {TOKEN}");
        let basic = "Basic YWRtaW46c2U6Y3LDqXQ=";
        let by_token = r#"401 application/problem+json Bearer realm="api""#;
        let by_password = r#"401 application/problem+json Basic realm="api", charset="UTF-8""#;
        assert_eq!(send(live, Method::POST, "/groups", "").await, by_token);
        assert_eq!(send(live, Method::POST, "/groups", basic).await, by_token);
        assert_eq!(
            send(live, Method::POST, "/users/login", "").await,
            by_password
        );
        assert_eq!(
            send(live, Method::POST, "/users/login", &bearer).await,
            by_password
        );
    })
    .await;
}
