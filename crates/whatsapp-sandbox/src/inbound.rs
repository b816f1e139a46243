//! `POST /sandbox/messages`: a user writes to the bot. The document has no such operation, so this route is written by
//! hand, on the generated types: the body is a `Webhook-Message`, of which `from` is enough.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use jiff::Timestamp;
use oaspen_runtime::json;
use uuid::Uuid;
use whatsapp_types::{
    Message, MessageResponse, MessageType, WebhookContact, WebhookContactProfile, WebhookEvent,
    WebhookMessage,
};

use crate::failure::{Code, meta};
use crate::sandbox::Sandbox;

/// Announces a message of a user, with an id that can be marked as read.
pub(crate) async fn receive(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    let mut message: WebhookMessage = match json::from_slice(&body) {
        Ok(message) => message,
        Err(error) => {
            let errors = vec![Code::INVALID.error(error.to_string())];
            let body = whatsapp_types::Response::new().meta(meta()).errors(errors);
            return answer(StatusCode::BAD_REQUEST, json::to_vec(&body));
        }
    };
    let id = Uuid::new_v4().simple().to_string();
    let from = message.from.clone().unwrap_or_default();
    message.id = Some(id.clone());
    message.r#type.get_or_insert(MessageType::Text);
    message
        .timestamp
        .get_or_insert_with(|| Timestamp::now().as_second().to_string());
    sandbox.change(|state| {
        state.inbound.insert(id.clone());
    });
    let sender = WebhookContact::new()
        .wa_id(from)
        .profile(WebhookContactProfile::new().name("Sandbox User"));
    sandbox.announce(
        WebhookEvent::new()
            .contacts(vec![sender])
            .messages(vec![message]),
    );
    let body = MessageResponse::new().meta(meta());
    let body = body.messages(vec![Message::new().id(id)]);
    answer(StatusCode::OK, json::to_vec(&body))
}

fn answer(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}
