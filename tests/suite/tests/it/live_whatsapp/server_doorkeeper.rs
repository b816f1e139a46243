//! Who may call: one token, and one user with a password.

use whatsapp_server::{AuthError, AuthRequest, Authenticator, Basic, Bearer};

pub(super) const TOKEN: &str = "eyJhbGciOHlXVCJ9.eyJ1c2VyIjoNTIzMDE2Nn0.mEoF0COaO00Z1cANo";
pub(super) const USER: &str = "admin";
/// Only the first colon separates the name from the password.
pub(super) const PASSWORD: &str = "se:crét";

/// Who calls.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Caller {
    /// By token.
    Token,
    /// By name and password.
    User(String),
}

pub(super) struct Doorkeeper;

impl Authenticator for Doorkeeper {
    type Principal = Caller;

    async fn bearer_auth(
        &self,
        _request: &AuthRequest<'_>,
        credentials: Bearer<'_>,
    ) -> Result<Caller, AuthError> {
        match credentials.token() {
            TOKEN => Ok(Caller::Token),
            "limited" => Err(AuthError::Forbidden),
            "early" => Err(AuthError::Unavailable(
                "no connection to the secret database".into(),
            )),
            _ => Err(AuthError::Unauthenticated),
        }
    }

    async fn http_basic(
        &self,
        _request: &AuthRequest<'_>,
        credentials: Basic<'_>,
    ) -> Result<Caller, AuthError> {
        match (credentials.user(), credentials.password()) {
            (USER, PASSWORD) => Ok(Caller::User(USER.to_owned())),
            _ => Err(AuthError::Unauthenticated),
        }
    }
}
