//! Tags `Media` and `Messages`.

use oaspen_runtime::types::{Bytes, Map};
use whatsapp_client::types;
use whatsapp_client::types::operations::upload_media::Body;

use super::ODD;
use super::expect::Uploaded;
use super::live::Live;
use super::samples::{self, any_object, binary};

pub(super) async fn media_calls(live: &Live) {
    let id = || types::UploadMedia::new().id("f043afd0-f0ae-4b9c-ab3d-696fb4c8cd68X");
    let uploaded = || types::UploadMediaResponse::new().media(vec![id()]);
    let bodies: [(fn(_) -> _, _); 15] = [
        (Body::AudioAcc, binary()),
        (Body::AudioAmr, binary()),
        (Body::AudioMp4, binary()),
        (Body::AudioOgg, binary()),
        (Body::ImagePng, binary()),
        (Body::VideoMp4, binary()),
        (Body::AudioMpeg, binary()),
        (Body::ImageJpeg, binary()),
        (Body::Text, binary()),
        (Body::CodecsOpus, binary()),
        (Body::ApplicationPdf, binary()),
        (Body::ApplicationMsword, binary()),
        (Body::ApplicationVndMsExcel, binary()),
        (Body::ApplicationVndMsPowerpoint, binary()),
        (Body::ApplicationVndMsPowerpoint, Bytes::new()),
    ];
    for (kind, bytes) in bodies {
        exchange!(live, upload_media(kind(bytes.clone().into())); Uploaded(kind, bytes.clone()),
            200 Ok(uploaded()));
    }
    exchange!(live, delete_media(ODD), 200 Ok);
    exchange!(live, download_media(ODD), 200 Ok(any_object()), 200 Ok(Map::new()));
}

/// One message of each kind of content; only the recipient is required.
fn messages() -> Vec<types::SendMessageRequestBody> {
    let to = || types::SendMessageRequestBody::new("{whatsapp-id}");
    let provider = || types::Provider::new("<Provider Name from Media Provider API, optional");
    let group = types::SendMessageRequestBodyRecipientType::Group;
    let location =
        types::Location::new("<Location Name>", "<Address>", "<Latitude>", "<Longitude>");
    vec![
        to(),
        to().r#type(types::MessageType::Text)
            .text(types::Text::new("your-text-message-content \u{1F600}"))
            .preview_url(true)
            .recipient_type(group)
            .ttl(any_object()),
        to().audio(types::AudioById::new("<Media Id, from Media API>")),
        to().image(types::ImageByProvider::new(
            "<Link to Image, https>",
            "<Media Caption>",
            provider(),
        )),
        to().video(types::VideoById::new(
            "<Media Id, from Media API>X",
            "<Message Caption>",
        )),
        to().document(types::DocumentById::new(
            "<Media Id>",
            "<Message Caption>",
            "<Filename>",
        )),
        to().location(location),
        to().contacts(vec![contact(), types::Contact::new()]),
        to().hsm(hsm()),
    ]
}

fn contact() -> types::Contact {
    let phone = types::Phone::new()
        .r#type("WORK")
        .phone("+1 (650) 555-1234");
    types::Contact::new()
        .org(
            types::Org::new("WhatsApp")
                .title("Manager")
                .department("Design"),
        )
        .name(
            types::Name::new("John Smith")
                .first_name("John")
                .last_name("Smith"),
        )
        .phones(vec![phone.wa_id("16505551234")])
        .emails(vec![types::Email::new("WORK", "test@whatsapp.com")])
        .birthday("2012-08-18T00:00:00.000Z")
}

fn hsm() -> types::Hsm {
    let language = types::Language::new("en", types::LanguagePolicy::Deterministic);
    let component = types::DateTimeComponent::new()
        .year(1977)
        .month(2)
        .day_of_month(25);
    let day = types::DateTimeComponentDayOfWeek::Friday;
    let date_time = types::DateTimeObject::new().component(component.day_of_week(day));
    let parameters = vec![
        types::LocalizableParam::new("1234").currency(types::Currency::new(100_990, "USD")),
        types::LocalizableParam::new("February 25, 1977").date_time(date_time),
    ];
    types::Hsm::new(language, "business_a_namespace", "hello_world", parameters)
}

pub(super) async fn calls(live: &Live) {
    let id = || types::Message::new().id("gBEGkYiEB1VXAglK1ZEqA1YKPrUX");
    let sent = || {
        types::MessageResponse::new()
            .meta(samples::meta())
            .messages(vec![id()])
    };
    for message in messages() {
        exchange!(live, send_message(message.clone()), 200 Ok(sent()));
    }
    let read = || types::MarkMessageAsReadRequestBody::new("read");
    exchange!(live, mark_message_as_read(ODD, read()), 200 Ok);
}
