//! Settings, media providers, backups.

use whatsapp_client::Client;
use whatsapp_client::types::{
    ApplicationSettings, BackupSettingsRequestBody, Config, ConfigBasic, ConfigBearer,
    MediaProvider, RestoreSettingsRequestBody, Webhooks,
};

use crate::support::{failure, start};

async fn settings(client: &Client) -> ApplicationSettings {
    let settings = client.get_application_settings().await;
    settings.expect("there are settings").into_inner()
}

#[tokio::test]
async fn settings_are_changed_one_by_one_and_reset() {
    let (_running, client) = start().await;
    for patch in [
        ApplicationSettings::new().webhooks(Webhooks::new().url("https://example.com")),
        ApplicationSettings::new().heartbeat_interval(7),
    ] {
        client
            .update_application_settings(patch)
            .await
            .expect("it is taken");
    }
    let kept = settings(&client).await;
    assert_eq!(kept.heartbeat_interval, Some(7));
    assert!(kept.webhooks.is_some());
    client
        .reset_application_settings()
        .await
        .expect("it is reset");
    assert_eq!(settings(&client).await, ApplicationSettings::new());
}

#[tokio::test]
async fn a_provider_takes_the_place_of_its_namesake() {
    let (_running, client) = start().await;
    let provider = |config: Config| MediaProvider::new().name("www").config(config);
    let basic = provider(ConfigBasic::new().into());
    let bearer = provider(ConfigBearer::new("token").into());
    for provider in [basic, bearer.clone()] {
        client
            .update_media_providers(vec![provider])
            .await
            .expect("it is taken");
    }
    let kept = client
        .get_media_providers()
        .await
        .expect("there are some")
        .into_inner();
    let application = kept.settings.and_then(|settings| settings.application);
    let media = application.and_then(|application| application.media);
    assert_eq!(media.and_then(|media| media.providers), Some(vec![bearer]));
    client
        .delete_media_providers("www")
        .await
        .expect("it is there");
    let error = client
        .delete_media_providers("www")
        .await
        .expect_err("it is gone");
    assert_eq!(failure(error), (404, 1006));
}

#[tokio::test]
async fn a_backup_brings_settings_back() {
    let (_running, client) = start().await;
    let patch = ApplicationSettings::new().on_call_pager("15162837151");
    client
        .update_application_settings(patch.clone())
        .await
        .expect("it is taken");
    let backup = client
        .backup_settings(BackupSettingsRequestBody::new("pass"))
        .await;
    let backup = backup.expect("there is one").into_inner();
    let data = backup
        .settings
        .and_then(|settings| settings.data)
        .expect("it is there");
    client
        .reset_application_settings()
        .await
        .expect("it is reset");
    let restore = |password: &str| RestoreSettingsRequestBody::new(&data, password);
    let error = client.restore_settings(restore("guess")).await;
    assert_eq!(
        failure(error.expect_err("it is another password")),
        (403, 1005)
    );
    client
        .restore_settings(restore("pass"))
        .await
        .expect("it is the password");
    assert_eq!(settings(&client).await, patch);
}
