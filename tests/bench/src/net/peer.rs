//! The other end, in a process of its own so that its work is not measured: a server that answers
//! with bytes that are ready, and a client that sends bytes that are ready. Both end when their
//! standard input does.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{CONNECTIONS, CUSTOMER, SIZES, TOKEN, by_hand, meter};
use crate::Failure;

/// A process at the other end.
pub(crate) struct Peer {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts this program in a role.
    pub(crate) fn start(role: &str) -> Result<Self, Failure> {
        // Not `current_exe`, which under valgrind is valgrind.
        let program = std::env::args_os()
            .next()
            .ok_or("a program without a name")?;
        let mut child = Command::new(program)
            .args(["peer", role])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().ok_or("no input")?;
        let output = BufReader::new(child.stdout.take().ok_or("no output")?);
        Ok(Self {
            child,
            input,
            output,
        })
    }

    /// The next line that the peer says.
    pub(crate) fn hear(&mut self) -> Result<String, Failure> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        match line.trim_end() {
            "" => Err("the process at the other end has ended".into()),
            line => Ok(line.to_owned()),
        }
    }

    /// Has a load of requests sent, and waits for the last answer.
    pub(crate) fn load(&mut self, port: u16, limit: i32, requests: usize) -> Result<(), Failure> {
        writeln!(self.input, "{port} {limit} {requests}")?;
        self.hear().map(drop)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A runtime on the calling thread.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

/// What a started process does.
pub(crate) fn run(role: &str) -> Result<(), Failure> {
    meter::pin(1);
    match role {
        "answer" => runtime()?.block_on(answer()),
        "load" => load(),
        _ => Err("unknown role".into()),
    }
}

async fn answer() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println_now(&listener.local_addr()?.port().to_string())?;
    std::thread::spawn(|| {
        let mut rest = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut rest);
        std::process::exit(0)
    });
    let mut pages = Vec::new();
    for (_, limit) in SIZES {
        let page = serde_json::to_vec(&by_hand::page(limit))?;
        pages.push((format!("limit={limit}&"), Bytes::from(page)));
    }
    let router = axum::Router::new().fallback(async move |uri: axum::http::Uri, _: Bytes| {
        let query = uri.query().unwrap_or_default();
        let page = pages.iter().find(|(start, _)| query.starts_with(start));
        let page = page.map_or_else(Bytes::new, |(_, page)| page.clone());
        ([(CONTENT_TYPE, "application/json")], page)
    });
    Ok(axum::serve(listener, router).await?)
}

fn load() -> Result<(), Failure> {
    let runtime = runtime()?;
    for line in std::io::stdin().lines() {
        let line = line?;
        let mut words = line.split(' ');
        let (Some(port), Some(limit), Some(requests)) = (words.next(), words.next(), words.next())
        else {
            return Err("a load is a port, a limit and a number of requests".into());
        };
        runtime.block_on(send(port.parse()?, limit.parse()?, requests.parse()?))?;
        println_now("done")?;
    }
    Ok(())
}

async fn send(port: u16, limit: i32, requests: usize) -> Result<(), Failure> {
    let body = serde_json::to_string(&by_hand::new_order())?;
    let request = format!(
        "POST /customers/{CUSTOMER}/orders?limit={limit}&state=open HTTP/1.1\r\n\
         host: localhost:{port}\r\nauthorization: Bearer {TOKEN}\r\naccept: application/json\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let request = Bytes::from(request);
    let mut connections = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        connections.spawn(send_in_turn(port, request.clone(), requests / CONNECTIONS));
    }
    while let Some(sent) = connections.join_next().await {
        sent??;
    }
    Ok(())
}

async fn send_in_turn(port: u16, request: Bytes, requests: usize) -> Result<(), Failure> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut answer = Vec::with_capacity(64 * 1024);
    for _ in 0..requests {
        stream.write_all(&request).await?;
        answer.clear();
        while !is_complete(&answer)? {
            if stream.read_buf(&mut answer).await? == 0 {
                return Err("the connection was closed".into());
            }
        }
    }
    Ok(())
}

/// Whether all of an answer is there. One that is not `200` is a failure.
fn is_complete(bytes: &[u8]) -> Result<bool, Failure> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let Some((head, rest)) = end.and_then(|end| bytes.split_at_checked(end + 4)) else {
        return Ok(false);
    };
    let head = std::str::from_utf8(head)?;
    if !head.starts_with("HTTP/1.1 200 ") {
        return Err(format!("answered with {}", String::from_utf8_lossy(bytes)).into());
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.ok_or("no length")?.parse()?;
    Ok(rest.len() >= length)
}

fn println_now(line: &str) -> Result<(), Failure> {
    let mut output = std::io::stdout();
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}
