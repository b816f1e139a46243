//! Webhooks: each event is posted to the configured URL until that answers `200 OK`.
//!
//! The document: the delay between attempts grows linearly by `callback_backoff_delay_ms` up to
//! `max_callback_backoff_delay_ms`, and `max_concurrent_requests` are under way at most. It has `Webhook-Event` as a
//! schema only, so the request is written by hand in `sender`.

mod lanes;
mod sender;

use whatsapp_types::WebhookEvent;

pub(crate) use lanes::Lanes;
pub(crate) use sender::Sender;

use crate::sandbox::Sandbox;

impl Sandbox {
    /// Posts an event, in the background. Without a URL it is dropped.
    pub(crate) fn announce(&self, event: WebhookEvent) {
        if let Some(id) = self.change(|state| state.add_callback(event)) {
            tokio::spawn(self.clone().deliver(id));
        }
    }

    /// Goes on with the callbacks of a state that was loaded.
    pub(crate) fn resume_callbacks(&self) {
        for id in self.read(|state| state.pending_callbacks()) {
            tokio::spawn(self.clone().deliver(id));
        }
    }

    /// Tries until it is acknowledged, or until there is no URL any more.
    async fn deliver(self, id: u64) {
        while let Some(attempt) = self.change(|state| state.next_attempt(id)) {
            let lane = self.lanes().enter(attempt.lanes).await;
            let sent = self.sender().post(&attempt).await;
            drop(lane);
            let Err(error) = sent else {
                self.change(|state| state.acknowledge_callback(id));
                return;
            };
            tracing::warn!(
                attempt = attempt.number,
                delay = ?attempt.delay,
                "the webhook is not acknowledged: {error}"
            );
            // New settings may say another URL: no reason to wait any longer.
            let woken = self.settings_changed().notified();
            let _ = tokio::time::timeout(attempt.delay, woken).await;
        }
    }
}
