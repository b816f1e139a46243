//! Login, tokens, users and what they may do.

use whatsapp_client::Error;
use whatsapp_client::types::{
    CreateUserRequestBody, LoginAdminRequestBody, UpdateUserRequestBody, UserRole,
};

use crate::support::{Running, failure, log_in, quick, start};

#[tokio::test]
async fn a_token_lasts_until_the_logout() {
    let (running, client) = start().await;
    client.get_all_groups().await.expect("the token is right");
    client.logout_user().await.expect("it is the token's own");
    let error = client.get_all_groups().await.expect_err("it is ended");
    assert_eq!(failure(error), (401, 1005));
    let login = running.stranger().login_user().await.expect("once more");
    let user = &login.users.as_ref().expect("there is one")[0];
    assert!(user.expires_after.is_some());
}

#[tokio::test]
async fn who_is_not_known_is_refused() {
    let (running, client) = start().await;
    let stranger = running.stranger();
    let error = stranger.get_all_groups().await.expect_err("no token");
    assert!(matches!(error, Error::MissingCredentials(_)));
    let guess = stranger.with_bearer_auth("guess");
    let error = guess.get_all_groups().await.expect_err("no such token");
    assert_eq!(failure(error), (401, 1005));
    let guess = stranger.with_http_basic("admin", "guess");
    let error = guess.login_user().await.expect_err("no such password");
    assert_eq!(failure(error), (401, 1005));

    let path = "/groups";
    let method = axum::http::Method::GET;
    let bare = client.request(method, path).await.expect("it answers");
    assert_eq!(bare.status(), 401);
    assert_eq!(
        bare.headers()["www-authenticate"],
        r#"Bearer realm="whatsapp""#
    );
}

#[tokio::test]
async fn a_login_may_change_the_password() {
    let (running, _client) = start().await;
    let stranger = running.stranger();
    let login = stranger.login_user();
    login
        .body(LoginAdminRequestBody::new("new"))
        .await
        .expect("it is changed");
    let error = stranger.login_user().await.expect_err("it is the old one");
    assert_eq!(failure(error), (401, 1005));
    log_in(&stranger.with_http_basic("admin", "new")).await;
}

#[tokio::test]
async fn users_come_and_go() {
    let (running, admin) = start().await;
    let created = admin.create_user(CreateUserRequestBody::new("pa:ss", "ann"));
    let created = created.await.expect("it is new");
    let names = created.users.as_ref().expect("there is one");
    assert_eq!(names[0].username.as_deref(), Some("ann"));
    let error = admin
        .create_user(CreateUserRequestBody::new("x", "ann"))
        .await;
    assert_eq!(failure(error.expect_err("it is there")), (409, 1004));

    let ann = log_in(&running.stranger().with_http_basic("ann", "pa:ss")).await;
    let details = ann.get_user("ann").await.expect("it is herself");
    let users = details.users.as_ref().expect("there is one");
    assert_eq!(users[0].roles, Some(UserRole::RoleUser));
    let error = ann.get_user("admin").await.expect_err("it is another");
    assert_eq!(failure(error), (403, 1005));
    let error = ann
        .delete_user("ann")
        .await
        .expect_err("she is no administrator");
    assert_eq!(failure(error), (403, 1005));
    ann.update_user("ann", UpdateUserRequestBody::new("next"))
        .await
        .expect("her own");
    log_in(&running.stranger().with_http_basic("ann", "next")).await;

    admin.delete_user("ann").await.expect("she is there");
    let error = ann.get_all_groups().await.expect_err("her sessions ended");
    assert_eq!(failure(error), (401, 1005));
    let error = admin.delete_user("ann").await.expect_err("she is gone");
    assert_eq!(failure(error), (404, 1006));
    let error = admin
        .delete_user("admin")
        .await
        .expect_err("someone must stay");
    assert_eq!(failure(error), (403, 1005));
}

#[tokio::test]
async fn a_fixed_token_never_ends() {
    let running = Running::start(quick().token("fixed")).await;
    let client = running.stranger().with_bearer_auth("fixed");
    client.logout_user().await.expect("it is accepted");
    client.get_all_groups().await.expect("it goes on");
}
