//! The way of a message: accepted, sent, delivered, read; or accepted and failed. Each step is announced.

use std::time::Duration;

use jiff::Timestamp;
use whatsapp_types::{WebhookEvent, WebhookStatus, WebhookStatusStatus};

use crate::sandbox::Sandbox;

impl Sandbox {
    /// Moves a message on until it has arrived, in the background.
    pub(crate) fn start_message(&self, id: String) {
        self.background().spawn(self.clone().move_message(id));
    }

    /// Goes on with the messages of a state that was loaded.
    pub(crate) fn resume_messages(&self) {
        for id in self.read(|state| state.unfinished_messages()) {
            self.start_message(id);
        }
    }

    async fn move_message(self, id: String) {
        loop {
            tokio::time::sleep(self.step()).await;
            let now = Timestamp::now();
            let Some(status) = self.change(|state| state.advance_message(&id, now)) else {
                return;
            };
            if self.is_wanted(&status) {
                self.announce(WebhookEvent::new().statuses(vec![status]));
            }
        }
    }

    fn step(&self) -> Duration {
        self.config().step
    }

    /// The document: whether a message was sent is told only when `sent_status` is true.
    fn is_wanted(&self, status: &WebhookStatus) -> bool {
        let is_sent = status.status == Some(WebhookStatusStatus::Sent);
        !is_sent || self.read(|state| state.settings.tells_sent())
    }
}
