//! Headers of the parts of a multipart body (`body-multipart-headers.yaml`).

use std::convert::Infallible;

use generated::body_multipart_headers::client::Client;
use generated::body_multipart_headers::server::{Api, Context, Server, Untagged};
use generated::body_multipart_headers::types::operations::add_scan;
use oaspen_runtime::body::File;
use oaspen_runtime::client::MultipartWriter;
use oaspen_runtime::private::v1::Method;

use crate::live_features::check_problem;

#[derive(Clone)]
struct Scans;

impl Api for Scans {
    type Error = Infallible;
}

impl Untagged for Scans {
    async fn add_scan(
        &self,
        _: &Context<()>,
        request: add_scan::Request,
    ) -> Result<add_scan::Response, Infallible> {
        let checksum = &request.body.scan.headers["x-checksum"];
        Ok(checksum.to_str().unwrap_or_default().to_owned().into())
    }
}

fn client() -> Client {
    Client::in_process(Server::new(Scans).into_service())
        .build()
        .unwrap()
}

fn scan() -> File {
    let file = File::new("x").of_type("image/png");
    file.header("x-checksum".parse().unwrap(), "abc".parse().unwrap())
}

fn page(number: &str) -> File {
    File::new("y").header("x-number".parse().unwrap(), number.parse().unwrap())
}

#[tokio::test]
async fn what_must_be_there_is_sent() {
    let body = add_scan::RequestBody::new(scan()).pages(vec![page("1"), page("2")]);
    assert_eq!(*client().add_scan(body).await.unwrap(), "abc");
    // A client does not send what a server would refuse.
    let body = add_scan::RequestBody::new(File::new("x").of_type("image/png"));
    let error = client().add_scan(body).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("parameter `scan` has no header `X-Checksum`"),
        "{error}"
    );
    let body = add_scan::RequestBody::new(scan()).pages(vec![page("1"), "y".into()]);
    let error = client().add_scan(body).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("parameter `pages` has no header `X-Number`"),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_not_there_is_missed() {
    let mut form = MultipartWriter::new();
    form.bytes("scan", "image/png", &File::new("x"));
    let (content_type, body) = form.finish("multipart/form-data").unwrap();
    let client = client();
    let call = client.request(Method::POST, "/scans");
    let answer = call.body(&content_type, body).await.unwrap();
    let missing = "at /scan: field `scan` has no header `X-Checksum`";
    check_problem(&answer, 422, missing, "/scan missing");
    // Of a range, a client must say what a file is.
    let file = add_scan::RequestBody::new(scan().of_type("text/plain"));
    let error = client.add_scan(file).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(415));
}
