//! Tag `Groups`.

use whatsapp_client::types;

use super::ODD;
use super::live::Live;
use super::samples::{self, file, strings};

fn group_info() -> types::GroupResponse {
    let info = types::GroupInfo::new()
        .admins(strings(["whatsapp-id-1", "whatsapp-id-2"]))
        .creator("whatsapp-id-1")
        .subject("your-group-subject")
        .participants(vec![])
        .creation_time(123_456_789);
    types::GroupResponse::new()
        .meta(samples::meta())
        .groups(vec![info])
}

pub(super) async fn calls(live: &Live) {
    exchange!(live, get_all_groups(), 200 Ok(samples::groups()));
    let group = || types::CreateGroupRequestBody::new("<Group Subject>");
    exchange!(live, create_group(group()), 200 Ok(samples::groups()));
    exchange!(live, get_group_info(ODD), 200 Ok(group_info()));
    let change = || types::UpdateGroupInfoRequestBody::new("<New Group Subject>");
    exchange!(live, update_group_info(ODD, change()), 200 Ok);
    exchange!(live, delete_group_invite(ODD), 200 Ok);
    let invite = || types::GroupInvite::new().link("group-invite-link");
    let invites = || types::GroupInviteResponse::new().groups(vec![invite()]);
    exchange!(live, get_group_invite(ODD), 200 Ok(invites()));
    exchange!(live, leave_group(ODD), 200 Ok);
}

pub(super) async fn icon_calls(live: &Live) {
    let icon = || types::GroupsSetGroupIconRequest::new(file());
    exchange!(live, set_group_icon(ODD), 200 Ok);
    exchange!(live, set_group_icon(ODD).body(icon()), 200 Ok);
    exchange!(live, get_group_icon_binary(ODD), 200 Ok);
    // A `DELETE` with a body.
    let icon = || types::GroupsDeleteGroupIconRequest::new(file());
    exchange!(live, delete_group_icon(ODD), 200 Ok);
    exchange!(live, delete_group_icon(ODD).body(icon()), 200 Ok);
}

pub(super) async fn member_calls(live: &Live) {
    let whom = || strings(["<Recipient WA-ID, from Contacts API>", "ä"]);
    let admins = || types::GroupAdminRequestBody::new(whom());
    exchange!(live, promote_to_group_admin(ODD, admins()), 200 Ok);
    // `DELETE`s with a body.
    exchange!(live, demote_group_admin(ODD, admins()), 200 Ok);
    let participants = || types::RemoveGroupParticipantRequestBody::new(whom());
    exchange!(live, remove_group_participant(ODD, participants()), 200 Ok);
}
