//! The state in a file outlives the sandbox, with all that was under way.

use whatsapp_client::types::{
    ApplicationSettings, CreateGroupRequestBody, SendMessageRequestBody, Text, WebhookStatusStatus,
    Webhooks,
};
use whatsapp_sandbox::{Config, Sandbox};

use crate::support::{Listener, Running, quick};

#[tokio::test]
async fn a_sandbox_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("state.json");
    let mut webhook = Listener::alone().await;

    // So slow that nothing moves before the end.
    let slow = Config::default().step(std::time::Duration::from_secs(3600));
    let running = Running::start(slow.state(&file)).await;
    let client = running.client().await;
    let webhooks = Webhooks::new().url(&webhook.url);
    let settings = ApplicationSettings::new().webhooks(webhooks);
    client
        .update_application_settings(settings)
        .await
        .expect("it is taken");
    let message = SendMessageRequestBody::new("15162837151").text(Text::new("hi"));
    client.send_message(message).await.expect("it is accepted");
    running.stop().await;

    let running = Running::start(quick().state(&file)).await;
    let (_, status) = webhook.next_status().await;
    assert_eq!(status.status, Some(WebhookStatusStatus::Delivered));
    let client = running.client().await;
    client.get_all_groups().await.expect("it is answered");
    client
        .create_group(CreateGroupRequestBody::new("Friends"))
        .await
        .expect("it is new");
    running.stop().await;

    let names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("it is there")
        .collect();
    assert_eq!(names.len(), 1, "nothing lies about: {names:?}");
    let running = Running::start(quick().state(&file)).await;
    let groups = running.client().await.get_all_groups().await;
    let groups = groups.expect("it is answered").into_inner();
    assert_eq!(groups.groups.map(|groups| groups.len()), Some(1));
    running.stop().await;
}

#[tokio::test]
async fn webhooks_that_nobody_acknowledged_are_sent_again() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("state.json");
    let running = Running::start(quick().state(&file)).await;
    let client = running.client().await;
    let mut webhook = Listener::start(&client).await;
    webhook.refuse(usize::MAX);
    let group = client.create_group(CreateGroupRequestBody::new("Friends"));
    group.await.expect("it is new");
    running.stop().await;
    webhook.refuse(0);
    assert!(webhook.is_quiet());
    let running = Running::start(quick().state(&file)).await;
    let event = webhook.next().await;
    let messages = event.messages.expect("it is about the group");
    assert!(messages.iter().all(|message| message.system.is_some()));
    running.stop().await;
}

#[tokio::test]
async fn a_file_that_is_no_state_is_told_and_left_alone() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("state.json");
    std::fs::write(&file, "mine").expect("there is room");
    let error = Sandbox::open(Config::default().state(&file)).expect_err("it is no state");
    assert!(
        error.to_string().contains("state.json: expected value"),
        "{error}"
    );
    assert_eq!(std::fs::read(&file).expect("it is there"), b"mine");
}
