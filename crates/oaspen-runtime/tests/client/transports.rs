//! Transports over a socket: reqwest, hyper as a `tower` service, layers around either, and calls
//! that block; connections, cancellation and waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use hyper_util::client::legacy::Client as Hyper;
use hyper_util::rt::TokioExecutor;
use oaspen_runtime::body::Body;
use oaspen_runtime::client::{
    Error, ReqwestTransport, Retry, TowerTransport, Transport, TransportErrorKind,
};
use oaspen_runtime::info::OperationInfo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::generated::{Client, Problem};
use crate::socket::{answer, read_request, serve};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok";

/// Answers `OK` to everything on connections that stay open; counts these.
async fn serve_for_ever() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            counter.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                while !read_some(&mut socket).await.is_empty() {
                    socket.write_all(OK.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (url, connections)
}

/// A request without a body; empty at the end of the connection.
async fn read_some(socket: &mut TcpStream) -> String {
    let mut text = String::new();
    while !text.ends_with("\r\n\r\n") {
        let mut chunk = [0; 4096];
        match socket.read(&mut chunk).await {
            Ok(0) | Err(_) => return String::new(),
            Ok(count) => text.push_str(&String::from_utf8_lossy(&chunk[..count])),
        }
    }
    text
}

fn client(url: impl Into<String>) -> Client {
    let builder = Client::builder(url.into()).keys("k3y");
    builder.build().unwrap()
}

fn over(url: String, transport: impl Transport) -> Client {
    let builder = Client::builder(url).keys("k3y").transport(transport);
    builder.build().unwrap()
}

fn hyper() -> TowerTransport<Hyper<hyper_util::client::legacy::connect::HttpConnector, Body>> {
    TowerTransport::new(Hyper::builder(TokioExecutor::new()).build_http())
}

#[tokio::test]
async fn connections_are_used_again_by_clones_too() {
    for client in [client, |url: String| over(url, hyper())] {
        let (url, connections) = serve_for_ever().await;
        let client = client(url);
        for _ in 0..3 {
            client.get_metrics().await.unwrap();
            client.clone().get_metrics().await.unwrap();
        }
        assert_eq!(connections.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn hyper_is_a_transport() {
    let accepted = answer(
        "202 Accepted",
        "content-type: application/json\r\n",
        r#"{"message":"ok"}"#,
    );
    let (url, server) = serve(vec![accepted]).await;
    let client = Client::builder(url)
        .bearer_auth("s3cret")
        .transport(hyper());
    let message = "hi".to_owned();
    let call = client
        .build()
        .unwrap()
        .add_member("g", Problem { message })
        .send();
    assert_eq!(call.await.unwrap().status(), 202);
    let seen = server.await.unwrap().remove(0);
    assert!(
        seen.starts_with("post /groups/g/members http/1.1\r\n"),
        "{seen}"
    );
    assert!(seen.ends_with("\r\n\r\n{\"message\":\"hi\"}"), "{seen}");
}

#[tokio::test]
async fn a_service_that_has_no_connection_says_so() {
    let unused = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", unused.local_addr().unwrap());
    drop(unused);
    let error = over(url, hyper()).get_metrics().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("k3y"), "{error:?}");
    let Error::Transport(failure) = &error else {
        panic!("{error}")
    };
    assert_eq!(failure.error().kind(), TransportErrorKind::Connect);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn layers_stand_around_a_transport_and_know_the_operation() {
    let (url, server) = serve(vec![OK.to_owned()]).await;
    let service = ReqwestTransport::new(reqwest::Client::new());
    let layered = service.map_request(|mut request: http::Request<Body>| {
        let operation = request
            .extensions()
            .get::<&'static OperationInfo>()
            .unwrap();
        let id = operation.id.parse().unwrap();
        request.headers_mut().insert("x-operation", id);
        request
    });
    over(url, TowerTransport::new(layered))
        .get_metrics()
        .await
        .unwrap();
    let seen = server.await.unwrap().remove(0);
    assert!(seen.contains("x-operation: getmetrics\r\n"), "{seen}");
}

#[tokio::test]
async fn what_a_layered_transport_says_of_its_error_holds() {
    let failing = tower::service_fn(|_: http::Request<Body>| async {
        let kind = TransportErrorKind::Refused;
        let error = oaspen_runtime::client::TransportError::new(kind, "no");
        Err::<http::Response<Body>, _>(oaspen_runtime::body::BodyError::from(error))
    });
    let transport = TowerTransport::new(failing);
    let error = over("http://h".to_owned(), transport)
        .get_metrics()
        .await
        .unwrap_err();
    let Error::Transport(failure) = &error else {
        panic!("{error}")
    };
    assert_eq!(failure.error().kind(), TransportErrorKind::Refused);
    let told = tower::service_fn(|_: http::Request<Body>| async {
        Err::<http::Response<Body>, _>(std::fmt::Error)
    });
    let transport = TowerTransport::new(told).kind_of_errors(|error| {
        error
            .is::<std::fmt::Error>()
            .then_some(TransportErrorKind::Connect)
    });
    let error = over("http://h".to_owned(), transport)
        .get_metrics()
        .await
        .unwrap_err();
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_call_that_is_dropped_ends_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let call = tokio::spawn(client(url).get_metrics().send());
    let (mut socket, _) = listener.accept().await.unwrap();
    assert!(!read_request(&mut socket).await.is_empty());
    // Half an answer, and the client goes away.
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";
    socket.write_all(head.as_bytes()).await.unwrap();
    tokio::task::yield_now().await;
    call.abort();
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(5), socket.read_to_end(&mut rest));
    ended.await.expect("the connection is closed").ok();
}

async fn waited(retry_after: &str, longest: Duration) -> (Duration, u16) {
    let busy = answer("503 Busy", &format!("retry-after: {retry_after}\r\n"), "");
    let (url, _server) = serve(vec![busy, OK.to_owned()]).await;
    let started = Instant::now();
    let retry = Retry::times(1).longest_wait(longest);
    let result = client(url).get_metrics().retry(retry).await;
    let status = match &result {
        Ok(response) => response.status(),
        Err(error) => error.status().unwrap(),
    };
    (started.elapsed(), status.as_u16())
}

#[tokio::test]
async fn a_server_says_how_long_to_wait() {
    let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
    let (waited_for, status) = waited("1", minute).await;
    assert!((second..minute).contains(&waited_for), "{waited_for:?}");
    assert_eq!(status, 200);
    let date = httpdate::fmt_http_date(SystemTime::now() + second * 2);
    let (waited_for, status) = waited(&date, minute).await;
    assert!((second / 2..minute).contains(&waited_for), "{waited_for:?}");
    assert_eq!(status, 200);
    // More than the client is ready to wait: it does not, and the answer is the call's.
    let date = httpdate::fmt_http_date(SystemTime::now() + minute);
    let (waited_for, status) = waited(&date, second).await;
    assert!(waited_for < minute, "{waited_for:?}");
    assert_eq!(status, 503);
}

#[cfg(feature = "blocking")]
#[test]
fn calls_that_block_share_connections() {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        sender.send(runtime.block_on(serve_for_ever())).unwrap();
        runtime.block_on(std::future::pending::<()>());
    });
    let (url, connections) = receiver.recv().unwrap();
    let client = client(url);
    for _ in 0..3 {
        client.get_metrics().send().wait().unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    let raw = client.request(http::Method::GET, "/other").send().wait();
    assert_eq!(&**raw.unwrap(), b"ok");
    let error = Client::builder("http://h").build().unwrap();
    let error = error.get_metrics().send().wait().unwrap_err();
    assert!(matches!(error, Error::MissingCredentials(_)), "{error}");
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn an_encrypted_call_begins_with_a_greeting_and_says_nothing_else() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let call = tokio::spawn(client(url).get_metrics().send());
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut chunk = [0; 4096];
    let count = socket.read(&mut chunk).await.unwrap();
    // RFC 8446 §5.1: a record of type handshake.
    assert_eq!(chunk[..2], [22, 3]);
    assert!(!String::from_utf8_lossy(&chunk[..count]).contains("k3y"));
    drop(socket);
    let error = call.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
}
