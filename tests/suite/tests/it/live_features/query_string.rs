//! A query that is one document (`param-query-string.yaml`): JSON or a form, with a key beside it.

use std::convert::Infallible;

use generated::param_query_string::client::{Client, Error};
use generated::param_query_string::server::{
    Api, ApiKey, AuthError, AuthRequest, Authenticator, Context, Server, Untagged,
};
use generated::param_query_string::types::Selector;
use generated::param_query_string::types::operations::{filter, search};
use oaspen_runtime::private::v1::Method;
use oaspen_runtime::types::Map;

use crate::live_features::{Seen, Sent, Wire, check_problem};

#[derive(Clone, Default)]
struct Index;

impl Api for Index {
    type Error = Infallible;
    type Principal = String;
}

impl Authenticator for Index {
    type Principal = String;

    async fn key(&self, _: &AuthRequest<'_>, key: ApiKey<'_>) -> Result<String, AuthError> {
        Ok(key.key().to_owned())
    }
}

impl Untagged for Index {
    async fn search(
        &self,
        _: &Context<String>,
        request: search::Request,
    ) -> Result<search::Response, Infallible> {
        Ok(request.selector.into())
    }

    async fn filter(
        &self,
        _: &Context<Option<String>>,
        request: filter::Request,
    ) -> Result<filter::Response, Infallible> {
        Ok(request
            .selector
            .map_or(filter::Response::NoContent, filter::Response::Ok))
    }
}

fn client() -> (Client, Seen<Sent>) {
    let (wire, sent) = Wire::new(Server::new(Index, Index).into_service());
    let client = Client::in_process(wire).key("a&b");
    (client.build().unwrap(), sent)
}

fn selector() -> Selector {
    Selector::new(vec![1, 2])
        .tags(vec!["a&b=c".to_owned(), "é + ü".to_owned()])
        .text("1+1=2")
        .range(Map::from_iter([("from".to_owned(), 3)]))
}

#[tokio::test]
async fn json_is_the_query() {
    let (client, sent) = client();
    let answer = client.search(selector()).await.unwrap();
    assert_eq!(*answer, selector());
    assert_eq!(
        sent.one().line,
        "GET /search?%7B%22ids%22%3A%5B1%2C2%5D%2C%22tags%22%3A%5B%22a%26b%3Dc%22%2C%22%C3%A9%20%2B%20%C3%BC%22%5D\
         %2C%22text%22%3A%221%2B1%3D2%22%2C%22range%22%3A%7B%22from%22%3A3%7D%7D&api_key=a%26b"
    );
    // Braces and quotes belong to no URL as they are (RFC 3986 §3.4).
    let raw = client.request(Method::GET, r#"/search?{"ids":[7],"text":"a+b"}&api_key=k"#);
    assert!(matches!(raw.await, Err(Error::Request(_))));
    // A plus is one, for this is no form; what browsers leave as it is stays.
    let query = "/search?%7B%22ids%22:[7],%22text%22:%22a+b%22%7D&api_key=k";
    let answer = client.request(Method::GET, query).await.unwrap();
    assert_eq!(&answer[..], br#"{"ids":[7],"text":"a+b"}"#);
}

#[tokio::test]
async fn a_form_is_the_query() {
    let (client, sent) = client();
    let answer = client.filter().selector(selector()).await.unwrap();
    assert_eq!(answer.into_inner(), filter::Output::Ok(selector()));
    assert_eq!(
        sent.one().line,
        "GET /filter?ids=1,2&tags=a%26b%3Dc&tags=%C3%A9%20%2B%20%C3%BC&text=1%2B1%3D2\
         &range=%7B%22from%22%3A3%7D&api_key=a%26b"
    );
    let answer = client.filter().await.unwrap().into_inner();
    assert_eq!(answer, filter::Output::NoContent);
    assert_eq!(sent.one().line, "GET /filter?api_key=a%26b");
    let answer = client.request(Method::GET, "/filter").await.unwrap();
    assert_eq!(answer.status(), 204);
    // The name alone is no number, so it is the empty list; of texts it is the empty one.
    let answer = client.request(Method::GET, "/filter?ids=&tags=").await;
    assert_eq!(&answer.unwrap()[..], br#"{"ids":[],"tags":[""]}"#);
}

#[tokio::test]
async fn what_a_server_refuses() {
    let (client, _) = client();
    let get = |path: &'static str| client.request(Method::GET, path);
    let check = async |path, detail, violation| {
        check_problem(&get(path).await.unwrap(), 400, detail, violation);
    };
    check(
        "/search?api_key=k",
        "query parameter `selector`: is missing",
        "query selector missing",
    )
    .await;
    check(
        "/search?api_key=k&%7B",
        "query parameter `selector`: the text ends within an object",
        "query selector syntax",
    )
    .await;
    check(
        "/search?%7B%22ids%22:[1,2,3,4]%7D&api_key=k",
        "query parameter `selector`/ids: the array has 4 items, more than 3",
        "query selector/ids max-items",
    )
    .await;
    check(
        "/search?%ff&api_key=k",
        "query parameter `selector`: is not UTF-8",
        "query selector syntax",
    )
    .await;
    check(
        "/filter?ids=a",
        "query parameter `selector`/ids/0: expected an integer, found the string \"a\"",
        "query selector/ids/0 type",
    )
    .await;
    check(
        "/filter?text=a",
        "query parameter `selector`: the property `ids` is missing",
        "query selector missing",
    )
    .await;
    check(
        "/filter?ids=1&range=no",
        "query parameter `selector`: field `range`: line 1 column 2: expected `null`, `true` or `false`",
        "query selector syntax",
    )
    .await;
}
