//! Tag `Registration`: no SMS is sent; the code is always `123456`.

use whatsapp_server::types::operations::{register_account, request_code};
use whatsapp_server::{Context, Registration};
use whatsapp_types::{RequestCodeAccount, RequestCodeResponse};

use crate::doorkeeper::Caller;
use crate::failure::Failure;
use crate::sandbox::Sandbox;
use crate::state::PinError;

impl Registration for Sandbox {
    /// `201` when the number is registered already, `202` when a code is under way.
    async fn request_code(
        &self,
        _context: &Context<Caller>,
        request: request_code::Request,
    ) -> Result<request_code::Response, Failure> {
        let is_new = self
            .change(|state| state.account.request_code(&request.body))
            .map_err(wrong_pin)?;
        if !is_new {
            return Ok(request_code::Response::Created);
        }
        let account = RequestCodeAccount::new().vname("Sandbox");
        Ok(RequestCodeResponse::new().account(vec![account]).into())
    }

    async fn register_account(
        &self,
        _context: &Context<Caller>,
        request: register_account::Request,
    ) -> Result<register_account::Response, Failure> {
        if self.change(|state| state.account.register(&request.body.code)) {
            Ok(register_account::Response::Ok)
        } else {
            Err(Failure::denied("the code of a sandbox is 123456"))
        }
    }
}

/// How a wrong pin is told.
pub(super) fn wrong_pin(_: PinError) -> Failure {
    Failure::denied("two-step verification is on, and this is not its pin")
}
