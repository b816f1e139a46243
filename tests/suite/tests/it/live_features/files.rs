//! Multipart with files (`body-multipart-files.yaml`), in this process and over a socket: what is said of a
//! file travels with it, streams are sent as they come, and parts are read as they come.

use std::fmt::Write as _;
use std::sync::atomic::Ordering;

use generated::body_multipart_files::client::Client;
use generated::body_multipart_files::server::{Api, Context, Limits, Rejection, Server, Untagged};
use generated::body_multipart_files::types::operations::{add_pictures, put_archive};
use oaspen_runtime::body::{Body, File, PartStream};
use oaspen_runtime::client::MultipartWriter;
use oaspen_runtime::private::v1::Method;
use oaspen_runtime::types::Bytes;

use crate::live_features::stream::{CHUNK, Chunks, serve};
use crate::live_features::{Seen, check_problem};

#[derive(Clone, Default)]
struct Albums(Seen<add_pictures::RequestBody>);

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
        let pictures = body.pictures.iter().flatten();
        let lengths = pictures.chain([&body.cover]).map(|file| file.bytes().len());
        let sum: usize = lengths.sum();
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
