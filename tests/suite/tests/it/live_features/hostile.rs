//! Clients that mean harm, are slow or broken, against generated servers over a socket: each gets an
//! answer that fits, or its connection is closed, and the next client is served.

use std::convert::Infallible;
use std::time::Duration;

use generated::body_json::server::{Api, Context, Limits, Pets, Server};
use generated::body_json::types::operations::{create_pet, touch_pets};
use oaspen_runtime::server::router;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
struct Kennel;

impl Api for Kennel {
    type Error = Infallible;
}

impl Pets for Kennel {
    async fn create_pet(
        &self,
        _: &Context<()>,
        request: create_pet::Request,
    ) -> Result<create_pet::Response, Infallible> {
        assert_ne!(request.body.name, "panic", "on purpose");
        Ok(create_pet::Response::Created(request.body))
    }

    async fn touch_pets(
        &self,
        _: &Context<()>,
        _: touch_pets::Request,
    ) -> Result<touch_pets::Response, Infallible> {
        Ok(touch_pets::Response::NoContent)
    }
}

/// A server behind a socket, whose bodies have a limit of bytes and time.
struct Live(std::net::SocketAddr);

const LIMIT: usize = 300_000;

impl Live {
    async fn new(timeout: Duration) -> Self {
        let sleep = move |options: oaspen_runtime::server::Options| options.body_timeout(timeout);
        let server = Server::new(Kennel).limits(Limits::default().max_body(LIMIT));
        let service = server.options(sleep).into_service();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router(service)).await });
        Self(address)
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.0).await.unwrap()
    }

    /// The answer to these bytes, after which the client sends no more.
    async fn send(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut socket = self.connect().await;
        // A server may close before it has all.
        let _ = socket.write_all(bytes.as_ref()).await;
        read(&mut socket).await
    }

    /// The status of the answer to a request with `connection: close`.
    async fn status(&self, line: &str, headers: &str, body: &[u8]) -> u16 {
        let head = format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n");
        status_of(&self.send([head.as_bytes(), body].concat()).await)
    }

    /// The status of the answer to a body of JSON.
    async fn post(&self, body: impl AsRef<[u8]>) -> u16 {
        let body = body.as_ref();
        let headers = format!("{JSON}content-length: {}\r\n", body.len());
        self.status("POST /pets", &headers, body).await
    }

    async fn check_alive(&self) {
        assert_eq!(self.post(r#"{"name":"Tom"}"#).await, 201);
    }
}

const JSON: &str = "content-type: application/json\r\n";

async fn read(socket: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let reading = socket.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(20), reading)
        .await
        .expect("the connection is closed");
    String::from_utf8_lossy(&answer).into_owned()
}

/// 0 when the connection was closed without an answer.
fn status_of(answer: &str) -> u16 {
    answer
        .strip_prefix("HTTP/1.1 ")
        .map_or(0, |rest| rest[..3].parse().unwrap())
}

async fn live() -> Live {
    Live::new(Duration::from_secs(10)).await
}

#[tokio::test]
async fn bodies_longer_than_allowed() {
    let live = live().await;
    let long = "x".repeat(LIMIT);
    let body = format!(r#"{{"name":"{long}"}}"#);
    assert_eq!(live.post(&body).await, 413);
    let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let headers = format!("{JSON}transfer-encoding: chunked\r\n");
    assert_eq!(
        live.status("POST /pets", &headers, chunk.as_bytes()).await,
        413
    );
    // A length that is only told is refused before a byte of it comes.
    let headers = format!("{JSON}content-length: 9000000000000\r\n");
    assert_eq!(live.status("POST /pets", &headers, b"").await, 413);
    // Longer than can be counted is refused by hyper.
    let headers = format!("{JSON}content-length: 18446744073709551615\r\n");
    let status = live.status("POST /pets", &headers, b"").await;
    assert!([400, 413, 431].contains(&status), "{status}");
    live.check_alive().await;
}

/// What clients in other languages send, as they were seen to.
#[tokio::test]
async fn clients_of_other_languages() {
    let live = live().await;
    let post = async |headers: &str, body: &[u8]| {
        let length = format!("content-length: {}\r\n", body.len());
        live.status("POST /pets", &format!("{headers}{length}"), body)
            .await
    };
    let pet = br#"{"name":"Tom"}"#;
    for media_type in [
        "application/json; charset=utf-8",
        "Application/JSON;Charset=\"UTF-8\"",
    ] {
        let header = format!("Content-Type: {media_type}\r\n");
        assert_eq!(post(&header, pet).await, 201, "{media_type}");
    }
    // The same header twice says the same; two that differ say nothing (RFC 9110 §5.3).
    assert_eq!(post(&format!("{JSON}{JSON}"), pet).await, 201);
    let differ = format!("{JSON}content-type: text/plain\r\n");
    assert_eq!(post(&differ, pet).await, 415);
    let marked = [b"\xEF\xBB\xBF", pet.as_slice()].concat();
    assert_eq!(post(JSON, &marked).await, 201);
    for (coding, status) in [("gzip", 415), ("identity, br", 415), ("Identity", 201)] {
        let header = format!("{JSON}content-encoding: {coding}\r\n");
        assert_eq!(post(&header, pet).await, status, "{coding}");
    }
    let head = "POST /pets HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-encoding: gzip\r\n";
    let answer = live
        .send(format!("{head}{JSON}content-length: 2\r\n\r\n{{}}"))
        .await;
    assert!(
        answer.contains("\r\naccept-encoding: identity\r\n"),
        "{answer}"
    );
    assert_eq!(live.status("OPTIONS *", "", b"").await, 204);
    let absolute = format!(
        "POST http://elsewhere.example/pets?x#y HTTP/1.0\r\n{JSON}content-length: 14\r\n\r\n"
    );
    let answer = live.send([absolute.as_bytes(), pet].concat()).await;
    assert!(answer.starts_with("HTTP/1.0 201"), "{answer}");
    live.check_alive().await;
}

#[tokio::test]
async fn framing_that_is_broken() {
    let live = live().await;
    let headers = format!("{JSON}transfer-encoding: chunked\r\n");
    for garbage in [
        "zz\r\n{}\r\n0\r\n\r\n",
        "-1\r\n{}\r\n",
        "ffffffffffffffffff\r\n{",
    ] {
        let status = live
            .status("POST /pets", &headers, garbage.as_bytes())
            .await;
        assert_eq!(status, 400, "{garbage}");
    }
    // Two lengths that differ are how requests are smuggled (RFC 9112 §6.3).
    let headers = format!("{JSON}content-length: 14\r\ncontent-length: 15\r\n");
    let status = live
        .status("POST /pets", &headers, br#"{"name":"Tom"} "#)
        .await;
    assert_eq!(status, 400);
    assert_eq!(status_of(&live.send("nonsense\r\n\r\n").await), 400);
    live.check_alive().await;
}

/// Requests one after the other on one connection, without waiting, are answered in order.
#[tokio::test]
async fn pipelined_requests() {
    let live = live().await;
    let post = |name: &str, more: &str| {
        let body = format!(r#"{{"name":"{name}"}}"#);
        let length = body.len();
        format!(
            "POST /pets HTTP/1.1\r\nhost: x\r\n{JSON}{more}content-length: {length}\r\n\r\n{body}"
        )
    };
    let chunked = format!(
        "POST /pets HTTP/1.1\r\nhost: x\r\n{JSON}transfer-encoding: chunked\r\n\r\n\
         e;ext=\"1\"\r\n{{\"name\":\"two\"}}\r\n0\r\ntrailer: x\r\n\r\n"
    );
    let all = [
        post("one", ""),
        chunked,
        post("three", "connection: close\r\n"),
    ];
    let answers = live.send(all.concat()).await;
    let bodies: Vec<&str> = answers
        .split("HTTP/1.1 201 Created")
        .filter_map(|answer| answer.split_once("\r\n\r\n"))
        .map(|(_, body)| body)
        .collect();
    assert_eq!(
        bodies,
        [
            r#"{"name":"one"}"#,
            r#"{"name":"two"}"#,
            r#"{"name":"three"}"#
        ]
    );
}

#[tokio::test]
async fn clients_that_go_away() {
    let live = live().await;
    for sent in ["", "POST /p", "POST /pets HTTP/1.1\r\nhost: x\r\n"] {
        live.connect()
            .await
            .write_all(sent.as_bytes())
            .await
            .unwrap();
    }
    let head = format!("POST /pets HTTP/1.1\r\nhost: x\r\n{JSON}content-length: 100\r\n\r\n{{");
    for _ in 0..50 {
        live.connect()
            .await
            .write_all(head.as_bytes())
            .await
            .unwrap();
    }
    let mut half = live.connect().await;
    half.write_all(head.as_bytes()).await.unwrap();
    half.shutdown().await.unwrap();
    let status = status_of(&read(&mut half).await);
    assert!([0, 400].contains(&status), "{status}");
    live.check_alive().await;
}

#[tokio::test]
async fn many_slow_bodies_end_in_time() {
    let live = Live::new(Duration::from_millis(300)).await;
    let head = format!("POST /pets HTTP/1.1\r\nhost: x\r\n{JSON}content-length: 290000\r\n\r\n{{");
    let mut sockets = Vec::new();
    for _ in 0..200 {
        let mut socket = live.connect().await;
        socket.write_all(head.as_bytes()).await.unwrap();
        sockets.push(socket);
    }
    live.check_alive().await;
    for mut socket in sockets {
        assert_eq!(status_of(&read(&mut socket).await), 408);
    }
    live.check_alive().await;
}

#[tokio::test]
async fn json_that_means_harm() {
    let live = live().await;
    let deep = |open: &str| open.repeat(100_000);
    for hostile in [
        deep("["),
        format!(r#"{{"x":{}"#, deep("[")),
        deep(r#"{"a":"#)[..LIMIT].to_owned(),
    ] {
        assert_eq!(live.post(&hostile).await, 400);
    }
    // Well-formed, but longer than any number has digits.
    let digits = "9".repeat(200_000);
    let status = live.post(format!(r#"{{"name":"a","age":{digits}}}"#)).await;
    assert!([400, 422].contains(&status), "{status}");
    let huge = live.post(r#"{"name":"a","age":1e999999999}"#).await;
    assert!([400, 422].contains(&huge), "{huge}");
    let duplicate = live.post(r#"{"name":"a","name":"b"}"#).await;
    assert!([201, 400, 422].contains(&duplicate), "{duplicate}");
    assert_eq!(live.post(b"{\"name\":\"\xff\"}").await, 400);
    assert_eq!(live.post(r#"{"name":"\ud800"}"#).await, 400);
    assert_eq!(live.post("\u{feff}\u{feff}{}").await, 400);
    let many = (0..20_000)
        .map(|at| format!(r#""k{at}":0,"#))
        .collect::<String>();
    assert_eq!(live.post(format!(r#"{{{many}"name":"a"}}"#)).await, 201);
    live.check_alive().await;
}

#[tokio::test]
async fn methods_and_heads() {
    let live = live().await;
    assert_eq!(live.status("HEAD /pets", "", b"").await, 405);
    assert_eq!(live.status("OPTIONS /pets", "", b"").await, 204);
    assert_eq!(live.status("BREW /pets", "", b"").await, 405);
    assert_eq!(live.status("OPTIONS *", "", b"").await, 204);
    assert_eq!(live.status("GET *", "", b"").await, 404);
    let headers = (0..10_000)
        .map(|at| format!("h{at}: x\r\n"))
        .collect::<String>();
    let status = live.status("PATCH /pets", &headers, b"").await;
    assert!([0, 431].contains(&status), "{status}");
    let query = "a=1&".repeat(10_000);
    assert_eq!(
        live.status(&format!("PATCH /pets?{query}"), "", b"").await,
        204
    );
    live.check_alive().await;
}

#[tokio::test]
async fn a_client_may_wait_before_it_sends_its_body() {
    let live = live().await;
    let mut socket = live.connect().await;
    let body = br#"{"name":"Tom"}"#;
    let head = format!(
        "POST /pets HTTP/1.1\r\nhost: x\r\n{JSON}expect: 100-continue\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut interim = [0; 25];
    socket.read_exact(&mut interim).await.unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    socket.write_all(body).await.unwrap();
    assert_eq!(status_of(&read(&mut socket).await), 201);
    // What is refused anyway is refused without its body (RFC 9110 §10.1.1).
    let headers = "content-type: text/plain\r\nexpect: 100-continue\r\ncontent-length: 5\r\n";
    assert_eq!(live.status("POST /pets", headers, b"").await, 415);
}

#[tokio::test]
async fn a_panic_leaves_its_connection_usable() {
    let live = live().await;
    let mut socket = live.connect().await;
    let post = |body: &str, more: &str| {
        let length = body.len();
        format!(
            "POST /pets HTTP/1.1\r\nhost: x\r\n{JSON}{more}content-length: {length}\r\n\r\n{body}"
        )
    };
    let requests =
        post(r#"{"name":"panic"}"#, "") + &post(r#"{"name":"Tom"}"#, "connection: close\r\n");
    socket.write_all(requests.as_bytes()).await.unwrap();
    let answers = read(&mut socket).await;
    assert_eq!(status_of(&answers), 500, "{answers}");
    assert!(answers.contains("application/problem+json"), "{answers}");
    assert!(answers.contains("HTTP/1.1 201"), "{answers}");
    assert!(!answers.contains("on purpose"), "{answers}");
}

/// `param-path.yaml` and `param-header-cookie.yaml`
mod parameters {
    use std::collections::BTreeMap;

    use generated::param_header_cookie::server as session;
    use generated::param_header_cookie::types::operations::get_session;
    use generated::param_path::server as photos;
    use generated::param_path::types::operations::{get_photo, get_styles};

    use super::*;

    #[derive(Clone)]
    struct Echo;

    impl photos::Api for Echo {
        type Error = Infallible;
    }

    impl photos::Untagged for Echo {
        async fn get_photo(
            &self,
            _: &photos::Context<()>,
            request: get_photo::Request,
        ) -> Result<get_photo::Response, Infallible> {
            Ok(request.format.into())
        }

        async fn get_styles(
            &self,
            _: &photos::Context<()>,
            _: get_styles::Request,
        ) -> Result<get_styles::Response, Infallible> {
            Ok(get_styles::Response::NoContent)
        }
    }

    impl session::Api for Echo {
        type Error = Infallible;
    }

    impl session::Untagged for Echo {
        async fn get_session(
            &self,
            _: &session::Context<()>,
            request: get_session::Request,
        ) -> Result<get_session::Response, Infallible> {
            Ok(get_session::Response::Ok(
                BTreeMap::from([("session".to_owned(), request.session)])
                    .into_iter()
                    .collect(),
            ))
        }
    }

    async fn serve(service: oaspen_runtime::server::Service) -> Live {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router(service)).await });
        Live(address)
    }

    #[tokio::test]
    async fn paths_that_mean_harm() {
        let live = serve(photos::Server::new(Echo).into_service()).await;
        let get = async |path: &str| live.status(&format!("GET {path}"), "", b"").await;
        let answer = live
            .send("GET /pets/1/photos/small.%2E%2E%2Fetc%2fpasswd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await;
        // An encoded slash belongs to the value; it never leads to another route.
        assert!(answer.ends_with("\r\n\r\n../etc/passwd"), "{answer}");
        assert_eq!(get("/pets/../1/photos/small.png").await, 404);
        assert_eq!(get("/pets/1/photos/small.png/..").await, 404);
        assert_eq!(get("/pets//photos/small.png").await, 404);
        assert_eq!(get("//pets/1/photos/small.png").await, 404);
        assert_eq!(get("/pets/1/photos/small.png/").await, 404);
        assert_eq!(
            get("http://elsewhere.example/pets/1/photos/small.png").await,
            200
        );
        // A plus is a plus in a path.
        let answer = live
            .send(
                "GET /pets/1/photos/small.a+b%2Bc HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            )
            .await;
        assert!(answer.ends_with("\r\n\r\na+b+c"), "{answer}");
        assert_eq!(get("/pets/%2e%2e/photos/small.png").await, 400);
        assert_eq!(get("/pets/1/photos/small.%ff").await, 400);
        // What escapes nothing stands for itself (URL Standard §1.3).
        assert_eq!(get("/pets/1/photos/small.%zz").await, 200);
        assert_eq!(get("/pets/1/photos/small.%").await, 200);
        assert_eq!(
            get(&format!("/pets/{}/photos/small.png", "9".repeat(10_000))).await,
            400
        );
        let deep = "/a".repeat(20_000);
        assert_eq!(get(&deep).await, 404);
        assert_eq!(get("/pets/1/photos/small.png").await, 200);
    }

    /// `param-query.yaml`
    mod query {
        use generated::param_query::server::{Api, Context, Server, Untagged};
        use generated::param_query::types::operations::search;

        use super::*;

        #[derive(Clone)]
        struct Index;

        impl Api for Index {
            type Error = Infallible;
        }

        impl Untagged for Index {
            async fn search(
                &self,
                _: &Context<()>,
                request: search::Request,
            ) -> Result<search::Response, Infallible> {
                let tags = request.tag.unwrap_or_default();
                Ok([vec![request.q], tags].concat().into())
            }
        }

        #[tokio::test]
        async fn queries_that_mean_harm() {
            let live = serve(Server::new(Index).into_service()).await;
            let get = async |query: &str| {
                let request =
                    format!("GET /search?{query} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
                live.send(request).await
            };
            for (query, told) in [
                ("q=a+b%2Bc", r#"["a b+c"]"#),
                ("q=", r#"[""]"#),
                ("q", r#"[""]"#),
                ("&&q=1&=2&&", r#"["1"]"#),
                ("q=a=b;tag=c&%74ag=d&tag=e", r#"["a=b;tag=c","d","e"]"#),
                ("q=%00%0d%0a", r#"["\u0000\r\n"]"#),
                ("q=%zz%", r#"["%zz%"]"#),
                ("q=é", r#"["é"]"#),
                ("%ff=1&q=2", r#"["2"]"#),
            ] {
                let answer = get(query).await;
                assert!(
                    answer.ends_with(&format!("\r\n\r\n{told}")),
                    "{query}: {answer}"
                );
            }
            for (query, told) in [
                ("", "query parameter `q`: is missing"),
                ("Q=1", "query parameter `q`: is missing"),
                ("q=a&q=b", "query parameter `q`: is given more than once"),
                ("q=%ff", "query parameter `q`: is not UTF-8"),
                ("q=1&tag=%c3%28", "query parameter `tag`: is not UTF-8"),
                (
                    "q=1&limit=99999999999999999999",
                    "query parameter `limit`: ",
                ),
                ("q=1&limit=0x1", "query parameter `limit`: "),
                ("q=1&limit=%D9%A1", "query parameter `limit`: "),
            ] {
                let answer = get(query).await;
                assert_eq!(status_of(&answer), 400, "{query}: {answer}");
                assert!(answer.contains(told), "{query}: {answer}");
            }
        }
    }

    #[tokio::test]
    async fn cookies_that_mean_harm() {
        let live = serve(session::Server::new(Echo).into_service()).await;
        let get = async |cookie: &str| {
            let headers = format!("x-trace: 1\r\ncookie: {cookie}\r\n");
            live.status("GET /session", &headers, b"").await
        };
        let many = (0..10_000)
            .map(|at| format!("c{at}=1; "))
            .collect::<String>();
        assert_eq!(get(&format!("{many}session=s")).await, 200);
        assert_eq!(get(&"; =;".repeat(10_000)).await, 400);
        assert_eq!(get("session").await, 400);
        assert_eq!(get("a;;; session=a=b;").await, 200);
        // Nobody can say which of the two is meant.
        assert_eq!(get("session=a; session=b").await, 400);
        let headers = "x-trace: \u{e9}\r\ncookie: session=s\r\n";
        assert_eq!(live.status("GET /session", headers, b"").await, 200);
        // What another program has set, in whatever encoding, does not hide the others.
        let raw = async |cookie: &[u8]| {
            let head =
                b"GET /session HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-trace: 1\r\ncookie: ";
            live.send([head, cookie, b"\r\n\r\n"].concat()).await
        };
        let answer = raw(b"other=\xe9\xff; session=\"\xc3\xa9 t\xc3\xa9\"").await;
        assert!(answer.ends_with(r#"{"session":"é té"}"#), "{answer}");
        let answer = raw(b"session=\xe9").await;
        assert!(
            answer.contains("cookie parameter `session`: is not UTF-8"),
            "{answer}"
        );
    }
}
