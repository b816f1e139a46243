//! The service behind axum and hyper, over TCP.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::super::{Options, router};
use super::service;

async fn exchange(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn serves() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = router(service(Options::default()));
    let router = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let answer = exchange(
        address,
        "POST /users/7/notes HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer good\r\n\
         content-type: application/json\r\ncontent-length: 13\r\n\r\n{\"text\":\"hi\"}",
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert!(
        answer.ends_with(r#"{"text":"bearer [\"write\"] (7, None, None)"}"#),
        "{answer}"
    );

    let head = exchange(
        address,
        "HEAD /me?depth=1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(
        head.contains("content-length: ") && head.ends_with("\r\n\r\n"),
        "{head}"
    );

    let peer = exchange(
        address,
        "GET /me?depth=1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(peer.contains("filter: None } Some(127.0.0.1:"), "{peer}");

    let missing = exchange(
        address,
        "GET /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(
        missing.starts_with("HTTP/1.1 404 Not Found\r\n"),
        "{missing}"
    );
    assert!(
        missing.contains("content-type: application/problem+json\r\n"),
        "{missing}"
    );
    server.abort();
}
