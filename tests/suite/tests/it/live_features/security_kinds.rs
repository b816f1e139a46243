//! Every kind of security scheme: what a client shows, what an authenticator sees, and what a
//! token source is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use generated::security_kinds::client::{Client, ClientBuilder, Credential, Error};
use generated::security_kinds::server::{
    Api, ApiKey, AuthError, AuthRequest, Authenticator, Bearer, Context, Problem, Server, Untagged,
};
use generated::security_kinds::types::operations::{
    certificate, digest, identity, keys, read, write,
};
use generated::security_kinds::types::security::{self, oauth};
use oaspen_runtime::client::{Token, TokenRequest};
use oaspen_runtime::private::v1::Method;

use crate::live_features::{Seen, Sent, Wire};

#[derive(Clone, Default)]
struct Vault(Seen<String>);

impl Api for Vault {
    type Principal = String;
    type Error = Problem;
}

impl Untagged for Vault {
    async fn keys(
        &self,
        context: &Context<String>,
        _: keys::Request,
    ) -> Result<keys::Response, Problem> {
        self.0.note(context.principal().clone());
        Ok(keys::Response::NoContent)
    }

    async fn identity(
        &self,
        context: &Context<String>,
        _: identity::Request,
    ) -> Result<identity::Response, Problem> {
        self.0.note(context.principal().clone());
        Ok(identity::Response::NoContent)
    }

    async fn read(
        &self,
        context: &Context<String>,
        _: read::Request,
    ) -> Result<read::Response, Problem> {
        self.0.note(context.principal().clone());
        Ok(read::Response::NoContent)
    }

    async fn write(
        &self,
        context: &Context<String>,
        _: write::Request,
    ) -> Result<write::Response, Problem> {
        self.0.note(context.principal().clone());
        Ok(write::Response::NoContent)
    }

    async fn certificate(
        &self,
        context: &Context<String>,
        _: certificate::Request,
    ) -> Result<certificate::Response, Problem> {
        self.0.note(context.principal().clone());
        Ok(certificate::Response::NoContent)
    }

    async fn digest(
        &self,
        context: &Context<String>,
        _: digest::Request,
    ) -> Result<digest::Response, Problem> {
        self.0.note(context.principal().clone());
        Ok(digest::Response::NoContent)
    }
}

/// Admits everybody but who shows `old`, and calls them by what they show.
struct Guard;

fn admit(shown: &str) -> Result<String, AuthError> {
    if shown.starts_with("old") {
        Err(AuthError::Unauthenticated)
    } else {
        Ok(shown.to_owned())
    }
}

impl Authenticator for Guard {
    type Principal = String;

    async fn in_header(&self, _: &AuthRequest<'_>, key: ApiKey<'_>) -> Result<String, AuthError> {
        admit(key.key())
    }

    async fn in_query(&self, _: &AuthRequest<'_>, key: ApiKey<'_>) -> Result<String, AuthError> {
        admit(key.key())
    }

    async fn in_cookie(&self, _: &AuthRequest<'_>, key: ApiKey<'_>) -> Result<String, AuthError> {
        admit(key.key())
    }

    async fn identity(
        &self,
        request: &AuthRequest<'_>,
        bearer: Bearer<'_>,
    ) -> Result<String, AuthError> {
        assert_eq!(request.scopes(), ["profile"]);
        admit(bearer.token())
    }

    async fn oauth(
        &self,
        request: &AuthRequest<'_>,
        bearer: Bearer<'_>,
    ) -> Result<String, AuthError> {
        let who = admit(bearer.token())?;
        Ok(format!("{who} for {}", request.scopes().join(" ")))
    }

    async fn certificate(&self, _: &AuthRequest<'_>) -> Result<String, AuthError> {
        Ok("the peer".to_owned())
    }

    async fn digest(&self, _: &AuthRequest<'_>, shown: &str) -> Result<String, AuthError> {
        admit(shown)
    }

    fn join(&self, first: String, second: String) -> String {
        format!("{first}, {second}")
    }
}

fn client(credentials: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Client, Vault, Seen<Sent>) {
    let api = Vault::default();
    let (wire, sent) = Wire::new(Server::new(api.clone(), Guard).into_service());
    let client = credentials(Client::in_process(wire)).build().unwrap();
    (client, api, sent)
}

#[tokio::test]
async fn keys_travel_in_headers_queries_and_cookies() {
    let (client, api, sent) =
        client(|builder| builder.in_header("k 1").in_query("a&b=c").in_cookie("x; y"));
    client.keys().await.unwrap();
    assert_eq!(api.0.one(), "k 1, a&b=c, x; y");
    let sent = sent.one();
    assert_eq!(sent.line, "GET /keys?key=a%26b%3Dc");
    assert_eq!(
        (sent.header("x-key"), sent.header("cookie")),
        ("k 1", "session=x%3B%20y")
    );
}

#[tokio::test]
async fn other_schemes() {
    let (client, api, sent) = client(|builder| {
        builder
            .identity("id1")
            .digest("username=\"u\", response=\"r\"")
    });
    client.identity().await.unwrap();
    assert_eq!(api.0.one(), "id1");
    assert_eq!(sent.one().header("authorization"), "Bearer id1");
    client.digest().await.unwrap();
    assert_eq!(api.0.one(), "username=\"u\", response=\"r\"");
    assert_eq!(
        sent.one().header("authorization"),
        "digest username=\"u\", response=\"r\""
    );
    // A certificate is the transport's: nothing of it is in a request.
    client.certificate().await.unwrap();
    assert_eq!(api.0.one(), "the peer");
    let sent = sent.one();
    assert!(!sent.headers.contains_key("authorization"), "{sent:?}");
}

#[test]
fn scopes_are_constants() {
    assert_eq!(read::INFO.security[0][0].scopes, [oauth::FILES_READ]);
    assert_eq!(
        write::INFO.security[0][0].scopes,
        [oauth::FILES_READ, oauth::FILES_WRITE]
    );
    assert_eq!(security::OAUTH.name, "oauth");
}

/// A source of `<prefix>1`, `<prefix>2` and so on, which notes what it is asked.
fn source(prefix: &'static str) -> (Credential, Seen<String>) {
    let (count, asked) = (Arc::new(AtomicU32::new(0)), Seen::default());
    let noted = asked.clone();
    let source = move |request: TokenRequest| {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        let (scheme, scopes) = (request.scheme().name, request.scopes().join(" "));
        noted.note(format!("{scheme} {scopes} {:?}", request.refused()));
        async move {
            tokio::task::yield_now().await;
            Ok(Token::new(format!("{prefix}{number}")))
        }
    };
    (Credential::source(source), asked)
}

#[tokio::test]
async fn a_source_is_asked_when_a_token_is_needed() {
    let (credential, asked) = source("t");
    let (client, api, _) = client(|builder| builder.oauth(credential).identity("id1"));
    client.identity().await.unwrap();
    api.0.one();
    asked.none();
    let calls = (client.read().send(), client.read().send());
    let (first, second) = tokio::join!(calls.0, calls.1);
    first.unwrap();
    second.unwrap();
    assert_eq!(asked.one(), "oauth files:read None");
    client.with_identity("id2").write().await.unwrap();
    assert_eq!(asked.one(), "oauth files:read files:write None");
    let seen = std::mem::take(&mut *api.0.0.lock().unwrap());
    let (read, write) = ("t1 for files:read", "t2 for files:read files:write");
    assert_eq!(seen, [read, read, write]);
    // What a source gave is shared by clients that are made of each other.
    client.read().await.unwrap();
    asked.none();
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let (credential, asked) = source("old");
    let (client, api, sent) = client(|builder| builder.oauth(credential));
    let error = client.read().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    let seen = std::mem::take(&mut *asked.0.lock().unwrap());
    assert_eq!(
        seen,
        ["oauth files:read None", "oauth files:read Some(\"old1\")"]
    );
    let sent = std::mem::take(&mut *sent.0.lock().unwrap());
    let shown: Vec<&str> = sent
        .iter()
        .map(|sent| sent.header("authorization"))
        .collect();
    assert_eq!(shown, ["Bearer old1", "Bearer old2"]);
    api.0.none();
}

#[tokio::test]
async fn a_source_that_fails_is_told_and_nothing_is_sent() {
    let fail = |_: TokenRequest| async { Err("the vault is shut".into()) };
    let (client, api, sent) = client(|builder| builder.oauth(Credential::source(fail)));
    let error = client.read().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "read: no token for `oauth`: the vault is shut"
    );
    let Error::Token(error) = error else {
        panic!("{error}")
    };
    assert_eq!((error.operation(), error.scheme()), ("read", "oauth"));
    sent.none();
    api.0.none();
}

#[tokio::test]
async fn a_key_does_not_come_from_a_source() {
    let (credential, asked) = source("t");
    let (client, _, sent) = client(|builder| builder.oauth(Credential::basic("u", "p")));
    let error = client.read().await.unwrap_err();
    assert!(error.to_string().contains("does not fit"), "{error}");
    let (client, ..) = self::client(|builder| builder.oauth(credential));
    let printed = format!("{client:?}");
    client.read().await.unwrap();
    assert!(!format!("{printed} {client:?}").contains("t1"), "{printed}");
    asked.one();
    sent.none();
}

/// The status and the challenges of an answer to a request that shows this.
async fn check_door(path: &str, headers: &[(&str, &str)], status: u16, challenge: &str) {
    let (client, _, _) = client(|builder| builder);
    let call = client.request(Method::GET, path);
    let shown = headers.iter();
    let call = shown.fold(call, |call, (name, value)| call.header(name, value));
    let answer = call.await.unwrap();
    assert_eq!(answer.status(), status, "{path} {headers:?}");
    let told = answer.headers().get_all("www-authenticate").iter();
    let told: Vec<&str> = told.map(|value| value.to_str().unwrap()).collect();
    assert!(told.join(", ").contains(challenge), "{told:?}");
}

#[tokio::test]
async fn a_server_asks_for_each_kind_where_it_travels() {
    let (key, cookie) = (("x-key", "k"), ("cookie", "a=b; session=s"));
    check_door("/keys?key=q", &[key, cookie], 204, "").await;
    check_door("/keys", &[key, cookie], 401, "in=\"query\"").await;
    check_door("/keys?key=q", &[cookie], 401, "in=\"header\"").await;
    check_door("/keys?key=q", &[key], 401, "in=\"cookie\"").await;
    check_door("/keys?key=old", &[key, cookie], 401, "in=\"query\"").await;
    let (bearer, basic) = ("Bearer t", "Basic dTpw");
    for path in ["/identity", "/files"] {
        check_door(path, &[("authorization", bearer)], 204, "").await;
        check_door(path, &[("authorization", basic)], 401, "Bearer realm=").await;
        let old = ("authorization", "Bearer old");
        check_door(path, &[old], 401, "error=\"invalid_token\"").await;
    }
    check_door("/digest", &[("authorization", "Digest x=y")], 204, "").await;
    check_door(
        "/digest",
        &[("authorization", bearer)],
        401,
        "digest realm=",
    )
    .await;
    check_door("/certificate", &[], 204, "").await;
}
