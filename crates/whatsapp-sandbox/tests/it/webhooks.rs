//! Webhooks: events come in, are repeated until they are acknowledged, and follow the settings.

use axum::http::Method;
use whatsapp_client::Client;
use whatsapp_client::types::runtime::json;
use whatsapp_client::types::{
    ApplicationSettings, MarkMessageAsReadRequestBody, MessageType, SendMessageRequestBody, Text,
    WebhookMessage, WebhookStatusStatus, WebhookText, Webhooks,
};

use crate::support::{Listener, failure, start};

/// A user writes to the bot.
async fn write(client: &Client, text: &str) {
    let mut message = WebhookMessage::new().text(WebhookText::new().body(text));
    message.from = Some("15162837151".to_owned());
    let call = client.request(Method::POST, "/sandbox/messages");
    let answer = call.json(&message).await.expect("it answers");
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn users_write_to_the_bot_and_are_read() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    write(&client, "hello").await;
    let event = webhook.next().await;
    let contacts = event.contacts.expect("it says who");
    assert_eq!(contacts[0].wa_id.as_deref(), Some("15162837151"));
    let message = event.messages.expect("it says what").remove(0);
    assert_eq!(message.r#type, Some(MessageType::Text));
    let text = message.text.expect("it is a text");
    assert_eq!(text.body.as_deref(), Some("hello"));

    let id = message.id.expect("it has an id");
    let read = || MarkMessageAsReadRequestBody::new("read");
    let first = client.mark_message_as_read(&id, read()).await;
    first.expect("it is unread");
    let second = client.mark_message_as_read(&id, read()).await;
    assert_eq!(failure(second.expect_err("it is read")), (404, 1006));
}

#[tokio::test]
async fn what_no_message_is_is_refused() {
    let (_running, client) = start().await;
    let call = client.request(Method::POST, "/sandbox/messages");
    let answer = call.body("application/json", b"[]".to_vec()).await;
    let answer = answer.expect("it answers");
    assert_eq!(answer.status(), 400);
    let body: whatsapp_client::types::Response = json::from_slice(&answer).expect("as documented");
    assert_eq!(body.errors.expect("there are errors")[0].code, Some(1009));
}

#[tokio::test]
async fn events_are_repeated_until_they_are_acknowledged() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    webhook.refuse(3);
    write(&client, "hello").await;
    assert!(webhook.next().await.messages.is_some());
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(webhook.is_quiet(), "it is acknowledged");
}

#[tokio::test]
async fn new_settings_do_not_wait_for_the_old_delay() {
    let (_running, client) = start().await;
    let nowhere = Webhooks::new().url("http://127.0.0.1:1/");
    let settings = ApplicationSettings::new()
        .webhooks(nowhere)
        .callback_backoff_delay_ms("600000");
    let settings = client.update_application_settings(settings);
    settings.await.expect("the settings are taken");
    write(&client, "hello").await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let mut webhook = Listener::start(&client).await;
    assert!(webhook.next().await.messages.is_some());
}

#[tokio::test]
async fn without_a_url_nothing_is_kept() {
    let (_running, client) = start().await;
    write(&client, "hello").await;
    let mut webhook = Listener::start(&client).await;
    let message = SendMessageRequestBody::new("15162837151").text(Text::new("hi"));
    client.send_message(message).await.expect("it is accepted");
    let (_, status) = webhook.next_status().await;
    assert_eq!(status.status, Some(WebhookStatusStatus::Delivered));
}
