//! The transport over `reqwest`, against a server of a few lines.

use std::time::Duration;

use oaspen_runtime::client::{Error, TransportErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::generated::{Client, Problem, add_member};

/// Answers one request per connection with these texts in turn, and tells what it received.
pub(crate) async fn serve(answers: Vec<String>) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let mut seen = Vec::new();
        for answer in answers {
            let (mut socket, _) = listener.accept().await.unwrap();
            seen.push(read_request(&mut socket).await);
            if answer.is_empty() {
                std::future::pending::<()>().await;
            }
            socket.write_all(answer.as_bytes()).await.unwrap();
            socket.shutdown().await.unwrap();
        }
        seen
    });
    (url, task)
}

pub(crate) async fn read_request(socket: &mut tokio::net::TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = socket.read(&mut chunk).await.unwrap();
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        if count == 0 || body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
            return text;
        }
    }
}

pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

fn problem() -> Problem {
    Problem {
        message: "hi".to_owned(),
    }
}

#[tokio::test]
async fn a_call_over_a_socket() {
    let answers = vec![answer(
        "202 Accepted",
        "content-type: application/json\r\n",
        r#"{"message":"ok"}"#,
    )];
    let (url, server) = serve(answers).await;
    let client = Client::builder(format!("{url}/v1/"))
        .bearer_auth("s3cret")
        .build()
        .unwrap();
    let response = client.add_member("g", problem()).await.unwrap();
    assert_eq!(
        *response,
        add_member::Output::Accepted(Problem {
            message: "ok".to_owned()
        })
    );
    let seen = server.await.unwrap().remove(0);
    assert!(
        seen.starts_with("post /v1/groups/g/members http/1.1\r\n"),
        "{seen}"
    );
    assert!(
        seen.contains("\r\nauthorization: bearer s3cret\r\n"),
        "{seen}"
    );
    assert!(seen.ends_with("\r\n\r\n{\"message\":\"hi\"}"), "{seen}");
    // What cannot be read is not asked for.
    let compresses = cfg!(any(
        feature = "gzip",
        feature = "deflate",
        feature = "brotli"
    ));
    assert_eq!(seen.contains("\r\naccept-encoding: "), compresses, "{seen}");
}

#[tokio::test]
async fn redirects_stay_within_the_origin() {
    let target = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned();
    let (elsewhere, other) = serve(vec![target]).await;
    let away = format!("location: {elsewhere}/there?x\r\n");
    let answers = vec![
        answer("302 Found", "location: /next?x\r\n", ""),
        answer("302 Found", &away, ""),
    ];
    let (url, server) = serve(answers).await;
    let client = Client::builder(url).keys("k3y").build().unwrap();
    let error = client.get_metrics().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302, "{error}");
    let seen = server.await.unwrap();
    assert!(
        seen[1].starts_with("get /next?x http/1.1\r\n") && seen[1].contains("x-key: k3y"),
        "{seen:?}"
    );
    assert!(!other.is_finished());
    other.abort();
}

#[tokio::test]
async fn nobody_listens() {
    let url = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let client = Client::builder(url).keys("k3y").build().unwrap();
    let error = client.get_metrics().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("k3y"), "{error:?}");
    let Error::Transport(failure) = error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.error().kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_server_that_says_nothing() {
    let (url, server) = serve(vec![String::new()]).await;
    let client = Client::builder(url)
        .keys("k3y")
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    assert!(matches!(client.get_metrics().await, Err(Error::Timeout(_))));
    server.abort();
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    let half =
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 10\r\n\r\nhalf".to_owned();
    let (url, _server) = serve(vec![half]).await;
    let client = Client::builder(url).keys("k3y").build().unwrap();
    let error = client.get_metrics().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("k3y"), "{error:?}");
    let Error::Transport(failure) = error else {
        panic!("{error:?}")
    };
    assert_eq!(failure.error().kind(), TransportErrorKind::Interrupted);
}
