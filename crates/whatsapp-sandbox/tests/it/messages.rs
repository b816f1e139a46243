//! Contacts are checked, messages of every kind go their way.

use whatsapp_client::Client;
use whatsapp_client::types::{
    ApplicationSettings, AudioByProvider, CheckContactRequestBody, CheckContactRequestBodyBlocking,
    CheckContactStatus, Contact, DocumentById, Hsm, Language, LanguagePolicy, LocalizableParam,
    Location, MessageType, Name, Provider, SendMessageRequestBody,
    SendMessageRequestBodyRecipientType, Text, WebhookStatusStatus,
};

use crate::support::{Listener, start};

const RECIPIENT: &str = "15162837151";

async fn send(client: &Client, message: SendMessageRequestBody) -> String {
    let sent = client.send_message(message).await.expect("it is accepted");
    let messages = sent.messages.as_ref().expect("there is one");
    messages[0].id.clone().expect("it has an id")
}

#[tokio::test]
async fn contacts_are_looked_up() {
    let (_running, client) = start().await;
    let numbers = vec!["+1 (516) 283-7151".to_owned(), "12".to_owned()];
    let request = CheckContactRequestBody::new(numbers);
    let statuses = async |request: &CheckContactRequestBody| {
        let checked = client.check_contact(request.clone()).await;
        let checked = checked.expect("it is answered").into_inner();
        let contacts = checked.contacts.expect("there are contacts");
        contacts
            .into_iter()
            .map(|contact| (contact.status, contact.wa_id))
            .collect::<Vec<_>>()
    };
    let invalid = (Some(CheckContactStatus::Invalid), None);
    let valid = (Some(CheckContactStatus::Valid), Some(RECIPIENT.to_owned()));
    let processing = (Some(CheckContactStatus::Processing), None);
    assert_eq!(statuses(&request).await, [processing, invalid.clone()]);
    assert_eq!(statuses(&request).await, [valid.clone(), invalid]);
    let other = CheckContactRequestBody::new(vec!["+44 20 7946 0958".to_owned()])
        .blocking(CheckContactRequestBodyBlocking::Wait);
    let other = statuses(&other).await;
    assert_eq!(other[0].0, Some(CheckContactStatus::Valid));
}

#[tokio::test]
async fn a_text_is_sent_delivered_and_read() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    let settings = ApplicationSettings::new().sent_status(true);
    let settings = client.update_application_settings(settings);
    settings.await.expect("the settings are taken");
    let id = send(
        &client,
        SendMessageRequestBody::new(RECIPIENT).text(Text::new("hi")),
    )
    .await;
    for expected in [
        WebhookStatusStatus::Sent,
        WebhookStatusStatus::Delivered,
        WebhookStatusStatus::Read,
    ] {
        let (of, status) = webhook.next_status().await;
        assert_eq!((of.as_str(), status.status), (id.as_str(), Some(expected)));
        assert_eq!(status.recipient_id.as_deref(), Some(RECIPIENT));
        assert!(
            status
                .timestamp
                .is_some_and(|seconds| seconds.parse::<u64>().is_ok())
        );
    }
}

#[tokio::test]
async fn that_it_was_sent_is_told_on_request_only() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    send(
        &client,
        SendMessageRequestBody::new(RECIPIENT).text(Text::new("hi")),
    )
    .await;
    let (_, status) = webhook.next_status().await;
    assert_eq!(status.status, Some(WebhookStatusStatus::Delivered));
}

/// One message of each kind that has its content.
fn whole_messages() -> Vec<SendMessageRequestBody> {
    let to = || SendMessageRequestBody::new(RECIPIENT);
    let template = Hsm::new(
        Language::new("en", LanguagePolicy::Deterministic),
        "business_a_namespace",
        "hello_world",
        vec![LocalizableParam::new("1234")],
    );
    let audio = AudioByProvider::new("https://example.com/a.ogg", Provider::new("www"));
    let contact = Contact::new().name(Name::new("John Smith"));
    vec![
        to().text(Text::new("hi")).r#type(MessageType::Text),
        to().hsm(template).r#type(MessageType::Hsm),
        to().audio(audio).r#type(MessageType::Audio),
        to().contacts(vec![contact]).r#type(MessageType::Contacts),
        to().location(Location::new("Beach", "Main Street", "38.98", "-131.94"))
            .r#type(MessageType::Location),
    ]
}

#[tokio::test]
async fn every_kind_of_message_arrives() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    for message in whole_messages() {
        let kind = message.r#type.clone();
        let id = send(&client, message).await;
        for expected in [WebhookStatusStatus::Delivered, WebhookStatusStatus::Read] {
            let (of, status) = webhook.next_status().await;
            assert_eq!(
                (of, status.status),
                (id.clone(), Some(expected)),
                "{kind:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_cannot_arrive_fails() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    let text = || Text::new("hi");
    let document = DocumentById::new("no-such-media", "caption", "a.pdf");
    let group = SendMessageRequestBodyRecipientType::Group;
    for (message, code) in [
        (SendMessageRequestBody::new("nobody").text(text()), 1013),
        (SendMessageRequestBody::new(RECIPIENT), 1008),
        (
            SendMessageRequestBody::new(RECIPIENT)
                .text(text())
                .r#type(MessageType::Image),
            1008,
        ),
        (
            SendMessageRequestBody::new(RECIPIENT)
                .document(document)
                .r#type(MessageType::Document),
            1006,
        ),
        (
            SendMessageRequestBody::new("no-such-group")
                .text(text())
                .recipient_type(group),
            1006,
        ),
    ] {
        let id = send(&client, message).await;
        let (of, status) = webhook.next_status().await;
        assert_eq!((of, status.status), (id, Some(WebhookStatusStatus::Failed)));
        let errors = status.errors.expect("it is told why");
        assert_eq!(errors[0].code, Some(code));
    }
}
