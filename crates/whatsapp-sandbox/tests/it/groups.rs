//! Groups from their creation until the business leaves.

use whatsapp_client::Client;
use whatsapp_client::types::runtime::types::Bytes;
use whatsapp_client::types::{
    CreateGroupRequestBody, GroupAdminRequestBody, GroupInfo, GroupsSetGroupIconRequest,
    RemoveGroupParticipantRequestBody, SendMessageRequestBody, SendMessageRequestBodyRecipientType,
    Text, UpdateGroupInfoRequestBody, WebhookStatusStatus, WebhookSystemType,
};

use crate::support::{Listener, failure, start};

const ANN: &str = "15162837151";

async fn create(client: &Client) -> String {
    let created = client.create_group(CreateGroupRequestBody::new("Friends"));
    let created = created.await.expect("it is created");
    let groups = created.groups.as_ref().expect("there is one");
    groups[0].id.clone().expect("it has an id")
}

async fn info(client: &Client, id: &str) -> GroupInfo {
    let info = client.get_group_info(id).await.expect("it is there");
    let groups = info.into_inner().groups.expect("there is one");
    groups.into_iter().next().expect("there is one")
}

#[tokio::test]
async fn people_come_and_go() {
    let (_running, client) = start().await;
    let id = create(&client).await;
    let all = client.get_all_groups().await.expect("there are groups");
    assert_eq!(all.groups.as_ref().map(Vec::len), Some(1));

    let update = UpdateGroupInfoRequestBody::new("Enemies");
    client
        .update_group_info(&id, update)
        .await
        .expect("it is there");
    let people = || vec![ANN.to_owned()];
    let promoted = GroupAdminRequestBody::new(people());
    client
        .promote_to_group_admin(&id, promoted)
        .await
        .expect("it is there");
    let group = info(&client, &id).await;
    assert_eq!(group.subject.as_deref(), Some("Enemies"));
    let business = group.creator.expect("someone made it");
    assert_eq!(group.admins, Some(vec![business.clone(), ANN.to_owned()]));
    assert_eq!(group.participants, group.admins);

    let demoted = GroupAdminRequestBody::new(people());
    client
        .demote_group_admin(&id, demoted)
        .await
        .expect("it is there");
    assert_eq!(
        info(&client, &id).await.admins,
        Some(vec![business.clone()])
    );
    let removed = RemoveGroupParticipantRequestBody::new(people());
    client
        .remove_group_participant(&id, removed)
        .await
        .expect("it is there");
    assert_eq!(info(&client, &id).await.participants, Some(vec![business]));

    client.leave_group(&id).await.expect("it is there");
    let error = client.get_group_info(&id).await.expect_err("it is gone");
    assert_eq!(failure(error), (404, 1006));
}

#[tokio::test]
async fn icons_and_invitations_change() {
    let (_running, client) = start().await;
    let id = create(&client).await;
    let error = client.get_group_icon_binary(&id).await;
    assert_eq!(failure(error.expect_err("it has none")), (404, 1006));
    let icon = GroupsSetGroupIconRequest::new(Bytes::from_static(b"\xff\xd8icon"));
    client
        .set_group_icon(&id)
        .body(icon)
        .await
        .expect("it is there");
    let path = format!("/groups/{id}/icon");
    let call = client.request(axum::http::Method::GET, &path);
    let call = call.credential(&whatsapp_client::types::security::BEARER_AUTH);
    let answer = call.await.expect("it answers");
    assert_eq!(&answer.into_inner()[..], b"\xff\xd8icon");
    client.delete_group_icon(&id).await.expect("it is there");
    let error = client.get_group_icon_binary(&id).await;
    assert_eq!(failure(error.expect_err("it is gone")), (404, 1006));

    let invite = client.get_group_invite(&id).await.expect("there is a link");
    client.delete_group_invite(&id).await.expect("it is there");
    let other = client.get_group_invite(&id).await.expect("there is a link");
    assert_ne!(invite.groups, other.groups);
}

#[tokio::test]
async fn what_happens_to_groups_is_announced() {
    let (_running, client) = start().await;
    let mut webhook = Listener::start(&client).await;
    let id = create(&client).await;
    let message = webhook
        .next()
        .await
        .messages
        .expect("it says what")
        .remove(0);
    assert_eq!(message.group_id.as_deref(), Some(id.as_str()));
    let system = message.system.expect("it is the system's");
    assert_eq!(system.r#type, Some(WebhookSystemType::GroupCreated));

    let message = SendMessageRequestBody::new(&id)
        .text(Text::new("hi"))
        .recipient_type(SendMessageRequestBodyRecipientType::Group);
    client.send_message(message).await.expect("it is accepted");
    let (_, status) = webhook.next_status().await;
    assert_eq!(status.status, Some(WebhookStatusStatus::Delivered));
}
