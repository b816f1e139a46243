//! Messages of the bot: what is wrong with them, and how far they came.
//!
//! The document lets any recipient go with any content, so nothing is refused: what a phone could not receive fails on
//! its way, as it does in WhatsApp.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use whatsapp_types::{
    Audio, Document, Error, Image, MessageType, SendMessageRequestBody,
    SendMessageRequestBodyRecipientType, Video, WebhookStatus, WebhookStatusStatus,
};

use super::State;
use crate::failure::Code;

/// A message of the bot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Message {
    body: SendMessageRequestBody,
    /// The last step; `None` as long as it is only accepted.
    status: Option<WebhookStatusStatus>,
}

impl Message {
    /// The step after this one; `None` at the end.
    fn next(&self) -> Option<WebhookStatusStatus> {
        match self.status {
            None => Some(WebhookStatusStatus::Sent),
            Some(WebhookStatusStatus::Sent) => Some(WebhookStatusStatus::Delivered),
            Some(WebhookStatusStatus::Delivered) => Some(WebhookStatusStatus::Read),
            Some(
                WebhookStatusStatus::Read
                | WebhookStatusStatus::Failed
                | WebhookStatusStatus::Deleted
                | WebhookStatusStatus::Unknown(_),
            ) => None,
        }
    }
}

/// The WhatsApp id in a telephone number of any standard format; `None` when it cannot be one (ITU-T E.164).
pub(crate) fn read_wa_id(number: &str) -> Option<String> {
    let is_known = |c: char| c.is_ascii_digit() || " +-.()/".contains(c);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (number.chars().all(is_known) && (7..=15).contains(&digits.len())).then_some(digits)
}

impl State {
    /// Takes a message; gives its id.
    pub(crate) fn accept_message(&mut self, body: SendMessageRequestBody) -> String {
        let id = Uuid::new_v4().simple().to_string();
        self.counters.accepted += 1;
        let message = Message { body, status: None };
        self.messages.insert(id.clone(), message);
        id
    }

    /// Messages that have not arrived.
    pub(crate) fn unfinished_messages(&self) -> Vec<String> {
        let unfinished = self
            .messages
            .iter()
            .filter(|(_, message)| message.next().is_some());
        unfinished.map(|(id, _)| id.clone()).collect()
    }

    /// The next step of a message, if there is one. The last one ends with the message, when messages pass through.
    pub(crate) fn advance_message(&mut self, id: &str, now: Timestamp) -> Option<WebhookStatus> {
        let message = self.messages.get(id)?;
        let mut next = message.next()?;
        let recipient = message.body.to.clone();
        let fault = match message.status {
            None => self.find_fault(&message.body),
            Some(_) => None,
        };
        if fault.is_some() {
            next = WebhookStatusStatus::Failed;
        }
        self.count_step(&next);
        self.note_step(id, next.clone());
        let status = WebhookStatus::new()
            .id(id)
            .status(next)
            .recipient_id(recipient)
            .timestamp(now.as_second().to_string());
        Some(match fault {
            Some(error) => status.errors(vec![error]),
            None => status,
        })
    }

    fn note_step(&mut self, id: &str, step: WebhookStatusStatus) {
        if let Some(message) = self.messages.get_mut(id) {
            message.status = Some(step);
            if message.next().is_none() && self.settings.passes_through() {
                self.messages.remove(id);
            }
        }
    }

    fn count_step(&mut self, step: &WebhookStatusStatus) {
        let counters = &mut self.counters;
        match step {
            WebhookStatusStatus::Sent => counters.sent += 1,
            WebhookStatusStatus::Delivered => counters.delivered += 1,
            WebhookStatusStatus::Read => counters.read += 1,
            WebhookStatusStatus::Failed => counters.failed += 1,
            WebhookStatusStatus::Deleted | WebhookStatusStatus::Unknown(_) => {}
        }
    }

    /// Why a message cannot arrive.
    fn find_fault(&self, body: &SendMessageRequestBody) -> Option<Error> {
        self.recipient_fault(body)
            .or_else(|| content_fault(body))
            .or_else(|| self.media_fault(body))
    }

    fn recipient_fault(&self, body: &SendMessageRequestBody) -> Option<Error> {
        match body.recipient_type_or_default() {
            SendMessageRequestBodyRecipientType::Group => {
                let is_known = self.groups.contains_key(&body.to);
                (!is_known).then(|| Code::NOT_FOUND.error(format!("there is no group {}", body.to)))
            }
            SendMessageRequestBodyRecipientType::Individual
            | SendMessageRequestBodyRecipientType::Unknown(_) => read_wa_id(&body.to)
                .is_none()
                .then(|| Code::NO_USER.error(format!("`{}` is no WhatsApp id", body.to))),
        }
    }

    fn media_fault(&self, body: &SendMessageRequestBody) -> Option<Error> {
        let id = media_id(body)?;
        let is_known = self.media.contains_key(id);
        (!is_known).then(|| Code::NOT_FOUND.error(format!("there is no media {id}")))
    }
}

/// A message needs the content that its type names.
fn content_fault(body: &SendMessageRequestBody) -> Option<Error> {
    let message_type = body.type_or_default();
    let is_there = match message_type {
        MessageType::Audio | MessageType::Voice => body.audio.is_some(),
        MessageType::Contacts => body.contacts.is_some(),
        MessageType::Document => body.document.is_some(),
        MessageType::Hsm => body.hsm.is_some(),
        MessageType::Image => body.image.is_some(),
        MessageType::Location => body.location.is_some(),
        MessageType::Text => body.text.is_some(),
        MessageType::Video => body.video.is_some(),
        MessageType::Unknown | MessageType::Other(_) => false,
    };
    let name = message_type.as_str();
    (!is_there).then(|| Code::MISSING.error(format!("a message of type {name} needs its content")))
}

/// The uploaded media that a message shows.
fn media_id(body: &SendMessageRequestBody) -> Option<&str> {
    if let Some(Audio::ById(audio)) = &body.audio {
        return Some(&audio.id);
    }
    if let Some(Document::ById(document)) = &body.document {
        return Some(&document.id);
    }
    if let Some(Image::ById(image)) = &body.image {
        return Some(&image.id);
    }
    if let Some(Video::ById(video)) = &body.video {
        return Some(&video.id);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::read_wa_id;

    #[test]
    fn numbers_in_any_standard_format() {
        assert_eq!(
            read_wa_id("+1 (516) 283-7151").as_deref(),
            Some("15162837151")
        );
        assert_eq!(
            read_wa_id("+54 9 11 5612-1008").as_deref(),
            Some("5491156121008")
        );
        assert_eq!(read_wa_id("12345"), None);
        assert_eq!(read_wa_id("call 15162837151"), None);
        assert_eq!(read_wa_id(&"1".repeat(16)), None);
    }
}
