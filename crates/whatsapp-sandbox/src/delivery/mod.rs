//! Webhooks: each event is posted to the configured URL until that answers `200 OK`.
//!
//! The document: the delay between attempts grows linearly by `callback_backoff_delay_ms` up to
//! `max_callback_backoff_delay_ms`, and `max_concurrent_requests` are under way at most. It has `Webhook-Event` as a
//! schema only, so the request is written by hand in `sender`.

mod lanes;
mod sender;

use std::pin::pin;

use tokio::time::timeout;
use whatsapp_types::WebhookEvent;

pub(crate) use lanes::Lanes;
pub(crate) use sender::Sender;

use crate::sandbox::Sandbox;
use crate::state::Attempt;
use sender::SendError;

impl Sandbox {
    /// Posts an event, in the background. Without a URL it is dropped.
    pub(crate) fn announce(&self, event: WebhookEvent) {
        if let Some(id) = self.change(|state| state.add_callback(event)) {
            self.background().spawn(self.clone().deliver(id));
        }
    }

    /// Goes on with the callbacks of a state that was loaded.
    pub(crate) fn resume_callbacks(&self) {
        for id in self.read(|state| state.pending_callbacks()) {
            self.background().spawn(self.clone().deliver(id));
        }
    }

    /// Tries until it is acknowledged, or until there is no URL any more.
    async fn deliver(self, id: u64) {
        // Settings that change during an attempt count too: they may say another URL, so there is no reason to wait.
        let settings = self.settings_changed();
        let mut changed = pin!(settings.notified());
        changed.as_mut().enable();
        while let Some(attempt) = self.change(|state| state.next_attempt(id)) {
            let Err(error) = self.post(&attempt).await else {
                self.change(|state| state.acknowledge_callback(id));
                return;
            };
            let (number, delay) = (attempt.number, attempt.delay);
            tracing::warn!(number, ?delay, "the webhook is not acknowledged: {error}");
            if timeout(delay, changed.as_mut()).await.is_ok() {
                changed.set(settings.notified());
                changed.as_mut().enable();
            }
        }
    }

    async fn post(&self, attempt: &Attempt) -> Result<(), SendError> {
        let _lane = self.lanes().enter(attempt.lanes).await;
        self.sender().post(attempt).await
    }
}
