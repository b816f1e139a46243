//! Servers of a document: where calls go, and what a caller says of it.

use axum::http::Request;
use generated::servers_per_operation::client::{Client, servers};
use generated::servers_variables::client as variables;
use generated::servers_variables::client::servers::{
    CdnExampleCom, Localhost, Production, ProductionPort, ProductionRegion, V2,
};
use oaspen_runtime::body::Body;
use oaspen_runtime::client::{InProcess, InProcessService, TransportFuture};

use crate::live_features::{Canned, Seen};

/// Answers 204 to everything, and notes whole URLs and keys.
struct Everywhere(Seen<String>);

impl InProcessService for Everywhere {
    fn call(&self, request: Request<Body>) -> TransportFuture {
        let key = request.headers().get("x-key");
        let key = key.map_or("", |key| key.to_str().unwrap());
        self.0.note(format!("{} {key}", request.uri()));
        Canned::new(204, "", "").call(request)
    }
}

async fn ping(address: impl Into<oaspen_runtime::client::Address>) -> String {
    let seen = Seen::default();
    let client =
        variables::Client::builder(address).transport(InProcess::new(Everywhere(seen.clone())));
    client.build().unwrap().ping().await.unwrap();
    seen.one().trim_end().to_owned()
}

#[tokio::test]
async fn variables_are_preset_and_set() {
    assert_eq!(
        ping(Production::new()).await,
        "https://eu.example.com:443/v2/ping"
    );
    let elsewhere = Production::new()
        .region(ProductionRegion::UsEast)
        .port(ProductionPort::N8443)
        .base_path("v3/beta/");
    assert_eq!(
        ping(elsewhere).await,
        "https://us-east.example.com:8443/v3/beta/ping"
    );
    assert_eq!(
        ping(Production::default().base_path("")).await,
        "https://eu.example.com:443/ping"
    );
    assert_eq!(
        ping(CdnExampleCom::new()).await,
        "https://cdn.example.com/ping"
    );
}

#[tokio::test]
async fn relative_servers_stand_behind_an_origin() {
    assert_eq!(ping(V2::at("http://h:1")).await, "http://h:1/v2/ping");
    assert_eq!(
        ping(V2::at("http://h/docs/")).await,
        "http://h/docs/v2/ping"
    );
}

#[tokio::test]
async fn slashes_at_ends_are_not_doubled() {
    for base_url in ["http://h/v1", "http://h/v1/", "http://h/v1//"] {
        assert_eq!(ping(base_url).await, "http://h/v1/ping");
    }
    assert_eq!(ping("http://h".to_owned()).await, "http://h/ping");
}

#[test]
fn what_a_variable_makes_of_a_url_is_checked() {
    let check = |address: oaspen_runtime::client::Address| {
        let client =
            variables::Client::builder(address).transport(InProcess::new(Canned::new(204, "", "")));
        client.build().unwrap_err().to_string()
    };
    let production = Production::new();
    let problem = "the base URL cannot be used: ";
    assert_eq!(
        check(production.clone().base_path("x?y").into()),
        format!("{problem}it has a query")
    );
    assert_eq!(
        check(production.base_path("#x").into()),
        format!("{problem}it has a fragment")
    );
    let local = Localhost::new().undeclared("x");
    assert_eq!(
        check(local.scheme("ftp").into()),
        format!("{problem}it does not begin with http:// or https://")
    );
}

fn client(address: impl Into<oaspen_runtime::client::Address>) -> (Client, Seen<String>) {
    let seen = Seen::default();
    let client = Client::builder(address)
        .key("k1")
        .transport(InProcess::new(Everywhere(seen.clone())));
    (client.build().unwrap(), seen)
}

#[tokio::test]
async fn operations_go_to_servers_of_their_own() {
    let (client, seen) = client(servers::Main::new());
    client.plain().await.unwrap();
    assert_eq!(seen.one(), "http://api.test/v1/plain k1");
    client.list().await.unwrap();
    assert_eq!(seen.one(), "http://files.test/files/files k1");
    client.upload().await.unwrap();
    assert_eq!(seen.one(), "http://api.test/upload/v3/files k1");
    // It asks for no credentials, so another server gets none.
    client.purge().await.unwrap();
    assert_eq!(seen.one(), "http://purge.test/files ");
}

#[tokio::test]
async fn an_explicit_base_url_holds_for_all() {
    let (client, seen) = client("http://mock.test/");
    client.plain().await.unwrap();
    assert_eq!(seen.one(), "http://mock.test/plain k1");
    client.list().await.unwrap();
    assert_eq!(seen.one(), "http://mock.test/files k1");
    client.upload().await.unwrap();
    assert_eq!(seen.one(), "http://mock.test/files k1");
}

#[tokio::test]
async fn a_call_says_where_it_goes() {
    let (client, seen) = client(servers::Main::new());
    client
        .list()
        .base_url(servers::Files::new().host("mirror"))
        .await
        .unwrap();
    assert_eq!(seen.one(), "http://mirror.test/files/files k1");
    client.plain().base_url("http://other.test").await.unwrap();
    assert_eq!(seen.one(), "http://other.test/plain k1");
    let error = client.plain().base_url("nowhere").await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("plain: the request cannot be made")
    );
    seen.none();
}
