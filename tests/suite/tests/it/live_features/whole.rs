//! What is demanded of the parts of a multipart body together.

use std::convert::Infallible;

use generated::body_multipart_whole::client::Client;
use generated::body_multipart_whole::server::{Api, Context, Server, Untagged};
use generated::body_multipart_whole::types::operations::{deliver, record, touch};
use generated::body_multipart_whole::types::{Data, DataBranch2};
use oaspen_runtime::body::{File, MultipartWriter};
use oaspen_runtime::client::Error;
use oaspen_runtime::private::v1::Method;
use oaspen_runtime::types::Bytes;
use serde_json::Value;

struct Desk;

impl Api for Desk {
    type Error = Infallible;
}

impl Untagged for Desk {
    async fn deliver(
        &self,
        _: &Context<()>,
        _: deliver::Request,
    ) -> Result<deliver::Response, Infallible> {
        Ok(deliver::Response::NoContent)
    }

    async fn record(
        &self,
        _: &Context<()>,
        request: record::Request,
    ) -> Result<record::Response, Infallible> {
        let told = match request.body.data {
            Data::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Data::Object(object) => format!("object {}", object.key),
            Data::Unknown(_) => "unknown".to_owned(),
        };
        Ok(told.into())
    }

    async fn touch(
        &self,
        _: &Context<()>,
        _: touch::Request,
    ) -> Result<touch::Response, Infallible> {
        Ok(touch::Response::NoContent)
    }
}

fn client() -> Client {
    let service = Server::new(Desk).into_service();
    Client::in_process(service).build().unwrap()
}

/// The codes and places of what a delivery is refused for.
async fn refusal(body: deliver::RequestBody) -> Vec<(String, String)> {
    let error = client().deliver(body).await.unwrap_err();
    let Error::Unexpected(answer) = &error else {
        panic!("{error:?}");
    };
    violations(answer.body())
}

fn violations(problem: &[u8]) -> Vec<(String, String)> {
    let problem: Value = serde_json::from_slice(problem).unwrap();
    let list = problem["errors"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list.iter()
        .map(|one| (text(&one["code"]), text(&one["pointer"])))
        .collect()
}

fn told(code: &str, pointer: &str) -> (String, String) {
    (code.to_owned(), pointer.to_owned())
}

#[tokio::test]
async fn parts_that_go_together_are_taken() {
    let bytes = vec![0xff; 3];
    for body in [
        deliver::RequestBody::new().file(bytes).checksum("c"),
        deliver::RequestBody::new().kind("one").checksum("c"),
        deliver::RequestBody::new().kind("many").count(3),
    ] {
        client().deliver(body).await.unwrap();
    }
    client().touch(touch::RequestBody::default()).await.unwrap();
}

#[tokio::test]
async fn parts_that_do_not_are_refused() {
    let body = deliver::RequestBody::new().checksum("c");
    assert_eq!(refusal(body).await, [told("min-properties", "")]);
    let body = deliver::RequestBody::new().file(vec![0xff]).kind("one");
    assert_eq!(refusal(body).await, [told("dependent-required", "")]);
    let body = deliver::RequestBody::new().kind("many").checksum("c");
    assert_eq!(refusal(body).await, [told("missing", "")]);
}

#[tokio::test]
async fn parts_that_no_one_declared_are_refused() {
    for path in ["/deliveries", "/touches"] {
        let mut form = MultipartWriter::new();
        form.bytes("extra", "text/plain", &File::new("x"));
        let (content_type, body) = form.finish("multipart/form-data").unwrap();
        let client = client();
        let call = client.request(Method::POST, path);
        let answer = call.body(&content_type, body).await.unwrap();
        assert_eq!(
            violations(&answer.into_inner()),
            [told("unknown-property", "/extra")],
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_part_is_bytes_or_an_object() {
    let text: Bytes = b"text".to_vec().into();
    for (data, expected) in [
        (Data::from(text), "4 bytes"),
        (Data::Object(DataBranch2::new("k")), "object k"),
    ] {
        let body = record::RequestBody::new(data);
        assert_eq!(*client().record(body).await.unwrap(), expected);
    }
}
