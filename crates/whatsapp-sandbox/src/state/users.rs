//! Users, their passwords, and the tokens that they got for them.
//!
//! Passwords are kept as they are: a sandbox has nothing to protect, and says so.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use whatsapp_types::UserRole;

use crate::doorkeeper::Caller;

/// The administrator, who is always there.
pub(crate) const ADMIN: &str = "admin";
/// The administrator's password until it is changed.
const PASSWORD: &str = "secret";
/// The document: a token expires after 7 days.
const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Who may log in, and who did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Users {
    users: BTreeMap<String, User>,
    sessions: BTreeMap<String, Session>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct User {
    password: String,
    role: UserRole,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Session {
    user: String,
    /// Seconds since 1970.
    expires: i64,
}

impl Default for Users {
    fn default() -> Self {
        let admin = User {
            password: PASSWORD.to_owned(),
            role: UserRole::RoleAdmin,
        };
        Self {
            users: BTreeMap::from([(ADMIN.to_owned(), admin)]),
            sessions: BTreeMap::new(),
        }
    }
}

impl Users {
    /// Whose token it is, if it has not expired.
    pub(crate) fn caller_of(&self, token: &str, now: Timestamp) -> Option<Caller> {
        let session = self.sessions.get(token)?;
        let is_valid = now.as_second() < session.expires;
        is_valid.then_some(Caller {
            role: self.role(&session.user)?,
            name: session.user.clone(),
            token: Some(token.to_owned()),
        })
    }

    /// The user of this name, if this is the password.
    pub(crate) fn caller_by_password(&self, name: &str, password: &str) -> Option<Caller> {
        let user = self.users.get(name)?;
        (user.password == password).then(|| Caller {
            name: name.to_owned(),
            role: user.role.clone(),
            token: None,
        })
    }

    /// A new token, and when it expires. What has expired is forgotten.
    pub(crate) fn log_in(&mut self, name: &str, now: Timestamp) -> (String, Timestamp) {
        self.sessions
            .retain(|_, session| now.as_second() < session.expires);
        let expires = now.checked_add(LIFETIME).unwrap_or(Timestamp::MAX);
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let session = Session {
            user: name.to_owned(),
            expires: expires.as_second(),
        };
        self.sessions.insert(token.clone(), session);
        (token, expires)
    }

    pub(crate) fn log_out(&mut self, token: &str) {
        self.sessions.remove(token);
    }

    /// False when there is a user of this name.
    pub(crate) fn create(&mut self, name: &str, password: String) -> bool {
        let is_new = !self.users.contains_key(name);
        if is_new {
            let role = UserRole::RoleUser;
            self.users.insert(name.to_owned(), User { password, role });
        }
        is_new
    }

    /// False when there is no user of this name.
    pub(crate) fn set_password(&mut self, name: &str, password: String) -> bool {
        let user = self.users.get_mut(name);
        user.map(|user| user.password = password).is_some()
    }

    /// Ends the sessions too. False when there is no user of this name.
    pub(crate) fn delete(&mut self, name: &str) -> bool {
        self.sessions.retain(|_, session| session.user != name);
        self.users.remove(name).is_some()
    }

    pub(crate) fn role(&self, name: &str) -> Option<UserRole> {
        self.users.get(name).map(|user| user.role.clone())
    }

    pub(super) fn count(&self) -> usize {
        self.users.len()
    }

    pub(super) fn sessions(&self) -> usize {
        self.sessions.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_expire_after_seven_days() {
        let mut users = Users::default();
        let (token, expires) = users.log_in(ADMIN, Timestamp::UNIX_EPOCH);
        assert_eq!(expires.to_string(), "1970-01-08T00:00:00Z");
        let before = expires - SignedDuration::from_secs(1);
        assert!(users.caller_of(&token, before).is_some());
        assert_eq!(users.caller_of(&token, expires), None);
        users.log_in(ADMIN, expires);
        assert_eq!(users.sessions(), 1);
    }
}
