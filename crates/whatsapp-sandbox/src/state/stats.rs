//! Numbers for people who watch.

use serde::{Deserialize, Serialize};

use super::State;

/// What happened since the state began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counters {
    pub(crate) accepted: u64,
    pub(crate) sent: u64,
    pub(crate) delivered: u64,
    pub(crate) read: u64,
    pub(crate) failed: u64,
    pub(crate) groups: u64,
    pub(crate) callbacks: u64,
    pub(crate) acknowledged: u64,
}

/// A number with its name.
pub(crate) type Stat = (&'static str, u64);

impl State {
    /// What the application did.
    pub(crate) fn app_stats(&self) -> Vec<Stat> {
        let counters = &self.counters;
        vec![
            ("messages_accepted_total", counters.accepted),
            ("messages_sent_total", counters.sent),
            ("messages_delivered_total", counters.delivered),
            ("messages_read_total", counters.read),
            ("messages_failed_total", counters.failed),
            ("callbacks_total", counters.callbacks),
            ("callbacks_acknowledged_total", counters.acknowledged),
        ]
    }

    /// What is stored.
    pub(crate) fn db_stats(&self) -> Vec<Stat> {
        let stored = [
            ("callbacks", self.callbacks.len()),
            ("contacts", self.contacts.len()),
            ("groups", self.groups.len()),
            ("inbound_messages", self.inbound.len()),
            ("media", self.media.len()),
            ("messages", self.messages.len()),
            ("sessions", self.users.sessions()),
            ("users", self.users.count()),
        ];
        let wide = |(name, count)| (name, u64::try_from(count).unwrap_or(u64::MAX));
        stored.into_iter().map(wide).collect()
    }
}
