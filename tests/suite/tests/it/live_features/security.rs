//! Security: an operation sends and checks exactly what the document asks of it.

use generated::security_schemes::client::{Client, ClientBuilder, Error};
use generated::security_schemes::server::{
    Api, ApiKey, AuthError, AuthRequest, Authenticator, Basic, Bearer, Context, Problem, Server,
    Untagged,
};
use generated::security_schemes::types::operations::{both, either, global, maybe, open};
use oaspen_runtime::private::v1::Method;

use crate::live_features::{Seen, Sent, Wire, check_problem};

/// What the handlers saw: the operation and who called.
#[derive(Clone, Default)]
struct Doors(Seen<String>);

impl Api for Doors {
    type Principal = String;
    type Error = Problem;
}

impl Untagged for Doors {
    async fn global(
        &self,
        context: &Context<String>,
        _: global::Request,
    ) -> Result<global::Response, Problem> {
        self.0.note(format!("global: {}", context.principal()));
        Ok(global::Response::NoContent)
    }

    async fn both(
        &self,
        context: &Context<String>,
        _: both::Request,
    ) -> Result<both::Response, Problem> {
        self.0.note(format!("both: {}", context.principal()));
        Ok(both::Response::NoContent)
    }

    async fn either(
        &self,
        context: &Context<String>,
        _: either::Request,
    ) -> Result<either::Response, Problem> {
        self.0.note(format!("either: {}", context.principal()));
        Ok(either::Response::NoContent)
    }

    async fn maybe(
        &self,
        context: &Context<Option<String>>,
        _: maybe::Request,
    ) -> Result<maybe::Response, Problem> {
        self.0.note(format!("maybe: {:?}", context.principal()));
        Ok(maybe::Response::NoContent)
    }

    async fn open(&self, _: &Context<()>, _: open::Request) -> Result<open::Response, Problem> {
        self.0.note("open".to_owned());
        Ok(open::Response::NoContent)
    }
}

/// Knows one good credential of each scheme.
struct Keeper;

fn admit(good: bool, who: &str) -> Result<String, AuthError> {
    if good {
        Ok(who.to_owned())
    } else {
        Err(AuthError::Unauthenticated)
    }
}

impl Authenticator for Keeper {
    type Principal = String;

    async fn token(
        &self,
        request: &AuthRequest<'_>,
        bearer: Bearer<'_>,
    ) -> Result<String, AuthError> {
        assert_eq!(
            (request.scheme().name, request.scopes()),
            ("token", &[][..])
        );
        match bearer.token() {
            "down" => Err(AuthError::Unavailable("the database is on fire".into())),
            token => admit(token == "t1", "token"),
        }
    }

    async fn login(&self, _: &AuthRequest<'_>, login: Basic<'_>) -> Result<String, AuthError> {
        admit((login.user(), login.password()) == ("ü", "p:w"), "login")
    }

    async fn key(&self, _: &AuthRequest<'_>, key: ApiKey<'_>) -> Result<String, AuthError> {
        admit(key.key() == "k1", "key")
    }

    async fn oauth(
        &self,
        request: &AuthRequest<'_>,
        bearer: Bearer<'_>,
    ) -> Result<String, AuthError> {
        assert_eq!(
            (request.operation().id, request.scopes()),
            ("either", &["read"][..])
        );
        match bearer.token() {
            "writer" => Err(AuthError::Forbidden),
            token => admit(token == "o1", "oauth"),
        }
    }

    fn join(&self, first: String, second: String) -> String {
        format!("{first} and {second}")
    }
}

fn client(credentials: fn(ClientBuilder) -> ClientBuilder) -> (Client, Doors, Seen<Sent>) {
    let api = Doors::default();
    let (wire, sent) = Wire::new(
        Server::new(api.clone(), Keeper)
            .realm("do\"ors")
            .into_service(),
    );
    (
        credentials(Client::in_process(wire)).build().unwrap(),
        api,
        sent,
    )
}

fn everything(builder: ClientBuilder) -> ClientBuilder {
    builder.token("t1").login("ü", "p:w").key("k1").oauth("o1")
}

/// All that was sent to show who calls.
fn shown(sent: &Seen<Sent>) -> String {
    let sent = sent.one();
    let names = ["authorization", "x-key", "cookie"];
    let headers = names
        .iter()
        .filter(|name| sent.headers.contains_key(**name));
    let mut lines: Vec<String> = headers
        .map(|name| format!("{name}: {}", sent.header(name)))
        .collect();
    lines.extend(sent.line.split_once('?').map(|(_, query)| query.to_owned()));
    lines.join("\n")
}

#[tokio::test]
async fn each_operation_sends_what_it_asks_and_no_more() {
    let (client, api, sent) = client(everything);
    client.global().await.unwrap();
    assert_eq!(
        (shown(&sent).as_str(), api.0.one().as_str()),
        ("authorization: Bearer t1", "global: token")
    );
    client.both().await.unwrap();
    assert_eq!(shown(&sent), "authorization: Basic w7w6cDp3\nx-key: k1");
    assert_eq!(api.0.one(), "both: key and login");
    client.either().await.unwrap();
    assert_eq!(
        (shown(&sent).as_str(), api.0.one().as_str()),
        ("x-key: k1", "either: key")
    );
    client.maybe().await.unwrap();
    assert_eq!(shown(&sent), "authorization: Bearer t1");
    assert_eq!(api.0.one(), "maybe: Some(\"token\")");
    client.open().await.unwrap();
    assert_eq!((shown(&sent).as_str(), api.0.one().as_str()), ("", "open"));
}

#[tokio::test]
async fn the_first_alternative_that_is_complete_is_taken() {
    let (client, api, sent) = client(|builder| builder.oauth("o1"));
    client.either().await.unwrap();
    assert_eq!(
        (shown(&sent).as_str(), api.0.one().as_str()),
        ("authorization: Bearer o1", "either: oauth")
    );
}

#[tokio::test]
async fn what_is_missing_is_told_and_nothing_is_sent() {
    let (client, api, sent) = client(|builder| builder.key("k1"));
    let error = client.both().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "both: no credentials for `key` and `login`"
    );
    let Error::MissingCredentials(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.alternatives(), [["key", "login"]]);
    let (nobody, ..) = self::client(|builder| builder);
    let error = nobody.either().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "either: no credentials for `key` or `oauth`"
    );
    assert!(!error.is_retryable());
    sent.none();
    api.0.none();
}

#[tokio::test]
async fn the_anonymous_alternative_is_the_last() {
    let (client, api, sent) = client(|builder| builder.key("k1"));
    client.maybe().await.unwrap();
    assert_eq!(
        (shown(&sent).as_str(), api.0.one().as_str()),
        ("", "maybe: None")
    );
    // Credentials that are wrong are refused rather than forgotten.
    let error = client.with_token("old").maybe().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    api.0.none();
}

/// The challenges of a 401 to a request with these headers.
async fn check_refused(path: &str, headers: &[(&str, &str)], detail: &str, challenges: &[&str]) {
    let (client, api, _) = client(everything);
    let call = client.request(Method::GET, path);
    let call = headers
        .iter()
        .fold(call, |call, (name, value)| call.header(name, value));
    let answer = call.await.unwrap();
    check_problem(&answer, 401, detail, "");
    let told: Vec<&str> = answer
        .headers()
        .get_all("www-authenticate")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    assert_eq!(told, challenges);
    api.0.none();
}

#[tokio::test]
async fn a_401_says_what_would_do() {
    let (missing, wrong) = ("credentials are missing", "the credentials are not valid");
    let bearer = r#"Bearer realm="do\"ors""#;
    let invalid = r#"Bearer realm="do\"ors", error="invalid_token""#;
    let (basic, key) = (
        r#"Basic realm="do\"ors", charset="UTF-8""#,
        r#"ApiKey in="header", name="X-Key""#,
    );
    check_refused("/global", &[], missing, &[bearer]).await;
    check_refused(
        "/global",
        &[("authorization", "Bearer t2")],
        wrong,
        &[invalid],
    )
    .await;
    check_refused(
        "/global",
        &[("authorization", "Basic w7w6cDp3")],
        missing,
        &[bearer],
    )
    .await;
    check_refused("/global", &[("x-key", "k1")], missing, &[bearer]).await;
    check_refused("/both", &[], missing, &[key, basic]).await;
    check_refused("/both", &[("x-key", "k1")], missing, &[key, basic]).await;
    check_refused(
        "/both",
        &[("authorization", "Basic w7w6cDp3")],
        missing,
        &[key, basic],
    )
    .await;
    check_refused(
        "/both",
        &[("x-key", "k1"), ("authorization", "Basic !")],
        wrong,
        &[key, basic],
    )
    .await;
    check_refused(
        "/both",
        &[("x-key", "k2"), ("authorization", "Basic w7w6cDp3")],
        wrong,
        &[key, basic],
    )
    .await;
    check_refused("/either", &[], missing, &[key, bearer]).await;
    check_refused("/either", &[("x-key", "k2")], wrong, &[key, invalid]).await;
    check_refused("/maybe", &[("authorization", "Bearer ")], wrong, &[invalid]).await;
}

#[tokio::test]
async fn one_good_alternative_is_enough() {
    let (client, api, _) = client(everything);
    let call = client
        .request(Method::GET, "/either")
        .header("x-key", "k2")
        .header("authorization", "bearer o1");
    assert_eq!(call.await.unwrap().status(), 204);
    assert_eq!(api.0.one(), "either: oauth");
}

#[tokio::test]
async fn other_refusals_are_told_by_status() {
    let (client, api, _) = client(everything);
    let get = |path, token| {
        client
            .request(Method::GET, path)
            .header("authorization", token)
    };
    let answer = get("/either", "Bearer writer").await.unwrap();
    check_problem(
        &answer,
        403,
        "the credentials do not allow this operation",
        "",
    );
    let answer = get("/global", "Bearer down").await.unwrap();
    check_problem(&answer, 503, "credentials cannot be checked now", "");
    assert!(!String::from_utf8_lossy(&answer).contains("fire"));
    let error = client.with_token("down").global().await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    api.0.none();
}

#[tokio::test]
async fn credentials_are_of_a_client_and_of_a_call() {
    let (client, api, sent) = client(everything);
    let other = client
        .with_token("t2")
        .with_login("x", "y")
        .with_key("k2")
        .with_oauth("o2");
    assert_eq!(other.global().await.unwrap_err().status().unwrap(), 401);
    assert_eq!(shown(&sent), "authorization: Bearer t2");
    other
        .global()
        .header("authorization", "Bearer t1")
        .await
        .unwrap();
    assert_eq!(shown(&sent), "authorization: Bearer t1");
    client.global().await.unwrap();
    assert_eq!(shown(&sent), "authorization: Bearer t1");
    assert_eq!(api.0.0.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn secrets_are_not_printed() {
    let (client, ..) = client(everything);
    let error = client.with_token("t-secret").global().await.unwrap_err();
    let call = client.with_key("k-secret");
    let call = call.both().header("authorization", "Basic b-secret");
    let printed = format!(
        "{client:?} {:?} {call:?} {error} {error:?}",
        everything(Client::builder("http://h"))
    );
    for secret in ["t1", "p:w", "k1", "o1", "secret"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}

#[tokio::test]
async fn credentials_that_no_header_can_hold_are_not_sent() {
    let (client, _, sent) = client(|builder| builder.token("t\n").login("a:b", "c").key("k1"));
    for error in [
        client.global().await.unwrap_err(),
        client.both().await.unwrap_err(),
    ] {
        let Error::Request(error) = &error else {
            panic!("{error}")
        };
        assert!(
            error.faults()[0].ends_with("does not fit the scheme"),
            "{error:?}"
        );
    }
    sent.none();
}
