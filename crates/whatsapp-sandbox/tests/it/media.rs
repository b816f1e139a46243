//! Media come back as they went.

use whatsapp_client::Client;
use whatsapp_client::types::operations::upload_media::Body;
use whatsapp_client::types::runtime::types::{Any, Bytes};
use whatsapp_client::types::{ImageById, MessageType, SendMessageRequestBody, WebhookStatusStatus};

use crate::support::{Listener, failure, start};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0";

async fn upload(client: &Client, body: Body) -> String {
    let uploaded = client.upload_media(body).await.expect("it is stored");
    let media = uploaded.media.as_ref().expect("there is one");
    media[0].id.clone().expect("it has an id")
}

#[tokio::test]
async fn bytes_make_a_round_trip() {
    let (_running, client) = start().await;
    let id = upload(&client, Body::ImagePng(PNG.into())).await;
    let media = client.download_media(&id).await.expect("it is there");
    assert_eq!(media.get("mime_type"), Some(&Any::from("image/png")));
    assert_eq!(media.get("data"), Some(&Any::from("iVBORw0KGgoAAA==")));

    let bytes = download(&client, &id).await;
    assert_eq!(bytes, ("image/png".to_owned(), Bytes::from_static(PNG)));

    client.delete_media(&id).await.expect("it is there");
    let error = client.download_media(&id).await.expect_err("it is gone");
    assert_eq!(failure(error), (404, 1006));
    let error = client.delete_media(&id).await.expect_err("it is gone");
    assert_eq!(failure(error), (404, 1006));
}

/// What a client gets that asks for an image.
async fn download(client: &Client, id: &str) -> (String, Bytes) {
    let path = format!("/media/{id}");
    let call = client.request(axum::http::Method::GET, &path);
    let call = call.credential(&whatsapp_client::types::security::BEARER_AUTH);
    let accept = "image/*, application/json;q=0.5";
    let answer = call.header("accept", accept).await.expect("it answers");
    let media_type = &answer.headers()["content-type"];
    let media_type = media_type.to_str().expect("it is text").to_owned();
    (media_type, answer.into_inner())
}

#[tokio::test]
async fn an_uploaded_image_is_sent() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    let id = upload(&client, Body::ImageJpeg(PNG.into())).await;
    let message = SendMessageRequestBody::new("15162837151")
        .image(ImageById::new(id, "look"))
        .r#type(MessageType::Image);
    client.send_message(message).await.expect("it is accepted");
    let (_, status) = webhook.next_status().await;
    assert_eq!(status.status, Some(WebhookStatusStatus::Delivered));
}

#[tokio::test]
async fn media_have_a_size() {
    let (_running, client) = start().await;
    let large = vec![0; 3 * 1024 * 1024];
    upload(&client, Body::VideoMp4(large.into())).await;
    let huge = vec![0; 17 * 1024 * 1024];
    let error = client.upload_media(Body::VideoMp4(huge.into())).await;
    let error = error.expect_err("it is too large");
    assert!(error.status().is_none_or(|status| status == 413), "{error}");
}
