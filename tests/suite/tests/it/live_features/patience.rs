//! How long clients and servers wait: for connections, for the next bytes of a body, and for nothing at all when there
//! is no trust.

use std::time::{Duration, Instant};

use generated::body_stream::client::Client as Files;
use generated::body_stream::server::{Api, Context, Rejection, Server, Untagged};
use generated::body_stream::types::operations::{post_note, put_file};
use generated::response_stream_events::client::{Client as Events, Error};
use oaspen_runtime::client::TransportErrorKind;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::{TlsAcceptor, rustls};

use crate::live_features::serve;

const SHORT: Duration = Duration::from_millis(150);

/// Answers each connection with these bytes and then says no more.
async fn silent_after(bytes: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut open = Vec::new();
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = [0; 4096];
            let _ = socket.read(&mut request).await;
            socket.write_all(bytes.as_bytes()).await.unwrap();
            open.push(socket);
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn a_stream_that_stalls_ends() {
    let url = silent_after(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: {\"percent\":1}\n\ndata: {",
    )
    .await;
    let client = Events::builder(url).idle_timeout(SHORT).build().unwrap();
    let mut events = client.watch_progress().await.unwrap().into_inner();
    assert_eq!(events.next().await.unwrap().unwrap().data.percent, 1);
    let begun = Instant::now();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_stalled(), "{error}");
    assert_eq!(
        error.to_string(),
        "the stream broke off: nothing came for 150ms"
    );
    assert!(begun.elapsed() >= SHORT);
    assert!(events.next().await.is_none(), "nothing follows");
}

#[tokio::test]
async fn a_body_that_stalls_is_no_answer() {
    let head = "HTTP/1.1 409 Conflict\r\ncontent-type: application/octet-stream\r\ncontent-length: 9\r\n\r\nhalf";
    let client = Files::builder(silent_after(head).await);
    let client = client.idle_timeout(SHORT).build().unwrap();
    let error = client.put_file("a", "b").await.unwrap_err();
    assert!(
        error.to_string().ends_with("nothing came for 150ms"),
        "{error}"
    );
}

#[tokio::test]
async fn who_is_steadily_slow_is_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 4096]).await;
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
        socket.write_all(head.as_bytes()).await.unwrap();
        for percent in 0..8 {
            tokio::time::sleep(SHORT / 5).await;
            let event = format!("data: {{\"percent\":{percent}}}\n\n");
            socket.write_all(event.as_bytes()).await.unwrap();
        }
    });
    let client = Events::builder(url).idle_timeout(SHORT).build().unwrap();
    let mut events = client.watch_progress().await.unwrap().into_inner();
    let mut count = 0;
    while let Some(event) = events.next().await {
        assert_eq!(event.unwrap().data.percent, count);
        count += 1;
        // The reader's own time does not count.
        tokio::time::sleep(if count == 1 {
            SHORT * 2
        } else {
            Duration::ZERO
        })
        .await;
    }
    assert_eq!(count, 8);
}

#[derive(Clone)]
struct Store;

impl Api for Store {
    type Error = Rejection;
}

impl Untagged for Store {
    async fn put_file(
        &self,
        _: &Context<()>,
        request: put_file::Request,
    ) -> Result<put_file::Response, Rejection> {
        let bytes = request.body.collect(1_000_000).await?;
        Ok(put_file::Response::Ok(bytes.into()))
    }

    async fn post_note(
        &self,
        _: &Context<()>,
        _: post_note::Request,
    ) -> Result<post_note::Response, Rejection> {
        Ok(post_note::Response::Created("nothing".to_owned()))
    }
}

/// What the server answers to a body of which these pieces come, each after a pause.
async fn upload(pieces: &[&str], pause: Duration, length: usize) -> String {
    let server = Server::new(Store).options(|options| options.body_timeout(SHORT));
    let url = serve(server.into_service()).await;
    let mut socket = TcpStream::connect(url.trim_start_matches("http://"))
        .await
        .unwrap();
    let head = format!(
        "PUT /files/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         content-type: application/octet-stream\r\ncontent-length: {length}\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    for piece in pieces {
        tokio::time::sleep(pause).await;
        socket.write_all(piece.as_bytes()).await.unwrap();
    }
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_handler_does_not_wait_for_a_body_that_stalls() {
    let answer = upload(&["half"], Duration::ZERO, 8).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(
        answer.contains("the body did not come to its end in time"),
        "{answer}"
    );
    let answer = upload(&["a"; 8], SHORT / 5, 8).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("aaaaaaaa"), "{answer}");
}

/// A port that nobody accepts at and whose queue is full, so that connecting takes for ever.
async fn full_port() -> (std::net::SocketAddr, impl Sized) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(Ok(socket)) = tokio::time::timeout(SHORT, TcpStream::connect(address)).await {
        waiting.push(socket);
        assert!(waiting.len() < 1000, "the queue has an end");
    }
    (address, (listener, waiting))
}

#[tokio::test]
async fn a_connection_that_does_not_come_is_given_up() {
    let (address, _open) = full_port().await;
    let client = Files::builder(format!("http://{address}"));
    let client = client.connect_timeout(SHORT).build().unwrap();
    let begun = Instant::now();
    let error = client.put_file("a", "b").await.unwrap_err();
    let Error::Transport(failure) = error else {
        panic!("{error}");
    };
    assert_eq!(failure.error().kind(), TransportErrorKind::Connect);
    assert!((SHORT..Duration::from_secs(5)).contains(&begun.elapsed()));
}

/// A server with a certificate that nobody signed but itself.
async fn self_signed() -> String {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    // Named, because other crates of the workspace bring another one.
    let provider = std::sync::Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key);
    let acceptor = TlsAcceptor::from(std::sync::Arc::new(config.unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut socket = acceptor.accept(socket).await?;
                socket
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                    .await
            });
        }
    });
    url
}

/// Neither a certificate that is not trusted nor a server without TLS gets a request.
#[tokio::test]
async fn without_trust_nothing_is_sent() {
    let plain = silent_after("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    for url in [self_signed().await, plain.replace("http:", "https:")] {
        let client = Files::builder(url).build().unwrap();
        let error = client.put_file("a", "b").await.unwrap_err();
        let Error::Transport(failure) = &error else {
            panic!("{error}");
        };
        assert_eq!(
            failure.error().kind(),
            TransportErrorKind::Connect,
            "{error}"
        );
    }
}

/// Of `localhost`, for a hundred years.
const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUBYpXnYN7yDLIWm3WNngFUV44WFQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE2MTEwM1oYDzIxMjYxMDMx
MTYxMTAzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATi55lCWPlEngW9EfXDGmCWNiDqZ8KYktpl4u2B7ZlyNZAtw/3sYu8b
TRlHcLmWdBZQ6qFrhVOewz9O2oXtPQV1o28wbTAdBgNVHQ4EFgQUPdF8i+ZwHdR8
QwdaeQXRO0f8WtgwHwYDVR0jBBgwFoAUPdF8i+ZwHdR8QwdaeQXRO0f8WtgwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgT7X0EjGtFjq2FWl1foCq6x9bSxJti5Z8XUKy/wngIIYCIQCX
oI5RR33qaqyM8nyScMUoJ+o7XQr/oWKjvp9KK7mF1A==
-----END CERTIFICATE-----
";

/// That of the certificate, and of nothing else.
const KEY: &str = "\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEKVSE6b/gjPlnfTa
WFbr0ItdwjJc2WVyN1+OsrupJImhRANCAATi55lCWPlEngW9EfXDGmCWNiDqZ8KY
ktpl4u2B7ZlyNZAtw/3sYu8bTRlHcLmWdBZQ6qFrhVOewz9O2oXtPQV1
-----END PRIVATE KEY-----
";
