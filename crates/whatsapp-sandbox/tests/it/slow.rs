//! Clients that take their time: with the head of a request, with its body, with nothing at all. Each is given up, and
//! meanwhile all others are served.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Running, quick};

const PATIENCE: Duration = Duration::from_millis(500);

/// Sends these bytes one by one until the sandbox closes; what it said, and after how long.
async fn drip(running: std::net::SocketAddr, start: &str) -> (String, Duration) {
    let begun = Instant::now();
    let socket = TcpStream::connect(running).await.unwrap();
    let (mut read, mut write) = socket.into_split();
    write.write_all(start.as_bytes()).await.unwrap();
    let dripping = async {
        while write.write_all(b"a").await.is_ok() {
            tokio::time::sleep(PATIENCE / 10).await;
        }
    };
    let mut answer = Vec::new();
    tokio::select! {
        // A client that is cut off in the middle of a request may see a reset.
        _ = read.read_to_end(&mut answer) => {}
        () = dripping => {}
        () = tokio::time::sleep(20 * PATIENCE) => panic!("the connection is still open"),
    }
    (
        String::from_utf8_lossy(&answer).into_owned(),
        begun.elapsed(),
    )
}

#[tokio::test]
async fn two_hundred_slow_clients_harm_nobody() {
    let running = Running::start(quick().patience(PATIENCE)).await;
    let address = running.address;
    let body = "POST /users/login HTTP/1.1\r\nhost: x\r\nauthorization: Basic YWRtaW46c2VjcmV0\r\n\
                content-type: application/json\r\ncontent-length: 100000\r\n\r\n{";
    let mut slow = Vec::new();
    for at in 0..200 {
        let start = match at % 3 {
            0 => "",
            1 => "GET /health HTTP/1.1\r\nx-slow: ",
            _ => body,
        };
        slow.push((at % 3 == 2, tokio::spawn(drip(address, start))));
    }
    // Who is not slow is served while all of them drip.
    let client = running.client().await;
    for _ in 0..20 {
        client.check_health().await.unwrap();
    }
    for (has_head, slow) in slow {
        let (answer, time) = slow.await.unwrap();
        assert!(time >= PATIENCE / 2, "{time:?}");
        if has_head {
            assert!(
                answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
                "{answer}"
            );
        } else {
            assert!(!answer.contains(" 200 "), "{answer}");
        }
    }
    client.check_health().await.unwrap();
    drop(client);
    running.stop().await;
}

#[tokio::test]
async fn a_connection_without_a_request_is_closed() {
    let running = Running::start(quick().patience(PATIENCE)).await;
    let mut socket = TcpStream::connect(running.address).await.unwrap();
    let mut answer = Vec::new();
    let read = socket.read_to_end(&mut answer);
    let _ = tokio::time::timeout(20 * PATIENCE, read)
        .await
        .expect("it is closed");
    // The same holds between two requests.
    let mut socket = TcpStream::connect(running.address).await.unwrap();
    let request = b"GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n";
    socket.write_all(request).await.unwrap();
    let read = socket.read_to_end(&mut answer);
    let _ = tokio::time::timeout(20 * PATIENCE, read)
        .await
        .expect("it is closed");
    assert!(
        answer.starts_with(b"HTTP/1.1 404"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    running.stop().await;
}
