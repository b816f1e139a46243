//! Multipart with files (`body-multipart-files.yaml`), in this process and over a socket: what is said of a
//! file travels with it, streams are sent as they come, and parts are read as they come.

use std::fmt::Write as _;
use std::sync::atomic::Ordering;

use generated::body_multipart_files::client::Client;
use generated::body_multipart_files::server::{Api, Context, Limits, Rejection, Server, Untagged};
use generated::body_multipart_files::types::operations::{add_pictures, put_archive};
use oaspen_runtime::body::{Body, File, PartStream, StreamError};
use oaspen_runtime::client::{MultipartWriter, Response};
use oaspen_runtime::private::v1::Method;
use oaspen_runtime::types::Bytes;

use crate::live_features::stream::{CHUNK, Chunks, serve};
use crate::live_features::{Seen, check_problem};

#[derive(Clone, Default)]
struct Albums(Seen<add_pictures::RequestBody>);

/// What a file has in all; a stream is not kept.
async fn length(file: &File) -> Result<usize, Rejection> {
    let (mut body, mut length) = (file.body(), 0);
    while let Some(chunk) = body.chunk().await {
        length += chunk.map_err(StreamError::Source)?.len();
    }
    Ok(length)
}

impl Api for Albums {
    type Error = Rejection;
}

impl Untagged for Albums {
    async fn add_pictures(
        &self,
        _: &Context<()>,
        request: add_pictures::Request,
    ) -> Result<add_pictures::Response, Rejection> {
        let body = request.body;
        let mut sum = 0;
        for file in body.pictures.iter().flatten().chain([&body.cover]) {
            sum += length(file).await?;
        }
        self.0.note(body);
        Ok((sum as i64).into())
    }

    /// Reads parts without having them, and only so much of `note` as is needed.
    async fn put_archive(
        &self,
        context: &Context<()>,
        request: put_archive::Request,
    ) -> Result<put_archive::Response, Rejection> {
        let mut told = String::new();
        let mut parts = PartStream::of_request(context.headers(), request.body)?;
        while let Some(mut part) = parts.next_part().await? {
            let name = part.name().to_owned();
            let told_of = part.file_name().unwrap_or("-").to_owned();
            let mut length = 0;
            match name.as_str() {
                "note" => length = part.text(10).await?.len(),
                "skipped" => {}
                _ => {
                    while let Some(chunk) = part.chunk().await? {
                        length += chunk.len();
                    }
                }
            }
            let _ = writeln!(told, "{name} {told_of} {length}");
        }
        Ok(told.into())
    }
}

fn server(api: &Albums) -> Server<Albums> {
    Server::new(api.clone()).limits(Limits::default().max_body(100_000))
}

async fn clients() -> [(Client, Albums); 2] {
    let [near, far] = [Albums::default(), Albums::default()];
    let url = serve(server(&far).into_service()).await;
    let in_process = Client::in_process(server(&near).into_service());
    [
        (in_process.build().unwrap(), near),
        (Client::builder(url).build().unwrap(), far),
    ]
}

#[tokio::test]
async fn what_is_said_of_a_file_travels_with_it() {
    for (client, api) in clients().await {
        let cover = File::new("cover")
            .named("Über \"uns\".jpg")
            .of_type("image/jpeg");
        let language = File::from(vec![1, 2])
            .header("content-language".parse().unwrap(), "de".parse().unwrap());
        let body = add_pictures::RequestBody::new(cover.clone())
            .pictures(vec![language.clone(), "three".into()]);
        assert_eq!(*client.add_pictures(body).await.unwrap(), 12);
        let arrived = api.0.one();
        assert_eq!(arrived.cover, cover);
        // Where nothing is said, the field's name and the document's media type are.
        let filled = |file: File| file.named("pictures").of_type("application/octet-stream");
        assert_eq!(
            arrived.pictures.unwrap(),
            [filled(language), filled("three".into())]
        );
    }
}

#[tokio::test]
async fn a_file_may_be_a_stream() {
    for (client, api) in clients().await {
        let (unsized_stream, _) = Chunks::new(2);
        let (sized, _) = Chunks::new(1);
        let body =
            add_pictures::RequestBody::new(Body::from_stream(unsized_stream)).pictures(vec![
                Body::from_sized_stream(CHUNK as u64, sized).into(),
                "x".into(),
            ]);
        let sum = *client.add_pictures(body.note("n")).await.unwrap();
        assert_eq!(sum, 3 * CHUNK as i64 + 1);
        assert_eq!(api.0.one().cover.bytes().len(), 2 * CHUNK);
        // A typed body is read up to the limit, and no further.
        let body = add_pictures::RequestBody::new(Body::from_stream(Chunks::new(1000).0));
        let answer = client.add_pictures(body).await;
        assert_eq!(
            answer.unwrap_err().status().map(|status| status.as_u16()),
            Some(413)
        );
        api.0.none();
    }
}

/// A server that takes what does not fit in memory, when it is the last file.
async fn streaming_clients() -> [(Client, Albums); 2] {
    let limits = Limits::default().max_body(2 * CHUNK).stream_files();
    let [near, far] = [Albums::default(), Albums::default()];
    let server = |api: &Albums| Server::new(api.clone()).limits(limits).into_service();
    let url = serve(server(&far)).await;
    let in_process = Client::in_process(server(&near));
    [
        (in_process.build().unwrap(), near),
        (Client::builder(url).build().unwrap(), far),
    ]
}

/// A body of an album, by hand: in this order.
async fn post_album(client: &Client, parts: Vec<(&str, File)>) -> Response<Bytes> {
    let (content_type, body) = archive(parts);
    let call = client.request(Method::POST, "/album");
    call.body(&content_type, body).await.unwrap()
}

fn chunks(count: usize) -> File {
    Body::from_stream(Chunks::new(count).0).into()
}

#[tokio::test]
async fn a_large_file_at_the_end_is_handed_on() {
    for (client, api) in streaming_clients().await {
        let parts = vec![
            ("note", "short".into()),
            ("pictures", "12".into()),
            ("cover", chunks(1000).of_type("image/png").named("c.png")),
        ];
        let answer = post_album(&client, parts).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(&answer[..], (1000 * CHUNK + 2).to_string().as_bytes());
        let arrived = api.0.one();
        assert_eq!(arrived.note.as_deref(), Some("short"));
        assert_eq!(arrived.cover.file_name.as_deref(), Some("c.png"));
        assert_eq!(arrived.cover.content_type.as_deref(), Some("image/png"));
        // The last of a list is one, too.
        let png = || File::from("x").of_type("image/png");
        let parts = vec![
            ("cover", png()),
            ("pictures", "12".into()),
            ("pictures", chunks(3)),
        ];
        let answer = post_album(&client, parts).await;
        assert_eq!(&answer[..], (3 * CHUNK + 3).to_string().as_bytes());
        assert_eq!(api.0.one().pictures.unwrap().len(), 2);
        // What fits is in memory, in whatever order.
        let parts = vec![
            ("cover", chunks(1).of_type("image/png")),
            ("note", "n".into()),
        ];
        assert_eq!(post_album(&client, parts).await.status(), 200);
        assert_eq!(api.0.one().cover.bytes().len(), CHUNK);
    }
}

#[tokio::test]
async fn nothing_comes_behind_what_is_handed_on() {
    for (client, api) in streaming_clients().await {
        let png = || chunks(3).of_type("image/png");
        // A field that must be there comes too late to be seen.
        let answer = post_album(&client, vec![("pictures", chunks(3)), ("cover", png())]).await;
        let late = "field `cover` does not come before a file that is too large to be held";
        check_problem(&answer, 422, late, "missing");
        api.0.none();
        // Another is found by who reads the file to its end.
        let answer = post_album(&client, vec![("cover", png()), ("note", "n".into())]).await;
        assert_eq!(answer.status(), 400);
        api.0.none();
        // Text is held, or refused.
        let small_png = || ("cover", File::from("x").of_type("image/png"));
        let parts = vec![small_png(), ("note", chunks(3))];
        let answer = post_album(&client, parts).await;
        check_problem(&answer, 413, "field `note` is too large", "");
        // Many small ones are no better.
        let small = || ("pictures", chunks(1));
        let parts = vec![small_png(), small(), small(), small(), small()];
        assert_eq!(post_album(&client, parts).await.status(), 400);
    }
}

/// The bytes that this process has in memory, where the system tells.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    1024 * kilobytes.map_or(0, |text| text.parse().unwrap())
}

#[tokio::test]
#[ignore = "looks at the memory of the process, so it runs alone: `cargo xtask ci` does"]
async fn a_gigabyte_beside_fields() {
    const GIGABYTE: usize = 1024 * 1024 * 1024;
    let [_, (client, _)] = streaming_clients().await;
    let before = memory();
    let parts = vec![
        ("note", "short".into()),
        ("cover", chunks(GIGABYTE / CHUNK).of_type("image/png")),
    ];
    let answer = post_album(&client, parts).await;
    assert_eq!(&answer[..], GIGABYTE.to_string().as_bytes());
    let grown = memory().saturating_sub(before);
    eprintln!(
        "a gigabyte beside fields took {} KiB of memory",
        grown / 1024
    );
    assert!(grown < 32 * 1024 * 1024, "{grown} bytes more");
}

/// A part is of the media types that `encoding` lists for it, if it says of which it is.
#[tokio::test]
async fn a_part_of_another_type_is_refused() {
    for (client, api) in clients().await {
        let cover = |media_type: &str| vec![("cover", File::from("x").of_type(media_type))];
        for media_type in ["image/png", "Image/JPEG; q=\"1\""] {
            assert_eq!(post_album(&client, cover(media_type)).await.status(), 200);
            api.0.one();
        }
        let answer = post_album(&client, cover("image/gif")).await;
        let types = "field `cover` is of the types image/png, image/jpeg";
        check_problem(&answer, 415, types, "");
        let bare = "--b\r\nContent-Disposition: form-data; name=cover\r\n\r\nx\r\n--b--";
        let call = client.request(Method::POST, "/album");
        let answer = call.body("multipart/form-data; boundary=b", bare).await;
        assert_eq!(answer.unwrap().status(), 200);
        assert_eq!(api.0.one().cover.content_type, None);
    }
}

/// What other programs were seen to send: a note and a picture.
#[tokio::test]
async fn clients_of_other_languages() {
    let note = "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nü\r\n";
    let cover = "--b\r\nContent-Disposition: form-data; name=\"cover\"; ";
    let png = "\r\nContent-Type: image/png\r\n\r\n\x01\r\n--b--\r\n";
    let all = [
        // Browsers, Node's `FormData`, curl, httpx.
        ("b", format!("{note}{cover}filename=\"ü \\%22x.png\"{png}")),
        // curl before 7.81, Apache's client.
        (
            "b",
            format!("{note}{cover}filename=\"ü \\\\\\\"x.png\"{png}"),
        ),
        // urllib3 before 2, which requests may use; .NET beside another name.
        (
            "b",
            format!("{note}{cover}filename*=utf-8''%C3%BC%20%5C%22x.png{png}"),
        ),
        (
            "b",
            format!(
                "{note}{cover}filename=\"=?utf-8?B?w7w=?=\"; filename*=UTF-8'de'%C3%BC%20%5C%22x.png{png}"
            ),
        ),
        // Java and Go tell more of each part; names of headers are in any case.
        (
            "\"b\"; charset=UTF-8",
            String::from(
                "--b\r\ncontent-disposition:form-data;name=note\r\nContent-Type: text/plain; charset=UTF-8\r\n\
                 Content-Length: 2\r\nContent-Transfer-Encoding: 8bit\r\n\r\nü\r\n\
                 --b \t\r\nCONTENT-TYPE:image/png\r\nCONTENT-DISPOSITION: form-data; filename=\"ü \\%22x.png\"; name=cover\
                 \r\n\r\n\x01\r\n--b--",
            ),
        ),
        // What is before and after is for who cannot read it (RFC 2046 §5.1.1).
        (
            "b",
            format!("preamble\r\n{note}{cover}filename=\"ü \\%22x.png\"{png}epilogue\r\n--b\r\n"),
        ),
    ];
    for (client, api) in clients().await.into_iter().chain(streaming_clients().await) {
        for (boundary, body) in &all {
            let content_type = format!("multipart/form-data; boundary={boundary}");
            let call = client.request(Method::POST, "/album");
            let answer = call.body(&content_type, body.clone()).await.unwrap();
            assert_eq!(answer.status(), 200, "{body}: {answer:?}");
            let arrived = api.0.one();
            assert_eq!(arrived.note.as_deref(), Some("ü"), "{body}");
            assert_eq!(
                arrived.cover.file_name.as_deref(),
                Some("ü \\\"x.png"),
                "{body}"
            );
            assert_eq!(arrived.cover.bytes(), "\x01");
        }
    }
}

/// A body of parts, and its content type.
fn archive(parts: Vec<(&str, File)>) -> (String, Body) {
    let mut form = MultipartWriter::new();
    for (name, file) in parts {
        form.bytes(name, "application/octet-stream", &file);
    }
    form.finish("multipart/form-data").unwrap()
}

#[tokio::test]
async fn parts_are_read_as_they_come() {
    const COUNT: usize = 1024;
    for (client, _) in clients().await {
        let (large, made) = Chunks::new(COUNT);
        let (skipped, _) = Chunks::new(COUNT);
        let (content_type, body) = archive(vec![
            ("note", "short".into()),
            (
                "large",
                File::new(Body::from_stream(large)).named("große.zip"),
            ),
            ("skipped", Body::from_stream(skipped).into()),
            ("last", Bytes::new().into()),
        ]);
        let call = client
            .put_archive(body)
            .header("content-type", &content_type);
        let told = call.await.unwrap().into_inner();
        let large = COUNT * CHUNK;
        let expected =
            format!("note note 5\nlarge große.zip {large}\nskipped skipped 0\nlast last 0\n");
        assert_eq!(told, expected);
        assert_eq!(made.load(Ordering::SeqCst), COUNT);
    }
}

/// A client that sends faster than the server reads is stopped; here, by a server that has its answer early.
#[tokio::test]
async fn what_is_not_read_is_not_asked_for() {
    let [(client, _), _] = clients().await;
    let (large, made) = Chunks::new(1000);
    let (content_type, body) = archive(vec![
        ("note", "longer than ten bytes".into()),
        ("large", Body::from_stream(large).into()),
    ]);
    let call = client
        .put_archive(body)
        .header("content-type", &content_type);
    let error = call.await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(413));
    assert_eq!(made.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_body_that_is_no_multipart_is_refused() {
    for (client, _) in clients().await {
        let put = |media_type, body| {
            client
                .request(Method::PUT, "/archive")
                .body(media_type, body)
        };
        let boundary = "the content type names no boundary";
        let answer = put("multipart/form-data", "--b--").await.unwrap();
        check_problem(&answer, 400, boundary, "syntax");
        let answer = put("multipart/form-data; boundary=b", "--b\r\n\r\nx")
            .await
            .unwrap();
        let broken = "the multipart body is malformed: a part without end";
        check_problem(&answer, 400, broken, "syntax");
        let many = "--b\r\n\r\n\r\n".repeat(1025) + "--b--";
        let answer = client.request(Method::PUT, "/archive");
        let answer = answer
            .body("multipart/form-data; boundary=b", many)
            .await
            .unwrap();
        check_problem(&answer, 413, "there are more than 1024 parts", "");
    }
}
