//! Webhooks that are not acknowledged yet.

use std::time::Duration;

use oaspen_runtime::types::Bytes;
use serde::{Deserialize, Serialize};
use whatsapp_types::WebhookEvent;

use super::State;

/// An event on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Callback {
    event: WebhookEvent,
    attempts: u32,
}

/// All that one attempt needs to know.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) event: WebhookEvent,
    pub(crate) url: String,
    /// What is trusted besides the usual authorities.
    pub(crate) ca: Option<Bytes>,
    /// How many may be under way at once.
    pub(crate) lanes: usize,
    /// Counted from one.
    pub(crate) number: u32,
    /// How long to wait when this one fails.
    pub(crate) delay: Duration,
}

impl State {
    /// Keeps an event until it is acknowledged; `None` when there is no URL to post it to.
    pub(crate) fn add_callback(&mut self, event: WebhookEvent) -> Option<u64> {
        self.settings.webhook_url()?;
        self.counters.callbacks += 1;
        let id = self.counters.callbacks;
        let callback = Callback { event, attempts: 0 };
        self.callbacks.insert(id, callback);
        Some(id)
    }

    /// The next attempt; `None` when it was acknowledged, or when there is no URL any more, which drops it.
    pub(crate) fn next_attempt(&mut self, id: u64) -> Option<Attempt> {
        let Some(url) = self.settings.webhook_url().map(str::to_owned) else {
            self.callbacks.remove(&id);
            return None;
        };
        let callback = self.callbacks.get_mut(&id)?;
        callback.attempts = callback.attempts.saturating_add(1);
        Some(Attempt {
            event: callback.event.clone(),
            url,
            ca: self.certificates.webhook_ca.clone().map(|ca| ca.0),
            lanes: self.settings.lanes(),
            number: callback.attempts,
            delay: self.settings.callback_delay(callback.attempts),
        })
    }

    pub(crate) fn acknowledge_callback(&mut self, id: u64) {
        if self.callbacks.remove(&id).is_some() {
            self.counters.acknowledged += 1;
        }
    }

    pub(crate) fn pending_callbacks(&self) -> Vec<u64> {
        self.callbacks.keys().copied().collect()
    }

    /// Forgets what the settings do not want on the disk (`callback_persist`).
    pub(super) fn forget_transient(&mut self) {
        if !self.settings.keeps_callbacks() {
            self.callbacks.clear();
        }
    }
}
