//! The application's settings, with the defaults that the document names.

use std::time::Duration;

use oaspen_runtime::json::{DecodeResult, merge_patch};
use serde::{Deserialize, Serialize};
use whatsapp_types::{ApplicationSettings, MediaProvider, WebhooksMaxConcurrentRequests};

/// The application's settings and media providers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) application: ApplicationSettings,
    pub(crate) providers: Vec<MediaProvider>,
}

impl Settings {
    /// The document: a field that is not in the request is not changed.
    ///
    /// # Errors
    /// When the changed settings are none; the types of the document let that not happen.
    pub(crate) fn update(&mut self, patch: &ApplicationSettings) -> DecodeResult<()> {
        self.application = merge_patch(&self.application, patch)?;
        Ok(())
    }

    /// A provider takes the place of the one with its name.
    pub(crate) fn put_provider(&mut self, provider: MediaProvider) {
        self.remove_provider(provider.name.as_deref());
        self.providers.push(provider);
    }

    /// False when there is none of this name.
    pub(crate) fn remove_provider(&mut self, name: Option<&str>) -> bool {
        let before = self.providers.len();
        self.providers
            .retain(|provider| provider.name.as_deref() != name);
        self.providers.len() < before
    }

    pub(crate) fn tells_sent(&self) -> bool {
        self.application.sent_status_or_default()
    }

    /// Whether messages are forgotten as soon as they have arrived.
    pub(crate) fn passes_through(&self) -> bool {
        self.application.pass_through_or_default()
    }

    pub(crate) fn keeps_callbacks(&self) -> bool {
        self.application.callback_persist_or_default()
    }

    pub(crate) fn webhook_url(&self) -> Option<&str> {
        let url = self.application.webhooks.as_ref()?.url.as_deref();
        url.filter(|url| !url.is_empty())
    }

    /// How many webhooks may be under way at once.
    pub(crate) fn lanes(&self) -> usize {
        let webhooks = self.application.webhooks.as_ref();
        match webhooks.and_then(|webhooks| webhooks.max_concurrent_requests.as_ref()) {
            Some(WebhooksMaxConcurrentRequests::N12) => 12,
            Some(WebhooksMaxConcurrentRequests::N18) => 18,
            Some(WebhooksMaxConcurrentRequests::N24) => 24,
            Some(WebhooksMaxConcurrentRequests::N6 | WebhooksMaxConcurrentRequests::Unknown(_))
            | None => 6,
        }
    }

    /// How long to wait after so many attempts: linear, and capped.
    pub(crate) fn callback_delay(&self, attempts: u32) -> Duration {
        let settings = &self.application;
        let step = milliseconds(settings.callback_backoff_delay_ms_or_default(), 3_000);
        let most = milliseconds(settings.max_callback_backoff_delay_ms_or_default(), 900_000);
        step.saturating_mul(attempts).min(most)
    }
}

/// The document has these numbers as strings of any kind; what is no number counts as the default.
fn milliseconds(text: &str, default: u64) -> Duration {
    Duration::from_millis(text.trim().parse().unwrap_or(default))
}

#[cfg(test)]
mod tests {
    use whatsapp_types::Webhooks;

    use super::*;

    fn update(settings: &mut Settings, patch: &ApplicationSettings) {
        settings.update(patch).unwrap();
    }

    #[test]
    fn delays_grow_linearly_up_to_a_cap() {
        let mut settings = Settings::default();
        assert_eq!(settings.callback_delay(2), Duration::from_secs(6));
        assert_eq!(settings.callback_delay(u32::MAX), Duration::from_secs(900));
        update(
            &mut settings,
            &ApplicationSettings::new()
                .callback_backoff_delay_ms("10")
                .max_callback_backoff_delay_ms("25"),
        );
        let delays = [1, 2, 3].map(|attempts| settings.callback_delay(attempts).as_millis());
        assert_eq!(delays, [10, 20, 25]);
    }

    #[test]
    fn what_a_patch_leaves_out_stays() {
        let mut settings = Settings::default();
        update(
            &mut settings,
            &ApplicationSettings::new().webhooks(Webhooks::new().url("http://a")),
        );
        let wide = Webhooks::new().max_concurrent_requests(WebhooksMaxConcurrentRequests::N24);
        update(
            &mut settings,
            &ApplicationSettings::new().webhooks(wide).sent_status(true),
        );
        update(&mut settings, &ApplicationSettings::new());
        assert_eq!(settings.webhook_url(), Some("http://a"));
        assert_eq!((settings.lanes(), settings.tells_sent()), (24, true));
    }
}
