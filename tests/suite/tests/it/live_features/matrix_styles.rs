//! The rest of the matrix (`operation-every-style.yaml`): the styles that frameworks know least between each client and
//! each server, and what a generated server says to each client whose request is wrong.

use std::convert::Infallible;

use generated::operation_every_style::client::Client;
use generated::operation_every_style::server::{Api, Context, Limits, Server, Untagged};
use generated::operation_every_style::types::operations::{get_styles, put_thing};
use oaspen_runtime::private::v1::Method;
use tokio::process::Command;

use crate::live_features::serve;

/// What all of them ask for, as both servers tell it.
const TOLD: &str = "simple=[\"a/b\", \"c d\"] label=[1, 2] matrix=[3, 4] spaced=[\"x\", \"y&z\"] piped=[\"p\", \"q,r\"] \
     min=Some(-1) colour=Some(\"rot|grün\") reserved=Some(\"a/b?c:d@e+%\") ids=[7, 8] theme=Some(\"dark; é\")";

/// The same as it travels, by hand.
const TARGET: &str = "/styles/a%2Fb,c%20d/.1,2/;matrix=3;matrix=4?spaced=x%20y%26z&piped=p%7Cq,r\
     &deep[min]=-1&deep%5Bcolour%5D=rot%7Cgr%C3%BCn&reserved=a/b?c:d@e%2B%25";
const COOKIE: &str = "ids=7,8; theme=dark%3B%20%C3%A9";

#[derive(Clone)]
struct Styles;

impl Api for Styles {
    type Error = Infallible;
}

impl Untagged for Styles {
    async fn get_styles(
        &self,
        _: &Context<()>,
        request: get_styles::Request,
    ) -> Result<get_styles::Response, Infallible> {
        let deep = request.deep.unwrap_or_default();
        Ok(format!(
            "simple={:?} label={:?} matrix={:?} spaced={:?} piped={:?} min={:?} colour={:?} reserved={:?} ids={:?} theme={:?}",
            request.simple,
            request.label,
            request.matrix,
            request.spaced.unwrap_or_default(),
            request.piped.unwrap_or_default(),
            deep.min,
            deep.colour,
            request.reserved,
            request.ids.unwrap_or_default(),
            request.theme,
        )
        .into())
    }

    async fn put_thing(
        &self,
        _: &Context<()>,
        request: put_thing::Request,
    ) -> Result<put_thing::Response, Infallible> {
        Ok(request.body.name.into())
    }
}

async fn generated_server() -> String {
    let limits = Limits::default().max_body(1000);
    serve(Server::new(Styles).limits(limits).into_service()).await
}

mod axum_by_hand {
    use axum::Router;
    use axum::extract::{Path, Query};
    use axum::http::HeaderMap;
    use axum::routing::get;

    fn numbers(text: &str, separator: &str) -> Vec<i64> {
        let numbers = text.split(separator);
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    async fn styles(
        Path((simple, label, matrix)): Path<(String, String, String)>,
        Query(query): Query<Vec<(String, String)>>,
        headers: HeaderMap,
    ) -> String {
        let named = |name: &str| {
            let mut pairs = query.iter();
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let list = |name, separator: char| {
            let text = named(name).unwrap_or_default();
            text.split(separator).collect::<Vec<_>>()
        };
        let cookies = headers["cookie"].to_str().unwrap();
        let cookie = |name: &str| {
            let mut cookies = cookies.split("; ");
            let found = cookies.find_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='));
            // A query of one pair is what decodes a cookie.
            let pairs: Query<Vec<(String, String)>> =
                Query::try_from_uri(&format!("/?x={}", found.unwrap()).parse().unwrap()).unwrap();
            pairs.0[0].1.clone()
        };
        format!(
            "simple={:?} label={:?} matrix={:?} spaced={:?} piped={:?} min={:?} colour={:?} reserved={:?} ids={:?} theme={:?}",
            simple.split(',').collect::<Vec<_>>(),
            numbers(label.trim_start_matches('.'), ","),
            numbers(&matrix, ";matrix="),
            list("spaced", ' '),
            list("piped", '|'),
            named("deep[min]").and_then(|min| min.parse::<i64>().ok()),
            named("deep[colour]"),
            named("reserved"),
            numbers(&cookie("ids"), ","),
            Some(cookie("theme")),
        )
    }

    pub(super) async fn start() -> String {
        let router = Router::new().route("/styles/{simple}/{label}/{matrix}", get(styles));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

async fn servers() -> [String; 2] {
    [generated_server().await, axum_by_hand::start().await]
}

#[tokio::test]
async fn a_generated_client() {
    for url in servers().await {
        let client = Client::builder(url).build().unwrap();
        let call = client
            .get_styles(texts(&["a/b", "c d"]), vec![1, 2], vec![3, 4])
            .spaced(texts(&["x", "y&z"]))
            .piped(texts(&["p", "q,r"]))
            .deep(get_styles::Deep::new().min(-1).colour("rot|grün"))
            .reserved("a/b?c:d@e+%")
            .ids(vec![7, 8])
            .theme("dark; é");
        assert_eq!(*call.await.unwrap(), TOLD);
    }
}

#[tokio::test]
async fn reqwest_by_hand() {
    for url in servers().await {
        let client = reqwest::Client::new();
        let call = client
            .get(format!("{url}{TARGET}"))
            .header("cookie", COOKIE);
        assert_eq!(call.send().await.unwrap().text().await.unwrap(), TOLD);
    }
}

/// A request that is wrong, and how it is answered: method, path, media type, what is accepted, body, status, and a
/// header of the answer with its value.
type Wrong = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u16,
    (&'static str, &'static str),
);

const JSON: &str = "application/json";
const PROBLEM: (&str, &str) = ("content-type", "application/problem+json");

/// A table: a row each.
#[rustfmt::skip]
fn wrong() -> Vec<Wrong> {
    // Longer than the server takes.
    let long: &'static str = Box::leak(format!("\"{}\"", "x".repeat(2000)).into_boxed_str());
    let text = ("content-type", "text/plain; charset=utf-8");
    let allow = ("allow", "PUT, OPTIONS");
    vec![
        ("PUT", "/things", JSON, JSON, "{\"name\":\"abc\"}", 200, ("content-type", JSON)),
        ("PUT", "/things", JSON, JSON, "{\"name\":", 400, PROBLEM),
        ("PUT", "/things", "text/plain", JSON, "abc", 415, ("accept", JSON)),
        ("PUT", "/things", JSON, JSON, "{\"name\":\"abcd\"}", 422, PROBLEM),
        ("PUT", "/things", JSON, "text/xml", "{\"name\":\"abc\"}", 406, PROBLEM),
        ("PUT", "/things", JSON, JSON, long, 413, PROBLEM),
        ("DELETE", "/things", JSON, JSON, "", 405, allow),
        ("OPTIONS", "/things", JSON, JSON, "", 204, allow),
        ("GET", "/styles/a/.x/;matrix=1", JSON, "*/*", "", 400, PROBLEM),
        ("GET", "/styles/a/.1/;matrix=1", JSON, "*/*", "", 200, text),
        ("HEAD", "/styles/a/.1/;matrix=1", JSON, "*/*", "", 200, text),
        ("GET", "/nowhere", JSON, JSON, "", 404, PROBLEM),
    ]
}

#[tokio::test]
async fn what_is_refused_is_told_alike_to_all() {
    let url = generated_server().await;
    let client = Client::builder(&url).build().unwrap();
    let by_hand = reqwest::Client::new();
    for case in wrong() {
        let (method, path, media_type, accept, body, status, (name, value)) = case;
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let call = client
            .request(method.clone(), path)
            .header("accept", accept);
        let call = if body.is_empty() {
            call
        } else {
            call.body(media_type, body)
        };
        let answer = call.await.unwrap();
        assert_eq!(answer.status(), status, "generated: {case:?}");
        assert_eq!(answer.headers()[name], value, "generated: {case:?}");
        let call = by_hand.request(method.clone(), format!("{url}{path}"));
        let call = call.header("accept", accept);
        let call = if body.is_empty() {
            call
        } else {
            call.header("content-type", media_type).body(body)
        };
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), status, "reqwest: {case:?}");
        assert_eq!(answer.headers()[name], value, "reqwest: {case:?}");
    }
}

/// What curl prints with these arguments.
async fn curl(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("curl");
    let command = command.args(["--silent", "--show-error", "--globoff"]);
    let Ok(output) = command.args(arguments).output().await else {
        eprintln!("skipped: there is no curl");
        return None;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

#[tokio::test]
async fn curl_by_hand() {
    for url in servers().await {
        if let Some(told) = curl(&[&format!("{url}{TARGET}"), "--cookie", COOKIE]).await {
            assert_eq!(told, TOLD);
        }
    }
    let url = generated_server().await;
    for case in wrong() {
        let (method, path, media_type, accept, body, status, (name, value)) = case;
        let (target, accept) = (format!("{url}{path}"), format!("accept: {accept}"));
        let (media_type, format) = (
            format!("content-type: {media_type}"),
            format!("\n%{{http_code}} %header{{{name}}}"),
        );
        let mut arguments = vec![target.as_str(), "-H", &accept, "-w", &format];
        match method {
            "HEAD" => arguments.push("--head"),
            method => arguments.extend(["-X", method]),
        }
        if !body.is_empty() {
            arguments.extend(["-H", media_type.as_str(), "--data-binary", body]);
        }
        let Some(told) = curl(&arguments).await else {
            return;
        };
        assert!(
            told.ends_with(&format!("\n{status} {value}")),
            "curl: {case:?}: {told}"
        );
    }
}
