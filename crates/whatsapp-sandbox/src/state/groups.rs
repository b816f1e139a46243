//! Groups, and who is in them.

use oaspen_runtime::types::Base64;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::State;

/// A group. Its creator is the business, which is also its first participant and administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) subject: String,
    pub(crate) creator: String,
    pub(crate) admins: Vec<String>,
    pub(crate) participants: Vec<String>,
    pub(crate) creation_time: i32,
    pub(crate) icon: Option<Base64>,
    invite: String,
}

impl Group {
    fn new(creator: &str, subject: String, creation_time: i32) -> Self {
        Self {
            subject,
            creator: creator.to_owned(),
            admins: vec![creator.to_owned()],
            participants: vec![creator.to_owned()],
            creation_time,
            icon: None,
            invite: Uuid::new_v4().simple().to_string(),
        }
    }

    /// Makes people administrators. In a sandbox nobody follows the invitation, so this lets them in too.
    pub(crate) fn promote(&mut self, wa_ids: &[String]) {
        for wa_id in wa_ids {
            add(&mut self.participants, wa_id);
            add(&mut self.admins, wa_id);
        }
    }

    pub(crate) fn demote(&mut self, wa_ids: &[String]) {
        self.admins.retain(|admin| !wa_ids.contains(admin));
    }

    pub(crate) fn remove(&mut self, wa_ids: &[String]) {
        self.demote(wa_ids);
        self.participants
            .retain(|participant| !wa_ids.contains(participant));
    }

    /// Where people join.
    pub(crate) fn invite_link(&self) -> String {
        format!("https://chat.whatsapp.com/{}", self.invite)
    }

    /// The old link leads nowhere; there is a new one at once.
    pub(crate) fn revoke_invite(&mut self) {
        self.invite = Uuid::new_v4().simple().to_string();
    }
}

fn add(wa_ids: &mut Vec<String>, wa_id: &str) {
    if !wa_ids.iter().any(|other| other == wa_id) {
        wa_ids.push(wa_id.to_owned());
    }
}

impl State {
    /// Makes a group at a time in seconds; gives its id.
    pub(crate) fn create_group(&mut self, subject: String, now: i64) -> String {
        let creator = self.account.wa_id.clone();
        self.counters.groups += 1;
        let id = format!("{creator}-{now}{:03}", self.counters.groups);
        // The document has 32 bits for it, which end in 2038.
        let creation_time = i32::try_from(now).unwrap_or(i32::MAX);
        let group = Group::new(&creator, subject, creation_time);
        self.groups.insert(id.clone(), group);
        id
    }
}
