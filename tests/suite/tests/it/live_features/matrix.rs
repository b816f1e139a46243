//! Each client with each server over sockets (`operation-both-sides.yaml`): a generated client, reqwest by hand and
//! curl, with a generated server and axum by hand. All of them have to mean the same.

use std::fmt::Write as _;

use generated::operation_both_sides::client::{Client, Error};
use generated::operation_both_sides::server::{self, Api, Context, Server, Untagged};
use generated::operation_both_sides::types::Note;
use generated::operation_both_sides::types::operations::{add_note, get_items, put_blob};
use oaspen_runtime::body::File;
use tokio::process::Command;

use crate::live_features::serve;

/// What the items of a request are called in the answers of both servers.
const ITEMS: &str = "ids=[1, 2] tag=[\"a b&c\", \"é+%25\"] sizes=[3, 4] colour=Some(\"rot/grün\") x=[5, 6] session=Some(\"s-1\")";
const NOTE: &str = "title=\"Grüße & 1+1=2\" count=Some(7)";
const UPLOAD: &str = "title=\"Bild\" file=\"ü.png\" type=image/png bytes=[0, 13, 10, 255]";
const BLOB: &[u8] = &[0, 1, 254, 255, 13, 10];

/// What is wrong is told in the same way by both.
#[derive(Debug, PartialEq)]
enum Told {
    Text(u16, String),
    Bytes(Vec<u8>),
}

fn ok(text: &str) -> Told {
    Told::Text(200, text.to_owned())
}

/// What each client says of each server: items, no items, two notes, an upload, a blob, and what is refused.
fn expected() -> Vec<Told> {
    let created = |text: &str| Told::Text(201, format!("/notes/1 {text}"));
    vec![
        ok(ITEMS),
        ok("ids=[7] tag=[] sizes=[] colour=None x=[] session=None"),
        Told::Text(404, "title=\"none\" count=None".to_owned()),
        created(NOTE),
        created(NOTE),
        created(UPLOAD),
        Told::Bytes(BLOB.to_vec()),
    ]
}

mod generated_server {
    use super::*;

    #[derive(Clone)]
    struct Echo;

    impl Api for Echo {
        type Error = server::Rejection;
    }

    impl Untagged for Echo {
        async fn get_items(
            &self,
            _: &Context<()>,
            request: get_items::Request,
        ) -> Result<get_items::Response, server::Rejection> {
            if request.ids == [404] {
                return Ok(get_items::Response::NotFound(Note::new("none")));
            }
            let text = format!(
                "ids={:?} tag={:?} sizes={:?} colour={:?} x={:?} session={:?}",
                request.ids,
                request.tag.unwrap_or_default(),
                request.sizes.unwrap_or_default(),
                request.filter.and_then(|filter| filter.colour),
                request.x_ids.unwrap_or_default(),
                request.session,
            );
            Ok(get_items::Response::Ok(text))
        }

        async fn add_note(
            &self,
            _: &Context<()>,
            request: add_note::Request,
        ) -> Result<add_note::Response, server::Rejection> {
            let text = match request.body {
                add_note::Body::Json(note) | add_note::Body::Form(note) => told(&note),
                add_note::Body::Multipart(upload) => {
                    let (file, bytes) = (&upload.file, upload.file.bytes());
                    upload_text(
                        &upload.title,
                        file.file_name.as_deref(),
                        file.content_type.as_deref(),
                        &bytes,
                    )
                }
            };
            let headers = add_note::CreatedHeaders::new("/notes/1");
            Ok(add_note::Response::Created(headers, text))
        }

        async fn put_blob(
            &self,
            _: &Context<()>,
            request: put_blob::Request,
        ) -> Result<put_blob::Response, server::Rejection> {
            Ok(put_blob::Response::Ok(request.body))
        }
    }

    pub(super) async fn start() -> String {
        serve(Server::new(Echo).into_service()).await
    }
}

fn told(note: &Note) -> String {
    format!("title={:?} count={:?}", note.title, note.count)
}

fn upload_text(title: &str, file: Option<&str>, media_type: Option<&str>, bytes: &[u8]) -> String {
    let (file, media_type) = (file.unwrap_or_default(), media_type.unwrap_or_default());
    format!("title={title:?} file={file:?} type={media_type} bytes={bytes:?}")
}

mod axum_by_hand {
    use axum::body::Bytes;
    use axum::extract::{Form, FromRequest as _, Multipart, Path, Query, Request};
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::{IntoResponse, Response};
    use axum::routing::{get, post, put};
    use axum::{Json, Router};
    use serde_json::{Value, json};

    use super::{told, upload_text};

    fn numbers(text: &str) -> Vec<i64> {
        let numbers = text.split(',').map(str::trim);
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    async fn items(
        Path(ids): Path<String>,
        Query(query): Query<Vec<(String, String)>>,
        headers: HeaderMap,
    ) -> Response {
        let ids = numbers(&ids);
        if ids == [404] {
            return (StatusCode::NOT_FOUND, Json(json!({ "title": "none" }))).into_response();
        }
        let named = |name: &'static str| {
            let pairs = query.iter().filter(move |(key, _)| key == name);
            pairs.map(|(_, value)| value.clone())
        };
        let header = |name: &str| {
            headers
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
        };
        let text = format!(
            "ids={ids:?} tag={:?} sizes={:?} colour={:?} x={:?} session={:?}",
            named("tag").collect::<Vec<_>>(),
            numbers(&named("sizes").next().unwrap_or_default()),
            named("filter[colour]").next(),
            numbers(header("x-ids")),
            header("cookie").strip_prefix("session="),
        );
        text.into_response()
    }

    async fn note(request: Request) -> Response {
        let media_type = request.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        let text = if media_type.starts_with("multipart/") {
            upload(Multipart::from_request(request, &()).await.unwrap()).await
        } else if media_type.starts_with("application/json") {
            let Json(note) = Json::<Value>::from_request(request, &()).await.unwrap();
            said(note["title"].as_str(), note["count"].as_i64())
        } else {
            let Form(note) = Form::<Value>::from_request(request, &()).await.unwrap();
            let count = note["count"].as_str().and_then(|count| count.parse().ok());
            said(note["title"].as_str(), count)
        };
        (StatusCode::CREATED, [("location", "/notes/1")], text).into_response()
    }

    fn said(title: Option<&str>, count: Option<i64>) -> String {
        let mut note = generated::operation_both_sides::types::Note::new(title.unwrap_or_default());
        note.count = count;
        told(&note)
    }

    async fn upload(mut form: Multipart) -> String {
        let (mut title, mut text) = (String::new(), String::new());
        while let Some(field) = form.next_field().await.unwrap() {
            if field.name() == Some("title") {
                title = field.text().await.unwrap();
                continue;
            }
            let (name, media_type) = (
                field.file_name().map(str::to_owned),
                field.content_type().map(str::to_owned),
            );
            let bytes = field.bytes().await.unwrap();
            text = upload_text(&title, name.as_deref(), media_type.as_deref(), &bytes);
        }
        text
    }

    async fn blob(body: Bytes) -> Response {
        ([("content-type", "application/octet-stream")], body).into_response()
    }

    pub(super) async fn start() -> String {
        let router = Router::new()
            .route("/items/{ids}", get(items))
            .route("/notes", post(note))
            .route("/blob", put(blob));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }
}

#[tokio::test]
async fn a_generated_client() {
    for url in [generated_server::start().await, axum_by_hand::start().await] {
        let client = Client::builder(url).build().unwrap();
        let mut all = Vec::new();
        let full = client
            .get_items(vec![1, 2])
            .tag(vec!["a b&c".to_owned(), "é+%25".to_owned()])
            .sizes(vec![3, 4])
            .filter(get_items::Filter::new().colour("rot/grün"))
            .x_ids(vec![5, 6])
            .session("s-1");
        all.push(ok(&full.await.unwrap()));
        all.push(ok(&client.get_items(vec![7]).await.unwrap()));
        let Err(Error::Api(error)) = client.get_items(vec![404]).await else {
            panic!("the document has it as a failure");
        };
        all.push(Told::Text(error.status().as_u16(), told(error.body())));
        let note = Note::new("Grüße & 1+1=2").count(7);
        let file = File::new(vec![0, 13, 10, 255])
            .named("ü.png")
            .of_type("image/png");
        let upload = add_note::RequestBodyMultipartFormData::new("Bild", file);
        for body in [
            add_note::Body::Json(note.clone()),
            add_note::Body::Form(note),
            add_note::Body::Multipart(upload),
        ] {
            let answer = client.add_note(body).await.unwrap();
            let location = answer.typed_headers().unwrap().location;
            let text = format!("{location} {}", *answer);
            all.push(Told::Text(answer.status().as_u16(), text));
        }
        let blob = client.put_blob(BLOB.to_vec()).await.unwrap().into_inner();
        all.push(Told::Bytes(blob.collect(100).await.unwrap().to_vec()));
        assert_eq!(all, expected());
    }
}

#[tokio::test]
async fn reqwest_by_hand() {
    for url in [generated_server::start().await, axum_by_hand::start().await] {
        let client = reqwest::Client::new();
        let mut all = Vec::new();
        let query = [
            ("tag", "a b&c"),
            ("tag", "é+%25"),
            ("sizes", "3,4"),
            ("filter[colour]", "rot/grün"),
        ];
        let full = client.get(format!("{url}/items/1,2")).query(&query);
        let full = full.header("X-Ids", "5, 6").header("Cookie", "session=s-1");
        for request in [full, client.get(format!("{url}/items/7"))] {
            all.push(ok(&request.send().await.unwrap().text().await.unwrap()));
        }
        let failed = client.get(format!("{url}/items/404")).send().await.unwrap();
        let status = failed.status().as_u16();
        let note: serde_json::Value = failed.json().await.unwrap();
        all.push(Told::Text(
            status,
            format!("title={} count=None", note["title"]),
        ));
        let post = || client.post(format!("{url}/notes"));
        let note = serde_json::json!({ "title": "Grüße & 1+1=2", "count": 7 });
        let part = reqwest::multipart::Part::bytes(vec![0, 13, 10, 255]);
        let part = part.file_name("ü.png").mime_str("image/png").unwrap();
        let form = reqwest::multipart::Form::new()
            .text("title", "Bild")
            .part("file", part);
        for request in [
            post().json(&note),
            post().form(&note),
            post().multipart(form),
        ] {
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let location = answer.headers()["location"].to_str().unwrap().to_owned();
            let text = format!("{location} {}", answer.text().await.unwrap());
            all.push(Told::Text(status, text));
        }
        let put = client
            .put(format!("{url}/blob"))
            .header("content-type", "application/octet-stream");
        let blob = put.body(BLOB).send().await.unwrap();
        all.push(Told::Bytes(blob.bytes().await.unwrap().to_vec()));
        assert_eq!(all, expected());
    }
}

/// What curl prints with these arguments: bytes, then status and location.
async fn curl(arguments: &[&str]) -> (Vec<u8>, u16, String) {
    let output = Command::new("curl")
        .args([
            "--silent",
            "--show-error",
            "--globoff",
            "--write-out",
            "\n%{http_code} %header{location}",
        ])
        .args(arguments)
        .output()
        .await
        .unwrap();
    let mut said = String::new();
    let _ = write!(said, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    let end = output
        .stdout
        .iter()
        .rposition(|byte| *byte == b'\n')
        .unwrap();
    let tail = String::from_utf8(output.stdout[end + 1..].to_vec()).unwrap();
    let (status, location) = tail.split_once(' ').unwrap();
    (
        output.stdout[..end].to_vec(),
        status.parse().unwrap(),
        location.to_owned(),
    )
}

#[tokio::test]
async fn curl_by_hand() {
    if Command::new("curl")
        .arg("--version")
        .output()
        .await
        .is_err()
    {
        eprintln!("skipped: there is no curl");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, [0, 13, 10, 255]).unwrap();
    let blob = folder.path().join("blob");
    std::fs::write(&blob, BLOB).unwrap();
    let file = format!("file=@{};filename=ü.png;type=image/png", file.display());
    let blob = format!("@{}", blob.display());
    for url in [generated_server::start().await, axum_by_hand::start().await] {
        let items = format!(
            "{url}/items/1,2?tag=a+b%26c&tag=%C3%A9%2B%2525&sizes=3,4&filter%5Bcolour%5D=rot/gr%C3%BCn"
        );
        let notes = format!("{url}/notes");
        let json = r#"{"title":"Grüße & 1+1=2","count":7}"#;
        let mut all = Vec::new();
        for arguments in [
            &[&*items, "-H", "X-Ids: 5,6", "-b", "session=s-1"] as &[&str],
            &[&format!("{url}/items/7")],
            &[&format!("{url}/items/404")],
            &[&notes, "-H", "Content-Type: application/json", "-d", json],
            &[
                &notes,
                "--data-urlencode",
                "title=Grüße & 1+1=2",
                "-d",
                "count=7",
            ],
            &[&notes, "-F", "title=Bild", "-F", &file],
        ] {
            let (body, status, location) = curl(arguments).await;
            let text = String::from_utf8(body).unwrap();
            all.push(match status {
                201 => Told::Text(status, format!("{location} {text}")),
                404 => Told::Text(
                    status,
                    text.replace("{\"title\":\"none\"}", "title=\"none\" count=None"),
                ),
                _ => Told::Text(status, text),
            });
        }
        let put = [
            &*format!("{url}/blob"),
            "-X",
            "PUT",
            "-H",
            "Content-Type: application/octet-stream",
            "--data-binary",
            &blob,
        ];
        all.push(Told::Bytes(curl(&put).await.0));
        assert_eq!(all, expected());
    }
}
