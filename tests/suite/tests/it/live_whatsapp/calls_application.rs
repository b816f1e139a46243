//! Tags `Application`, `Backup/Restore` and `Business Profile`.

use whatsapp_client::types;

use super::live::Live;
use super::{ODD, samples};

fn shards() -> types::SetShardsRequestBody {
    let shards = types::SetShardsRequestBodyShards::N32;
    types::SetShardsRequestBody::new("<Country Code>", "<Two-Step PIN>", shards, "<Phone Number>")
}

fn settings() -> types::ApplicationSettings {
    use types::MediaAutoDownloadItem::{Audio, Document, Image};
    let webhooks = types::Webhooks::new().url("<Webhook URL, https>");
    let most = types::WebhooksMaxConcurrentRequests::N12;
    types::ApplicationSettings::new()
        .media(types::Media::new(vec![Image, Document, Audio]))
        .webhooks(webhooks.max_concurrent_requests(most))
        .sent_status(false)
        .pass_through(true)
        .on_call_pager("<WA_ID of valid WhatsApp contact>")
        .heartbeat_interval(i64::MIN)
        .unhealthy_interval(i64::MAX)
        .callback_backoff_delay_ms("3000")
}

fn media_provider_settings() -> types::GetMediaProvidersResponse {
    let media = types::MediaProviderSettingsApplicationMedia::new();
    let media = media.providers(samples::media_providers());
    let application = types::MediaProviderSettingsApplication::new().media(media);
    let settings = types::MediaProviderSettings::new().application(application);
    types::GetMediaProvidersResponse::new()
        .meta(samples::meta())
        .settings(settings)
}

pub(super) async fn calls(live: &Live) {
    exchange!(live, set_shards(shards()), 200 Ok);
    exchange!(live, reset_application_settings(), 200 Ok);
    exchange!(live, get_application_settings(),
        200 Ok(Box::new(settings())) => settings(),
        200 Ok(Box::default()) => types::ApplicationSettings::new());
    let updated = || types::Response::new().meta(samples::meta());
    exchange!(live, update_application_settings(settings()), 200 Ok(updated()));
    exchange!(live, get_media_providers(), 200 Ok(media_provider_settings()));
    exchange!(live, update_media_providers(samples::media_providers()), 200 Ok);
    exchange!(live, update_media_providers(vec![]), 200 Ok);
    exchange!(live, delete_media_providers(ODD), 200 Ok);
}

pub(super) async fn backup_calls(live: &Live) {
    let password = || types::BackupSettingsRequestBody::new("<Password for Backup>");
    let backup = || types::BackupSettings::new().data("encrypted-backup-data");
    let backed_up = || types::BackupSettingsResponse::new().settings(backup());
    exchange!(live, backup_settings(password()), 200 Ok(backed_up()));
    let data = "<Data to Restore, from Backup API>";
    let restore = || types::RestoreSettingsRequestBody::new(data, "<Password for Backup>");
    exchange!(live, restore_settings(restore()), 200 Ok);
}

pub(super) async fn business_profile_calls(live: &Live) {
    let business = || types::BusinessSettingsBusiness::new().profile(samples::business_profile());
    let settings = || types::BusinessSettings::new().business(business());
    let profile = || types::GetBusinessProfileResponse::new().settings(settings());
    exchange!(live, get_business_profile(), 200 Ok(Box::new(profile())) => profile());
    exchange!(live, update_business_profile(samples::business_profile()), 200 Ok);
}
