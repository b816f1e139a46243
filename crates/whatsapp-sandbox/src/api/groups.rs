//! Tag `Groups`. What happens to a group is announced, as WhatsApp does, with a message of the system.

use jiff::Timestamp;
use oaspen_runtime::types::{Any, Base64};
use whatsapp_server::types::operations::{
    create_group, delete_group_icon, delete_group_invite, demote_group_admin, get_all_groups,
    get_group_icon_binary, get_group_info, get_group_invite, leave_group, promote_to_group_admin,
    remove_group_participant, set_group_icon, update_group_info,
};
use whatsapp_server::{Context, Groups};
use whatsapp_types as types;
use whatsapp_types::{
    GroupInfo, GroupInvite, GroupInviteResponse, GroupResponse, GroupsResponse, WebhookEvent,
    WebhookMessage, WebhookSystem, WebhookSystemType,
};

use crate::doorkeeper::Caller;
use crate::failure::{Failure, meta};
use crate::sandbox::Sandbox;
use crate::state::Group;

impl Groups for Sandbox {
    async fn get_all_groups(
        &self,
        _context: &Context<Caller>,
        _request: get_all_groups::Request,
    ) -> Result<get_all_groups::Response, Failure> {
        let entry = |(id, group): (&String, &Group)| group_entry(id, group);
        let groups = self.read(|state| state.groups.iter().map(entry).collect());
        let response = GroupsResponse::new().meta(meta());
        Ok(response.groups(groups).into())
    }

    async fn create_group(
        &self,
        _context: &Context<Caller>,
        request: create_group::Request,
    ) -> Result<create_group::Response, Failure> {
        let now = Timestamp::now().as_second();
        let id = self.change(|state| state.create_group(request.body.subject, now));
        let entry = self.with_group(&id, |group| group_entry(&id, group))?;
        self.announce_group(&id, WebhookSystemType::GroupCreated, &[]);
        let response = GroupsResponse::new().meta(meta());
        Ok(response.groups(vec![entry]).into())
    }

    async fn get_group_info(
        &self,
        _context: &Context<Caller>,
        request: get_group_info::Request,
    ) -> Result<get_group_info::Response, Failure> {
        let info = self.with_group(&request.group_id, group_info)?;
        let response = GroupResponse::new().meta(meta());
        Ok(response.groups(vec![info]).into())
    }

    async fn update_group_info(
        &self,
        _context: &Context<Caller>,
        request: update_group_info::Request,
    ) -> Result<update_group_info::Response, Failure> {
        let id = request.group_id;
        self.change_group(&id, |group| group.subject = request.body.subject)?;
        self.announce_group(&id, WebhookSystemType::GroupSubjectChanged, &[]);
        Ok(update_group_info::Response::Ok)
    }

    async fn demote_group_admin(
        &self,
        _context: &Context<Caller>,
        request: demote_group_admin::Request,
    ) -> Result<demote_group_admin::Response, Failure> {
        let (id, wa_ids) = (request.group_id, request.body.wa_ids);
        self.change_group(&id, |group| group.demote(&wa_ids))?;
        self.announce_group(&id, WebhookSystemType::GroupUserDemoted, &wa_ids);
        Ok(demote_group_admin::Response::Ok)
    }

    async fn promote_to_group_admin(
        &self,
        _context: &Context<Caller>,
        request: promote_to_group_admin::Request,
    ) -> Result<promote_to_group_admin::Response, Failure> {
        let (id, wa_ids) = (request.group_id, request.body.wa_ids);
        self.change_group(&id, |group| group.promote(&wa_ids))?;
        self.announce_group(&id, WebhookSystemType::GroupUserPromoted, &wa_ids);
        Ok(promote_to_group_admin::Response::Ok)
    }

    async fn delete_group_icon(
        &self,
        _context: &Context<Caller>,
        request: delete_group_icon::Request,
    ) -> Result<delete_group_icon::Response, Failure> {
        let id = request.group_id;
        self.change_group(&id, |group| group.icon = None)?;
        self.announce_group(&id, WebhookSystemType::GroupIconDeleted, &[]);
        Ok(delete_group_icon::Response::Ok)
    }

    async fn get_group_icon_binary(
        &self,
        _context: &Context<Caller>,
        request: get_group_icon_binary::Request,
    ) -> Result<get_group_icon_binary::Response, Failure> {
        let icon = self.with_group(&request.group_id, |group| group.icon.clone())?;
        let icon = icon.ok_or_else(|| Failure::not_found("the group has no icon"))?;
        // The document says that there is an answer, and not that it is the icon.
        Err(Failure::raw("image/jpeg", icon.into_bytes()))
    }

    async fn set_group_icon(
        &self,
        _context: &Context<Caller>,
        request: set_group_icon::Request,
    ) -> Result<set_group_icon::Response, Failure> {
        let id = request.group_id;
        let icon = request.body.map(|body| Base64::from(body.file));
        self.change_group(&id, |group| group.icon = icon)?;
        self.announce_group(&id, WebhookSystemType::GroupIconChanged, &[]);
        Ok(set_group_icon::Response::Ok)
    }

    async fn delete_group_invite(
        &self,
        _context: &Context<Caller>,
        request: delete_group_invite::Request,
    ) -> Result<delete_group_invite::Response, Failure> {
        let id = request.group_id;
        self.change_group(&id, Group::revoke_invite)?;
        self.announce_group(&id, WebhookSystemType::GroupInviteLinkRevoked, &[]);
        Ok(delete_group_invite::Response::Ok)
    }

    async fn get_group_invite(
        &self,
        _context: &Context<Caller>,
        request: get_group_invite::Request,
    ) -> Result<get_group_invite::Response, Failure> {
        let link = self.with_group(&request.group_id, Group::invite_link)?;
        let response = GroupInviteResponse::new().meta(meta());
        Ok(response.groups(vec![GroupInvite::new().link(link)]).into())
    }

    /// The group goes on without the business, which then knows nothing of it any more.
    async fn leave_group(
        &self,
        _context: &Context<Caller>,
        request: leave_group::Request,
    ) -> Result<leave_group::Response, Failure> {
        let id = request.group_id;
        let left = self.change(|state| state.groups.remove(&id));
        left.ok_or_else(|| no_group(&id))?;
        let business = self.read(|state| state.account.wa_id.clone());
        self.announce_group(&id, WebhookSystemType::GroupUserLeft, &[business]);
        Ok(leave_group::Response::Ok)
    }

    async fn remove_group_participant(
        &self,
        _context: &Context<Caller>,
        request: remove_group_participant::Request,
    ) -> Result<remove_group_participant::Response, Failure> {
        let (id, wa_ids) = (request.group_id, request.body.wa_ids);
        self.change_group(&id, |group| group.remove(&wa_ids))?;
        self.announce_group(&id, WebhookSystemType::GroupUserLeft, &wa_ids);
        Ok(remove_group_participant::Response::Ok)
    }
}

impl Sandbox {
    fn with_group<T>(&self, id: &str, look: impl FnOnce(&Group) -> T) -> Result<T, Failure> {
        self.read(|state| state.groups.get(id).map(look))
            .ok_or_else(|| no_group(id))
    }

    fn change_group<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Group) -> T,
    ) -> Result<T, Failure> {
        self.change(|state| state.groups.get_mut(id).map(change))
            .ok_or_else(|| no_group(id))
    }

    /// `group_id`, `operator` and `users` are in the document's example of `Webhook-System`, not in its properties.
    fn announce_group(&self, id: &str, what: WebhookSystemType, users: &[String]) {
        let operator = self.read(|state| state.account.wa_id.clone());
        let mut system = WebhookSystem::new()
            .body(what.as_str())
            .r#type(what.clone());
        let more = [
            ("group_id", Any::from(id)),
            ("operator", Any::from(operator.clone())),
            ("users", Any::from(users.to_vec())),
        ];
        let more = more.map(|(name, value)| (name.to_owned(), value));
        system.additional.extend(more);
        let mut message = WebhookMessage::new()
            .group_id(id)
            .system(system)
            .timestamp(Timestamp::now().as_second().to_string());
        message.from = Some(operator);
        self.announce(WebhookEvent::new().messages(vec![message]));
    }
}

fn group_entry(id: &str, group: &Group) -> types::Group {
    let entry = types::Group::new().id(id);
    entry.creation_time(group.creation_time)
}

fn group_info(group: &Group) -> GroupInfo {
    GroupInfo::new()
        .subject(&group.subject)
        .creator(&group.creator)
        .creation_time(group.creation_time)
        .admins(group.admins.clone())
        .participants(group.participants.clone())
}

fn no_group(id: &str) -> Failure {
    Failure::not_found(format!("there is no group {id}"))
}
