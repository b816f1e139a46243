//! Who may call: users by name and password, and by the tokens that they get for them.

use jiff::Timestamp;
use whatsapp_server::{Api, AuthError, AuthRequest, Authenticator, Basic, Bearer};
use whatsapp_types::UserRole;

use crate::failure::Failure;
use crate::sandbox::Sandbox;
use crate::state::ADMIN;

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub(crate) name: String,
    pub(crate) role: UserRole,
    /// What the request was sent with, for the operation that ends it. The fixed token cannot be ended.
    pub(crate) token: Option<String>,
}

impl Caller {
    /// # Errors
    /// When the caller is no administrator.
    pub(crate) fn check_admin(&self) -> Result<(), Failure> {
        match self.role {
            UserRole::RoleAdmin => Ok(()),
            UserRole::RoleUser | UserRole::Unknown(_) => {
                Err(Failure::denied("only administrators may do this"))
            }
        }
    }

    /// # Errors
    /// When the caller is neither an administrator nor this user.
    pub(crate) fn check_self_or_admin(&self, name: &str) -> Result<(), Failure> {
        if self.name == name {
            return Ok(());
        }
        self.check_admin()
    }
}

impl Api for Sandbox {
    type Principal = Caller;
    type Error = Failure;
}

impl Authenticator for Sandbox {
    type Principal = Caller;

    async fn bearer_auth(
        &self,
        _request: &AuthRequest<'_>,
        credentials: Bearer<'_>,
    ) -> Result<Caller, AuthError> {
        let token = credentials.token();
        if self.config().token.as_deref() == Some(token) {
            return Ok(Caller {
                name: ADMIN.to_owned(),
                role: UserRole::RoleAdmin,
                token: None,
            });
        }
        self.read(|state| state.users.caller_of(token, Timestamp::now()))
            .ok_or(AuthError::Unauthenticated)
    }

    async fn http_basic(
        &self,
        _request: &AuthRequest<'_>,
        credentials: Basic<'_>,
    ) -> Result<Caller, AuthError> {
        self.read(|state| {
            state
                .users
                .caller_by_password(credentials.user(), credentials.password())
        })
        .ok_or(AuthError::Unauthenticated)
    }
}
